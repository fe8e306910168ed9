//! `doc9303 batch`: a table of zones or documents in, a table of fields or outcomes out, row by row in the same order. A
//! row that cannot be read is a row with an error.
//!
//! | file | holds |
//! |---|---|
//! | `format` | the formats of tables |
//! | `input` | what is wanted of a table, and chunks of its rows |
//! | `columnar` `sizes` `catch_panic` | Parquet and Arrow files in chunks, damaged ones included |
//! | `text_input` `window` `encoding` | rows of text, within bounds |
//! | `csv` `csv_input` | CSV |
//! | `json_input` `json_row` | JSON, one object a line or in an array |
//! | `job` | the work on a slice |
//! | `checkpoint` | finished chunks, from which a run continues |
//! | `output` `text_output` | chunks and the table that they become |
//! | `progress` | the bar and the last line |

mod catch_panic;
mod checkpoint;
mod columnar;
mod csv;
mod csv_input;
mod encoding;
mod format;
mod input;
mod job;
mod json_input;
mod json_row;
mod output;
mod progress;
mod sizes;
mod text_input;
mod text_output;
mod window;

use crate::failure::{Failure, read};
use crate::policy::PolicySigner;
use crate::provenance::RecordArguments;
use crate::time;
use crate::trust::TrustArguments;
use arrow_array::RecordBatch;
use base16ct::lower::encode_string;
use checkpoint::{Checkpoint, PreviousRun};
use clap::Args;
use columnar::Columnar;
use csv_input::CsvInput;
use doc9303::{TrustStore, UnixTime};
use doc9303_arrow::{DocumentTable, Meaning, MrzColumn, RowTransform, Threads};
use doc9303_crypto::DigestAlgorithm;
use format::Format;
use input::{Input, Wanted};
use job::{Counts, Job};
use json_input::JsonInput;
use output::Output;
use progress::{Progress, When};
use serde_json::{Value, json};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Zones that are held at a time.
const ZONES_PER_CHUNK: usize = 1 << 16;
/// Documents that are held at a time: each may have a hundred kilobytes.
const DOCUMENTS_PER_CHUNK: usize = 512;
/// Bytes at either end of the input by which it is known again.
const KNOWN_BY: u64 = 1 << 16;
const POLICY_LIMIT: usize = 1 << 20;

