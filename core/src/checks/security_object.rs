//! Passive authentication, first part: is EF.SOD what a Document Signer signed (Doc 9303-10 §4.6.2, Doc 9303-11 §5.1)?
//! `sod.structure`, `sod.hash` and `sod.signature`.

use super::context::Verification;
use super::signed_file::{FoundSigner, check_digest, find_signer, sole_signer, verify_signature};
use super::{Context, Findings};
use crate::cms::{SignedData, SignerIdentifier, SignerInfo};
use crate::crypto::{DigestAlgorithm, Work};
use crate::lds::{Chip, LdsSecurityObject, Sod, SodContentType};
use crate::report::{CheckResult, SignatureFacts};
use crate::trust::TrustStore;
use crate::vocabulary::{Check, DataGroup, Deviation, DeviationKind, Message, Reason, count};
use crate::{Code, Error, Policy};

const STRUCTURE: &str = "EF.SOD";

/// EF.SOD as it was read, and the certificate that it names as its signer's. Nothing of it is verified.
pub(crate) struct SecurityObject<'a> {
    sod: Result<Sod<'a>, Reason>,
    signer: Result<FoundSigner, Reason>,
}

/// EF.SOD after its checks.
pub(crate) struct CheckedObject<'a> {
    /// The list of hashes, unless it cannot be read.
    pub(crate) list: Result<LdsSecurityObject<'a>, Reason>,
    /// The signed data and the signer, as far as they are known.
    pub(crate) signer: Result<KnownSigner<'a>, Reason>,
    /// That the file is whole and its signer's key verifies it.
    pub(crate) intact: Option<IntactObject>,
}

/// Whose certificate is known, with what they signed.
#[derive(Clone, Copy)]
pub(crate) struct KnownSigner<'a> {
    pub(crate) found: &'a FoundSigner,
    pub(crate) signed_data: &'a SignedData<'a>,
}

/// Proof that `sod.structure`, `sod.hash` and `sod.signature` are successful: only their checks make one.
pub(crate) struct IntactObject(());

impl<'a> SecurityObject<'a> {
    /// Reads EF.SOD and finds the certificate of its signer.
    pub(crate) fn open(chip: &'a Chip, trust: &TrustStore, policy: &Policy, work: &Work) -> Self {
        let verification = Verification::new(policy, work);
        let sod = match chip.sod() {
            Ok(Some(sod)) => Ok(sod),
            Ok(None) => Err(Reason::new(
                Code::FileMissing,
                Message::NotHandedOverMandatory { file: STRUCTURE.into() },
            )),
            Err(error) => Err(Reason::from(error)),
        };
        let signer = match &sod {
            Ok(sod) => find_signer(&sod.signed_data, STRUCTURE, trust, &verification),
            Err(reason) => Err(reason.clone()),
        };
        SecurityObject { sod, signer }
    }

    /// The country that the signer's certificate names, before anything is verified: it chooses the rules to judge by.
    pub(crate) fn signer_country(&self) -> Option<&str> {
        self.signer.as_ref().ok()?.certificate.subject().country()
    }

    /// Checks structure, digest and signature.
    pub(crate) fn check(&'a self, cx: &Context<'_>, findings: &mut Findings<'_>) -> CheckedObject<'a> {
        match &self.sod {
            Ok(sod) => check_object(sod, &self.signer, cx, findings),
            Err(reason) => unreadable(reason, findings),
        }
    }
}

/// Reports an EF.SOD that is missing or cannot be read.
fn unreadable<'a>(reason: &Reason, findings: &mut Findings<'_>) -> CheckedObject<'a> {
    let structure = match reason.code() {
        Code::FileMissing => CheckResult::undetermined(Check::SodStructure, reason.clone()),
        _ => CheckResult::from_reason(Check::SodStructure, reason.clone()),
    };
    findings.push(structure);
    findings.push(CheckResult::undetermined(Check::SodHash, reason.clone()));
    findings.push(CheckResult::undetermined(Check::SodSignature, reason.clone()));
    CheckedObject { list: Err(reason.clone()), signer: Err(reason.clone()), intact: None }
}

