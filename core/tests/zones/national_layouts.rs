//! Layouts outside Doc 9303: each is read by its own table, and none is taken for a standard one or the other way round.

use doc9303::mrz::{Field, Format, Sex, Span, Warning, check_digit, russian_from_zone};
use doc9303::{Mrz, UnixTime, mrz_json};

/// A French card as issued until 2021, with fictitious data and its own digits computed from the rule.
fn french_card() -> [String; 2] {
    let first = format!("{:<<30}{}", "IDFRAERIKSSON", "952042");
    let number = "880692310285";
    let birth = "740812";
    let second =
        format!("{number}{}{:<<14}{birth}{}F", check_digit(number), "ANNA<<MARIA", check_digit(birth));
    let composite = check_digit(&format!("{first}{second}"));
    [first, format!("{second}{composite}")]
}

#[test]
fn french_identity_card_until_2021() {
    let [first, second] = french_card();
    let mrz = Mrz::parse(&format!("{first}\n{second}")).unwrap();
    assert_eq!(mrz.format(), Format::FrenchIdentityCard);
    assert!(!mrz.format().is_standard());
    assert_eq!(mrz.document_number(), "880692310285");
    assert_eq!(mrz.primary_identifier(), "ERIKSSON");
    assert_eq!(mrz.secondary_identifier(), "ANNA MARIA");
    assert_eq!((mrz.date_of_birth().as_str(), mrz.sex()), ("740812", Sex::Female));
    assert_eq!(mrz.optional_data(), "952042");
    let issued =
        [Field::IssueMonth, Field::Department, Field::Office].map(|field| mrz.text(field).to_string());
    assert_eq!(issued, ["8806", "952", "042"]);
    assert_eq!(mrz.ranges(Field::Office).next(), Some(Span { line: 0, start: 33, end: 36 }));
    assert!(!mrz.has(Field::ExpiryDate) && !mrz.has(Field::Nationality) && mrz.date_of_expiry().is_unknown());
    assert_eq!(mrz.ranges(Field::SecondaryIdentifier).next(), Some(Span { line: 1, start: 13, end: 24 }));
    assert!(mrz.check_digits().all(|digit| digit.is_valid()) && mrz.check_digits().count() == 3);
    // The composite covers the first line too. (Another letter in its first five makes it an ordinary TD2.)
    for column in [5, 12, 13, 29, 30, 35] {
        let mut bytes = first.clone().into_bytes();
        bytes[column] = if bytes[column] == b'B' { b'C' } else { b'B' };
        let text = format!("{}\n{second}", String::from_utf8(bytes).unwrap());
        let changed = Mrz::parse(&text).unwrap();
        assert!(changed.check_digits().any(|digit| !digit.is_valid()), "{column}");
    }
    let at = UnixTime::parse("2026-01-01").unwrap();
    let value: serde_json::Value = serde_json::from_str(&mrz_json(&Ok(mrz), at)).unwrap();
    for (check, outcome) in value["checks"].as_object().unwrap() {
        assert_eq!(outcome, "successful", "{check}");
    }
    assert!(mrz.mrz_information().is_none());
}

#[test]
fn other_french_documents_are_ordinary() {
    let td2 = |code: &str| {
        let text =
            format!("{:<<36}\nD231458907FRA7408122F1204159<<<<<<<6", format!("{code}FRAERIKSSON<<ANNA"));
        Mrz::parse(&text).unwrap().format()
    };
    assert_eq!((td2("IR"), td2("I<")), (Format::Td2, Format::Td2));
    // The card since 2021 is a TD1 with the same five letters.
    let card =
        "IDFRAD231458907<<<<<<<<<<<<<<<\n7408122F1204159FRA<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    assert_eq!(Mrz::parse(card).unwrap().format(), Format::Td1);
}

#[test]
fn driving_licence_of_one_line() {
    let start = "D1FRA13AA00002";
    let body = format!("{start}{}310115{:<<8}", check_digit(start), "ERIKSSON");
    let line = format!("{body}{}", check_digit(&body));
    assert_eq!(line.len(), 30);
    let mrz = Mrz::parse(&line).unwrap();
    assert_eq!(mrz.format(), Format::DrivingLicence);
    assert_eq!((mrz.document_code().as_str(), mrz.issuing_state().as_str()), ("D1", "FRA"));
    assert_eq!((mrz.document_number(), mrz.date_of_expiry().as_str()), ("13AA00002", "310115"));
    assert_eq!(mrz.primary_identifier(), "ERIKSSON");
    assert!(mrz.check_digits().all(|digit| digit.is_valid()) && mrz.check_digits().count() == 2);
    let wrong = Mrz::parse(&line.replace("D1FRA", "D2FRA")).unwrap();
    assert!(wrong.check_digits().all(|digit| !digit.is_valid()), "the number's digit covers the code too");
    assert_eq!(
        Mrz::parse(&line.replace("D1FRA", "X1FRA")).unwrap_err().code().as_str(),
        "mrz.unknown_layout"
    );
}

