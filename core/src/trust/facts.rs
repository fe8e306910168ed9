//! What a certificate says of itself, as a caller may want to list it.

use super::sha256;
use crate::crypto::{PublicNumbers, SignatureAlgorithm, VerifyingKey};
use crate::x509::Certificate;
use crate::{Error, State, UnixTime};

/// What a certificate says of itself (RFC 5280 §4.1, Doc 9303-12 §7). Read is not trusted: that a store holds it is another
/// fact.
///
/// ```
/// use doc9303::trust::CertificateFacts;
/// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
/// let facts = CertificateFacts::read(&csca)?;
/// assert_eq!((facts.state().unwrap().name(), facts.is_authority), ("Utopia", true));
/// assert_eq!(facts.key_usage, ["keyCertSign", "cRLSign"]);
/// assert_eq!(facts.subject_key_identifier, facts.authority_key_identifier);
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateFacts {
    /// SHA-256 of the certificate.
    pub sha256: [u8; 32],
    /// The subject's name, such as `C=UT, CN=CSCA`.
    pub subject: String,
    /// The issuer's name.
    pub issuer: String,
    /// The serial number in hexadecimal.
    pub serial: String,
    /// The subject's country in upper case.
    pub country: Option<String>,
    /// Valid from then on.
    pub not_before: UnixTime,
    /// Valid through then.
    pub not_after: UnixTime,
    /// The key signs until then (Doc 9303-12 §7.1.1.3), if the certificate says so.
    pub signs_until: Option<UnixTime>,
    /// The kind and size of the key, such as `RSA-4096` or `brainpoolP256r1`; `None` for a key that cannot be used.
    pub key: Option<String>,
    /// Bits of the modulus or of the curve's field.
    pub key_bits: Option<usize>,
    /// Whether the curve is spelled out and not named (Doc 9303-12 §4.1.6.3); `None` for a key that has no curve.
    pub has_explicit_curve: Option<bool>,
    /// How the certificate is signed, such as `RSASSA-PSS`; `None` for an algorithm that is unknown or forbidden.
    pub signature_algorithm: Option<&'static str>,
    /// The digest of the signature, such as `SHA-256`.
    pub signature_digest: Option<&'static str>,
    /// The identifier of the key (RFC 5280 §4.2.1.2).
    pub subject_key_identifier: Option<Vec<u8>>,
    /// The identifier of the issuer's key (RFC 5280 §4.2.1.1).
    pub authority_key_identifier: Option<Vec<u8>>,
    /// What the key is for, by the names of RFC 5280 §4.2.1.3, such as `keyCertSign`.
    pub key_usage: Vec<&'static str>,
    /// The purposes of RFC 5280 §4.2.1.12 in dotted form.
    pub extended_key_usage: Vec<String>,
    /// Whether basicConstraints say that the subject is a certification authority.
    pub is_authority: bool,
    /// How many further authorities may follow.
    pub path_length: Option<i64>,
    /// The document codes that the certificate is for (Doc 9303-12 §7.1.1.6).
    pub document_types: Vec<String>,
}

impl CertificateFacts {
    /// Reads one certificate in DER.
    ///
    /// # Errors
    /// If the bytes are no certificate. An extension that cannot be read is left out.
    pub fn read(der: &[u8]) -> Result<CertificateFacts, Error> {
        Certificate::parse(der).map(|certificate| CertificateFacts::of(&certificate))
    }

    /// The State that the subject's country means, in whatever spelling.
    pub fn state(&self) -> Option<&'static State> {
        State::by_certificate(self.country.as_deref()?)
    }

    /// The name of the key's curve; `None` for a key that has none.
    pub fn curve(&self) -> Option<&str> {
        self.key.as_deref().filter(|_| self.has_explicit_curve.is_some())
    }

    /// `named`, or `explicit` where the curve is spelled out (Doc 9303-12 §4.1.6.3); `None` for a key that has no curve.
    pub fn curve_form(&self) -> Option<&'static str> {
        self.has_explicit_curve.map(|is_explicit| if is_explicit { "explicit" } else { "named" })
    }

    pub(super) fn of(certificate: &Certificate) -> CertificateFacts {
        let extensions = certificate.extensions();
        let key = VerifyingKey::from_spki(certificate.public_key()).ok();
        let algorithm = signature_algorithm(certificate);
        let constraints = extensions.basic_constraints().and_then(Result::ok);
        let usage = extensions.key_usage().and_then(Result::ok);
        let purposes = extensions.extended_key_usage().and_then(Result::ok).unwrap_or_default();
        let period = extensions.private_key_usage_period().and_then(Result::ok);
        let types = extensions.document_types().and_then(Result::ok);
        CertificateFacts {
            sha256: sha256(certificate.as_der()),
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            country: certificate.subject().country().map(str::to_ascii_uppercase),
            not_before: certificate.not_before().at,
            not_after: certificate.not_after().at,
            signs_until: period.and_then(|period| period.not_after).map(|time| time.at),
            key: key.as_ref().map(|key| key.name().to_owned()),
            key_bits: key.as_ref().map(VerifyingKey::bits),
            has_explicit_curve: key.as_ref().filter(has_curve).map(|key| key.has_explicit_parameters()),
            signature_algorithm: algorithm.map(|algorithm| algorithm.name()),
            signature_digest: algorithm.map(|algorithm| algorithm.digest().name()),
            subject_key_identifier: extensions.subject_key_identifier().map(<[u8]>::to_vec),
            authority_key_identifier: extensions.authority_key_identifier().map(<[u8]>::to_vec),
            key_usage: usage.into_iter().flat_map(|usage| usage.names()).collect(),
            extended_key_usage: purposes.iter().map(ToString::to_string).collect(),
            is_authority: certificate.is_authority(),
            path_length: constraints.and_then(|constraints| constraints.path_length),
            document_types: types.map(|types| types.codes).unwrap_or_default(),
        }
    }
}

fn has_curve(key: &&VerifyingKey) -> bool {
    matches!(key.numbers(), PublicNumbers::Ec { .. })
}

fn signature_algorithm(certificate: &Certificate) -> Option<SignatureAlgorithm> {
    let identifier = certificate.signature_algorithm().ok()?;
    SignatureAlgorithm::from_identifier(&identifier, None).ok()
}
