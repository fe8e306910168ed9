//! CSCA master lists (Doc 9303-12 §9): verified, then taken entry by entry.

#[cfg(not(target_family = "wasm"))]
use super::authority::Issuer;
use super::authority::{Authority, on_all_processors};
use super::grant::MasterListTrust;
use super::import::not_filed;
use super::signed_list::{self, SignedList};
use super::{AnchorKind, ImportSummary, ImportedAs, Source, TrustStore, sha256, signature};
use crate::asn1::{Element, ErrorAt, tag};
use crate::oid;
use crate::vocabulary::{Deviation, DeviationKind, Message};
use crate::x509::Certificate;
use crate::{Code, Error, Limits, UnixTime};
use std::collections::HashSet;

const STRUCTURE: &str = "master list";

pub(super) fn add(
    store: &mut TrustStore,
    der: &[u8],
    trust: MasterListTrust<'_>,
) -> Result<ImportSummary, Error> {
    let limits = *store.limits();
    let parse = |der: &[u8]| Certificate::parse_within(der, &limits);
    let named = match trust {
        MasterListTrust::SignedBy(der) => vec![parse(der)?],
        MasterListTrust::SignedByOneOf(several) => {
            several.iter().map(|der| parse(der)).collect::<Result<_, Error>>()?
        }
        MasterListTrust::AnySigner | MasterListTrust::SignedByStore => Vec::new(),
    };
    let list = signed_list::verify(der, oid::CSCA_MASTER_LIST, &named, STRUCTURE, &store.anchors.intake)?;
    let content = list.signed_data.content.as_deref().unwrap_or_default();
    let entries = entries(content, &limits)?;
    allowed(store, &list, trust, &named)?;
    store.check_room_for_list(STRUCTURE)?;

    let (mut import, repeated) = take(store, &entries);
    published(store, &list);
    store.master_lists.count(&import, repeated);
    let within = list.signed_data.certificates.iter().filter_map(|der| parse(der).ok());
    for issuer in within.chain(named).filter(|other| other.subject() == list.signer.issuer()) {
        if let Err(code) = store.witness(&issuer) {
            import.refuse(&not_filed(code));
        }
    }
    store.remember(der);
    Ok(import)
}

/// Whether this signer may sign master lists here: by its purpose (Doc 9303-12 §4.1.6, Table 6), at that time, and by the
/// caller's word.
fn allowed(
    store: &mut TrustStore,
    list: &SignedList<'_>,
    trust: MasterListTrust<'_>,
    named: &[Certificate],
) -> Result<(), Error> {
    let signer = &list.signer;
    let purposes = signer.extensions().extended_key_usage().and_then(Result::ok).unwrap_or_default();
    let by_authority = !purposes.contains(&oid::MASTER_LIST_SIGNING);
    // Germany's list of 2019 was signed by the CSCA itself; a Document Signer never may.
    if by_authority && !signer.claims_authority() {
        let detail = "the signer is no master list signer";
        return Err(Error::at(Code::DsExtendedKeyUsage, STRUCTURE, 0, detail));
    }
    list.signed_in_validity(STRUCTURE)?;
    let verifies = |issuer: &Certificate| match signature::public_key_of(issuer) {
        Ok(key) => signature::certificate(signer, &key, &store.anchors.intake.verifier).is_ok(),
        Err(_) => false,
    };
    let mut is_cut_off = false;
    let known = match trust {
        MasterListTrust::AnySigner => true,
        MasterListTrust::SignedBy(_) | MasterListTrust::SignedByOneOf(_) => {
            named.iter().any(|named| named == signer || verifies(named))
        }
        MasterListTrust::SignedByStore => {
            let is_anchor = store.anchors().any(|anchor| anchor.certificate() == signer);
            let most = store.limits().candidate_issuers;
            is_cut_off = store.anchors.candidates(signer, most).cut_off;
            is_anchor || signed_list::issuer_of(signer, list.signing_time(), &store.anchors).is_some()
        }
    };
    if !known && is_cut_off {
        let detail = "more candidate issuers than the limit allows to try";
        return Err(Error::at(Code::LimitCount, STRUCTURE, 0, detail));
    }
    if !known {
        return Err(Error::at(Code::CscaNotFound, STRUCTURE, 0, "the signer is not one that may sign"));
    }
    if by_authority {
        store.note(Deviation::new(DeviationKind::MasterListSigner, STRUCTURE, Message::SignedByAuthority {}));
    }
    Ok(())
}

/// Who published a list, and when by its signer's word.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Publication {
    country: String,
    signed_at: Option<UnixTime>,
}

