//! Bounds on work: at the bound everything goes on, past it the answer is a code and not a stop.

use doc9303::raw::Crl;
use doc9303::report::{Check, Outcome};
use doc9303::trust::MasterListTrust;
use doc9303::{
    Chip, Code, DataGroup, Document, FileId, Limits, Policy, Report, TrustStore, UnixTime, inspect,
};
use doc9303_asn1::Reader;
use std::time::{Duration, Instant};

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
