//! Passive authentication, second half: do the files hash to what was signed (Doc 9303-11 §5.1)? `dg1.hash` to
//! `dg16.hash` and `chip.com_sod`.

use super::Findings;
use super::signed_file::{tolerate_digest, tolerate_padding};
use crate::crypto::{DigestAlgorithm, KeyError, VerifyingKey};
use crate::lds::{Chip, Com, FaceRecord, FileId, LdsSecurityObject};
use crate::report::CheckResult;
use crate::trust::signature::unsupported_algorithm;
use crate::vocabulary::{Check, Deviation, DeviationKind, Fact, Message, Outcome, Reason, Text, Weight};
use crate::{Code, DataGroup, Error, Limits};

/// The data groups that have the hash which EF.SOD lists for them. Only [`check`] makes one; whether EF.SOD is signed is
/// another question.
pub(crate) struct MatchingFiles<'a>(Vec<MatchingFile<'a>>);

/// A data group that has the hash which EF.SOD lists for it.
#[derive(Clone, Copy)]
pub(crate) struct MatchingFile<'a> {
    data_group: DataGroup,
    bytes: &'a [u8],
    limits: &'a Limits,
}

impl<'a> MatchingFiles<'a> {
    /// The file of a data group, if it has the listed hash.
    pub(crate) fn file(&self, data_group: DataGroup) -> Option<MatchingFile<'a>> {
        self.0.iter().find(|file| file.data_group == data_group).copied()
    }
}

impl<'a> MatchingFile<'a> {
    pub(crate) fn data_group(&self) -> DataGroup {
        self.data_group
    }

    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Those within which the file is read.
    pub(crate) fn limits(&self) -> &'a Limits {
        self.limits
    }
}

/// Gives one result for each data group that is listed or was handed over, and for DG1 and DG2 always.
pub(crate) fn check<'a>(
    chip: &'a Chip,
    list: Result<&LdsSecurityObject<'_>, &Reason>,
    findings: &mut Findings<'_>,
) -> MatchingFiles<'a> {
    let mut matching = Vec::new();
    for data_group in DataGroup::ALL {
        let file = chip.file(FileId::Dg(data_group));
        let is_listed = list.is_ok_and(|list| list.hash(data_group).is_some());
        if file.is_none() && !is_listed && data_group.number() > 2 {
            continue;
        }
        let result = match (list, file) {
            (Ok(list), Some(bytes)) => {
                let result = check_file(chip, data_group, list, findings);
                if result.outcome() == Outcome::Successful {
                    matching.push(MatchingFile { data_group, bytes, limits: chip.limits() });
                }
                result
            }
            (Ok(_), None) => not_read(data_group),
            (Err(reason), _) => CheckResult::undetermined(Check::DgHash(data_group), reason.clone()),
        };
        findings.push(result);
    }
    MatchingFiles(matching)
}

/// Withholding DG14 or DG15 hides a clone, so they count as DG1 and DG2 do. DG3 and DG4 are protected from most readers.
fn not_read(data_group: DataGroup) -> CheckResult {
    let reason = Reason::new(Code::FileNotRead, Message::NotHandedOver { file: name(data_group) });
    let result = CheckResult::undetermined(Check::DgHash(data_group), reason);
    if data_group.is_needed() { result } else { result.with_weight(Weight::Evaluatory) }
}

fn name(data_group: DataGroup) -> Text {
    FileId::Dg(data_group).as_str().into()
}

fn check_file(
    chip: &Chip,
    data_group: DataGroup,
    lds: &LdsSecurityObject<'_>,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let check = Check::DgHash(data_group);
    let mut hashes = lds.hashes.iter().filter(|hash| hash.is_of(data_group));
    let Some(signed) = hashes.next() else {
        let message = Message::NotListed { file: name(data_group) };
        return CheckResult::failed(check, Reason::new(Code::DgNotListed, message));
    };
    if hashes.next().is_some() {
        let message = Message::HashUnbelievable { number: u64::from(data_group.number()) };
        return CheckResult::failed(check, Reason::new(Code::SodDuplicateDataGroup, message));
    }
    let digest = match DigestAlgorithm::from_identifier(&lds.hash_algorithm) {
        Ok(digest) => digest,
        Err(error) => {
            return CheckResult::from_reason(check, unsupported_algorithm(error, &lds.hash_algorithm));
        }
    };
    let result = compare(chip, data_group, digest, signed.value, findings)
        .and_then(|()| readable(data_group, chip))
        .and_then(|()| if data_group == DataGroup::DG2 { face_header(chip, findings) } else { Ok(()) });
    CheckResult::from_result(check, result)
}

