//! Reads the machine readable zones and the barcodes in pictures of travel documents, and decodes the pictures of a chip.
//!
//! ```text
//!                                     +--> Picture::zones    --> Zone: characters, how sure they are, corners
//! a file --> Picture::read --> Picture
//!                                     +--> Picture::barcodes --> Barcode: symbology, bytes, corners
//!
//! DG2, DG5, DG7 --> Image::decode --> Image: red, green and blue, or a PNG
//! ```
//!
//! [`Picture`] begins it. A zone says of each character how likely it is right, and of itself whether it is sure. Bytes of barcodes are what
//! was encoded: no text is guessed. What zones and barcodes mean is not judged here.
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]

mod barcode;
mod error;
#[cfg(feature = "face")]
mod face;
mod limits;
mod picture;
#[cfg(feature = "zone")]
mod zone;

pub use barcode::{Barcode, Symbology};
pub use error::{Error, ErrorKind};
#[cfg(feature = "face")]
pub use face::Image;
pub use limits::Limits;
pub use picture::Picture;
#[cfg(feature = "zone")]
pub use zone::{Candidate, Character, Zone};

/// The example of the README is compiled and run with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
