//! Bounds on work: at the bound everything goes on, past it the answer is a code and not a stop.

use crate::certificate_profile::{signer_with, tlv};
use crate::common::Input;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::lds::{FaceRecord, Images, Person, Provenance, Record};
use doc9303::raw::{Certificate, Com, Crl, SecurityInfos};
use doc9303::report::{Check, Outcome};
use doc9303::trust::{Grant, ImportSummary, MasterListTrust};
use doc9303::{
    Chip, Code, DataGroup, Document, FileId, Limits, Policy, Report, TrustStore, UnixTime, inspect,
};
use doc9303_asn1::{Oid, Reader, oid};
use std::time::{Duration, Instant};

const EXTENDED_KEY_USAGE: Oid<'static> = oid!("2.5.29.37");
const DOCUMENT_TYPE_LIST: Oid<'static> = oid!("2.23.136.1.1.6.2");
const SUBJECT_ALT_NAME: Oid<'static> = oid!("2.5.29.17");

fn sod(bytes: Vec<u8>) -> doc9303::Report {
    let chip = Chip::from_files([(FileId::Sod, bytes)]).unwrap();
    let at = UnixTime::parse("2026-06-01").unwrap();
    inspect(&Document::new().with_chip(chip), &TrustStore::new(), &Policy::icao(), at)
}

fn structure(bytes: Vec<u8>) -> (Outcome, Code) {
    let report = sod(bytes);
    let result = report.result(Check::SodStructure).unwrap();
    (result.outcome(), result.reason().unwrap().code())
}

fn nested(depth: usize) -> Vec<u8> {
    let mut bytes = [0x30, 0x80].repeat(depth);
    bytes.extend([0, 0].repeat(depth));
    bytes
}

#[test]
fn depth() {
    let limit = Limits::DEFAULT.depth;
    assert!(Reader::new(&nested(limit), "example").read().is_ok());
    let error = Reader::new(&nested(limit + 1), "example").read().unwrap_err();
    assert_eq!(doc9303::Error::from(error).code(), Code::LimitDepth);
    let mut file = vec![0x77, 0x80];
    file.extend(nested(100_000));
    assert_eq!(structure(file), (Outcome::Aborted, Code::LimitDepth));
}

#[test]
fn file_size() {
    let limit = Limits::DEFAULT.file_size;
    // Four length octets make the element as long as the file.
    let file = |size: usize| {
        let length = u32::try_from(size - 6).unwrap().to_be_bytes();
        let mut bytes = vec![0x77, 0x84];
        bytes.extend(length);
        bytes.resize(size, 0);
        bytes
    };
    assert_eq!(structure(file(limit)), (Outcome::Failed, Code::FileMalformed));
    assert_eq!(structure(file(limit + 1)), (Outcome::Aborted, Code::LimitSize));
}

#[test]
fn chip_size() {
    let limit = Limits::DEFAULT.chip_size;
    let files =
        |size: usize| DataGroup::ALL.into_iter().map(move |number| (FileId::Dg(number), vec![0; size / 16]));
    assert!(Chip::from_files(files(limit)).is_ok());
    let error = Chip::from_files(files(limit + 16)).err().unwrap();
    assert_eq!(error.code(), Code::LimitSize);
    assert!(Chip::from_files([(FileId::Com, Vec::new()), (FileId::Com, Vec::new())]).is_err());
}

#[test]
fn list_size() {
    let limit = Limits::DEFAULT.list_size;
    let refused = |size: usize| {
        let mut bytes = vec![0; size];
        bytes[..6].copy_from_slice(&[0x30, 0x84, 0, 0, 0, 0]);
        bytes[2..6].copy_from_slice(&u32::try_from(size - 6).unwrap().to_be_bytes());
        let list = TrustStore::new().add_master_list(&bytes, MasterListTrust::AnySigner).unwrap_err();
        (Crl::parse(&bytes).unwrap_err().code(), list.code())
    };
    assert_eq!(refused(limit + 1), (Code::LimitSize, Code::LimitSize));
    assert_ne!(refused(limit).0, Code::LimitSize);
    assert_ne!(refused(limit).1, Code::LimitSize);
}

