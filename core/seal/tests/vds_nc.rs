//! Seals in JSON: the public samples, what must be refused, whatever text.

use crate::samples::{json, verifies};
use doc9303_asn1::{Reader, tag};
use doc9303_crypto::VerifyingKey;
use doc9303_seal::*;
use proptest::prelude::*;

fn samples() -> Vec<serde_json::Value> {
    json(include_str!("samples/vds_nc.json")).as_array().unwrap().clone()
}

fn read(text: &str) -> Result<VdsNc, Error> {
    VdsNc::read(text.as_bytes(), &Limits::DEFAULT)
}

fn sample(name: &str) -> String {
    let samples = samples();
    let sample = samples.iter().find(|sample| sample["name"] == name).unwrap();
    sample["text"].as_str().unwrap().to_owned()
}

/// The key in a certificate. Of one sample the algorithm of the signature is not well formed, which is not read here.
fn key(certificate: &[u8]) -> VerifyingKey {
    let mut reader = Reader::new(certificate, "certificate").expect(tag::SEQUENCE).unwrap().reader();
    let mut fields = reader.expect(tag::SEQUENCE).unwrap().reader();
    let _ = fields.optional(0xA0).unwrap();
    for _ in 0..5 {
        fields.read().unwrap();
    }
    VerifyingKey::from_spki(fields.read().unwrap().span()).unwrap()
}

fn is_signed(seal: &VdsNc, octets: &[u8]) -> bool {
    verifies(&key(seal.certificate()), seal.hash().unwrap(), octets, seal.signature())
}

