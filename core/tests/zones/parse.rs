//! Reading zones: the worked examples of Doc 9303, every rule that has an exception, and the faults of real documents.

use doc9303::mrz::{Field, Format, Sex, Span, Warning};
use doc9303::{Mrz, Place, UnixTime};

fn zone(text: &str) -> Mrz {
    Mrz::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Field, printed and computed digit of every check digit that does not fit.
fn wrong(mrz: &Mrz) -> Vec<(&'static str, char, char)> {
    mrz.check_digits()
        .filter(|digit| !digit.is_valid())
        .map(|digit| (digit.field().as_str(), digit.printed(), digit.computed()))
        .collect()
}

fn warnings(mrz: &Mrz) -> Vec<&'static str> {
    mrz.warnings().map(Warning::as_str).collect()
}

fn at(text: &str) -> UnixTime {
    UnixTime::parse(text).unwrap()
}

const TD3: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
const TD1: &str =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD1_LONG: &str =
    "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";
const TD2_LONG: &str = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8";
const MRV_A: &str =
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX7408122F96121096ZE184226B<<<<<<";
const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX7408122F9612109<<<<<<<<";

#[test]
fn the_worked_examples_of_every_part() {
    // Part 4 Appendix B in both editions, Parts 5, 6, 7, 8 and 11. Two composite digits of Part 11 are misprinted.
    let examples = [
        (TD3, "TD3", vec![]),
        (
            "PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3404159ZE184226B<<<<<16",
            "TD3",
            vec![],
        ),
        (TD1, "TD1", vec![]),
        (TD1_LONG, "TD1", vec![]),
        (
            "I<UTOL898902C<3<<<<<<<<<<<<<<<\n6908061F9406236UTO<<<<<<<<<<<1\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "TD1",
            vec![("composite", '1', '2')],
        ),
        (TD2, "TD2", vec![]),
        (TD2_LONG, "TD2", vec![]),
        (
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL898902C<3UTO6908061F9406236<<<<<<<8",
            "TD2",
            vec![("composite", '8', '2')],
        ),
        ("PUUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F2606277<<<<<<<8", "TD2", vec![]),
        (MRV_A, "MRV-A", vec![]),
        (MRV_B, "MRV-B", vec![]),
    ];
    for (text, format, misprints) in examples {
        let mrz = zone(text);
        assert_eq!(mrz.format().as_str(), format, "{text}");
        assert_eq!(wrong(&mrz), misprints, "{text}");
        assert_eq!(mrz.to_string(), text);
        assert!(mrz.issuing_state() == "UTO" && mrz.warnings().any(|warning| warning == Warning::Specimen));
    }
}

#[test]
fn the_check_digit_examples_of_part_3() {
    // Appendix A; its code YTO is an older one of Utopia.
    assert_eq!(doc9303::mrz::check_digit("520727"), '3');
    assert_eq!(doc9303::mrz::check_digit("AB2134<<<"), '5');
    let text = format!("{:<<44}\nHA672242<6YTO5802254M9601086<<<<<<<<<<<<<<08", "P<YTOERIKSSON<<ANNA");
    let mrz = zone(&text);
    assert!(wrong(&mrz).is_empty());
    assert_eq!((mrz.document_number(), warnings(&mrz)), ("HA672242", vec!["code_seen_in_field"]));
}

#[test]
fn fields_of_a_passport() {
    let mrz = zone(TD3);
    assert_eq!(mrz.format(), Format::Td3);
    assert_eq!(mrz.document_code(), "P");
    assert_eq!(mrz.issuing_state(), "UTO");
    assert_eq!(mrz.primary_identifier(), "ERIKSSON");
    assert_eq!(mrz.secondary_identifier(), "ANNA MARIA");
    assert_eq!(mrz.document_number(), "L898902C3");
    assert_eq!(mrz.nationality(), "UTO");
    assert_eq!(mrz.date_of_birth().as_str(), "740812");
    assert_eq!(mrz.sex(), Sex::Female);
    assert_eq!(mrz.date_of_expiry().as_str(), "120415");
    assert_eq!(mrz.personal_number(), "ZE184226B");
    assert_eq!(mrz.optional_data(), "");
    assert_eq!(mrz.lines().collect::<Vec<_>>(), TD3.split('\n').collect::<Vec<_>>());
    assert_eq!(warnings(&mrz), ["specimen"]);
    let composite = mrz.check_digits().last().unwrap();
    assert_eq!(composite.position(), Span { line: 1, start: 43, end: 44 });
    let covers: Vec<_> = composite.covers().map(|span| (span.line, span.start, span.end)).collect();
    assert_eq!(covers, [(1, 0, 10), (1, 13, 20), (1, 21, 43)]);
    assert_eq!(
        mrz.ranges(Field::PrimaryIdentifier).collect::<Vec<_>>(),
        [Span { line: 0, start: 5, end: 13 }]
    );
    assert_eq!(
        mrz.ranges(Field::SecondaryIdentifier).collect::<Vec<_>>(),
        [Span { line: 0, start: 15, end: 25 }]
    );
    assert_eq!(mrz.mrz_information().unwrap(), "L898902C3674081221204159");
}

