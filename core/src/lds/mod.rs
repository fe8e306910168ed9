//! The files of the chip (Doc 9303-10): which there are, how each one is framed, and what it holds.
//!
//! Parsed is not trusted: whatever these readers return is the chip's word until passive authentication has compared the
//! file's hash.

mod base64_text;
mod biometric;
mod card_security;
mod chip;
mod com;
mod details;
mod dump;
mod file;
mod file_name;
mod file_text;
mod images;
mod pixels;
mod provenance;
mod records;
mod security_infos;
mod sod;
mod transcript;
mod words;

pub use biometric::{Face, FaceRecord, ImageFormat};
pub use card_security::CardSecurity;
pub(crate) use chip::dg15_key;
pub use chip::{Access, AccessPassword, AccessProtocol, Chip, Exchange};
pub use com::Com;
pub use details::{DocumentDetails, OtherElement, Person, PersonalDetails};
pub use dump::{Dump, Ignored, TwoChips};
pub use file::{File, FileId};
pub use images::Images;
pub use provenance::Provenance;
pub use records::Record;
pub use security_infos::{SecurityInfo, SecurityInfos};
pub use sod::{DataGroupHash, LdsSecurityObject, Sod};
pub use transcript::{ChipAuthTranscript, PaceCamRecord, ProtectedExchange};