fn check_object<'a>(
    sod: &'a Sod<'a>,
    found: &'a Result<FoundSigner, Reason>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> CheckedObject<'a> {
    let list = match &sod.signed_data.content {
        Some(content) => LdsSecurityObject::parse_within(content, cx.policy.limits()).map_err(Reason::from),
        None => {
            Err(Reason::new(Code::FileMalformed, Message::NoSignedContent { structure: STRUCTURE.into() }))
        }
    };
    let result = check_structure(sod, list.as_ref(), findings);
    let has_structure = result.is_ok();
    findings.push(CheckResult::from_result(Check::SodStructure, result));

    let unknown = || Reason::new(Code::DsCertificateMissing, Message::SignerNotKnown {});
    let signer = match sole_signer(&sod.signed_data) {
        Ok(signer) => signer,
        Err(reason) => {
            findings.push(CheckResult::undetermined(Check::SodHash, reason.clone()));
            findings.push(CheckResult::undetermined(Check::SodSignature, reason));
            return CheckedObject { list, signer: Err(unknown()), intact: None };
        }
    };
    let result = check_digest(&sod.signed_data, signer, STRUCTURE, findings);
    let has_digest = result.is_ok();
    findings.push(CheckResult::from_result(Check::SodHash, result));
    let spelt = found.as_ref().map_err(Clone::clone).and_then(|found| {
        found.check_spelling(STRUCTURE, findings)?;
        Ok(found)
    });
    let found = match spelt {
        Ok(found) => found,
        Err(reason) => {
            let result = match reason.code() {
                Code::DsCertificateMissing => CheckResult::undetermined(Check::SodSignature, reason),
                _ => CheckResult::from_reason(Check::SodSignature, reason),
            };
            findings.push(result);
            return CheckedObject { list, signer: Err(unknown()), intact: None };
        }
    };
    let result = check_signature(signer, found, cx, findings);
    let intact = (has_structure && has_digest && result.is_ok()).then_some(IntactObject(()));
    findings.push(CheckResult::from_result(Check::SodSignature, result));
    CheckedObject { list, signer: Ok(KnownSigner { found, signed_data: &sod.signed_data }), intact }
}

fn check_signature(
    signer: &SignerInfo<'_>,
    found: &FoundSigner,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let key = found.key.as_ref().map_err(Clone::clone)?;
    let algorithm = verify_signature(signer, key, STRUCTURE, cx, findings)?;
    findings.evidence.rest.signature = Some(SignatureFacts {
        algorithm: algorithm.name().to_string(),
        digest: algorithm.digest().name().to_owned(),
        key: key.name().to_string(),
    });
    Ok(())
}

