//! Barcodes: the public samples, each fault apart, whatever text.

use crate::samples::{hex, json, key, verifies};
use doc9303_seal::*;
use proptest::prelude::*;

fn samples() -> Vec<serde_json::Value> {
    json(include_str!("samples/idb.json")).as_array().unwrap().clone()
}

fn read(text: &str) -> Result<Idb, Error> {
    Idb::read(text.as_bytes(), &Limits::DEFAULT)
}

fn base32(octets: &[u8]) -> String {
    data_encoding::BASE32_NOPAD.encode(octets)
}

/// A sample as octets.
fn octets() -> Vec<u8> {
    read(samples()[5]["barcode"].as_str().unwrap()).unwrap().octets().to_vec()
}

#[test]
fn samples_are_read_and_verify() {
    let key = key("UTTS5B");
    let mut types = Vec::new();
    for sample in samples() {
        let name = sample["name"].as_str().unwrap();
        let barcode =
            read(sample["barcode"].as_str().unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let bytes = |range: core::ops::Range<usize>| &barcode.octets()[range];
        assert_eq!(bytes(barcode.header_range()), hex(&sample["header"]), "{name}");
        assert_eq!(barcode.signature().unwrap(), hex(&sample["signature"]), "{name}");
        let listed = sample["messages"].as_object().unwrap();
        assert_eq!(barcode.messages().len(), listed.len(), "{name}");
        for message in barcode.messages() {
            assert_eq!(bytes(message.range.clone()), hex(&listed[&format!("{:02x}", message.tag)]), "{name}");
            assert!(message.name.is_some(), "{name}");
        }
        assert_eq!(barcode.faults(), [], "{name}");
        let signer = barcode.header().signer.as_ref().unwrap();
        assert_eq!(signer.reference, [0xA5, 0x7A, 0x79, 0x05, 0x77], "{name}");
        let hash = signer.hash().unwrap();
        assert!(verifies(&key, hash, barcode.signed_octets(), barcode.signature().unwrap()), "{name}");
        assert!(!verifies(&key, hash, barcode.octets(), barcode.signature().unwrap()), "{name}");
        assert!(barcode.certificate().is_none() && barcode.signed_octets_with_certificate().is_none());
        types.extend(barcode.document_type());
    }
    assert_eq!(samples().len(), 9);
    assert_eq!(types.len(), 8);
    assert_eq!(
        (types[0], types[7]),
        ("substitute_identity_document", "supplementary_sheet_residence_permit")
    );
}

#[test]
fn values_are_typed() {
    let by_name = |name: &str| {
        let sample = samples().into_iter().find(|sample| sample["name"] == name).unwrap();
        read(sample["barcode"].as_str().unwrap()).unwrap()
    };
    let barcode = by_name("TemporaryPassport");
    let Some(Value::Zone(zone)) = barcode.value("mrz") else { panic!() };
    assert_eq!((zone.layout(), zone.lines().len(), zone.sealed()), (Layout::Td3, 2, vec![44, 44]));
    assert!(zone.lines()[0].starts_with("PPD<<"), "{:?}", zone.lines());
    let Some(Value::MaskedDate(date)) = barcode.value("expiry_date") else { panic!() };
    assert_eq!(date.to_string(), "2027-01-31");
    let Some(Value::Bytes(face)) = barcode.value("face_image") else { panic!() };
    assert_eq!(face[4..8], *b"jP  ");
    assert_eq!(Seal::Idb(barcode.clone()).face(), Some(&face[..]));

    let barcode = by_name("Visa");
    let Some(Value::Features(visa)) = barcode.value("visa") else { panic!() };
    let names: Vec<_> = visa.iter().map(|feature| feature.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["number_of_entries", "duration_of_stay", "passport_number", "mrz"]);
    let Value::Zone(zone) = &visa[3].value else { panic!() };
    // This visa is sealed as a whole, and not up to character 28 of its second line.
    assert_eq!((zone.layout(), zone.sealed()), (Layout::MrvA, vec![44, 44]));
    let Value::Text(number) = &visa[2].value else { panic!() };
    assert_eq!((barcode.zone(), barcode.value("passport_number")), (Some(zone), Some(&visa[2].value)));
    assert!(barcode.octets()[visa[2].range.clone()].len() == 8 && !number.is_empty());
    assert!(!format!("{barcode:?}").contains(number.as_str()));

    let Some(Value::Features(within)) =
        by_name("EmergencyTravelDocument").value("emergency_travel_document").cloned()
    else {
        panic!()
    };
    assert!(matches!(&within[0].value, Value::Zone(zone) if zone.layout() == Layout::Td2));
}

#[test]
fn what_is_read_is_written_alike() {
    for sample in samples() {
        let text = sample["barcode"].as_str().unwrap();
        let barcode = read(text).unwrap();
        let messages = barcode.messages().iter().map(|message| (message.tag, message.value.clone()));
        let mut draft = IdbDraft {
            header: barcode.header().clone(),
            messages: messages.collect(),
            certificate: None,
            is_compressed: false,
        };
        let sign = |octets: &[u8]| {
            assert_eq!(octets, barcode.signed_octets());
            Ok::<_, ()>(barcode.signature().unwrap().to_vec())
        };
        assert_eq!(draft.sign(sign).unwrap(), text);
        draft.certificate = Some(vec![0x30, 0]);
        draft.is_compressed = true;
        let again = read(&draft.sign(sign).unwrap()).unwrap();
        assert_eq!((again.certificate(), again.is_compressed()), (Some(&[0x30, 0][..]), true));
        assert_eq!((again.signed_octets(), again.faults()), (barcode.signed_octets(), &[][..]));
        let both = again.signed_octets_with_certificate().unwrap();
        assert_eq!(both, [barcode.signed_octets(), &[0x7E, 2, 0x30, 0]].concat());
        draft.header.signer = None;
        draft.certificate = None;
        let unsigned = read(&draft.sign(|_| Err(())).unwrap()).unwrap();
        assert!(unsigned.signature().is_none() && !unsigned.says_signed() && unsigned.faults().is_empty());
    }
}

#[test]
fn older_names_line_ends_and_padding_are_read() {
    let text = samples()[5]["barcode"].as_str().unwrap().to_owned();
    let older = read(&text.replace("RDB1", "NDB1")).unwrap();
    assert_eq!((older.name(), older.octets()), ("NDB1", &octets()[..]));
    assert_eq!(read(&format!("{text}===\r\n")).unwrap().octets(), octets());
    assert!(matches!(Seal::read(text.as_bytes(), &Limits::DEFAULT), Ok(Seal::Idb(_))));
}

/// Each of the faults that Regula's reader tells apart, and their like.
#[test]
fn faults_are_told_apart() {
    let good = octets();
    let signature = good.len() - 66;
    let faults =
        |flag: &str, octets: &[u8]| read(&format!("RDB1{flag}{}", base32(octets))).unwrap().faults().to_vec();
    assert_eq!(faults("B", &good), []);
    assert_eq!(faults("B", &good[..signature]), [Fault::SignatureMissing]);
    assert_eq!(faults("A", &good), [Fault::HeaderAgainstFlag, Fault::SignatureAgainstFlag]);
    let bare = [&good[..2], &good[12..]].concat();
    assert_eq!(faults("A", &bare), [Fault::SignatureAgainstFlag]);
    assert_eq!(faults("B", &bare), [Fault::HeaderAgainstFlag]);
    let certificate = [&good[..2], &good[12..signature], &[0x7E, 2, 0x30, 0]].concat();
    assert_eq!(faults("A", &certificate), [Fault::CertificateAgainstFlag]);
    assert_eq!(
        faults("B", &[&good[..12], &[0x61, 0], &good[signature..]].concat()),
        [Fault::EmptyMessageZone]
    );
    assert_eq!(faults("B", &[&good[..12], &good[signature..]].concat()), [Fault::EmptyMessageZone]);
    let twice = [&good[..12], &[0x61, 6, 0x86, 1, 1, 0x86, 1, 2], &good[signature..]].concat();
    assert_eq!(faults("B", &twice), [Fault::Repeated { tag: 0x86, name: "national_document_type".into() }]);
    let unknown = [&good[..12], &[0x61, 3, 0xAA, 1, 1], &good[signature..]].concat();
    assert_eq!(faults("B", &unknown), []);
    let longer = [&good[..12], &[0x61, 0x81, 3, 0xAA, 1, 1], &good[signature..]].concat();
    assert_eq!(faults("B", &longer), [Fault::LengthForm { tag: 0x61 }]);

    let error = |text: &str| {
        let error = read(text).unwrap_err();
        (error.kind(), error.offset())
    };
    assert_eq!(error("RDB2B"), (ErrorKind::NotASeal, 0));
    assert_eq!(error("RDB1"), (ErrorKind::WrongFormat, 4));
    assert_eq!(error("RDB1E"), (ErrorKind::WrongFormat, 4));
    assert_eq!(error("RDB1BNK6A1"), (ErrorKind::TextEncoding, 9));
    assert_eq!(error("RDB1BNK6ADJL2PECXOABA1"), (ErrorKind::TextEncoding, 21));
    assert_eq!(error(&format!("RDB1D{}", base32(&good))).0, ErrorKind::Compression);
    assert_eq!(error(&format!("RDB1B{}", base32(&[&good[..], &[0]].concat()))).0, ErrorKind::WrongFormat);
    let exchanged = [&good[..12], &good[signature..], &good[12..signature]].concat();
    assert_eq!(error(&format!("RDB1B{}", base32(&exchanged))).0, ErrorKind::WrongFormat);
    let mut undated = good.clone();
    undated[9..12].fill(0xFF);
    assert_eq!(error(&format!("RDB1B{}", base32(&undated))), (ErrorKind::WrongFormat, 8));
    for length in 0..signature {
        let text = format!("RDB1B{}", base32(&good[..length]));
        assert!(read(&text).map_or(true, |barcode| !barcode.faults().is_empty()), "the first {length} bytes");
    }
}

#[test]
fn compression_is_bounded() {
    let zip = |octets: &[u8]| miniz_oxide::deflate::compress_to_vec_zlib(octets, 9);
    let good = zip(&octets());
    let read = |bytes: &[u8]| read(&format!("RDB1D{}", base32(bytes)));
    assert!(read(&good).unwrap().is_compressed());
    let bomb = zip(&vec![0; 4 << 20]);
    assert!(bomb.len() < 8192);
    assert_eq!(read(&bomb).unwrap_err().kind(), ErrorKind::Limit);
    for bad in [&good[..good.len() - 1], &[&good[..], &[0]].concat(), &[], &octets()] {
        assert_eq!(read(bad).unwrap_err().kind(), ErrorKind::Compression);
    }
    let mut sum = good.clone();
    *sum.last_mut().unwrap() ^= 1;
    assert_eq!(read(&sum).unwrap_err().kind(), ErrorKind::Compression);
    let many = [&octets()[..12], &[0x61, 0x82, 0x40, 0], &[0x86, 0].repeat(0x2000)].concat();
    assert_eq!(read(&zip(&many)).unwrap_err().kind(), ErrorKind::Limit);
}

proptest! {
    #[test]
    fn whatever_octets_have_an_answer(octets in proptest::collection::vec(any::<u8>(), 0..200), flag in "[A-E]") {
        let _ = read(&format!("RDB1{flag}{}", base32(&octets)));
        let group = [&[0x6A, 0xBC, 0x61, 0x81, u8::try_from(octets.len()).unwrap()], &octets[..]].concat();
        let _ = read(&format!("RDB1A{}", base32(&group)));
    }

    #[test]
    fn whatever_text_has_an_answer(text in "RDB1[A-D]\\PC{0,60}") {
        let _ = read(&text);
    }
}
