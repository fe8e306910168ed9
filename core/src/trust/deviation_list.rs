//! Deviation lists (Doc 9303-3 §7, Doc 9303-12 §10): what an issuing State admits about its own documents.
//!
//! A list excuses and accuses, so it counts only if a trusted CSCA certifies its signer, and only for documents of the
//! State of that CSCA. All selectors of an entry must fit.

use super::ImportSummary;
use super::anchors::{Anchor, Anchors};
use super::intake::Intake;
use super::signed_list::{Kind, SignedLists};
use crate::asn1::{Element, ErrorAt, Tag, Time, tag};
use crate::crypto::DigestAlgorithm;
use crate::oid::{self, Oid};
use crate::vocabulary::{Check, DataGroup};
use crate::x509::{Certificate, Name, Serial};
use crate::{Code, Date, Error, Limits, Mrz};
use std::collections::HashSet;

const STRUCTURE: &str = "deviation list";
const KIND: Kind =
    Kind { structure: STRUCTURE, content_type: oid::DEVIATION_LIST, purpose: oid::DEVIATION_LIST_SIGNING };

/// A defect that changes how a document is judged. Lists name others, which change nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownDefect {
    /// Others know private keys of Active Authentication.
    ActiveAuthenticationKey,
    /// Others know private keys of Chip Authentication. Only defect lists say so.
    ChipAuthenticationKey,
    /// The hash of this data group in EF.SOD is wrong. Only deviation lists say so.
    DataGroupHash(DataGroup),
    /// This check fails on documents that are genuine. Only defect lists say so.
    ExpectedFailure(Check),
}

/// A defect that a list states, and whether the list certainly means the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListedDefect {
    pub(crate) defect: KnownDefect,
    pub(crate) certainty: Certainty,
}

/// Whether an entry means a document that nothing in it contradicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// Every selector fits.
    Certain,
    /// A selector cannot be compared with what is known of the document.
    Possible,
}

/// What is known of a document, for the selectors. What passive authentication did not authenticate is not known.
pub(crate) struct DocumentFacts<'a> {
    pub(crate) document_signer: &'a Certificate,
    /// The anchor that verified the Document Signer.
    pub(crate) issuer: &'a Anchor,
    pub(crate) dg1: Option<&'a Mrz>,
    pub(crate) issued_on: Option<Date>,
}

pub(super) type DeviationLists = SignedLists<Vec<Deviation>>;

/// `Deviation ::= SEQUENCE { documents, descriptions }`.
#[derive(Clone)]
pub(super) struct Deviation {
    documents: Documents,
    defects: Vec<KnownDefect>,
}

/// `DeviationDocuments`: whose documents.
#[derive(Clone, Default)]
struct Documents {
    document_type: Option<String>,
    document_signer: Option<DocumentSignerIdentifier>,
    issued: Option<(Date, Date)>,
    numbers: Option<HashSet<Box<str>>>,
}

#[derive(Clone)]
pub(super) enum DocumentSignerIdentifier {
    IssuerAndSerial {
        issuer: Name,
        serial: Box<[u8]>,
    },
    SubjectKeyIdentifier(Box<[u8]>),
    /// Its length says which digest it is.
    CertificateDigest(Box<[u8]>),
}

impl SignedLists<Vec<Deviation>> {
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

    /// The defects of a document by the lists of its State.
    pub(super) fn of_document(
        &self,
        anchors: &Anchors,
        document: &DocumentFacts<'_>,
        is_revoked: impl Fn(&Certificate, &Anchor) -> bool,
    ) -> Vec<ListedDefect> {
        let mut defects = Vec::new();
        for (deviations, issuer) in self.trusted(anchors, is_revoked) {
            let of_state = issuer.state().is_some() && issuer.state() == document.issuer.state();
            if !of_state || !issuer.certificate().shares_territory(document.issuer.certificate()) {
                continue;
            }
            for deviation in deviations {
                if let Some(certainty) = deviation.documents.means(document) {
                    let listed = |defect: &KnownDefect| ListedDefect { defect: *defect, certainty };
                    defects.extend(deviation.defects.iter().map(listed));
                }
            }
        }
        defects
    }
}

