//! CSCA keys (Doc 9303-12 App. D.1.1): which certificates become anchors, and which of them may have signed another.

use super::authority::Authority;
use super::grant::Certificates;
use super::intake::Intake;
use super::{CertificateFacts, ImportedAs, sha256, signature};
use crate::country::canonical_state_code;
use crate::crypto::VerifyingKey;
use crate::verifier::Verifier;
use crate::x509::profile::{self, Departure, Role};
use crate::x509::{Certificate, Name};
use crate::{Code, UnixTime, oid};
use core::fmt;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// A CSCA key that is trusted, by its certificate.
///
/// ```
/// use doc9303::{TrustStore, trust::AnchorKind};
/// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
/// let mut store = TrustStore::new();
/// store.add_anchor(&csca)?;
/// let anchor = store.anchors().next().unwrap();
/// assert_eq!((anchor.country(), anchor.kind()), (Some("UT"), AnchorKind::Root));
/// assert_eq!(anchor.subject(), anchor.issuer());
/// assert!(anchor.not_before() < anchor.not_after());
/// assert_eq!(anchor.as_der(), csca);
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Clone)]
pub struct Anchor(Arc<Parts>);

impl fmt::Debug for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { certificate, kind, .. } = &*self.0;
        let subject = certificate.subject().to_string();
        f.debug_struct("Anchor").field("subject", &subject).field("kind", kind).finish_non_exhaustive()
    }
}

struct Parts {
    certificate: Certificate,
    key: VerifyingKey,
    kind: AnchorKind,
    country: Option<String>,
    /// The State that the country means.
    state: Option<String>,
    /// The identity of the key that verified this link.
    issuer: Option<[u8; 32]>,
    sha256: [u8; 32],
    /// The identity of its key.
    identity: [u8; 32],
    /// How many were filed before it.
    place: usize,
    /// What [`Anchor::departures`] found.
    departures: OnceLock<Vec<Departure>>,
}

/// How a key came to be trusted.
///
/// Given by an [`Anchor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AnchorKind {
    /// Self-signed and named by the caller or an accepted master list.
    Root,
    /// Signed by another anchor (Doc 9303-12 §4.1.3).
    Link,
}

/// How a candidate issuer was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Basis {
    KeyIdentifier,
    Name,
    Country,
    /// The key identifier alone, of another State: a coincidence, or somebody else's doing.
    ForeignKeyIdentifier,
}

/// Anchors that may have signed a certificate.
pub(crate) struct Candidates<'a> {
    /// With the way each one was found, best first.
    pub(crate) list: Vec<(&'a Anchor, Basis)>,
    /// Whether there were more than the limit allows to try.
    pub(crate) cut_off: bool,
}

#[derive(Clone, Default)]
pub(super) struct Anchors {
    pub(super) intake: Intake,
    list: Vec<Anchor>,
    by_identifier: HashMap<Box<[u8]>, BTreeSet<Ranked>>,
    by_name: HashMap<Name, BTreeSet<Ranked>>,
    by_state: HashMap<String, BTreeSet<Ranked>>,
    by_key: HashMap<[u8; 32], BTreeSet<Ranked>>,
    pending: Vec<Option<Pending>>,
    pending_by_issuer: HashMap<Name, Vec<usize>>,
    pending_by_identifier: HashMap<Box<[u8]>, Vec<usize>>,
    pending_by_state: HashMap<String, Vec<usize>>,
}

/// The place of an anchor among others that fit as well: roots before links, the one that ends last before the rest, and
/// the hash where nothing else differs. So the order of the inputs never decides which certificate of a key speaks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    kind: AnchorKind,
    not_after: Reverse<UnixTime>,
    sha256: [u8; 32],
    index: usize,
}

/// A link certificate that waits for the anchor that signed it.
#[derive(Clone)]
struct Pending {
    certificate: Certificate,
    key: VerifyingKey,
    /// By anchors whose identifier or name it has, and by others of the State.
    tried: [usize; 2],
}

