//! Defect lists (BSI TR-03129-2 §7): what an inspecting State knows of Document Signers of any State.
//!
//! A list counts only if a trusted CSCA certifies its signer, and only for a Document Signer that an entry surely
//! names. It may accuse the documents of other States; where it excuses one, the outcome is open and never good.

use super::ImportSummary;
use super::anchors::{Anchor, Anchors};
use super::crls::RevocationStatus;
use super::deviation_list::{DocumentSignerIdentifier, KnownDefect, issuer_and_serial, tail};
use super::intake::Intake;
use super::signed_list::{Kind, SignedLists};
use crate::asn1::{Element, ErrorAt, Tag, tag};
use crate::crypto::DigestAlgorithm;
use crate::oid;
use crate::vocabulary::Check;
use crate::x509::Certificate;
use crate::{Code, Error, Limits};

const STRUCTURE: &str = "defect list";
const KIND: Kind =
    Kind { structure: STRUCTURE, content_type: oid::DEFECT_LIST, purpose: oid::DEFECT_LIST_SIGNING };
const ENUMERATED: Tag = 0x0A;

pub(super) type DefectLists = SignedLists<DefectList>;

#[derive(Clone)]
pub(super) struct DefectList {
    /// Makes the certificate hashes of the entries, if it is one that is known.
    digest: Option<DigestAlgorithm>,
    defects: Vec<Defect>,
}

/// `Defect`: one Document Signer, and what is known of it.
#[derive(Clone)]
struct Defect {
    signer: Option<DocumentSignerIdentifier>,
    certificate_hash: Option<Box<[u8]>>,
    revocation: Option<Revocation>,
    known: Vec<KnownDefect>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Revocation {
    OnHold,
    Revoked,
}

impl SignedLists<DefectList> {
    /// Verifies a list and keeps it.
    pub(super) fn add(
        &mut self,
        der: &[u8],
        intake: &Intake,
        import: &mut ImportSummary,
    ) -> Result<(), Error> {
        self.take(der, &KIND, intake, |content| read(content, &intake.limits, import))?;
        self.count(import, 0);
        Ok(())
    }

    /// What the lists know of a Document Signer, but for its revocation.
    pub(super) fn of_signer(
        &self,
        anchors: &Anchors,
        certificate: &Certificate,
        is_revoked: impl Fn(&Certificate, &Anchor) -> bool,
    ) -> Vec<KnownDefect> {
        let lists = self.trusted(anchors, is_revoked);
        let defects = lists.flat_map(|(list, _)| list.naming(certificate));
        defects.flat_map(|defect| defect.known.iter().copied()).collect()
    }

