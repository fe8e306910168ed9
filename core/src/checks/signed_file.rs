//! What EF.SOD and EF.CardSecurity have in common as signed files: one signer, the digest of the content, the signer's
//! certificate, the signature, and what departs from the standard in them (RFC 5652 §5, Doc 9303-10 Table 37).

use super::Findings;
use super::context::{Context, Verification, spend};
use crate::cms::{SignedData, SignerInfo, SignerMatch};
use crate::crypto::{DigestAlgorithm, SignatureAlgorithm, VerifyingKey};
use crate::lds::FileId;
use crate::trust::{TrustStore, signature};
use crate::vocabulary::{Deviation, DeviationKind, Message, Reason, count};
use crate::x509::Certificate;
use crate::{Code, Error};

/// The certificate that the signer identifier names, before anything is verified.
pub(crate) struct FoundSigner {
    pub(crate) certificate: Certificate,
    pub(crate) key: Result<VerifyingKey, Reason>,
    /// Where the signer identifier stands, if it spells the issuer unlike the certificate.
    unlike_certificate_at: Option<usize>,
}

impl FoundSigner {
    /// Malaysia spells the issuer in another string type.
    pub(super) fn check_spelling(
        &self,
        structure: &'static str,
        findings: &mut Findings<'_>,
    ) -> Result<(), Reason> {
        let Some(offset) = self.unlike_certificate_at else { return Ok(()) };
        let deviation =
            Deviation::new(DeviationKind::SignerIdentifier, structure, Message::SignerSpelling {});
        let deviation = deviation.at(Some(offset));
        findings.tolerate(deviation, Code::SodSignerIdentifier)
    }
}

/// Doc 9303-10 Table 37: exactly one signer. "One valid is enough" would let attackers add their own.
pub(super) fn sole_signer<'a, 'b>(signed_data: &'b SignedData<'a>) -> Result<&'b SignerInfo<'a>, Reason> {
    match signed_data.signers.as_slice() {
        [signer] => Ok(signer),
        [] => Err(Reason::new(Code::SodNoSigner, Message::NoSigner {})),
        more => {
            Err(Reason::new(Code::SodMultipleSigners, Message::SeveralSigners { count: count(more.len()) }))
        }
    }
}

/// RFC 5652 §5.4 and whether the policy tolerates the digest.
pub(super) fn check_digest(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    structure: &'static str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let digest = signature::message_digest(signed_data, signer)?;
    tolerate_digest(digest, structure, Message::Sha1OfContent {}, findings)
}

/// Tolerates SHA-1 or not; forbidden digests are rejected earlier.
pub(super) fn tolerate_digest(
    digest: DigestAlgorithm,
    structure: &'static str,
    message: Message,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    if digest != DigestAlgorithm::Sha1 {
        return Ok(());
    }
    findings.tolerate(Deviation::new(DeviationKind::Sha1, structure, message), Code::SignatureForbiddenDigest)
}

/// Finds the certificate that the signer identifier names: within the signed data, and then among the caller's. Where a
/// serial number fits and the issuer is spelt otherwise, the signature decides.
pub(super) fn find_signer(
    signed_data: &SignedData<'_>,
    structure: &'static str,
    trust: &TrustStore,
    verification: &Verification<'_>,
) -> Result<FoundSigner, Reason> {
    let signer = sole_signer(signed_data)?;
    let parsed: Vec<Result<Certificate, Error>> = signed_data
        .certificates
        .iter()
        .map(|der| Certificate::parse_within(der, verification.limits))
        .collect();
    let within = |fit| {
        let fits = move |certificate: &&Certificate| signer.identifier.matches(certificate) == fit;
        parsed.iter().flatten().filter(fits).collect::<Vec<_>>()
    };
    let mut found = disambiguate_by_signature(within(SignerMatch::Exact), signer, verification)?;
    if found.is_none() {
        let known = trust.document_signers_named(&signer.identifier);
        // One more than may be tried tells that there are too many.
        let most = verification.limits.candidate_issuers.max(1).saturating_add(1);
        found = disambiguate_by_signature(known.take(most).collect(), signer, verification)?;
    }
    if found.is_none() {
        found = first_that_verifies(&within(SignerMatch::SerialOnly), signer, verification)?;
    }
    if let Some(certificate) = found {
        return Ok(FoundSigner {
            certificate: certificate.clone(),
            key: trust.key_of(certificate),
            unlike_certificate_at: (!signer.identifier.is_spelt_as(certificate)).then_some(signer.offset),
        });
    }
    if let Some(error) = parsed.iter().find_map(|result| result.as_ref().err()) {
        return Err(Reason::from(error));
    }
    if parsed.is_empty() {
        let message = Message::NoCertificate { structure: structure.into() };
        return Err(Reason::new(Code::DsCertificateMissing, message));
    }
    let message = Message::SignerFitsNone { count: count(parsed.len()), structure: structure.into() };
    Err(Reason::new(Code::SodSignerIdentifier, message))
}

