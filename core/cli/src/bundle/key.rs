//! Pseudonyms: HMAC-SHA-256 (RFC 2104) under a key that the bundle does not hold. A plain digest of a zone is no pseudonym, since
//! all zones can be tried.

use crate::failure::{Failure, read};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::path::Path;

/// Bytes of the shortest key that nobody tries out.
const SHORTEST: usize = 16;
const LONGEST: usize = 4096;

/// A key for pseudonyms.
pub(super) struct Key(Vec<u8>);

impl Key {
    /// The bytes of a file.
    pub(super) fn read(path: &Path) -> Result<Key, Failure> {
        let bytes = read(path, LONGEST)?;
        if bytes.len() < SHORTEST {
            let text = format!("{}: a key has at least {SHORTEST} bytes", path.display());
            return Err(Failure::Unreadable(text));
        }
        Ok(Key(bytes))
    }

    /// The pseudonym of a text or a file, as hexadecimal. What it is of is part of it: a number and a file never share one.
    pub(super) fn pseudonym(&self, of: &str, bytes: &[u8]) -> String {
        // A key of any length is taken.
        let Ok(mut code) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        code.update(of.as_bytes());
        code.update(&[0]);
        code.update(bytes);
        base16ct::lower::encode_string(&code.finalize().into_bytes())
    }
}
