//! The certificates that a result rests on: issuer, serial number, validity, and trust status (TR-03135-1 §5.6.4.3, §5.9.1.3).

use crate::xml::{Xml, leaf, node};
use doc9303::Report;
use doc9303::report::{ChainLink, Check, Outcome};
use std::io::Result;

/// Those of EF.SOD, with how it is signed.
pub(crate) fn of_chip(xml: &mut Xml, report: &Report) -> Result<()> {
    let evidence = report.evidence();
    if let Some(facts) = &evidence.signature {
        node(xml, "dce:SignatureAlgorithm", &[], |xml| {
            leaf(xml, "dce:Name", &facts.algorithm)?;
            leaf(xml, "dce:Digest", &facts.digest)?;
            leaf(xml, "dce:Key", &facts.key)
        })?;
    }
    if let Some(status) = trust_status(report) {
        leaf(xml, "dce:TrustStatus", status)?;
    }
    evidence.chain.iter().try_for_each(|link| certificate(xml, link))
}

/// Those of the seal, with its kind and profile.
pub(crate) fn of_seal(xml: &mut Xml, report: &Report) -> Result<()> {
    let Some(seal) = &report.evidence().seal else { return Ok(()) };
    leaf(xml, "dcs:Kind", seal.kind)?;
    if let Some(profile) = seal.profile {
        leaf(xml, "dcs:Profile", profile)?;
    }
    leaf(xml, "dcs:TrustLevel", seal.trust_level)?;
    seal.chain.iter().try_for_each(|link| certificate(xml, link))
}

fn certificate(xml: &mut Xml, link: &ChainLink) -> Result<()> {
    node(xml, "base:Certificate", &[("role", link.role.as_str())], |xml| {
        leaf(xml, "base:Subject", &link.subject)?;
        leaf(xml, "base:Issuer", &link.issuer)?;
        leaf(xml, "base:SerialNumber", &link.serial)?;
        leaf(xml, "base:NotBefore", &link.not_before.to_string())?;
        leaf(xml, "base:NotAfter", &link.not_after.to_string())?;
        leaf(xml, "base:Key", &link.key)?;
        leaf(xml, "base:SHA256", &base16ct::lower::encode_string(&link.sha256))
    })
}

/// The trust status of the Document Signer (Table 5.38): trusted if a trusted CSCA signed it and no list revokes it.
fn trust_status(report: &Report) -> Option<&'static str> {
    let signature = report.outcome(Check::DsSignature)?;
    let revocation = report.outcome(Check::DsRevocation).unwrap_or(Outcome::Undetermined);
    Some(match (signature, revocation) {
        (Outcome::Failed, _) | (_, Outcome::Failed) => "not trusted",
        (Outcome::Aborted, _) | (_, Outcome::Aborted) => "aborted",
        (Outcome::Successful, Outcome::Successful) => "trusted",
        _ => "undetermined",
    })
}
