//! What a bundle says of itself: when and by which rules was judged, what with, and the digest of each member.

use super::archive::Members;
use super::{INPUTS, MANIFEST, POLICY, REPORT};
use crate::zones::TEXT_LIMIT;
use doc9303::UnixTime;
use doc9303::lds::Provenance;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const FORMAT: &str = "doc9303-bundle";
const VERSION: u32 = 1;
/// Bytes of the largest manifest: it names the files of a trust folder.
const MANIFEST_SIZE: usize = 16 << 20;
/// Bytes of the largest report.
const REPORT_SIZE: usize = 4 << 20;

/// How much of the document a bundle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Level {
    /// Every byte that was judged, and the whole report: personal data.
    Evidence,
    /// Nothing of the document: pseudonyms under a key in the place of its parts, and the redacted report.
    Pseudonyms,
}

/// The member `bundle.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    format: String,
    version: u32,
    /// The version of the program that judged.
    program: String,
    pub(super) level: Level,
    /// The time of the judgement.
    at: String,
    /// Whose terminal made the records.
    records: String,
    active_auth_challenge: Option<String>,
    /// Each part of the document with SHA-256 of it; in a bundle of pseudonyms with that.
    pub(super) inputs: BTreeMap<String, String>,
    /// The pseudonym of the document's number, for counting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) document_number: Option<String>,
    policy_sha256: String,
    report_sha256: String,
    pub(super) trust: TrustFacts,
}

/// The trust store that was judged with.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrustFacts {
    /// SHA-256 over the sorted digests of everything in it.
    pub(super) fingerprint: String,
    pub(super) anchors: usize,
    pub(super) any_master_list_signer: bool,
    pub(super) anchors_from_folder: bool,
    /// Each file that the bundle holds, with its SHA-256; none if it holds no trust.
    pub(super) files: BTreeMap<String, String>,
}

/// What was said with the parts of a document.
pub(super) struct Circumstances {
    pub(super) at: UnixTime,
    pub(super) provenance: Provenance,
    pub(super) challenge: Option<Vec<u8>>,
}

impl Manifest {
    pub(super) fn new(
        circumstances: &Circumstances,
        level: Level,
        inputs: BTreeMap<String, String>,
        trust: TrustFacts,
        members: &Members,
    ) -> Manifest {
        let digest_of = |name: &str| members.get(name).map(|bytes| digest(bytes)).unwrap_or_default();
        let challenge = circumstances.challenge.as_deref().filter(|_| level == Level::Evidence);
        Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            level,
            at: circumstances.at.to_string(),
            records: circumstances.provenance.as_str().to_owned(),
            active_auth_challenge: challenge.map(base16ct::lower::encode_string),
            inputs,
            document_number: None,
            policy_sha256: digest_of(POLICY),
            report_sha256: digest_of(REPORT),
            trust,
        }
    }

    /// The manifest of a bundle, if it is one of this version.
    pub(super) fn read(members: &Members) -> Result<Manifest, String> {
        let bytes = members.get(MANIFEST).ok_or("no bundle: bundle.json is missing")?;
        let sizes = [(MANIFEST, MANIFEST_SIZE), (REPORT, REPORT_SIZE), (POLICY, TEXT_LIMIT)];
        let is_over =
            |(name, limit): &(&str, usize)| members.get(*name).is_some_and(|bytes| bytes.len() > *limit);
        if let Some((name, limit)) = sizes.into_iter().find(is_over) {
            return Err(format!("{name}: more bytes than the limit of {limit}"));
        }
        let manifest: Manifest =
            serde_json::from_slice(bytes).map_err(|error| format!("bundle.json: {error}"))?;
        match (manifest.format.as_str(), manifest.version) {
            (FORMAT, VERSION) => Ok(manifest),
            (FORMAT, version) => Err(format!("a bundle of version {version}, and this reads {VERSION}")),
            _ => Err("bundle.json is of another format".to_owned()),
        }
    }

    /// When, whose records, and what was chosen.
    pub(super) fn circumstances(&self) -> Result<Circumstances, String> {
        let at = UnixTime::parse(&self.at).ok_or("bundle.json: at is no time")?;
        let provenance =
            self.records.parse().map_err(|_| "bundle.json: records is no word for whose they are")?;
        let decode = |text: &String| base16ct::lower::decode_vec(text);
        let challenge = self.active_auth_challenge.as_ref().map(decode).transpose();
        let challenge = challenge.map_err(|_| "bundle.json: active_auth_challenge is not hexadecimal")?;
        Ok(Circumstances { at, provenance, challenge })
    }

    /// Members that are not those that were packed, by name: changed, missing or added.
    pub(super) fn altered(&self, members: &Members) -> Vec<String> {
        let mut expected: BTreeMap<String, &str> = BTreeMap::new();
        expected.insert(POLICY.to_owned(), &self.policy_sha256);
        expected.insert(REPORT.to_owned(), &self.report_sha256);
        expected.extend(self.trust.files.iter().map(|(name, hash)| (name.clone(), hash.as_str())));
        if self.level == Level::Evidence {
            expected
                .extend(self.inputs.iter().map(|(name, hash)| (format!("{INPUTS}{name}"), hash.as_str())));
        }
        let found = members.iter().filter(|(name, _)| *name != MANIFEST);
        let strange = found.filter(|(name, bytes)| expected.get(*name) != Some(&digest(bytes).as_str()));
        let mut altered: Vec<String> = strange.map(|(name, _)| name.clone()).collect();
        altered.extend(expected.into_keys().filter(|name| !members.contains_key(name)));
        altered
    }
}

/// SHA-256 as hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}