#[test]
fn candidate_issuers() {
    let case = crate::common::case("C15-roll-over");
    let with = |candidates| {
        let mut limits = Limits::DEFAULT;
        limits.candidate_issuers = candidates;
        let policy = Policy::icao().with_limits(limits);
        inspect(&case.document(), &case.trust(), &policy, case.at())
            .result(Check::DsSignature)
            .unwrap()
            .clone()
    };
    assert_eq!(with(64).outcome(), Outcome::Successful);
    assert_eq!(with(0).outcome(), Outcome::Aborted);
    assert_eq!(with(0).reason().unwrap().code(), Code::LimitCount);
}

#[test]
fn links_back_to_a_root() {
    let case = crate::common::case("C15-roll-over");
    let with = |length| {
        let mut limits = Limits::DEFAULT;
        limits.path_length = length;
        let policy = Policy::icao().with_limits(limits);
        inspect(&case.document(), &case.trust(), &policy, case.at())
            .result(Check::DsSignature)
            .unwrap()
            .clone()
    };
    assert_eq!(with(1).outcome(), Outcome::Successful);
    assert_eq!(with(0).outcome(), Outcome::Failed);
    assert_eq!(with(0).reason().unwrap().code(), Code::CscaPathTooLong);
}

/// The budget is for all keys together, and what it does not cover is told as such.
#[test]
fn work() {
    let case = crate::common::case("E08-performed-aes128");
    let with = |work: u64| {
        let mut limits = Limits::DEFAULT;
        limits.work = work;
        inspect(&case.document(), &case.trust(), &Policy::icao().with_limits(limits), case.at())
    };
    let code = |report: &Report, check| report.result(check).unwrap().reason().map(|reason| reason.code());
    let whole = with(Limits::DEFAULT.work / 100);
    assert_eq!(whole.outcome(Check::ChipAuthentication), Some(Outcome::Successful), "a hundredth is enough");
    // EF.SOD is signed on a curve of 256 bits, which counts for two as its attributes may stand in two orders; its signer's
    // certificate on one of 384. The agreement comes after them.
    let short = with(2 * 256 * 14 * 32 + 384 * 14 * 72);
    assert_eq!(short.outcome(Check::DsSignature), Some(Outcome::Successful));
    assert_eq!(short.outcome(Check::ChipAuthentication), Some(Outcome::Aborted));
    assert_eq!(code(&short, Check::ChipAuthentication), Some(Code::LimitWork));
    let none = with(0);
    assert_eq!(none.outcome(Check::SodSignature), Some(Outcome::Aborted));
    assert_eq!(code(&none, Check::SodSignature), Some(Code::LimitWork));
    assert_ne!(none.verdict(), Outcome::Successful);
    assert_ne!(none.verdict(), Outcome::Failed, "what was not computed refutes nothing");
}

/// What the case is judged with one field of the policy's limits lowered.
fn judged(check: Check, lower: fn(&mut Limits)) -> Option<Code> {
    let case = crate::common::case("C15-roll-over");
    let policy = Policy::icao().with_limits(lowered(lower));
    let report = inspect(&case.document(), &case.trust(), &policy, case.at());
    report.result(check).unwrap().reason().map(|reason| reason.code())
}

fn lowered(lower: fn(&mut Limits)) -> Limits {
    let mut limits = Limits::DEFAULT;
    lower(&mut limits);
    limits
}

/// Why a store refuses the last of a case's inputs.
fn refused(id: &str, lower: fn(&mut Limits)) -> Option<Code> {
    let mut store = TrustStore::new().with_limits(lowered(lower));
    let mut codes = Vec::new();
    for input in crate::common::case(id).trust_inputs() {
        codes = match input {
            Input::Certificate(der) => store.add_certificate(&der).err().map(|error| error.code()),
            Input::Crl(der) => store.add_crl(&der).err().map(|error| error.code()),
            Input::DeviationList(der) => store.add_deviation_list(&der).err().map(|error| error.code()),
            Input::MasterList(der, _) => {
                let list = store.add_master_list(&der, MasterListTrust::AnySigner);
                list.err().map(|error| error.code())
            }
            Input::Ldif(bytes) => first_rejected(&store.add("export.ldif", &bytes, Grant::ANCHORS)),
            Input::File(name, bytes, _) => first_rejected(&store.add(&name, &bytes, Grant::ANCHORS)),
        }
        .into_iter()
        .collect();
    }
    codes.first().copied()
}

