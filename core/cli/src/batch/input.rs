//! The rows of the input, a chunk at a time, as columns: the parts of documents, the columns that are kept, and for text
//! the line and the fault of each row.

use crate::failure::Failure;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use doc9303_arrow::{Part, PartsError, looks_like_zone};
use std::path::Path;

/// The column with the line in which a row of text begins.
pub(super) const LINE: &str = "input_line";
/// The column with the key of the code of a row that cannot be read, and the one with why.
pub(super) const FAULT: &str = "fault";
pub(super) const FAULT_DETAIL: &str = "fault_detail";
/// The column of printed zones, whatever its name in the input.
pub(super) const ZONE: &str = "mrz";
/// The columns of their lines, where each has one.
pub(super) const ZONE_LINES: [&str; 3] = ["mrz_line1", "mrz_line2", "mrz_line3"];

/// A chunk ends early when it has grown to this size.
pub(super) const LARGEST_CHUNK: usize = 64 << 20;
/// Rows that are looked at for zones in columns that are not read.
pub(super) const ROWS_TO_LOOK_AT: usize = 100;

/// What is wanted of the input.
#[derive(Clone)]
pub(super) struct Wanted {
    /// The column of zones, if it was named.
    pub(super) zone: Option<String>,
    /// Whether files of chips are looked for even where no column is named after one.
    pub(super) documents: bool,
    /// Columns that are carried over, whether they are parts of documents or not.
    pub(super) keep: Vec<String>,
    /// Kept JSON values stay JSON, because text is what is written, which tells numbers from strings.
    pub(super) as_json: bool,
}

/// Chunks of rows.
pub(super) trait Input: Send {
    /// The columns of every chunk: first `parts`, then as many as are kept, then those of text.
    fn schema(&self) -> SchemaRef;
    /// How many columns are parts of documents.
    fn parts(&self) -> usize;
    /// The names of columns that are neither read nor kept.
    fn unread(&self) -> &[String];
    /// Which of the parts the table has, the zone apart, where the columns are only room for what a row may have.
    fn expected(&self) -> Option<(bool, &[Part])> {
        None
    }
    /// The next rows, at most so many; always as many for the same file.
    fn next_chunk(&mut self, rows: usize) -> Result<Option<RecordBatch>, Failure>;
    /// How far it is, in a unit of its own, and where it ends.
    fn position(&self) -> (u64, u64);
}

/// Where the columns that are wanted are among those that there are, and how the parts are called.
pub(super) struct Places {
    pub(super) parts: Vec<(usize, String)>,
    pub(super) keep: Vec<usize>,
    /// Columns that are neither.
    pub(super) others: Vec<usize>,
}

impl Places {
    /// `is_readable`: whether the column at this place can hold zones or files at all.
    pub(super) fn find(
        path: &Path,
        names: &[String],
        wanted: &Wanted,
        is_readable: impl Fn(usize) -> bool,
    ) -> Result<Places, Failure> {
        let kept = |name: &String| {
            kept(names, name).map_err(|text| Failure::Usage(format!("{}: {text}", path.display())))
        };
        let keep = wanted.keep.iter().map(kept).collect::<Result<Vec<_>, Failure>>()?;
        // A name that is not clear says nothing where the column is kept, or can hold no input.
        let clear = keep.iter().copied().chain((0..names.len()).filter(|place| !is_readable(*place)));
        let clear: Vec<usize> = clear.collect();
        let found = doc9303_arrow::Places::find(names, wanted.zone.as_deref(), &clear);
        let found = found.map_err(|error| refused(path, names, &error))?;
        let zones: &[&str] = if found.zone.len() == 1 { &[ZONE] } else { &ZONE_LINES };
        let zones = found.zone.iter().zip(zones).map(|(place, name)| (*place, (*name).to_owned()));
        let files = found.parts.iter().map(|(part, place)| (*place, part.name().to_owned()));
        let parts: Vec<(usize, String)> = zones.chain(files).collect();
        let is_other = |place: &usize| !keep.contains(place) && parts.iter().all(|(part, _)| part != place);
        let others = (0..names.len()).filter(is_other).collect();
        Ok(Places { parts, keep, others })
    }

    /// The names of the columns that are neither read nor kept.
    pub(super) fn unread(&self, names: &[String]) -> Vec<String> {
        self.others.iter().filter_map(|place| names.get(*place).cloned()).collect()
    }
}

/// The column of this very name; without one, that of this name but for blanks around it.
fn kept(names: &[String], sought: &str) -> Result<usize, String> {
    let found = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        names.iter().enumerate().filter(|(_, name)| is(name)).map(|(place, _)| place).collect()
    };
    let mut places = found(&|name| name == sought);
    if places.is_empty() {
        places = found(&|name| name.trim() == sought.trim());
    }
    match places.as_slice() {
        [place] => Ok(*place),
        [] => Err(format!("there is no column {sought:?} to keep")),
        _ => Err(format!("there are several columns {sought:?}")),
    }
}

/// Why the columns are not clear, and what may be done.
pub(super) fn refused<N: AsRef<str>>(path: &Path, names: &[N], error: &PartsError) -> Failure {
    let path = path.display();
    // What is in such a row is not repeated: it is someone's.
    if names.iter().any(|name| looks_like_zone(name.as_ref().as_bytes())) {
        let text = "the first row holds a machine readable zone, where the names of the columns are needed";
        return Failure::Usage(format!("{path}: {text}"));
    }
    let hint = match error {
        PartsError::NoPart => {
            let text = "no column \"mrz\" is there, nor one named after a file of a chip, such as \"EF.SOD\"; name the \
                        zones with --column";
            return Failure::Usage(format!("{path}: {text}"));
        }
        PartsError::Unclear(name) | PartsError::HoldsZones(name) => {
            format!(" with --keep {name:?}; --column {name:?} takes it for the zones")
        }
        PartsError::Twice("mrz", one, _) => format!(", or choose with --column {one:?}"),
        _ => String::new(),
    };
    Failure::Usage(format!("{path}: {error}{hint}"))
}

/// Refuses a zone in a column that is not read: its document would be judged without it.
pub(super) fn refuse_zone(path: &Path, name: &str, cell: &[u8]) -> Result<(), Failure> {
    if looks_like_zone(cell) {
        return Err(refused(path, &[name], &PartsError::HoldsZones(name.to_owned())));
    }
    Ok(())
}