/// `doc9303 batch`.
#[derive(Args)]
#[command(
    after_help = "A column of zones gives their fields; columns named after files of a chip (EF.SOD, EF.DG1, ..; base64 \
                  where they are text), --trust or --policy give verdicts. Columns \
                  active_auth.json, chip_auth.json, pace_cam.json and access.json hold what a terminal recorded. Names count \
                  in any case and with any sign between their words; a name that only looks like one of these is an error. A \
                  row that cannot be read has `error` and `error_detail`; `not_given` names what the table has and the row \
                  has not.\n\n\
                  A run that was ended goes on when it is started again with the same arguments.\n\n\
                  Exit status: 0 every row was worked through, 64 usage, 66 unreadable input, 74 unwritable output."
)]
pub(crate) struct Arguments {
    /// The table to read.
    #[arg(long = "in", value_name = "FILE")]
    input: PathBuf,
    /// The table to write.
    #[arg(long = "out", value_name = "FILE")]
    output: PathBuf,
    /// The input's format; by default by the end of its name.
    #[arg(long, value_name = "FORMAT")]
    in_format: Option<Format>,
    /// The output's format; by default by the end of its name.
    #[arg(long, value_name = "FORMAT")]
    out_format: Option<Format>,
    /// The column of printed zones; by default `mrz`, or `mrz_line1` and so on with a line each.
    #[arg(long, value_name = "NAME")]
    column: Option<String>,
    /// A column that is carried over, in front of the others. May be repeated.
    #[arg(long, value_name = "NAME")]
    keep: Vec<String>,
    /// Add a column of what is unusual in a zone without being an error.
    #[arg(long)]
    warnings: bool,
    #[command(flatten)]
    trust: TrustArguments,
    /// Judge at this time (a date, or RFC 3339), now by default; for zones alone, give their dates a century by it.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The rules to judge by, as for inspect: `icao`, `archive`, `strict`, or a file.
    #[arg(long, value_name = "NAME|FILE")]
    policy: Option<String>,
    #[command(flatten)]
    policy_signer: PolicySigner,
    #[command(flatten)]
    records: RecordArguments,
    /// Threads; as many as this machine has processors by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Rows that are worked through at a time and then kept; 65536 zones or 512 documents by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    chunk_rows: Option<u32>,
    /// Whether a bar is drawn on standard error.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    progress: When,
    /// Write over an output that is there.
    #[arg(long)]
    force: bool,
    /// Throw away what an unfinished run left, and begin anew.
    #[arg(long)]
    restart: bool,
    /// Leave cells of CSV as they are, even those that a spreadsheet takes for formulas.
    #[arg(long)]
    raw_cells: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    for (path, name) in [(&arguments.input, "--in"), (&arguments.output, "--out")] {
        if path.as_os_str() == "-" {
            let text =
                "a table is a file, so that a run that was ended can go on; \"./-\" is one of this name";
            return Err(Failure::Usage(format!("{name} -: {text}")));
        }
    }
    let formats = (
        Format::of(&arguments.input, arguments.in_format, "--in-format")?,
        Format::of(&arguments.output, arguments.out_format, "--out-format")?,
    );
    let known = known_input(&arguments.input)?;
    let previous = if arguments.restart { None } else { PreviousRun::find(&arguments.output) };
    refuse_output(arguments, previous.as_ref())?;
    let wanted = Wanted {
        zone: arguments.column.clone(),
        documents: arguments.trust.is_given() || arguments.policy.is_some(),
        keep: arguments.keep.clone(),
        as_json: formats.0 == Format::Jsonl && formats.1.is_text(),
    };
    let input = open(&arguments.input, formats.0, &wanted)?;
    tell_unread(input.unread());
    let documents = wanted.documents || has_files(&*input);
    let store = if documents { arguments.trust.store()? } else { TrustStore::new() };
    let at = at(arguments, documents, previous.as_ref())?;
    let rows = arguments.chunk_rows.and_then(|rows| usize::try_from(rows).ok());
    let rows = rows.unwrap_or(if documents { DOCUMENTS_PER_CHUNK } else { ZONES_PER_CHUNK });
    let run = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "input": known,
        "formats": [formats.0.name(), formats.1.name()],
        "column": arguments.column.as_deref().unwrap_or(input::ZONE),
        "keep": arguments.keep,
        "documents": documents,
        "warnings": arguments.warnings,
        "trust": encode_string(&store.fingerprint()),
        "at": at.map(|at| at.to_string()),
        "policy": policy_name(arguments)?,
        "engine": arguments.trust.engine().as_str(),
        "chunk_rows": rows,
        "raw_cells": arguments.raw_cells,
        "records": arguments.records.provenance().as_str(),
    });
    let work = work(arguments, &*input, documents, store, at)?;
    let job = Job::new(&input.schema(), input.parts(), formats.0.is_text(), work).map_err(|name| {
        Failure::Usage(format!(
            "--keep {name:?}: the output has a column of this name; rename it in the input"
        ))
    })?;
    let output = Output { format: formats.1, raw_cells: arguments.raw_cells, schema: job.schema() };
    // What can be refused is refused by now: nothing is left behind that would stand in the way of another try.
    let mut checkpoint = Checkpoint::open(&arguments.output, arguments.restart)?;
    checkpoint.belong_to(run)?;
    let mut progress = Progress::new(arguments.progress);
    if !checkpoint.done.complete {
        work_through(input, rows, &job, &output, arguments, &mut checkpoint, &mut progress)?;
    }
    let (all, counts) = (checkpoint.done.rows, checkpoint.done.counts.clone());
    checkpoint.finish(&arguments.output, |checkpoint, file| {
        output.write_whole(checkpoint, file, &arguments.output)
    })?;
    progress.finish(all, &counts);
    Ok(0)
}

