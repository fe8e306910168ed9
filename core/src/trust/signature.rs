//! Signatures on certificates, revocation lists and signed data: the algorithm from the signature, the key from the
//! certificate (RFC 5652 §5.4 to §5.6).

use crate::asn1::AlgorithmIdentifier;
use crate::cms::{SignedData, SignerInfo};
use crate::crypto::{
    self, AlgorithmError, DigestAlgorithm, Leniencies, SignatureAlgorithm, SignatureVerifier, VerifyError,
    VerifyingKey,
};
use crate::oid;
use crate::verifier::Verifier;
use crate::vocabulary::{Message, Reason};
use crate::x509::{Certificate, Crl};
use crate::{Code, Error};

/// A signature that verified, with what was odd about it.
#[derive(Debug, Clone)]
pub(crate) struct Verified {
    pub(crate) algorithm: SignatureAlgorithm,
    pub(crate) leniencies: Leniencies,
    /// Parameters where those of ECDSA must be absent (RFC 5758 §3.2).
    pub(crate) surplus_parameters: bool,
    /// Signed attributes that are not in DER order or form.
    pub(crate) attributes_not_der: bool,
}

/// Verifies a certificate under a key.
pub(crate) fn certificate(
    certificate: &Certificate,
    key: &VerifyingKey,
    verifier: &Verifier,
) -> Result<Verified, Reason> {
    let identifier = certificate.signature_algorithm().map_err(Reason::from)?;
    // RFC 5280 §4.1.1.2.
    if !certificate.algorithms_agree() {
        return Err(algorithms_differ("certificate"));
    }
    verify_tbs(&identifier, [certificate.to_be_signed(), certificate.signature()], key, verifier)
}

/// Verifies a revocation list under a key.
pub(crate) fn revocation_list(
    crl: &Crl,
    key: &VerifyingKey,
    verifier: &Verifier,
) -> Result<Verified, Reason> {
    let identifier = crl.signature_algorithm().map_err(Reason::from)?;
    // RFC 5280 §5.1.1.2.
    if !crl.algorithms_agree() {
        return Err(algorithms_differ("list"));
    }
    verify_tbs(&identifier, [crl.to_be_signed(), crl.signature()], key, verifier)
}

fn algorithms_differ(structure: &'static str) -> Reason {
    Reason::new(Code::SignatureInvalid, Message::AlgorithmsDiffer { structure: structure.into() })
}

fn verify_tbs(
    identifier: &AlgorithmIdentifier<'_>,
    [message, value]: [&[u8]; 2],
    key: &VerifyingKey,
    verifier: &Verifier,
) -> Result<Verified, Reason> {
    let algorithm = SignatureAlgorithm::from_identifier(identifier, None)
        .map_err(|error| unsupported_algorithm(error, identifier))?;
    let leniencies =
        verifier.verify(key, &algorithm, message, value).map_err(|error| fault(error, &algorithm, key))?;
    Ok(verified(algorithm, leniencies, identifier))
}

/// Why a signature does not verify.
fn fault(error: VerifyError, algorithm: &SignatureAlgorithm, key: &VerifyingKey) -> Reason {
    let [fault, algorithm, key] =
        [error.to_string(), algorithm.name().to_string(), key.name().to_string()].map(Into::into);
    Reason::new(error.into(), Message::SignatureFault { fault, algorithm, key })
}

fn verified(
    algorithm: SignatureAlgorithm,
    leniencies: Leniencies,
    identifier: &AlgorithmIdentifier<'_>,
) -> Verified {
    // As an algorithm of signatures id-ecVerifyingKey may carry the parameters of the key.
    let may_have = identifier.oid == crypto::oid::EC_PUBLIC_KEY && !identifier.has_null_parameters();
    let surplus_parameters = algorithm.is_ecdsa() && identifier.parameters.is_some() && !may_have;
    Verified { algorithm, leniencies, surplus_parameters, attributes_not_der: false }
}

/// Why an algorithm identifier leads to no signature algorithm.
pub(crate) fn unsupported_algorithm(error: AlgorithmError, identifier: &AlgorithmIdentifier<'_>) -> Reason {
    let [fault, oid] = [error.to_string(), identifier.oid.to_string()].map(Into::into);
    Reason::new(error.into(), Message::AlgorithmFault { fault, oid })
}