impl Anchor {
    pub(crate) fn certificate(&self) -> &Certificate {
        &self.0.certificate
    }

    pub(crate) fn key(&self) -> &VerifyingKey {
        &self.0.key
    }

    /// Where the certificate departs from its profile, found when it is first asked for.
    pub(crate) fn departures(&self) -> &[Departure] {
        self.0.departures.get_or_init(|| profile::departures(self.certificate(), self.role()))
    }

    pub(crate) fn role(&self) -> Role {
        match self.kind() {
            AnchorKind::Root => Role::CscaRoot,
            AnchorKind::Link => Role::CscaLink,
        }
    }

    /// The whole certificate, as it was given.
    pub fn as_der(&self) -> &[u8] {
        self.certificate().as_der()
    }

    /// Whose key it is, such as `C=UT, CN=CSCA`.
    pub fn subject(&self) -> String {
        self.certificate().subject().to_string()
    }

    /// Who signed the certificate: the subject itself, for a root.
    pub fn issuer(&self) -> String {
        self.certificate().issuer().to_string()
    }

    /// The serial number in hexadecimal.
    pub fn serial(&self) -> String {
        self.certificate().serial().to_string()
    }

    /// The certificate is valid from then on.
    pub fn not_before(&self) -> UnixTime {
        self.certificate().not_before().at
    }

    /// The certificate is valid through then.
    pub fn not_after(&self) -> UnixTime {
        self.certificate().not_after().at
    }

    /// The kind and size of the key, such as `RSA-4096` or `brainpoolP256r1`.
    pub fn key_name(&self) -> &str {
        self.key().name()
    }

    /// All that the certificate says of itself.
    pub fn facts(&self) -> CertificateFacts {
        CertificateFacts::of(self.certificate())
    }

    /// Root or link.
    pub fn kind(&self) -> AnchorKind {
        self.0.kind
    }

    /// The subject's country in upper case (ASCII: other letters are in no code).
    pub fn country(&self) -> Option<&str> {
        self.0.country.as_deref()
    }

    /// The State that the country means, in whatever spelling.
    pub(crate) fn state(&self) -> Option<&str> {
        self.0.state.as_deref()
    }

    /// Whether the certificate is made for signing certificates in the form of the profile (Doc 9303-12 Table 6).
    pub(crate) fn signs_certificates(&self) -> bool {
        let usage = self.certificate().extensions().key_usage().and_then(Result::ok);
        self.certificate().is_authority() && usage.is_some_and(|usage| usage.certificate_sign())
    }

    /// What every certificate of the same key shares, however it spells the key's parameters: SHA-256 over the numbers of the key.
    ///
    /// ```
    /// use doc9303::TrustStore;
    /// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
    /// let mut store = TrustStore::new();
    /// store.add_anchor(&csca)?;
    /// let root = store.anchors().next().unwrap();
    /// assert_ne!(root.key_identity(), root.sha256(), "of the key, and of the certificate");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn key_identity(&self) -> &[u8; 32] {
        &self.0.identity
    }

    /// SHA-256 of the certificate.
    pub fn sha256(&self) -> &[u8; 32] {
        &self.0.sha256
    }
}

impl Anchors {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Anchor> {
        self.list.iter()
    }

    /// The links that no anchor leads to.
    pub(super) fn pending(&self) -> impl Iterator<Item = &Certificate> {
        self.pending.iter().flatten().map(|pending| &pending.certificate)
    }

    /// The anchors of a State; of the empty one, those whose name has no country.
    pub(super) fn of_state(&self, state: &str) -> impl Iterator<Item = &Anchor> {
        self.by_state.get(state).into_iter().flatten().filter_map(|ranked| self.list.get(ranked.index))
    }

    /// The certificates of a key, roots before links and the one that ends last before the rest.
    pub(super) fn of_key(&self, identity: &[u8; 32]) -> impl Iterator<Item = &Anchor> {
        self.by_key.get(identity).into_iter().flatten().filter_map(|ranked| self.list.get(ranked.index))
    }

