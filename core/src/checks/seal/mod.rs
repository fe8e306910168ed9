//! The seal of a document (Doc 9303-13): `seal.format`, `seal.signature`, `seal.signer`, `seal.country`, and what it says beside
//! zones. A seal brings its own claim of who signed it, and nothing is believed because it stands in a seal: the signer's
//! certificate must be under a trusted CSCA.

mod claim;
mod combined;
mod signer;

use super::country::contradiction;
use super::{Context, Findings, Zones};
use crate::country::{IssuerMatch, State};
use crate::crypto::{Leniencies, SignatureAlgorithm, SignatureVerifier, VerifyError, VerifyingKey};
use crate::document::GivenSeal;
#[cfg(feature = "profiles")]
use crate::report::status_query;
use crate::report::{CheckResult, SealFacts, trust_level};
use crate::trust::Anchor;
use crate::vocabulary::{Check, Deviation, DeviationKind, Message, Outcome, Reason};
use crate::x509::Certificate;
use crate::{Code, Error};
use claim::{Claim, Digest};
use doc9303_seal::{ErrorKind, Fault, Hash, Seal};
use signer::Found;
use std::borrow::Cow;

const STRUCTURE: &str = "seal";
const SIGNER: &str = "signer of the seal";

/// The country whose State's rules are in force for a seal.
pub(crate) fn country(given: &GivenSeal) -> Option<String> {
    Claim::of(given.seal().ok()?)?.country().map(ToOwned::to_owned)
}

/// Checks the seal if one was given, and what it says beside the zones.
pub(crate) fn check(
    given: Option<&GivenSeal>,
    zones: &Zones<'_>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let seal = given.map(GivenSeal::seal);
    match seal {
        None => {}
        Some(Err(error)) => {
            findings.push(unreadable(error));
            findings.evidence.rest.seal = Some(SealFacts::unknown());
        }
        Some(Ok(seal)) => check_seal(seal, zones, cx, findings),
    }
    if let Some(result) = combined::check_visa_passport(seal.and_then(Result::ok), zones) {
        findings.push(result);
    }
    let level = trust_level(findings.results());
    if let Some(facts) = &mut findings.evidence.rest.seal {
        facts.trust_level = level;
    }
}

fn check_seal(seal: &Seal, zones: &Zones<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(claim) = Claim::of(seal) else { return };
    let format = check_format(seal, findings);
    let is_well_formed = format.is_ok();
    findings.push(match format {
        Err(reason) if is_open(&reason) => CheckResult::undetermined(Check::SealFormat, reason),
        result => CheckResult::from_result(Check::SealFormat, result),
    });
    let mut facts = SealFacts::of(seal);
    match find_signer(&claim, cx) {
        Ok(Found { certificate, verified }) => {
            facts.reading = verified.as_ref().ok().map(|(reading, _)| *reading);
            let signature = check_signature(verified, findings);
            findings.push(signature);
            let (result, issuer) = signer::check(&certificate, &claim, cx, &mut facts, findings);
            findings.push(result);
            let state = combined::own_state(seal, zones);
            findings.push(check_country(&claim, &certificate, issuer, state));
        }
        Err((decided, reason)) => {
            for check in [Check::SealSignature, Check::SealSigner, Check::SealCountry] {
                findings.push(match decided == Some(check) {
                    true => CheckResult::failed(check, reason.clone()),
                    false if reason.code().is_limit() => CheckResult::aborted(check, reason.clone()),
                    false => CheckResult::undetermined(check, reason.clone()),
                });
            }
        }
    }
    if is_well_formed && let Some((result, compared)) = combined::check_zone(seal, zones) {
        facts.compared = compared.filter(|_| result.outcome() == Outcome::Successful);
        findings.push(result);
    }
    findings.evidence.rest.seal = Some(facts);
}

/// Whether a reason leaves open whether the seal is of its form.
fn is_open(reason: &Reason) -> bool {
    #[cfg(feature = "profiles")]
    if matches!(reason.message(), Message::SealStatusNotAsked { .. }) {
        return true;
    }
    matches!(reason.message(), Message::SealProfileUnknown { .. })
}