#[test]
fn swiss_driving_licence_of_three_lines() {
    let text = "AAA001D<<\nFACHE305142128002<<740812<<<<<\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let mrz = Mrz::parse(text).unwrap();
    assert_eq!(mrz.format(), Format::SwissDrivingLicence);
    assert_eq!(mrz.to_string(), text);
    assert_eq!((mrz.document_code().as_str(), mrz.issuing_state().as_str()), ("FA", "CHE"));
    assert_eq!((mrz.document_number(), mrz.date_of_birth().as_str()), ("305142128002", "740812"));
    assert_eq!(
        (mrz.optional_data().as_str(), mrz.secondary_identifier().as_str()),
        ("AAA001D", "ANNA MARIA")
    );
    assert_eq!(mrz.check_digits().count(), 0);
    assert_eq!(mrz.ranges(Field::OptionalData).next(), Some(Span { line: 0, start: 0, end: 7 + 2 }));
    assert_eq!(Mrz::parse(&text.replace("FACHE", "FALIE")).unwrap().format(), Format::SwissDrivingLicence);
    let at = UnixTime::parse("2026-01-01").unwrap();
    let value: serde_json::Value = serde_json::from_str(&mrz_json(&Ok(mrz), at)).unwrap();
    assert_eq!(value["checks"]["mrz.check_digits"], "not_supported");
}

#[test]
fn russian_internal_passport() {
    let text = "PNRUSERIKSSON<<ANATOLIQ<2VGEN9EVI3<<<<<<<<<<\nL898902C36RUS7408122F3404159ZE184226B<<<<<16";
    let mrz = Mrz::parse(text).unwrap();
    assert!(mrz.format() == Format::Td3 && mrz.is_russian_internal_passport());
    assert_eq!(russian_from_zone(&mrz.secondary_identifier()).as_deref(), Some("АНАТОЛИЙ ЁВГЕНЬЕВИЧ"));
    let at = UnixTime::parse("2026-01-01").unwrap();
    let value: serde_json::Value = serde_json::from_str(&mrz_json(&Ok(mrz), at)).unwrap();
    assert_eq!(value["checks"]["mrz.name"], "successful");
}

#[test]
fn russian_internal_passport_without_expiry() {
    // By the national order positions 22 to 28 are fillers; the composite covers them like any others.
    let start = format!("PNRUS{:<<39}\n", "3RIKSON<<ANNA<MARI8");
    let (number, birth, data) = ("400000001", "740812", "0101010770001<");
    let composite_of = |expiry: &str| {
        let body = format!(
            "{number}{}{birth}{}{expiry}{data}{}",
            check_digit(number),
            check_digit(birth),
            check_digit(data)
        );
        let composite = check_digit(&body);
        format!(
            "{start}{number}{}RUS{birth}{}F{expiry}{data}{}{composite}",
            check_digit(number),
            check_digit(birth),
            check_digit(data)
        )
    };
    let mrz = Mrz::parse(&composite_of("<<<<<<<")).unwrap();
    assert!(mrz.check_digits().all(|digit| digit.is_valid()));
    let expiry = mrz.check_digits().find(|digit| digit.field() == Field::ExpiryDate).unwrap();
    assert!(expiry.printed() == '<' && expiry.note().unwrap().contains("national order"));
    assert!(mrz.warnings().any(|warning| warning == Warning::NationalException));
    // Every other digit counts, and so does a date that stands there; another State has no such order.
    let wrong =
        |text: String| Mrz::parse(&text).unwrap().check_digits().filter(|digit| !digit.is_valid()).count();
    assert_eq!(wrong(composite_of("<<<<<<<").replace("4000000019", "4000000018")), 2);
    assert_eq!(wrong(composite_of("340415<")), 1);
    assert_eq!(wrong(composite_of("<<<<<<<").replace("PNRUS", "PNUTO")), 1);
}

#[test]
fn driving_licences_of_one_line_belong_to_a_state() {
    let licence = |state: &str| {
        let body = format!("D1{state}15094962112659VW87Z78NB8");
        format!("{body}{}", check_digit(&body))
    };
    let mrz = Mrz::parse(&licence("NLD")).unwrap();
    assert_eq!((mrz.format(), mrz.document_number()), (Format::DutchDrivingLicence, "5094962112"));
    assert_eq!((mrz.document_code().as_str(), mrz.issuing_state().as_str()), ("D1", "NLD"));
    assert!(!mrz.has(Field::ExpiryDate) && !mrz.has(Field::PrimaryIdentifier) && !mrz.has(Field::BirthDate));
    let digits: Vec<_> = mrz.check_digits().map(|digit| (digit.field(), digit.is_valid())).collect();
    assert_eq!(digits, [(Field::Composite, true)]);
    assert_eq!(mrz.ranges(Field::Composite).next(), Some(Span { line: 0, start: 0, end: 29 }));
    let at = UnixTime::parse("2026-01-01").unwrap();
    let value: serde_json::Value = serde_json::from_str(&mrz_json(&Ok(mrz), at)).unwrap();
    assert_eq!(
        (value["checks"]["mrz.check_digits"].as_str(), value["checks"]["mrz.name"].as_str()),
        (Some("successful"), Some("not_supported"))
    );
    assert_eq!(value["warnings"].as_array().unwrap().len(), 0, "no fault of fields that it does not have");
    // A wrong character is seen by the last cell.
    assert!(
        Mrz::parse(&licence("NLD").replace("VW87", "VW88"))
            .unwrap()
            .check_digits()
            .any(|digit| !digit.is_valid())
    );
    for state in ["UTO", "BEL", "NL1"] {
        let error = Mrz::parse(&licence(state)).unwrap_err();
        assert_eq!(error.code().as_str(), "mrz.unknown_layout", "{state}");
    }
}

#[test]
fn a_layout_can_be_demanded() {
    let [first, second] = french_card();
    let text = format!("{first}\n{second}");
    assert!(Mrz::parse_as(&text, &[Format::FrenchIdentityCard]).is_ok());
    assert_eq!(Mrz::parse_as(&text, &[]).unwrap_err().code().as_str(), "mrz.unknown_layout");
}
