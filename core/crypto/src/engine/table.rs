#![doc = include_str!("../../docs/engines.md")]

use crate::algorithm::SignatureAlgorithm;
use crate::digest::DigestAlgorithm::{self, Sha1, Sha256, Sha384, Sha512};
use crate::key::{PublicNumbers, VerifyingKey};
use core::fmt::Write;

/// Whose code verifies on native targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// `ring`.
    Ring,
    /// This crate.
    Own,
}

/// The form of a signature that a [`Row`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1,
    /// RSASSA-PSS whose mask uses the digest of the message and whose salt is as long.
    RsaPss,
    /// ECDSA in DER.
    Ecdsa,
    /// ECDSA as two numbers side by side.
    EcdsaPlain,
    /// Every form.
    Any,
}

/// The keys that a [`Row`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// RSA from 2048 to 8192 bits with an exponent below 2^33.
    Rsa2048,
    /// Points on this curve, which the key names and does not spell out.
    Named(&'static str),
    /// Every key.
    Any,
}

/// One row of the table. The first that fits a key and an algorithm decides.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The form of the signature.
    pub scheme: Scheme,
    /// The keys.
    pub keys: Keys,
    /// The digests.
    pub digests: &'static [DigestAlgorithm],
    /// Whose code verifies on native targets.
    pub engine: Code,
    /// Why.
    pub why: &'static str,
}

const SPEED: &str = "audited, in assembler, and the faster of the two";
const CURVES: &str = "audited, in assembler";
const REST: &str = "`ring` has no brainpool curves, P-192, P-224, P-521, other pairs of curve and digest, SHA-224, other salts \
                    or masks, and takes no smaller keys, longer exponents or curves that are spelled out";

/// The table.
pub const ROWS: &[Row] = &[
    by_ring(Scheme::RsaPkcs1, Keys::Rsa2048, &[Sha1, Sha256, Sha384, Sha512], SPEED),
    by_ring(Scheme::RsaPss, Keys::Rsa2048, &[Sha256, Sha384, Sha512], SPEED),
    by_ring(Scheme::Ecdsa, Keys::Named("P-256"), &[Sha256], CURVES),
    by_ring(Scheme::EcdsaPlain, Keys::Named("P-256"), &[Sha256], CURVES),
    by_ring(Scheme::Ecdsa, Keys::Named("P-384"), &[Sha384], CURVES),
    by_ring(Scheme::EcdsaPlain, Keys::Named("P-384"), &[Sha384], CURVES),
    Row {
        scheme: Scheme::Any,
        keys: Keys::Any,
        digests: &DigestAlgorithm::ALL,
        engine: Code::Own,
        why: REST,
    },
];

const fn by_ring(scheme: Scheme, keys: Keys, digests: &'static [DigestAlgorithm], why: &'static str) -> Row {
    Row { scheme, keys, digests, engine: Code::Ring, why }
}

/// The row that decides.
///
/// ```
/// use doc9303_crypto::table::{self, Code};
/// assert!(table::ROWS.iter().any(|row| row.engine == Code::Own));
/// ```
pub fn row(key: &VerifyingKey, algorithm: &SignatureAlgorithm) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.fits(key, algorithm))
}

impl Row {
    fn fits(&self, key: &VerifyingKey, algorithm: &SignatureAlgorithm) -> bool {
        self.scheme.fits(algorithm) && self.keys.fit(key) && self.digests.contains(&algorithm.digest())
    }
}

impl Scheme {
    fn fits(self, algorithm: &SignatureAlgorithm) -> bool {
        match (self, *algorithm) {
            (Scheme::RsaPss, SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length }) => {
                digest == mgf_digest && salt_length == digest.output_length()
            }
            (Scheme::RsaPkcs1, SignatureAlgorithm::RsaPkcs1 { .. })
            | (Scheme::Ecdsa, SignatureAlgorithm::Ecdsa { .. })
            | (Scheme::EcdsaPlain, SignatureAlgorithm::EcdsaPlain { .. })
            | (Scheme::Any, _) => true,
            _ => false,
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Scheme::RsaPkcs1 => "RSASSA-PKCS1-v1_5",
            Scheme::RsaPss => "RSASSA-PSS, mask and salt as the digest",
            Scheme::Ecdsa => "ECDSA",
            Scheme::EcdsaPlain => "plain ECDSA",
            Scheme::Any => "all other",
        }
    }
}

impl Keys {
    fn fit(self, key: &VerifyingKey) -> bool {
        match (self, key.numbers()) {
            (Keys::Any, _) => true,
            (Keys::Rsa2048, PublicNumbers::Rsa { exponent, .. }) => {
                (2048..=8192).contains(&key.bits()) && exponent >> 33 == 0
            }
            (Keys::Named(name), PublicNumbers::Ec { curve, .. }) => {
                name == curve && !key.has_explicit_parameters()
            }
            _ => false,
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Keys::Rsa2048 => "2048 to 8192 bits, exponent below 2^33",
            Keys::Named(name) => name,
            Keys::Any => "all",
        }
    }
}

/// The table as Markdown, as this page shows it.
pub fn markdown() -> String {
    let mut text = "Which code verifies which signature, and why, with the engine `ring`.\n\n\
                    | signature | key | digest | native | wasm32 | why |\n|---|---|---|---|---|---|\n"
        .to_owned();
    for row in ROWS {
        let digests: Vec<&str> = row.digests.iter().map(|digest| digest.name()).collect();
        let engine = if row.engine == Code::Ring { "ring" } else { "own" };
        let (scheme, keys, digests) = (row.scheme.text(), row.keys.text(), digests.join(", "));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| {scheme} | {keys} | {digests} | {engine} | own | {} |", row.why);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `DOC9303_WRITE_DOCS=1` writes the page anew.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "a test may read the environment")]
    fn the_page_shows_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/engines.md");
        if std::env::var_os("DOC9303_WRITE_DOCS").is_some() {
            std::fs::write(path, markdown()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), markdown());
    }
}