/// Doc 9303-10 §4.6.2.2 and §4.6.2.3, clause by clause, the nearest to the cause first.
fn check_structure(
    sod: &Sod<'_>,
    lds: Result<&LdsSecurityObject<'_>, &Reason>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let file_malformed = Code::FileMalformed;
    let mut note = |kind: DeviationKind, offset, message: Message, refused_as| {
        findings.tolerate(Deviation::new(kind, STRUCTURE, message).at(offset), refused_as)
    };
    if sod.trailing.is_some() {
        return Err(Reason::new(
            Code::FileTrailingData,
            Message::BytesAfterSignedData { structure: STRUCTURE.into() },
        ));
    }
    if let Some(offset) = sod.file.padding {
        note(
            DeviationKind::PaddingAfterFile,
            Some(offset),
            Message::ZerosAfterFile {},
            Code::FileTrailingData,
        )?;
    }
    match sod.content_type() {
        SodContentType::Standard => {}
        SodContentType::Deviating => note(
            DeviationKind::EcontentType,
            None,
            Message::ContentType { oid: sod.signed_data.content_type.to_string().into() },
            Code::SodContentType,
        )?,
        SodContentType::Other => {
            let message = Message::NotSecurityObject { oid: sod.signed_data.content_type.to_string().into() };
            return Err(Reason::new(Code::SodContentType, message));
        }
    }
    let ber = sod.file.element.as_reader().find_non_der().map_err(Error::from)?;
    if let Some(offset) = ber {
        note(DeviationKind::Ber, Some(offset), Message::EncodedInBer {}, file_malformed)?;
    }
    if sod.signed_data.has_crls {
        note(DeviationKind::CrlsInSignedData, None, Message::CrlsNotUsed {}, file_malformed)?;
    }
    let signer = sole_signer(&sod.signed_data)?;
    check_versions(&sod.signed_data, signer, &mut note)?;
    let names_digest =
        sod.signed_data.digest_algorithms.iter().any(|named| named.oid == signer.digest_algorithm.oid);
    if !names_digest {
        let refused_as = Code::SodDigestSignatureMismatch;
        note(DeviationKind::DigestAlgorithms, None, Message::DigestNotInSet {}, refused_as)?;
    }
    let lds = lds.map_err(Clone::clone)?;
    if lds.version != i64::from(lds.lds_version.is_some()) {
        let version = lds.version.to_string().into();
        let message = match lds.lds_version {
            Some(_) => Message::VersionWithInformation { version },
            None => Message::VersionWithoutInformation { version },
        };
        note(DeviationKind::Version, None, message, file_malformed)?;
    }
    check_list(lds)
}

/// RFC 5652 §5.1, §5.3: versions follow from what is inside.
fn check_versions(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    note: &mut impl FnMut(DeviationKind, Option<usize>, Message, Code) -> Result<(), Reason>,
) -> Result<(), Reason> {
    if signed_data.version != 3 {
        let message = Message::SignedDataVersion { version: signed_data.version.to_string().into() };
        note(DeviationKind::Version, None, message, Code::FileMalformed)?;
    }
    let expected = match signer.identifier {
        SignerIdentifier::IssuerAndSerial { .. } => 1,
        SignerIdentifier::SubjectKeyIdentifier(_) => 3,
    };
    if signer.version != expected {
        let message = Message::SignerInfoVersion {
            version: signer.version.to_string().into(),
            expected: expected.unsigned_abs(),
        };
        note(DeviationKind::Version, Some(signer.offset), message, Code::FileMalformed)?;
    }
    Ok(())
}

/// Doc 9303-10 §4.6.2.3: 1 to 16, each once, DG1 and DG2 among them, each hash as long as its algorithm makes it.
fn check_list(lds: &LdsSecurityObject<'_>) -> Result<(), Reason> {
    if let Some(wrong) = lds.hashes.iter().find(|hash| !(1..=16).contains(&hash.number)) {
        let message = Message::NumberOutOfRange { number: wrong.number.to_string().into() };
        return Err(Reason::new(Code::SodDataGroupNumber, message));
    }
    let numbers = lds.numbers();
    let repeated = numbers.iter().zip(numbers.iter().skip(1)).find(|(one, next)| one == next);
    if let Some((number, _)) = repeated {
        let message = Message::ListedTwice { number: u64::from(*number) };
        return Err(Reason::new(Code::SodDuplicateDataGroup, message));
    }
    if let Some(missing) =
        [DataGroup::DG1, DataGroup::DG2].into_iter().find(|data_group| lds.hash(*data_group).is_none())
    {
        let message = Message::MandatoryNotListed { number: u64::from(missing.number()) };
        return Err(Reason::new(Code::SodMandatoryDataGroupMissing, message));
    }
    if let Ok(digest) = DigestAlgorithm::from_identifier(&lds.hash_algorithm) {
        let length = digest.output_length();
        if let Some(wrong) = lds.hashes.iter().find(|hash| hash.value.len() != length) {
            let message = Message::HashLength {
                number: wrong.number.to_string().into(),
                found: count(wrong.value.len()),
                digest: digest.name().into(),
                length: count(length),
            };
            return Err(Reason::new(Code::SodDigestLength, message));
        }
    }
    Ok(())
}
