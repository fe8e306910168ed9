//! What a trust store holds, as tables: one row a certificate, a revocation list or a signed list, with every fact.

use crate::plain::{batch, hexadecimal, lists, numbers, octets, texts, times, truths, words};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use doc9303::trust::{AnchorKind, CertificateFacts, Content, ImportedAs};
use doc9303::{State, TrustStore, UnixTime};
use std::collections::BTreeMap;

/// A certificate of a store with what the store makes of it.
struct Certificate<'a> {
    kind: &'static str,
    facts: CertificateFacts,
    der: &'a [u8],
    lists: Vec<String>,
}

/// The authorities of a store: anchors, which are roots and links, and the links that no anchor leads to, which are none. A
/// certificate has every fact of [`CertificateFacts`], `lists` says which master lists hold it, by their SHA-256, and `der` is
/// the certificate itself.
///
/// ```
/// use doc9303::TrustStore;
/// let table = doc9303_arrow::certificates(&TrustStore::new())?;
/// assert_eq!((table.num_rows(), table.schema().field(0).name().as_str()), (0, "kind"));
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
///
/// # Errors
///
/// If the store outgrows the offsets of a column.
pub fn certificates(store: &TrustStore) -> Result<RecordBatch, ArrowError> {
    certificate_table(&authorities(store))
}

/// The Document Signer candidates of a store, in the columns of [`certificates`] and in the order of their hashes.
///
/// # Errors
///
/// If the store outgrows the offsets of a column.
pub fn document_signers(store: &TrustStore) -> Result<RecordBatch, ArrowError> {
    certificate_table(&candidates(store))
}

fn authorities(store: &TrustStore) -> Vec<Certificate<'_>> {
    let lists = |facts: &CertificateFacts| {
        store.lists_holding(&facts.sha256).map(|hash| hexadecimal(&hash)).collect()
    };
    let anchors = store.anchors().map(|anchor| {
        let is_link = anchor.kind() == AnchorKind::Link;
        let kind = if is_link { ImportedAs::Link } else { ImportedAs::Root }.as_str();
        let facts = anchor.facts();
        Certificate { kind, lists: lists(&facts), facts, der: anchor.as_der() }
    });
    let waiting = store.waiting_links().filter_map(|der| {
        let facts = CertificateFacts::read(der).ok()?;
        Some(Certificate { kind: ImportedAs::WaitingLink.as_str(), lists: lists(&facts), facts, der })
    });
    anchors.chain(waiting).collect()
}

fn candidates(store: &TrustStore) -> Vec<Certificate<'_>> {
    let read = |der| {
        let facts = CertificateFacts::read(der).ok()?;
        Some(Certificate { kind: ImportedAs::DocumentSigner.as_str(), facts, der, lists: Vec::new() })
    };
    store.document_signer_certificates().filter_map(read).collect()
}

