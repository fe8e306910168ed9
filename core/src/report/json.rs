//! The report as JSON, schema `doc9303-report/1` (`core/docs/report.schema.json`).

use super::details_json;
use super::{ChainLink, CheckResult, Report, Source};
use crate::crypto::sha256;
use crate::json::{Json, Members, hex};
use crate::mrz::write_json;
use crate::vocabulary::{Deviation, Group};

/// The whole report, or all of it but the document's own data.
pub(super) fn write(report: &Report, with_document: bool) -> String {
    Json::object(|o| {
        o.string("schema", "doc9303-report/1");
        o.string("verdict", report.verdict().as_str());
        if report.is_partial() {
            o.raw("partial", "true");
        }
        o.string("at", &report.at().to_string());
        o.string("policy", report.policy());
        o.object("groups", |o| {
            for group in Group::ALL {
                if let Some(outcome) = report.group(*group) {
                    o.string(group.as_str(), outcome.as_str());
                }
            }
        });
        o.array("results", |a| report.results().iter().for_each(|row| a.object("", |o| result(o, row))));
        o.array("deviations", |a| {
            report.deviations().iter().for_each(|row| a.object("", |o| deviation(o, row)))
        });
        o.object("evidence", |o| evidence(o, report));
        if with_document {
            o.object("document", |o| document(o, report));
        }
    })
}

fn result(o: &mut Members<'_>, result: &CheckResult) {
    o.string("check", result.check().as_str());
    o.string("outcome", result.outcome().as_str());
    o.string("weight", result.weight().as_str());
    if let Some(reason) = result.reason() {
        o.object("reason", |o| {
            o.string("code", reason.code().as_str());
            o.string("text", &reason.text());
        });
    }
    o.string("clause", result.check().clause());
    if result.source() == Some(Source::Dg1) {
        o.string("source", "dg1");
    }
}

fn deviation(o: &mut Members<'_>, deviation: &Deviation) {
    o.string("code", deviation.kind().as_str());
    o.string("structure", deviation.structure());
    if let Some(offset) = deviation.offset() {
        o.number("offset", offset);
    }
    o.string("text", &deviation.text());
}

fn evidence(o: &mut Members<'_>, report: &Report) {
    let evidence = report.evidence();
    o.array("chain", |a| evidence.chain.iter().for_each(|link| a.object("", |o| chain_link(o, link))));
    if let Some(signature) = &evidence.signature {
        o.object("signature", |o| {
            o.string("algorithm", &signature.algorithm);
            o.string("digest", &signature.digest);
            o.string("key", &signature.key);
        });
    }
    o.object("trust", |o| {
        o.number("anchors", evidence.anchors);
        o.string("sha256", &hex(&evidence.trust_sha256));
    });
    o.object("software", |o| {
        o.string("name", env!("CARGO_PKG_NAME"));
        o.string("version", env!("CARGO_PKG_VERSION"));
    });
}

fn chain_link(o: &mut Members<'_>, link: &ChainLink) {
    o.string("role", link.role.as_str());
    o.string("subject", &link.subject);
    o.string("issuer", &link.issuer);
    o.string("serial", &link.serial);
    o.string("sha256", &hex(&link.sha256));
    o.string("not_before", &link.not_before.to_string());
    o.string("not_after", &link.not_after.to_string());
    o.string("key", &link.key);
}

fn document(o: &mut Members<'_>, report: &Report) {
    if let Some(mrz) = &report.document.mrz {
        let optical = report.results().iter().filter(|row| row.check().group() == Group::Optical);
        let outcomes = optical.map(|row| (row.check().as_str(), row.outcome().as_str()));
        o.raw("mrz", &write_json(&Ok(*mrz), outcomes));
    }
    o.array("files", |a| {
        for (file, bytes) in &report.document.files {
            a.object("", |o| {
                o.string("file", file.as_str());
                o.number("size", bytes.len());
                o.string("sha256", &hex(&sha256(bytes)));
            });
        }
    });
    details_json::write(o, &report.details());
}