#[test]
fn fields_of_a_card_and_a_visa() {
    let card = zone(TD1);
    assert_eq!((card.document_number(), card.nationality().as_str()), ("D23145890", "UTO"));
    assert_eq!((card.optional_data_1().as_str(), card.optional_data_2().as_str()), ("", ""));
    assert_eq!(card.ranges(Field::SecondaryIdentifier).next(), Some(Span { line: 2, start: 10, end: 20 }));
    let visa = zone(MRV_A);
    assert_eq!((visa.document_number(), visa.nationality().as_str()), ("L8988901C", "XXX"));
    assert_eq!(visa.optional_data(), "6ZE184226B");
    assert!(!visa.has(Field::Composite) && visa.check_digits().count() == 3);
}

/// Every cell of every layout: changing it must break exactly the digits that cover it or are printed in it.
#[test]
fn check_digits_cover_the_cells_that_doc_9303_says() {
    // Field, digit cell, covered cells: one-based and by line, as the standard counts.
    type Digit = (&'static str, (usize, usize), &'static [(usize, usize, usize)]);
    let td3: &[Digit] = &[
        ("document_number", (2, 10), &[(2, 1, 9)]),
        ("birth_date", (2, 20), &[(2, 14, 19)]),
        ("expiry_date", (2, 28), &[(2, 22, 27)]),
        ("personal_number", (2, 43), &[(2, 29, 42)]),
        ("composite", (2, 44), &[(2, 1, 10), (2, 14, 20), (2, 22, 43)]),
    ];
    let td2: &[Digit] = &[
        ("document_number", (2, 10), &[(2, 1, 9)]),
        ("birth_date", (2, 20), &[(2, 14, 19)]),
        ("expiry_date", (2, 28), &[(2, 22, 27)]),
        ("composite", (2, 36), &[(2, 1, 10), (2, 14, 20), (2, 22, 35)]),
    ];
    let td1: &[Digit] = &[
        ("document_number", (1, 15), &[(1, 6, 14)]),
        ("birth_date", (2, 7), &[(2, 1, 6)]),
        ("expiry_date", (2, 15), &[(2, 9, 14)]),
        ("composite", (2, 30), &[(1, 6, 30), (2, 1, 7), (2, 9, 15), (2, 19, 29)]),
    ];
    let visa = &td2[..3];
    let mut cells = 0;
    for (text, digits) in [(TD3, td3), (TD2, td2), (TD1, td1), (MRV_A, visa), (MRV_B, visa)] {
        let width = text.find('\n').unwrap() + 1;
        for (index, cell) in text.char_indices().filter(|(_, cell)| *cell != '\n') {
            let here = (index / width + 1, index % width + 1);
            // One up: the weights 7, 3 and 1 are prime to 10, so a change by one always shows.
            let up = match cell {
                '<' => '1',
                '9' => 'A',
                'Z' => 'Y',
                other => char::from(u8::try_from(other).unwrap() + 1),
            };
            let mut changed = text.to_string();
            changed.replace_range(index..=index, up.encode_utf8(&mut [0; 4]));
            let mrz = zone(&changed);
            // Another first letter makes a visa another document; nothing covers it.
            if mrz.format() != zone(text).format() {
                assert_eq!(here, (1, 1));
                continue;
            }
            let covers =
                |range: &(usize, usize, usize)| range.0 == here.0 && (range.1..=range.2).contains(&here.1);
            let expected: Vec<_> = digits
                .iter()
                .filter(|(_, at, covered)| *at == here || covered.iter().any(covers))
                .map(|(field, ..)| *field)
                .collect();
            let broken: Vec<_> = wrong(&mrz).into_iter().map(|(field, ..)| field).collect();
            assert_eq!(broken, expected, "{here:?} in {text}");
            cells += 1;
        }
    }
    assert_eq!(cells, 88 + 72 + 90 + 88 + 72 - 2);
}

