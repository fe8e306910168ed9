//! What the caller trusts: CSCA certificates, links between them, revocation lists, and Document Signers that security
//! objects leave out (Doc 9303-12).
//!
//! Trust is an argument. Nothing is bundled, nothing is fetched, and a master list is accepted only if the caller
//! states who may sign it. [`TrustStore::add`] takes every kind of input, a [`Grant`] bounds what it may bring, and an
//! [`ImportSummary`] reports every rejected entry and keeps the rest.

mod add;
mod anchors;
mod authority;
mod bundle;
mod cache;
mod content;
mod crls;
mod defect_list;
mod deviation_list;
mod document_signers;
mod facts;
mod grant;
mod import;
mod intake;
mod ldif;
mod master_list;
mod pem;
#[cfg_attr(
    not(feature = "unstable-raw"),
    allow(unreachable_pub, reason = "public under the feature, by `raw`")
)]
pub(crate) mod published;
mod revocation_list;
pub(crate) mod signature;
mod signed_list;
mod witnesses;
mod zip;

pub use anchors::{Anchor, AnchorKind};
pub use content::Content;
pub use facts::CertificateFacts;
pub use grant::{Grant, MasterListTrust};
pub use import::{ImportSummary, ImportedAs, Rejected};
pub use pem::first_certificate;
pub use revocation_list::RevocationList;

pub(crate) use crate::crypto::sha256;
pub(crate) use anchors::{Basis, Candidates};
pub(crate) use crls::RevocationStatus;
pub(crate) use deviation_list::{Certainty, DocumentFacts, KnownDefect, ListedDefect};

use crate::cms::SignedData;
use crate::country::canonical_state_code;
use crate::crypto::{Engine, SignatureVerifier, VerifyingKey};
use crate::verifier::Verifier;
use crate::vocabulary::{Deviation, Reason};
use crate::x509::Certificate;
use crate::{Code, Error, Limits, oid};
use anchors::Anchors;
use authority::Authority;
use cache::VerificationCache;
use core::fmt;
use crls::Crls;
use defect_list::DefectLists;
use deviation_list::DeviationLists;
use document_signers::DocumentSigners;
use grant::Certificates;
use master_list::Publication;
use published::PublishedList;
use signature::Verified;
use signed_list::SignedLists;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use witnesses::Witnesses;

/// Certificates and lists that judge documents.
///
/// ```
/// use doc9303::TrustStore;
/// let store = TrustStore::new();
/// assert_eq!(store.anchors().count(), 0);
/// ```
#[derive(Clone, Default)]
pub struct TrustStore {
    anchors: Anchors,
    document_signers: DocumentSigners,
    crls: Crls,
    deviation_lists: DeviationLists,
    defect_lists: DefectLists,
    master_lists: SignedLists<Publication>,
    /// By certificate, the numbers of the master lists that hold it.
    listed: HashMap<[u8; 32], BTreeSet<usize>>,
    witnesses: Witnesses,
    /// Whether a witness revokes the signer of a master list: found once and looked up from then on.
    is_list_revoked: OnceLock<bool>,
    known: HashSet<[u8; 32]>,
    deviations: Vec<Deviation>,
    fingerprint: OnceLock<[u8; 32]>,
    /// Only where many documents are judged; a single one has nothing to look up.
    cache: Option<Arc<VerificationCache>>,
}

impl fmt::Debug for TrustStore {
    /// How much of each kind it holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrustStore")
            .field("anchors", &self.anchors().count())
            .field("document_signers", &self.document_signers())
            .field("crls", &self.crls().count())
            .field("master_lists", &self.master_lists())
            .field("deviation_lists", &self.deviation_lists())
            .finish_non_exhaustive()
    }
}

/// The times of a judgement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// At which certificates must be valid.
    pub(crate) valid_at: crate::UnixTime,
    /// At which lists must be current, and nothing withdrawn.
    pub(crate) inspected: crate::UnixTime,
}

/// Where a certificate comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The caller named it as an anchor.
    Caller,
    /// It stood in an input that may bring certificates up to this kind.
    File(Certificates),
    /// An accepted master list holds it.
    MasterList,
}