/// RFC 5652 §5.4: the signed attributes name the content's type and hold its digest. The digest algorithm on success.
pub(crate) fn message_digest(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
) -> Result<DigestAlgorithm, Reason> {
    let digest = DigestAlgorithm::from_identifier(&signer.digest_algorithm)
        .map_err(|error| unsupported_algorithm(error, &signer.digest_algorithm))?;
    let attributes = signer.signed_attributes.as_ref().ok_or_else(attributes_missing)?;
    let single = |oid, name: &'static str| {
        let message = || Message::AttributeCount { attribute: name.into() };
        attributes.single(oid).map_err(|code| Reason::new(code, message()))
    };
    let content_type = single(oid::CONTENT_TYPE, "content type")?;
    let content_type = content_type.and_then(|value| value.oid().ok());
    if content_type != Some(signed_data.content_type) {
        let content = signed_data.content_type.to_string().into();
        let message = match content_type {
            Some(named) => Message::ContentTypesDiffer { named: named.to_string().into(), content },
            None => Message::ContentTypeAbsent { content },
        };
        return Err(Reason::new(Code::SodContentTypeMismatch, message));
    }
    let stated = single(oid::MESSAGE_DIGEST, "message digest")?
        .ok_or_else(|| Reason::new(Code::SodMessageDigestMissing, Message::NoMessageDigest {}))?;
    let content = signed_data.content.as_deref().unwrap_or_default();
    if stated.content() != digest.digest(content).as_ref() {
        let message = Message::MessageDigestDiffers { digest: digest.name().into() };
        return Err(Reason::new(Code::SodMessageDigestMismatch, message));
    }
    Ok(digest)
}

/// RFC 5652 §5.6: the signer's key verifies the signed attributes. A typed content without them is refused (§5.3), or
/// attributes signed elsewhere could be passed off as content.
///
/// The bytes as sent are tried first and then their DER form: both kinds of signer exist, and the attributes mean the
/// same.
pub(crate) fn signed_data(
    signer: &SignerInfo<'_>,
    key: &VerifyingKey,
    verifier: &Verifier,
) -> Result<Verified, Reason> {
    let identifier = &signer.signature_algorithm;
    let unnamed = DigestAlgorithm::from_identifier(&signer.digest_algorithm);
    let algorithm = SignatureAlgorithm::from_identifier(identifier, unnamed.ok()).map_err(|error| {
        unsupported_algorithm(
            unnamed
                .err()
                .filter(|_| error == AlgorithmError::Unsupported && names_no_hash(identifier))
                .unwrap_or(error),
            identifier,
        )
    })?;
    let verify = |message: &[u8]| verifier.verify(key, &algorithm, message, &signer.signature);
    let attributes = signer.signed_attributes.as_ref().ok_or_else(attributes_missing)?;
    let (as_sent, as_der) = (verify(&attributes.as_sent()), attributes.as_der());
    let attributes_not_der = as_der.is_some();
    let leniencies = match (as_sent, as_der) {
        // What is in dispute is no longer decided by another form.
        (Err(VerifyError::EnginesDisagree), _) => Err(VerifyError::EnginesDisagree),
        (Err(_), Some(der)) => verify(&der),
        (result, _) => result,
    };
    let leniencies = leniencies.map_err(|error| fault(error, &algorithm, key))?;
    Ok(Verified { attributes_not_der, ..verified(algorithm, leniencies, identifier) })
}

fn attributes_missing() -> Reason {
    Reason::new(Code::SodSignedAttributesMissing, Message::AttributesMissing {})
}

fn names_no_hash(identifier: &AlgorithmIdentifier<'_>) -> bool {
    matches!(identifier.oid, crypto::oid::RSA_ENCRYPTION | crypto::oid::EC_PUBLIC_KEY)
}

/// The certificate's key, with the reason if it cannot be used.
pub(crate) fn public_key_of(certificate: &Certificate) -> Result<VerifyingKey, Reason> {
    VerifyingKey::from_spki(certificate.public_key()).map_err(|error| {
        let [fault, subject] = [error.to_string(), certificate.subject().to_string()].map(Into::into);
        Reason::new(error.into(), Message::KeyFault { fault, subject })
    })
}

/// A reason as an error of the structure that was imported.
pub(super) fn import_error(reason: &Reason, structure: &'static str, detail: &'static str) -> Error {
    Error::at(reason.code(), structure, 0, detail)
}
