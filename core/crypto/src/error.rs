//! What reading and verifying answer: errors, and what was tolerated.

/// Departures from the standard that were tolerated in a signature that verifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Leniencies {
    /// The DigestInfo of RSASSA-PKCS1-v1_5 leaves out the NULL (RFC 8017 §9.2 note 1).
    pub digest_info_without_null: bool,
    /// The salt of RSASSA-PSS does not have the length of the digest.
    pub pss_salt_unlike_digest: bool,
    /// An INTEGER of an ECDSA signature has surplus leading zeros.
    pub integer_padding: bool,
}

/// Why a signature does not verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The signature is not one of this message by this key.
    #[error("the signature does not verify")]
    Invalid,
    /// The signature value does not have the form of its algorithm.
    #[error("the signature is not encoded as its algorithm demands")]
    Encoding,
    /// The algorithm needs another kind of key.
    #[error("the signature algorithm does not fit the key")]
    KeyMismatch,
    /// The key's own parameters forbid those of the signature (RFC 4055 §3.3).
    #[error("the key does not allow these RSASSA-PSS parameters")]
    PssParameters,
    /// The key or the algorithm is of a kind that is not judged here.
    #[error("the signature is of a kind that is not supported")]
    Unsupported,
    /// Two verifiers judge the signature differently, so that one of them is wrong.
    #[error("two verifiers disagree on the signature")]
    EnginesDisagree,
}

/// Why a SubjectPublicKeyInfo is no usable key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not a SubjectPublicKeyInfo, or not what its algorithm demands.
    #[error("the key is malformed")]
    Malformed,
    /// Infinity, coordinates out of range, or a point that is not on the curve.
    #[error("the key is not a point of its curve")]
    InvalidPoint,
    /// Explicit parameters of which not every number is that of one known curve.
    #[error("the curve parameters are not those of a known curve")]
    NonstandardCurve,
    /// RSA below 1024 bits, with an even or trivial exponent, an even modulus, or the mark of a flawed generator.
    #[error("the key is weak")]
    Weak,
    /// DSA, post-quantum, unknown algorithms and curves, sizes beyond any use.
    #[error("the key's algorithm is not supported")]
    Unsupported,
}

impl From<doc9303_asn1::Error> for KeyError {
    fn from(_: doc9303_asn1::Error) -> Self {
        KeyError::Malformed
    }
}

/// Why an algorithm identifier names no algorithm that can be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AlgorithmError {
    /// DSA, post-quantum and unknown algorithms.
    #[error("the algorithm is not supported")]
    Unsupported,
    /// MD2, MD4 or MD5.
    #[error("the digest is forbidden")]
    ForbiddenDigest,
    /// RSASSA-PSS parameters that are absent or contradict RFC 4055 §3.1.
    #[error("the RSASSA-PSS parameters are absent or contradictory")]
    PssParameters,
    /// The identifier has parameters that its algorithm does not allow.
    #[error("the algorithm's parameters are malformed")]
    Malformed,
}
