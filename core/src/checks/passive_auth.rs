//! Passive authentication, first half: is EF.SOD what a Document Signer signed (Doc 9303-10 §4.6.2, Doc 9303-11 §5.1)?
//! `sod.structure`, `sod.hash` and `sod.signature`.

use super::Findings;
use crate::asn1::first_ber_encoding;
use crate::cms::{Fit, SignedData, SignerIdentifier, SignerInfo};
use crate::crypto::{DigestAlgorithm, PublicKey, SignatureAlgorithm, Work};
use crate::lds::{Chip, FileId, LdsSecurityObject, Sod};
use crate::report::{CheckResult, SignatureFacts};
use crate::trust::{TrustStore, signature};
use crate::vocabulary::{Check, Deviation, DeviationKind, Reason};
use crate::x509::Certificate;
use crate::{Code, DataGroup, Error, Limits, Policy};

const STRUCTURE: &str = "EF.SOD";

/// What the later checks build on.
pub(crate) struct SecurityObject<'a> {
    pub(crate) sod: &'a Sod<'a>,
    /// The list of hashes, unless it cannot be read.
    pub(crate) lds: Result<LdsSecurityObject<'a>, Reason>,
    /// The certificate of the signer and its key, as far as they are known.
    pub(crate) document_signer: Option<DocumentSigner>,
}

/// The certificate that the signer identifier names.
pub(crate) struct DocumentSigner {
    pub(crate) certificate: Certificate,
    pub(crate) key: Result<PublicKey, Reason>,
}

/// Reads EF.SOD; its absence and its faults are results.
pub(crate) fn open<'a>(chip: &'a Chip, findings: &mut Findings<'_>) -> Result<Sod<'a>, Reason> {
    let reason = match chip.sod() {
        Ok(Some(sod)) => return Ok(sod),
        Ok(None) => Reason::new(Code::FileMissing, "EF.SOD was not handed over; every chip has one"),
        Err(error) => Reason::from(error),
    };
    let structure = match reason.code() {
        Code::FileMissing => CheckResult::undetermined(Check::SodStructure, reason.clone()),
        _ => CheckResult::from_reason(Check::SodStructure, reason.clone()),
    };
    findings.push(structure);
    findings.push(CheckResult::undetermined(Check::SodHash, reason.clone()));
    findings.push(CheckResult::undetermined(Check::SodSignature, reason.clone()));
    Err(reason)
}

/// Judges structure, digest and signature of EF.SOD.
pub(crate) fn judge<'a>(
    sod: &'a Sod<'a>,
    trust: &TrustStore,
    findings: &mut Findings<'_>,
) -> SecurityObject<'a> {
    let lds = match &sod.signed_data.content {
        Some(content) => LdsSecurityObject::parse(content).map_err(Reason::from),
        None => Err(Reason::new(Code::FileMalformed, "EF.SOD holds no signed content")),
    };
    let result = structure(sod, lds.as_ref(), findings);
    findings.push(CheckResult::from_result(Check::SodStructure, result));

    let signer = match sole_signer(&sod.signed_data) {
        Ok(signer) => signer,
        Err(reason) => {
            findings.push(CheckResult::undetermined(Check::SodHash, reason.clone()));
            findings.push(CheckResult::undetermined(Check::SodSignature, reason));
            return SecurityObject { sod, lds, document_signer: None };
        }
    };
    let result = hash(&sod.signed_data, signer, STRUCTURE, findings);
    findings.push(CheckResult::from_result(Check::SodHash, result));
    let document_signer = match document_signer(&sod.signed_data, signer, trust, STRUCTURE, findings) {
        Ok(document_signer) => {
            let result = sod_signature(signer, &document_signer, findings);
            findings.push(CheckResult::from_result(Check::SodSignature, result));
            Some(document_signer)
        }
        Err(reason) if reason.code() == Code::DsCertificateMissing => {
            findings.push(CheckResult::undetermined(Check::SodSignature, reason));
            None
        }
        Err(reason) => {
            findings.push(CheckResult::from_reason(Check::SodSignature, reason));
            None
        }
    };
    SecurityObject { sod, lds, document_signer }
}