/// The signer; or why there is none, and the check that this decides: a seal that is not signed, or for tests.
fn find_signer(claim: &Claim<'_>, cx: &Context<'_>) -> Result<Found, (Option<Check>, Reason)> {
    if claim.signature.is_none() {
        let reason = Reason::new(Code::SealInvalidSignature, Message::SealUnsigned {});
        return Err((Some(Check::SealSignature), reason));
    }
    if claim.is_test {
        let reason = Reason::new(Code::SealUnknownCertificate, Message::SealForTests {});
        return Err((Some(Check::SealSigner), reason));
    }
    signer::find(claim, cx).map_err(|reason| (None, reason))
}

/// What cannot be read: no bytes at all are a barcode that was not read, which says nothing against the document (READ_ERROR
/// of Doc 9303-13 §3.3).
fn unreadable(error: &doc9303_seal::Error) -> CheckResult {
    let reason = reason_of(error);
    match reason.code() {
        Code::SealReadError => CheckResult::undetermined(Check::SealFormat, reason),
        _ => CheckResult::from_reason(Check::SealFormat, reason),
    }
}

/// Why bytes are no seal and no virtual component.
pub(super) fn reason_of(error: &doc9303_seal::Error) -> Reason {
    let code = match error.kind() {
        ErrorKind::Empty => Code::SealReadError,
        ErrorKind::Limit => Code::LimitSize,
        _ => Code::SealWrongFormat,
    };
    Reason::from(Error::at(code, error.structure(), error.offset(), error.detail()))
}

/// `seal.format` (Doc 9303-13 §2): the structure holds, and the features are those of the profile. Unknown features are
/// none of its business.
fn check_format(seal: &Seal, findings: &mut Findings<'_>) -> Result<(), Reason> {
    let faults = match seal {
        Seal::Vds(seal) => seal.faults(),
        Seal::Idb(seal) => seal.faults(),
        Seal::VdsNc(seal) => seal.faults(),
        _ => &[],
    };
    for fault in faults {
        let message = fault_message(fault);
        match fault {
            Fault::LengthForm { .. } => {
                findings.tolerate(
                    Deviation::new(DeviationKind::Ber, STRUCTURE, message),
                    Code::SealWrongFormat,
                )?;
            }
            _ => return Err(Reason::new(Code::SealWrongFormat, message)),
        }
    }
    combined::check_sealed_zone(seal)?;
    let unknown = |definition: String, category: String| {
        let [definition, category] = [definition, category].map(Into::into);
        Err(Reason::new(Code::SealWrongFormat, Message::SealProfileUnknown { definition, category }))
    };
    match seal {
        Seal::Vds(seal) if seal.profile().is_none() => {
            let header = seal.header();
            unknown(format!("{:02X}", header.definition), format!("{:02X}", header.category))
        }
        #[cfg(feature = "profiles")]
        seal if status_query(seal).is_some() => {
            Err(Reason::new(Code::SealWrongFormat, Message::SealStatusNotAsked {}))
        }
        Seal::VdsNc(seal) if !claim::is_known_type(seal) => unknown("VDS-NC".to_owned(), String::new()),
        _ => Ok(()),
    }
}

fn fault_message(fault: &Fault) -> Message {
    // A name that a profile brings is told as it stands there.
    let feature = |name: &Cow<'static, str>| match name {
        Cow::Borrowed("mrz") => "machine readable zone".into(),
        Cow::Borrowed(name) => name.replace('_', " ").into(),
        Cow::Owned(name) => name.clone().into(),
    };
    match fault {
        Fault::Missing { name, .. } => Message::SealFeatureMissing { feature: feature(name) },
        Fault::MissingMember { name } => {
            Message::SealFeatureMissing { feature: feature(&Cow::Borrowed(name)) }
        }
        Fault::Repeated { name, .. } => Message::SealFeatureRepeated { feature: feature(name) },
        Fault::Length { name, .. } => Message::SealFeatureLength { feature: feature(name) },
        Fault::Coding { detail, .. } | Fault::Member { detail, .. } => {
            Message::SealFault { fault: (*detail).into() }
        }
        Fault::LengthForm { .. } => {
            Message::SealFault { fault: "a length is written in more bytes than it needs".into() }
        }
        other => Message::SealFault { fault: other.to_string().into() },
    }
}

