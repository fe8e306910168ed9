//! `inspect --bundle`: keeps what a judgement was made from.

use super::archive::Members;
use super::key::Key;
use super::manifest::{Circumstances, Level, Manifest, digest};
use super::{INPUTS, MANIFEST, POLICY, REPORT, trust};
use crate::failure::{Failure, write_private};
use crate::parts::Parts;
use clap::Args;
use doc9303::{Report, TrustStore, UnixTime};
use doc9303_inputs::{Sources, pack};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Whether a bundle is kept of an inspection, and of what.
#[derive(Args)]
pub(crate) struct BundleArguments {
    /// Keep what the judgement was made from in this file, for `verify-bundle` and `replay`: it holds personal data, unless
    /// --bundle-level says otherwise.
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// How much of the document is kept: `pseudonyms` under --bundle-key in the place of its parts leave nothing personal.
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "evidence", requires = "bundle")]
    bundle_level: Level,
    /// File with a secret key of at least 16 bytes, for pseudonyms of the document's number and of its parts.
    #[arg(long, value_name = "FILE", requires = "bundle")]
    bundle_key: Option<PathBuf>,
    /// Keep the files of the trust store too: nothing else is needed to judge again.
    #[arg(long, requires = "bundle")]
    bundle_trust: bool,
}

/// A bundle that waits for the report.
pub(crate) struct Bundle<'a> {
    path: &'a PathBuf,
    level: Level,
    key: Option<Key>,
    holds_trust: bool,
}

impl BundleArguments {
    /// A bundle that waits for its document, if one is wanted. What is wrong with the arguments is told before a document is read.
    pub(crate) fn begin(&self, is_redacted: bool) -> Result<Option<Bundle<'_>>, Failure> {
        let Some(path) = &self.bundle else { return Ok(None) };
        let key = self.bundle_key.as_deref().map(Key::read).transpose()?;
        let level = self.bundle_level;
        if level == Level::Pseudonyms && key.is_none() {
            return Err(Failure::Usage("--bundle-level pseudonyms needs --bundle-key".to_owned()));
        }
        if is_redacted && level == Level::Evidence {
            let sentence = "--redact leaves out what --bundle-level evidence keeps: use pseudonyms";
            return Err(Failure::Usage(sentence.to_owned()));
        }
        Ok(Some(Bundle { path, level, key, holds_trust: self.bundle_trust }))
    }
}

impl Bundle<'_> {
    /// Writes the bundle into its file, which only its owner may read.
    pub(crate) fn write(
        &self,
        parts: &Parts,
        report: &Report,
        store: &TrustStore,
        sources: &Sources,
        policy: &str,
        at: UnixTime,
    ) -> Result<(), Failure> {
        let mut members = Members::new();
        members.insert(POLICY.to_owned(), policy.as_bytes().to_vec());
        members.insert(
            REPORT.to_owned(),
            match self.level {
                Level::Evidence => report.to_json().into_bytes(),
                Level::Pseudonyms => report.to_json_redacted().into_bytes(),
            },
        );
        let mut facts = trust::facts(store, sources);
        if self.holds_trust {
            let (files, told) = trust::pack(sources, facts)?;
            facts = told;
            facts.files = files.iter().map(|(name, bytes)| (name.clone(), digest(bytes))).collect();
            members.extend(files);
        }
        let circumstances =
            Circumstances { at, provenance: parts.provenance, challenge: parts.challenge.clone() };
        let inputs = self.inputs(parts, &mut members);
        let mut manifest = Manifest::new(&circumstances, self.level, inputs, facts, &members);
        manifest.document_number = self.key.as_ref().and_then(|key| document_number(key, report));
        let refused = |error: &dyn core::fmt::Display| Failure::writing(self.path, error);
        let json = serde_json::to_vec_pretty(&manifest).map_err(|error| refused(&error))?;
        members.insert(MANIFEST.to_owned(), json);
        // What could not be read again is not kept.
        Manifest::read(&members).map_err(|error| refused(&error))?;
        let bytes = pack(&members).map_err(|error| refused(&error))?;
        write_private(self.path, &bytes)
    }

    /// The parts, kept or only named, each with what tells whether another is the same.
    fn inputs(&self, parts: &Parts, members: &mut Members) -> BTreeMap<String, String> {
        let mut inputs = BTreeMap::new();
        for (name, bytes) in &parts.members {
            let told = match (self.level, &self.key) {
                (Level::Pseudonyms, Some(key)) => key.pseudonym(name, bytes),
                _ => digest(bytes),
            };
            inputs.insert(name.clone(), told);
            if self.level == Level::Evidence {
                members.insert(format!("{INPUTS}{name}"), bytes.clone());
            }
        }
        inputs
    }
}

/// The pseudonym of issuer and number, by which one document is counted once.
pub(super) fn document_number(key: &Key, report: &Report) -> Option<String> {
    let mrz = report.mrz()?;
    let number = format!("{}\0{}", mrz.issuing_state(), mrz.document_number());
    Some(key.pseudonym("document_number", number.as_bytes()))
}