/// Doc 9303-10 §4.6.2.2 and §4.6.2.3, clause by clause, the nearest to the cause first.
fn structure(
    sod: &Sod<'_>,
    lds: Result<&LdsSecurityObject<'_>, &Reason>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let file_malformed = Code::FileMalformed;
    let mut note = |code: DeviationKind, offset, text: &str, refused_as| {
        findings.tolerate(Deviation::new(code, STRUCTURE, text).at(offset), refused_as)
    };
    if sod.trailing.is_some() {
        return Err(Reason::new(Code::FileTrailingData, "bytes follow the SignedData within EF.SOD"));
    }
    if let Some(offset) = sod.file.padding {
        note(
            DeviationKind::PaddingAfterFile,
            Some(offset),
            "zero bytes follow the file",
            Code::FileTrailingData,
        )?;
    }
    match sod.content_type() {
        Some(true) => {}
        Some(false) => note(
            DeviationKind::EcontentType,
            None,
            &format!("content type {}", sod.signed_data.content_type),
            Code::SodContentType,
        )?,
        None => {
            let text = format!("content type {} is not an LDS security object", sod.signed_data.content_type);
            return Err(Reason::new(Code::SodContentType, text));
        }
    }
    if let Some(offset) = first_ber_encoding(sod.file.element.span(), STRUCTURE).map_err(Reason::from)? {
        note(DeviationKind::Ber, Some(offset), "encoded in BER where DER is demanded", file_malformed)?;
    }
    if sod.signed_data.has_crls {
        let text = "revocation lists inside are not used";
        note(DeviationKind::CrlsInSignedData, None, text, file_malformed)?;
    }
    let signer = sole_signer(&sod.signed_data)?;
    versions(&sod.signed_data, signer, &mut note)?;
    let names_digest =
        sod.signed_data.digest_algorithms.iter().any(|named| named.oid == signer.digest_algorithm.oid);
    if !names_digest {
        let text = "the set of digest algorithms does not name the signer's";
        note(DeviationKind::DigestAlgorithms, None, text, Code::SodDigestSignatureMismatch)?;
    }
    let lds = lds.map_err(Clone::clone)?;
    if lds.version != i64::from(lds.lds_version.is_some()) {
        let text = format!(
            "LDS security object of version {} {} version information",
            lds.version,
            if lds.lds_version.is_some() { "with" } else { "without" }
        );
        note(DeviationKind::Version, None, &text, file_malformed)?;
    }
    data_groups(lds)
}

/// RFC 5652 §5.1, §5.3: versions follow from what is inside.
fn versions(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    note: &mut impl FnMut(DeviationKind, Option<usize>, &str, Code) -> Result<(), Reason>,
) -> Result<(), Reason> {
    if signed_data.version != 3 {
        let text = format!("SignedData of version {}, its content demands 3", signed_data.version);
        note(DeviationKind::Version, None, &text, Code::FileMalformed)?;
    }
    let expected = match signer.identifier {
        SignerIdentifier::IssuerAndSerial { .. } => 1,
        SignerIdentifier::SubjectKeyIdentifier(_) => 3,
    };
    if signer.version != expected {
        let text = format!("SignerInfo of version {}, its identifier demands {expected}", signer.version);
        note(DeviationKind::Version, Some(signer.offset), &text, Code::FileMalformed)?;
    }
    Ok(())
}

/// Doc 9303-10 §4.6.2.3: 1 to 16, each once, DG1 and DG2 among them, each hash as long as its algorithm makes it.
fn data_groups(lds: &LdsSecurityObject<'_>) -> Result<(), Reason> {
    if let Some(wrong) = lds.hashes.iter().find(|hash| !(1..=16).contains(&hash.number)) {
        let text = format!("data group number {} is listed; data groups are numbered 1 to 16", wrong.number);
        return Err(Reason::new(Code::SodDataGroupNumber, text));
    }
    let numbers = lds.numbers();
    let repeated = numbers.iter().zip(numbers.iter().skip(1)).find(|(one, next)| one == next);
    if let Some((number, _)) = repeated {
        return Err(Reason::new(Code::SodDuplicateDataGroup, format!("data group {number} is listed twice")));
    }
    if let Some(missing) =
        [DataGroup::DG1, DataGroup::DG2].into_iter().find(|data_group| lds.hash(*data_group).is_none())
    {
        let text = format!("data group {} is not listed; every document has it", missing.number());
        return Err(Reason::new(Code::SodMandatoryDataGroupMissing, text));
    }
    if let Ok(digest) = DigestAlgorithm::from_identifier(&lds.hash_algorithm) {
        let length = digest.output_length();
        if let Some(wrong) = lds.hashes.iter().find(|hash| hash.value.len() != length) {
            let (number, found) = (wrong.number, wrong.value.len());
            let text =
                format!("the hash of data group {number} has {found} bytes, {} has {length}", digest.name());
            return Err(Reason::new(Code::SodDigestLength, text));
        }
    }
    Ok(())
}