    /// The shortest way up to a root, the anchor first.
    pub(super) fn path<'a>(&'a self, anchor: &'a Anchor) -> Vec<&'a Anchor> {
        self.path_without(anchor, |_| false).unwrap_or_else(|| vec![anchor])
    }

    /// The same over certificates that are not withdrawn, if there is one: breadth first through the certificates of each
    /// issuer's key, since cross-signed keys make circles.
    pub(super) fn path_without<'a>(
        &'a self,
        anchor: &'a Anchor,
        is_withdrawn: impl Fn(&Anchor) -> bool,
    ) -> Option<Vec<&'a Anchor>> {
        if is_withdrawn(anchor) {
            return None;
        }
        // Each with the one below it, as an index into this list.
        let mut reached: Vec<(&Anchor, Option<usize>)> = vec![(anchor, None)];
        let mut seen = HashSet::new();
        let mut next = 0;
        loop {
            let (current, _) = *reached.get(next)?;
            let Some(issuer) = current.0.issuer else { break };
            if seen.insert(issuer) {
                let above = self.of_key(&issuer).filter(|above| !is_withdrawn(above));
                reached.extend(above.map(|above| (above, Some(next))));
            }
            next += 1;
        }
        let mut path = Vec::new();
        let mut step = Some(next);
        while let Some((current, below)) = step.and_then(|step| reached.get(step)) {
            path.push(*current);
            step = *below;
        }
        path.reverse();
        Some(path)
    }

    /// The anchor above a link, by whose key it was signed: of its certificates the first.
    pub(super) fn above(&self, link: &Anchor) -> Option<&Anchor> {
        self.of_key(link.0.issuer.as_ref()?).next()
    }

    /// What a certificate shows by itself. Whoever accepted a master list certifies links in it whose basicConstraints are odd; a link
    /// from anywhere else must say that it is an authority.
    pub(super) fn examine(&self, certificate: &Certificate, vouched: bool) -> Authority {
        Authority::of(certificate, claims_authority(certificate, vouched), &self.intake.verifier)
    }

    /// Files an authority's certificate, as far as its source may bring one; `None` for a certificate that is none. `authority` is what
    /// [`Anchors::examine`] found of it.
    pub(super) fn add(
        &mut self,
        certificate: &Certificate,
        vouched: bool,
        authority: Authority,
        may_bring: Certificates,
    ) -> Result<Option<ImportedAs>, Code> {
        let (key, is_self_signed, issuer) = match authority {
            Authority::No => return Ok(None),
            Authority::Unusable(code) => return Err(code),
            Authority::Key { key, is_self_signed, issuer } => (key, is_self_signed, issuer),
        };
        if is_self_signed {
            if may_bring < Certificates::Anchors {
                return Err(Code::TrustNotGranted);
            }
            self.check_room(&key.identity())?;
            self.insert(certificate.clone(), key, AnchorKind::Root, None);
            return Ok(Some(ImportedAs::Root));
        }
        if !claims_authority(certificate, vouched) {
            return Ok(None);
        }
        if may_bring < Certificates::UnderAnchors {
            return Err(Code::TrustNotGranted);
        }
        let issuer = issuer.found.or_else(|| self.issuer_of(certificate, issuer.among));
        if issuer.is_some() {
            self.check_room(&key.identity())?;
            self.insert(certificate.clone(), key, AnchorKind::Link, issuer);
            return Ok(Some(ImportedAs::Link));
        }
        self.wait(certificate.clone(), key)?;
        Ok(Some(ImportedAs::WaitingLink))
    }

    /// Whether another certificate of a key may be filed. All of them are looked at wherever the key is asked for.
    fn check_room(&self, identity: &[u8; 32]) -> Result<(), Code> {
        let filed = self.by_key.get(identity).map_or(0, BTreeSet::len);
        if filed < self.intake.limits.candidate_issuers { Ok(()) } else { Err(Code::LimitCount) }
    }

    /// The identity of the anchor's key that signed a link, among the anchors from this place on: those before were tried. No other key of
    /// an honest State verifies it, so it is the same whatever else is filed meanwhile.
    pub(super) fn issuer_of(&self, certificate: &Certificate, from: usize) -> Option<[u8; 32]> {
        let candidates = self.candidates(certificate, self.intake.limits.candidate_issuers);
        candidates
            .list
            .into_iter()
            .map(|(anchor, _)| anchor)
            .find(|anchor| anchor.0.place >= from && links(anchor, certificate, &self.intake.verifier))
            .map(|anchor| *anchor.key_identity())
    }

    /// Files an anchor, and after it every waiting link that it or those after it verify.
    fn insert(
        &mut self,
        certificate: Certificate,
        key: VerifyingKey,
        kind: AnchorKind,
        issuer: Option<[u8; 32]>,
    ) {
        let mut ready = vec![(certificate, key, kind, issuer)];
        while let Some((certificate, key, kind, issuer)) = ready.pop() {
            if self.check_room(&key.identity()).is_err() {
                // It stays one that nothing leads to, and is counted as such.
                self.pending.push(Some(Pending { certificate, key, tried: [0; 2] }));
                continue;
            }
            let anchor = self.file(certificate, key, kind, issuer);
            let identity = *anchor.key_identity();
            for index in self.waiting_for(&anchor) {
                let Some(slot) = self.pending.get_mut(index) else { continue };
                let Some(pending) = slot.as_ref() else { continue };
                if links(&anchor, &pending.certificate, &self.intake.verifier)
                    && let Some(pending) = slot.take()
                {
                    ready.push((pending.certificate, pending.key, AnchorKind::Link, Some(identity)));
                }
            }
        }
    }

    fn file(
        &mut self,
        certificate: Certificate,
        key: VerifyingKey,
        kind: AnchorKind,
        issuer: Option<[u8; 32]>,
    ) -> Anchor {
        let sha256 = sha256(certificate.as_der());
        let not_after = Reverse(certificate.not_after().at);
        let ranked = Ranked { kind, not_after, sha256, index: self.list.len() };
        let country = certificate.subject().country().map(str::to_ascii_uppercase);
        let state = state_of(&certificate);
        if let Some(identifier) = certificate.extensions().subject_key_identifier() {
            self.by_identifier.entry(identifier.into()).or_default().insert(ranked.clone());
        }
        self.by_name.entry(certificate.subject().clone()).or_default().insert(ranked.clone());
        if let Some(state) = &state {
            self.by_state.entry(state.clone()).or_default().insert(ranked.clone());
        }
        if country.is_none() {
            self.by_state.entry(String::new()).or_default().insert(ranked.clone());
        }
        let identity = key.identity();
        self.by_key.entry(identity).or_default().insert(ranked);
        let (place, departures) = (self.list.len(), OnceLock::new());
        let parts =
            Parts { certificate, key, kind, country, state, issuer, sha256, identity, place, departures };
        let anchor = Anchor(Arc::new(parts));
        self.list.push(anchor.clone());
        anchor
    }

    fn wait(&mut self, certificate: Certificate, key: VerifyingKey) -> Result<(), Code> {
        let index = self.pending.len();
        let namesakes = self.pending_by_issuer.entry(certificate.issuer().clone()).or_default();
        if namesakes.len() >= self.intake.limits.waiting_links {
            return Err(Code::LimitCount);
        }
        namesakes.push(index);
        if let Some(identifier) = certificate.extensions().authority_key_identifier() {
            self.pending_by_identifier.entry(identifier.into()).or_default().push(index);
        }
        if let Some(country) = certificate.issuer().country() {
            self.pending_by_state.entry(canonical_state_code(country)).or_default().push(index);
        }
        self.pending.push(Some(Pending { certificate, key, tried: [0; 2] }));
        Ok(())
    }

    /// The waiting links that this anchor may have signed, found as [`Anchors::candidates`] finds it for them. Those that
    /// were tried `candidate_issuers` times are dropped, which keeps this linear.
    fn waiting_for(&mut self, anchor: &Anchor) -> Vec<usize> {
        let most = self.intake.limits.candidate_issuers;
        let identifier = anchor.certificate().extensions().subject_key_identifier();
        let lists = [
            (0, self.pending_by_issuer.get_mut(anchor.certificate().subject())),
            (0, identifier.and_then(|identifier| self.pending_by_identifier.get_mut(identifier))),
            (1, anchor.state().and_then(|state| self.pending_by_state.get_mut(state))),
        ];
        let mut waiting = Vec::new();
        for (way, list) in lists {
            let Some(list) = list else { continue };
            list.retain(|index| {
                let pending = self.pending.get_mut(*index).and_then(Option::as_mut);
                let Some(tried) = pending.and_then(|pending| pending.tried.get_mut(way)) else {
                    return false;
                };
                *tried += 1;
                *tried <= most
            });
            waiting.extend_from_slice(list);
        }
        waiting.sort_unstable();
        waiting.dedup();
        waiting
    }

    /// Candidates by key identifier, by name, then by country (a set, not a guess: all are tried). Last come those of other
    /// States that the key identifier names, so that a look-alike never stands in the way of the State's own.
    pub(super) fn candidates(&self, certificate: &Certificate, limit: usize) -> Candidates<'_> {
        let identifier = certificate.extensions().authority_key_identifier();
        let state = certificate.issuer().country().map(canonical_state_code);
        self.issuers_of(identifier, certificate.issuer(), state.as_deref(), limit)
    }

    /// The same for anything that names its issuer.
    pub(super) fn issuers_of(
        &self,
        identifier: Option<&[u8]>,
        name: &Name,
        state: Option<&str>,
        limit: usize,
    ) -> Candidates<'_> {
        let by_identifier = identifier.and_then(|identifier| self.by_identifier.get(identifier));
        let groups = [
            (Basis::KeyIdentifier, by_identifier),
            (Basis::Name, self.by_name.get(name)),
            (Basis::Country, state.and_then(|state| self.by_state.get(state))),
            (Basis::ForeignKeyIdentifier, by_identifier),
        ];
        let mut seen = HashSet::new();
        let mut candidates = Candidates { list: Vec::new(), cut_off: false };
        for (basis, ranked) in groups {
            for Ranked { index, .. } in ranked.into_iter().flatten() {
                let Some(anchor) = self.list.get(*index) else { continue };
                if seen.contains(index) || (basis == Basis::KeyIdentifier && anchor.state() != state) {
                    continue;
                }
                if candidates.list.len() >= limit {
                    candidates.cut_off = true;
                    return candidates;
                }
                seen.insert(*index);
                candidates.list.push((anchor, basis));
            }
        }
        candidates
    }
}

