//! What tests draw: numbers from a seed, and how many cases. Part of the tests within the crate, of those outside and of a fuzz target.

use super::DigestAlgorithm;

/// Numbers from a seed, so that a failure can be repeated.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn octets(&mut self, length: usize) -> Vec<u8> {
        let mut octets = Vec::new();
        while octets.len() < length {
            self.0 += 1;
            octets.extend_from_slice(DigestAlgorithm::Sha512.digest(&self.0.to_be_bytes()).as_ref());
        }
        octets.truncate(length);
        octets
    }

    pub(crate) fn word(&mut self) -> u64 {
        u64::from_be_bytes(self.octets(8).try_into().unwrap())
    }
}

/// How many cases a test draws: as many as `DOC9303_CASES` says, or its own number; few where an interpreter runs it.
#[allow(clippy::disallowed_methods, reason = "a test may read the environment")]
pub(crate) fn cases(usual: usize) -> usize {
    let asked = std::env::var("DOC9303_CASES").ok().map(|text| text.parse().unwrap());
    asked.unwrap_or(if cfg!(miri) { 2 } else { usual })
}
