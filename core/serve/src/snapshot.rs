//! What the service trusts at a time: loaded as a whole, swapped as a whole, and named by its hash and its age.

use base16ct::lower::encode_string;
use doc9303::{TrustStore, UnixTime};
use doc9303_inputs::{FileState, Rejection, Trust, state_coverage, states_without_anchor, trust_json};
use serde_json::{Map, Value, json};
use std::sync::{Arc, PoisonError, RwLock};

/// A trust store as it was loaded.
pub(crate) struct Snapshot {
    pub(crate) trust: Trust,
    pub(crate) loaded_at: UnixTime,
    /// The files as they lay there.
    pub(crate) files: Vec<FileState>,
    pub(crate) sha256: String,
}

/// The snapshot in force, and what became of the last try to replace it.
pub(crate) struct Current(RwLock<Held>);

struct Held {
    snapshot: Arc<Snapshot>,
    problem: Option<Arc<str>>,
    checked_at: UnixTime,
}

impl Snapshot {
    pub(crate) fn new(mut trust: Trust, files: Vec<FileState>, loaded_at: UnixTime) -> Self {
        // The cache remembers Document Signers from one request to the next; no report changes by it.
        trust.store = trust.store.with_cache();
        let sha256 = encode_string(&trust.store.fingerprint());
        Snapshot { trust, loaded_at, files, sha256 }
    }

    pub(crate) fn store(&self) -> &TrustStore {
        &self.trust.store
    }

    /// Why another one must not take its place, if it must not: it has lost what this one has.
    fn refuses(&self, other: &Snapshot) -> Option<String> {
        let broken = other.trust.unusable.difference(&self.trust.unusable).next();
        if let Some(path) = broken {
            let why = other.trust.rejected.iter().find(|rejected| path.to_string_lossy() == rejected.entry);
            let why = why.map_or("nothing in it can be used", |rejected| rejected.text.as_str());
            return Some(format!("{}: {why}", path.display()));
        }
        let has_anchors = |snapshot: &Snapshot| snapshot.store().anchors().next().is_some();
        (has_anchors(self) && !has_anchors(other)).then(|| "no anchor is left".to_owned())
    }
}

impl Current {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        let checked_at = snapshot.loaded_at;
        Current(RwLock::new(Held { snapshot: Arc::new(snapshot), problem: None, checked_at }))
    }

    pub(crate) fn get(&self) -> Arc<Snapshot> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).snapshot.clone()
    }

    /// Why the last try to load trust anew failed, if it did.
    pub(crate) fn problem(&self) -> Option<Arc<str>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).problem.clone()
    }

    /// When the files were looked at last.
    pub(crate) fn checked_at(&self) -> UnixTime {
        self.0.read().unwrap_or_else(PoisonError::into_inner).checked_at
    }

    /// Takes another snapshot, unless it has lost what this one has.
    ///
    /// # Errors
    /// With what it has lost. Then the old one stays in force, and says so.
    pub(crate) fn replace(&self, snapshot: Snapshot) -> Result<(), Arc<str>> {
        let checked_at = snapshot.loaded_at;
        if let Some(why) = self.get().refuses(&snapshot) {
            return Err(self.keep(&why, checked_at));
        }
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let old = core::mem::replace(&mut held.snapshot, Arc::new(snapshot));
        (held.problem, held.checked_at) = (None, checked_at);
        drop(held);
        // What takes time to give back is given back while nobody waits.
        drop(old);
        Ok(())
    }

    /// Keeps the old snapshot because of this.
    pub(crate) fn keep(&self, why: &str, checked_at: UnixTime) -> Arc<str> {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let why: Arc<str> = why.into();
        (held.problem, held.checked_at) = (Some(why.clone()), checked_at);
        why
    }

    /// The files are those of the snapshot.
    pub(crate) fn unchanged(&self, checked_at: UnixTime) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        (held.problem, held.checked_at) = (None, checked_at);
    }

    /// The snapshot in a few words, for answers and for `/readyz`.
    pub(crate) fn summary(&self, now: UnixTime) -> Map<String, Value> {
        let snapshot = self.get();
        let summary = json!({
            "sha256": snapshot.sha256,
            "loaded_at": snapshot.loaded_at.to_string(),
            "age_seconds": seconds_between(snapshot.loaded_at, now),
            "checked_at": self.checked_at().to_string(),
            "problem": self.problem().as_deref(),
            "anchors": snapshot.store().anchors().count(),
        });
        match summary {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    /// All that is loaded: numbers, what each State has, and which States have nothing.
    pub(crate) fn coverage(&self, now: UnixTime, every_certificate: bool) -> Value {
        let (snapshot, mut members) = (self.get(), self.summary(now));
        let store = snapshot.store();
        let rejected = snapshot.trust.rejected.iter().map(
            |Rejection { entry, code, text }| json!({ "entry": entry, "code": code.as_str(), "text": text }),
        );
        let numbers = json!({
            "links": store.links(),
            "document_signers": store.document_signers(),
            "crls": store.crls().count(),
            "master_lists": store.master_lists(),
            "deviation_lists": store.deviation_lists(),
            "states": state_coverage(store, now),
            "states_without_anchor": states_without_anchor(store),
            "rejected": rejected.collect::<Vec<_>>(),
        });
        if let Value::Object(numbers) = numbers {
            members.extend(numbers);
        }
        if every_certificate {
            members.insert("store".to_owned(), trust_json(&snapshot.trust, now));
        }
        Value::Object(members)
    }
}

/// Seconds from one time to another, none if it is before.
pub(crate) fn seconds_between(from: UnixTime, to: UnixTime) -> i64 {
    to.seconds().saturating_sub(from.seconds()).max(0)
}