/// A header that is off by a few bytes is reported; reading the image itself is another check.
fn face_header(chip: &Chip, findings: &mut Findings<'_>) -> Result<(), Reason> {
    let differs = |records: Vec<FaceRecord<'_>>| records.iter().any(|record| record.header_length_differs);
    if !chip.dg2().ok().flatten().is_some_and(differs) {
        return Ok(());
    }
    let deviation = Deviation::new(DeviationKind::ImageHeader, "EF.DG2", Message::FaceHeaderLength {});
    findings.tolerate(deviation, Code::FileMalformed)
}

/// What other checks build on must be readable: garbage that was signed is still a finding, never "absent".
fn readable(data_group: DataGroup, chip: &Chip) -> Result<(), Reason> {
    let error = match data_group.number() {
        1 => chip.dg1().err(),
        14 => chip.dg14().err(),
        15 => match chip.dg15() {
            Ok(Some(spki)) if matches!(VerifyingKey::from_spki(spki), Err(KeyError::Malformed)) => {
                return Err(Reason::new(Code::KeyMalformed, Message::NoPublicKey { file: name(data_group) }));
            }
            other => other.err(),
        },
        _ => None,
    };
    error.map_or(Ok(()), |error| Err(Reason::from(error)))
}

fn compare(
    chip: &Chip,
    data_group: DataGroup,
    digest: DigestAlgorithm,
    signed: &[u8],
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let file = FileId::Dg(data_group);
    tolerate_digest(digest, "EF.SOD", Message::Sha1OfDataGroups {}, findings)?;
    let bytes = chip.file(file).unwrap_or_default();
    let (hashed, padding) = match file.open_within(bytes, chip.limits()) {
        Ok(opened) => (opened.element.span(), opened.padding),
        // DG13 is the issuing State's own; some hold no TLV at all (Doc 9303-10 §4.7.13).
        Err(error) if data_group == DataGroup::DG13 && !error.code().is_limit() => (bytes, None),
        Err(error) => return Err(Reason::from(error)),
    };
    if digest.digest(hashed).as_ref() != signed {
        let message = Message::HashDiffers { file: name(data_group), digest: digest.name().into() };
        return Err(Reason::new(Code::DgHashMismatch, message));
    }
    tolerate_padding(file, padding, findings)
}

/// TR-03135-1 §5.6.4.4.1: EF.COM is unsigned, so a difference means that one of the two was changed.
pub(crate) fn check_com(
    chip: &Chip,
    lds: Result<&LdsSecurityObject<'_>, &Reason>,
    findings: &mut Findings<'_>,
) {
    let result = match (chip.com(), lds) {
        (Ok(None), _) => {
            let reason =
                Reason::new(Code::FileNotRead, Message::NotHandedOver { file: FileId::Com.as_str().into() });
            CheckResult::undetermined(Check::ChipComSod, reason).with_weight(Weight::Evaluatory)
        }
        (Err(error), _) => CheckResult::from_reason(Check::ChipComSod, error.into()),
        (Ok(Some(_)), Err(reason)) => CheckResult::undetermined(Check::ChipComSod, reason.clone()),
        (Ok(Some(com)), Ok(lds)) => {
            CheckResult::from_result(Check::ChipComSod, same_data_groups(chip, &com, lds, findings))
        }
    };
    findings.push(result);
}

fn same_data_groups(
    chip: &Chip,
    com: &Com,
    lds: &LdsSecurityObject<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let mut in_com: Vec<u8> = com.data_groups.iter().map(|data_group| data_group.number()).collect();
    in_com.sort_unstable();
    in_com.dedup();
    let mut in_sod = lds.numbers();
    in_sod.dedup();
    if in_com != in_sod {
        let missing = |from: &[u8], of: &[u8]| {
            let names = of.iter().filter(|number| !from.contains(number)).map(|n| format!("DG{n}"));
            names.map(|name| Fact::Text(name.into())).collect()
        };
        let (sod_only, com_only) = (missing(&in_com, &in_sod), missing(&in_sod, &in_com));
        return Err(Reason::new(Code::DgComMismatch, Message::ListsDiffer { sod_only, com_only }));
    }
    if let (Some(one), Some(other)) = (&com.lds_version, &lds.lds_version)
        && one != other
    {
        let message =
            Message::LdsVersionsDiffer { com: one.to_string().into(), sod: other.to_string().into() };
        findings.tolerate(Deviation::new(DeviationKind::Version, "EF.COM", message), Code::DgComMismatch)?;
    }
    let bytes = chip.file(FileId::Com).unwrap_or_default();
    let padding =
        FileId::Com.open_within(bytes, chip.limits()).map_err(|error: Error| Reason::from(error))?.padding;
    tolerate_padding(FileId::Com, padding, findings)
}
