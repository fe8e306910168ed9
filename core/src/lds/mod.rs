//! The files of the chip (Doc 9303-10): which there are, how each one is framed, and what it holds.
//!
//! Parsed is not trusted: whatever these readers return is the chip's word until passive authentication has compared the
//! file's hash. [`Chip`] brings the files together.

mod access;
mod base64_text;
mod biometric;
#[cfg_attr(
    not(feature = "unstable-raw"),
    expect(unreachable_pub, reason = "public under the feature, by `raw`")
)]
pub(crate) mod card_security;
mod chip;
#[cfg_attr(
    not(feature = "unstable-raw"),
    expect(unreachable_pub, reason = "public under the feature, by `raw`")
)]
pub(crate) mod com;
mod details;
mod dump;
mod file;
mod file_name;
mod file_text;
mod images;
mod pixels;
mod provenance;
mod records;
#[cfg_attr(
    not(feature = "unstable-raw"),
    expect(unreachable_pub, reason = "public under the feature, by `raw`")
)]
pub(crate) mod security_infos;
#[cfg_attr(
    not(feature = "unstable-raw"),
    expect(unreachable_pub, reason = "public under the feature, by `raw`")
)]
pub(crate) mod sod;
mod transcript;
mod words;

pub use access::{Access, AccessPassword, AccessProtocol};
pub use biometric::{Face, FaceRecord, ImageFormat};
pub(crate) use card_security::CardSecurity;
pub(crate) use chip::dg15_key;
pub use chip::{Chip, Exchange};
pub(crate) use com::Com;
pub use details::{DocumentDetails, Person, PersonalDetails};
pub use dump::{Dump, Ignored, TwoChips};
pub(crate) use file::File;
pub use file::FileId;
pub use images::Images;
pub use provenance::Provenance;
pub use records::Record;
pub(crate) use security_infos::{SecurityInfo, SecurityInfos};
pub(crate) use sod::{LdsSecurityObject, Sod, SodContentType};
pub use transcript::{ChipAuthTranscript, PaceCamRecord, ProtectedExchange};
pub use words::OtherElement;
