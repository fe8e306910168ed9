//! The digests of Doc 9303-12 §4.1.6.4 (FIPS 180-4), and SHA-1 for what is still in the field.

use crate::error::AlgorithmError;
use crate::oid;
use core::fmt;
use doc9303_asn1::Oid;
use doc9303_asn1::{AlgorithmIdentifier, tag};

/// A hash algorithm. MD2 and MD5 are none: they are refused wherever they are named.
///
/// ```
/// use doc9303_crypto::DigestAlgorithm;
/// let digest = DigestAlgorithm::Sha256.digest(b"abc");
/// assert_eq!(digest.as_ref()[..4], [0xBA, 0x78, 0x16, 0xBF]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// SHA-1: not for new documents, but in force until the last of the old ones expires.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// The value of a digest, at most 64 bytes, without heap.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    octets: [u8; 64],
    length: usize,
}

impl DigestAlgorithm {
    /// Every digest that is computed here, the weakest first.
    pub const ALL: [DigestAlgorithm; 5] = [
        DigestAlgorithm::Sha1,
        DigestAlgorithm::Sha224,
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha384,
        DigestAlgorithm::Sha512,
    ];

    /// From an AlgorithmIdentifier; parameters may be NULL or absent (RFC 5754 §2).
    ///
    /// # Errors
    /// [`AlgorithmError::ForbiddenDigest`] for MD2 and MD5, [`AlgorithmError::Unsupported`] for what is not known,
    /// [`AlgorithmError::Malformed`] for other parameters.
    pub fn from_identifier(identifier: &AlgorithmIdentifier<'_>) -> Result<Self, AlgorithmError> {
        let digest = match identifier.oid {
            oid::SHA_1 => DigestAlgorithm::Sha1,
            oid::SHA_224 => DigestAlgorithm::Sha224,
            oid::SHA_256 => DigestAlgorithm::Sha256,
            oid::SHA_384 => DigestAlgorithm::Sha384,
            oid::SHA_512 => DigestAlgorithm::Sha512,
            oid::MD2 | oid::MD5 => return Err(AlgorithmError::ForbiddenDigest),
            _ => return Err(AlgorithmError::Unsupported),
        };
        match identifier.parameters {
            None => Ok(digest),
            Some(parameters) if parameters.tag() == tag::NULL => Ok(digest),
            Some(_) => Err(AlgorithmError::Malformed),
        }
    }

    /// The object identifier.
    pub const fn oid(self) -> Oid<'static> {
        match self {
            DigestAlgorithm::Sha1 => oid::SHA_1,
            DigestAlgorithm::Sha224 => oid::SHA_224,
            DigestAlgorithm::Sha256 => oid::SHA_256,
            DigestAlgorithm::Sha384 => oid::SHA_384,
            DigestAlgorithm::Sha512 => oid::SHA_512,
        }
    }

    /// Bytes of a digest.
    pub const fn output_length(self) -> usize {
        match self {
            DigestAlgorithm::Sha1 => 20,
            DigestAlgorithm::Sha224 => 28,
            DigestAlgorithm::Sha256 => 32,
            DigestAlgorithm::Sha384 => 48,
            DigestAlgorithm::Sha512 => 64,
        }
    }

    /// The name, such as `SHA-256`.
    pub const fn name(self) -> &'static str {
        match self {
            DigestAlgorithm::Sha1 => "SHA-1",
            DigestAlgorithm::Sha224 => "SHA-224",
            DigestAlgorithm::Sha256 => "SHA-256",
            DigestAlgorithm::Sha384 => "SHA-384",
            DigestAlgorithm::Sha512 => "SHA-512",
        }
    }

    /// The digest of one message.
    pub fn digest(self, message: &[u8]) -> Digest {
        self.digest_parts(&[message])
    }

    /// The digest of a message that lies in several pieces.
    pub fn digest_parts(self, parts: &[&[u8]]) -> Digest {
        match self {
            DigestAlgorithm::Sha1 => run::<sha1::Sha1>(parts),
            DigestAlgorithm::Sha224 => run::<sha2::Sha224>(parts),
            DigestAlgorithm::Sha256 => run::<sha2::Sha256>(parts),
            DigestAlgorithm::Sha384 => run::<sha2::Sha384>(parts),
            DigestAlgorithm::Sha512 => run::<sha2::Sha512>(parts),
        }
    }
}

fn run<D: sha2::Digest>(parts: &[&[u8]]) -> Digest {
    let mut hash = D::new();
    for part in parts {
        hash.update(part);
    }
    let value = hash.finalize();
    let mut octets = [0; 64];
    for (to, from) in octets.iter_mut().zip(value.iter()) {
        *to = *from;
    }
    Digest { octets, length: value.len() }
}

impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.octets.get(..self.length).unwrap_or(&self.octets)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A digest of a data group can be reversed by trying out names and dates: it is personal data.
        write!(f, "Digest({} bytes)", self.length)
    }
}

/// SHA-256, by which certificates and keys are known.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut value = [0; 32];
    for (to, from) in value.iter_mut().zip(DigestAlgorithm::Sha256.digest(bytes).as_ref()) {
        *to = *from;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_fips_180() {
        let first = |algorithm: DigestAlgorithm| {
            let digest = algorithm.digest(b"abc");
            assert_eq!(digest.as_ref().len(), algorithm.output_length());
            assert_eq!(digest, algorithm.digest_parts(&[b"a", b"", b"bc"]));
            <[u8; 4]>::try_from(&digest.as_ref()[..4]).unwrap()
        };
        assert_eq!(
            DigestAlgorithm::ALL.map(first).map(u32::from_be_bytes),
            [0xA999_3E36, 0x2309_7D22, 0xBA78_16BF, 0xCB00_753F, 0xDDAF_35A1]
        );
    }

    #[test]
    fn parameters_are_null_or_absent() {
        let read =
            |bytes: &[u8]| DigestAlgorithm::from_identifier(&AlgorithmIdentifier::parse(bytes).unwrap());
        assert_eq!(read(b"\x30\x07\x06\x05\x2B\x0E\x03\x02\x1A"), Ok(DigestAlgorithm::Sha1));
        assert_eq!(read(b"\x30\x09\x06\x05\x2B\x0E\x03\x02\x1A\x05\x00"), Ok(DigestAlgorithm::Sha1));
        assert_eq!(read(b"\x30\x09\x06\x05\x2B\x0E\x03\x02\x1A\x30\x00"), Err(AlgorithmError::Malformed));
        assert_eq!(
            read(b"\x30\x0A\x06\x08\x2A\x86\x48\x86\xF7\x0D\x02\x05"),
            Err(AlgorithmError::ForbiddenDigest)
        );
    }
}