fn first_rejected(import: &ImportSummary) -> Option<Code> {
    import.rejected.first().map(|rejected| rejected.code)
}

/// A field of the limits: its name, a lower value, an input that fits under the default, and what that is answered under the
/// lower value.
type Row = (&'static str, fn(&mut Limits), fn(fn(&mut Limits)) -> Option<Code>, Code);

const ROWS: &[Row] = &[
    ("depth", |limits| limits.depth = 4, |lower| judged(Check::SodStructure, lower), Code::LimitDepth),
    (
        "file_size",
        |limits| limits.file_size = 500,
        |lower| judged(Check::SodStructure, lower),
        Code::LimitSize,
    ),
    (
        "chip_size",
        |limits| limits.chip_size = 500,
        |lower| judged(Check::SodStructure, lower),
        Code::LimitSize,
    ),
    ("record_size", |limits| limits.record_size = 20, record, Code::LimitSize),
    ("list_size", |limits| limits.list_size = 100, |lower| refused("C15-roll-over", lower), Code::LimitSize),
    (
        "archive_size",
        |limits| limits.archive_size = 100,
        |lower| refused("D25-archive", lower),
        Code::LimitSize,
    ),
    (
        "archive_members",
        |limits| limits.archive_members = 1,
        |lower| refused("D25-archive", lower),
        Code::LimitCount,
    ),
    ("entries", |limits| limits.entries = 1, |lower| refused("D25-bundle", lower), Code::LimitCount),
    ("lists", |limits| limits.lists = 0, |lower| refused("C15-roll-over", lower), Code::LimitCount),
    (
        "sod_certificates",
        |limits| limits.sod_certificates = 0,
        |lower| judged(Check::SodStructure, lower),
        Code::LimitCount,
    ),
    (
        "candidate_issuers",
        |limits| limits.candidate_issuers = 0,
        |lower| judged(Check::DsSignature, lower),
        Code::LimitCount,
    ),
    ("waiting_links", |limits| limits.waiting_links = 0, link_without_root, Code::LimitCount),
    ("witnesses", |limits| limits.witnesses = 0, authority_beside_list, Code::LimitCount),
    ("elements", |limits| limits.elements = 2, |lower| judged(Check::SodStructure, lower), Code::LimitCount),
    // A path that is too long has a code of its own: the link certificates are wrong, and nothing is left unread.
    (
        "path_length",
        |limits| limits.path_length = 0,
        |lower| judged(Check::DsSignature, lower),
        Code::CscaPathTooLong,
    ),
    ("work", |limits| limits.work = 0, |lower| judged(Check::SodSignature, lower), Code::LimitWork),
];

fn record(lower: fn(&mut Limits)) -> Option<Code> {
    let json = br#"{"challenge": "0102030405060708", "response": "00"}"#;
    let chip = Chip::within(lowered(lower));
    Record::ActiveAuth.add_to(chip, json, Provenance::HandedOver).err().map(|error| error.code())
}

fn link_without_root(lower: fn(&mut Limits)) -> Option<Code> {
    let mut store = TrustStore::new().with_limits(lowered(lower));
    let certificates = crate::common::case("D16-link-without-root").trusted("certificates");
    let refused = certificates.iter().filter_map(|der| store.add_certificate(der).err());
    refused.map(|error| error.code()).next()
}

fn authority_beside_list(lower: fn(&mut Limits)) -> Option<Code> {
    let inputs = crate::common::case("D11-revoked-signer-authority-beside").trust_inputs();
    let authority = inputs.iter().find_map(|input| match input {
        Input::File(name, bytes, _) if name == "authority.cer" => Some(bytes),
        _ => None,
    });
    let mut store = TrustStore::new().with_limits(lowered(lower));
    first_rejected(&store.add("authority.cer", authority.unwrap(), Grant::UNDER_ANCHORS))
}

/// `Debug` names every field, so that one without a row fails here.
#[test]
fn lowering_any_field_has_its_effect() {
    let shown = format!("{:?}", Limits::DEFAULT);
    let fields =
        shown.trim_start_matches("Limits { ").split(", ").map(|field| field.split(':').next().unwrap());
    let rows: Vec<&str> = ROWS.iter().map(|(name, ..)| *name).collect();
    assert_eq!(fields.collect::<Vec<_>>(), rows);
    for (name, lower, answer, code) in ROWS {
        assert_ne!(lowered(*lower), Limits::DEFAULT, "{name}");
        assert_ne!(answer(|_| {}), Some(*code), "{name}: under the default");
        assert_eq!(answer(*lower), Some(*code), "{name}: lowered");
    }
}

/// Every reader of a chip goes by the chip's limits, and every one of a store by the store's.
#[test]
fn limits_hold_wherever_a_file_is_read() {
    let case = crate::common::case("C15-roll-over");
    let files =
        || case.chip().unwrap().files().map(|(file, bytes)| (file, bytes.to_vec())).collect::<Vec<_>>();
    let small = lowered(|limits| limits.file_size = 1);
    let chip = Chip::within(small).with_files(files()).unwrap();
    let codes = [chip.dg1().err(), chip.dg2().err(), chip.dg11().err(), chip.dg12().err()];
    assert!(codes.iter().all(|error| error.as_ref().unwrap().code() == Code::LimitSize), "{codes:?}");
    let error = Chip::within(lowered(|limits| limits.chip_size = 100)).with_files(files()).unwrap_err();
    assert_eq!(error.code(), Code::LimitSize);

    let policy = Policy::icao().with_limits(small);
    let report = inspect(&case.document(), &case.trust(), &policy, case.at());
    let told = report.details().personal.unwrap().content.err().unwrap();
    assert_eq!(told.code(), Code::LimitSize, "details are read within the policy's limits");
    assert_ne!(report.verdict(), Outcome::Successful);
    // A chip with limits of its own is judged within those of the policy, which may be wider.
    let whole = inspect(&Document::new().with_chip(chip), &case.trust(), &Policy::icao(), case.at());
    assert_eq!(whole.outcome(Check::SodStructure), Some(Outcome::Successful));
    assert_eq!(whole.outcome(Check::DgHash(DataGroup::DG2)), Some(Outcome::Successful));
}

/// A list over a limit is an error, and never a shorter list.
#[test]
fn lists_are_never_cut() {
    let many = |element: &[u8]| element.repeat(256);
    let code = |extension: Oid<'_>, value: Vec<u8>| {
        let certificate = Certificate::parse(&signer_with(extension, value)).unwrap();
        let extensions = certificate.extensions();
        let purposes = extensions.extended_key_usage().and_then(Result::err);
        purposes.or(extensions.document_types().and_then(Result::err)).map(|error| error.code())
    };
    let purposes = |count| tlv(0x30, &[0x06, 0x01, 0x2A].repeat(count));
    assert_eq!(code(EXTENDED_KEY_USAGE, purposes(255)), None);
    assert_eq!(code(EXTENDED_KEY_USAGE, purposes(256)), Some(Code::LimitCount));
    let types = |sets: &[usize]| {
        let set = |count: &usize| tlv(0x31, &[0x13, 0x01, b'P'].repeat(*count));
        tlv(0x30, &[vec![0x02, 0x01, 0x00], sets.iter().flat_map(set).collect()].concat())
    };
    assert_eq!(code(DOCUMENT_TYPE_LIST, types(&[255])), None);
    assert_eq!(code(DOCUMENT_TYPE_LIST, types(&[256])), Some(Code::LimitCount));
    assert_eq!(code(DOCUMENT_TYPE_LIST, types(&[128, 128])), Some(Code::LimitCount));

    // What a name over the limit says of the State must not be missed.
    let attribute = tlv(0x31, &tlv(0x30, &[0x06, 0x03, 0x55, 0x04, 0x07, 0x0C, 0x01, b'U']));
    let named = |count: usize| {
        let value = tlv(0x30, &tlv(0xA4, &tlv(0x30, &attribute.repeat(count))));
        Certificate::parse(&signer_with(SUBJECT_ALT_NAME, value)).map_err(|error| error.code())
    };
    let most = named(255).unwrap();
    let names = most.extensions().alternative_names(SUBJECT_ALT_NAME);
    assert_eq!((names.len(), named(256).err()), (1, Some(Code::LimitCount)));

    let image = tlv(0x67, &many(&[0x5F, 0x43, 0x00]));
    assert_eq!(Images::parse_dg7(&image).unwrap_err().code(), Code::LimitCount);
    let listed = tlv(0x60, &tlv(0x5C, &many(&[0x61])));
    assert_eq!(Com::parse(&listed).unwrap_err().code(), Code::LimitCount);
    let persons = tlv(0x70, &many(&[0xA1, 0x00]));
    assert_eq!(Person::parse_all(&persons).err().unwrap().code(), Code::LimitCount);
    let infos = tlv(0x31, &many(&[0x30, 0x03, 0x06, 0x01, 0x2A]));
    assert_eq!(SecurityInfos::parse_card_access(&infos).unwrap_err().code(), Code::LimitCount);
    // One representation with its image, 256 times.
    let context = |number: u8, content: &[u8]| tlv(0xA0 | number, content);
    let face = tlv(0x30, &context(1, &context(0, &context(0, &[0x80, 0x01, 0xFF]))));
    let faces = |count: usize| {
        let block = tlv(0x65, &context(1, &face.repeat(count)));
        let template = [
            vec![0x7F, 0x60],
            tlv(0, &[vec![0x7F, 0x2E], tlv(0, &block).split_off(1)].concat()).split_off(1),
        ];
        let group = [vec![0x7F, 0x61], tlv(0, &template.concat()).split_off(1)].concat();
        FaceRecord::parse_dg2(&tlv(0x75, &group))
            .map(|records| records[0].faces.len())
            .map_err(|error| error.code())
    };
    assert_eq!(faces(255), Ok(255));
    assert_eq!(faces(256), Err(Code::LimitCount));
}

