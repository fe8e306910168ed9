//! The files that a trust store was made of, into a bundle and out of it. They are known by their content, so names are left out;
//! what was named by itself and what lay in a folder are kept apart, since the word of the caller goes as far.

use super::TRUST;
use super::archive::Members;
use super::manifest::TrustFacts;
use crate::failure::{Failure, read};
use doc9303::{Engine, Limits, TrustStore};
use doc9303_inputs::{Sources, Trust};
use std::path::Path;
use tempfile::TempDir;

const FILE: &str = "file";
const FOLDER: &str = "folder";
const SIGNERS: &str = "signers";

/// What is told of a store, without its files.
pub(super) fn facts(store: &TrustStore, sources: &Sources) -> TrustFacts {
    TrustFacts {
        fingerprint: base16ct::lower::encode_string(&store.fingerprint()),
        anchors: store.anchors().count(),
        any_master_list_signer: sources.any_master_list_signer,
        anchors_from_folder: sources.anchors_from_folder,
        files: Default::default(),
    }
}

/// The files of every source, each with the name that it has in a bundle.
pub(super) fn pack(sources: &Sources) -> Result<Members, Failure> {
    let limit = Limits::DEFAULT.list_size;
    let mut members = Members::new();
    let mut add = |source: &str, number: usize, path: &Path| {
        read(path, limit).map(|bytes| members.insert(format!("{TRUST}{source}/{number:06}"), bytes))
    };
    for (number, path) in (0..).zip(&sources.paths) {
        let kind = if path.is_dir() { FOLDER } else { FILE };
        let source = Sources { paths: vec![path.clone()], ..Sources::default() };
        for (place, file) in (0..).zip(source.files()?) {
            match add(&format!("{number:03}-{kind}"), place, file.path()) {
                // What lies in a folder and cannot be read gave nothing to the store.
                Err(_) if kind == FOLDER => {}
                added => drop(added?),
            }
        }
    }
    for (number, path) in (0..).zip(&sources.master_list_signers) {
        add(SIGNERS, number, path)?;
    }
    Ok(members)
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
    let folder = TempDir::new()
        .map_err(|error| Failure::Unwritable(format!("a folder for the trust store: {error}")))?;
    let mut sources = Sources {
        any_master_list_signer: facts.any_master_list_signer,
        anchors_from_folder: facts.anchors_from_folder,
        engine,
        ..Sources::default()
    };
    for (name, bytes) in members {
        let Some((source, number)) = place(name) else { continue };
        let place = folder.path().join(source);
        let path = place.join(number);
        let written = std::fs::create_dir_all(&place).and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| Failure::writing(&path, &error))?;
        match source.rsplit('-').next() {
            Some(SIGNERS) => sources.master_list_signers.push(path),
            Some(FILE) => sources.paths.push(path),
            _ if sources.paths.last() == Some(&place) => {}
            _ => sources.paths.push(place),
        }
    }
    Ok(Some(sources.load()?))
}

/// The source and the number of a file, by its name in a bundle; whatever else a name holds leads nowhere.
fn place(name: &str) -> Option<(&str, &str)> {
    let (source, number) = name.strip_prefix(TRUST)?.split_once('/')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let is_source = source == SIGNERS
        || source
            .split_once('-')
            .is_some_and(|(place, kind)| is_number(place) && [FILE, FOLDER].contains(&kind));
    (is_source && is_number(number)).then_some((source, number))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn names_lead_nowhere_else() {
        assert_eq!(place("trust/000-folder/000001"), Some(("000-folder", "000001")));
        assert_eq!(place("trust/signers/000000"), Some(("signers", "000000")));
        for name in [
            "trust/../../etc/1",
            "trust/000-folder/../1",
            "trust/000-other/1",
            "trust/-folder/1",
            "trust/000-folder/",
            "trust/000-folder/a",
            "trust/000-folder/1/2",
            "trust/000001",
            "/trust/000-folder/1",
        ] {
            assert_eq!(place(name), None, "{name}");
        }
    }
}
