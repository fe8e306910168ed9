//! The report as JSON, schema `doc9303-report/1` (`core/docs/report.schema.json`). With `serde`, a report and each part
//! of it is serialised in the same form.

use super::{
    Adjustment, ChainLink, CheckResult, Evidence, Inputs, Report, SignatureFacts, Source, details_json,
};
use crate::crypto::sha256;
use crate::json::{Json, Object, Shown, array, hex, object, serialize_as_json};
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
    pub(super) fn json(&self) -> impl Json {
        object(|o| {
            self.members(o)
                .with_some("document", self.document.as_ref().map(|inputs| self.document_json(inputs)))
        })
    }

    /// All of it but the document's own data.
    pub(super) fn redacted_json(&self) -> impl Json {
        object(|o| self.members(o))
    }

    fn members<'a>(&self, o: Object<'a>) -> Object<'a> {
        let groups =
            Group::ALL.iter().filter_map(|group| Some((group.as_str(), self.group(*group)?.as_str())));
        o.with("schema", "doc9303-report/1")
            .with("verdict", self.verdict().as_str())
            .with_some("partial", self.is_partial().then_some(true))
            .with("at", Shown(self.at()))
            .with("policy", self.policy())
            .with("decisive", array(self.decisive(), |check| check.as_str()))
            .with("groups", object(|o| o.with_each(groups)))
            .with("results", array(self.results(), CheckResult::json))
            .with("deviations", array(self.deviations(), Deviation::json))
            .with("evidence", self.evidence().json())
    }

    fn document_json(&self, document: &Inputs) -> impl Json {
        let outcomes = || {
            let is_of_zone = |row: &&CheckResult| {
                row.check().group() == Group::Optical && row.source() != Some(Source::Visa)
            };
            let optical = self.results().iter().filter(is_of_zone);
            optical.map(|row| (row.check().as_str(), row.outcome().as_str()))
        };
        object(move |o| {
            let files = array(document.chip.files(), |(file, bytes)| {
                object(move |o| {
                    o.with("file", file.as_str())
                        .with("size", bytes.len())
                        .with("sha256", hex(&sha256(bytes)))
                })
            });
            let zone = document.mrz.map(Ok);
            let zone = zone.as_ref().map(|zone| zone_json(zone, self.at(), &document.life, outcomes()));
            let o = o.with_some("mrz", zone).with("files", files);
            document.seal_content(o.with_filled("details", details_json::of(&self.details())))
        })
    }
}

impl Inputs {
    #[cfg(feature = "seal")]
    fn seal_content<'a>(&self, o: Object<'a>) -> Object<'a> {
        o.with_some("seal", self.seal.as_ref().map(super::seal::content_json))
    }

    #[cfg(not(feature = "seal"))]
    fn seal_content<'a>(&self, o: Object<'a>) -> Object<'a> {
        o
    }
}

impl CheckResult {
    fn json(&self) -> impl Json {
        object(|o| {
            o.with("check", self.check().as_str())
                .with("outcome", self.outcome().as_str())
                .with("weight", self.weight().as_str())
                .with("counts", self.counts())
                .with_some("reason", self.reason().map(Reason::json))
                .with("clause", self.check().clause())
                .with_some("source", self.source().and_then(Source::name))
        })
    }
}

impl Reason {
    fn json(&self) -> impl Json {
        object(|o| self.message().members(o.with("code", self.code().as_str()).with("text", self.text())))
    }
}

impl Deviation {
    fn json(&self) -> impl Json {
        object(|o| {
            let o = o
                .with("code", self.kind().as_str())
                .with("structure", self.structure())
                .with_some("offset", self.offset())
                .with("text", self.text());
            self.message().members(o)
        })
    }
}

impl Adjustment {
    fn json(&self) -> impl Json {
        object(|o| o.with("before", self.before.json()).with("cause", self.cause.as_str()))
    }
}

impl Evidence {
    fn json(&self) -> impl Json {
        object(|o| {
            let o = o
                .with("chain", array(&self.chain, ChainLink::json))
                .with_some("signature", self.signature.as_ref().map(SignatureFacts::json));
            self.seal_json(o)
                .with(
                    "trust",
                    object(|o| o.with("anchors", self.anchors).with("sha256", hex(&self.trust_sha256))),
                )
                .with(
                    "software",
                    object(|o| {
                        o.with("name", env!("CARGO_PKG_NAME")).with("version", env!("CARGO_PKG_VERSION"))
                    }),
                )
        })
    }
}

impl Evidence {
    #[cfg(feature = "seal")]
    fn seal_json<'a>(&self, o: Object<'a>) -> Object<'a> {
        o.with_some("seal", self.seal.as_ref().map(super::SealFacts::json))
    }

    #[cfg(not(feature = "seal"))]
    fn seal_json<'a>(&self, o: Object<'a>) -> Object<'a> {
        o
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
    fn json(&self) -> impl Json {
        object(|o| {
            o.with("algorithm", &*self.algorithm).with("digest", &*self.digest).with("key", &*self.key)
        })
    }
}

impl ChainLink {
    pub(super) fn json(&self) -> impl Json {
        object(|o| {
            o.with("role", self.role.as_str())
                .with("subject", &*self.subject)
                .with("issuer", &*self.issuer)
                .with("serial", &*self.serial)
                .with("sha256", hex(&self.sha256))
                .with("not_before", Shown(self.not_before))
                .with("not_after", Shown(self.not_after))
                .with("key", &*self.key)
        })
    }
}