    /// The most severe revocation status that any defect list gives for a Document Signer.
    pub(super) fn revocation(
        &self,
        anchors: &Anchors,
        certificate: &Certificate,
        is_revoked: impl Fn(&Certificate, &Anchor) -> bool,
    ) -> Option<RevocationStatus> {
        let lists = self.trusted(anchors, is_revoked);
        let defects = lists.flat_map(|(list, _)| list.naming(certificate));
        defects.filter_map(|defect| defect.revocation).max().map(|revocation| match revocation {
            Revocation::OnHold => RevocationStatus::OnHold,
            Revocation::Revoked => RevocationStatus::RevokedByDefectList,
        })
    }
}

impl DefectList {
    /// The entries that surely name a certificate: everything that they say of it fits.
    fn naming(&self, certificate: &Certificate) -> impl Iterator<Item = &Defect> {
        let hash = self.digest.map(|digest| digest.digest(certificate.as_der()));
        self.defects.iter().filter(move |defect| {
            defect.signer.as_ref().is_none_or(|signer| signer.names(certificate))
                && defect
                    .certificate_hash
                    .as_deref()
                    .is_none_or(|wanted| hash.as_ref().is_some_and(|hash| hash.as_ref() == wanted))
        })
    }
}

/// `DefectList ::= SEQUENCE { version, hashAlg, defects SET OF Defect }`. A defect that cannot be read is left out and
/// reported; the others count.
fn read(content: &[u8], limits: &Limits, import: &mut ImportSummary) -> Result<DefectList, Error> {
    let mut outer = limits.reader(content, STRUCTURE);
    let mut fields = outer.expect(tag::SEQUENCE)?.reader();
    outer.finish()?;
    let version = fields.expect(tag::INTEGER)?;
    if !matches!(version.small_integer()?, 0 | 1) {
        return Err(version.error(Code::FileMalformed, "an unknown version"));
    }
    let algorithm = match fields.optional(tag::OID)? {
        Some(algorithm) => algorithm.oid()?,
        None => fields.expect(tag::SEQUENCE)?.algorithm()?.oid,
    };
    let digest = DigestAlgorithm::ALL.into_iter().find(|digest| digest.oid() == algorithm);
    let mut set = fields.expect(tag::SET)?.reader();
    fields.finish()?;
    let mut defects = Vec::new();
    let mut entry = 0_usize;
    while !set.is_empty() {
        if entry >= limits.entries {
            return Err(set.error(Code::LimitCount, "more entries than the limit for a list"));
        }
        match defect(set.read()?, digest) {
            Ok(defect) => {
                import.added += 1;
                defects.push(defect);
            }
            Err(error) => import.reject(entry, error.code(), &error),
        }
        entry += 1;
    }
    Ok(DefectList { digest, defects })
}

/// `Defect ::= SEQUENCE { signerIdentifier OPTIONAL, certificateHash OPTIONAL, knownDefects, description OPTIONAL }`.
fn defect(element: Element<'_>, digest: Option<DigestAlgorithm>) -> Result<Defect, Error> {
    if element.tag() != tag::SEQUENCE {
        return Err(element.error(Code::FileMalformed, "not a defect"));
    }
    let mut fields = element.reader();
    let signer = match fields.optional(tag::context_primitive(0))? {
        Some(identifier) => Some(DocumentSignerIdentifier::SubjectKeyIdentifier(identifier.content().into())),
        None => fields.optional(tag::SEQUENCE)?.map(issuer_and_serial).transpose()?,
    };
    let certificate_hash = match (fields.optional(tag::OCTET_STRING)?, digest) {
        (None, _) => None,
        (Some(hash), Some(digest)) if hash.content().len() == digest.output_length() => {
            Some(hash.content().into())
        }
        (Some(hash), Some(_)) => {
            return Err(hash.error(Code::FileMalformed, "a hash of another length than its algorithm's"));
        }
        (Some(hash), None) => {
            return Err(hash.error(Code::SignatureUnsupportedAlgorithm, "a hash of an unknown algorithm"));
        }
    };
    if signer.is_none() && certificate_hash.is_none() {
        return Err(element.error(Code::FileMalformed, "the defect names no Document Signer"));
    }
    let mut types = fields.expect(tag::SET)?.reader();
    if !fields.is_empty() {
        fields.read()?;
    }
    fields.finish()?;
    let mut defect = Defect { signer, certificate_hash, revocation: None, known: Vec::new() };
    types.each(|types| defect.note(types.expect(tag::SEQUENCE)?))?;
    Ok(defect)
}

impl Defect {
    /// `KnownDefect ::= SEQUENCE { defectType OID, parameters OPTIONAL }`. Those that only inform change nothing.
    fn note(&mut self, element: Element<'_>) -> Result<(), Error> {
        let mut fields = element.reader();
        let kind = fields.expect(tag::OID)?.oid()?;
        let parameter = if fields.is_empty() { None } else { Some(fields.read()?) };
        fields.finish()?;
        let excused: &[Check] = match tail(kind, oid::DEFECT_LIST) {
            Some([1, 1]) => {
                self.revocation = self.revocation.max(Some(revocation(parameter)?));
                return Ok(());
            }
            Some([1, 3]) => {
                self.known.push(KnownDefect::ChipAuthenticationKey);
                return Ok(());
            }
            Some([1, 4]) => {
                self.known.push(KnownDefect::ActiveAuthenticationKey);
                return Ok(());
            }
            Some([1, 5]) => match number(parameter)? {
                Some(0) => &[Check::ChipAuthentication],
                Some(1) => &[Check::ChipActiveAuth],
                Some(2) => &[Check::ChipAuthentication, Check::ChipActiveAuth],
                // All of these mean the mapping; which of the others besides, the sources at hand do not say.
                Some(3..=6) => &[Check::ChipPaceCam],
                _ => &[],
            },
            Some([1, 6]) => match number(parameter)? {
                Some(0) => &[Check::CscaValidity],
                Some(1) => &[Check::DsValidity],
                Some(2) => &[Check::CscaValidity, Check::DsValidity],
                _ => &[],
            },
            Some([2, 2]) => &[Check::SodHash, Check::SodSignature],
            _ => &[],
        };
        self.known.extend(excused.iter().copied().map(KnownDefect::ExpectedFailure));
        Ok(())
    }
}

/// No indication, testing, by the issuer, by the signer of the list: revoked. On hold, inadequate and whatever else: open.
fn revocation(status: Option<Element<'_>>) -> Result<Revocation, Error> {
    Ok(match number(status)? {
        None | Some(0 | 2..=4) => Revocation::Revoked,
        Some(_) => Revocation::OnHold,
    })
}

fn number(parameter: Option<Element<'_>>) -> Result<Option<i64>, Error> {
    let Some(parameter) = parameter else { return Ok(None) };
    if !matches!(parameter.tag(), tag::INTEGER | ENUMERATED) {
        return Err(parameter.error(Code::FileMalformed, "the parameter is no number"));
    }
    Ok(Some(parameter.small_integer()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects")]
mod tests {
    use super::*;
    use crate::crypto;
    use crate::oid::Oid;

    fn tlv(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
        let content = parts.concat();
        [vec![tag, u8::try_from(content.len()).unwrap()], content].concat()
    }

    fn known(arcs: [u8; 2], parameter: Vec<u8>) -> Vec<u8> {
        let kind = [oid::DEFECT_LIST.as_bytes().to_vec(), arcs.to_vec()].concat();
        tlv(0x30, &[tlv(0x06, &[kind]), parameter])
    }

    fn list(
        version: u8,
        algorithm: Oid<'_>,
        defects: &[Vec<u8>],
    ) -> Result<(DefectList, ImportSummary), Error> {
        let algorithm = tlv(0x06, &[algorithm.as_bytes().to_vec()]);
        let content = tlv(0x30, &[tlv(0x02, &[vec![version]]), algorithm, tlv(0x31, defects)]);
        let mut import = ImportSummary::default();
        read(&content, &Limits::DEFAULT, &mut import).map(|list| (list, import))
    }

    /// What a defect of one kind with one number as its parameter says.
    fn says(arcs: [u8; 2], number: u8) -> (Option<Revocation>, Vec<KnownDefect>) {
        let types = tlv(0x31, &[known(arcs, tlv(0x0A, &[vec![number]]))]);
        let entry = tlv(0x30, &[tlv(0x80, &[vec![1]]), types]);
        let (list, _) = list(0, crypto::oid::SHA_256, &[entry]).unwrap();
        (list.defects[0].revocation, list.defects[0].known.clone())
    }

    #[test]
    fn every_status_of_a_revocation_has_its_weight() {
        for number in [0, 2, 3, 4] {
            assert_eq!(says([1, 1], number), (Some(Revocation::Revoked), vec![]), "{number}");
        }
        for number in [1, 5, 6, 31, 32, 127] {
            assert_eq!(says([1, 1], number), (Some(Revocation::OnHold), vec![]), "{number}");
        }
    }

    #[test]
    fn every_kind_speaks_of_its_checks() {
        let excuses = |arcs, number| says(arcs, number).1;
        let of =
            |checks: &[Check]| checks.iter().copied().map(KnownDefect::ExpectedFailure).collect::<Vec<_>>();
        assert_eq!(excuses([1, 3], 0), [KnownDefect::ChipAuthenticationKey]);
        assert_eq!(excuses([1, 4], 0), [KnownDefect::ActiveAuthenticationKey]);
        assert_eq!(excuses([1, 5], 0), of(&[Check::ChipAuthentication]));
        assert_eq!(excuses([1, 5], 1), of(&[Check::ChipActiveAuth]));
        assert_eq!(excuses([1, 5], 2), of(&[Check::ChipAuthentication, Check::ChipActiveAuth]));
        assert_eq!(excuses([1, 5], 6), of(&[Check::ChipPaceCam]));
        assert_eq!(excuses([1, 6], 0), of(&[Check::CscaValidity]));
        assert_eq!(excuses([1, 6], 1), of(&[Check::DsValidity]));
        assert_eq!(excuses([1, 6], 2), of(&[Check::CscaValidity, Check::DsValidity]));
        assert_eq!(excuses([2, 2], 4), of(&[Check::SodHash, Check::SodSignature]));
        for arcs in [[1, 2], [2, 1], [2, 3], [2, 4], [2, 5], [3, 1], [4, 1], [1, 7]] {
            assert_eq!(says(arcs, 0), (None, vec![]), "{arcs:?}");
        }
        assert_eq!((excuses([1, 5], 7), excuses([1, 6], 3)), (vec![], vec![]));
    }

    #[test]
    fn what_cannot_be_read_is_reported_alone() {
        let types = |parameter| tlv(0x31, &[known([1, 1], parameter)]);
        let good = tlv(0x30, &[tlv(0x80, &[vec![1]]), types(Vec::new())]);
        let nobody = tlv(0x30, &[types(Vec::new())]);
        let short_hash = tlv(0x30, &[tlv(0x04, &[vec![1; 20]]), types(Vec::new())]);
        let no_number = tlv(0x30, &[tlv(0x80, &[vec![1]]), types(tlv(0x04, &[vec![1]]))]);
        let no_defect = tlv(0x31, &[]);
        let entries = [nobody, short_hash, no_number, no_defect, good.clone()];
        let (read, import) = list(1, crypto::oid::SHA_256, &entries).unwrap();
        assert_eq!((read.defects.len(), import.added), (1, 1));
        let rejected: Vec<_> = import.rejected.iter().map(|entry| (entry.entry, entry.code)).collect();
        assert_eq!(rejected, [0, 1, 2, 3].map(|entry| (entry, Code::FileMalformed)));

        let hash = tlv(0x30, &[tlv(0x04, &[vec![1; 16]]), types(Vec::new())]);
        let (read, import) = list(0, crypto::oid::MD5, &[hash, good.clone()]).unwrap();
        assert_eq!((read.defects.len(), import.added), (1, 1));
        assert_eq!(import.rejected[0].code, Code::SignatureUnsupportedAlgorithm);
        assert!(list(2, crypto::oid::SHA_256, &[good]).is_err());
    }
}
