//! Tag-length-value reading over the original bytes: BER and DER (X.690), and the TLV of chips (ISO/IEC 7816-4).
//!
//! Reads without copying and never encodes: what is hashed or signed stays the span that was sent. Checks each length
//! against the bytes at hand before anything else, and every reader has [`Bounds`], which go
//! along with whatever is read through it.
//!
//! ```
//! use doc9303_asn1::{Reader, oid, tag};
//! let algorithm = [0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];
//! let mut reader = Reader::new(&algorithm, "algorithm");
//! let identifier = reader.expect(tag::SEQUENCE)?.algorithm()?;
//! reader.finish()?;
//! assert_eq!(identifier.oid, oid!("1.2.840.10045.4.3.2"));
//! # Ok::<(), doc9303_asn1::Error>(())
//! ```
#![forbid(unsafe_code)]

mod bounds;
mod element;
mod error;
mod inside;
mod oid;
mod reader;
pub mod tag;
mod walk;

pub use bounds::Bounds;
pub use element::Element;
pub use error::{Error, ErrorKind};
pub use inside::AlgorithmIdentifier;
pub use oid::{DottedOid, Oid};
pub use reader::Reader;
pub use tag::Tag;
