//! `doc9303 mrz`: zones from text, one for each block of lines, or wherever they are in a page of text.

use crate::failure::Failure;
use crate::zones::{self, Blocks};
use crate::{output, terminal, time};
use clap::Args;
use doc9303::mrz::{Format, find};
use doc9303::report::Language;
use doc9303::{Error, Mrz, UnixTime, mrz_json};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Text that is searched as a whole; the blocks of lines of a stream have no limit.
const LONGEST_PAGE: usize = 64 << 20;

/// `doc9303 mrz`.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 every zone was read, 1 some text is not a zone, 64 usage, 66 unreadable input, \
                  74 unwritable output."
)]
pub(crate) struct Arguments {
    /// Text with one zone for each block of lines; `-` or no argument for standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Judge dates at this time (a date, or RFC 3339); now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Read zones of this layout alone; may be given several times.
    #[arg(long, value_name = "NAME", value_parser = layout)]
    layout: Vec<Format>,
    /// Search the text for zones, wherever they are, and print their positions.
    #[arg(long)]
    find: bool,
    /// Print only what is not a zone and zones with a wrong check digit.
    #[arg(long)]
    bad_only: bool,
    /// The language of what is printed for people: `en`, `de`, `es`, `fr`, `it` or `ru`.
    #[arg(long, value_name = "CODE", default_value = "en", conflicts_with = "json")]
    language: Language,
    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// The layout of this name, in upper or lower case.
pub(crate) fn layout(name: &str) -> Result<Format, String> {
    name.to_ascii_uppercase().parse().map_err(|_| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
        format!("the layouts are {}", names.join(", "))
    })
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let at = time(arguments.at.as_deref())?;
    let mut printer = Printer {
        out: BufWriter::with_capacity(1 << 16, standard_output(arguments.json)),
        at,
        json: arguments.json,
        language: arguments.language,
        bad_only: arguments.bad_only,
        zones: 0,
        unreadable: 0,
        first_unreadable: 0,
    };
    let done = if arguments.find { search(arguments, &mut printer) } else { stream(arguments, &mut printer) };
    let done = done.and_then(|()| printer.out.flush().map_err(Stop::Output));
    match done {
        Ok(()) => {}
        Err(Stop::Input(failure)) => return Err(failure),
        Err(Stop::Output(error)) => output::written(Err(error))?,
    }
    if printer.zones == 0 {
        return Err(Failure::Unreadable("no machine readable zone was given".to_owned()));
    }
    if printer.unreadable > 0 {
        output::tell(&format!(
            "{} of {} cannot be read as a zone, the first in line {}",
            printer.unreadable, printer.zones, printer.first_unreadable
        ));
    }
    Ok(u8::from(printer.unreadable > 0))
}

/// Standard output. JSON has no colours, and to look for them would take a quarter of the time.
fn standard_output(is_json: bool) -> Box<dyn Write> {
    if is_json { Box::new(std::io::stdout().lock()) } else { Box::new(anstream::stdout().lock()) }
}

/// Why the work ended before its end.
enum Stop {
    Input(Failure),
    Output(std::io::Error),
}

fn stream(arguments: &Arguments, printer: &mut Printer) -> Result<(), Stop> {
    let path = arguments.file.as_deref();
    let mut blocks = Blocks::new(zones::open(path).map_err(Stop::Input)?);
    loop {
        let block = blocks.next_block().map_err(|error| Stop::Input(zones::unreadable(path, &error)))?;
        let Some(block) = block else { return Ok(()) };
        let zone = restricted(&arguments.layout, Mrz::parse_bytes(block.text), || {
            Mrz::parse_as(&String::from_utf8_lossy(block.text), &arguments.layout)
        });
        printer.print(&zone, block.first_line, None).map_err(Stop::Output)?;
    }
}

/// The zone; one of another layout is read again as one of these, and the error says why it is none.
fn restricted(
    formats: &[Format],
    zone: Result<Mrz, Error>,
    again: impl FnOnce() -> Result<Mrz, Error>,
) -> Result<Mrz, Error> {
    match &zone {
        Ok(mrz) if !formats.is_empty() && !formats.contains(&mrz.format()) => again(),
        _ => zone,
    }
}

fn search(arguments: &Arguments, printer: &mut Printer) -> Result<(), Stop> {
    let text = zones::read_text(arguments.file.as_deref(), LONGEST_PAGE).map_err(Stop::Input)?;
    for found in find(&text) {
        let formats = &arguments.layout;
        // In a page of text, a zone of another layout was not searched for.
        if matches!(&found.zone, Ok(mrz) if !formats.is_empty() && !formats.contains(&mrz.format())) {
            continue;
        }
        let line = u64::try_from(found.line).unwrap_or(u64::MAX).saturating_add(1);
        printer
            .print(&found.zone, line, Some((found.start, found.end, found.is_certain)))
            .map_err(Stop::Output)?;
    }
    Ok(())
}

/// Prints zones and counts them.
struct Printer {
    out: BufWriter<Box<dyn Write>>,
    at: UnixTime,
    json: bool,
    language: Language,
    bad_only: bool,
    zones: u64,
    unreadable: u64,
    first_unreadable: u64,
}

impl Printer {
    /// Prints one zone. `place`: the offsets in bytes and whether the find is certain, of a zone that was searched for.
    fn print(
        &mut self,
        zone: &Result<Mrz, Error>,
        line: u64,
        place: Option<(usize, usize, bool)>,
    ) -> std::io::Result<()> {
        self.zones += 1;
        if zone.is_err() {
            self.unreadable += 1;
            if self.unreadable == 1 {
                self.first_unreadable = line;
            }
        }
        let sound = zone.as_ref().is_ok_and(|mrz| mrz.check_digits().all(|digit| digit.is_valid()));
        if self.bad_only && sound {
            return Ok(());
        }
        match (self.json, place) {
            (true, None) if self.bad_only => {
                writeln!(self.out, r#"{{"line":{line},"zone":{}}}"#, mrz_json(zone, self.at))
            }
            (true, None) => writeln!(self.out, "{}", mrz_json(zone, self.at)),
            (true, Some((start, end, sure))) => {
                let zone = mrz_json(zone, self.at);
                writeln!(
                    self.out,
                    r#"{{"line":{line},"start":{start},"end":{end},"sure":{sure},"zone":{zone}}}"#
                )
            }
            (false, None) if self.bad_only => {
                write!(self.out, "line {line}\n{}", terminal::zone(zone, self.at, self.language))
            }
            (false, None) => write!(self.out, "{}", terminal::zone(zone, self.at, self.language)),
            (false, Some((start, end, sure))) => {
                let sure = if sure { "every check digit fits" } else { "not sure" };
                let shown = terminal::zone(zone, self.at, self.language);
                write!(self.out, "line {line}, bytes {start} to {end}, {sure}\n{shown}")
            }
        }
    }
}
