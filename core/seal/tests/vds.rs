//! Visible digital seals: the public samples, what must be refused, whatever bytes.

use crate::samples::{self, hex, key, verifies};
use doc9303_seal::*;
use proptest::prelude::*;

/// The samples by name.
fn seals() -> Vec<(String, Vec<u8>, serde_json::Value)> {
    let samples = samples::vds();
    let seals = samples["seals"].as_array().unwrap();
    seals
        .iter()
        .map(|seal| (seal["name"].as_str().unwrap().to_owned(), hex(&seal["hex"]), seal.clone()))
        .collect()
}

fn octets(name: &str) -> Vec<u8> {
    seals().into_iter().find(|seal| seal.0 == name).unwrap().1
}

fn read(octets: &[u8]) -> Result<Vds, Error> {
    Vds::read(octets, &Limits::DEFAULT)
}

fn draft(seal: &Vds) -> VdsDraft {
    let features = seal.features().iter().map(|feature| (feature.tag, feature.value.clone()));
    VdsDraft { header: seal.header().clone(), features: features.collect() }
}

const VISA: &str = "9303-7 App E visa (as printed, last word corrected to 83BE)";

#[test]
fn samples_are_read_as_listed() {
    let mut seen = 0;
    for (name, octets, listed) in seals() {
        let seal = read(&octets).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (header, listed) = (seal.header(), &listed["header"]);
        let text = |key: &str| listed[key].as_str().unwrap();
        assert_eq!(u64::from(header.form.version_byte()), listed["version_byte"].as_u64().unwrap(), "{name}");
        assert!(matches!(header.form, HeaderForm::Version3 | HeaderForm::Version4), "{name}");
        assert_eq!(header.issuing_state, text("issuer_raw").trim_end(), "{name}");
        assert_eq!([header.signer_state.as_str(), &header.signer].concat(), text("signer"), "{name}");
        assert_eq!(header.reference, text("ref"), "{name}");
        assert_eq!(
            (header.issued.to_string(), header.signed.to_string()),
            (text("issue").into(), text("sign").into())
        );
        let number = |key: &str| u8::from_str_radix(text(key), 16).unwrap();
        assert_eq!((header.definition, header.category), (number("feat"), number("cat")), "{name}");
        assert!(!header.is_test() && seal.profile().is_some() && seal.padding_range().is_empty(), "{name}");
        assert_eq!(seal.faults(), [], "{name}");
        for feature in seal.features() {
            assert!(
                feature.name.is_some() && !matches!(feature.value, Value::Bytes(_)),
                "{name}: {feature:?}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 20);
}

#[test]
fn samples_verify_as_listed() {
    let mut verified = 0;
    for (name, octets, listed) in seals() {
        let seal = read(&octets).unwrap();
        let (key, hash) = match listed["key"].as_str().unwrap() {
            "UTTS5B/sha256" => (key("UTTS5B"), Hash::Sha256),
            "DETS32/sha224" => (key("DETS32"), Hash::Sha224),
            _ => continue,
        };
        // The signature has the bytes of the order.
        assert_eq!(Hash::for_order(seal.signature().len() * 4), hash, "{name}");
        let good = verifies(&key, hash, seal.signed_octets(), seal.signature());
        assert_eq!(good, listed["verifies"].as_bool().unwrap(), "{name}");
        verified += usize::from(good);
        if good {
            let other = if hash == Hash::Sha224 { Hash::Sha256 } else { Hash::Sha224 };
            assert!(!verifies(&key, other, seal.signed_octets(), seal.signature()), "{name}: another hash");
            let (r, s) = seal.signature().split_at(seal.signature().len() / 2);
            assert!(!verifies(&key, hash, seal.signed_octets(), &[s, r].concat()), "{name}: exchanged");
        }
    }
    assert_eq!(verified, 13);
}

#[test]
fn values_are_typed() {
    let seal = read(&octets(VISA)).unwrap();
    let Some(Value::Zone(zone)) = seal.value("mrz") else { panic!() };
    let lines = ["VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<", "1234567XY7GBR5203116M2105253<<<<<<<<"];
    assert_eq!((zone.layout(), zone.lines()), (Layout::MrvB, &lines.map(str::to_owned)[..]));
    assert_eq!(seal.value("number_of_entries"), Some(&Value::Number(2)));
    let ranges: Vec<_> = seal.features().iter().map(|feature| (feature.tag, feature.range.clone())).collect();
    assert_eq!(ranges, [(2, 20..64), (4, 66..69), (5, 71..77), (3, 79..80)]);
    assert_eq!((seal.header_range(), seal.signature_range()), (0..18, 82..146));

    let text = |name: &str, feature| match read(&octets(name)).unwrap().value(feature) {
        Some(Value::Text(text)) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(text("TR-03137 D SIC", "surname"), "Perschweiß");
    assert_eq!(text("TR-03137 D SIC", "social_insurance_number"), "65170839J003");
    assert_eq!(text("TR-03137 G address sticker (P224)", "document_number"), "T2000AK47");
    assert_eq!(text("TR-03137 H passport residence sticker", "postal_code"), "21614");
    let Some(Value::Zone(zone)) = read(&octets("TR-03137 E RP")).unwrap().value("mrz").cloned() else {
        panic!()
    };
    assert!(zone.lines()[0].starts_with("ATD<<"), "{:?}", zone.lines());
    let debug = format!("{seal:?}");
    assert!(!debug.contains("DENT") && !debug.contains("ABC424242") && debug.contains("UTO"), "{debug}");
}

#[test]
fn what_is_read_is_written_alike() {
    for (name, octets, _) in seals() {
        let seal = read(&octets).unwrap();
        let again = draft(&seal).sign(|signed| {
            // One header has a State that is not padded, which is written padded.
            assert!(signed == seal.signed_octets() || name == "vdstools:ankunftsnwPapier", "{name}");
            Ok::<_, ()>(seal.signature().to_vec())
        });
        let again = read(&again.unwrap()).unwrap();
        assert_eq!((again.header(), again.signature()), (seal.header(), seal.signature()));
        let values =
            |seal: &Vds| seal.features().iter().map(|feature| feature.value.clone()).collect::<Vec<_>>();
        assert_eq!(values(&again), values(&seal));
    }
}

#[test]
fn other_forms_of_the_header() {
    let seal = read(&octets(VISA)).unwrap();
    let mut draft = draft(&seal);
    let mut round = |form, reference: String| {
        draft.header.form = form;
        draft.header.reference = reference;
        let seal = read(&draft.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap()).unwrap();
        assert_eq!(seal.header(), &draft.header);
        assert_eq!(seal.faults(), []);
        seal
    };
    // The 40 digits of a SHA-1 value, counted in decimal; read in hexadecimal they would be 64.
    round(HeaderForm::DecimalLength, "0123456789ABCDEF0123456789ABCDEF01234567".into());
    round(HeaderForm::Version4, "0123456789ABCDEF0123456789ABCDEF01234567".into());
    for reference in ["00008", "27005", "ZZ005"] {
        round(HeaderForm::FixedLength, reference.into());
    }
    // Nine characters that are of either form.
    let either = round(HeaderForm::Version4, "123".into());
    let serials = (either.header().serial_number(), either.header().serial_number_of_fixed_length());
    assert_eq!(serials, (Some(vec![1, 0x23]), Some(vec![0x31, 0x23])));
    round(HeaderForm::Version3, "00000".into());
    for length in 1..=20 {
        round(HeaderForm::Version4, "9".repeat(length));
    }
    let test = round(HeaderForm::Version4, "0000".into());
    assert!(test.header().is_test());
    assert_eq!(test.header().serial_number(), Some(vec![]));
    assert_eq!(round(HeaderForm::Version4, "0ABC".into()).header().serial_number(), Some(vec![0x0A, 0xBC]));
    assert_eq!(round(HeaderForm::Version4, "XY".into()).header().serial_number(), None);
}

#[test]
fn broken_structures_are_refused_where_they_break() {
    let good = octets(VISA);
    let change = |at: usize, bytes: &[u8]| {
        let mut seal = good.clone();
        seal[at..at + bytes.len()].copy_from_slice(bytes);
        seal
    };
    let cases: [(&str, Vec<u8>, ErrorKind, usize); 12] = [
        ("empty", vec![], ErrorKind::NotASeal, 0),
        ("magic", change(0, &[0xDD]), ErrorKind::NotASeal, 0),
        ("magic alone", vec![0xDC], ErrorKind::WrongFormat, 1),
        ("version", change(1, &[4]), ErrorKind::WrongFormat, 1),
        ("State in another set", change(2, &[0, 1]), ErrorKind::WrongFormat, 2),
        ("month 00", change(10, &[0, 0x27, 0x10]), ErrorKind::WrongFormat, 10),
        ("date 000000", change(13, &[0; 3]), ErrorKind::WrongFormat, 13),
        ("date FFFFFF", change(10, &[0xFF; 3]), ErrorKind::WrongFormat, 10),
        ("length beyond the end", change(19, &[0x82]), ErrorKind::WrongFormat, 18),
        ("no signature", good[..80].to_vec(), ErrorKind::WrongFormat, 80),
        ("odd signature", [&good[..81], &[1, 1][..]].concat(), ErrorKind::WrongFormat, 80),
        ("more bytes", [&good[..], b"more"].concat(), ErrorKind::WrongFormat, 146),
    ];
    for (name, octets, kind, offset) in cases {
        let error = read(&octets).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (kind, offset), "{name}: {error}");
    }
    for length in 0..good.len() {
        assert!(read(&good[..length]).is_err(), "the first {length} bytes");
    }
    assert_eq!(read(&[good.clone(), vec![0; 5]].concat()).unwrap().padding_range(), 146..151);
    let mut limits = Limits::DEFAULT;
    limits.elements = 3;
    assert_eq!(Vds::read(&good, &limits).unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn departures_are_told() {
    let seal = read(&octets(VISA)).unwrap();
    let faults = |change: &dyn Fn(&mut VdsDraft)| {
        let mut draft = draft(&seal);
        change(&mut draft);
        let octets = draft.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap();
        read(&octets).unwrap().faults().to_vec()
    };
    let (tag, name) = (4, "duration_of_stay");
    assert_eq!(faults(&|draft| drop(draft.features.remove(1))), [Fault::Missing { tag, name: name.into() }]);
    let twice = faults(&|draft| draft.features.push(draft.features[1].clone()));
    assert_eq!(twice, [Fault::Repeated { tag, name: name.into() }]);
    let short = faults(&|draft| draft.features[1].1 = Value::Bytes(vec![90]));
    assert_eq!(short, [Fault::Length { tag, name: name.into(), length: 1 }]);
    assert_eq!(
        faults(&|draft| drop(draft.features.remove(0))),
        [Fault::Missing { tag: 1, name: "mrz".into() }]
    );
    let both = faults(&|draft| draft.features.push((1, Value::Bytes([0x13, 0x3C].repeat(24)))));
    assert_eq!(both, [Fault::Repeated { tag: 1, name: "mrz".into() }]);
    let shift = faults(&|draft| draft.features[2].1 = Value::Bytes(vec![0xD9, 0xC5, 0xD9, 0xC5, 0, 1]));
    assert_eq!(
        shift,
        [Fault::Coding { tag: 5, name: "passport_number".into(), detail: "C40 shifts to another set" }]
    );
    // An unknown tag, and the marker of the signature within a value, are no fault.
    assert_eq!(faults(&|draft| draft.features.push((0x77, Value::Bytes(vec![0xFF, 0xFF])))), []);
    // Another category is another profile, and this one nobody knows.
    let mut other = draft(&seal);
    other.header.category = 6;
    assert!(other.octets().is_err());
    other.features = vec![(4, Value::Bytes(vec![0xFF, 2, 1]))];
    let other = read(&other.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap()).unwrap();
    assert_eq!((other.profile(), other.faults(), other.features()[0].name.as_deref()), (None, &[][..], None));
}

#[test]
fn lengths_are_of_the_version() {
    let header = |form, reference: &str| {
        let mut header = read(&octets(VISA)).unwrap().header().clone();
        (header.form, header.reference) = (form, reference.to_owned());
        header
    };
    let long = vec![(7, Value::Bytes(vec![9; 0x81]))];
    let write =
        |header| VdsDraft { header, features: long.clone() }.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap();
    let direct = write(header(HeaderForm::Version3, "0005B"));
    assert_eq!(direct[18..21], [7, 0x81, 9]);
    assert_eq!(read(&direct).unwrap().features()[0].range, 20..20 + 0x81);
    let der = write(header(HeaderForm::Version4, "5B"));
    assert_eq!(der[18..22], [7, 0x81, 0x81, 9]);
    assert_eq!(read(&der).unwrap().features()[0].range, 21..21 + 0x81);
    let mut padded = octets(VISA);
    padded.splice(65..66, [0x81, 3]);
    assert_eq!(read(&padded).unwrap().faults(), [Fault::LengthForm { tag: 4 }]);
}

#[test]
fn administrative_documents_have_further_features() {
    let mut header = read(&octets(VISA)).unwrap().header().clone();
    (header.definition, header.category) = (0x01, 0xC8);
    let number = base16ct::mixed::decode_vec("9a4223406d374ef99e2cf95e31a23846").unwrap();
    let features = vec![(0, Value::Bytes(number)), (4, Value::Text("Müller".into())), (14, Value::Number(1))];
    let octets = VdsDraft { header, features }.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap();
    let seal = read(&octets).unwrap();
    assert_eq!(seal.value("surname"), Some(&Value::Text("Müller".into())));
    assert_eq!(seal.value("housing_status"), Some(&Value::Number(1)));
    assert!(seal.faults().contains(&Fault::Missing { tag: 12, name: "city".into() }));
}

proptest! {
    #[test]
    fn whatever_bytes_have_an_answer(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        for version in [2, 3] {
            let _ = read(&[&[0xDC, version][..], &tail].concat());
        }
        let _ = Seal::read(&tail, &Limits::DEFAULT);
    }

    #[test]
    fn a_changed_sample_is_refused_or_keeps_the_bytes_that_were_sent(at in 0_usize..146, octet in any::<u8>()) {
        let mut changed = octets(VISA);
        changed[at] = octet;
        if let Ok(seal) = read(&changed) {
            prop_assert!(changed.starts_with(seal.signed_octets()));
            prop_assert_eq!(seal.signature(), &changed[seal.signature_range()]);
            prop_assert!(seal.signed_octets().len() <= seal.signature_range().start);
            prop_assert_eq!(seal.signature_range().end + seal.padding_range().len(), 146);
        }
    }
}

/// Headers that any signer may write.
fn headers() -> impl Strategy<Value = Header> {
    let day = || {
        (0_u16..=9999, 1_u8..=12, 1_u8..=28)
            .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
    };
    let names = ("[A-Z]{1,3}", "[A-Z]{2}", "[A-Z0-9]{2}", "[0-9A-F]{1,40}");
    (names, day(), day(), any::<[u8; 2]>()).prop_map(|(names, issued, signed, [definition, category])| {
        let (issuing_state, signer_state, signer, reference) = names;
        let form = if reference.len() == 5 { HeaderForm::Version3 } else { HeaderForm::Version4 };
        Header { form, issuing_state, signer_state, signer, reference, issued, signed, definition, category }
    })
}

proptest! {
    #[test]
    fn every_header_and_every_feature_reads_back(
        header in headers(),
        features in proptest::collection::vec((0_u8..0xFF, proptest::collection::vec(any::<u8>(), 0..=255)), 0..6),
        half in 1_usize..70,
    ) {
        let features: Vec<_> = features.into_iter().map(|(tag, bytes)| (tag, Value::Bytes(bytes))).collect();
        let draft = VdsDraft { header, features };
        let octets = draft.sign(|_| Ok::<_, ()>(vec![0xFF; 2 * half])).unwrap();
        let seal = read(&octets).unwrap();
        prop_assert_eq!(seal.header(), &draft.header);
        prop_assert_eq!(seal.signature(), vec![0xFF; 2 * half]);
        prop_assert_eq!(seal.signed_octets(), draft.octets().unwrap());
        for (feature, (tag, value)) in seal.features().iter().zip(&draft.features) {
            let Value::Bytes(bytes) = value else { panic!() };
            prop_assert_eq!(feature.tag, *tag);
            prop_assert_eq!(&seal.octets()[feature.range.clone()], &bytes[..]);
        }
    }
}