/// Where more keys may have signed a revocation list than are tried, nobody knows whether it is the State's.
#[test]
fn a_list_whose_signer_is_out_of_reach_is_reported() {
    let case = crate::common::case("C15-roll-over");
    let with = |candidates: usize| {
        let mut store = TrustStore::new();
        for der in case.trusted("certificates") {
            store.add_anchor(&der).unwrap();
        }
        let mut crl = case.trusted("crls").remove(0);
        *crl.last_mut().unwrap() ^= 1;
        store.add_crl(&crl).unwrap();
        let mut limits = Limits::DEFAULT;
        limits.candidate_issuers = candidates;
        let report = inspect(&case.document(), &store.with_limits(limits), &Policy::icao(), case.at());
        let result = report.result(Check::DsRevocation).unwrap();
        (result.outcome(), result.reason().unwrap().code())
    };
    assert_eq!(with(2), (Outcome::Undetermined, Code::CrlSignature));
    assert_eq!(with(1), (Outcome::Aborted, Code::LimitCount));
}

/// Certificates of the caller's that a security object names, more than are tried.
#[test]
fn too_many_namesakes_of_the_signer_are_reported() {
    let case = crate::common::case("A20a-no-certificate-known");
    let with = |candidates: usize| {
        let mut limits = Limits::DEFAULT;
        limits.candidate_issuers = candidates;
        let mut store = case.trust();
        let signer = case.trusted("certificates").pop().unwrap();
        // The same name and number with a key that did not sign.
        let mut namesake = signer.clone();
        let key = Certificate::parse(&signer).unwrap().public_key().to_vec();
        let at = namesake.windows(key.len()).position(|window| window == key).unwrap();
        namesake[at + key.len() - 1] ^= 1;
        store.add_certificate(&namesake).unwrap();
        let policy = Policy::icao().with_limits(limits);
        let report = inspect(&case.document(), &store, &policy, case.at());
        report.result(Check::SodSignature).unwrap().reason().map(|reason| reason.code())
    };
    assert_eq!(with(64), None);
    assert_eq!(with(0), Some(Code::LimitCount));
}

