//! Files, each within a bound.

use crate::InputError;
use std::io::Read;
use std::path::Path;

/// Reads a file of at most `limit` bytes: nothing that a document or a list can be is larger.
///
/// # Errors
/// If the system does not give it, or it is larger.
///
/// ```
/// assert!(doc9303_inputs::read("Cargo.toml".as_ref(), 10).is_err(), "larger than ten bytes");
/// ```
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, InputError> {
    let file = std::fs::File::open(path).map_err(|error| InputError::of_path(path, &error))?;
    let mut bytes = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(bound).read_to_end(&mut bytes).map_err(|error| InputError::of_path(path, &error))?;
    if bytes.len() > limit {
        return Err(InputError::Unreadable(format!("{}: larger than {limit} bytes", path.display())));
    }
    Ok(bytes)
}
