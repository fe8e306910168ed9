//! What a report tells of a seal: how it is signed and by whom, and, apart from that, what it says.

use super::{ChainLink, CheckResult, SealFacts};
use crate::Code;
use crate::json::{Json, Object, Shown, array, hex, object};
use crate::vocabulary::{Check, Group, Outcome};
#[cfg(feature = "profiles")]
use doc9303_seal::{AdministrativeProfile, StatusIndicator};
use doc9303_seal::{Feature, Idb, NcMember, Seal, Value as Content, Vds, VdsNc};

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

    pub(super) fn json(&self) -> impl Json {
        object(|o| {
            let o = o
                .with("kind", self.kind)
                .with_some("profile", self.profile)
                .with_some("reading", self.reading)
                .with_some("compared", self.compared);
            #[cfg(feature = "profiles")]
            let o = o.with_some("status_query", self.status_query);
            o.with("trust_level", self.trust_level).with("chain", array(&self.chain, ChainLink::json))
        })
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
fn profile_json(profile: &AdministrativeProfile) -> impl Json {
    object(|o| {
        o.with("number", base16ct::upper::encode_string(profile.number()))
            .with_some("name", profile.name())
            .with("creator", profile.creator())
    })
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
pub(super) fn content_json(seal: &Seal) -> impl Json {
    object(|o| match seal {
        Seal::Vds(seal) => vds(o, seal),
        Seal::Idb(seal) => idb(o, seal),
        Seal::VdsNc(seal) => vds_nc(o, seal),
        _ => o,
    })
}

fn vds<'a>(o: Object<'a>, seal: &Vds) -> Object<'a> {
    let header = seal.header();
    #[cfg(feature = "profiles")]
    let o = o.with_some("profile", seal.administrative_profile().map(profile_json));
    o.with("issuing_state", &*header.issuing_state)
        .with("signer", format!("{}{}", header.signer_state, header.signer))
        .with("reference", &*header.reference)
        .with("issued", header.issued.to_string())
        .with("signed", header.signed.to_string())
        .with("header", range(&(0..seal.header_range().end)))
        .with("features", array(seal.features(), feature_json))
        .with("signature", range(&seal.signature_range()))
}

fn idb<'a>(o: Object<'a>, seal: &Idb) -> Object<'a> {
    let header = seal.header();
    let signer = header.signer.as_ref();
    o.with("issuing_state", &*header.issuing_state)
        .with_some("reference", signer.map(|signer| base16ct::upper::encode_string(&signer.reference)))
        .with_some("signed", signer.map(|signer| signer.signed.to_string()))
        .with_some("document_type", seal.document_type())
        .with("features", array(seal.messages(), feature_json))
        .with_some("signature", seal.signature_range().as_ref().map(range))
}

fn vds_nc<'a>(o: Object<'a>, seal: &VdsNc) -> Object<'a> {
    o.with_some("issuing_state", seal.issuer())
        .with_some("type", seal.message_type())
        .with("features", array(seal.members(), member))
        .with("signature", range(&seal.signature_range()))
}

fn member(member: &NcMember) -> impl Json {
    object(|o| {
        o.with("path", &*member.path)
            .with_some("name", member.name)
            .with("value", &member.value)
            .with("range", range(&member.range))
    })
}

fn feature_json(feature: &Feature) -> impl Json {
    object(|o| {
        o.with("tag", usize::from(feature.tag))
            .with_some("name", feature.name.as_deref())
            .with("value", &feature.value)
            .with("range", range(&feature.range))
    })
}

fn range(range: &core::ops::Range<usize>) -> [usize; 2] {
    [range.start, range.end]
}

impl Json for &Content {
    fn write(self, out: &mut String) {
        match self {
            Content::Text(text) => text.as_str().write(out),
            Content::Number(number) => number.write(out),
            #[cfg(feature = "profiles")]
            Content::Boolean(is_so) => is_so.write(out),
            Content::Zone(zone) => array(zone.lines(), String::as_str).write(out),
            Content::Date(date) => Shown(date).write(out),
            Content::MaskedDate(date) => Shown(date).write(out),
            Content::Stay(stay) => stay.to_string().write(out),
            Content::Features(features) => array(features, feature_json).write(out),
            Content::Bytes(bytes) => hex(bytes).write(out),
            _ => "".write(out),
        }
    }
}
