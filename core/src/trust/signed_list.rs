//! Lists that a State publishes as signed data (Doc 9303-12 §9, §10): what must hold before a word of one counts.

use super::anchors::{Anchor, Anchors};
use super::intake::Intake;
use super::published::PublishedList;
use super::{CertificateFacts, Content, ImportSummary, sha256, signature};
use crate::cms::{SignedData, SignerInfo, SignerMatch};
use crate::oid::Oid;
use crate::x509::Certificate;
use crate::{Code, Error, Limits, UnixTime};
use std::sync::OnceLock;

/// A list whose digest and signature hold under the key of its signer. Whether that signer may sign is another question.
pub(super) struct SignedList<'a> {
    sha256: [u8; 32],
    pub(super) signed_data: SignedData<'a>,
    pub(super) signer: Certificate,
}

/// A kind of list that says what is known of documents.
pub(super) struct Kind {
    pub(super) structure: &'static str,
    pub(super) content_type: Oid<'static>,
    /// The extended key usage of those who may sign one.
    pub(super) purpose: Oid<'static>,
}

/// Lists of one kind whose signatures hold. Who certifies a signer is found out when it is asked.
#[derive(Clone)]
pub(super) struct SignedLists<T>(Vec<VerifiedList<T>>);

#[derive(Clone)]
struct VerifiedList<T> {
    sha256: [u8; 32],
    /// How many entries it holds, how many of them were refused, and how many it holds more than once.
    entries: [usize; 3],
    signer: Certificate,
    /// When the list was signed, by its signer's word.
    signed_at: Option<UnixTime>,
    content: T,
    /// The anchor that certifies the signer, found once and looked up from then on.
    issuer: OnceLock<Option<Anchor>>,
}

impl<T> Default for SignedLists<T> {
    fn default() -> Self {
        SignedLists(Vec::new())
    }
}

impl<T> SignedLists<T> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Verifies a list and keeps what `read` makes of its content.
    pub(super) fn take(
        &mut self,
        der: &[u8],
        kind: &Kind,
        intake: &Intake,
        read: impl FnOnce(&[u8]) -> Result<T, Error>,
    ) -> Result<(), Error> {
        let list = verify(der, kind.content_type, &[], kind.structure, intake)?;
        may_sign(&list, kind)?;
        let content = read(list.signed_data.content.as_deref().unwrap_or_default())?;
        self.keep(&list, content);
        Ok(())
    }

    pub(super) fn keep(&mut self, list: &SignedList<'_>, content: T) {
        let (sha256, entries) = (list.sha256, [0; 3]);
        let (signer, signed_at) = (list.signer.clone(), list.signing_time());
        self.0.push(VerifiedList { sha256, entries, signer, signed_at, content, issuer: OnceLock::new() });
    }

    /// Notes what became of the entries of the list that was taken last.
    pub(super) fn count(&mut self, import: &ImportSummary, repeated: usize) {
        if let Some(list) = self.0.last_mut() {
            let refused = import.rejected.len() + import.untold;
            list.entries = [import.usable() + refused, refused, repeated];
        }
    }

    /// The hash of the list that was taken as the one of this number.
    pub(super) fn hash(&self, number: usize) -> Option<[u8; 32]> {
        self.0.get(number).map(|list| list.sha256)
    }

    /// The lists as a caller sees them.
    pub(super) fn published<'a>(
        &'a self,
        content: Content,
        anchors: &'a Anchors,
    ) -> impl Iterator<Item = PublishedList> {
        self.0.iter().map(move |list| {
            let [entries, rejected, repeated] = list.entries;
            PublishedList {
                content,
                sha256: list.sha256,
                signer: CertificateFacts::of(&list.signer),
                signed_at: list.signed_at,
                entries,
                rejected,
                repeated,
                is_vouched: list.issuer(anchors).is_some(),
            }
        })
    }

    pub(super) fn contents(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|list| &list.content)
    }

    pub(super) fn signers(&self) -> impl Iterator<Item = &Certificate> {
        self.0.iter().map(|list| &list.signer)
    }

    /// Whether the signer of any list is revoked by the State that certifies it.
    pub(super) fn any_revoked(
        &self,
        anchors: &Anchors,
        is_revoked: impl Fn(&Certificate, &Anchor) -> bool,
    ) -> bool {
        let mut vouched = self.0.iter().filter_map(|list| Some((list, list.issuer(anchors)?)));
        vouched.any(|(list, issuer)| is_revoked(&list.signer, issuer))
    }

    /// Forgets which anchor certifies each signer: a new anchor may certify one that none did before.
    pub(super) fn forget_verdicts(&mut self) {
        for list in &mut self.0 {
            list.issuer = OnceLock::new();
        }
    }

    pub(super) fn unverified(&self, anchors: &Anchors) -> usize {
        self.0.iter().filter(|list| list.issuer(anchors).is_none()).count()
    }

    /// The lists that count, each with the anchor that certifies its signer.
    pub(super) fn trusted<'a>(
        &'a self,
        anchors: &'a Anchors,
        is_revoked: impl Fn(&Certificate, &Anchor) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a T, &'a Anchor)> {
        let vouched = self.0.iter().filter_map(|list| Some((list, list.issuer(anchors)?)));
        let counting = vouched.filter(move |(list, issuer)| !is_revoked(&list.signer, issuer));
        counting.map(|(list, issuer)| (&list.content, issuer))
    }
}