#[test]
fn samples_are_read_and_verify() {
    for sample in samples() {
        let name = sample["name"].as_str().unwrap();
        let text = sample["text"].as_str().unwrap();
        let seal = read(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(is_signed(&seal, seal.canonical_octets()), "{name}");
        assert_eq!(is_signed(&seal, seal.octets_as_sent()), sample["as_sent"].as_bool().unwrap(), "{name}");
        if let Some(canonical) = sample["canonical"].as_str() {
            assert_eq!(seal.canonical_octets(), canonical.as_bytes());
        }
        assert_eq!(seal.faults(), [], "{name}");
        assert!(seal.members().iter().all(|member| member.name.is_some()), "{name}: {:?}", seal.members());
        assert_eq!(seal.version(), Some(1));
        assert!(
            text[seal.certificate_range()].starts_with("\"MII")
                && text[seal.data_range()].starts_with("{\"hdr\"")
        );
        assert!(
            matches!(Seal::read(text.as_bytes(), &Limits::DEFAULT), Ok(Seal::VdsNc(other)) if other == seal)
        );
    }
    assert_eq!(samples().len(), 5);
}

#[test]
fn values_are_typed() {
    let seal = read(&sample("Australia")).unwrap();
    assert_eq!((seal.message_type(), seal.issuer()), (Some("icao.vacc"), Some("AUS")));
    assert_eq!(seal.value("msg.pid.dob"), Some(&Value::Date(Date::new(2004, 3, 20).unwrap())));
    assert_eq!(seal.value("msg.ve[1].vd[0].seq"), Some(&Value::Number(2)));
    let batch = seal.members().iter().find(|member| member.name == Some("batch")).unwrap();
    assert_eq!(&seal.text()[batch.range.clone()], "\"317711P\"");
    assert!(!format!("{seal:?}").contains("CITIZEN"));
    // A dose that is written as text is a number too.
    assert_eq!(read(&sample("vaccination")).unwrap().value("msg.ve[0].vd[0].seq"), Some(&Value::Number(1)));
}

#[test]
fn order_and_spaces_are_not_signed_and_values_are() {
    let text = sample("Australia");
    let spaced = text.replace(',', " ,\n\t").replace("\"data\":", "\"data\" : ");
    let seal = read(&spaced).unwrap();
    assert!(is_signed(&seal, seal.canonical_octets()) && !is_signed(&seal, seal.octets_as_sent()));
    let reordered =
        text.replace(r#""is":"AUS","t":"icao.vacc","v":1"#, r#""v":1.0e0,"t":"icao.v\u0061cc","is":"AUS""#);
    assert_ne!(reordered, text);
    let seal = read(&reordered).unwrap();
    assert!(is_signed(&seal, seal.canonical_octets()));
    for (value, other) in
        [("317711P", "317711Q"), ("CITIZEN  JOHN", "CITIZEN  JOHNX"), ("\"seq\":2", "\"seq\":3")]
    {
        let altered = read(&text.replace(value, other)).unwrap();
        assert!(!is_signed(&altered, altered.canonical_octets()), "{other}");
    }
    assert!(read(&format!("\u{FEFF}{text}")).is_ok_and(|seal| seal.text() == text));
}

#[test]
fn departures_are_told() {
    let with = |value: &str, other: &str| {
        let text = sample("Japan");
        assert!(text.contains(value), "{value}");
        read(&text.replacen(value, other, 1)).unwrap()
    };
    assert_eq!(with("\"is\":", "\"other\":").faults(), [Fault::MissingMember { name: "issuer" }]);
    let (name, detail) = ("birth_date", "is not a date of the calendar");
    for other in ["1991-02-30", "1991-2-18", "19910218", "1991-0218-"] {
        assert_eq!(with("1991-02-18", other).faults(), [Fault::Member { name, detail }], "{other}");
    }
    let long = with("FC9880", "FC9880FC9880FC9880FC9880");
    assert_eq!(long.faults(), [Fault::Member { name: "batch", detail: "is longer than its type allows" }]);
    let detail = "is of another type";
    assert_eq!(with("\"TK0000000\"", "[]").faults(), [Fault::Member { name: "document_number", detail }]);
    assert_eq!(
        with("\"v\":1", "\"v\":-1").faults(),
        [Fault::Member { name: "version", detail: "is not a number from 0" }]
    );
    let unknown = with("\"v\":1", "\"v\":1,\"x\":{\"y\":[1.50,{}]}");
    assert_eq!(unknown.faults(), []);
    let members: Vec<_> = unknown.members().iter().filter(|member| member.name.is_none()).collect();
    let paths: Vec<_> = members.iter().map(|member| (member.path.as_str(), member.value.clone())).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(paths, [("hdr.x.y[0]", text("1.5")), ("hdr.x.y[1]", text("{}"))]);
}

#[test]
fn what_is_no_seal_is_refused() {
    let text = sample("Japan");
    let error = |text: &str| read(text).unwrap_err().kind();
    assert_eq!(error("{\"isThisAVDS\": false}"), ErrorKind::NotASeal);
    assert_eq!(error("[]"), ErrorKind::NotASeal);
    assert_eq!(error(&format!("[{},1]", &text[1..text.len() - 1])), ErrorKind::NotASeal);
    assert_eq!(error("{\"data\": 1, \"sig\": {}}"), ErrorKind::WrongFormat);
    for (value, other) in [("\"alg\"", "\"alg2\""), ("\"cer\"", "\"cer2\""), ("\"sigvl\"", "\"sigvl2\"")] {
        assert_eq!(error(&text.replace(value, other)), ErrorKind::WrongFormat, "{other}");
    }
    assert_eq!(error(&text.replace("\"CyTj", "\"Cy*j")), ErrorKind::TextEncoding);
    assert_eq!(error(&text.replace("\"CyTj", "\"")), ErrorKind::WrongFormat);
    assert_eq!(error(&text.replace("\"v\":1", "\"v\":1,\"v\":1")), ErrorKind::WrongFormat);
    assert_eq!(error(&text.replace("\"v\":1", "\"v\":1e999")), ErrorKind::WrongFormat);
    assert_eq!(error(&text.replace("\"v\":1", &format!("\"v\":{}", "[".repeat(9999)))), ErrorKind::Limit);
    let long = format!("\"v\":1,\"{}\":[{}1]", "x".repeat(30_000), "1,".repeat(100));
    assert_eq!(error(&text.replace("\"v\":1", &long)), ErrorKind::Limit);
    let invalid = [text.as_bytes(), b"\xFF"].concat();
    let invalid = VdsNc::read(&invalid, &Limits::DEFAULT).unwrap_err();
    assert_eq!((invalid.kind(), invalid.offset()), (ErrorKind::WrongFormat, text.len()));
    assert_eq!(read(&text.replace("ES256", "ES257")).unwrap().hash(), None);
}

#[test]
fn what_is_read_is_written_alike() {
    for sample in samples() {
        let seal = read(sample["text"].as_str().unwrap()).unwrap();
        let draft = VdsNcDraft {
            data: String::from_utf8(seal.octets_as_sent().to_vec()).unwrap(),
            algorithm: seal.algorithm().to_owned(),
            certificate: seal.certificate().to_vec(),
        };
        let text = draft.sign(|octets| {
            assert_eq!(octets, seal.canonical_octets());
            Ok::<_, ()>(seal.signature().to_vec())
        });
        let again = read(&text.unwrap()).unwrap();
        assert_eq!(
            (again.canonical_octets(), again.signature()),
            (seal.canonical_octets(), seal.signature())
        );
        assert_eq!(again.octets_as_sent(), again.canonical_octets());
        assert!(is_signed(&again, again.octets_as_sent()));
    }
    let no_object = VdsNcDraft { data: "[1]".into(), algorithm: "ES256".into(), certificate: vec![] };
    assert!(matches!(no_object.sign(|_| Ok::<_, ()>(vec![1; 64])), Err(SignError::Content(_))));
}

proptest! {
    #[test]
    fn whatever_text_has_an_answer(text in "[{}\\[\\]\",:0-9eE+\\-.\\\\uabtrnl ]{0,80}") {
        let _ = read(&text);
        let _ = read(&format!("{{\"data\":{{\"a\":{text}}},\"sig\":{{\"alg\":\"\",\"cer\":\"\",\"sigvl\":\"AAA\"}}}}"));
    }

    #[test]
    fn the_canonical_form_is_its_own(names in proptest::collection::btree_map("\\PC{0,4}", any::<f64>().prop_filter("finite", |number| number.is_finite()), 0..8)) {
        let data = serde_json::to_string(&names).unwrap();
        let draft = |data: &[u8]| VdsNcDraft { data: String::from_utf8(data.to_vec()).unwrap(), algorithm: String::new(), certificate: vec![] };
        let once = draft(data.as_bytes()).octets().unwrap();
        prop_assert_eq!(draft(&once).octets().unwrap(), once.clone());
        let raw: std::collections::BTreeMap<String, Box<serde_json::value::RawValue>> =
            serde_json::from_slice(&once).unwrap();
        let read: std::collections::BTreeMap<String, f64> = raw.into_iter().map(|(name, value)| (name, value.get().parse().unwrap())).collect();
        prop_assert_eq!(read, names);
    }
}