#[test]
fn long_numbers_by_the_standard() {
    for text in [TD1_LONG, TD2_LONG] {
        let mrz = zone(text);
        assert_eq!(mrz.document_number(), "D23145890734");
        assert_eq!(mrz.mrz_information().unwrap(), "D23145890734934071279507122");
        assert_eq!(mrz.ranges(Field::DocumentNumber).count(), 2);
        assert!(wrong(&mrz).is_empty());
    }
    let digit = zone(TD1_LONG).check_digits().next().unwrap();
    assert_eq!((digit.printed(), digit.position()), ('9', Span { line: 0, start: 18, end: 19 }));
    let spans: Vec<_> =
        zone(TD1_LONG).ranges(Field::DocumentNumber).map(|span| (span.start, span.end)).collect();
    assert_eq!(spans, [(5, 14), (15, 18)]);
}

fn td1(line1: &str) -> Mrz {
    zone(&format!("{line1:<<30}\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"))
}

#[test]
fn long_numbers_in_both_weightings_and_all_their_slips() {
    // Belgian cards: older ones weigh the filler, newer ones follow the standard.
    let older = td1("IDUTO000590240<6013");
    assert_eq!(older.document_number(), "000590240601");
    assert!(older.warnings().any(|warning| warning == Warning::LongNumberFillerWeight));
    assert!(!wrong(&older).iter().any(|row| row.0 == "document_number"));
    let newer = td1("IDUTO600001795<0152");
    assert_eq!(newer.document_number(), "600001795015");
    assert!(!newer.warnings().any(|warning| warning == Warning::LongNumberFillerWeight));
    assert!(!wrong(&newer).iter().any(|row| row.0 == "document_number"));
    // A wrong digit still gives the whole number.
    let wrong_digit = td1("IDUTO600001795<0153");
    assert_eq!(wrong_digit.document_number(), "600001795015");
    assert_eq!(wrong(&wrong_digit)[0], ("document_number", '3', '2'));
    // 22 characters are the most on a TD1 (the note, not the table); optional data may follow the filler.
    let longest = td1("IDUTO123456789<12345678901234<");
    assert_eq!(longest.document_number(), "1234567891234567890123");
    let more = td1("IDUTO600001795<0152<AB1");
    assert_eq!((more.document_number(), more.optional_data_1().as_str()), ("600001795015", "AB1"));
    assert_eq!(more.ranges(Field::OptionalData1).next(), Some(Span { line: 0, start: 20, end: 30 }));
    // Without the closing filler the number is surfaced and the digit is wrong, whatever it is.
    let unclosed = td1("IDUTO123456789<123456789012345");
    assert_eq!(unclosed.document_number().len(), 23);
    assert!(wrong(&unclosed).iter().any(|row| row.0 == "document_number"));
    assert!(unclosed.warnings().any(|warning| warning == Warning::LongNumberUnclosed));
    let note = |mrz: &Mrz| mrz.check_digits().next().unwrap().note();
    assert!(
        note(&unclosed).unwrap().contains("the filler that must close"),
        "the digit alone does not tell why"
    );
    assert_eq!(note(&newer), None);
    // Nothing usable behind the filler, or the digit alone.
    let nothing = td1("IDUTO600001795<");
    assert_eq!((nothing.document_number(), wrong(&nothing)[0].1), ("600001795", '<'));
    let displaced = td1("IDUTO600001795<4");
    assert_eq!((displaced.document_number(), wrong(&displaced)[0].1), ("600001795", '<'));
    assert!(displaced.warnings().any(|warning| warning == Warning::CheckDigitDisplaced));
    assert!(note(&displaced).unwrap().contains("optional data"));
    // Fewer than nine characters before the filler.
    let short = td1("IDUTO60000179<<0152");
    assert!(short.warnings().any(|warning| warning == Warning::LongNumberShort));
    // A TD3 has no such form.
    let passport = zone(&TD3.replace("L898902C36", "L898902C3<"));
    assert_eq!((passport.document_number(), wrong(&passport)[0].0), ("L898902C3", "document_number"));
}