impl TrustStore {
    /// An empty store, without any trust anchor.
    pub fn new() -> Self {
        TrustStore::default()
    }

    /// The same store, with another engine for the signatures of what is added from now on, and of its lists. Which engine
    /// verifies a document is the policy's choice ([`Policy::with_engine`](crate::Policy::with_engine)).
    ///
    /// ```
    /// use doc9303::{Engine, TrustStore};
    /// let store = TrustStore::new().with_engine(Engine::Agree);
    /// assert_eq!(store.anchors().count(), 0);
    /// ```
    #[must_use]
    pub fn with_engine(self, engine: Engine) -> Self {
        self.verified_by(Verifier::Engine(engine))
    }

    /// The same store, with a verifier of the caller's in place of an engine. [`Agreement`] compares it with the library's
    /// own code. It is called from several threads when a list is loaded.
    ///
    /// ```
    /// use doc9303::{Agreement, Engine, TrustStore};
    /// use std::sync::Arc;
    /// let store = TrustStore::new().with_verifier(Arc::new(Agreement(Engine::Ring)));
    /// assert_eq!(store.anchors().count(), 0);
    /// ```
    ///
    /// [`Agreement`]: crate::Agreement
    #[must_use]
    pub fn with_verifier(self, verifier: Arc<dyn SignatureVerifier>) -> Self {
        self.verified_by(Verifier::Other(verifier))
    }

