//! Deviation lists: what is refused at once, what waits for an anchor, and that the order of inputs decides nothing.

use crate::common::{case, refused_list};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::DataGroup;
use doc9303::report::{Check, DeviationKind, Outcome};
use doc9303::{Code, TrustStore, inspect};

#[test]
fn a_list_may_come_before_the_anchor_that_vouches_for_it() {
    let case = case("D18-with-list");
    let mut store = TrustStore::new();
    let import = store.add_deviation_list(&case.trusted("deviation_lists")[0]).unwrap();
    assert_eq!((import.added, import.known, import.rejected.len()), (1, 0, 0));
    assert_eq!((store.deviation_lists(), store.unverified_deviation_lists()), (1, 1));
    for crl in case.trusted("crls") {
        store.add_crl(&crl).unwrap();
    }
    for certificate in case.trusted("certificates") {
        store.add_certificate(&certificate).unwrap();
    }
    assert_eq!(store.unverified_deviation_lists(), 0);
    let report = inspect(&case.document(), &store, &case.policy(), case.at());
    assert_eq!(report.verdict(), Outcome::Successful);
    assert_eq!(report.to_json(), case.inspect().to_json());
}

#[test]
fn a_list_twice_is_one() {
    let case = case("D18-with-list");
    let mut store = case.trust();
    let fingerprint = store.fingerprint();
    let import = store.add_deviation_list(&case.trusted("deviation_lists")[0]).unwrap();
    assert_eq!((import.added, import.known), (0, 1));
    assert_eq!((store.deviation_lists(), store.fingerprint()), (1, fingerprint));
}

#[test]
fn what_is_no_list_of_a_list_signer_is_refused() {
    assert_eq!(refused_list("D19-signer-without-usage"), Code::DsExtendedKeyUsage);
    assert_eq!(refused_list("D19-bad-signature"), Code::SignatureInvalid);
    let master_list = case("D10-master-list").value["trust"]["master_lists"][0]["list"].clone();
    let master_list = STANDARD.decode(master_list.as_str().unwrap()).unwrap();
    assert_eq!(TrustStore::new().add_deviation_list(&master_list).unwrap_err().code(), Code::SodContentType);
}

/// Nobody whom the store trusts vouches for it: kept, counted, and without a word.
#[test]
fn a_list_without_a_trusted_signer_is_ignored() {
    let store = case("D19-list-of-unknown-csca").trust();
    assert_eq!((store.deviation_lists(), store.unverified_deviation_lists()), (1, 1));
}

/// A policy that tolerates no deviation does not take the excuse.
#[test]
fn an_excuse_can_be_refused() {
    let case = case("D18-with-list");
    let policy = case.policy().with_refused(DeviationKind::KnownDefect);
    let report = inspect(&case.document(), &case.trust(), &policy, case.at());
    assert_eq!(report.verdict(), Outcome::Failed);
    let reason = report.result(Check::DgHash(DataGroup::DG12)).unwrap().reason().unwrap();
    assert_eq!(reason.code(), Code::DgHashMismatch);
}