#[test]
fn crew_member_certificates() {
    let airline = td1("ACUTOD231458907XY<");
    assert!(airline.is_crew_member_certificate());
    assert_eq!(airline.airline_code().unwrap(), "XY");
    // A long number claims the same cells, if its digit fits; otherwise they are the airline.
    let long = td1("ACUTO600001795<0152");
    assert_eq!((long.document_number(), long.airline_code()), ("600001795015", None));
    let three = td1("ACUTO600001795<AB1");
    assert_eq!((three.document_number(), three.airline_code().unwrap().as_str()), ("600001795", "AB1"));
    assert!(!td1("I<UTOD231458907").is_crew_member_certificate());
}

#[test]
fn a_filler_is_a_check_digit_in_one_place_only() {
    let empty = |digit: char| {
        let text = TD3.replace("ZE184226B<<<<<10", &format!("<<<<<<<<<<<<<<{digit}8"));
        wrong(&zone(&text)).into_iter().filter(|row| row.0 == "personal_number").count()
    };
    assert_eq!((empty('0'), empty('<'), empty('1')), (0, 0, 1));
    // Data whose digit is 0 needs the 0.
    let mrz = zone(&TD3.replace("ZE184226B<<<<<1", "00000000000000<"));
    assert!(wrong(&mrz).contains(&("personal_number", '<', '0')));
    // An unknown date needs its 0 as well.
    let mrz = zone(&TD3.replace("7408122", "<<<<<<<"));
    assert!(wrong(&mrz).contains(&("birth_date", '<', '0')));
    let mrz = zone(&TD3.replace("7408122", "<<<<<<0"));
    assert!(!wrong(&mrz).iter().any(|row| row.0 == "birth_date"));
}

