//! What stands in a log: the results of the report, and nobody's data unless they were asked for.

use crate::{reports, transaction};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::report::{Group, Outcome, Source};
use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
use doc9303_tr03135::{Place, Profile, to_xml, vendor_code};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Each text of a log with the elements around it, those of a check with its id and the source of its zone.
fn texts(log: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(log);
    let (mut path, mut texts): (Vec<String>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                let given = start.attributes().map(Result::unwrap);
                let given = given.filter(|given| matches!(given.key.as_ref(), "id" | "source"));
                let marks: String = given.map(|given| format!("={}", given.value)).collect();
                path.push(format!("{name}{marks}"));
            }
            Event::End(_) => drop(path.pop()),
            Event::Text(text) => {
                let text = text.into_inner().into_owned();
                if !text.trim().is_empty() {
                    texts.push((path.join("/"), text));
                }
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

fn outcome(word: &str) -> Outcome {
    word.replace(' ', "_").parse().unwrap()
}

/// Each result of a report stands in its log once, in its place and with its code, and so does the verdict.
#[test]
fn a_log_has_every_result_of_its_report() {
    let mut seen = 0;
    for (id, report) in reports() {
        let log = to_xml(report, &transaction(), Profile::Basic).unwrap();
        let texts: BTreeMap<String, String> = texts(&log).into_iter().collect();
        let document = "ct:Transaction/dc:DocumentCheck";
        assert_eq!(texts[&format!("{document}/base:Result")], report.verdict().to_string().replace('_', " "));
        for result in report.results() {
            let place = Place::of(result.check()).unwrap();
            let source = match result.source() {
                Some(Source::Dg1) => "=dg1",
                Some(Source::Visa) => "=visa",
                _ => "",
            };
            let path = format!("{document}/{}/base:Check={}{source}", place.element, result.check());
            assert_eq!(outcome(&texts[&format!("{path}/base:Result")]), result.outcome(), "{}", id);
            let code = texts.get(&format!("{path}/base:Error/base:Code"));
            let expected = result.reason().map(|reason| vendor_code(result.check(), Some(reason.code())));
            assert_eq!(code.map(|code| code.parse().unwrap()), expected, "{}", id);
            seen += 1;
        }
        let checks =
            texts.keys().filter(|path| path.contains("base:Check=") && path.ends_with("/base:Result"));
        assert_eq!(checks.count(), report.results().len(), "{}", id);
    }
    assert!(seen > 10_000, "only {seen} results");
}

/// Table 5.2: a class that failed fails the document, and a document is successful only with all classes.
#[test]
fn classes_and_the_overall_result_agree() {
    let classes = ["dco:OpticalCheck", "dce:ElectronicCheck", "dcs:SealCheck", "dcc:CombinedCheck"];
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (id, report) in reports() {
        let log = to_xml(report, &transaction(), Profile::Basic).unwrap();
        let texts: BTreeMap<String, String> = texts(&log).into_iter().collect();
        for class in classes {
            let path = format!("ct:Transaction/dc:DocumentCheck/{class}/base:Result");
            let Some(result) = texts.get(&path).map(|word| outcome(word)) else { continue };
            let verdict = report.verdict();
            if result == Outcome::Failed {
                assert_eq!(verdict, Outcome::Failed, "{}: {class}", id);
            }
            if verdict == Outcome::Successful {
                assert!(matches!(result, Outcome::Successful | Outcome::NotSupported), "{}: {class}", id);
            }
            *seen.entry((class, result.as_str())).or_default() += 1;
        }
    }
    for class in classes {
        for result in ["successful", "failed", "undetermined"] {
            assert!(seen.contains_key(&(class, result)), "no {class} is {result}: {seen:?}");
        }
    }
}

/// Without a request, nothing of the holder and nothing of the files stands in a log.
#[test]
fn a_basic_log_names_no_person() {
    let (mut zones, mut files) = (0, 0);
    for (id, report) in reports() {
        let basic = to_xml(report, &transaction(), Profile::Basic).unwrap();
        let full = to_xml(report, &transaction(), Profile::Full).unwrap();
        let mrz = report.mrz().into_iter().flat_map(|mrz| {
            let lines = mrz.lines().map(str::to_owned).collect::<Vec<_>>();
            [lines, vec![mrz.primary_identifier().to_string(), mrz.document_number().to_owned()]].concat()
        });
        for secret in mrz.filter(|text| text.len() > 3 && text.chars().any(|letter| letter != '<')) {
            assert!(!basic.contains(&secret), "{}: the log names the holder or the document", id);
            zones += usize::from(full.contains(&secret.replace('<', "&lt;")));
        }
        for (_, bytes) in report.chip().into_iter().flat_map(|chip| chip.files()) {
            let text = STANDARD.encode(bytes);
            assert!(text.len() < 16 || !basic.contains(&text), "{}: the log has a file", id);
            files += usize::from(full.contains(&text));
        }
        let kept = report.clone().redacted();
        let of_kept = to_xml(&kept, &transaction(), Profile::Full).unwrap();
        for element in ["dc:DocumentDetails", "dc:DocumentModel", "dce:ChipFiles", "dcc:Mismatch", "dcs:Data"]
        {
            assert!(!of_kept.contains(element), "{}: a redacted report has {element}", id);
        }
    }
    assert!(zones > 1_000 && files > 5_000, "{zones} texts of zones, {files} files: is Full still full?");
}

/// Standard has the data of a class that failed, and not those of one that is successful.
#[test]
fn standard_has_the_data_of_what_failed() {
    let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    let wrong = zone.replace("L898902C36", "L898902C35");
    let at = UnixTime::parse("2011-01-01").unwrap();
    let log = |zone: &str, profile| {
        let report = inspect(&Document::new().with_mrz(zone), &TrustStore::new(), &Policy::icao(), at);
        to_xml(&report, &transaction(), profile).unwrap()
    };
    assert!(!log(zone, Profile::Standard).contains("ERIKSSON"));
    assert!(log(zone, Profile::StandardOptical).contains("ERIKSSON"));
    assert!(!log(zone, Profile::StandardElectronic).contains("ERIKSSON"));
    assert!(log(&wrong, Profile::Standard).contains("ERIKSSON"));
    assert!(log(&wrong, Profile::Basic).contains("<base:Code>102006</base:Code>"));
}

/// A name that would break out of its element, or that XML cannot hold, is text and nothing else.
#[test]
fn what_is_given_stays_text() {
    let at = UnixTime::parse("2011-01-01").unwrap();
    let report = inspect(&Document::new().with_mrz("no zone"), &TrustStore::new(), &Policy::icao(), at);
    let transaction = transaction().with_terminal("]]></ct:Terminal><x a='\u{1}'>&amp;").unwrap();
    let log = to_xml(&report, &transaction, Profile::Full).unwrap();
    let texts: BTreeMap<String, String> = texts(&log).into_iter().collect();
    assert!(log.contains("<ct:Terminal>]]&gt;&lt;/ct:Terminal&gt;&lt;x a="), "{log}");
    assert!(!log.contains('\u{1}') && log.contains('\u{FFFD}'));
    assert!(log.contains("<ct:Name>gate &lt;software&gt; &amp; more</ct:Name>"));
    assert_eq!(texts["ct:Transaction/ct:LoggingProfile"], "full");
}

/// The class of a place is that of its element, and the first digit of its codes says it.
#[test]
fn codes_tell_the_class() {
    for check in doc9303::report::Check::all() {
        let place = Place::of(check).unwrap();
        let (element, digit) = match place.class {
            Group::Optical => ("dco:", 1),
            Group::Electronic => ("dce:", 2),
            Group::Seal => ("dcs:", 3),
            _ => ("dcc:", 4),
        };
        assert!(place.element.split('/').all(|part| part.starts_with(element)), "{check}: {}", place.element);
        assert_eq!(vendor_code(check, None) / 100_000, digit, "{check}");
    }
}
