//! Whom to trust.
#![allow(clippy::as_conversions, reason = "the numbers of enumerations that C knows")]

use crate::error::{Error, guard, guard_silent};
use crate::handle::{self, Handle, named};
use crate::pointer::{Input, Out};
use crate::policy::engine_named;
use crate::status::{Failure, Status};
use crate::text::{Bytes, Text};
use core::ffi::{c_char, c_int};
use doc9303::TrustStore;
use doc9303::trust::{Grant, ImportSummary, MasterListTrust};
use std::sync::RwLock;

/// Whom to trust: CSCA certificates, and what counts under them. An empty store trusts nobody.
#[derive(Debug)]
pub struct Trust;

/// A store, and what was handed over and not taken.
#[derive(Default)]
pub(crate) struct Store {
    pub(crate) store: TrustStore,
    rejected: Vec<String>,
    untold: usize,
}

impl Handle for Trust {
    type Content = RwLock<Store>;
    const NAME: &'static str = "trust";
}

/// How many lines on what was not taken are kept.
const TOLD: usize = 1_000;

const NOBODY: c_int = ListSigner::Nobody as c_int;
const ANYBODY: c_int = ListSigner::Anybody as c_int;
const STORE: c_int = ListSigner::Store as c_int;
const CERTIFICATE: c_int = ListSigner::Certificate as c_int;

/// What an input may bring. Nothing that it holds gives more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum Allow {
    /// The caller names the input as trust: self-signed CSCA certificates in it are anchors.
    Anchors = 0,
    /// What counts under an anchor that came another way: links, Document Signers, revocation, deviation and defect lists.
    UnderAnchors = 1,
    /// Revocation lists alone.
    Revocation = 2,
}

/// Who may have signed a master list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum ListSigner {
    /// No master list is taken.
    Nobody = 0,
    /// Whoever signed it: the list came on a path that the caller trusts.
    Anybody = 1,
    /// A signer whose issuer is in the store already.
    Store = 2,
    /// The signer of the certificate that is given, or whom the CSCA of that certificate certified.
    Certificate = 3,
}

/// What became of an input.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C)]
pub struct Import {
    /// Entries that are new in the store.
    pub added: usize,
    /// Entries that the store had already.
    pub known: usize,
    /// Entries that were refused; `doc9303_trust_rejected` says which and why.
    pub rejected: usize,
}

/// What a store holds.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C)]
pub struct TrustCounts {
    /// CSCA certificates that are trusted.
    pub anchors: usize,
    /// Candidates for Document Signers.
    pub document_signers: usize,
    /// Revocation lists.
    pub crls: usize,
    /// Master lists.
    pub master_lists: usize,
    /// Deviation and defect lists.
    pub deviation_lists: usize,
    /// How many of these are not used, since no anchor certifies their signer.
    pub unverified_deviation_lists: usize,
}

/// An empty store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_trust_new(trust: *mut *mut Trust, error: *mut *mut Error) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(trust, "trust"), Out::new(error, "error")) };
    guard(&error, || out.make(|| Ok(RwLock::default())))
}

/// Adds whatever an input holds, recognised by its structure: certificates, revocation lists, deviation and defect lists, PKD exports in
/// LDIF, PEM, PKCS #7 bundles and ZIP archives of them. `allow` is one of `enum doc9303_allow`. Master lists are refused; see
/// `doc9303_trust_add_with_lists`.
///
/// `name` is that of the file, for messages. `import` may be NULL. The status is REFUSED if the store can use nothing of the input.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_trust_add(
    trust: *mut Trust,
    name: *const c_char,
    name_length: usize,
    bytes: *const u8,
    length: usize,
    allow: c_int,
    import: *mut Import,
    error: *mut *mut Error,
) -> Status {
    let none = core::ptr::null();
    // SAFETY: the caller's promise is passed on.
    unsafe {
        doc9303_trust_add_with_lists(
            trust,
            name,
            name_length,
            bytes,
            length,
            allow,
            NOBODY,
            none,
            0,
            import,
            error,
        )
    }
}

