//! The files that a trust store was made of, into a bundle and out of it.

use super::TRUST;
use super::archive::{Members, SIZE};
use super::manifest::TrustFacts;
use crate::failure::Failure;
use base16ct::lower::encode_string;
use doc9303::{Engine, TrustStore};
use doc9303_inputs::{HeldTrust, InputError, Sources, Trust};

/// What is told of a store, without its files.
pub(super) fn facts(store: &TrustStore, sources: &Sources) -> TrustFacts {
    TrustFacts {
        fingerprint: encode_string(&store.fingerprint()),
        anchors: store.anchors().count(),
        any_master_list_signer: sources.any_master_list_signer,
        anchors_from_folder: sources.anchors_from_folder,
        files: Default::default(),
    }
}

/// The files of every source, each with the name that it has in a bundle, and what is told of them. They make the same store again, or
/// are none: a file that changed meanwhile, or can be read only once, is told.
pub(super) fn pack(sources: &Sources, expected: TrustFacts) -> Result<(Members, TrustFacts), Failure> {
    let (held, trust) = sources.hold(SIZE)?.useful(sources.engine)?;
    if encode_string(&trust.store.fingerprint()) != expected.fingerprint {
        let sentence = "--bundle-trust: the files of the trust store, read once more, make another one";
        return Err(Failure::Unreadable(sentence.to_owned()));
    }
    let members = held.members().map(|(name, bytes)| (format!("{TRUST}{name}"), bytes.to_vec())).collect();
    // A snapshot has the word that it was made with.
    let facts = TrustFacts {
        any_master_list_signer: held.takes_any_master_list_signer(),
        anchors_from_folder: held.takes_anchors_from_folder(),
        ..expected
    };
    Ok((members, facts))
}

/// The store that the files of a bundle make; `None` if it holds none.
pub(super) fn unpack(
    facts: &TrustFacts,
    members: &Members,
    engine: Engine,
) -> Result<Option<Trust>, Failure> {
    if facts.files.is_empty() {
        return Ok(None);
    }
    let files = members.iter().filter_map(|(name, bytes)| {
        let name = name.strip_prefix(TRUST)?.to_owned();
        Some((name, bytes.clone()))
    });
    let held = HeldTrust::of_members(TRUST, files, facts.any_master_list_signer, facts.anchors_from_folder);
    let refused = |error: InputError| Failure::Unreadable(format!("the trust store of the bundle: {error}"));
    held.load(engine).map(Some).map_err(refused)
}
