//! What a policy and a trust store say of the signers of seals.

use crate::common::{Case, case};
use doc9303::report::{Check, Outcome, Report};
use doc9303::{Code, Policy, TrustStore, inspect};

fn judge(id: &str, policy: &Policy, trust: &TrustStore) -> Report {
    let case = case(id);
    inspect(&case.document(), trust, policy, case.at())
}

fn code(report: &Report, check: Check) -> Option<Code> {
    report.result(check).unwrap().reason().map(|reason| reason.code())
}

/// As for Document Signers.
#[test]
fn an_unknown_revocation_may_pass() {
    let trust = case("G06-crl-missing").trust();
    let counts = judge("G06-crl-missing", &Policy::icao(), &trust);
    assert_eq!(code(&counts, Check::SealSigner), Some(Code::CrlMissing));
    let passes = judge("G06-crl-missing", &Policy::icao().with_unknown_revocation(), &trust);
    assert_eq!(passes.outcome(Check::SealSigner), Some(Outcome::Successful));
    let revoked = case("G06-revoked-certificate");
    let report = inspect(
        &revoked.document(),
        &revoked.trust(),
        &Policy::icao().with_unknown_revocation(),
        revoked.at(),
    );
    assert_eq!(code(&report, Check::SealSigner), Some(Code::SealRevokedCertificate));
}

/// What a policy has for one State holds for the seals of its signers.
#[test]
fn the_rules_of_a_state_hold_for_its_seals() {
    let trust = case("G00-length-not-minimal").trust();
    let of = |state: &str| {
        let text = format!("name = \"test\"\n[state.{state}.deviation]\nber = \"refused\"");
        judge("G00-length-not-minimal", &Policy::from_toml(&text).unwrap(), &trust)
    };
    let (own, other) = (of("UT"), of("DE"));
    assert_eq!(code(&own, Check::SealFormat), Some(Code::SealWrongFormat));
    assert_eq!(own.policy(), "test/UT");
    assert_eq!(other.outcome(Check::SealFormat), Some(Outcome::Successful));
    assert_eq!(other.policy(), "test");
}

/// A list that the policy refuses vouches for no signer of seals either.
#[test]
fn a_store_that_the_policy_refuses_vouches_for_nobody() {
    let visa = case("G00-visa");
    let trust = Case::fill(visa.trust(), &case("D12-master-list-signed-by-csca").trust_inputs());
    assert_eq!(trust.deviations().len(), 1);
    let tolerated = inspect(&visa.document(), &trust, &Policy::icao(), visa.at());
    assert_eq!(tolerated.outcome(Check::SealSigner), Some(Outcome::Successful));
    let refused = Policy::icao().with_refused(trust.deviations()[0].kind());
    let report = inspect(&visa.document(), &trust, &refused, visa.at());
    assert_eq!(code(&report, Check::SealSigner), Some(Code::CscaNotFound));
    assert_eq!(report.outcome(Check::SealSigner), Some(Outcome::Undetermined));
}