impl Documents {
    /// Whether the entry means the document; `None` if a selector contradicts it.
    fn means(&self, document: &DocumentFacts<'_>) -> Option<Certainty> {
        let selectors = [
            self.document_signer.as_ref().map(|signer| Some(signer.names(document.document_signer))),
            self.document_type.as_ref().map(|listed| {
                let code = document.dg1?.document_code();
                // A single letter covers every code that begins with it.
                let is_covered = listed.len() == 1 && code.starts_with(listed.as_str());
                Some(is_covered || listed.trim_end_matches('<') == &*code)
            }),
            self.issued.map(|(first, last)| Some((first..=last).contains(&document.issued_on?))),
            self.numbers.as_ref().map(|numbers| Some(numbers.contains(document.dg1?.document_number()))),
        ];
        let given = || selectors.iter().flatten();
        if given().any(|fits| *fits == Some(false)) {
            return None;
        }
        Some(if given().all(Option::is_some) { Certainty::Certain } else { Certainty::Possible })
    }
}

impl DocumentSignerIdentifier {
    pub(super) fn names(&self, certificate: &Certificate) -> bool {
        match self {
            DocumentSignerIdentifier::IssuerAndSerial { issuer, serial } => {
                issuer == certificate.issuer() && certificate.serial().is_same(Serial::new(serial))
            }
            DocumentSignerIdentifier::SubjectKeyIdentifier(identifier) => {
                certificate.extensions().subject_key_identifier() == Some(identifier)
            }
            DocumentSignerIdentifier::CertificateDigest(digest) => {
                let mut algorithms = DigestAlgorithm::ALL.into_iter();
                let algorithm = algorithms.find(|algorithm| algorithm.output_length() == digest.len());
                algorithm.is_some_and(|algorithm| {
                    algorithm.digest(certificate.as_der()).as_ref() == digest.as_ref()
                })
            }
        }
    }
}

/// `DeviationList ::= SEQUENCE { version, digestAlgorithm OPTIONAL, deviations SET OF Deviation }`. A deviation that
/// cannot be read is left out and reported; the others count.
fn read(content: &[u8], limits: &Limits, import: &mut ImportSummary) -> Result<Vec<Deviation>, Error> {
    let mut outer = limits.reader(content, STRUCTURE);
    let mut fields = outer.expect(tag::SEQUENCE)?.reader();
    outer.finish()?;
    fields.expect(tag::INTEGER)?;
    fields.optional(tag::SEQUENCE)?;
    let mut set = fields.expect(tag::SET)?.reader();
    fields.finish()?;
    let mut deviations = Vec::new();
    let mut entry = 0_usize;
    while !set.is_empty() {
        if entry >= limits.entries {
            return Err(set.error(Code::LimitCount, "more entries than the limit for a list"));
        }
        match deviation(set.read()?, limits) {
            Ok(deviation) => {
                import.added += 1;
                deviations.push(deviation);
            }
            Err(error) => import.reject(entry, error.code(), &error),
        }
        entry += 1;
    }
    Ok(deviations)
}

fn deviation(element: Element<'_>, limits: &Limits) -> Result<Deviation, Error> {
    let mut fields = element.reader();
    let documents = documents(fields.expect(tag::SEQUENCE)?, limits)?;
    let mut descriptions = fields.expect(tag::SET)?.reader();
    fields.finish()?;
    let defects = descriptions.each(|descriptions| description(descriptions.expect(tag::SEQUENCE)?))?;
    Ok(Deviation { documents, defects: defects.into_iter().flatten().collect() })
}