/// What the input is known by when a run goes on.
fn known_input(path: &Path) -> Result<Value, Failure> {
    let failed = |error: std::io::Error| Failure::of_path(path, &error);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(Failure::Unreadable(format!("{}: not a file", path.display())));
    }
    let mut ends = Vec::new();
    file.by_ref().take(KNOWN_BY).read_to_end(&mut ends).map_err(failed)?;
    file.seek(SeekFrom::Start(metadata.len().saturating_sub(KNOWN_BY))).map_err(failed)?;
    file.take(KNOWN_BY).read_to_end(&mut ends).map_err(failed)?;
    let changed = metadata.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(json!({
        "path": path.canonicalize().map_err(failed)?.display().to_string(),
        "size": metadata.len(),
        "modified": changed.map(|at| at.as_nanos().to_string()),
        "ends_sha256": encode_string(DigestAlgorithm::Sha256.digest(&ends).as_ref()),
    }))
}

fn refuse_output(arguments: &Arguments, previous: Option<&PreviousRun>) -> Result<(), Failure> {
    let output = &arguments.output;
    let same = output.canonicalize().ok().zip(arguments.input.canonicalize().ok());
    if same.is_some_and(|(output, input)| output == input) {
        return Err(Failure::Usage("--out is the input itself".to_owned()));
    }
    if output.is_dir() || output.file_name().is_none() {
        return Err(Failure::Usage(format!("{}: --out is a folder", output.display())));
    }
    let is_own = previous.is_some_and(|previous| previous.is_placed);
    if output.exists() && !arguments.force && !is_own {
        return Err(Failure::Usage(format!(
            "{}: is there already; give --force to write over it",
            output.display()
        )));
    }
    Ok(())
}

/// Says which columns are neither read nor kept: a source under an unknown name would be ignored.
fn tell_unread(names: &[String]) {
    const MOST: usize = 12;
    const LONGEST: usize = 40;
    if names.is_empty() {
        return;
    }
    let shown =
        names.iter().take(MOST).map(|name| format!("{:?}", name.chars().take(LONGEST).collect::<String>()));
    let mut told = shown.collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        told.push_str(&format!(" and {} more", names.len() - MOST));
    }
    crate::output::tell(&format!("columns that are neither read nor kept: {told}"));
}

fn has_files(input: &dyn Input) -> bool {
    let schema = input.schema();
    schema.fields().iter().take(input.parts()).any(|field| !Meaning::of(field.name()).is_zone())
}

/// The time to judge at. A run that continues without another time judges at the time at which it began.
fn at(
    arguments: &Arguments,
    documents: bool,
    previous: Option<&PreviousRun>,
) -> Result<Option<UnixTime>, Failure> {
    if arguments.at.is_none() && !documents {
        return Ok(None);
    }
    let before = previous.and_then(|previous| previous.value("at")).and_then(Value::as_str);
    time(arguments.at.as_deref().or(before)).map(Some)
}

/// A profile by its name, a file by its content.
fn policy_name(arguments: &Arguments) -> Result<Value, Failure> {
    let Some(given) = &arguments.policy else { return Ok(Value::Null) };
    if doc9303::Policy::named(given).is_some() {
        return Ok(json!(given));
    }
    let text = read(Path::new(given), POLICY_LIMIT)?;
    Ok(json!(encode_string(DigestAlgorithm::Sha256.digest(&text).as_ref())))
}