fn claims_authority(certificate: &Certificate, vouched: bool) -> bool {
    certificate.is_authority() || (vouched && certificate.claims_authority())
}

/// Whether an anchor's signature makes another key of its own State an anchor (Doc 9303-12 §4.1.3): a link may change the
/// State's name, and never the State. A link that begins after its issuer's certificate ended is none: by then the key had
/// nothing more to sign, and whoever found it could make keys of their own.
fn links(anchor: &Anchor, certificate: &Certificate, verifier: &Verifier) -> bool {
    anchor.state() == state_of(certificate).as_deref()
        && certificate.not_before().at <= anchor.certificate().not_after().at
        && anchor.certificate().shares_territory(certificate)
        && signature::certificate(certificate, anchor.key(), verifier).is_ok()
}

/// The State that an authority's certificate names: by the country of its subject or, where that is missing, by the locality
/// of its alternative name, which has the code of the zone (Doc 9303-12 §7.1.1.2).
fn state_of(certificate: &Certificate) -> Option<String> {
    let alternative = || certificate.extensions().alternative_name(oid::SUBJECT_ALT_NAME);
    let country = certificate.subject().country().map(str::to_owned);
    let code = country.or_else(|| alternative()?.locality().map(str::to_owned))?;
    Some(canonical_state_code(&code))
}
