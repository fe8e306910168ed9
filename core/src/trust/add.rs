//! One way in for every input of trust: recognised by its content, taken as far as the caller's grant goes.

use super::content::{Content, Decoded};
use super::grant::{Certificates, Grant};
use super::import::not_filed;
use super::{ImportSummary, ImportedAs, Source, TrustStore, bundle, content, ldif, pem, zip};
use crate::x509::{Certificate, Crl};
use crate::{Code, Error, Limits};
use std::io::{BufRead, Read};

/// What is read of a stream before it is decided what it is.
const HEAD: u64 = 64 << 10;

impl TrustStore {
    /// Adds whatever an input holds: a certificate, a revocation list, a master list, a deviation or defect list, a bundle
    /// (PKCS #7), PEM of any of them, a directory's export (LDIF), or a ZIP archive of such files. What it is is recognised
    /// by its structure; `grant` bounds what it may bring; `name` is a file's name, and one that is named as a list brings
    /// no anchor of its own.
    ///
    /// Nothing in the input is passed over: every entry is added, known, or in [`ImportSummary::rejected`] with why. An input
    /// that is refused as a whole adds nothing.
    ///
    /// ```
    /// use doc9303::TrustStore;
    /// use doc9303::trust::{Content, Grant};
    /// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
    /// let mut store = TrustStore::new();
    /// let import = store.add("csca.cer", &csca, Grant::ANCHORS);
    /// assert_eq!((import.content, import.added), (Some(Content::Certificate), 1));
    /// let letter = store.add("letter.txt", b"dear sir", Grant::ANCHORS);
    /// assert_eq!(letter.rejected[0].code.as_str(), "trust.not_recognised");
    /// ```
    pub fn add(&mut self, name: &str, bytes: &[u8], grant: Grant<'_>) -> ImportSummary {
        let mut import = ImportSummary::default();
        let grant = grant.for_name(name);
        let result = Decoded::of(bytes, self.limits()).and_then(|decoded| {
            import.content = Some(decoded.content);
            within_size(&decoded, self.limits())?;
            take(self, &decoded, grant, &mut import)
        });
        if let Err(error) = result {
            import.refuse(&error);
        }
        import.refuse_if_empty();
        import
    }

    /// The same from a stream: a directory's export is read entry by entry, however large it is; anything else up to the
    /// limit on a list's size.
    ///
    /// ```
    /// use doc9303::TrustStore;
    /// use doc9303::trust::{Content, Grant};
    /// let export = &b"dn: c=UT\nobjectClass: country\n"[..];
    /// let import = TrustStore::new().add_stream("export", export, Grant::UNDER_ANCHORS).unwrap();
    /// assert_eq!((import.content, import.usable()), (Some(Content::Ldif), 0));
    /// ```
    ///
    /// # Errors
    /// If the stream breaks off.
    pub fn add_stream(
        &mut self,
        name: &str,
        mut stream: impl BufRead,
        grant: Grant<'_>,
    ) -> std::io::Result<ImportSummary> {
        let mut head = Vec::new();
        stream.by_ref().take(HEAD).read_to_end(&mut head)?;
        let text = content::without_mark(&head);
        if content::is_text(text) && content::names_entry(text) {
            let mut import = ImportSummary { content: Some(Content::Ldif), ..ImportSummary::default() };
            ldif::add(self, text.chain(stream), grant.for_name(name), &mut import)?;
            import.refuse_if_empty();
            return Ok(import);
        }
        // As many bytes again are more than may be, so what is cut off here is refused and never read in part.
        let most = u64::try_from(self.limits().list_size).unwrap_or(u64::MAX);
        stream.take(most).read_to_end(&mut head)?;
        Ok(self.add(name, &head, grant))
    }

