//! Signature algorithms from their identifiers (RFC 4055, RFC 5754, RFC 5758, TR-03111 §5.2.1).
//!
//! The identifier beside a signature decides, never the certificate of the key (Doc 9303-12 §4.1.6.4).

use crate::digest::DigestAlgorithm;
use crate::error::AlgorithmError;
use crate::oid;
use doc9303_asn1::{AlgorithmIdentifier, Element, Oid, tag};

/// How a signature was made.
///
/// ```
/// use doc9303_asn1::AlgorithmIdentifier;
/// use doc9303_crypto::{DigestAlgorithm, SignatureAlgorithm};
/// // ecdsa-with-SHA384
/// let der = [0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03];
/// let algorithm = SignatureAlgorithm::from_identifier(&AlgorithmIdentifier::parse(&der)?, None).unwrap();
/// assert_eq!(algorithm, SignatureAlgorithm::Ecdsa { digest: DigestAlgorithm::Sha384 });
/// # Ok::<(), doc9303_asn1::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1 {
        /// The message's digest.
        digest: DigestAlgorithm,
    },
    /// RSASSA-PSS (RFC 8017 §8.1) with its parameters.
    RsaPss {
        /// The message's digest.
        digest: DigestAlgorithm,
        /// The digest inside the mask generation function MGF1; it may be another one.
        mgf_digest: DigestAlgorithm,
        /// Bytes of salt, exactly.
        salt_length: usize,
    },
    /// ECDSA, the signature as SEQUENCE of two INTEGERs (RFC 3279 §2.2.3).
    Ecdsa {
        /// The message's digest.
        digest: DigestAlgorithm,
    },
    /// ECDSA, the signature as two numbers of equal length side by side (TR-03111 §5.2.1).
    EcdsaPlain {
        /// The message's digest.
        digest: DigestAlgorithm,
    },
}

impl SignatureAlgorithm {
    /// From the AlgorithmIdentifier beside the signature. `digest_if_unnamed` stands in where the identifier names no
    /// digest: CMS allows `rsaEncryption` and `id-ecPublicKey` there and takes the SignerInfo's digestAlgorithm
    /// (RFC 3370 §3.2).
    ///
    /// # Errors
    /// See [`AlgorithmError`].
    pub fn from_identifier(
        identifier: &AlgorithmIdentifier<'_>,
        digest_if_unnamed: Option<DigestAlgorithm>,
    ) -> Result<Self, AlgorithmError> {
        use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
        let named = match identifier.oid {
            oid::RSASSA_PSS => return PssParameters::read(identifier.parameters).map(Self::from),
            // As an algorithm of signatures id-ecPublicKey may carry the parameters of the key.
            oid::EC_PUBLIC_KEY => {
                let digest = digest_if_unnamed.ok_or(AlgorithmError::Unsupported)?;
                return Ok(SignatureAlgorithm::Ecdsa { digest });
            }
            oid::MD2_WITH_RSA | oid::MD4_WITH_RSA | oid::MD5_WITH_RSA => {
                return Err(AlgorithmError::ForbiddenDigest);
            }
            oid::RSA_ENCRYPTION => {
                let digest = digest_if_unnamed.ok_or(AlgorithmError::Unsupported)?;
                SignatureAlgorithm::RsaPkcs1 { digest }
            }
            oid::SHA1_WITH_RSA => SignatureAlgorithm::RsaPkcs1 { digest: Sha1 },
            oid::SHA224_WITH_RSA => SignatureAlgorithm::RsaPkcs1 { digest: Sha224 },
            oid::SHA256_WITH_RSA => SignatureAlgorithm::RsaPkcs1 { digest: Sha256 },
            oid::SHA384_WITH_RSA => SignatureAlgorithm::RsaPkcs1 { digest: Sha384 },
            oid::SHA512_WITH_RSA => SignatureAlgorithm::RsaPkcs1 { digest: Sha512 },
            other => Self::ecdsa_named(other).ok_or(AlgorithmError::Unsupported)?,
        };
        match identifier.parameters {
            None => Ok(named),
            Some(parameters) if parameters.tag() == tag::NULL => Ok(named),
            // ECDSA has no parameters beside a signature (RFC 5758 §3.2), and those of the key are the key's own: whatever
            // is here decides nothing.
            Some(_) if named.is_ecdsa() => Ok(named),
            Some(_) => Err(AlgorithmError::Malformed),
        }
    }

    /// The form of ECDSA and the digest that an identifier names: `ecdsa-with-SHA*` (RFC 5758 §3.2) or
    /// `ecdsa-plain-SHA*` (TR-03111 §5.2.1.1).
    pub fn ecdsa_named(oid: Oid<'_>) -> Option<Self> {
        use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
        let digest = match oid {
            oid::ECDSA_WITH_SHA1 => Sha1,
            oid::ECDSA_WITH_SHA224 => Sha224,
            oid::ECDSA_WITH_SHA256 => Sha256,
            oid::ECDSA_WITH_SHA384 => Sha384,
            oid::ECDSA_WITH_SHA512 => Sha512,
            other => {
                let digest = match other.child_of(oid::ECDSA_PLAIN)? {
                    1 => Sha1,
                    2 => Sha224,
                    3 => Sha256,
                    4 => Sha384,
                    5 => Sha512,
                    _ => return None,
                };
                return Some(SignatureAlgorithm::EcdsaPlain { digest });
            }
        };
        Some(SignatureAlgorithm::Ecdsa { digest })
    }