/// A selector that is not known could be the one that does not fit, so it is an error.
fn documents(element: Element<'_>, limits: &Limits) -> Result<Documents, Error> {
    let mut documents = Documents::default();
    let mut fields = element.reader();
    while !fields.is_empty() {
        let field = fields.read()?;
        match field.tag() & 0x1F {
            0 => documents.document_type = Some(text(inner(field, tag::PRINTABLE_STRING))),
            1 => documents.document_signer = Some(issuer_and_serial(inner(field, tag::SEQUENCE))?),
            2 => {
                let identifier = inner(field, tag::OCTET_STRING).content().into();
                documents.document_signer = Some(DocumentSignerIdentifier::SubjectKeyIdentifier(identifier));
            }
            3 => {
                let digest = inner(field, tag::OCTET_STRING).content().into();
                documents.document_signer = Some(DocumentSignerIdentifier::CertificateDigest(digest));
            }
            4 => {
                let mut times = inner(field, tag::SEQUENCE).reader();
                let (first, last) = (Time::read(&times.read()?)?, Time::read(&times.read()?)?);
                times.finish()?;
                documents.issued = Some((first.at.date(), last.at.date()));
            }
            5 => documents.numbers = Some(numbers(inner(field, tag::SET), limits)?),
            _ => return Err(field.error(Code::FileMalformed, "an unknown selector")),
        }
    }
    Ok(documents)
}

pub(super) fn issuer_and_serial(element: Element<'_>) -> Result<DocumentSignerIdentifier, Error> {
    let mut fields = element.reader();
    let issuer = Name::read(fields.expect(tag::SEQUENCE)?)?;
    let serial = fields.expect(tag::INTEGER)?.integer()?.into();
    fields.finish()?;
    Ok(DocumentSignerIdentifier::IssuerAndSerial { issuer, serial })
}

/// As many as the State issued: Italy's list names 346 275.
fn numbers(set: Element<'_>, limits: &Limits) -> Result<HashSet<Box<str>>, Error> {
    let mut reader = set.reader();
    let mut numbers = HashSet::new();
    while !reader.is_empty() {
        if numbers.len() >= limits.entries {
            return Err(reader.error(Code::LimitCount, "more document numbers than the limit"));
        }
        numbers.insert(text(reader.read()?).trim_end_matches('<').into());
    }
    Ok(numbers)
}

/// `DeviationDescription ::= SEQUENCE { description OPTIONAL, deviationType OID, parameters [0], nationalUse [1] }`.
fn description(element: Element<'_>) -> Result<Option<KnownDefect>, Error> {
    let mut fields = element.reader();
    fields.optional(tag::PRINTABLE_STRING)?;
    let kind = fields.expect(tag::OID)?.oid()?;
    let parameter = fields.optional(tag::context(0))?;
    fields.optional(tag::context(1))?;
    fields.finish()?;
    Ok(match tail(kind, oid::DEVIATION_LIST) {
        Some([1, 4]) => Some(KnownDefect::ActiveAuthenticationKey),
        Some([2, 2]) => {
            let data_group =
                parameter.map(|parameter| parameter.reader().expect(tag::INTEGER)).transpose()?;
            let number = data_group.map(|number| number.small_integer()).transpose()?;
            let number = number.and_then(|number| u8::try_from(number).ok());
            number.and_then(DataGroup::new).map(KnownDefect::DataGroupHash)
        }
        _ => None,
    })
}

/// The arcs behind the list's own identifier.
pub(super) fn tail(kind: Oid<'_>, list: Oid<'_>) -> Option<[u8; 2]> {
    kind.as_bytes().strip_prefix(list.as_bytes())?.try_into().ok()
}

/// The element within an explicit tag, or the element itself where the tag is implicit: the module leaves it open.
fn inner(element: Element<'_>, wanted: Tag) -> Element<'_> {
    let mut reader = element.reader();
    match reader.optional(wanted) {
        Ok(Some(wrapped)) if element.is_constructed() && reader.is_empty() => wrapped,
        _ => element,
    }
}

fn text(element: Element<'_>) -> String {
    element.content().iter().map(|octet| char::from(*octet)).collect()
}
