//! Digital Travel Credentials: both carriers, what must be refused, whatever bytes.

use doc9303_seal::*;
use proptest::prelude::*;

const SOD: (CredentialFile, &[u8]) = (CredentialFile::Sod, b"\x77\x01S");
const DG1: (CredentialFile, &[u8]) = (CredentialFile::DataGroup(1), b"\x61\x011");
const DG2: (CredentialFile, &[u8]) = (CredentialFile::DataGroup(2), b"\x75\x012");
const DG16: (CredentialFile, &[u8]) = (CredentialFile::DataGroup(16), b"\x70\x00");

fn read(bytes: &[u8]) -> Result<Dtc, Error> {
    Dtc::read(bytes, &Limits::DEFAULT)
}

fn kind(bytes: &[u8]) -> ErrorKind {
    read(bytes).unwrap_err().kind()
}

/// An element of DER with a length of one byte.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    [&[tag, u8::try_from(content.len()).unwrap()][..], &content].concat()
}

/// A head of CBOR with an argument of one byte.
fn head(major: u8, argument: usize) -> Vec<u8> {
    vec![major << 5 | 24, u8::try_from(argument).unwrap()]
}

fn text(text: &str) -> Vec<u8> {
    [head(3, text.len()), text.as_bytes().to_vec()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(2, bytes.len()), bytes.to_vec()].concat()
}

fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let entries = entries.iter().flat_map(|(name, value)| [text(name), value.clone()]);
    [head(5, entries.clone().count() / 2), entries.flatten().collect()].concat()
}

/// A signed item of an mdoc.
fn item(name: &str, value: Vec<u8>) -> Vec<u8> {
    let item = map(&[
        ("digestID", vec![7]),
        ("random", bytes(&[1; 16])),
        ("elementIdentifier", text(name)),
        ("elementValue", value),
    ]);
    [vec![0xD8, 24], bytes(&item)].concat()
}

#[test]
fn what_is_written_is_read() {
    let written = Dtc::write(&[DG16, DG2, SOD, DG1]).unwrap();
    let credential = read(&written).unwrap();
    assert_eq!(credential.files().collect::<Vec<_>>(), [SOD, DG1, DG2, DG16]);
    assert_eq!((credential.version(), credential.carrier()), ("1", Carrier::Der));
    assert_eq!(
        (credential.binding(), credential.faults(), credential.others()),
        (Some(Binding::Passport), vec![], &[][..])
    );
    assert!(!format!("{credential:?}").contains("117, 1"));
    let large = vec![0x75; 70_000];
    let written = Dtc::write(&[SOD, DG1, (CredentialFile::DataGroup(2), &large)]).unwrap();
    assert_eq!(read(&written).unwrap().file(CredentialFile::DataGroup(2)), Some(&large[..]));
    for files in
        [&[DG1, DG1][..], &[(CredentialFile::DataGroup(0), &[])], &[(CredentialFile::DataGroup(17), &[])]]
    {
        assert_eq!(Dtc::write(files).unwrap_err().kind(), ErrorKind::Unwritable);
    }
}

#[test]
fn other_types_are_told() {
    let files = der(
        0x30,
        &[&der(0x80, &[SOD.1]), &der(0x81, &[DG1.1]), &der(0x82, &[DG2.1]), &der(0xB6, &[&[5, 0]])],
    );
    let version = [2, 1, 1];
    let signed = der(0x30, &[&version, &files, &der(0xA0, &[&[5, 0]]), &der(0xA1, &[&[5, 0]])]);
    let credential = read(&signed).unwrap();
    assert_eq!((credential.binding(), credential.faults()), (Some(Binding::PassportAndComponent), vec![]));
    let others: Vec<_> =
        credential.others().iter().map(|(name, range)| (name.as_str(), &signed[range.clone()])).collect();
    let null = |tag| der(tag, &[&[5, 0]]);
    assert_eq!(
        others,
        [("security_info", &null(0xB6)[..]), ("tbs", &null(0xA0)), ("signer_info", &null(0xA1))]
    );
    let component = der(0x30, &[&version, &der(0x30, &[&der(0x81, &[DG1.1])]), &der(0xA1, &[&[5, 0]])]);
    let credential = read(&component).unwrap();
    assert_eq!(credential.binding(), Some(Binding::Component));
    assert_eq!(credential.faults(), [Fault::MissingMember { name: "dg2" }]);
    let nothing = read(&der(0x30, &[&version, &der(0x30, &[&der(0x9E, &[])])])).unwrap();
    assert_eq!((nothing.binding(), nothing.faults().len()), (None, 3));
    assert_eq!(nothing.others()[0].0, "tag 9E");
}

