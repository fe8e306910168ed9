//! Tables 5 and 6 as they can be read row by row, for those who look below the promise of this crate.

use super::extensions::{EXTENSIONS, Row};
use super::{Role, fields::FIELDS};
use crate::oid::Oid;

impl Role {
    /// Every role, in the order of the columns.
    pub const ALL: [Role; 4] = [Role::CscaRoot, Role::CscaLink, Role::DocumentSigner, Role::ListSigner];
}

/// The names of the rows of Table 5 that a certificate can be read without fulfilling.
pub fn fields() -> impl Iterator<Item = &'static str> {
    let mut names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    names.dedup();
    names.into_iter()
}

/// The rows of Table 6.
pub fn extensions() -> impl Iterator<Item = &'static Row> {
    EXTENSIONS.iter()
}

impl Row {
    /// The name of the row.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The extensions of the row. A parent stands for all under it.
    pub fn kinds(&self) -> &'static [Oid<'static>] {
        self.kinds
    }

    /// Whether the extension is critical where it is allowed.
    pub fn is_critical(&self) -> bool {
        self.critical
    }
}