/// Entries over a limit are refused one by one or as a whole, and told.
#[test]
fn entries_over_the_limit_are_reported() {
    let case = crate::common::case("C15-roll-over");
    let certificates = case.trusted("certificates");
    let one = lowered(|limits| limits.entries = 1);
    let pem: String = certificates.iter().map(|der| armoured(der)).collect();
    let ldif: String = certificates
        .iter()
        .map(|der| format!("dn: c=UT\ncACertificate:: {}\n\n", STANDARD.encode(der)))
        .collect();
    for (name, text) in [("anchors.pem", pem), ("export.ldif", ldif)] {
        let whole = TrustStore::new().add(name, text.as_bytes(), Grant::ANCHORS);
        assert_eq!((whole.added, whole.rejected.len()), (2, 0), "{name}");
        let cut = TrustStore::new().with_limits(one).add(name, text.as_bytes(), Grant::ANCHORS);
        assert_eq!((cut.added, first_rejected(&cut)), (1, Some(Code::LimitCount)), "{name}");
    }
    // A signed list counts as a whole or not at all.
    let Input::MasterList(list, _) =
        crate::common::case("D13-master-list-with-odd-root").trust_inputs().pop().unwrap()
    else {
        panic!("the case has a master list");
    };
    let mut store = TrustStore::new().with_limits(lowered(|limits| limits.entries = 0));
    let error = store.add_master_list(&list, MasterListTrust::AnySigner).unwrap_err();
    assert_eq!((error.code(), store.anchors().count()), (Code::LimitCount, 0));
    for id in ["D21-defect-list-revoked", "D19-list-of-unknown-csca"] {
        let list = crate::common::case(id).trusted("deviation_lists").remove(0);
        let mut store = TrustStore::new().with_limits(lowered(|limits| limits.entries = 0));
        assert_eq!(store.add_deviation_list(&list).unwrap_err().code(), Code::LimitCount, "{id}");
        assert_eq!(store.deviation_lists(), 0, "{id}");
    }
    let mut store = TrustStore::new().with_limits(lowered(|limits| limits.candidate_issuers = 0));
    assert_eq!(store.add_anchor(&certificates[0]).unwrap_err().code(), Code::LimitCount);
}