fn work(
    arguments: &Arguments,
    input: &dyn Input,
    documents: bool,
    store: TrustStore,
    at: Option<UnixTime>,
) -> Result<Box<dyn RowTransform>, Failure> {
    let (true, Some(at)) = (documents, at) else {
        let zones = if arguments.warnings { MrzColumn::new().with_warnings() } else { MrzColumn::new() };
        let zones = zones.of_columns((0..input.parts()).collect());
        return Ok(Box::new(match at {
            Some(at) => zones.at(at),
            None => zones,
        }));
    };
    let policy = arguments.policy_signer.policy(arguments.policy.as_deref().unwrap_or("icao"))?;
    let policy = policy.with_engine(arguments.trust.engine());
    let parts: Vec<usize> = (0..input.parts()).collect();
    let failed =
        |error: &dyn core::fmt::Display| Failure::Usage(format!("{}: {error}", arguments.input.display()));
    let schema = input.schema().project(&parts).map_err(|error| failed(&error))?;
    let documents = DocumentTable::new(&schema, (None, &[]), Arc::new(store), policy, at);
    let documents = documents.map_err(|error| failed(&error))?;
    let documents = documents.with_records_of(arguments.records.provenance());
    Ok(Box::new(match input.expected() {
        Some((zone, parts)) => documents.expecting(zone, parts),
        None => documents,
    }))
}

/// A chunk with how far the input is read, its end, or why it cannot be read.
type Message = Result<Option<(RecordBatch, (u64, u64))>, Failure>;

/// Reads on one thread, works on the others, and writes what is finished.
fn work_through(
    mut input: Box<dyn Input>,
    rows: usize,
    job: &Job,
    output: &Output,
    arguments: &Arguments,
    checkpoint: &mut Checkpoint,
    progress: &mut Progress,
) -> Result<(), Failure> {
    let asked = arguments.threads.map(usize::from);
    let threads = Threads::new(asked).map_err(|error| Failure::Usage(format!("--threads: {error}")))?;
    let finished = checkpoint.done.chunks;
    std::thread::scope(|scope| {
        // One chunk waits while another is worked on and a third is read.
        let (sender, chunks) = sync_channel::<Message>(1);
        scope.spawn(move || read_chunks(&mut *input, rows, finished, &sender));
        for message in chunks {
            let Some((chunk, position)) = message? else { return checkpoint.complete() };
            let failed = |error: arrow_schema::ArrowError| {
                Failure::Unreadable(format!("{}: {error}", arguments.input.display()))
            };
            let made = threads.run_then(job, &chunk, |made| Ok((job::count(&made), output.piece(made)?)));
            let (counted, pieces): (Vec<Counts>, Vec<_>) = made.map_err(failed)?.into_iter().unzip();
            let mut counts = Counts::new();
            for (name, count) in counted.into_iter().flatten() {
                *counts.entry(name).or_default() += count;
            }
            checkpoint.add(chunk.num_rows(), counts, |file| {
                let written = output.write_chunk(file, pieces);
                written.map_err(|error| Failure::writing(&arguments.output, &error))
            })?;
            progress.advance(chunk.num_rows(), position);
        }
        // Only the reader thread decides the end of input.
        Err(Failure::Unreadable(format!("{}: reading it broke off", arguments.input.display())))
    })
}

/// Sends the chunks that are not finished yet, until there are no more or nobody takes them.
fn read_chunks(input: &mut dyn Input, rows: usize, finished: u64, sender: &SyncSender<Message>) {
    for number in 0_u64.. {
        let chunk = input.next_chunk(rows);
        let goes_on = matches!(chunk, Ok(Some(_)));
        let message = chunk.map(|chunk| chunk.map(|chunk| (chunk, input.position())));
        let is_known = goes_on && number < finished;
        if (!is_known && sender.send(message).is_err()) || !goes_on {
            return;
        }
    }
}

/// Opens a table.
fn open(path: &Path, format: Format, wanted: &Wanted) -> Result<Box<dyn Input>, Failure> {
    let file = std::fs::File::open(path).map_err(|error| Failure::of_path(path, &error))?;
    Ok(match format {
        Format::Parquet | Format::Arrow => Box::new(Columnar::open(path, file, format, wanted)?),
        Format::Csv => Box::new(CsvInput::open(path, file, wanted)?),
        Format::Jsonl => Box::new(JsonInput::open(path, file, wanted)?),
    })
}