#[test]
fn broken_der_is_refused() {
    let good = Dtc::write(&[SOD, DG1, DG2]).unwrap();
    for length in 1..good.len() {
        assert_eq!(kind(&good[..length]), ErrorKind::WrongFormat, "the first {length} bytes");
    }
    assert_eq!(kind(&[&good[..], &[0]].concat()), ErrorKind::WrongFormat);
    assert_eq!(kind(&[]), ErrorKind::NotASeal);
    assert_eq!(kind(b"P<UTO"), ErrorKind::NotASeal);
    let files = der(0x30, &[&der(0x81, &[DG1.1]), &der(0x81, &[DG1.1])]);
    assert_eq!(kind(&der(0x30, &[&[2, 1, 1], &files])), ErrorKind::WrongFormat);
    assert_eq!(kind(&der(0x30, &[&[2, 1, 2], &files])), ErrorKind::Unsupported);
    let mut limits = Limits::DEFAULT;
    limits.credential_size = good.len() - 1;
    assert_eq!(Dtc::read(&good, &limits).unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn photo_ids_are_read_in_each_wrapping() {
    let elements = [
        ("version", text("1.0")),
        ("dg1", bytes(DG1.1)),
        ("dg2", bytes(DG2.1)),
        ("sod", bytes(SOD.1)),
        ("issuing_country", text("UT")),
    ];
    let older = [
        ("dtc_version", vec![1]),
        ("dtc_dg1", bytes(DG1.1)),
        ("dtc_dg2", bytes(DG2.1)),
        ("dtc_sod", bytes(SOD.1)),
    ];
    let space = "org.iso.23220.datagroups.1";
    let items =
        [head(4, 5), elements.iter().flat_map(|(name, value)| item(name, value.clone())).collect()].concat();
    let other = ("org.iso.23220.photoid.1", [head(4, 1), item("person_id", text("X"))].concat());
    let indefinite = [&[0xBF][..], &map(&elements)[2..], &[0xFF]].concat();
    for (wrapping, version, others) in [
        (map(&elements), "1.0", vec!["issuing_country"]),
        (indefinite, "1.0", vec!["issuing_country"]),
        (map(&older), "1", vec![]),
        (map(&[(space, map(&elements))]), "1.0", vec!["issuing_country"]),
        (map(&[("dtc", map(&older))]), "1", vec![]),
        (map(&[other.clone(), (space, items.clone())]), "1.0", vec![other.0, "issuing_country"]),
        (
            map(&[("nameSpaces", map(&[(space, items), other.clone()])), ("issuerAuth", head(4, 0))]),
            "1.0",
            vec!["issuing_country", other.0, "issuerAuth"],
        ),
    ] {
        let credential = read(&wrapping).unwrap_or_else(|error| panic!("{wrapping:02X?}: {error}"));
        assert_eq!(credential.files().collect::<Vec<_>>(), [DG1, DG2, SOD]);
        assert_eq!((credential.version(), credential.carrier()), (version, Carrier::PhotoId));
        assert_eq!((credential.binding(), credential.faults()), (Some(Binding::Passport), vec![]));
        let names: Vec<_> = credential.others().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, others);
        for length in 1..wrapping.len() {
            assert_eq!(kind(&wrapping[..length]), ErrorKind::WrongFormat, "the first {length} bytes");
        }
        assert_eq!(kind(&[&wrapping[..], &[0]].concat()), ErrorKind::WrongFormat);
    }
}

#[test]
fn broken_photo_ids_are_refused() {
    let dg1 = ("dg1", bytes(DG1.1));
    assert_eq!(kind(&map(&[("family_name", text("X"))])), ErrorKind::NotASeal);
    assert_eq!(kind(&map(&[dg1.clone(), dg1.clone()])), ErrorKind::WrongFormat);
    assert_eq!(kind(&map(&[("dg1", text("X"))])), ErrorKind::WrongFormat);
    assert_eq!(kind(&map(&[("dg1", vec![0x5F, 0x41, 0x61, 0xFF])])), ErrorKind::WrongFormat);
    assert_eq!(kind(&map(&[("dtc", [head(4, 1), vec![0xD8, 25, 0x40]].concat())])), ErrorKind::WrongFormat);
    assert_eq!(
        kind(&map(&[("dtc", [head(4, 1), vec![0xD8, 24, 0x41, 0xA0]].concat())])),
        ErrorKind::WrongFormat
    );
    // A count and a length that lie.
    assert_eq!(kind(&[0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), ErrorKind::WrongFormat);
    assert_eq!(
        kind(&map(&[("dg1", vec![0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])])),
        ErrorKind::WrongFormat
    );
    let deep = map(&[dg1.clone(), ("x", [vec![0x81; 5000], vec![0]].concat())]);
    assert_eq!(kind(&deep), ErrorKind::Limit);
    let spaces = text("dtc").into_iter().collect::<Vec<_>>();
    let nested: Vec<u8> = (0..5000).flat_map(|_| [&[0xA1][..], &spaces].concat()).collect();
    assert_eq!(kind(&nested), ErrorKind::Limit);
    for name in ["dg0", "dg17", "dg01", "dg+1", "dg", "DG1", "dtc_dtc_dg1"] {
        let credential = read(&map(&[dg1.clone(), (name, bytes(b"x"))])).unwrap();
        assert_eq!((credential.files().count(), credential.others()[0].0.as_str()), (1, name));
    }
}

proptest! {
    #[test]
    fn whatever_bytes_have_an_answer(tail in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..40, octet in any::<u8>()) {
        for first in [0x30, 0xA1, 0xBF] {
            let _ = read(&[&[first][..], &tail].concat());
        }
        let mut changed = map(&[("dtc", [head(4, 1), item("dg1", bytes(DG1.1))].concat())]);
        changed[at] = octet;
        let _ = read(&changed);
        let mut changed = Dtc::write(&[SOD, DG1, DG2]).unwrap();
        let at = at % changed.len();
        changed[at] = octet;
        let _ = read(&changed);
    }
}
