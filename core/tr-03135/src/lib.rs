//! The log of BSI TR-03135-1 v2.5 (chapter 6): a [`Report`](doc9303::Report) as XML, for the operational monitoring of inspections.
//!
//! [`to_xml`] writes it. Each check is logged under the clause that describes it ([`Place`]), with one of the results of
//! §3.5.2 and a vendor code of §5.3 ([`vendor_code`]). `core/docs/tr-03135.md` lists all of them.
//!
//! The namespaces are those of Table 6.1. The schemas in `schemas` are this project's own, made from the text of the guideline:
//! BSI's schema files are no part of that text, and elements that it does not name are named here after their clauses.
//!
//! The crate reads no clock and no randomness: times and the id of the transaction are arguments. Without a [`Profile`] that
//! asks for it, a log holds no personal data.
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]

mod certificates;
mod chip;
mod clause;
mod codes;
mod error;
mod log;
mod profile;
mod results;
mod transaction;
mod xml;
mod zone;

pub use clause::Place;
pub use codes::{deviation_code, vendor_code};
pub use error::Error;
pub use log::to_xml;
pub use profile::{Profile, UnknownProfile};
pub use transaction::{Component, Transaction};
