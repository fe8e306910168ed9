//! The Python face of `doc9303`: frozen mirrors of the core's types, and a batch face over Arrow.
//!
//! | file | holds |
//! |---|---|
//! | `error` `input` `time` | what crosses the seam: exceptions, bytes, points in time |
//! | `mrz` `names` `repair` `chip` `folder` `records` `trust` `policy` `state` | what goes into an inspection |
//! | `reading` | a chip that is read now |
//! | `picture` | seals and zones in pictures, pictures of a chip |
//! | `rejected` | what of it could not be used |
//! | `inspect` `report` `html` | the judgement and how it is shown |
//! | `words` | texts that explain checks and codes |
//! | `program` | the command line |
//! | `batch` | columns of documents over Arrow |
//!
//! Nothing here decides about documents: every `if` of that kind stands in the core.

mod access;
mod batch;
mod chip;
mod error;
mod folder;
mod html;
mod input;
mod inspect;
mod log;
mod mrz;
mod names;
mod picture;
mod policy;
mod program;
mod reading;
mod records;
mod rejected;
mod repair;
mod report;
mod state;
mod time;
mod trust;
mod words;

use pyo3::prelude::*;

/// Travel documents by ICAO Doc 9303; import `doc9303` instead.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::access::PyAccess;
    #[pymodule_export]
    use crate::batch::{PySchema, PyStream, PyTable};
    #[pymodule_export]
    use crate::batch::{compare_names, find_zones, repair_mrz, scan_folder, transliterate_names};
    #[pymodule_export]
    use crate::batch::{inspect_seals, seal_schema};
    #[pymodule_export]
    use crate::batch::{inspect_stream, inspect_table, report_schema};
    #[pymodule_export]
    use crate::batch::{mrz_schema, parse_mrz, parse_mrz_stream};
    #[pymodule_export]
    use crate::chip::{PyChip, PyExchange};
    #[pymodule_export]
    use crate::inspect::inspect;
    #[pymodule_export]
    use crate::mrz::{PyCheckDigit, PyMrz, PyPartialDate, check_digit};
    #[pymodule_export]
    use crate::names::{
        arabic_from_zone, cyrillic_from_zone, russian_from_zone, russian_to_zone, transliterate,
    };
    #[pymodule_export]
    use crate::picture::{_decode_face, _zones_of_file, _zones_of_greys, read_seals};
    #[pymodule_export]
    use crate::policy::PyPolicy;
    #[pymodule_export]
    use crate::program::run;
    #[pymodule_export]
    use crate::reading::{PyChipReading, read_chip, replay, replay_session};
    #[pymodule_export]
    use crate::records::{PyChipAuthTranscript, PyPaceCamRecord};
    #[pymodule_export]
    use crate::rejected::{PyImport, PyRejected};
    #[pymodule_export]
    use crate::repair::{PyCandidate, PyFound, PyRepair, find, repair};
    #[pymodule_export]
    use crate::report::{PyCheckResult, PyDeviation, PyReason, PyReport};
    #[pymodule_export]
    use crate::state::PyState;
    #[pymodule_export]
    use crate::trust::{PyCertificate, PyTrustStore, diff};
    #[pymodule_export]
    use crate::words::{PyExplanation, check_ids, code_texts, explain, file_name};

    #[pymodule_init]
    fn init(m: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        use pyo3::types::PyModuleMethods;
        m.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