/// Doc 9303-10 Table 37: exactly one signer. "One valid is enough" would let an attacker add his own.
pub(super) fn sole_signer<'a, 'b>(signed_data: &'b SignedData<'a>) -> Result<&'b SignerInfo<'a>, Reason> {
    match signed_data.signers.as_slice() {
        [signer] => Ok(signer),
        [] => Err(Reason::new(Code::SodNoSigner, "nobody signed")),
        more => Err(Reason::new(
            Code::SodMultipleSigners,
            format!("{} signers, where one is allowed", more.len()),
        )),
    }
}

/// RFC 5652 §5.4 with what the policy says of the digest.
pub(super) fn hash(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    structure: &str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let digest = signature::message_digest(signed_data, signer)?;
    allow_digest(digest, structure, "the content is hashed with SHA-1", findings)
}

/// SHA-1 is tolerated or not; the digests that nobody may use never come this far.
pub(super) fn allow_digest(
    digest: DigestAlgorithm,
    structure: &str,
    text: &str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    if digest != DigestAlgorithm::Sha1 {
        return Ok(());
    }
    findings.tolerate(Deviation::new(DeviationKind::Sha1, structure, text), Code::SignatureForbiddenDigest)
}

/// Finds the certificate that the signer identifier names: within the signed data, and then among the caller's.
pub(super) fn document_signer(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    trust: &TrustStore,
    structure: &str,
    findings: &mut Findings<'_>,
) -> Result<DocumentSigner, Reason> {
    let parsed: Vec<Result<Certificate, Error>> =
        signed_data.certificates.iter().map(|der| Certificate::parse(der)).collect();
    let within = |fit| {
        let fits = move |certificate: &&Certificate| signer.identifier.fit(certificate) == fit;
        parsed.iter().flatten().filter(fits).collect::<Vec<_>>()
    };
    let known = trust.document_signers_named(&signer.identifier).take(Limits::DEFAULT.candidate_issuers);
    // Malaysia spells the issuer in another string type. Whatever was meant, a serial number that fits leads to one
    // certificate, and the signature decides.
    let mut found = meant(within(Fit::Exact), signer, findings)?;
    if found.is_none() {
        found = meant(known.collect(), signer, findings)?;
    }
    if found.is_none() {
        found = that_signed(&within(Fit::SerialOnly), signer, findings)?;
    }
    if let Some(certificate) = found {
        if !signer.identifier.is_spelt_as(certificate) {
            let text = "the signer identifier spells the issuer unlike the certificate";
            let deviation =
                Deviation::new(DeviationKind::SignerIdentifier, structure, text).at(Some(signer.offset));
            findings.tolerate(deviation, Code::SodSignerIdentifier)?;
        }
        let key = trust.key_of(certificate);
        return Ok(DocumentSigner { certificate: certificate.clone(), key });
    }
    if let Some(error) = parsed.iter().find_map(|result| result.as_ref().err()) {
        return Err(Reason::from(error));
    }
    if parsed.is_empty() {
        let text = format!("{structure} carries no certificate and the trust store has none that it names");
        return Err(Reason::new(Code::DsCertificateMissing, text));
    }
    let text = format!("the signer identifier fits none of the {} certificates in {structure}", parsed.len());
    Err(Reason::new(Code::SodSignerIdentifier, text))
}

/// Where one name leads to several certificates, the signature says which of them was meant.
fn meant<'a>(
    named: Vec<&'a Certificate>,
    signer: &SignerInfo<'_>,
    findings: &Findings<'_>,
) -> Result<Option<&'a Certificate>, Reason> {
    match named.as_slice() {
        [only] => Ok(Some(*only)),
        several => Ok(that_signed(several, signer, findings)?.or(several.first().copied())),
    }
}