    /// Whether this is ECDSA, in either form of the signature.
    pub const fn is_ecdsa(&self) -> bool {
        matches!(self, SignatureAlgorithm::Ecdsa { .. } | SignatureAlgorithm::EcdsaPlain { .. })
    }

    /// The message's digest.
    pub const fn digest(&self) -> DigestAlgorithm {
        match self {
            SignatureAlgorithm::RsaPkcs1 { digest }
            | SignatureAlgorithm::RsaPss { digest, .. }
            | SignatureAlgorithm::Ecdsa { digest }
            | SignatureAlgorithm::EcdsaPlain { digest } => *digest,
        }
    }

    /// The name, such as `RSASSA-PSS`.
    pub const fn name(&self) -> &'static str {
        match self {
            SignatureAlgorithm::RsaPkcs1 { .. } => "RSASSA-PKCS1-v1_5",
            SignatureAlgorithm::RsaPss { .. } => "RSASSA-PSS",
            SignatureAlgorithm::Ecdsa { .. } => "ECDSA",
            SignatureAlgorithm::EcdsaPlain { .. } => "plain ECDSA",
        }
    }
}

/// RSASSA-PSS-params (RFC 4055 §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PssParameters {
    pub(super) digest: DigestAlgorithm,
    pub(super) mgf_digest: DigestAlgorithm,
    pub(super) salt_length: usize,
}

impl From<PssParameters> for SignatureAlgorithm {
    fn from(parameters: PssParameters) -> Self {
        let PssParameters { digest, mgf_digest, salt_length } = parameters;
        SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length }
    }
}

impl PssParameters {
    /// What an empty SEQUENCE says.
    const DEFAULT: PssParameters =
        PssParameters { digest: DigestAlgorithm::Sha1, mgf_digest: DigestAlgorithm::Sha1, salt_length: 20 };

    /// Reads the parameters of a signature, which must be present.
    pub(super) fn read(parameters: Option<Element<'_>>) -> Result<Self, AlgorithmError> {
        let parameters = parameters.filter(|parameters| parameters.tag() == tag::SEQUENCE);
        let mut fields = parameters.ok_or(AlgorithmError::PssParameters)?.reader();
        let mut read = Self::DEFAULT;
        let malformed = |_| AlgorithmError::PssParameters;
        if let Some(field) = fields.optional(tag::context(0)).map_err(malformed)? {
            read.digest = DigestAlgorithm::from_identifier(&algorithm_inside(&field)?).map_err(within_pss)?;
        }
        if let Some(field) = fields.optional(tag::context(1)).map_err(malformed)? {
            let generator = algorithm_inside(&field)?;
            let digest = generator.parameters.ok_or(AlgorithmError::PssParameters)?;
            if generator.oid != oid::MGF1 {
                return Err(AlgorithmError::Unsupported);
            }
            let digest = digest.algorithm().map_err(malformed)?;
            read.mgf_digest = DigestAlgorithm::from_identifier(&digest).map_err(within_pss)?;
        }
        if let Some(field) = fields.optional(tag::context(2)).map_err(malformed)? {
            read.salt_length =
                usize::try_from(integer_inside(&field)?).map_err(|_| AlgorithmError::PssParameters)?;
        }
        if let Some(field) = fields.optional(tag::context(3)).map_err(malformed)? {
            // trailerFieldBC is the only trailer there is.
            if integer_inside(&field)? != 1 {
                return Err(AlgorithmError::PssParameters);
            }
        }
        fields.finish().map_err(malformed)?;
        Ok(read)
    }
}

/// Malformed parameters of an inner algorithm are malformed parameters of RSASSA-PSS.
fn within_pss(error: AlgorithmError) -> AlgorithmError {
    match error {
        AlgorithmError::Malformed => AlgorithmError::PssParameters,
        other => other,
    }
}

fn algorithm_inside<'a>(field: &Element<'a>) -> Result<AlgorithmIdentifier<'a>, AlgorithmError> {
    AlgorithmIdentifier::parse(field.content()).map_err(|_| AlgorithmError::PssParameters)
}

fn integer_inside(field: &Element<'_>) -> Result<i64, AlgorithmError> {
    let mut reader = field.reader();
    let integer = reader.expect(tag::INTEGER).and_then(|integer| integer.small_integer());
    match (integer, reader.finish()) {
        (Ok(value), Ok(())) => Ok(value),
        _ => Err(AlgorithmError::PssParameters),
    }
}
