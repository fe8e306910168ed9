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
    let members = doc9303_inputs::members_by_name(&bytes, MEMBERS, bytes.len());
    members.map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
}
