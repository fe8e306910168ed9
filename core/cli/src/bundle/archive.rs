//! The file of a bundle: a ZIP archive whose members are stored as they are, so that equal bundles are equal files.

use crate::failure::{Failure, read};
use std::collections::BTreeMap;
use std::path::Path;

/// Bytes of the largest bundle, most of it trust.
pub(super) const SIZE: usize = 1 << 30;
/// Members of a bundle: the files of a trust folder may be many.
const MEMBERS: usize = 100_000;

/// The members of a bundle by name.
pub(super) type Members = BTreeMap<String, Vec<u8>>;

/// The members of the bundle in this file. Nothing in it is compressed, so that all of it together is smaller than the file.
pub(super) fn unpack(path: &Path) -> Result<Members, Failure> {
    let bytes = read(path, SIZE.saturating_mul(2))?;
    let members = doc9303_inputs::members(&bytes, MEMBERS, bytes.len());
    let refused = |text: String| Failure::Unreadable(format!("{}: {text}", path.display()));
    let mut by_name = Members::new();
    for (name, bytes) in members.map_err(|error| refused(error.to_string()))? {
        if by_name.insert(name, bytes).is_some() {
            return Err(refused("a member that is there twice".to_owned()));
        }
    }
    Ok(by_name)
}
