//! PKCS #7 bundles (RFC 5652 §5 without signers): certificates and revocation lists that travel together, signed by nobody.

use super::{Grant, ImportSummary, TrustStore};
use crate::asn1::{ErrorAt, tag};
use crate::{Code, Error};

const STRUCTURE: &str = "bundle";

/// Adds every certificate and revocation list. A bundle that somebody signed is refused: its content would be the point.
pub(super) fn add(
    store: &mut TrustStore,
    der: &[u8],
    grant: Grant<'_>,
    import: &mut ImportSummary,
) -> Result<(), Error> {
    let limits = *store.limits();
    let mut outer = limits.reader(der, STRUCTURE);
    let mut content_info = outer.expect(tag::SEQUENCE)?.reader();
    outer.finish()?;
    content_info.expect(tag::OID)?;
    let mut fields = content_info.expect(tag::context(0))?.reader().expect(tag::SEQUENCE)?.reader();
    fields.expect(tag::INTEGER)?;
    fields.expect(tag::SET)?;
    let mut content = fields.expect(tag::SEQUENCE)?.reader();
    content.expect(tag::OID)?;
    if !content.is_empty() {
        return Err(content.error(Code::TrustNotRecognised, "signed data with a content of its own"));
    }
    let certificates = fields.optional(tag::context(0))?;
    let crls = fields.optional(tag::context(1))?;
    let signers = fields.expect(tag::SET)?;
    fields.finish()?;
    if !signers.content().is_empty() {
        return Err(signers.error(Code::TrustNotRecognised, "signed data that somebody signed"));
    }
    let mut entry = 0;
    for (set, is_certificates) in [(certificates, true), (crls, false)] {
        let Some(set) = set else { continue };
        let mut elements = set.reader();
        while !elements.is_empty() {
            if entry >= limits.entries {
                import.reject(entry, Code::LimitCount, "more entries than the limit for a bundle");
                return Ok(());
            }
            let element = elements.read()?;
            let result = match is_certificates {
                true => store.take_granted(element.span(), grant),
                false => store.take_crl(element.span(), grant),
            };
            import.count(entry, result.map_err(|error| error.shifted(element.offset())));
            entry += 1;
        }
    }
    if entry == 0 {
        return Err(Error::at(Code::FileMalformed, STRUCTURE, 0, "an empty bundle"));
    }
    Ok(())
}
