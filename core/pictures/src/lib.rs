//! Reads the barcodes in pictures of travel documents.
//!
//! ```text
//! a file --> Picture::read --> Picture --> Picture::barcodes --> Barcode: symbology, bytes, corners
//! ```
//!
//! [`Picture`] begins it. Bytes are what was encoded: no text is guessed. What the barcodes mean is not judged, and not known here.
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]

mod barcode;
mod error;
mod limits;
mod picture;

pub use barcode::{Barcode, Symbology};
pub use error::{Error, ErrorKind};
pub use limits::Limits;
pub use picture::Picture;

/// The example of the README is compiled and run with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
