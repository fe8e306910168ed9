//! CSCA master lists (Doc 9303-12 §9): verified, then taken entry by entry.

use super::{AnchorKind, Import, Imported, Origin, TrustStore, signature, signed_list};
use crate::asn1::{Reader, tag};
use crate::oid;
use crate::report::Deviation;
use crate::x509::Certificate;
use crate::{Code, Error, Limits};

const STRUCTURE: &str = "master list";

/// Who may have signed a master list. There is no default.
#[derive(Debug, Clone, Copy)]
pub enum MasterListTrust<'a> {
    /// Whoever signed it: the list came on a path that the caller trusts.
    AnySigner,
    /// The signer's certificate, or the CSCA certificate that issued it, in DER.
    SignedBy(&'a [u8]),
    /// A signer whose issuer is in the store already.
    SignedByStore,
}

pub(super) fn add(store: &mut TrustStore, der: &[u8], trust: MasterListTrust<'_>) -> Result<Import, Error> {
    let named = match trust {
        MasterListTrust::SignedBy(der) => Some(Certificate::parse(der)?),
        _ => None,
    };
    let list = signed_list::verify(der, oid::CSCA_MASTER_LIST, named, STRUCTURE)?;
    allowed(store, &list.signer, trust)?;

    let content = list.signed_data.content.as_deref().unwrap_or_default();
    let import = entries(store, content)?;
    store.master_lists += 1;
    store.remember(der);
    Ok(import)
}

/// Whether this signer may sign master lists here: by its purpose (Doc 9303-12 §4.1.6, Table 6) and by the caller's word.
fn allowed(store: &mut TrustStore, signer: &Certificate, trust: MasterListTrust<'_>) -> Result<(), Error> {
    let purposes = signer.extensions().extended_key_usage().and_then(Result::ok).unwrap_or_default();
    if !purposes.contains(&oid::MASTER_LIST_SIGNING) {
        // Germany's list of 2019 was signed by the CSCA itself; a Document Signer never may.
        if !signer.claims_authority() {
            return Err(Error::at(
                Code::DsExtendedKeyUsage,
                STRUCTURE,
                0,
                "the signer is no master list signer",
            ));
        }
        store.deviations.push(Deviation::new(
            Code::DeviationMasterListSigner,
            STRUCTURE,
            None,
            "signed by the authority itself",
        ));
    }
    let verifies = |issuer: &Certificate| match signature::key(issuer) {
        Ok(key) => signature::certificate(signer, &key).is_ok(),
        Err(_) => false,
    };
    let known = match trust {
        MasterListTrust::AnySigner => true,
        MasterListTrust::SignedBy(der) => {
            let named = Certificate::parse(der)?;
            named == *signer || verifies(&named)
        }
        MasterListTrust::SignedByStore => {
            let candidates = store.candidates(signer, Limits::DEFAULT.candidate_issuers);
            candidates.list.iter().any(|(anchor, _)| {
                anchor.certificate() == signer || signature::certificate(signer, anchor.key()).is_ok()
            })
        }
    };
    if known {
        Ok(())
    } else {
        Err(Error::at(Code::CscaNotFound, STRUCTURE, 0, "the signer is not one that may sign"))
    }
}

/// `CscaMasterList ::= SEQUENCE { version INTEGER, certList SET OF Certificate }`.
fn entries(store: &mut TrustStore, content: &[u8]) -> Result<Import, Error> {
    let mut outer = Reader::new(content, STRUCTURE);
    let mut fields = outer.expect(tag::SEQUENCE)?.reader();
    outer.finish()?;
    fields.expect(tag::INTEGER)?;
    let mut set = fields.expect(tag::SET)?.reader();
    fields.finish()?;
    let mut import = Import::default();
    let mut entry = 0_usize;
    while !set.is_empty() {
        let certificate = set.read()?;
        let result = Certificate::parse(certificate.span()).and_then(|certificate| {
            store.take_certificate(certificate, Origin::MasterList).map_err(|code| {
                let detail = match code {
                    Code::CscaNotACa => "not the certificate of an authority",
                    _ => "the key cannot be used",
                };
                Error::at(code, "certificate", 0, detail)
            })
        });
        import.count(entry, result.map_err(|error| error.shifted(certificate.offset())));
        entry += 1;
    }
    Ok(import)
}

impl TrustStore {
    /// How many anchors are link certificates, connected or not.
    pub fn links(&self) -> usize {
        self.anchors().filter(|anchor| anchor.kind() == AnchorKind::Link).count() + self.unconnected_links()
    }
}

impl Imported {
    /// Whether this became an anchor at once.
    pub fn is_anchor(self) -> bool {
        matches!(self, Imported::Root | Imported::Link)
    }
}