fn certificate_table(rows: &[Certificate<'_>]) -> Result<RecordBatch, ArrowError> {
    let facts = || rows.iter().map(|row| &row.facts);
    let columns = [
        ("kind", words(rows.iter().map(|row| Some(row.kind)))),
        ("country", texts(facts().map(|facts| facts.country.as_deref()))),
        ("state", texts(facts().map(|facts| facts.state().map(State::code3)))),
        ("state_name", texts(facts().map(|facts| facts.state().map(State::name)))),
        ("subject", texts(facts().map(|facts| Some(&facts.subject)))),
        ("issuer", texts(facts().map(|facts| Some(&facts.issuer)))),
        ("serial", texts(facts().map(|facts| Some(&facts.serial)))),
        ("sha256", texts(facts().map(|facts| Some(hexadecimal(&facts.sha256))))),
        ("not_before", times(facts().map(|facts| Some(facts.not_before)))),
        ("not_after", times(facts().map(|facts| Some(facts.not_after)))),
        ("signs_until", times(facts().map(|facts| facts.signs_until))),
        ("key", texts(facts().map(|facts| facts.key.as_deref()))),
        ("key_bits", numbers(facts().map(|facts| facts.key_bits))),
        ("curve", texts(facts().map(|facts| facts.curve()))),
        ("curve_form", words(facts().map(|facts| facts.curve_form()))),
        ("signature_algorithm", texts(facts().map(|facts| facts.signature_algorithm))),
        ("signature_digest", texts(facts().map(|facts| facts.signature_digest))),
        (
            "subject_key_identifier",
            texts(facts().map(|facts| facts.subject_key_identifier.as_deref().map(hexadecimal))),
        ),
        (
            "authority_key_identifier",
            texts(facts().map(|facts| facts.authority_key_identifier.as_deref().map(hexadecimal))),
        ),
        ("key_usage", lists(facts().map(|facts| Some(&facts.key_usage)))),
        ("extended_key_usage", lists(facts().map(|facts| Some(&facts.extended_key_usage)))),
        ("is_authority", truths(facts().map(|facts| facts.is_authority))),
        (
            "path_length",
            numbers(facts().map(|facts| facts.path_length.and_then(|length| usize::try_from(length).ok()))),
        ),
        ("document_types", lists(facts().map(|facts| Some(&facts.document_types)))),
        ("lists", lists(rows.iter().map(|row| Some(&row.lists)))),
        ("der", octets(rows.iter().map(|row| row.der))),
    ];
    batch(columns)
}

/// The revocation lists of a store, each with the anchor whose key verifies it; null where none does.
///
/// # Errors
///
/// If the store outgrows the offsets of a column.
pub fn revocation_lists(store: &TrustStore) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = store.crls().map(|list| (list, list.country(), store.signer_of(list))).collect();
    let state = |country: &Option<String>| State::by_certificate(country.as_deref()?);
    let columns = [
        ("country", texts(rows.iter().map(|(_, country, _)| country.as_deref()))),
        ("state", texts(rows.iter().map(|(_, country, _)| state(country).map(State::code3)))),
        ("state_name", texts(rows.iter().map(|(_, country, _)| state(country).map(State::name)))),
        ("issuer", texts(rows.iter().map(|(list, ..)| Some(list.issuer())))),
        ("number", texts(rows.iter().map(|(list, ..)| list.number()))),
        ("sha256", texts(rows.iter().map(|(list, ..)| Some(hexadecimal(&list.sha256()))))),
        ("this_update", times(rows.iter().map(|(list, ..)| Some(list.this_update())))),
        ("next_update", times(rows.iter().map(|(list, ..)| list.next_update()))),
        ("entries", numbers(rows.iter().map(|(list, ..)| Some(list.entries())))),
        ("signer", texts(rows.iter().map(|(_, _, signer)| signer.map(|signer| signer.subject())))),
        (
            "signer_sha256",
            texts(rows.iter().map(|(_, _, signer)| signer.map(|signer| hexadecimal(signer.sha256())))),
        ),
        ("der", octets(rows.iter().map(|(list, ..)| list.as_der()))),
    ];
    batch(columns)
}

/// The signed lists of a store: who signed each one and when, and what became of its entries. Of a master list, `entries`
/// is the sum of `anchors`, `waiting_links`, `rejected` and `repeated`.
///
/// # Errors
///
/// If the store outgrows the offsets of a column.
pub fn signed_lists(store: &TrustStore) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = store.lists().collect();
    // How many anchors and how many waiting links each list holds. An anchor has its hash at hand; links that wait are few.
    let mut held: BTreeMap<[u8; 32], (usize, usize)> = BTreeMap::new();
    for list in store.anchors().flat_map(|anchor| store.lists_holding(anchor.sha256())) {
        held.entry(list).or_default().0 += 1;
    }
    for link in store.waiting_links().filter_map(|der| CertificateFacts::read(der).ok()) {
        store.lists_holding(&link.sha256).for_each(|list| held.entry(list).or_default().1 += 1);
    }
    let count = |hash: &[u8; 32], content| {
        let counts = held.get(hash).copied().unwrap_or_default();
        Some(counts).filter(|_| content == Content::MasterList)
    };
    let signers = || rows.iter().map(|row| &row.signer);
    let columns = [
        ("kind", words(rows.iter().map(|row| Some(list_kind(row.content))))),
        ("country", texts(signers().map(|signer| signer.country.as_deref()))),
        ("state", texts(signers().map(|signer| signer.state().map(State::code3)))),
        ("state_name", texts(signers().map(|signer| signer.state().map(State::name)))),
        ("signed_at", times(rows.iter().map(|row| row.signed_at))),
        ("signer", texts(signers().map(|signer| Some(&signer.subject)))),
        ("signer_issuer", texts(signers().map(|signer| Some(&signer.issuer)))),
        ("signer_sha256", texts(signers().map(|signer| Some(hexadecimal(&signer.sha256))))),
        ("signer_not_after", times(signers().map(|signer| Some(signer.not_after)))),
        ("is_vouched", truths(rows.iter().map(|row| row.is_vouched))),
        ("sha256", texts(rows.iter().map(|row| Some(hexadecimal(&row.sha256))))),
        ("entries", numbers(rows.iter().map(|row| Some(row.entries)))),
        (
            "anchors",
            numbers(rows.iter().map(|row| count(&row.sha256, row.content).map(|(anchors, _)| anchors))),
        ),
        (
            "waiting_links",
            numbers(rows.iter().map(|row| count(&row.sha256, row.content).map(|(_, waiting)| waiting))),
        ),
        ("rejected", numbers(rows.iter().map(|row| Some(row.rejected)))),
        ("repeated", numbers(rows.iter().map(|row| Some(row.repeated)))),
    ];
    batch(columns)
}

