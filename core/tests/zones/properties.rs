//! Reading zones never panics, and what it tells is what stands in the cells.

use doc9303::mrz::{
    Field, Format, Language, Repair, arabic_from_zone, compare_names, find, repair, repair_text,
    transliterate,
};
use doc9303::{Mrz, UnixTime, mrz_json};
use proptest::prelude::*;

const SHAPES: [&[usize]; 5] = [&[30, 30, 30], &[36, 36], &[44, 44], &[30], &[9, 30, 30]];

fn cells(length: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<<<<<<<".as_slice()),
        length,
    )
    .prop_map(|cells| String::from_utf8(cells).unwrap())
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::sample::select(SHAPES.as_slice())
        .prop_flat_map(|shape| shape.iter().map(|length| cells(*length)).collect::<Vec<_>>())
}

/// Touches everything that a zone tells.
fn tell(mrz: &Mrz, at: UnixTime) {
    for format in Format::ALL.iter().copied() {
        assert_eq!(Mrz::parse_as(&mrz.to_string(), &[format]).is_ok(), format == mrz.format());
    }
    let _ = (mrz.mrz_information(), mrz.sex(), mrz.airline_code(), mrz.warnings().count());
    let json = mrz_json(&Ok(*mrz), at);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["checks"].as_object().unwrap().len(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<i64>()) {
        let at = UnixTime::from_seconds(at);
        for zone in [Mrz::parse_bytes(&bytes), Mrz::from_dg1(&bytes)] {
            let value: serde_json::Value = serde_json::from_str(&mrz_json(&zone, at)).unwrap();
            prop_assert!(value.is_object());
        }
    }

    #[test]
    fn any_zone_tells_what_stands_in_its_cells(lines in lines(), days in -40_000_i64..40_000) {
        let at = UnixTime::from_seconds(days * 86_400);
        let text = lines.join("\n");
        let Ok(mrz) = Mrz::parse(&text) else { return Ok(()) };
        prop_assert_eq!(mrz.to_string(), text.clone());
        prop_assert_eq!(Mrz::parse(&format!(" {} \r\n", lines.join("\r\n"))), Ok(mrz));
        tell(&mrz, at);
        for field in mrz.fields() {
            let told: String = mrz
                .ranges(field)
                .map(|span| lines[span.line][span.start..span.end].to_string())
                .collect();
            let words: Vec<&str> = told.split('<').filter(|word| !word.is_empty()).collect();
            let value = mrz.text(field).to_string();
            // The two pieces of a long number are joined without a space.
            if field == Field::DocumentNumber && mrz.ranges(field).count() > 1 {
                prop_assert_eq!(value.replace(' ', ""), words.concat());
            } else {
                prop_assert_eq!(value, words.join(" "));
            }
        }
        let mut fields = mrz.fields();
        let mut as_text = Ok(());
        mrz.each_text(|field, text| {
            let printed = matches!(field, Field::BirthDate | Field::ExpiryDate);
            let same = if printed {
                mrz.ranges(field).all(|span| lines[span.line][span.start..span.end] == *text)
            } else {
                mrz.text(field) == *text
            };
            if fields.next() != Some(field) || !same {
                as_text = Err(TestCaseError::fail(format!("{field} is told as {text:?}")));
            }
        });
        as_text?;
        for digit in mrz.check_digits() {
            let covered: String =
                digit.covers().map(|span| lines[span.line][span.start..span.end].to_string()).collect();
            let weighted: u32 = covered
                .bytes()
                .zip([7, 3, 1].iter().cycle())
                .map(|(cell, weight)| char::from(cell).to_digit(36).unwrap_or(0) * weight)
                .sum();
            prop_assert_eq!(digit.computed().to_digit(10), Some(weighted % 10));
            let at = digit.position();
            prop_assert_eq!(&lines[at.line][at.start..at.end], digit.printed().to_string());
        }
    }

    #[test]
    fn finds_lie_within_the_text_in_order(pieces in prop::collection::vec(
        prop_oneof![
            "[A-Z0-9<]{30}", "[A-Z0-9<]{36}", "P[A-Z0-9<]{43}", "[A-Z0-9<]{44}", "[A-Z0-9<]{20,95}", "[a-zäß€ ]{0,30}",
            Just("FACHE305142128002<<740812<<<<<".to_string()), Just("AAA001D<<".to_string()),
        ], 0..12), joints in prop::collection::vec(prop::sample::select(["\n", "\r\n", " ", "\u{2028}\t"].as_slice()), 12))
    {
        let text: String = pieces.iter().zip(joints).map(|(piece, joint)| format!("{piece}{joint}")).collect();
        let mut behind = 0;
        for found in find(&text) {
            prop_assert!(behind <= found.start && found.start < found.end);
            behind = found.end;
            let place = &text[found.start..found.end];
            prop_assert_eq!(text[..found.start].matches('\n').count(), found.line);
            if let Ok(mrz) = found.zone {
                let cells: String = place.chars().filter(|letter| !letter.is_whitespace()).collect();
                prop_assert_eq!(cells, mrz.lines().collect::<String>());
                prop_assert!(!found.is_certain || mrz.check_digits().all(|digit| digit.is_valid()));
            }
        }
    }

    #[test]
    fn any_text_is_searched_transliterated_and_compared(text in "\\PC{0,60}", zone in lines()) {
        let _ = (find(&text), arabic_from_zone(&text));
        if let Ok(written) = transliterate(&text, Language::Any) {
            prop_assert!(written.bytes().all(|cell| cell == b'<' || cell.is_ascii_uppercase()));
            prop_assert!(!written.starts_with('<') && !written.ends_with('<') && !written.contains("<<"));
        }
        if let Ok(mrz) = Mrz::parse(&zone.join("\n")) {
            let _ = compare_names(&text, &text, &mrz);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_text_is_repaired_or_not(text in prop_oneof!["\\PC{0,120}", "[A-Za-z0-9< ]{25,50}(\n[A-Z0-9< ]{25,50}){0,3}"]) {
        let told = repair_text(&text);
        for candidate in told.candidates() {
            prop_assert!(!candidate.changes.is_empty());
            prop_assert!(candidate.mrz.check_digits().all(|digit| digit.is_valid()));
            prop_assert_eq!(candidate.proven, candidate.changes.iter().all(|change| change.proven));
        }
    }

    #[test]
    fn every_candidate_of_a_repair_is_whole(lines in lines()) {
        let Ok(mrz) = Mrz::parse(&lines.join("\n")) else { return Ok(()) };
        let candidates = match repair(&mrz) {
            Repair::Unique(candidate) => {
                prop_assert!(candidate.proven);
                vec![*candidate]
            }
            Repair::Ambiguous(candidates) | Repair::Unproven(candidates) => candidates.list,
            _ => Vec::new(),
        };
        for candidate in candidates {
            prop_assert!(!candidate.changes.is_empty());
            prop_assert!(candidate.mrz.check_digits().all(|digit| digit.is_valid()));
            let (before, after) = (mrz.lines().collect::<String>(), candidate.mrz.lines().collect::<String>());
            let differ = before.bytes().zip(after.bytes()).filter(|(before, after)| before != after).count();
            prop_assert_eq!(differ, candidate.changes.len());
        }
    }
}
