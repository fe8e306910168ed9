//! Documents by the million: Arrow columns in, Arrow columns out, worked through in slices on many threads. A row that
//! cannot be read becomes an error code in its place and stops no other row.
//!
//! | file | holds |
//! |---|---|
//! | `work` | threads and slices |
//! | `columns` | texts, words and lists on their way into a column |
//! | `zones` | a column of zones into columns of fields |
//! | `parts` | the parts of a document that are beside the zone |
//! | `names` | what the name of a column says |
//! | `places` | which column of a table holds what of a document |
//! | `texts` | a zone in one column, or in one for each line |
//! | `documents` | a table of documents into columns of verdicts, outcomes and reasons |
//! | `seals` | a column of seals into columns of signers and verdicts |
//! | `suggestions` | texts into repairs, zones found and names, and names compared |
//! | `compact` | dictionaries with the words that occur |
//! | `trust` `plain` | what a trust store holds, as tables |
#![forbid(unsafe_code)]

mod columns;
mod compact;
mod documents;
mod names;
mod parts;
mod places;
mod plain;
mod seals;
mod suggestions;
mod texts;
mod trust;
mod work;
mod zones;

pub use compact::compact;
pub use documents::{DocumentTable, report_schema};
pub use names::{Meaning, looks_like_zone};
pub use parts::Part;
pub use places::{PartsError, Places, place_of};
pub use seals::{SealColumn, seal_schema};
pub use suggestions::{NameComparison, TextColumn};
pub use trust::{certificates, document_signers, revocation_lists, signed_lists, trust_difference};
pub use work::{RowTransform, Threads};
pub use zones::{MrzColumn, NoSuchColumn, mrz_schema};

/// Whether a column of this type can hold zones or files: texts, bytes, or a dictionary of them.
///
/// ```
/// use arrow_schema::DataType;
/// assert!(doc9303_arrow::is_readable(&DataType::LargeUtf8));
/// assert!(!doc9303_arrow::is_readable(&DataType::Float64));
/// ```
pub fn is_readable(kind: &arrow_schema::DataType) -> bool {
    columns::Cells::fits(kind)
}