    /// The same store, with other limits for what is added from now on, and for the search of those who signed its lists.
    ///
    /// ```
    /// use doc9303::{Limits, TrustStore, trust::Grant};
    /// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
    /// let mut limits = Limits::DEFAULT;
    /// limits.list_size = 100;
    /// let import = TrustStore::new().with_limits(limits).add("csca.cer", &csca, Grant::ANCHORS);
    /// assert_eq!(import.rejected[0].code.as_str(), "limit.size");
    /// ```
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.anchors.intake.limits = limits;
        self.forget_verdicts();
        self
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.anchors.intake.limits
    }

    /// Whether the store may hold another list.
    fn check_room_for_list(&self, structure: &'static str) -> Result<(), Error> {
        let held = self.crls.len() + self.master_lists() + self.deviation_lists();
        if held < self.limits().lists {
            return Ok(());
        }
        Err(Error::at(Code::LimitCount, structure, 0, "more lists than the limit for a store"))
    }

    fn verified_by(mut self, verifier: Verifier) -> Self {
        self.anchors.intake.verifier = verifier;
        self.forget_verdicts();
        self.is_list_revoked = OnceLock::new();
        if self.cache.is_some() {
            self.cache = Some(Arc::default());
        }
        self
    }

    fn forget_verdicts(&mut self) {
        self.crls.forget_verdicts();
        self.deviation_lists.forget_verdicts();
        self.defect_lists.forget_verdicts();
        self.master_lists.forget_verdicts();
    }

    /// Adds a self-signed CSCA certificate, or a link certificate under one that is or will be in the store.
    ///
    /// # Errors
    /// If the bytes are no certificate, its key is unusable, or it is neither.
    pub fn add_anchor(&mut self, der: &[u8]) -> Result<ImportSummary, Error> {
        let certificate = Certificate::parse_within(der, self.limits())?;
        match self.take_certificate(certificate, Source::Caller) {
            Ok(ImportedAs::DocumentSigner) | Err(Code::CscaNotACa) => {
                Err(Error::at(Code::CscaNotACa, "certificate", 0, "not the certificate of an authority"))
            }
            Ok(imported) => Ok(ImportSummary::of(imported)),
            Err(code) => Err(import::not_filed(code)),
        }
    }

    /// Adds one certificate as what it is: a self-signed one is an anchor, an authority's under another one a link, and
    /// any other a Document Signer candidate for security objects without certificates, never an anchor.
    ///
    /// # Errors
    /// If the bytes are no certificate or an authority's key is unusable.
    pub fn add_certificate(&mut self, der: &[u8]) -> Result<ImportSummary, Error> {
        self.take_granted(der, Grant::ANCHORS).map(ImportSummary::of)
    }

    /// Adds a revocation list. Who signed it is found out among the anchors when it is needed, in whatever order they
    /// come.
    ///
    /// # Errors
    /// If the bytes are no revocation list.
    pub fn add_crl(&mut self, der: &[u8]) -> Result<ImportSummary, Error> {
        self.take_crl(der, Grant::REVOCATION).map(ImportSummary::of)
    }

    /// Adds the certificates of a CSCA master list (Doc 9303-12 §9) after verifying its signature.
    ///
    /// # Errors
    /// If the bytes are no master list, its signature does not verify, or its signer is not one that `trust` allows.
    /// Then nothing is added.
    pub fn add_master_list(
        &mut self,
        der: &[u8],
        trust: MasterListTrust<'_>,
    ) -> Result<ImportSummary, Error> {
        master_list::add(self, der, trust)
    }

    /// Adds a deviation list (Doc 9303-12 §10), what an issuing State admits about its own documents, or a defect list
    /// (BSI TR-03129-2 §7), what an inspecting State knows of Document Signers of any; its content type says which. Its
    /// digest and signature are verified here; which anchor certifies its signer is found out when it is needed, in
    /// whatever order they come, and without one the list says nothing.
    ///
    /// # Errors
    /// If the bytes are neither, the signature does not verify, or the signer's certificate does not allow such lists.
    /// Then nothing is added.
    pub fn add_deviation_list(&mut self, der: &[u8]) -> Result<ImportSummary, Error> {
        let mut import = ImportSummary::default();
        if self.knows(der) {
            import.known = 1;
            return Ok(import);
        }
        self.check_room_for_list("list")?;
        let limits = self.limits();
        let is_defect_list = der.len() <= limits.list_size
            && SignedData::parse_within(der, "list", limits)
                .is_ok_and(|list| list.content_type == oid::DEFECT_LIST);
        if is_defect_list {
            self.defect_lists.add(der, &self.anchors.intake, &mut import)?;
        } else {
            self.deviation_lists.add(der, &self.anchors.intake, &mut import)?;
        }
        self.remember(der);
        Ok(import)
    }

    /// The CSCA keys that are trusted, roots and links.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        self.anchors.iter()
    }

    /// The way from an anchor of this store up to a root, the anchor first and the root last (Doc 9303-12 §4.1.3): the
    /// shortest, and of equally short ones always the same, in whatever order the certificates came.
    ///
    /// ```
    /// use doc9303::TrustStore;
    /// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
    /// let mut store = TrustStore::new();
    /// store.add_anchor(&csca)?;
    /// let root = store.anchors().next().unwrap();
    /// assert_eq!(store.path(root).len(), 1);
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn path<'a>(&'a self, anchor: &'a Anchor) -> Vec<&'a Anchor> {
        self.anchors.path(anchor)
    }

    /// Link certificates to which nothing in the store leads, in DER, in the order in which they came. They are no anchors.
    pub fn waiting_links(&self) -> impl Iterator<Item = &[u8]> {
        self.anchors.pending().map(Certificate::as_der)
    }

    /// How many Document Signer candidates there are.
    pub fn document_signers(&self) -> usize {
        self.document_signers.len()
    }

    /// The same certificates, in DER, in the order of their hashes.
    pub fn document_signer_certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.document_signers.iter()
    }

    /// The revocation lists.
    pub fn crls(&self) -> impl Iterator<Item = RevocationList<'_>> {
        self.crls.iter().map(RevocationList)
    }

    /// The anchor whose key verifies a revocation list of this store. Whether it may sign lists, and whether this one is
    /// current, is for the checks to say.
    pub fn signer_of(&self, list: RevocationList<'_>) -> Option<&Anchor> {
        crls::signer(list.0, &self.anchors)
    }

    /// The signed lists that were added: master lists, then deviation lists, then defect lists. Each has its kind, hash, signer,
    /// when it was signed, how many entries it holds, and what became of them (`raw::PublishedList`).
    pub fn lists(&self) -> impl Iterator<Item = PublishedList> {
        let anchors = &self.anchors;
        let deviation_lists = self.deviation_lists.published(Content::DeviationList, anchors);
        let defect_lists = self.defect_lists.published(Content::DefectList, anchors);
        let master_lists = self.master_lists.published(Content::MasterList, anchors);
        master_lists.chain(deviation_lists).chain(defect_lists)
    }

    /// The hashes of the master lists that hold a certificate, by its SHA-256, in the order in which the lists were added.
    pub fn lists_holding(&self, certificate: &[u8; 32]) -> impl Iterator<Item = [u8; 32]> {
        let numbers = self.listed.get(certificate).into_iter().flatten();
        // A list that was added twice is one list.
        let mut told = HashSet::new();
        numbers.filter_map(|number| self.master_lists.hash(*number)).filter(move |hash| told.insert(*hash))
    }

    /// How many master lists were added.
    pub fn master_lists(&self) -> usize {
        self.master_lists.len()
    }

    /// How many deviation and defect lists were added.
    pub fn deviation_lists(&self) -> usize {
        self.deviation_lists.len() + self.defect_lists.len()
    }

    /// How many of the deviation and defect lists have a signer that no anchor of the store certifies. They say
    /// nothing.
    pub fn unverified_deviation_lists(&self) -> usize {
        self.deviation_lists.unverified(&self.anchors) + self.defect_lists.unverified(&self.anchors)
    }

    /// Departures that were tolerated while importing.
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    /// Anchors by the country of their subject, in upper case; `""` for those that name none.
    pub fn states(&self) -> BTreeMap<String, usize> {
        let mut states = BTreeMap::new();
        for anchor in self.anchors() {
            *states.entry(anchor.country().unwrap_or_default().to_owned()).or_default() += 1;
        }
        states
    }

    /// SHA-256 over the sorted hashes of everything in the store: equal stores have equal fingerprints, in whatever order
    /// they were filled.
    pub fn fingerprint(&self) -> [u8; 32] {
        *self.fingerprint.get_or_init(|| {
            let mut hashes: Vec<[u8; 32]> = self.known.iter().copied().collect();
            hashes.sort_unstable();
            sha256(hashes.as_flattened())
        })
    }

    /// The same store, which remembers what it found out about Document Signers: for many documents, of which few signers
    /// signed most. Reports are the same, to the byte. Clones share the cache, on all threads; it holds 4096 keys and
    /// 16384 verdicts at most.
    ///
    /// ```
    /// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
    /// let (store, at) = (TrustStore::new().with_cache(), UnixTime::parse("2026-01-01").unwrap());
    /// for zone in ["first zone", "second zone"] {
    ///     let report = inspect(&Document::new().with_mrz(zone), &store, &Policy::icao(), at);
    ///     assert_eq!(report.evidence().anchors, 0);
    /// }
    /// ```
    #[must_use]
    pub fn with_cache(&self) -> TrustStore {
        TrustStore { cache: Some(Arc::default()), ..self.clone() }
    }

    /// Files a certificate by what it is and where it comes from.
    fn take_certificate(&mut self, certificate: Certificate, origin: Source) -> Result<ImportedAs, Code> {
        self.take_examined(certificate, None, origin)
    }

    /// The same, with what was found of the certificate before.
    fn take_examined(
        &mut self,
        certificate: Certificate,
        authority: Option<Authority>,
        origin: Source,
    ) -> Result<ImportedAs, Code> {
        let hash = sha256(certificate.as_der());
        // A certificate that no accepted list held until now is filed again once one does: the order of the inputs
        // must not decide what it is.
        let found = match origin {
            Source::File(certificates) => Some(certificates),
            Source::Caller | Source::MasterList => None,
        };
        let is_find = found.is_none() && self.document_signers.contains(&hash);
        if self.known.contains(&hash) && !is_find {
            return Ok(ImportedAs::Known);
        }
        let may_bring = found.unwrap_or(Certificates::Anchors);
        let vouched = origin == Source::MasterList;
        let authority = authority.unwrap_or_else(|| self.anchors.examine(&certificate, vouched));
        let added = self.anchors.add(&certificate, vouched, authority, may_bring);
        if added == Err(Code::TrustNotGranted) {
            self.witness(&certificate)?;
        }
        let imported = match added? {
            Some(imported) => imported,
            None if found.is_none() => return Err(Code::CscaNotACa),
            None => {
                self.document_signers.add(hash, &certificate);
                ImportedAs::DocumentSigner
            }
        };
        if imported != ImportedAs::DocumentSigner {
            self.document_signers.remove(&hash);
            self.forget_verdicts();
        }
        self.remember_hash(hash);
        Ok(imported)
    }

    /// Notes a departure once, in an order that does not depend on that of the inputs.
    fn note(&mut self, deviation: Deviation) {
        if !self.deviations.contains(&deviation) {
            let place = self.deviations.partition_point(|noted| {
                (noted.kind(), noted.text()) <= (deviation.kind(), deviation.text())
            });
            self.deviations.insert(place, deviation);
        }
    }

    /// Keeps an authority that is no anchor, since it may speak against the signer of a list.
    fn witness(&mut self, certificate: &Certificate) -> Result<(), Code> {
        if self.witnesses.contains(certificate) {
            return Ok(());
        }
        if self.witnesses.len() >= self.limits().witnesses {
            return Err(Code::LimitCount);
        }
        self.witnesses.add(certificate.clone());
        // Under a name of its own: it must not be taken for known when somebody certifies it.
        self.remember(&[b"witness", certificate.as_der()].concat());
        Ok(())
    }

    fn knows(&self, der: &[u8]) -> bool {
        self.known.contains(&sha256(der))
    }

    /// Notes an input by its hash.
    fn remember(&mut self, der: &[u8]) {
        self.remember_hash(sha256(der));
    }

    fn remember_hash(&mut self, hash: [u8; 32]) {
        self.fingerprint = OnceLock::new();
        self.is_list_revoked = OnceLock::new();
        self.known.insert(hash);
    }

    /// A Document Signer's key.
    pub(crate) fn key_of(&self, certificate: &Certificate) -> Result<VerifyingKey, Reason> {
        match &self.cache {
            Some(cache) => cache.key(certificate),
            None => signature::public_key_of(certificate),
        }
    }

    /// Whether the anchor signed this certificate. Verdicts of another verifier than the store's are not kept.
    pub(crate) fn is_signed_by(
        &self,
        certificate: &Certificate,
        anchor: &Anchor,
        verifier: &Verifier,
    ) -> Result<Verified, Reason> {
        match &self.cache {
            Some(cache) if *verifier == self.anchors.intake.verifier => {
                cache.verdict(certificate, anchor, verifier)
            }
            _ => signature::certificate(certificate, anchor.key(), verifier),
        }
    }

    /// The anchors that may have signed this certificate, best first.
    pub(crate) fn candidates(&self, certificate: &Certificate, limit: usize) -> Candidates<'_> {
        self.anchors.candidates(certificate, limit)
    }

    /// The anchor is a key (Doc 9303-12 App. D.1.1): of all its certificates, the one that speaks best for `certificate` at
    /// a time. First come those of the certificate's own State, on a way to a root that nobody withdrew, valid at that time,
    /// and made for signing certificates; then roots, and those that end last.
    pub(crate) fn best_of_key<'a>(
        &'a self,
        anchor: &'a Anchor,
        certificate: &Certificate,
        times: Times,
    ) -> &'a Anchor {
        let state = certificate.issuer().country().map(canonical_state_code);
        let rank = |anchor: &&Anchor| {
            let other_state = anchor.state() != state.as_deref();
            let is_withdrawn = self.is_withdrawn(anchor, times.inspected);
            (
                other_state,
                is_withdrawn,
                !anchor.certificate().is_valid_at(times.valid_at),
                !anchor.signs_certificates(),
            )
        };
        // Of equal ones `min_by_key` takes the first. The store files no more certificates of a key than its limits allow.
        let certificates = self.anchors.of_key(anchor.key_identity());
        certificates.min_by_key(rank).unwrap_or(anchor)
    }

    /// The way up to a root that nobody withdrew, or the shortest if there is none.
    pub(crate) fn path_at<'a>(&'a self, anchor: &'a Anchor, at: crate::UnixTime) -> Vec<&'a Anchor> {
        self.valid_path(anchor, at).unwrap_or_else(|| self.anchors.path(anchor))
    }

    /// Whether every way from this certificate to a root leads over a link that the State's lists withdraw.
    pub(crate) fn is_withdrawn(&self, anchor: &Anchor, at: crate::UnixTime) -> bool {
        self.valid_path(anchor, at).is_none()
    }

    fn valid_path<'a>(&'a self, anchor: &'a Anchor, at: crate::UnixTime) -> Option<Vec<&'a Anchor>> {
        self.anchors.path_without(anchor, |link| self.crls.revokes_link(&self.anchors, link, at))
    }

    /// The Document Signer candidates that a signer identifier may name.
    pub(crate) fn document_signers_named(
        &self,
        identifier: &crate::cms::SignerIdentifier<'_>,
    ) -> impl Iterator<Item = &Certificate> {
        self.document_signers.named(identifier)
    }

    /// The certificates that a visible digital seal names by country, common name and serial number.
    #[cfg(feature = "seal")]
    pub(crate) fn seal_signers<'a>(
        &'a self,
        country: &'a str,
        name: &'a str,
        serial: &'a [u8],
    ) -> impl Iterator<Item = &'a Certificate> {
        self.document_signers.of_seal(country, name, serial)
    }

    /// The certificates that a barcode names by the last bytes of their SHA-1.
    #[cfg(feature = "seal")]
    pub(crate) fn signers_by_sha1(&self, tail: [u8; 5]) -> impl Iterator<Item = &Certificate> {
        self.document_signers.by_sha1(tail)
    }

    /// Certificates that are no anchors and may have signed this one: an explanation, never trust.
    pub(crate) fn document_signers_above(
        &self,
        certificate: &Certificate,
    ) -> impl Iterator<Item = &Certificate> {
        self.document_signers.with_subject(certificate.issuer())
    }

    /// What revocation lists and defect lists say of a certificate that `issuer` signed.
    pub(crate) fn revocation(
        &self,
        certificate: &Certificate,
        issuer: &Anchor,
        at: crate::UnixTime,
    ) -> RevocationStatus {
        let by_crl = self.crls.status(&self.anchors, certificate, issuer, at);
        if by_crl == RevocationStatus::Revoked {
            return by_crl;
        }
        self.defect_lists.revocation(&self.anchors, certificate, self.is_revoked(at)).unwrap_or(by_crl)
    }

    /// What the deviation lists of the State that issued a document, and the defect lists of any, say of it; and whether
    /// they surely mean it.
    pub(crate) fn known_defects(
        &self,
        document: &DocumentFacts<'_>,
        at: crate::UnixTime,
    ) -> Vec<ListedDefect> {
        let mut defects = self.deviation_lists.of_document(&self.anchors, document, self.is_revoked(at));
        let signer = document.document_signer;
        let of_signer = self.defect_lists.of_signer(&self.anchors, signer, self.is_revoked(at));
        let certainty = Certainty::Certain;
        defects.extend(of_signer.into_iter().map(|defect| ListedDefect { defect, certainty }));
        defects
    }

    /// Whether a master list was taken whose signer a revocation list names: whoever holds that key could have made it.
    pub(crate) fn has_master_list_of_revoked_signer(&self, at: crate::UnixTime) -> bool {
        let by_witness = || {
            let mut signers = self.master_lists.signers();
            signers
                .any(|signer| self.witnesses.revoke(signer, self.crls.iter(), &self.anchors.intake.verifier))
        };
        *self.is_list_revoked.get_or_init(by_witness)
            || self.master_lists.any_revoked(&self.anchors, self.is_revoked(at))
    }

    /// Whether a revocation list names the signer of a list, or the link on which its issuer is trusted. Defect lists
    /// cannot revoke each other's signers.
    fn is_revoked(&self, at: crate::UnixTime) -> impl Fn(&Certificate, &Anchor) -> bool {
        move |signer, issuer| {
            self.crls.status(&self.anchors, signer, issuer, at) == RevocationStatus::Revoked
                || self.crls.is_key_withdrawn(&self.anchors, issuer, at)
        }
    }
}
