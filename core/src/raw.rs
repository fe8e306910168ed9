//! The parsers below the promise of this crate, under the feature `unstable-raw`: certificates, revocation lists, signed data
//! and the files of the chip that only checks read. For fuzzing and research.
//!
//! No version keeps what is here: any release may change or remove it. Parsed is not trusted, and nothing here decides.
//!
//! ```
//! use doc9303::raw::Com;
//! let com = Com::parse(b"\x60\x0B\x5F\x01\x040107\x5C\x02\x61\x75")?;
//! assert_eq!(com.lds_version.as_deref(), Some("0107"));
//! # Ok::<(), doc9303::Error>(())
//! ```

pub use crate::asn1::Time;
pub use crate::cms::{SignedAttributes, SignedData, SignerIdentifier, SignerInfo, SignerMatch};
pub use crate::lds::card_security::CardSecurity;
pub use crate::lds::com::Com;
pub use crate::lds::security_infos::{SecurityInfo, SecurityInfos};
pub use crate::lds::sod::{DataGroupHash, LdsSecurityObject, Sod, SodContentType};
pub use crate::trust::published::PublishedList;
pub use crate::x509::extensions::{
    BasicConstraints, DocumentTypes, Extension, Extensions, KeyUsage, UsagePeriod,
};
pub use crate::x509::{Certificate, Crl, Name, RevokedEntry, Serial, profile};