#[test]
fn names() {
    let name = |field: &str| {
        let mrz = zone(&TD3.replace("ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", &format!("{field:<<39}")));
        let warnings: Vec<_> = warnings(&mrz).into_iter().filter(|warning| *warning != "specimen").collect();
        [mrz.primary_identifier().to_string(), mrz.secondary_identifier().to_string(), warnings.join(" ")]
    };
    assert_eq!(name("ARKFREITH"), ["ARKFREITH", "", ""]);
    assert_eq!(name("SATRIYA<SUDARPA"), ["SATRIYA SUDARPA", "", ""]);
    assert_eq!(name("VAN<DER<MUELLEN<<JAN<PIET"), ["VAN DER MUELLEN", "JAN PIET", ""]);
    assert_eq!(
        name("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        ["NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", "truncation_possible"]
    );
    assert_eq!(name("<<NAME"), ["", "NAME", "name_no_primary"]);
    assert_eq!(name(""), ["", "", "name_no_primary"]);
    assert_eq!(name("ONE<<TWO<<THREE"), ["ONE", "TWO THREE", "name_separators"]);
    assert_eq!(name("ONE<<<TWO"), ["ONE", "TWO", "name_separators"]);
    assert_eq!(name("<ONE<<TWO"), ["ONE", "TWO", "leading_filler"]);
    assert_eq!(name("ONE1<<TWO"), ["ONE1", "TWO", "name_digits"]);
    let russian = zone(&TD3.replace("P<UTOERIKSSON", "PNRUSERIKSS7N").replace("UTO7", "RUS7"));
    assert!(russian.is_russian_internal_passport());
    assert!(!russian.warnings().any(|warning| warning == Warning::NameDigits));
}

#[test]
fn warnings_about_codes() {
    let codes = |code: &str, issuer: &str, nationality: &str| {
        let mrz = zone(
            &TD3.replace("P<UTO", &format!("{code}{issuer}")).replace("UTO7", &format!("{nationality}7")),
        );
        warnings(&mrz).join(" ")
    };
    assert_eq!(codes("PP", "D<<", "D<<"), "");
    assert_eq!(codes("P<", "DEU", "D<<"), "code_seen_in_field");
    assert_eq!(codes("P<", "FRA", "ZZZ"), "unknown_nationality");
    assert_eq!(codes("P<", "ZZZ", "FRA"), "");
    assert_eq!(codes("P<", "YUG", "YUG"), "code_withdrawn");
    assert_eq!(codes("P<", "GBR", "GBN"), "");
    assert_eq!(codes("PX", "FRA", "FRA"), "document_code_second_letter");
    let late = zone(&TD3.replace("F120415", "F380101"));
    assert!(late.warnings().any(|warning| warning == Warning::DocumentCodeSecondLetter));
}

#[test]
fn unknown_dates_and_empty_numbers() {
    let mrz = zone(&TD3.replace("7408122", "74<<<<1"));
    assert_eq!(warnings(&mrz), ["date_partially_unknown", "specimen"]);
    let mrz = zone(&TD3.replace("7408122", "<<<<<<0"));
    assert_eq!(warnings(&mrz), ["date_unknown", "specimen"]);
    let mrz = zone(&TD3.replace("L898902C36", "<<<<<<<<<0"));
    assert_eq!(warnings(&mrz), ["document_number_empty", "specimen"]);
    let mrz = zone(&TD3.replace("L898902C36", "<L898902C6"));
    assert_eq!(warnings(&mrz), ["leading_filler", "specimen"]);
    assert_eq!(mrz.document_number(), "L898902C");
}

#[test]
fn centuries() {
    let births = |printed: &str, today: &str| {
        let mrz = zone(&TD3.replace("740812", printed));
        mrz.date_of_birth()
            .resolve_birth(at(today))
            .map(|date| date.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(births("740812", "2026-01-01"), "1974-08-12");
    assert_eq!(births("200812", "2026-01-01"), "2020-08-12 1920-08-12");
    assert_eq!(births("260812", "2026-01-01"), "1926-08-12", "later this year is not yet");
    assert_eq!(births("260101", "2026-01-01"), "2026-01-01 1926-01-01");
    assert_eq!(
        births("000229", "2026-01-01"),
        "2000-02-29",
        "1900 had no leap day and would be 126 years ago"
    );
    assert_eq!(births("010229", "2026-01-01"), "");
    assert_eq!(births("74<<<<", "2026-01-01"), "1974-XX-XX");
    assert_eq!(births("740<<<", "2026-01-01"), "1974-XX-XX");
    assert_eq!(births("742<<<", "2026-01-01"), "", "no month begins with 2");
    assert_eq!(births("26<<<<", "2026-01-01"), "2026-XX-XX 1926-XX-XX");
    assert_eq!(births("<<<<<<", "2026-01-01"), "XXXX-XX-XX");
    assert_eq!(births("<<0229", "2026-01-01"), "XXXX-02-29");
    assert_eq!(births("<<0230", "2026-01-01"), "");
    assert_eq!(births("740800", "2026-01-01"), "");
    assert_eq!(births("74O812", "2026-01-01"), "");
    let expiry = |printed: &str, today: &str| {
        let mrz = zone(&TD3.replace("F120415", &format!("F{printed}")));
        mrz.date_of_expiry().resolve_expiry(at(today)).map(|date| date.to_string())
    };
    assert_eq!(expiry("260415", "2026-11-24").as_deref(), Some("2026-04-15"));
    assert_eq!(expiry("410415", "2026-11-24").as_deref(), Some("2041-04-15"), "fifteen years ahead");
    assert_eq!(expiry("420415", "2026-11-24").as_deref(), Some("2042-04-15"), "there was no zone in 1942");
    assert_eq!(expiry("790415", "2026-11-24").as_deref(), Some("2079-04-15"), "nor in 1979");
    assert_eq!(expiry("800415", "2026-11-24").as_deref(), Some("1980-04-15"), "but in 1980");
    assert_eq!(expiry("250415", "2026-11-24").as_deref(), Some("2025-04-15"));
    assert_eq!(expiry("050415", "2095-11-24").as_deref(), Some("2105-04-15"));
    assert_eq!(expiry("000229", "2095-11-24"), None, "2100 has no leap day");
}

#[test]
fn line_breaks_and_white_space() {
    for text in [TD1, TD2, TD3, MRV_A, MRV_B] {
        let expected = zone(text);
        let lines: Vec<_> = text.split('\n').collect();
        for form in [
            lines.join("\r\n"),
            lines.join("\r"),
            format!("\r\n\r\n{}\n\n", lines.join("\r\n")),
            format!("  {}  ", lines.join("  \n\t")),
        ] {
            assert_eq!(Mrz::parse(&form), Ok(expected), "{form:?}");
        }
        assert_eq!(Mrz::from_dg1(lines.concat().as_bytes()), Ok(expected));
        // Without line breaks it is the same zone, and that is told; with white space between the lines too.
        for form in [lines.concat(), format!(" {} \r\n", lines.concat()), lines.join(" "), lines.join("\t ")]
        {
            let read = zone(&form);
            assert_eq!(read, expected, "{form:?}");
            assert!(warnings(&read).contains(&"line_breaks_missing"));
        }
        for form in [
            lines.join("\n\n"),
            lines.join("\r\r\n"),
            format!("\u{feff}{text}"),
            format!("\u{feff}\r\n{text}"),
            lines.join("\n\u{feff}"),
        ] {
            let read = zone(&form);
            assert_eq!(read, expected, "{form:?}");
            assert!(!warnings(&read).contains(&"line_breaks_missing"));
        }
        let first = Mrz::from_dg1(lines.concat().as_bytes()).unwrap();
        assert!(!warnings(&first).contains(&"line_breaks_missing"), "DG1 has no line breaks");
    }
}

#[test]
fn errors_tell_the_first_offending_cell() {
    let error = |text: &str| {
        let error = Mrz::parse(text).unwrap_err();
        let Place::Cell { line, column } = error.place() else { panic!("{error}") };
        (error.code().as_str(), line, column)
    };
    assert_eq!(error(""), ("mrz.length", 0, 0));
    assert_eq!(error("P<UTOERIKSSON"), ("mrz.length", 0, 13));
    assert_eq!(error(&TD3.replace("ANNA", "ANnA")), ("mrz.charset", 0, 17));
    assert_eq!(error(&TD3.replace("ANNA", "ANÑA")), ("mrz.charset", 0, 17));
    assert_eq!(error(&TD3.replace("ANNA", "AN A")), ("mrz.charset", 0, 17));
    assert_eq!(error(&TD3.replace("UTO7", "uTO7")), ("mrz.charset", 1, 10));
    assert_eq!(error(&TD3[..80]), ("mrz.length", 1, 35));
    assert_eq!(error(&format!("{TD3}<")), ("mrz.length", 1, 44));
    assert_eq!(error(&format!("{TD3}\n{}", &TD3[..44])), ("mrz.length", 2, 0));
    assert_eq!(error(&TD1[..61]), ("mrz.length", 2, 0));
    assert_eq!(error(&TD1[..30].replace('I', "X")), ("mrz.unknown_layout", 0, 0));
    assert_eq!(error(&format!("AAA001D<<\n{}\n{}", &TD1[..30], &TD1[62..])), ("mrz.unknown_layout", 1, 0));
    assert_eq!(error(&format!("P<\u{feff}{}", &TD3[2..])).0, "mrz.charset");
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: &str| {
        let text = format!("{mark}{TD3}");
        let octets: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
        let error = Mrz::parse_bytes(&octets).unwrap_err();
        assert_eq!(error.code().as_str(), "mrz.charset");
        error.detail()
    };
    for mark in ["", "\u{feff}"] {
        assert!(utf16(u16::to_le_bytes, mark).contains("UTF-16"));
        assert!(utf16(u16::to_be_bytes, mark).contains("UTF-16"));
    }
    for (cells, column) in [(0, 0), (30, 30), (71, 35), (73, 29), (87, 43), (89, 29)] {
        let error = Mrz::from_dg1(&vec![b'A'; cells]).unwrap_err();
        let Place::Cell { column: found, .. } = error.place() else { panic!("{error}") };
        assert_eq!((error.code().as_str(), found), ("mrz.length", column), "{cells} cells");
    }
    assert_eq!(Mrz::from_dg1(&[b'A'; 91]).unwrap_err().place(), Place::Cell { line: 3, column: 0 });
    assert_eq!(Mrz::parse_as(TD3, &[Format::Td1]).unwrap_err().code().as_str(), "mrz.unknown_layout");
    assert_eq!(Mrz::parse_as(TD3, &[Format::Td1, Format::Td3]), Ok(zone(TD3)));
}

#[test]
fn no_content_in_debug() {
    let mrz = zone(TD3);
    let told = format!(
        "{mrz:?} {:?} {:?} {:?}",
        mrz.primary_identifier(),
        mrz.date_of_birth(),
        mrz.date_of_birth().resolve_birth(at("2026-01-01")).next()
    );
    for secret in ["ERIKSSON", "L898902C3", "740812", "1974"] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn shared_between_threads() {
    fn shared<T: Send + Sync + Copy + 'static>() {}
    shared::<Mrz>();
    shared::<doc9303::mrz::CheckDigit>();
    shared::<doc9303::mrz::Text>();
    shared::<doc9303::mrz::PartialDate>();
}
