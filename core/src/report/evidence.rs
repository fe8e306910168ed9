//! What a verdict rests on, without personal data: certificates, algorithms, the trust store, the software.

use crate::UnixTime;
use crate::crypto::sha256;
use crate::vocabulary::{Language, Message, stable_names};
use crate::x509::Certificate;
use std::sync::OnceLock;

/// What was found and used.
///
/// ```
/// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
/// let (trust, at) = (TrustStore::new(), UnixTime::parse("2026-01-01").unwrap());
/// let report = inspect(&Document::new(), &trust, &Policy::icao(), at);
/// assert_eq!(report.evidence().trust_sha256, trust.fingerprint());
/// assert!(report.evidence().chain.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// From the Document Signer up to the root.
    pub chain: Vec<ChainLink>,
    /// How EF.SOD is signed, if it could be determined.
    pub signature: Option<SignatureFacts>,
    /// How the seal is signed, if one was given.
    #[cfg(feature = "seal")]
    pub seal: Option<SealFacts>,
    /// How many anchors the trust store held.
    pub anchors: usize,
    /// The trust store's fingerprint.
    pub trust_sha256: [u8; 32],
}

/// One certificate of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChainLink {
    /// What the certificate is.
    pub role: Role,
    /// The subject's name.
    pub subject: String,
    /// The issuer's name.
    pub issuer: String,
    /// The serial number in hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate.
    pub sha256: [u8; 32],
    /// Valid from then on.
    pub not_before: UnixTime,
    /// Valid through then.
    pub not_after: UnixTime,
    /// The key, such as `RSA-2048`.
    pub key: String,
}

/// What a certificate of the chain is.
///
/// ```
/// use doc9303::report::Role;
/// assert_eq!("csca_link".parse(), Ok(Role::CscaLink));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The certificate whose key signed EF.SOD.
    DocumentSigner,
    /// A root certificate of a State.
    Csca,
    /// A certificate by which one key of a State signs another.
    CscaLink,
    /// The certificate whose key signed the seal.
    SealSigner,
}

stable_names!(
    Role,
    "role",
    DocumentSigner = "document_signer",
    Csca = "csca",
    CscaLink = "csca_link",
    SealSigner = "seal_signer",
);

impl Role {
    /// The role as people read it.
    ///
    /// ```
    /// use doc9303::report::{Language, Role};
    /// assert_eq!(Role::CscaLink.title_in(Language::English), "CSCA link");
    /// ```
    pub fn title_in(self, language: Language) -> &'static str {
        language.phrase(match self {
            Role::DocumentSigner => "Document Signer",
            Role::Csca => "CSCA",
            Role::CscaLink => "CSCA link",
            Role::SealSigner => "signer of the seal",
        })
    }
}

/// How the seal of a document is signed, without personal data. Part of the [`Evidence`].
#[cfg(feature = "seal")]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SealFacts {
    /// `vds` (Doc 9303-13), `idb` (ICAO Datastructure for Barcode), `vds_nc`, or `unknown` where it cannot be read.
    pub kind: &'static str,
    /// The profile, such as `visa`, if it is known.
    pub profile: Option<&'static str>,
    /// Which bytes the signature covers: `standard`, or for a barcode with its certificate `with_certificate`; for JSON its
    /// `canonical` form or the text `as_sent`. `None` if no signature was verified.
    pub reading: Option<&'static str>,
    /// What of the given zone the seal was compared with and agrees: all that it covers (`zone`), or the `number` of the document
    /// alone.
    pub compared: Option<&'static str>,
    /// Which query of a status server the profile of an administrative document demands, and nobody made: `blocklisting`, where a seal is
    /// valid unless it is listed, or `allowlisting`, where it is valid only if it is.
    #[cfg(feature = "profiles")]
    pub status_query: Option<&'static str>,
    /// How far the seal may be relied on, in the words of Doc 9303-13 Table D.1: `trustable`, `medium_fraud_potential` or
    /// `high_fraud_potential`.
    pub trust_level: &'static str,
    /// From the signer of the seal up to the root.
    pub chain: Vec<ChainLink>,
}

/// The algorithms of a signature.
///
/// Part of the [`Evidence`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureFacts {
    /// Such as `RSASSA-PSS`.
    pub algorithm: String,
    /// Such as `SHA-256`.
    pub digest: String,
    /// Such as `brainpoolP256r1`.
    pub key: String,
}

impl ChainLink {
    /// Key, serial number and validity, as people read them.
    pub fn facts(&self) -> Message {
        Message::CertificateFacts {
            key: self.key.clone().into(),
            serial: self.serial.clone().into(),
            not_before: self.not_before.date(),
            not_after: self.not_after.date(),
        }
    }
}

/// A certificate of the chain. Its names are written out when a report is asked for them, as most never are.
pub(crate) struct Link {
    role: Role,
    certificate: Certificate,
    key: String,
}

impl Link {
    pub(crate) fn new(role: Role, certificate: &Certificate, key: String) -> Self {
        Link { role, certificate: certificate.clone(), key }
    }
}

impl From<&Link> for ChainLink {
    fn from(Link { role, certificate, key }: &Link) -> Self {
        ChainLink {
            role: *role,
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            sha256: sha256(certificate.as_der()),
            not_before: certificate.not_before().at,
            not_after: certificate.not_after().at,
            key: key.clone(),
        }
    }
}

/// Evidence while a document is judged, and until it is asked for.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) chain: Vec<Link>,
    /// All but the chain.
    pub(crate) rest: Evidence,
    told: OnceLock<Evidence>,
}

impl Found {
    pub(crate) fn new(rest: Evidence) -> Self {
        Found { rest, ..Found::default() }
    }

    pub(super) fn tell(&self) -> &Evidence {
        self.told.get_or_init(|| Evidence {
            chain: self.chain.iter().map(ChainLink::from).collect(),
            ..self.rest.clone()
        })
    }
}