fn list_kind(content: Content) -> &'static str {
    match content {
        Content::DeviationList => "deviation_list",
        Content::DefectList => "defect_list",
        _ => "master_list",
    }
}

/// A certificate, a revocation list or a signed list, as far as two stores are compared.
struct Item {
    kind: &'static str,
    state: Option<&'static State>,
    name: String,
    from: Option<UnixTime>,
    until: Option<UnixTime>,
}

fn items(store: &TrustStore) -> BTreeMap<[u8; 32], Item> {
    let mut items = BTreeMap::new();
    for Certificate { kind, facts, .. } in authorities(store).into_iter().chain(candidates(store)) {
        let (state, from, until) = (facts.state(), Some(facts.not_before), Some(facts.not_after));
        items.insert(facts.sha256, Item { kind, state, name: facts.subject, from, until });
    }
    for list in store.crls() {
        let state = list.country().as_deref().and_then(State::by_certificate);
        let (from, until) = (Some(list.this_update()), list.next_update());
        items.insert(list.sha256(), Item { kind: "crl", state, name: list.issuer(), from, until });
    }
    for list in store.lists() {
        let (kind, state) = (list_kind(list.content), list.signer.state());
        items.insert(
            list.sha256,
            Item { kind, state, name: list.signer.subject, from: list.signed_at, until: None },
        );
    }
    items
}

/// What came, went and became something else between two stores: certificates, revocation lists and signed lists, by their
/// hashes. `change` is `added`, `removed`, or `became` where `kind_before` differs from `kind`, as of a link that an anchor now
/// leads to. `valid_from` and `valid_until` are those of a certificate, of a revocation list its updates, and of a signed list
/// when it was signed.
///
/// ```
/// use doc9303::TrustStore;
/// let table = doc9303_arrow::trust_difference(&TrustStore::new(), &TrustStore::new())?;
/// assert_eq!(table.num_rows(), 0);
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
///
/// # Errors
///
/// If the stores outgrow the offsets of a column.
pub fn trust_difference(before: &TrustStore, after: &TrustStore) -> Result<RecordBatch, ArrowError> {
    let (before, after) = (items(before), items(after));
    let mut rows = Vec::new();
    for (hash, item) in &before {
        match after.get(hash) {
            None => rows.push(("removed", Some(item.kind), None, hash, item)),
            Some(now) if now.kind != item.kind => {
                rows.push(("became", Some(item.kind), Some(now.kind), hash, now));
            }
            Some(_) => {}
        }
    }
    let new = after.iter().filter(|(hash, _)| !before.contains_key(*hash));
    rows.extend(new.map(|(hash, item)| ("added", None, Some(item.kind), hash, item)));
    let name = |item: &Item| item.state.map_or("", State::name);
    rows.sort_by(|(_, _, _, _, one), (_, _, _, _, other)| {
        (name(one), &one.name).cmp(&(name(other), &other.name))
    });
    let items = || rows.iter().map(|row| row.4);
    let columns = [
        ("change", words(rows.iter().map(|row| Some(row.0)))),
        ("kind_before", words(rows.iter().map(|row| row.1))),
        ("kind", words(rows.iter().map(|row| row.2))),
        ("state", texts(items().map(|item| item.state.map(State::code3)))),
        ("state_name", texts(items().map(|item| item.state.map(State::name)))),
        ("name", texts(items().map(|item| Some(&item.name)))),
        ("valid_from", times(items().map(|item| item.from))),
        ("valid_until", times(items().map(|item| item.until))),
        ("sha256", texts(rows.iter().map(|row| Some(hexadecimal(row.3))))),
    ];
    batch(columns)
}
