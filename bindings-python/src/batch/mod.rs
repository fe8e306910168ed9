//! The batch face: Arrow columns in, Arrow columns out, through the PyCapsule interface, so that no library of the data
//! world is needed and every one fits. The work itself is `doc9303_arrow`.
//!
//! | file | holds |
//! |---|---|
//! | `table` | what is handed back: a table, and a stream that works as it is read |
//! | `work` | how columns are worked through, and progress |
//! | `zones` | `parse_mrz`: a column of zones |
//! | `chips` | `inspect`: a table of documents |

mod chips;
mod table;
mod work;
mod zones;

pub(crate) use chips::{inspect_stream, inspect_table, report_schema};
pub(crate) use table::{PySchema, PyStream, PyTable};
pub(crate) use zones::{mrz_schema, parse_mrz, parse_mrz_stream};
