//! What a report tells of a seal: how it is signed and by whom, and, apart from that, what it says.

use super::{ChainLink, CheckResult, SealFacts};
use crate::Code;
use crate::json::{Object, Value, array};
use crate::vocabulary::{Check, Group, Outcome};
#[cfg(feature = "profiles")]
use doc9303_seal::{AdministrativeProfile, StatusIndicator};
use doc9303_seal::{Feature, Seal, Value as Content};

impl SealFacts {
    pub(crate) fn of(seal: &Seal) -> Self {
        let (kind, profile) = match seal {
            Seal::Vds(seal) => ("vds", seal.profile().map(|profile| profile.name)),
            Seal::Idb(_) => ("idb", None),
            _ => ("vds_nc", None),
        };
        SealFacts {
            kind,
            profile,
            #[cfg(feature = "profiles")]
            status_query: status_query(seal),
            ..SealFacts::unknown()
        }
    }

    /// Those of a seal that cannot be read.
    pub(crate) fn unknown() -> Self {
        SealFacts {
            kind: "unknown",
            profile: None,
            reading: None,
            compared: None,
            #[cfg(feature = "profiles")]
            status_query: None,
            trust_level: HIGH,
            chain: Vec::new(),
        }
    }

    pub(super) fn json(&self) -> Object {
        let object = Object::new()
            .with("kind", self.kind)
            .with_some("profile", self.profile)
            .with_some("reading", self.reading)
            .with_some("compared", self.compared);
        #[cfg(feature = "profiles")]
        let object = object.with_some("status_query", self.status_query);
        object.with("trust_level", self.trust_level).with("chain", array(&self.chain, ChainLink::json))
    }
}

const HIGH: &str = "high_fraud_potential";

/// Which query of a status server the profile of a seal demands.
#[cfg(feature = "profiles")]
pub(crate) fn status_query(seal: &Seal) -> Option<&'static str> {
    let Seal::Vds(seal) = seal else { return None };
    match seal.administrative_profile()?.status_indicator() {
        StatusIndicator::None => None,
        StatusIndicator::Blocklisting => Some("blocklisting"),
        StatusIndicator::Allowlisting => Some("allowlisting"),
    }
}

/// The profile that was given for an administrative document.
#[cfg(feature = "profiles")]
fn profile_json(profile: &AdministrativeProfile) -> Object {
    Object::new()
        .with("number", base16ct::upper::encode_string(profile.number()))
        .with_some("name", profile.name().map(str::to_owned))
        .with("creator", profile.creator().to_owned())
}

/// The trust level of a seal by the results on it and on the zones (Doc 9303-13 Table D.1, Doc 9303-7 Table 2).
pub(crate) fn trust_level(results: &[CheckResult]) -> &'static str {
    let is_of_seal = |check: Check| {
        check.group() == Group::Seal || matches!(check, Check::CombinedMrzSeal | Check::CombinedVisaPassport)
    };
    let counts = |result: &&CheckResult| match result.check() {
        check if is_of_seal(check) => result.outcome() != Outcome::Successful,
        check => check.group() == Group::Optical && result.counts() && result.outcome() == Outcome::Failed,
    };
    let is_medium = |result: &CheckResult| {
        let code = result.reason().map(|reason| reason.code());
        matches!(code, Some(Code::SealExpiredCertificate | Code::SealReadError))
    };
    let open: Vec<&CheckResult> = results.iter().filter(counts).collect();
    match open.as_slice() {
        [] => "trustable",
        open if open.iter().all(|result| is_medium(result)) => "medium_fraud_potential",
        _ => HIGH,
    }
}

/// What the seal says, feature by feature with its place in the seal. It is personal.
pub(super) fn content_json(seal: &Seal) -> Object {
    match seal {
        Seal::Vds(vds) => {
            let header = vds.header();
            let end = vds.header_range().end;
            let object = Object::new();
            #[cfg(feature = "profiles")]
            let object = object.with_some("profile", vds.administrative_profile().map(profile_json));
            object
                .with("issuing_state", header.issuing_state.clone())
                .with("signer", format!("{}{}", header.signer_state, header.signer))
                .with("reference", header.reference.clone())
                .with("issued", header.issued.to_string())
                .with("signed", header.signed.to_string())
                .with("header", range(&(0..end)))
                .with("features", array(vds.features(), feature_json))
                .with("signature", range(&vds.signature_range()))
        }
        Seal::Idb(idb) => {
            let header = idb.header();
            let signer = header.signer.as_ref();
            Object::new()
                .with("issuing_state", header.issuing_state.clone())
                .with_some(
                    "reference",
                    signer.map(|signer| base16ct::upper::encode_string(&signer.reference)),
                )
                .with_some("signed", signer.map(|signer| signer.signed.to_string()))
                .with_some("document_type", idb.document_type())
                .with("features", array(idb.messages(), feature_json))
                .with_some("signature", idb.signature_range().as_ref().map(range))
        }
        Seal::VdsNc(seal) => Object::new()
            .with_some("issuing_state", seal.issuer().map(str::to_owned))
            .with_some("type", seal.message_type().map(str::to_owned))
            .with(
                "features",
                array(seal.members(), |member| {
                    Object::new()
                        .with("path", member.path.clone())
                        .with_some("name", member.name)
                        .with("value", value_json(&member.value))
                        .with("range", range(&member.range))
                }),
            )
            .with("signature", range(&seal.signature_range())),
        _ => Object::new(),
    }
}

fn feature_json(feature: &Feature) -> Object {
    Object::new()
        .with("tag", usize::from(feature.tag))
        .with_some("name", feature.name.as_deref().map(str::to_owned))
        .with("value", value_json(&feature.value))
        .with("range", range(&feature.range))
}

fn range(range: &core::ops::Range<usize>) -> Value {
    array(&[range.start, range.end], |place| *place)
}

fn value_json(value: &Content) -> Value {
    match value {
        Content::Text(text) => text.clone().into(),
        Content::Number(number) => Value::from(*number),
        #[cfg(feature = "profiles")]
        Content::Boolean(is_so) => Value::from(*is_so),
        Content::Zone(zone) => array(zone.lines(), String::clone),
        Content::Date(date) => date.to_string().into(),
        Content::MaskedDate(date) => date.to_string().into(),
        Content::Stay(stay) => stay.to_string().into(),
        Content::Features(features) => array(features, feature_json),
        Content::Bytes(bytes) => base16ct::lower::encode_string(bytes).into(),
        _ => Value::from(""),
    }
}
