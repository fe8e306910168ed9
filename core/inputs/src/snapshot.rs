//! Snapshots of trust: the files of a store in one archive, with the verdicts on their signatures, which are not computed again.
//!
//! A snapshot is trusted as the folder was that it was made from: whoever can write it can add an anchor. So it counts only where it is
//! named itself, with the ending of one, and never for lying in a folder.

use crate::held_trust::HeldTrust;
use crate::trust::Trust;
use crate::verdicts::Verdicts;
use crate::{InputError, archive};
use base16ct::lower::encode_string;
use core::fmt::Display;
use doc9303::{Engine, TrustStore};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Bytes of the largest snapshot.
pub(crate) const SNAPSHOT_LIMIT: usize = 1 << 30;
/// Members of a snapshot: the files of a trust folder may be many.
const MEMBERS: usize = 100_000;
const FORMAT: &str = "doc9303-trust-snapshot";
const VERSION: u32 = 1;
/// What the rest is; the first member.
const MANIFEST: &str = "snapshot.json";
/// The folder of the files.
const TRUST: &str = "trust/";
/// The signatures that were verified.
const VERDICTS: &str = "verdicts";

/// A trust store in one file.
///
/// ```
/// use doc9303_inputs::Sources;
/// let sources = Sources { paths: vec!["../../fixtures/vectors/passport/trust".into()], ..Sources::default() };
/// let snapshot = sources.snapshot()?;
/// assert_eq!(snapshot.trust.store.anchors().count(), 1);
/// assert!(snapshot.bytes.starts_with(b"PK"), "a ZIP archive, which other programs can open");
/// # Ok::<(), doc9303_inputs::InputError>(())
/// ```
#[derive(Debug)]
pub struct Snapshot {
    /// The file: equal stores from equal files have equal snapshots.
    pub bytes: Vec<u8>,
    /// What it holds, with what was rejected and is not in it.
    pub trust: Trust,
}

impl Snapshot {
    /// Whether a path has the name of a snapshot, by its ending. The name says so and not the content: a download that is to be a list
    /// stays one, whatever it holds.
    ///
    /// ```
    /// use doc9303_inputs::Snapshot;
    /// assert!(Snapshot::is_named("trust.snapshot".as_ref()) && !Snapshot::is_named("trust.ml".as_ref()));
    /// ```
    pub fn is_named(path: &Path) -> bool {
        path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("snapshot"))
    }

    /// Loads the store that these files make, and keeps it.
    pub(crate) fn of(held: HeldTrust, engine: Engine) -> Result<Snapshot, InputError> {
        let verdicts = Arc::new(Verdicts::of(engine));
        let (held, mut trust) = held.useful_in(TrustStore::new().with_verifier(verdicts.clone()))?;
        trust.store = core::mem::take(&mut trust.store).with_engine(engine);
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            fingerprint: encode_string(&trust.store.fingerprint()),
            anchors: trust.store.anchors().count(),
            engine: engine.to_string(),
            any_master_list_signer: held.takes_any_master_list_signer(),
            anchors_from_folder: held.takes_anchors_from_folder(),
        };
        let verdicts = verdicts.to_bytes();
        let mut members: BTreeMap<String, &[u8]> =
            held.members().map(|(name, bytes)| (format!("{TRUST}{name}"), bytes)).collect();
        members.insert(VERDICTS.to_owned(), &verdicts);
        let unwritten = |error: &dyn Display| InputError::Unreadable(format!("the snapshot: {error}"));
        let manifest = serde_json::to_vec_pretty(&manifest).map_err(|error| unwritten(&error))?;
        members.insert(MANIFEST.to_owned(), &manifest);
        let bytes = archive::pack(&members).map_err(|error| unwritten(&error))?;
        // What could not be read again is not kept.
        OpenSnapshot::open("", &bytes).map_err(|text| unwritten(&text))?;
        Ok(Snapshot { bytes, trust })
    }
}

