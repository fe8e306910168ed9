//! Profiles of administrative documents as data. State, offices and documents are fictitious.

use doc9303_seal::{
    AdministrativeProfile, Date, EntryType, ErrorKind, Fault, Header, HeaderForm, Limits, Profiles, Seal,
    StatusIndicator, Value, Vds, VdsDraft,
};

const NUMBER: &str = "0F0E0D0C0B0A49088706050403020100";

/// A dog licence of the City of Amaurot, with an entry of each type.
const ENTRIES: &str = r#"
    <entry tag="4" optional="false"><name>Name of the dog</name><description>As it is called</description>
        <length>20</length><type>UTF8String</type></entry>
    <entry tag="5"><name>Vaccinated</name><description/><type>BOOLEAN</type><defaultValue>true</defaultValue></entry>
    <entry tag="6" optional="true"><name>Fee</name><description/><length>1</length><type>INTEGER</type></entry>
    <entry tag="200" optional="1"><name>Chip</name><description/><length>4</length><type>OCTET_STRING</type></entry>
    <entry tag="253" optional="true"><name>Born</name><description/><length>1</length><type>DATE</type></entry>
    <entry tag="254" optional="true"><name>Issued at</name><description/><type>DATE-TIME</type></entry>"#;

fn xml(entries: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <!-- Fictitious. --><profile><profileNumber>{NUMBER}</profileNumber><profileName>Dog
        licence</profileName><creator>City of Amaurot</creator><category>Animals</category>
        <leikaID>99000000000000;99000000000001</leikaID><validFromPresent>true</validFromPresent>{entries}</profile>"#
    )
}

fn profile(xml: &str) -> Result<AdministrativeProfile, (ErrorKind, &'static str)> {
    AdministrativeProfile::from_xml(xml.as_bytes()).map_err(|error| (error.kind(), error.detail()))
}

fn profiles() -> Profiles {
    let mut profiles = Profiles::new();
    profiles.add_xml(xml(ENTRIES).as_bytes()).unwrap();
    profiles
}

/// A seal of these features beside the number of the profile.
fn seal(category: u8, features: &[(u8, &[u8])]) -> Vec<u8> {
    let day = Date::new(2026, 6, 1).unwrap();
    let [issuing_state, signer_state, signer, reference] = ["UTO", "UT", "TS", "5B"].map(String::from);
    let form = HeaderForm::Version4;
    let (issued, signed, definition) = (day, day, 0x01);
    let header =
        Header { form, issuing_state, signer_state, signer, reference, issued, signed, definition, category };
    let mut all = vec![(0, Value::Bytes(base16ct::upper::decode_vec(NUMBER).unwrap()))];
    all.extend(features.iter().map(|(tag, value)| (*tag, Value::Bytes(value.to_vec()))));
    VdsDraft { header, features: all }.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap()
}

fn read(category: u8, features: &[(u8, &[u8])]) -> Vds {
    Vds::read_with(&seal(category, features), &Limits::DEFAULT, &profiles()).unwrap()
}

#[test]
fn a_profile_is_read_as_its_creator_wrote_it() {
    let read = profile(&xml(ENTRIES)).unwrap();
    assert_eq!((read.name(), read.creator()), (Some("Dog licence"), "City of Amaurot"));
    assert_eq!(base16ct::upper::encode_string(read.number()), NUMBER);
    assert_eq!(read.status_indicator(), StatusIndicator::None);
    let told: Vec<_> = read
        .entries()
        .iter()
        .map(|entry| (entry.tag(), entry.name(), entry.entry_type(), entry.length(), entry.is_optional()))
        .collect();
    let expected = [
        (4, "Name of the dog", EntryType::Utf8String, Some(20), false),
        (5, "Vaccinated", EntryType::Boolean, None, false),
        (6, "Fee", EntryType::Integer, None, true),
        (200, "Chip", EntryType::OctetString, Some(4), true),
        (253, "Born", EntryType::Date, None, true),
        (254, "Issued at", EntryType::DateTime, None, true),
    ];
    assert_eq!(told, expected);
    assert_eq!(read.entries()[0].description(), "As it is called");
    assert_eq!(read.entries()[1].default_value(), Some("true"));
    assert!(!format!("{read:?}").contains("Vaccinated"));
}

