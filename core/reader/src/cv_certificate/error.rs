//! Why a card verifiable certificate, or a chain of them, is refused.

use super::{Reference, Role};
use core::fmt;
use doc9303::Date;
use doc9303_crypto::{KeyError, VerifyError};

/// The data objects of a certificate (TR-03110-3 §D.2, Doc 9303-12 §7.2).
///
/// ```
/// use doc9303_reader::CvObject;
/// assert_eq!((CvObject::HolderReference.tag(), CvObject::HolderReference.as_str()), (0x5F20, "5F20 holder reference"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CvObject {
    /// The certificate.
    Certificate,
    /// What is signed.
    Body,
    /// The version of the form.
    ProfileIdentifier,
    /// The name of the key that signed.
    AuthorityReference,
    /// The key of the holder.
    PublicKey,
    /// An object identifier.
    ObjectIdentifier,
    /// The modulus, or the prime of the field.
    FirstNumber,
    /// The exponent, or the coefficient a.
    SecondNumber,
    /// The coefficient b.
    ThirdNumber,
    /// The base point.
    BasePoint,
    /// The order of the base point.
    Order,
    /// The point that is the key.
    PublicPoint,
    /// The cofactor.
    Cofactor,
    /// The name of the holder's key.
    HolderReference,
    /// The rights of the holder.
    Authorization,
    /// The bits of the rights.
    DiscretionaryData,
    /// The first day on which the certificate is valid.
    EffectiveDate,
    /// The last one.
    ExpirationDate,
    /// What else the issuer says.
    Extensions,
    /// The signature.
    Signature,
}

impl CvObject {
    /// The tag.
    pub const fn tag(self) -> u32 {
        match self {
            CvObject::Certificate => 0x7F21,
            CvObject::Body => 0x7F4E,
            CvObject::ProfileIdentifier => 0x5F29,
            CvObject::AuthorityReference => 0x42,
            CvObject::PublicKey => 0x7F49,
            CvObject::ObjectIdentifier => 0x06,
            CvObject::FirstNumber => 0x81,
            CvObject::SecondNumber => 0x82,
            CvObject::ThirdNumber => 0x83,
            CvObject::BasePoint => 0x84,
            CvObject::Order => 0x85,
            CvObject::PublicPoint => 0x86,
            CvObject::Cofactor => 0x87,
            CvObject::HolderReference => 0x5F20,
            CvObject::Authorization => 0x7F4C,
            CvObject::DiscretionaryData => 0x53,
            CvObject::EffectiveDate => 0x5F25,
            CvObject::ExpirationDate => 0x5F24,
            CvObject::Extensions => 0x65,
            CvObject::Signature => 0x5F37,
        }
    }

    /// The tag and the name.
    pub const fn as_str(self) -> &'static str {
        match self {
            CvObject::Certificate => "7F21 certificate",
            CvObject::Body => "7F4E body",
            CvObject::ProfileIdentifier => "5F29 profile identifier",
            CvObject::AuthorityReference => "42 authority reference",
            CvObject::PublicKey => "7F49 public key",
            CvObject::ObjectIdentifier => "06 object identifier",
            CvObject::FirstNumber => "81 modulus or prime",
            CvObject::SecondNumber => "82 exponent or coefficient a",
            CvObject::ThirdNumber => "83 coefficient b",
            CvObject::BasePoint => "84 base point",
            CvObject::Order => "85 order",
            CvObject::PublicPoint => "86 public point",
            CvObject::Cofactor => "87 cofactor",
            CvObject::HolderReference => "5F20 holder reference",
            CvObject::Authorization => "7F4C authorization",
            CvObject::DiscretionaryData => "53 discretionary data",
            CvObject::EffectiveDate => "5F25 effective date",
            CvObject::ExpirationDate => "5F24 expiration date",
            CvObject::Extensions => "65 extensions",
            CvObject::Signature => "5F37 signature",
        }
    }
}

impl fmt::Display for CvObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a certificate or a chain is refused.
///
/// ```
/// use doc9303_reader::{CvCertificate, CvError, CvObject};
/// let error = CvCertificate::parse(&[0x30, 0x00]).unwrap_err();
/// assert_eq!(error, CvError::Malformed { object: CvObject::Certificate, detail: "it is missing" });
/// assert_eq!(error.to_string(), "7F21 certificate: it is missing");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CvError {
    /// Longer than any certificate.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// An object is missing, stands in another place, or has another content than it must have.
    #[error("{object}: {detail}")]
    Malformed {
        /// The object.
        object: CvObject,
        /// What is wrong.
        detail: &'static str,
    },
    /// The algorithm or the kind of holder is none that is known.
    #[error("{object}: {detail}")]
    Unsupported {
        /// The object that names it.
        object: CvObject,
        /// What is not known.
        detail: &'static str,
    },
    /// The public key is none that can be used.
    #[error("public key of {holder}: {error}")]
    Key {
        /// Whose key it is.
        holder: Reference,
        /// Why.
        error: KeyError,
    },
    /// The key has no domain parameters, and the issuer has none to inherit.
    #[error("public key of {holder}: no domain parameters, and none to inherit")]
    NoDomainParameters {
        /// Whose key it is.
        holder: Reference,
    },
    /// The signature of a certificate does not verify.
    #[error("certificate of {holder}: {error}")]
    Signature {
        /// Whose certificate it is.
        holder: Reference,
        /// Why.
        error: VerifyError,
    },
    /// The certificate names another issuer than the key is of.
    #[error("certificate of {holder}: issued by {authority}, not by {issuer}")]
    Issuer {
        /// Whose certificate it is.
        holder: Reference,
        /// Whom it names.
        authority: Reference,
        /// Whose key was tried.
        issuer: Reference,
    },
    /// A certificate has a role that its issuer cannot give.
    #[error("certificate of {holder}: a {issuer} issues no {role}")]
    Role {
        /// Whose certificate it is.
        holder: Reference,
        /// Its role.
        role: Role,
        /// That of the issuer.
        issuer: Role,
    },
    /// A certificate ends before it begins.
    #[error("certificate of {holder}: it expires before it is effective")]
    Dates {
        /// Whose certificate it is.
        holder: Reference,
    },
    /// A certificate is not effective yet.
    #[error("certificate of {holder}: not effective before {from}")]
    NotEffective {
        /// Whose certificate it is.
        holder: Reference,
        /// Its effective date.
        from: Date,
    },
    /// A certificate has expired.
    #[error("certificate of {holder}: expired on {on}")]
    Expired {
        /// Whose certificate it is.
        holder: Reference,
        /// Its expiration date.
        on: Date,
    },
    /// The certificates hold no terminal's, or several.
    #[error("{found} certificates of terminals in a chain, which has one")]
    Terminals {
        /// How many there are.
        found: usize,
    },
    /// The certificate of an issuer is missing.
    #[error("the certificate of {authority} is missing")]
    NoIssuer {
        /// Who it would be of.
        authority: Reference,
    },
    /// More certificates than a chain has.
    #[error("more than {limit} certificates")]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// Certificates that lead to no trust point of the chain, or that stand for one that is there.
    #[error("certificate of {holder}: it has no place in the chain")]
    Superfluous {
        /// Whose certificate it is.
        holder: Reference,
    },
    /// The signer gave no signature.
    #[error("the signer gives no signature")]
    NoSignature,
}

impl CvError {
    pub(crate) const fn malformed(object: CvObject, detail: &'static str) -> CvError {
        CvError::Malformed { object, detail }
    }
}
