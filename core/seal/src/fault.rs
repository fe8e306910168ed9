//! What is wrong with a seal that can nevertheless be read.

use std::borrow::Cow;

/// A departure from the profile or the structure. What it is worth is for the caller to judge: Doc 9303-13 §3.3 calls a seal
/// without a mandatory feature, or with one of another format, WRONG_FORMAT; an unknown tag is no fault.
///
/// ```
/// use doc9303_seal::Fault;
/// let fault = Fault::Missing { tag: 5, name: "passport_number".into() };
/// assert_eq!((fault.id(), fault.to_string()), ("missing", "passport_number (tag 05) is missing".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A mandatory feature is missing, or all of those of which there must be one.
    #[error("{name} (tag {tag:02X}) is missing")]
    Missing {
        /// Its tag.
        tag: u8,
        /// Its name.
        name: Cow<'static, str>,
    },
    /// A feature is there twice, or more than one of those of which there must be one.
    #[error("{name} (tag {tag:02X}) is there more than once")]
    Repeated {
        /// Its tag.
        tag: u8,
        /// Its name.
        name: Cow<'static, str>,
    },
    /// A feature has fewer or more bytes than its profile allows.
    #[error("{name} (tag {tag:02X}) has {length} bytes")]
    Length {
        /// Its tag.
        tag: u8,
        /// Its name.
        name: Cow<'static, str>,
        /// Its bytes.
        length: usize,
    },
    /// The bytes of a feature are not of their coding.
    #[error("{name} (tag {tag:02X}): {detail}")]
    Coding {
        /// Its tag.
        tag: u8,
        /// Its name.
        name: Cow<'static, str>,
        /// Why.
        detail: &'static str,
    },
    /// A member of JSON is missing.
    #[error("{name} is missing")]
    MissingMember {
        /// Its name.
        name: &'static str,
    },
    /// A member of JSON is not of its type.
    #[error("{name} {detail}")]
    Member {
        /// Its name.
        name: &'static str,
        /// Why.
        detail: &'static str,
    },
    /// A barcode has no message.
    #[error("the barcode has no message")]
    EmptyMessageZone,
    /// A barcode says that it is signed and has no signature.
    #[error("the barcode says that it is signed, and has no signature")]
    SignatureMissing,
    /// A barcode says that it is not signed and has a signature.
    #[error("the barcode says that it is not signed, and has a signature")]
    SignatureAgainstFlag,
    /// A barcode says that it is not signed and has the certificate of a signer.
    #[error("the barcode says that it is not signed, and has a certificate")]
    CertificateAgainstFlag,
    /// The header of a barcode names a signer and the barcode says that it is not signed, or the other way round.
    #[error("the header of the barcode is of another kind than its flag says")]
    HeaderAgainstFlag,
    /// The length of an element is written in more bytes than DER allows.
    #[error("the length of tag {tag:02X} is written in more bytes than it needs")]
    LengthForm {
        /// Its tag.
        tag: u8,
    },
}

impl Fault {
    /// The word for the kind of fault; it never changes its meaning.
    pub fn id(&self) -> &'static str {
        match self {
            Fault::Missing { .. } => "missing",
            Fault::Repeated { .. } => "repeated",
            Fault::Length { .. } => "length",
            Fault::Coding { .. } => "coding",
            Fault::LengthForm { .. } => "length_form",
            Fault::MissingMember { .. } => "missing_member",
            Fault::Member { .. } => "member",
            Fault::EmptyMessageZone => "empty_message_zone",
            Fault::SignatureMissing => "signature_missing",
            Fault::SignatureAgainstFlag => "signature_against_flag",
            Fault::CertificateAgainstFlag => "certificate_against_flag",
            Fault::HeaderAgainstFlag => "header_against_flag",
        }
    }
}
