//! The report as JSON, schema `doc9303-report/1` (`core/docs/report.schema.json`). With `serde`, a report and each part
//! of it is serialised in the same form.

use super::{
    Adjustment, ChainLink, CheckResult, Evidence, Inputs, Report, SignatureFacts, Source, details_json,
};
use crate::crypto::sha256;
use crate::json::{Object, Value, array, hex, serialize_as_json};
use crate::mrz::zone_json;
use crate::vocabulary::{Check, Deviation, DeviationKind, Group, Outcome, Reason, Weight};
use crate::{Code, DataGroup};

serialize_as_json!(Report, CheckResult, Reason, Deviation, Adjustment, Evidence, ChainLink, SignatureFacts);

/// The stable names are what is serialised.
macro_rules! serialize_as_name {
    ($($type:ty),+) => { $(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )+ };
}

serialize_as_name!(Check, Code, DeviationKind, Group, Outcome, Weight);

impl serde::Serialize for DataGroup {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

impl Report {
    pub(super) fn json(&self) -> Object {
        self.redacted_json()
            .with_some("document", self.document.as_ref().map(|document| self.document_json(document)))
    }

    /// All of it but the document's own data.
    pub(super) fn redacted_json(&self) -> Object {
        let mut groups = Object::new();
        for group in Group::ALL {
            groups = groups.with_some(group.as_str(), self.group(*group).map(Outcome::as_str));
        }
        Object::new()
            .with("schema", "doc9303-report/1")
            .with("verdict", self.verdict().as_str())
            .with_some("partial", self.is_partial().then_some(true))
            .with("at", self.at().to_string())
            .with("policy", self.policy().to_owned())
            .with("decisive", array(&self.decisive(), |check| check.as_str()))
            .with("groups", groups)
            .with("results", array(self.results(), CheckResult::json))
            .with("deviations", array(self.deviations(), Deviation::json))
            .with("evidence", self.evidence().json())
    }

    fn document_json(&self, document: &Inputs) -> Object {
        let outcomes = || {
            let optical = self.results().iter().filter(|row| row.check().group() == Group::Optical);
            optical.map(|row| (row.check().as_str(), row.outcome().as_str()))
        };
        let files = array(document.chip.files(), |(file, bytes)| {
            Object::new()
                .with("file", file.as_str())
                .with("size", bytes.len())
                .with("sha256", hex(&sha256(bytes)))
        });
        Object::new()
            .with_some(
                "mrz",
                document.mrz.map(|mrz| zone_json(&Ok(mrz), self.at(), &document.life, outcomes())),
            )
            .with("files", files)
            .with_some("details", details_json::of(&self.details()))
            .with_some("seal", document.seal_content())
    }
}

impl Inputs {
    #[cfg(feature = "seal")]
    fn seal_content(&self) -> Option<Object> {
        self.seal.as_ref().map(super::seal::content_json)
    }

    #[cfg(not(feature = "seal"))]
    fn seal_content(&self) -> Option<Object> {
        None
    }
}

impl CheckResult {
    fn json(&self) -> Object {
        Object::new()
            .with("check", self.check().as_str())
            .with("outcome", self.outcome().as_str())
            .with("weight", self.weight().as_str())
            .with("counts", self.counts())
            .with_some("reason", self.reason().map(Reason::json))
            .with("clause", self.check().clause())
            .with_some("source", self.source().and_then(Source::name))
    }
}

impl Reason {
    fn json(&self) -> Object {
        Object::new()
            .with("code", self.code().as_str())
            .with("text", self.text())
            .with_all(self.message().json())
    }
}

impl Deviation {
    fn json(&self) -> Object {
        Object::new()
            .with("code", self.kind().as_str())
            .with("structure", self.structure())
            .with_some("offset", self.offset())
            .with("text", self.text())
            .with_all(self.message().json())
    }
}

impl Adjustment {
    fn json(&self) -> Object {
        Object::new().with("before", self.before.json()).with("cause", self.cause.as_str())
    }
}

impl Evidence {
    fn json(&self) -> Object {
        let trust = Object::new().with("anchors", self.anchors).with("sha256", hex(&self.trust_sha256));
        let software =
            Object::new().with("name", env!("CARGO_PKG_NAME")).with("version", env!("CARGO_PKG_VERSION"));
        Object::new()
            .with("chain", array(&self.chain, ChainLink::json))
            .with_some("signature", self.signature.as_ref().map(SignatureFacts::json))
            .with_some("seal", self.seal_json())
            .with("trust", trust)
            .with("software", software)
    }
}

impl Evidence {
    #[cfg(feature = "seal")]
    fn seal_json(&self) -> Option<Object> {
        self.seal.as_ref().map(super::SealFacts::json)
    }

    #[cfg(not(feature = "seal"))]
    fn seal_json(&self) -> Option<Object> {
        None
    }
}

impl Source {
    /// As a report has it; the printed zone is not named.
    fn name(self) -> Option<&'static str> {
        match self {
            Source::Printed => None,
            Source::Dg1 => Some("dg1"),
            Source::Visa => Some("visa"),
        }
    }
}

impl SignatureFacts {
    fn json(&self) -> Object {
        Object::new()
            .with("algorithm", self.algorithm.clone())
            .with("digest", self.digest.clone())
            .with("key", self.key.clone())
    }
}

impl ChainLink {
    pub(super) fn json(&self) -> Object {
        Object::new()
            .with("role", self.role.as_str())
            .with("subject", self.subject.clone())
            .with("issuer", self.issuer.clone())
            .with("serial", self.serial.clone())
            .with("sha256", hex(&self.sha256))
            .with("not_before", self.not_before.to_string())
            .with("not_after", self.not_after.to_string())
            .with("key", self.key.clone())
    }
}

/// As text.
pub(super) fn write(object: Object) -> String {
    serde_json::to_string(&Value::from(object)).unwrap_or_default()
}