/// The same, with a word on who may have signed master lists: `list_signer` is one of `enum doc9303_list_signer`, and `signer` the
/// certificate that CERTIFICATE speaks of, in DER or PEM, or NULL.
#[unsafe(no_mangle)]
#[allow(clippy::too_many_arguments, reason = "C has neither slices nor named arguments")]
pub unsafe extern "C" fn doc9303_trust_add_with_lists(
    trust: *mut Trust,
    name: *const c_char,
    name_length: usize,
    bytes: *const u8,
    length: usize,
    allow: c_int,
    list_signer: c_int,
    signer: *const u8,
    signer_length: usize,
    import: *mut Import,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (name, bytes, signer, out, error) = unsafe {
        (
            Input::new(name, name_length, "name"),
            Input::new(bytes, length, "bytes"),
            Input::new(signer, signer_length, "signer"),
            Out::new(import, "import"),
            Out::new(error, "error"),
        )
    };
    guard(&error, || {
        let held = named(trust)?;
        let limits = *held.read().map_err(|_| Failure::broken())?.store.limits();
        let der = match list_signer {
            CERTIFICATE => doc9303::trust::first_certificate(signer.bytes(limits.file_size)?)?,
            _ => Vec::new(),
        };
        let lists = list_trust(list_signer, &der)?;
        let grant = grant(allow)?;
        let grant = lists.map_or(grant, |lists| grant.with_master_lists(lists));
        let (name, bytes) = (name.text()?, bytes.bytes(limits.archive_size)?);
        let mut state = held.write().map_err(|_| Failure::broken())?;
        let summary = state.store.add(name, bytes, grant);
        let told = Import {
            added: summary.added,
            known: summary.known,
            rejected: summary.rejected.len().saturating_add(summary.untold),
        };
        state.note(name, &summary);
        drop(state);
        if out.is_given() {
            out.put(told)?;
        }
        if summary.usable() > 0 { Ok(()) } else { Err(refusal(&summary)) }
    })
}

/// Whose code verifies the signatures of what is added from now on: `ring` where it can, `own` everywhere, or `agree`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_trust_set_engine(
    trust: *mut Trust,
    engine: *const c_char,
    engine_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (engine, error) = unsafe { (Input::new(engine, engine_length, "engine"), Out::new(error, "error")) };
    guard(&error, || {
        let held = named(trust)?;
        let engine = engine_named(&engine)?;
        let mut state = held.write().map_err(|_| Failure::broken())?;
        state.store = core::mem::take(&mut state.store).with_engine(engine);
        Ok(())
    })
}

/// What the store holds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_trust_counts(
    trust: *const Trust,
    counts: *mut TrustCounts,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(counts, "counts"), Out::new(error, "error")) };
    guard(&error, || {
        let held = named(trust)?;
        let store = &held.read().map_err(|_| Failure::broken())?.store;
        out.put(TrustCounts {
            anchors: store.anchors().count(),
            document_signers: store.document_signers(),
            crls: store.crls().count(),
            master_lists: store.master_lists(),
            deviation_lists: store.deviation_lists(),
            unverified_deviation_lists: store.unverified_deviation_lists(),
        })
    })
}

/// What was handed over and not taken, a line each: the name, a colon, why, and the code in brackets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_trust_rejected(
    trust: *const Trust,
    text: *mut *mut Text,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(text, "text"), Out::new(error, "error")) };
    guard(&error, || {
        let held = named(trust)?;
        out.make(|| Ok(Bytes::of(held.read().map_err(|_| Failure::broken())?.told())))
    })
}

/// Frees a store. NULL is no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_trust_free(trust: *mut Trust) -> Status {
    guard_silent(|| handle::free(trust))
}

impl Store {
    fn note(&mut self, name: &str, summary: &ImportSummary) {
        for entry in &summary.rejected {
            if self.rejected.len() < TOLD {
                let line = format!("{name}{}: {} [{}]", entry.path, entry.text(), entry.code.as_str());
                self.rejected.push(line);
            } else {
                self.untold = self.untold.saturating_add(1);
            }
        }
        self.untold = self.untold.saturating_add(summary.untold);
    }

    fn told(&self) -> String {
        let mut text: String = self.rejected.iter().map(|line| format!("{line}\n")).collect();
        if self.untold > 0 {
            text.push_str(&format!("{} more entries are refused\n", self.untold));
        }
        text
    }
}

/// Why an input brought nothing.
fn refusal(summary: &ImportSummary) -> Failure {
    match summary.rejected.first() {
        Some(first) => Failure::coded(Status::Refused, first.code.as_str(), first.text()),
        None => Failure::new(Status::Refused, "the input holds no entry"),
    }
}

/// C hands over any number, which no enumeration of Rust may hold.
fn grant<'a>(allow: c_int) -> Result<Grant<'a>, Failure> {
    const ANCHORS: c_int = Allow::Anchors as c_int;
    const UNDER_ANCHORS: c_int = Allow::UnderAnchors as c_int;
    const REVOCATION: c_int = Allow::Revocation as c_int;
    match allow {
        ANCHORS => Ok(Grant::ANCHORS),
        UNDER_ANCHORS => Ok(Grant::UNDER_ANCHORS),
        REVOCATION => Ok(Grant::REVOCATION),
        _ => Err(Failure::argument("allow: it is none of enum doc9303_allow")),
    }
}

/// `der` is the certificate that is given.
fn list_trust<'a>(signer: c_int, der: &'a [u8]) -> Result<Option<MasterListTrust<'a>>, Failure> {
    match signer {
        NOBODY => Ok(None),
        ANYBODY => Ok(Some(MasterListTrust::AnySigner)),
        STORE => Ok(Some(MasterListTrust::SignedByStore)),
        CERTIFICATE => Ok(Some(MasterListTrust::SignedBy(der))),
        _ => Err(Failure::argument("list_signer: it is none of enum doc9303_list_signer")),
    }
}