    /// Files one certificate as far as the grant goes.
    pub(super) fn take_granted(&mut self, der: &[u8], grant: Grant<'_>) -> Result<ImportedAs, Error> {
        let certificate = Certificate::parse_within(der, self.limits())?;
        if grant.certificates == Certificates::None {
            return Err(not_granted("certificate", "no certificates are taken from here"));
        }
        self.take_certificate(certificate, Source::File(grant.certificates)).map_err(|code| match code {
            Code::TrustNotGranted if grant.certificates == Certificates::DocumentSigners => {
                let detail = "an authority's certificate, where only those of Document Signers are taken";
                not_granted("certificate", detail)
            }
            code => not_filed(code),
        })
    }

    pub(super) fn take_crl(&mut self, der: &[u8], grant: Grant<'_>) -> Result<ImportedAs, Error> {
        let crl = Crl::parse_within(der, self.limits())?;
        if !grant.revocation {
            return Err(not_granted("revocation list", "no revocation lists are taken from here"));
        }
        if self.knows(der) {
            return Ok(ImportedAs::Known);
        }
        self.check_room_for_list("revocation list")?;
        self.remember(der);
        self.crls.add(crl);
        Ok(ImportedAs::Crl)
    }
}

/// A directory may be larger than any list; its values may not.
fn within_size(input: &Decoded<'_>, limits: &Limits) -> Result<(), Error> {
    if input.content == Content::Ldif || input.bytes.len() <= limits.list_size {
        return Ok(());
    }
    Err(Error::at(Code::LimitSize, "trust input", 0, "larger than the limit for a list"))
}

/// What the caller's word does not cover.
pub(super) fn not_granted(structure: &'static str, detail: &'static str) -> Error {
    Error::at(Code::TrustNotGranted, structure, 0, detail)
}

fn take(
    store: &mut TrustStore,
    input: &Decoded<'_>,
    grant: Grant<'_>,
    import: &mut ImportSummary,
) -> Result<(), Error> {
    let bytes = input.bytes.as_ref();
    match input.content {
        Content::Certificate => one(store.take_granted(bytes, grant), import),
        Content::Crl => one(store.take_crl(bytes, grant), import),
        Content::MasterList => {
            let unsaid =
                || not_granted("master list", "the caller has not stated who may sign a master list");
            let list = store.add_master_list(bytes, grant.master_lists.ok_or_else(unsaid)?)?;
            import.join(0, "", list);
            Ok(())
        }
        Content::DeviationList | Content::DefectList => {
            if !grant.statements {
                return Err(not_granted("list", "no deviation and defect lists are taken from here"));
            }
            let list = store.add_deviation_list(bytes)?;
            // A list without entries is a list as well.
            import.added += usize::from(list.usable() == 0);
            import.join(0, "", list);
            Ok(())
        }
        Content::Bundle => bundle::add(store, bytes, grant, import),
        Content::Pem => {
            take_pem(store, bytes, grant, import);
            Ok(())
        }
        Content::Ldif => ldif::add(store, bytes, grant, import)
            .map_err(|_| Error::at(Code::FileMalformed, "LDIF", 0, "the stream broke off")),
        Content::Zip => zip::add(store, bytes, grant, import),
    }
}

fn one(result: Result<ImportedAs, Error>, import: &mut ImportSummary) -> Result<(), Error> {
    let content = import.content;
    *import = ImportSummary { content, ..ImportSummary::of(result?) };
    Ok(())
}

/// Adds every block of PEM as what it holds, which its label must name.
fn take_pem(store: &mut TrustStore, text: &[u8], grant: Grant<'_>, import: &mut ImportSummary) {
    for (entry, block) in pem::blocks(text).enumerate() {
        if entry >= store.limits().entries {
            import.reject(entry, Code::LimitCount, "more blocks than the limit for a text");
            return;
        }
        let mut inside = ImportSummary::default();
        let taken = block.and_then(|block| {
            let decoded = Decoded::of(&block.der, store.limits())?;
            block.check_label(decoded.content)?;
            take(store, &decoded, grant, &mut inside)
        });
        if let Err(error) = taken {
            inside.refuse(&error);
        }
        import.join(entry, &format!("#{entry}"), inside);
    }
}