impl<T> VerifiedList<T> {
    fn issuer(&self, anchors: &Anchors) -> Option<&Anchor> {
        self.issuer.get_or_init(|| issuer_of(&self.signer, self.signed_at, anchors)).as_ref()
    }
}

/// The anchor that certifies a list's signer: a key that verifies its certificate, by one of the key's certificates
/// that was valid when the list was signed.
pub(super) fn issuer_of(
    signer: &Certificate,
    signed_at: Option<UnixTime>,
    anchors: &Anchors,
) -> Option<Anchor> {
    let candidates = anchors.candidates(signer, anchors.intake.limits.candidate_issuers);
    let verifies =
        |anchor: &&Anchor| signature::certificate(signer, anchor.key(), &anchors.intake.verifier).is_ok();
    let key = candidates.list.into_iter().map(|(anchor, _)| anchor).find(verifies)?;
    let was_valid = |anchor: &&Anchor| signed_at.is_none_or(|at| anchor.certificate().is_valid_at(at));
    anchors.of_key(key.key_identity()).find(was_valid).cloned()
}

/// The signer's certificate is for such lists, and was valid when the list was signed.
fn may_sign(list: &SignedList<'_>, kind: &Kind) -> Result<(), Error> {
    let purposes = list.signer.extensions().extended_key_usage().and_then(Result::ok);
    if !purposes.is_some_and(|purposes| purposes.contains(&kind.purpose)) {
        let detail = "the signer's certificate is not for such lists";
        return Err(Error::at(Code::DsExtendedKeyUsage, kind.structure, 0, detail));
    }
    list.signed_in_validity(kind.structure)
}

impl SignedList<'_> {
    /// When the list was signed, by the signer's own word.
    pub(super) fn signing_time(&self) -> Option<UnixTime> {
        let signers = self.signed_data.signers.iter();
        let mut attributes = signers.filter_map(|signer| signer.signed_attributes.as_ref());
        attributes.find_map(|attributes| attributes.signing_time()).map(|time| time.at)
    }

    /// Whether the signer's certificate was valid when the list was signed, by the signer's own word.
    pub(super) fn signed_in_validity(&self, structure: &'static str) -> Result<(), Error> {
        if self.signing_time().is_some_and(|at| !self.signer.is_valid_at(at)) {
            let detail = "signed outside the validity of the signer's certificate";
            return Err(Error::at(Code::DsSigningTime, structure, 0, detail));
        }
        Ok(())
    }
}

/// Reads a list of one kind and verifies it. `named` are certificates one of which may be the signer's
/// though the list lacks it.
pub(super) fn verify<'a>(
    der: &'a [u8],
    content_type: Oid<'_>,
    named: &[Certificate],
    structure: &'static str,
    intake: &Intake,
) -> Result<SignedList<'a>, Error> {
    let limits = &intake.limits;
    if der.len() > limits.list_size {
        return Err(Error::at(Code::LimitSize, structure, 0, "larger than the limit for a list"));
    }
    let signed_data = SignedData::parse_within(der, structure, limits)?;
    if signed_data.content_type != content_type {
        return Err(Error::at(Code::SodContentType, structure, 0, "the content is not such a list"));
    }
    let signer = match signed_data.signers.as_slice() {
        [signer] => signer,
        [] => return Err(Error::at(Code::SodNoSigner, structure, 0, "the list has no signer")),
        _ => return Err(Error::at(Code::SodMultipleSigners, structure, 0, "more than one signer")),
    };
    let certificate = signer_certificate(&signed_data, signer, named, structure, limits)?;
    signature::message_digest(&signed_data, signer).map_err(|reason| {
        signature::import_error(&reason, structure, "the content is not what was signed")
    })?;
    let key = signature::public_key_of(&certificate)
        .map_err(|reason| signature::import_error(&reason, structure, "the signer's key cannot be used"))?;
    signature::signed_data(signer, &key, &intake.verifier)
        .map_err(|reason| signature::import_error(&reason, structure, "the signature does not verify"))?;
    Ok(SignedList { sha256: sha256(der), signed_data, signer: certificate })
}

/// The certificate that the signer identifier names, in the list or as the caller gave it.
fn signer_certificate(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    named: &[Certificate],
    structure: &'static str,
    limits: &Limits,
) -> Result<Certificate, Error> {
    let read = |der: &&[u8]| Certificate::parse_within(der, limits).ok();
    let within = signed_data.certificates.iter().filter_map(read);
    let mut candidates: Vec<Certificate> = within.chain(named.iter().cloned()).collect();
    let position =
        |fit| candidates.iter().position(|certificate| signer.identifier.matches(certificate) == fit);
    let found = position(SignerMatch::Exact).or_else(|| position(SignerMatch::SerialOnly));
    found.map(|index| candidates.swap_remove(index)).ok_or_else(|| {
        Error::at(
            Code::SodSignerIdentifier,
            structure,
            signer.offset,
            "the signer's certificate is not at hand",
        )
    })
}