#[test]
fn numbers_status_and_namespaces_have_several_spellings() {
    let good = xml(ENTRIES);
    let dashed = good.replace(NUMBER, " 0f0e0d0c-0b0a-4908-8706-050403020100 ");
    assert_eq!(profile(&dashed), profile(&good));
    let namespace = good.replace("<profile>", r#"<profile xmlns="urn:utopia" lang="en">"#);
    assert_eq!(profile(&namespace), profile(&good));
    assert_eq!(profile(&format!("\u{feff}{}", good.trim_start())), profile(&good));
    let unnamed = good.replace("profileName>", "title>");
    assert_eq!(profile(&unnamed).unwrap().name(), None);
    for (word, status) in [
        ("NONE", StatusIndicator::None),
        ("BLOCKLISTING", StatusIndicator::Blocklisting),
        ("BLOCKLIST", StatusIndicator::Blocklisting),
        ("ALLOWLISTING", StatusIndicator::Allowlisting),
        ("ALLOWLIST", StatusIndicator::Allowlisting),
    ] {
        let element = format!("<statusIndicator>{word}</statusIndicator>{ENTRIES}");
        assert_eq!(profile(&xml(&element)).unwrap().status_indicator(), status);
    }
}

#[test]
fn what_is_no_profile_is_told_with_its_place() {
    let entry = |attributes: &str, content: &str| {
        xml(&format!("<entry {attributes}><name>N</name><description/>{content}</entry>"))
    };
    let text = "<type>UTF8String</type>";
    let good = xml(ENTRIES);
    let wrong = [
        (good.replace("profile>", "profil>"), "the outermost element is no profile"),
        (good.replace(NUMBER, "0F0E"), "a number that is not of 32 digits"),
        (good.replace(NUMBER, &NUMBER.replace("0F", "+F")), "a number that is not of 32 digits"),
        (good.replace("profileNumber", "number"), "a profile without its number"),
        (good.replace("creator", "maker"), "a profile without its creator"),
        (good.replace("City of Amaurot", " "), "a name without letters"),
        (good.replace("City of Amaurot", "City\u{9b}31m"), "a name with control characters"),
        (good.replace("City of Amaurot", "City \u{202E}fo"), "a name with control characters"),
        (good.replace("<creator>", "<creator>A</creator><creator>"), "an element that is there twice"),
        (xml(""), "a profile without entries"),
        (
            xml(&format!("<statusIndicator>MAYBE</statusIndicator>{ENTRIES}")),
            "a status indicator that no profile has",
        ),
        (good.replace(r#"tag="200""#, r#"tag="253""#), "a tag that another entry has"),
        (good.replace(">Fee<", ">Chip<"), "a name that another entry has"),
        (entry("", text), "a tag that is not from 4 to 254"),
        (entry(r#"tag="3""#, text), "a tag that is not from 4 to 254"),
        (entry(r#"tag="255""#, text), "a tag that is not from 4 to 254"),
        (entry(r#"tag="260""#, text), "a tag that is not from 4 to 254"),
        (entry(r#"tag="4" optional="perhaps""#, text), "neither optional nor not"),
        (entry(r#"tag="4""#, ""), "an entry without its type"),
        (entry(r#"tag="4""#, "<type>REAL</type>"), "a type that no entry has"),
        (entry(r#"tag="4""#, &format!("<length>0</length>{text}")), "a length that is no number"),
        (entry(r#"tag="4""#, &format!("<length>-1</length>{text}")), "a length that is no number"),
        (entry(r#"tag="4""#, text).replace("<name>N</name>", ""), "an entry without its name"),
        (good.replace("</profile>", ""), "not well-formed XML"),
        (good.replace("Chip", "&chip;"), "not well-formed XML"),
        (String::new(), "not well-formed XML"),
    ];
    for (xml, detail) in wrong {
        assert_eq!(profile(&xml), Err((ErrorKind::WrongFormat, detail)));
    }
    let twice = good.replace(r#"tag="200""#, r#"tag="6""#);
    let error = AdministrativeProfile::from_xml(twice.as_bytes()).unwrap_err();
    assert_eq!(error.offset(), twice.rfind(r#"<entry tag="6""#).unwrap());
    assert_eq!(error.structure(), "administrative profile");
    // Offsets are in bytes, whatever letters stand in front.
    let broken = good.replace("Animals", "Tiere \u{fc}\u{1f415}").replace("<category>", "<category a=b>");
    let error = AdministrativeProfile::from_xml(broken.as_bytes()).unwrap_err();
    assert_eq!(error.offset(), broken.find("a=b").unwrap() + 2);
    let latin = good.replace("Animals", "Tier\u{e4}");
    let at = latin.find('\u{e4}').unwrap();
    let mut octets = latin.into_bytes();
    octets.remove(at);
    octets[at] = 0xE4;
    let error = AdministrativeProfile::from_xml(&octets).unwrap_err();
    assert_eq!((error.detail(), error.offset()), ("text is not UTF-8", at));
}

#[test]
fn bombs_are_refused() {
    let declared =
        |inner: &str| xml(ENTRIES).replace("<profile>", &format!("<!DOCTYPE profile [{inner}]><profile>"));
    let laughs = declared(r#"<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">"#);
    let file = declared(r#"<!ENTITY a SYSTEM "file:///etc/hostname">"#);
    for bomb in [laughs, file] {
        assert_eq!(profile(&bomb), Err((ErrorKind::WrongFormat, "a document type definition")));
    }
    let many = |count: usize, piece: &dyn Fn(usize) -> String| (0..count).map(piece).collect::<String>();
    let of_limit = [
        " ".repeat(300_000),
        xml(&many(30_000, &|_| "<a/>".to_owned())),
        many(60_000, &|_| "<a>".to_owned()),
        format!("<profile {}/>", many(5000, &|number| format!(" a{number}=''"))),
        xml(&ENTRIES.replace("Chip", &"x".repeat(1001))),
    ];
    for bomb in of_limit {
        assert_eq!(profile(&bomb).unwrap_err().0, ErrorKind::Limit);
    }
    // As deep and as many attributes as are read at all.
    let nodes = 19_000;
    let deep = format!("{}{}", "<a>".repeat(nodes), "</a>".repeat(nodes));
    assert_eq!(profile(&xml(&(deep + ENTRIES))), profile(&xml(ENTRIES)));
    let attributes = many(4000, &|number| format!(" a{number}=''"));
    assert!(profile(&xml(ENTRIES).replace("<category>", &format!("<category{attributes}>"))).is_ok());
}

#[test]
fn every_tag_can_be_an_entry_and_no_more() {
    let entry = |tag: usize| format!("<entry tag='{tag}'><name>N{tag}</name><type>BOOLEAN</type></entry>");
    let all: String = (4..=254).map(entry).collect();
    assert_eq!(profile(&xml(&all)).unwrap().entries().len(), 251);
    let more = all + &entry(4);
    assert_eq!(profile(&xml(&more)), Err((ErrorKind::Limit, "more entries than there are tags")));
}

#[test]
fn a_number_has_one_profile() {
    let mut profiles = profiles();
    profiles.add_xml(xml(ENTRIES).as_bytes()).unwrap();
    let other = xml(ENTRIES).replace("Fee", "Tax");
    assert_eq!(
        profiles.add_xml(other.as_bytes()).unwrap_err().detail(),
        "another profile has the same number"
    );
    assert_eq!((profiles.len(), profiles.is_empty()), (1, false));
}

#[test]
fn features_are_named_and_typed_by_the_profile() {
    let features: [(u8, &[u8]); 7] = [
        (4, "Kimon".as_bytes()),
        (5, &[0xFF]),
        (6, &[1, 0]),
        (200, &[0xDE, 0xAD]),
        (253, b"20240229"),
        (254, b"20260601093000"),
        (77, b"?"),
    ];
    for category in [0xC8, 0xC9] {
        let seal = read(category, &features);
        assert_eq!(seal.faults(), []);
        let told: Vec<_> =
            seal.features().iter().map(|feature| (feature.name.as_deref(), feature.value.clone())).collect();
        let expected = [
            (Some("profile_number"), Value::Bytes(base16ct::upper::decode_vec(NUMBER).unwrap())),
            (Some("Name of the dog"), Value::Text("Kimon".to_owned())),
            (Some("Vaccinated"), Value::Boolean(true)),
            (Some("Fee"), Value::Number(256)),
            (Some("Chip"), Value::Bytes(vec![0xDE, 0xAD])),
            (Some("Born"), Value::Date(Date::new(2024, 2, 29).unwrap())),
            (Some("Issued at"), Value::Text("2026-06-01T09:30:00".to_owned())),
            (None, Value::Bytes(b"?".to_vec())),
        ];
        assert_eq!(told, expected);
        assert_eq!(seal.administrative_profile(), Some(&profile(&xml(ENTRIES)).unwrap()));
        for feature in seal.features().iter().skip(1).zip(features) {
            assert_eq!(seal.octets().get(feature.0.range.clone()), Some(feature.1.1));
        }
    }
    // What all administrative documents have stays named; a seal of another number and another kind of document stays as it was.
    assert!(read(0xC9, &[(1, b"20260601"), (4, b"K"), (5, &[0])]).value("valid_from").is_some());
    let octets = seal(0xC8, &features);
    let without = Vds::read_with(&octets, &Limits::DEFAULT, &Profiles::new()).unwrap();
    assert_eq!(without, Vds::read(&octets, &Limits::DEFAULT).unwrap());
    assert_eq!(without.administrative_profile(), None);
    assert!(
        without.faults().is_empty()
            && without.features().iter().skip(1).all(|feature| feature.name.is_none())
    );
    assert_eq!(read(0x04, &features).administrative_profile(), None);
    let seal = Seal::read_with(&octets, &Limits::DEFAULT, &profiles()).unwrap();
    assert!(matches!(seal, Seal::Vds(seal) if seal.administrative_profile().is_some()));
}

#[test]
fn what_departs_from_the_profile_is_a_fault() {
    let good: [(u8, &[u8]); 2] = [(4, b"Kimon"), (5, &[0])];
    let with = |feature: (u8, &'static [u8])| {
        let kept = good.iter().filter(|(tag, _)| *tag != feature.0).copied();
        read(0xC8, &kept.chain([feature]).collect::<Vec<_>>()).faults().to_vec()
    };
    assert_eq!(read(0xC8, &good).faults(), []);
    assert_eq!(read(0xC8, &good[..1]).faults(), [Fault::Missing { tag: 5, name: "Vaccinated".into() }]);
    let repeated = read(0xC8, &[good[0], good[1], good[1]]);
    assert_eq!(repeated.faults(), [Fault::Repeated { tag: 5, name: "Vaccinated".into() }]);
    assert_eq!(
        with((4, b"a name of many letters")),
        [Fault::Length { tag: 4, name: "Name of the dog".into(), length: 22 }]
    );
    assert_eq!(with((200, &[0; 5])), [Fault::Length { tag: 200, name: "Chip".into(), length: 5 }]);
    let kinds: [(u8, &'static [u8], &[&str]); 11] = [
        (4, &[0xFF], &["coding"]),
        (5, &[], &["length", "coding"]),
        (5, &[1, 1], &["length", "coding"]),
        (6, &[], &["length"]),
        (6, &[1; 9], &["length", "coding"]),
        (253, b"20230229", &["coding"]),
        (253, b"2023022", &["length", "coding"]),
        (254, b"20260601240000", &["coding"]),
        (254, b"20260601236000", &["coding"]),
        (254, b"20260601+10000", &["coding"]),
        (254, b"2026060123", &["length", "coding"]),
    ];
    for (tag, value, ids) in kinds {
        let faults = with((tag, value));
        assert_eq!(faults.iter().map(Fault::id).collect::<Vec<_>>(), ids, "{tag}: {faults:?}");
    }
}

/// The registration certificate is known by its number: its surname stands where another kind of such seals has an address.
#[test]
fn a_tag_of_the_number_goes_before_the_general_one() {
    let octets = seal(0xC9, &[(4, b"Hythlodaeus")]);
    let number = base16ct::upper::decode_vec(NUMBER).unwrap();
    let at = octets.windows(16).position(|window| window == number).unwrap();
    let known = base16ct::upper::decode_vec("9A4223406D374EF99E2CF95E31A23846").unwrap();
    let octets = [&octets[..at], &known, &octets[at + 16..]].concat();
    let seal = Vds::read(&octets, &Limits::DEFAULT).unwrap();
    assert_eq!(seal.value("surname"), Some(&Value::Text("Hythlodaeus".to_owned())));
}
