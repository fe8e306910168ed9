//! The batch face: Arrow columns in, Arrow columns out, through the PyCapsule interface, so that no library of the data
//! world is needed and every one fits. The work itself is `doc9303_arrow`.
//!
//! | file | holds |
//! |---|---|
//! | `table` | what is handed back: a table, and a stream that works as it is read |
//! | `input` | what people hand over as a column or as a table |
//! | `values` | cells as Python's own values |
//! | `work` | how columns are worked through, and progress |
//! | `zones` | `parse_mrz`: a column of zones |
//! | `chips` | `inspect`: a table of documents |
//! | `scan` | `scan_folder`: a tree of folders as a table of documents |
//! | `seals` | `inspect_seals`: a column of seals |
//! | `suggestions` | `repair`, `find`, `transliterate` and `compare_names` |

mod chips;
mod input;
mod scan;
mod seals;
mod suggestions;
mod table;
mod values;
mod work;
mod zones;

pub(crate) use chips::{inspect_stream, inspect_table, report_schema};
pub(crate) use scan::scan_folder;
pub(crate) use seals::{inspect_seals, seal_schema};
pub(crate) use suggestions::{compare_names, find_zones, repair_mrz, transliterate_names};
pub(crate) use table::{PySchema, PyStream, PyTable, table};
pub(crate) use zones::{mrz_schema, parse_mrz, parse_mrz_stream};
