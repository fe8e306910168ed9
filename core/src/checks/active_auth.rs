//! Active Authentication from a recorded exchange (Doc 9303-11 §6.1): `chip.active_auth`.

use super::chip::{not_announced, withheld};
use super::passive_auth::allow_digest;
use super::{Authenticated, AuthenticatedKey};
use crate::Code;
use crate::crypto::{self, DigestAlgorithm};
use crate::lds::{Chip, Exchange};
use crate::oid;
use crate::report::{Check, CheckResult, Findings, Reason};

const CHECK: Check = Check::ChipActiveAuth;

/// Judges the exchange with the key of DG15, if passive authentication authenticated that key.
pub(crate) fn judge(chip: &Chip, authenticated: &Authenticated<'_>, findings: &mut Findings<'_>) {
    let result = answer(chip, authenticated, findings);
    findings.push(result);
}

fn answer(chip: &Chip, authenticated: &Authenticated<'_>, findings: &mut Findings<'_>) -> CheckResult {
    let exchange = chip.active_auth();
    match authenticated.lists(15) {
        Err(reason) => return CheckResult::undetermined(CHECK, reason),
        Ok(false) if exchange.is_none() => return not_announced(CHECK, "Active Authentication"),
        Ok(false) => return not_authenticated("EF.SOD lists no EF.DG15, so nobody vouches for the key"),
        Ok(true) => {}
    }
    let spki = match chip.dg15() {
        Ok(Some(spki)) => spki,
        Ok(None) => return withheld(CHECK, 15),
        Err(error) => return CheckResult::undetermined(CHECK, error),
    };
    let Some(exchange) = exchange else {
        let text = "the chip announces Active Authentication, and nobody performed it";
        return CheckResult::undetermined(CHECK, Reason::new(Code::ChipNotPerformed, text));
    };
    if let Err(reason) = fresh(exchange) {
        return CheckResult::failed(CHECK, reason);
    }
    let key = match authenticated.key(15, spki, findings) {
        Some(Ok(key)) => key,
        Some(Err(reason)) => return CheckResult::unsuccessful(CHECK, reason),
        None => return not_authenticated("passive authentication did not authenticate EF.DG15"),
    };
    match named_digest(chip, authenticated, findings) {
        Ok(digest) => proves(&key, digest, exchange, findings),
        Err(reason) => CheckResult::unsuccessful(CHECK, reason),
    }
}

/// Only here is the proof looked at, and only with an authenticated key.
fn proves(
    key: &AuthenticatedKey,
    digest: Option<DigestAlgorithm>,
    exchange: &Exchange,
    findings: &mut Findings<'_>,
) -> CheckResult {
    match crypto::active_auth::verify(key.public_key(), digest, &exchange.challenge, &exchange.response) {
        Ok(digest) => {
            let text = "Active Authentication uses SHA-1";
            CheckResult::of(CHECK, allow_digest(digest, "EF.DG15", text, findings))
        }
        Err(error) => {
            let text = format!("the response does not prove the private key of EF.DG15: {error}");
            CheckResult::failed(CHECK, Reason::new(Code::ChipProofInvalid, text))
        }
    }
}

/// A recorded exchange proves nothing unless the challenge was chosen for it (§6.1.2.1).
fn fresh(exchange: &Exchange) -> Result<(), Reason> {
    let mismatch = |text: &str| Err(Reason::new(Code::ChipChallengeMismatch, text));
    if exchange.expected_challenge.as_ref().is_some_and(|expected| *expected != exchange.challenge) {
        return mismatch("the response answers another challenge than the terminal chose");
    }
    if exchange.challenge.len() != 8 {
        return mismatch("the challenge is not of eight bytes");
    }
    if exchange.challenge.iter().all(|octet| *octet == 0) {
        return mismatch("the challenge is all zeros, which no terminal chooses at random");
    }
    Ok(())
}

fn not_authenticated(text: &str) -> CheckResult {
    CheckResult::undetermined(CHECK, Reason::new(Code::ChipKeyNotAuthenticated, text))
}

/// The digest that an authenticated DG14 names for an EC key (§9.2.4). Portugal has none; then the key's size decides.
fn named_digest(
    chip: &Chip,
    authenticated: &Authenticated<'_>,
    findings: &Findings<'_>,
) -> Result<Option<DigestAlgorithm>, Reason> {
    if !authenticated.holds(14, findings) {
        return Ok(None);
    }
    let infos = chip.dg14().ok().flatten();
    let Some(algorithm) = infos.as_ref().and_then(|infos| infos.active_authentication_algorithm()) else {
        return Ok(None);
    };
    match algorithm.child_of(oid::ECDSA_PLAIN) {
        Some(1) => Ok(Some(DigestAlgorithm::Sha1)),
        Some(2) => Ok(Some(DigestAlgorithm::Sha224)),
        Some(3) => Ok(Some(DigestAlgorithm::Sha256)),
        Some(4) => Ok(Some(DigestAlgorithm::Sha384)),
        Some(5) => Ok(Some(DigestAlgorithm::Sha512)),
        _ => {
            let text = format!("EF.DG14 names the unknown signature algorithm {algorithm}");
            Err(Reason::new(Code::SignatureUnsupportedAlgorithm, text))
        }
    }
}
