//! The readers of the program, and what is asked of them.

#[path = "../../../cli/src/batch/csv.rs"]
mod csv;
#[path = "../../../cli/src/batch/csv_input.rs"]
mod csv_input;
#[path = "../../../cli/src/batch/encoding.rs"]
mod encoding;
#[path = "../../../cli/src/batch/input.rs"]
mod input;
#[path = "../../../cli/src/batch/json_input.rs"]
mod json_input;
#[path = "../../../cli/src/batch/json_row.rs"]
mod json_row;
#[path = "../../../cli/src/batch/text_input.rs"]
mod text_input;
#[path = "../../../cli/src/batch/window.rs"]
mod window;

use crate::failure::Failure;
use input::{Input, Wanted};
use std::io::Cursor;
use std::path::Path;

/// The lines at which the rows of a table begin, read so many at a time; or why it cannot be read.
pub fn lines(text: &[u8], flags: u8, rows: usize) -> Result<Vec<i64>, Failure> {
    let wanted = Wanted {
        zone: (flags & 1 != 0).then(|| "zone".to_owned()),
        documents: flags & 2 != 0,
        keep: if flags & 4 != 0 { vec!["id".to_owned()] } else { Vec::new() },
        as_json: flags & 8 != 0,
    };
    let (path, file) = (Path::new("table"), Cursor::new(text));
    if flags & 16 != 0 {
        drain(csv_input::CsvInput::open(path, file, &wanted)?, rows)
    } else {
        drain(json_input::JsonInput::open(path, file, &wanted)?, rows)
    }
}

fn drain(mut input: impl Input, rows: usize) -> Result<Vec<i64>, Failure> {
    use arrow_array::{Array, cast::AsArray, types::Int64Type};
    let mut lines = Vec::new();
    while let Some(batch) = input.next_chunk(rows)? {
        assert!(batch.num_rows() > 0 && batch.num_rows() <= rows);
        let begun = batch.column_by_name(input::LINE).expect("text has lines").as_primitive::<Int64Type>();
        assert_eq!(begun.null_count(), 0);
        lines.extend(begun.values().iter().copied());
    }
    Ok(lines)
}