/// Where one name leads to several certificates, the signature says which of them is meant.
fn disambiguate_by_signature<'a>(
    named: Vec<&'a Certificate>,
    signer: &SignerInfo<'_>,
    verification: &Verification<'_>,
) -> Result<Option<&'a Certificate>, Reason> {
    match named.as_slice() {
        [only] => Ok(Some(*only)),
        several => Ok(first_that_verifies(several, signer, verification)?.or(several.first().copied())),
    }
}

fn first_that_verifies<'a>(
    certificates: &[&'a Certificate],
    signer: &SignerInfo<'_>,
    verification: &Verification<'_>,
) -> Result<Option<&'a Certificate>, Reason> {
    for (tried, certificate) in certificates.iter().enumerate() {
        if tried >= verification.limits.candidate_issuers {
            return Err(Reason::new(Code::LimitCount, Message::TooManySigners {}));
        }
        let Ok(key) = signature::public_key_of(certificate) else { continue };
        spend(verification.work, signing_cost(&key))?;
        if signature::signed_data(signer, &key, verification.verifier).is_ok() {
            return Ok(Some(*certificate));
        }
    }
    Ok(None)
}

/// The signed attributes are tried as they were sent and in DER.
fn signing_cost(key: &VerifyingKey) -> u64 {
    key.cost().saturating_mul(2)
}

/// RFC 5652 §5.6 and whether the policy tolerates what departs from the standard in it.
pub(super) fn verify_signature(
    signer: &SignerInfo<'_>,
    key: &VerifyingKey,
    structure: &'static str,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<SignatureAlgorithm, Reason> {
    cx.spend(signing_cost(key))?;
    let verified = signature::signed_data(signer, key, cx.policy.verifier())?;
    check_signature_deviations(&verified, structure, findings)?;
    let stated = DigestAlgorithm::from_identifier(&signer.digest_algorithm).ok();
    if stated != Some(verified.algorithm.digest()) {
        let message = Message::DigestNamesDiffer { digest: verified.algorithm.digest().name().into() };
        findings.tolerate(
            Deviation::new(DeviationKind::DigestAlgorithms, structure, message).at(Some(signer.offset)),
            Code::SodDigestSignatureMismatch,
        )?;
    }
    Ok(verified.algorithm)
}

/// Checks how a signature that verified departs from the standard.
pub(super) fn check_signature_deviations(
    verified: &signature::Verified,
    structure: &'static str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    tolerate_digest(verified.algorithm.digest(), structure, Message::Sha1OfSignature {}, findings)?;
    let leniencies = &verified.leniencies;
    let rows = [
        (
            leniencies.digest_info_without_null,
            DeviationKind::DigestInfoWithoutNull,
            Message::DigestInfoWithoutNull {},
        ),
        (leniencies.pss_salt_unlike_digest, DeviationKind::PssSaltLength, Message::SaltLength {}),
        (leniencies.integer_padding, DeviationKind::IntegerPadding, Message::SurplusInInteger {}),
        (verified.surplus_parameters, DeviationKind::EcdsaParameters, Message::SurplusParameters {}),
        (verified.attributes_not_der, DeviationKind::SignedAttributesNotDer, Message::AttributesNotDer {}),
    ];
    for (_, kind, message) in rows.into_iter().filter(|(present, ..)| *present) {
        findings.tolerate(Deviation::new(kind, structure, message), Code::SignatureEncoding)?;
    }
    Ok(())
}

/// Tolerates zero bytes behind a file, or not.
pub(super) fn tolerate_padding(
    file: FileId,
    padding: Option<usize>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let Some(offset) = padding else { return Ok(()) };
    let deviation =
        Deviation::new(DeviationKind::PaddingAfterFile, file.as_str(), Message::ZerosAfterFile {})
            .at(Some(offset));
    findings.tolerate(deviation, Code::FileTrailingData)
}
