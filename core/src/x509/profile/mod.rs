//! The certificate profile of Doc 9303-12 §7.1.1 as data: Table 5 for the fields, Table 6 for the extensions, and what a
//! certificate does otherwise.
//!
//! Nothing here decides. Certificates live for fifteen years and the profile has changed meanwhile, so real ones depart from
//! it in many ways; each way is reported, and the policy says what follows.
//!
//! ```
//! use doc9303::raw::profile::{Presence, Role, extensions};
//! let usage = extensions().find(|row| row.name() == "basicConstraints").unwrap();
//! assert_eq!(usage.presence(Role::CscaRoot), Presence::Mandatory);
//! assert_eq!(usage.presence(Role::DocumentSigner), Presence::Forbidden);
//! assert!(usage.is_critical());
//! ```

mod extensions;
mod fields;
#[cfg(feature = "unstable-raw")]
mod tables;
mod values;

use super::Certificate;
use crate::vocabulary::{DeviationKind, Message};
use std::sync::Arc;

#[cfg(feature = "unstable-raw")]
pub use {extensions::Row, tables::extensions, tables::fields};

/// What a certificate is for: a column of Table 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A CSCA certificate that its own key signed.
    CscaRoot,
    /// A CSCA certificate that another key of the State signed.
    CscaLink,
    /// A Document Signer, or the signer of EF.CardSecurity.
    DocumentSigner,
    /// A signer of master lists, deviation lists or defect lists.
    #[cfg_attr(
        not(feature = "unstable-raw"),
        expect(dead_code, reason = "a column of Table 6 that no check asks for")
    )]
    ListSigner,
}

/// Whether an extension is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `m`: it must be.
    Mandatory,
    /// `o`: it may be.
    Optional,
    /// `x`: it must not be.
    Forbidden,
}

/// One way in which a certificate departs from the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Departure {
    /// The row of Table 5 or 6 by its name there.
    pub row: &'static str,
    /// The kind of the deviation.
    pub kind: DeviationKind,
    /// The row and what is wrong with it.
    pub message: Arc<Message>,
}

impl Role {
    /// Whether certificates of this role are those of an authority.
    pub fn is_authority(self) -> bool {
        matches!(self, Role::CscaRoot | Role::CscaLink)
    }
}

impl Departure {
    fn new(row: &'static str, kind: DeviationKind, what: Message) -> Self {
        Departure {
            row,
            kind,
            message: Arc::new(Message::ProfileRow { row: row.into(), what: Arc::new(what) }),
        }
    }
}

/// In which ways a certificate of this role departs from the profile, in the order of the tables.
///
/// ```
/// use doc9303::raw::{Certificate, profile::{self, Role}};
/// fn print(certificate: &Certificate) {
///     for departure in profile::departures(certificate, Role::DocumentSigner) {
///         println!("{}: {}", departure.row, departure.message);
///     }
/// }
/// ```
pub fn departures(certificate: &Certificate, role: Role) -> Vec<Departure> {
    let fields = fields::FIELDS.iter().filter_map(|field| field.departure(certificate));
    let extensions = extensions::EXTENSIONS.iter().flat_map(|row| row.departures(certificate, role));
    fields.chain(extensions).chain(extensions::others(certificate)).collect()
}