#[test]
fn rejected_entries_are_listed_or_counted() {
    let blocks = "-----BEGIN LETTER-----\n-----END LETTER-----\n".repeat(70_000);
    let import = TrustStore::new().add("letters.pem", blocks.as_bytes(), Grant::ANCHORS);
    assert_eq!((import.rejected.len(), import.untold), (1 << 16, 70_000 - (1 << 16)));
}

fn armoured(der: &[u8]) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(der))
}

#[test]
fn lengths_beyond_every_machine() {
    for length in [
        &[0x84, 0x80, 0, 0, 0][..],
        &[0x84, 0xFF, 0xFF, 0xFF, 0xFF],
        &[0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] {
        let mut file = vec![0x77];
        file.extend(length);
        assert_eq!(structure(file), (Outcome::Failed, Code::FileMalformed));
    }
}

/// Hostile input ends in linear time. The bound here is generous on purpose: it tells seconds from minutes, and no speed.
#[test]
fn hostile_inputs_end() {
    let started = Instant::now();
    let mut elements = Vec::new();
    for _ in 0..1_000_000 {
        elements.extend([0x31, 0x00]);
    }
    let mut file = vec![0x77, 0x83];
    file.extend(&u32::try_from(elements.len()).unwrap().to_be_bytes()[1..]);
    file.extend(&elements);
    assert_eq!(sod(file).outcome(Check::SodStructure), Some(Outcome::Failed));
    assert!(Crl::parse(&elements).is_err());
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}