fn that_signed<'a>(
    certificates: &[&'a Certificate],
    signer: &SignerInfo<'_>,
    findings: &Findings<'_>,
) -> Result<Option<&'a Certificate>, Reason> {
    for certificate in certificates.iter().take(Limits::DEFAULT.candidate_issuers) {
        let Ok(key) = signature::key(certificate) else { continue };
        findings.spend(signing_cost(&key))?;
        if signature::signed_data(signer, &key).is_ok() {
            return Ok(Some(*certificate));
        }
    }
    Ok(None)
}

/// The signed attributes are tried as they were sent and in DER.
fn signing_cost(key: &PublicKey) -> u64 {
    key.verification_cost().saturating_mul(2)
}

/// The country that the signer's certificate names, before anything is verified: it chooses the rules to judge by.
pub(crate) fn signer_country(sod: &Sod<'_>, trust: &TrustStore, work: &Work) -> Option<String> {
    let signer = sole_signer(&sod.signed_data).ok()?;
    // How the signer is named is judged later; the certificate is sought as generously as it can be found.
    let generous = Policy::icao();
    let mut aside = Findings::new(&generous, work);
    let signer = document_signer(&sod.signed_data, signer, trust, STRUCTURE, &mut aside).ok()?;
    signer.certificate.subject().country().map(str::to_owned)
}

fn sod_signature(
    signer: &SignerInfo<'_>,
    document_signer: &DocumentSigner,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let key = document_signer.key.as_ref().map_err(Clone::clone)?;
    let algorithm = verify_signed(signer, key, STRUCTURE, findings)?;
    findings.evidence.signature = Some(SignatureFacts {
        algorithm: algorithm.name().to_string(),
        digest: algorithm.digest().name().to_owned(),
        key: key.name().to_string(),
    });
    Ok(())
}

/// RFC 5652 §5.6 with what the policy says of the signature's oddities.
pub(super) fn verify_signed(
    signer: &SignerInfo<'_>,
    key: &PublicKey,
    structure: &str,
    findings: &mut Findings<'_>,
) -> Result<SignatureAlgorithm, Reason> {
    findings.spend(signing_cost(key))?;
    let verified = signature::signed_data(signer, key)?;
    oddities(&verified, structure, findings)?;
    let stated = DigestAlgorithm::from_identifier(&signer.digest_algorithm).ok();
    if stated != Some(verified.algorithm.digest()) {
        let text = format!(
            "the signature hashes with {}, digestAlgorithm names another",
            verified.algorithm.digest().name()
        );
        findings.tolerate(
            Deviation::new(DeviationKind::DigestAlgorithms, structure, text).at(Some(signer.offset)),
            Code::SodDigestSignatureMismatch,
        )?;
    }
    Ok(verified.algorithm)
}

/// What was odd about a signature that verified.
pub(super) fn oddities(
    verified: &signature::Verified,
    structure: &str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    allow_digest(verified.algorithm.digest(), structure, "the signature uses SHA-1", findings)?;
    let observed = &verified.observed;
    let rows = [
        (
            observed.digest_info_without_null,
            DeviationKind::DigestInfoWithoutNull,
            "the DigestInfo leaves out the NULL",
        ),
        (
            observed.pss_salt_unlike_digest,
            DeviationKind::PssSaltLength,
            "the salt is not as long as the hash",
        ),
        (
            observed.integer_padding,
            DeviationKind::IntegerPadding,
            "an INTEGER of the signature has surplus octets",
        ),
        (
            verified.surplus_parameters,
            DeviationKind::EcdsaParameters,
            "parameters beside the signature, where ECDSA has none",
        ),
        (
            verified.attributes_not_der,
            DeviationKind::SignedAttributesNotDer,
            "the signed attributes are not in DER",
        ),
    ];
    for (_, code, text) in rows.into_iter().filter(|(present, ..)| *present) {
        findings.tolerate(Deviation::new(code, structure, text), Code::SignatureEncoding)?;
    }
    Ok(())
}

/// The file whose frame is odd without being wrong.
pub(super) fn note_padding(
    file: FileId,
    padding: Option<usize>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let Some(offset) = padding else { return Ok(()) };
    let deviation =
        Deviation::new(DeviationKind::PaddingAfterFile, file.as_str(), "zero bytes follow the file")
            .at(Some(offset));
    findings.tolerate(deviation, Code::FileTrailingData)
}
