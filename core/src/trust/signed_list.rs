//! Lists that a State publishes as signed data (Doc 9303-12 §9, §10): what must hold before a word of one counts.

use super::signature;
use crate::cms::{Fit, SignedData, SignerInfo};
use crate::oid::Oid;
use crate::x509::Certificate;
use crate::{Code, Error, Limits};

/// A list whose digest and signature hold under the key of its signer. Whether that signer may sign is another question.
pub(super) struct SignedList<'a> {
    pub(super) signed_data: SignedData<'a>,
    pub(super) signer: Certificate,
}

/// Reads a list of one kind and verifies it. `named` is a certificate that may be the signer's though the list lacks it.
pub(super) fn verify<'a>(
    der: &'a [u8],
    content_type: Oid<'_>,
    named: Option<Certificate>,
    structure: &'static str,
) -> Result<SignedList<'a>, Error> {
    if der.len() > Limits::DEFAULT.list_size {
        return Err(Error::at(Code::LimitSize, structure, 0, "larger than any honest list"));
    }
    let signed_data = SignedData::parse(der, structure)?;
    if signed_data.content_type != content_type {
        return Err(Error::at(Code::SodContentType, structure, 0, "the content is not such a list"));
    }
    let signer = match signed_data.signers.as_slice() {
        [signer] => signer,
        [] => return Err(Error::at(Code::SodNoSigner, structure, 0, "nobody signed the list")),
        _ => return Err(Error::at(Code::SodMultipleSigners, structure, 0, "more than one signer")),
    };
    let certificate = signer_certificate(&signed_data, signer, named, structure)?;
    signature::message_digest(&signed_data, signer).map_err(|reason| {
        signature::import_error(&reason, structure, "the content is not what was signed")
    })?;
    let key = signature::key(&certificate)
        .map_err(|reason| signature::import_error(&reason, structure, "the signer's key cannot be used"))?;
    signature::signed_data(signer, &key)
        .map_err(|reason| signature::import_error(&reason, structure, "the signature does not verify"))?;
    Ok(SignedList { signed_data, signer: certificate })
}

/// The certificate that the signer identifier names, in the list or as the caller gave it.
fn signer_certificate(
    signed_data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    named: Option<Certificate>,
    structure: &'static str,
) -> Result<Certificate, Error> {
    let within = signed_data.certificates.iter().filter_map(|der| Certificate::parse(der).ok());
    let mut candidates: Vec<Certificate> = within.chain(named).collect();
    let position = |fit| candidates.iter().position(|certificate| signer.identifier.fit(certificate) == fit);
    let found = position(Fit::Exact).or_else(|| position(Fit::SerialOnly));
    found.map(|index| candidates.swap_remove(index)).ok_or_else(|| {
        Error::at(
            Code::SodSignerIdentifier,
            structure,
            signer.offset,
            "the signer's certificate is not at hand",
        )
    })
}
