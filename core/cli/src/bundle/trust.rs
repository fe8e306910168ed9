//! The files that a trust store was made of, into a bundle and out of it. They are known by their content, so names are left out but
//! for their ends, which may deny what the content would grant; what was named by itself and what lay in a folder are kept apart, since
//! the word of the caller goes as far.

use super::TRUST;
use super::archive::{Members, SIZE};
use super::manifest::TrustFacts;
use crate::failure::{Failure, read};
use base16ct::lower::encode_string;
use doc9303::trust::Content;
use doc9303::{Engine, Limits, TrustStore};
use doc9303_inputs::{FileState, Sources, Trust};
use std::path::Path;
use tempfile::TempDir;

const FILE: &str = "file";
const FOLDER: &str = "folder";
const SIGNERS: &str = "signers";

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

/// The files of every source, each with the name that it has in a bundle, without those that gave the store nothing and may be
/// anything. They make the same store again, or are none: a file that changed meanwhile, or can be read only once, is told.
pub(super) fn pack(sources: &Sources, expected: &TrustFacts) -> Result<Members, Failure> {
    let unusable = sources.load()?.unusable;
    let mut members = Members::new();
    let mut left = SIZE;
    let mut add = |source: &str, number: usize, path: &Path| {
        let bytes = read(path, left)?;
        left = left.saturating_sub(bytes.len());
        members.insert(format!("{TRUST}{source}/{number:06}{}", ending(path)), bytes);
        Ok::<(), Failure>(())
    };
    for (number, path) in (0..).zip(&sources.paths) {
        let kind = if path.is_dir() { FOLDER } else { FILE };
        let source = Sources { paths: vec![path.clone()], ..Sources::default() };
        let files = source.files()?;
        for (place, file) in (0..).zip(files.iter().map(FileState::path)) {
            if !unusable.contains(file) || is_public(file) {
                add(&format!("{number:03}-{kind}"), place, file)?;
            }
        }
    }
    for (number, path) in (0..).zip(&sources.master_list_signers) {
        add(SIGNERS, number, path)?;
    }
    let again = load(expected, &members, sources.engine)?;
    if encode_string(&again.store.fingerprint()) != expected.fingerprint {
        let sentence = "--bundle-trust: the files of the trust store, read once more, make another one";
        return Err(Failure::Unreadable(sentence.to_owned()));
    }
    Ok(members)
}

/// Whether a file is, by its content, one that States publish. An archive or a text may hold anything.
fn is_public(path: &Path) -> bool {
    use Content::{Bundle, Certificate, Crl, DefectList, DeviationList, MasterList};
    let content =
        read(path, Limits::DEFAULT.list_size).ok().and_then(|bytes| Content::recognise(&bytes).ok());
    matches!(content, Some(Certificate | Crl | MasterList | DeviationList | DefectList | Bundle))
}

/// The end of a name, with its dot, if it is one that formats have.
fn ending(path: &Path) -> String {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.filter(|ending| is_ending(ending)).map(|ending| format!(".{ending}")).unwrap_or_default()
}

fn is_ending(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

/// The store that the files of a bundle make; `None` if it holds none.
pub(super) fn unpack(
    facts: &TrustFacts,
    members: &Members,
    engine: Engine,
) -> Result<Option<Trust>, Failure> {
    match facts.files.is_empty() {
        true => Ok(None),
        false => load(facts, members, engine).map(Some),
    }
}

/// The store that these members make, in a folder of their own that is removed.
fn load(facts: &TrustFacts, members: &Members, engine: Engine) -> Result<Trust, Failure> {
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
    sources.load().map_err(|error| {
        // Where it was unpacked is of no account.
        let text = error.to_string().replace(&*folder.path().to_string_lossy(), TRUST.trim_end_matches('/'));
        Failure::Unreadable(format!("the trust store of the bundle: {text}"))
    })
}

/// The source and the number of a file, by its name in a bundle; whatever else a name holds leads nowhere.
fn place(name: &str) -> Option<(&str, &str)> {
    let (source, number) = name.strip_prefix(TRUST)?.split_once('/')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let is_file = match number.split_once('.') {
        Some((number, ending)) => is_number(number) && is_ending(ending),
        None => is_number(number),
    };
    let is_source = source == SIGNERS
        || source
            .split_once('-')
            .is_some_and(|(place, kind)| is_number(place) && [FILE, FOLDER].contains(&kind));
    (is_source && is_file).then_some((source, number))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn names_lead_nowhere_else() {
        assert_eq!(place("trust/000-folder/000001"), Some(("000-folder", "000001")));
        assert_eq!(place("trust/signers/000000.cer"), Some(("signers", "000000.cer")));
        for name in [
            "trust/../../etc/1",
            "trust/000-folder/../1",
            "trust/000-other/1",
            "trust/-folder/1",
            "trust/000-folder/",
            "trust/000-folder/a",
            "trust/000-folder/1/2",
            "trust/000-folder/1.",
            "trust/000-folder/1..",
            "trust/000-folder/1./x",
            "trust/000-folder/1.c.x",
            "trust/000001",
            "/trust/000-folder/1",
        ] {
            assert_eq!(place(name), None, "{name}");
        }
    }
}