/// `seal.signature` (Doc 9303-13 §2.4).
fn check_signature(
    verified: Result<(&'static str, Leniencies), Reason>,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let result = verified.and_then(|(_, leniencies)| {
        if !leniencies.integer_padding {
            return Ok(());
        }
        let message = Message::SurplusInInteger {};
        let deviation = Deviation::new(DeviationKind::IntegerPadding, STRUCTURE, message);
        findings.tolerate(deviation, Code::SealInvalidSignature)
    });
    CheckResult::from_result(Check::SealSignature, result)
}

/// The reading that the certificate's key verifies.
fn verify(
    claim: &Claim<'_>,
    certificate: &Certificate,
    cx: &Context<'_>,
) -> Result<(&'static str, Leniencies), Reason> {
    let value = claim.signature.unwrap_or_default();
    let key = cx.trust.key_of(certificate)?;
    let digest = match &claim.digest {
        Digest::OfOrder => claim::digest(Hash::for_order(key.bits())),
        Digest::Named(digest) => *digest,
        Digest::Unknown => return Err(unknown_algorithm(&key)),
    };
    let algorithm = SignatureAlgorithm::EcdsaPlain { digest };
    let mut refused = VerifyError::Invalid;
    for (reading, octets) in &claim.readings {
        cx.spend(key.cost())?;
        match cx.policy.verifier().verify(&key, &algorithm, octets, value) {
            Ok(leniencies) => return Ok((reading, leniencies)),
            Err(error @ VerifyError::EnginesDisagree) => return Err(fault(error, &algorithm, &key)),
            Err(error) => refused = error,
        }
    }
    Err(fault(refused, &algorithm, &key))
}

fn unknown_algorithm(key: &VerifyingKey) -> Reason {
    let another = "another algorithm".to_owned();
    let [fault, algorithm, key] =
        [VerifyError::Unsupported.to_string(), another, key.name().to_string()].map(Into::into);
    let message = Message::SignatureFault { fault, algorithm, key };
    Reason::new(Code::SignatureUnsupportedAlgorithm, message)
}

fn fault(error: VerifyError, algorithm: &SignatureAlgorithm, key: &VerifyingKey) -> Reason {
    let code = match Code::from(error) {
        Code::SignatureInvalid | Code::SignatureEncoding => Code::SealInvalidSignature,
        code => code,
    };
    let [fault, algorithm, key] =
        [error.to_string(), algorithm.name().to_string(), key.name().to_string()].map(Into::into);
    Reason::new(code, Message::SignatureFault { fault, algorithm, key })
}

/// `seal.country` (TR-03135-1 §5.9.1.5): header, zone, signer and CSCA name one State.
fn check_country(
    claim: &Claim<'_>,
    certificate: &Certificate,
    issuer: Option<&Anchor>,
    zone_state: Option<String>,
) -> CheckResult {
    let check = Check::SealCountry;
    let Some(country) = certificate.subject().country() else {
        return CheckResult::undetermined(
            check,
            Reason::new(Code::CountryUnknownCode, Message::SignerNamesNoCountry {}),
        );
    };
    if let Some(reason) = contradiction(SIGNER, certificate, issuer) {
        return CheckResult::failed(check, reason.with_code(Code::SealCountryMismatch));
    }
    let states = [("header of the seal", Some(claim.issuing_state.to_owned())), ("zone", zone_state)];
    for (place, state) in states {
        let Some(state) = state else { continue };
        let [signer, other] = [country.to_owned(), state.clone()].map(Into::into);
        match State::compare_issuers(country, &state) {
            IssuerMatch::Same => {}
            IssuerMatch::Other => {
                let message = Message::SealStatesDiffer { signer, place: place.into(), other };
                return CheckResult::failed(check, Reason::new(Code::SealCountryMismatch, message));
            }
            IssuerMatch::Unknown => {
                let message = Message::CountryInNoTable { country: signer, zone: other };
                return CheckResult::undetermined(check, Reason::new(Code::CountryUnknownCode, message));
            }
        }
    }
    CheckResult::successful(check)
}
