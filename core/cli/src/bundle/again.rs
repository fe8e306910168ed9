//! Judges what a bundle holds once more.

use super::archive::{Members, unpack};
use super::key::Key;
use super::manifest::{Level, Manifest};
use super::write::document_number;
use super::{INPUTS, POLICY, REPORT, trust};
use crate::failure::Failure;
use crate::parts::Parts;
use doc9303::{Engine, Policy, TrustStore, UnixTime};
use doc9303_inputs::Sources;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A bundle that was opened.
pub(super) struct Opened {
    path: PathBuf,
    pub(super) members: Members,
    pub(super) manifest: Manifest,
}

/// The report of then, and that of now.
pub(super) struct Reports {
    pub(super) before: Value,
    pub(super) after: Value,
    /// Whether they are the same to the byte.
    pub(super) are_same: bool,
    /// The document's number under the key of pseudonyms, if there is one.
    pub(super) document_number: Option<String>,
}

impl Opened {
    pub(super) fn read(path: &Path) -> Result<Opened, Failure> {
        let members = unpack(path)?;
        let manifest = Manifest::read(&members)
            .map_err(|text| Failure::Unreadable(format!("{}: {text}", path.display())))?;
        Ok(Opened { path: path.to_owned(), members, manifest })
    }

    fn refused(&self, text: &dyn core::fmt::Display) -> Failure {
        Failure::Unreadable(format!("{}: {text}", self.path.display()))
    }

    /// The parts of the document that it holds; `None` for pseudonyms.
    pub(super) fn parts(&self) -> Result<Option<Parts>, Failure> {
        if self.manifest.level == Level::Pseudonyms {
            return Ok(None);
        }
        let circumstances = self.manifest.circumstances().map_err(|text| self.refused(&text))?;
        let held = self.members.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(INPUTS)?, bytes)));
        let members = held.map(|(name, bytes)| (name.to_owned(), bytes.clone())).collect();
        Ok(Some(Parts::kept(members, circumstances.provenance, circumstances.challenge, &self.path)))
    }

    /// The trust store that it holds, if it does; nobody was trusted in one without any entry, which needs no files.
    pub(super) fn store(&self, engine: Engine) -> Result<Option<TrustStore>, Failure> {
        let empty = TrustStore::new().with_engine(engine);
        if self.manifest.trust.fingerprint == trust::facts(&empty, &Sources::default()).fingerprint {
            return Ok(Some(empty));
        }
        let trust = trust::unpack(&self.manifest.trust, &self.members, engine)?;
        Ok(trust.map(|trust| trust.store))
    }

    /// Whether this is another store than that of then.
    pub(super) fn is_other(&self, store: &TrustStore) -> bool {
        trust::facts(store, &Sources::default()).fingerprint != self.manifest.trust.fingerprint
    }

    /// The rules of then.
    pub(super) fn policy(&self) -> Result<Policy, Failure> {
        let text = self.members.get(POLICY).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        Policy::from_toml(&text).map_err(|error| self.refused(&format!("{POLICY}: {error}")))
    }

    /// Judges these parts with this store, by these rules and at this time, or by and at those of then.
    pub(super) fn judge(
        &self,
        parts: &Parts,
        store: &TrustStore,
        engine: Engine,
        other: (Option<Policy>, Option<UnixTime>),
        key: Option<&Key>,
    ) -> Result<Reports, Failure> {
        let (policy, at) = other;
        let policy = policy.map_or_else(|| self.policy(), Ok)?.with_engine(engine);
        let then = self.manifest.circumstances().map_err(|text| self.refused(&text))?.at;
        let document = parts.document(policy.limits())?;
        let report = doc9303::inspect(&document, store, &policy, at.unwrap_or(then));
        let json = match self.manifest.level {
            Level::Evidence => report.to_json(),
            Level::Pseudonyms => report.to_json_redacted(),
        };
        let read = |bytes: &[u8]| serde_json::from_slice(bytes).map_err(|error| self.refused(&error));
        let before = self.members.get(REPORT).map(Vec::as_slice).unwrap_or_default();
        let document_number = key.and_then(|key| document_number(key, &report));
        let are_same = before == json.as_bytes();
        Ok(Reports { before: read(before)?, after: read(json.as_bytes())?, are_same, document_number })
    }
}