/// The member `snapshot.json`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: String,
    version: u32,
    /// The version of the program that verified the signatures.
    program: String,
    /// SHA-256 over the sorted digests of everything in the store, as each report tells it.
    fingerprint: String,
    anchors: usize,
    /// Whose code verified the signatures.
    engine: String,
    any_master_list_signer: bool,
    anchors_from_folder: bool,
}

/// A snapshot that was opened.
pub(crate) struct OpenSnapshot {
    pub(crate) held: HeldTrust,
    engine: Engine,
    verdicts: Vec<u8>,
    /// Fingerprint and anchors of the store that it makes in this version of the program.
    store: Option<(String, usize)>,
}

impl OpenSnapshot {
    /// Opens the snapshot at this path.
    pub(crate) fn read(path: &Path, bytes: &[u8]) -> Result<OpenSnapshot, InputError> {
        Self::open(&format!("{}: ", path.display()), bytes)
            .map_err(|text| InputError::Unreadable(format!("{}: {text}", path.display())))
    }

    fn open(shown: &str, bytes: &[u8]) -> Result<OpenSnapshot, String> {
        if bytes.len() > SNAPSHOT_LIMIT {
            return Err(format!("larger than {SNAPSHOT_LIMIT} bytes"));
        }
        // Nothing in it is compressed, so that all of it together is smaller than the file.
        let members = archive::members_by_name(bytes, MEMBERS, bytes.len());
        let mut by_name = members.map_err(|error| error.to_string())?;
        let manifest = by_name.remove(MANIFEST).unwrap_or_default();
        let manifest: Manifest =
            serde_json::from_slice(&manifest).map_err(|error| format!("{MANIFEST}: {error}"))?;
        match (manifest.format.as_str(), manifest.version) {
            (FORMAT, VERSION) => {}
            (FORMAT, version) => {
                return Err(format!("a snapshot of version {version}, and this reads {VERSION}"));
            }
            _ => return Err(format!("{MANIFEST} is of another format")),
        }
        let engine = manifest.engine.parse().map_err(|_| format!("{MANIFEST}: engine is no name of one"))?;
        // Another version of the program may judge a signature otherwise, so it judges itself.
        let is_of_this = manifest.program == env!("CARGO_PKG_VERSION");
        let verdicts = by_name.remove(VERDICTS).filter(|_| is_of_this).unwrap_or_default();
        let files = by_name.into_iter().filter_map(|(name, bytes)| {
            let name = name.strip_prefix(TRUST)?.to_owned();
            Some((name, bytes))
        });
        let Manifest { any_master_list_signer, anchors_from_folder, fingerprint, anchors, .. } = manifest;
        let held = HeldTrust::of_members(shown, files, any_master_list_signer, anchors_from_folder);
        Ok(OpenSnapshot { held, engine, verdicts, store: is_of_this.then_some((fingerprint, anchors)) })
    }

    /// Adds what it holds to a store. Its verdicts count where they are of the engine that is asked for, or of two that agreed.
    ///
    /// Where it is the first that comes, the store must be the one that it names.
    pub(crate) fn add_to(&self, trust: &mut Trust, path: &Path, engine: Engine) -> Result<(), InputError> {
        let refused = |text: &str| InputError::Unreadable(format!("{}: {text}", path.display()));
        let counts = self.engine == engine || self.engine == Engine::Agree;
        let is_first = trust.store.fingerprint() == TrustStore::new().fingerprint();
        let verdicts = if counts { self.verdicts.as_slice() } else { &[] };
        let verdicts =
            Verdicts::read(engine, verdicts).ok_or_else(|| refused("verdicts has records that are none"))?;
        trust.store = core::mem::take(&mut trust.store).with_verifier(Arc::new(verdicts));
        self.held.add_to(trust)?;
        self.held.name_unusable_by_content(trust, path);
        trust.store = core::mem::take(&mut trust.store).with_engine(engine);
        let found = (encode_string(&trust.store.fingerprint()), trust.store.anchors().count());
        if is_first && counts && self.store.as_ref().is_some_and(|named| *named != found) {
            return Err(refused("it makes another trust store than it names"));
        }
        Ok(())
    }
}
