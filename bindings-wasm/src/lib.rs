//! The WebAssembly face of `doc9303`. It carries bytes and words across and decides nothing about documents.
//!
//! `npm/index.js` wraps what stands here into the package's own interface: reports cross as their JSON, byte for byte
//! the text that `Report::to_json` gives, and errors as JavaScript errors with a stable `code`.
//!
//! Reading pictures will be a module of its own that is loaded when the first picture comes, so that this one stays
//! small; it hands the zone that it found to [`Inspection::mrz`].

mod chip_files;
mod elements;
mod failure;
mod inspection;
#[cfg(feature = "reader")]
mod reading;
mod trust;
mod words;
mod zones;

pub use chip_files::{face_of_dg2, recognise_file, recognise_record, zone_of_dg1};
pub use elements::elements;
pub use inspection::{Inspection, Rules};
#[cfg(feature = "reader")]
pub use reading::{Reading, Wishes, replay_session, session_log};
pub use trust::TrustStore;
pub use words::version;
pub use zones::{Writer, check_digit, compare_names, draft, find, repair, transliterate};

use doc9303::{Mrz, UnixTime};
use failure::{Failure, argument};
use wasm_bindgen::prelude::wasm_bindgen;

/// One machine readable zone as the JSON object that `doc9303 mrz --json` prints.
///
/// # Errors
/// The zone's own code, with `line` and `column`, if the text is no zone; `argument.at` if the time is none.
#[wasm_bindgen(js_name = parseMrz)]
pub fn parse_mrz(text: &str, at: &str) -> Result<String, Failure> {
    let at = time(at)?;
    let zone = Mrz::parse(text)?;
    Ok(doc9303::mrz_json(&Ok(zone), at))
}

fn time(at: &str) -> Result<UnixTime, Failure> {
    UnixTime::parse(at)
        .ok_or_else(|| argument("argument.at", "not a time such as 2026-01-01T00:00:00Z or 2026-01-01"))
}
