//! Defect lists: what is refused at once, what waits for an anchor, and how little an excuse is worth.

use crate::common::{Case, case, refused_list};
use doc9303::report::{Check, DeviationKind, Outcome, Report, Weight};
use doc9303::{Code, Policy, TrustStore, inspect};

fn judged(case: &Case, policy: &Policy) -> Report {
    inspect(&case.document(), &case.trust(), policy, case.at())
}

fn found(report: &Report, check: Check) -> (Outcome, Option<Code>) {
    let result = report.result(check).unwrap();
    (result.outcome(), result.reason().map(|reason| reason.code()))
}

#[test]
fn a_list_may_come_before_the_anchor_that_vouches_for_it() {
    let case = case("D21-defect-list-revoked");
    let mut store = TrustStore::new();
    let list = case.trusted("deviation_lists").remove(0);
    let import = store.add_deviation_list(&list).unwrap();
    assert_eq!((import.added, import.known, import.rejected.len()), (1, 0, 0));
    assert_eq!((store.deviation_lists(), store.unverified_deviation_lists()), (1, 1));
    let revocation = |store: &TrustStore| {
        found(&inspect(&case.document(), store, &case.policy(), case.at()), Check::DsRevocation)
    };
    let [utopia, publisher] = <[Vec<u8>; 2]>::try_from(case.trusted("certificates")).unwrap();
    store.add_certificate(&utopia).unwrap();
    for crl in case.trusted("crls") {
        store.add_crl(&crl).unwrap();
    }
    assert_eq!(revocation(&store), (Outcome::Successful, None));
    store.add_certificate(&publisher).unwrap();
    assert_eq!(store.unverified_deviation_lists(), 0);
    assert_eq!(revocation(&store), (Outcome::Failed, Some(Code::DsRevoked)));
    let fingerprint = store.fingerprint();
    assert_eq!(store.add_deviation_list(&list).unwrap().known, 1);
    assert_eq!((store.deviation_lists(), store.fingerprint()), (1, fingerprint));
}

#[test]
fn what_is_no_list_of_a_list_signer_is_refused() {
    assert_eq!(refused_list("D21-defect-list-signer-without-usage"), Code::DsExtendedKeyUsage);
    assert_eq!(refused_list("D21-defect-list-bad-signature"), Code::SignatureInvalid);
}

/// An entry that names nobody is told, and the others count.
#[test]
fn a_broken_entry_is_reported() {
    let case = case("D21-defect-list-with-broken-entry");
    let list = case.trusted("deviation_lists").remove(0);
    let import = TrustStore::new().add_deviation_list(&list).unwrap();
    assert_eq!((import.added, import.rejected.len()), (1, 1));
    assert_eq!(import.rejected[0].code, Code::FileMalformed);
    assert_eq!(found(&case.inspect(), Check::DsRevocation), (Outcome::Failed, Some(Code::DsRevoked)));
}

/// The checks that an excuse speaks of, each with a document that fails it.
const EXCUSED: [(&str, Check); 3] = [
    ("D21-defect-list-chip-authentication-fails", Check::ChipAuthentication),
    ("D21-defect-list-signer-validity", Check::DsValidity),
    ("D21-defect-list-security-object", Check::SodSignature),
];

/// Without the list the verdict is `failed`. With it, it is open, even where the policy would not count what is open.
#[test]
fn an_excuse_never_makes_a_verdict_good() {
    for (id, check) in EXCUSED {
        let case = case(id);
        for weight in [Weight::Mandatory, Weight::Optional] {
            let report = judged(&case, &case.policy().with_weight(check, weight));
            assert_eq!(found(&report, check), (Outcome::Undetermined, Some(Code::ChipKnownDefect)), "{id}");
            assert_eq!(report.verdict(), Outcome::Undetermined, "{id} {weight:?}");
        }
    }
}

/// A policy that tolerates no deviation does not take the excuse.
#[test]
fn an_excuse_can_be_refused() {
    for (id, check) in EXCUSED {
        let case = case(id);
        let report = judged(&case, &case.policy().with_refused(DeviationKind::KnownDefect));
        assert_eq!(found(&report, check).0, Outcome::Failed, "{id}");
        assert_eq!(report.verdict(), Outcome::Failed, "{id}");
    }
}

/// "No revocation list is known" may pass; a word against this signer may not.
#[test]
fn on_hold_counts_where_unknown_revocation_passes() {
    let case = case("D21-defect-list-on-hold");
    let report = judged(&case, &case.policy().with_unknown_revocation());
    assert_eq!(found(&report, Check::DsRevocation), (Outcome::Undetermined, Some(Code::ChipKnownDefect)));
    assert_eq!(report.verdict(), Outcome::Undetermined);
}