/// Counts a list. Whoever hands over an old list next to a new one of the same State brings back what was withdrawn.
fn published(store: &mut TrustStore, list: &SignedList<'_>) {
    let signed_at = list.signing_time();
    let country = list.signer.issuer().country().unwrap_or_default().to_ascii_uppercase();
    let publication = Publication { country, signed_at };
    let is_other_time = |other: &Publication| {
        other.country == publication.country
            && other.signed_at.zip(signed_at).is_some_and(|(one, other)| one != other)
    };
    if store.master_lists.contents().any(is_other_time) {
        let message = Message::OlderListTrusted { state: publication.country.clone().into() };
        store.note(Deviation::new(DeviationKind::MasterListSuperseded, STRUCTURE, message));
    }
    store.master_lists.keep(list, publication);
}

/// `CscaMasterList ::= SEQUENCE { version INTEGER, certList SET OF Certificate }`.
fn entries<'a>(content: &'a [u8], limits: &Limits) -> Result<Vec<Element<'a>>, Error> {
    let mut outer = limits.reader(content, STRUCTURE);
    let mut fields = outer.expect(tag::SEQUENCE)?.reader();
    outer.finish()?;
    fields.expect(tag::INTEGER)?;
    let mut set = fields.expect(tag::SET)?.reader();
    fields.finish()?;
    let mut entries = Vec::new();
    while !set.is_empty() {
        if entries.len() >= limits.entries {
            return Err(set.error(Code::LimitCount, "more entries than the limit for a list"));
        }
        entries.push(set.read()?);
    }
    Ok(entries)
}

/// What became of the entries, and how many of them the list holds more than once. What signed itself is filed first: a link that finds
/// its issuer there is verified once, where one that waits is tried with each anchor of the State that comes.
fn take(store: &mut TrustStore, entries: &[Element<'_>]) -> (ImportSummary, usize) {
    let mut import = ImportSummary::default();
    let (number, mut repeated) = (store.master_lists.len(), 0);
    let mut read = read(store, entries);
    for is_of_others in [false, true] {
        if is_of_others {
            #[cfg(not(target_family = "wasm"))]
            find_issuers(store, read.iter_mut().flatten().flatten());
        }
        for (entry, (element, slot)) in entries.iter().zip(&mut read).enumerate() {
            let Some(read) = slot.take_if(|read| is_of_others || is_root(read)) else { continue };
            let result = read.and_then(|(certificate, authority)| {
                let hash = sha256(certificate.as_der());
                let imported =
                    store.take_examined(certificate, authority, Source::MasterList).map_err(not_filed)?;
                let is_new = store.listed.entry(hash).or_default().insert(number);
                repeated += usize::from(!is_new);
                Ok(imported)
            });
            match result {
                // Told later, in the order of the list.
                Err(error) if !is_of_others => *slot = Some(Err(error)),
                result => import.count(entry, result.map_err(|error| error.shifted(element.offset()))),
            }
        }
    }
    (import, repeated)
}

/// A certificate, with what it shows by itself unless the store or the list has it already.
type Read = Result<(Certificate, Option<Authority>), Error>;

fn read(store: &TrustStore, entries: &[Element<'_>]) -> Vec<Option<Read>> {
    let mut seen = HashSet::new();
    let mut is_new = |hash| !store.known.contains(&hash) && seen.insert(hash);
    let new: Vec<_> = entries.iter().map(|entry| (entry, is_new(sha256(entry.span())))).collect();
    on_all_processors(&new, |(element, is_new)| {
        Some(Certificate::parse_within(element.span(), store.limits()).map(|certificate| {
            let authority = is_new.then(|| store.anchors.examine(&certificate, true));
            (certificate, authority)
        }))
    })
}

fn is_root(read: &Read) -> bool {
    matches!(read, Ok((_, Some(Authority::Key { is_self_signed: true, .. }))))
}

/// Finds the anchors that signed links, as far as they are filed, on all processors.
#[cfg(not(target_family = "wasm"))]
fn find_issuers<'a>(
    store: &TrustStore,
    links: impl Iterator<Item = &'a mut (Certificate, Option<Authority>)>,
) {
    let links = links.filter_map(|(certificate, authority)| match authority {
        Some(Authority::Key { issuer, .. }) => Some((&*certificate, issuer)),
        _ => None,
    });
    let (certificates, issuers): (Vec<_>, Vec<_>) = links.unzip();
    let found = on_all_processors(&certificates, |certificate| store.anchors.issuer_of(certificate, 0));
    let among = store.anchors.iter().count();
    for (issuer, found) in issuers.into_iter().zip(found) {
        *issuer = Issuer { found, among };
    }
}

impl TrustStore {
    /// How many link certificates there are, those that wait for an anchor that leads to them included.
    pub fn links(&self) -> usize {
        self.anchors().filter(|anchor| anchor.kind() == AnchorKind::Link).count()
            + self.waiting_links().count()
    }
}

impl ImportedAs {
    /// Whether this became an anchor at once.
    pub fn is_anchor(self) -> bool {
        matches!(self, ImportedAs::Root | ImportedAs::Link)
    }
}
