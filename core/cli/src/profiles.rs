//! Profiles of administrative documents from files, which name the features of their seals.

use crate::failure::{Failure, read};
use clap::Args;
use doc9303::SealProfiles;
use std::path::{Path, PathBuf};

/// Bytes of a file that is read for a profile: more is no profile.
const FILE_LIMIT: usize = 1 << 20;

/// Which profiles to read.
#[derive(Args)]
pub(crate) struct ProfileArguments {
    /// A profile of administrative documents in XML (BSI TR-03171), or a folder of files that end in `.xml`: it names the features
    /// of their seals. May be given more than once.
    #[arg(long, value_name = "PATH")]
    profiles: Vec<PathBuf>,
}

impl ProfileArguments {
    /// Whether none is given.
    pub(crate) fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }

    /// The bytes of each, all of which are profiles.
    pub(crate) fn read(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let (mut profiles, mut all) = (SealProfiles::new(), Vec::new());
        for path in &self.profiles {
            for file in files(path)? {
                let bytes = read(&file, FILE_LIMIT)?;
                let added = profiles.add_xml(&bytes);
                added.map_err(|error| Failure::Unreadable(format!("{}: {error}", file.display())))?;
                all.push(bytes);
            }
        }
        Ok(all)
    }

    /// Reads all of them.
    pub(crate) fn load(&self) -> Result<SealProfiles, Failure> {
        of(self.read()?.iter().map(Vec::as_slice))
    }
}

/// The profiles that are written so.
pub(crate) fn of<'a>(all: impl IntoIterator<Item = &'a [u8]>) -> Result<SealProfiles, Failure> {
    let mut profiles = SealProfiles::new();
    for xml in all {
        profiles.add_xml(xml).map_err(|error| Failure::Unreadable(format!("a profile of seals: {error}")))?;
    }
    Ok(profiles)
}

/// The file itself, or those of a folder by their names.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let wrong = |error: std::io::Error| Failure::of_path(path, &error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(wrong)? {
        let file = entry.map_err(wrong)?.path();
        if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml")) {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(Failure::Unreadable(format!("{}: no file ends in .xml", path.display())));
    }
    files.sort();
    Ok(files)
}
