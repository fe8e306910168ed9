//! The command line `doc9303` as a function, for the program of this name and for packages that bring it along: documents from
//! files, one report out, an exit status that matches the verdict.
//!
//! The library `doc9303` reads no clock and no file; this one does both for it.
#![allow(
    clippy::disallowed_methods,
    reason = "the command line is where files are read and the clock is looked at"
)]

#[cfg(feature = "batch")]
mod batch;
mod bundle;
#[cfg(feature = "chip")]
mod chip;
mod chip_folder;
mod details;
mod explain;
#[cfg(feature = "pictures")]
mod face;
mod failure;
#[cfg(feature = "pictures")]
mod image;
mod inspect;
mod judge;
#[cfg(any(feature = "read", feature = "chip"))]
mod key_file;
mod log;
mod mrz;
mod mrz_repair;
mod mrz_write;
mod output;
mod parts;
mod pem;
mod policy;
mod profiles;
mod provenance;
#[cfg(feature = "read")]
mod read;
mod seal;
mod seal_write;
mod seals;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "read")]
mod session;
mod shell;
mod style;
mod terminal;
mod trust;
mod trust_coverage;
mod trust_diff;
mod trust_expiring;
mod trust_get;
mod trust_report;
mod trust_snapshot;
mod zones;

use clap::{CommandFactory, Parser, Subcommand};
use failure::Failure;
use std::ffi::OsString;

/// Decides whether a travel document is genuine (ICAO Doc 9303).
#[derive(Parser)]
#[command(name = "doc9303", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit status of inspect: 0 successful, 1 failed, 2 undetermined or not supported, 3 aborted, \
                        64 usage, 66 unreadable input, 74 unwritable output."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make every check that the inputs allow and print one report.
    Inspect(inspect::Arguments),
    /// Judge seals, each of its own: visas, emergency papers, permits, health proofs.
    Seal(seal::Arguments),
    /// Write a seal from its content: what is to be signed, and then with its signature.
    SealWrite(seal_write::Arguments),
    /// Wait for a document, read its chip and print one report.
    #[cfg(feature = "read")]
    Read(Box<read::Arguments>),
    /// Be a virtual document, to test readers with: rightly, or with a named fault.
    #[cfg(feature = "chip")]
    Chip(chip::Arguments),
    /// Parse machine readable zones, one for each block of lines.
    Mrz(mrz::Arguments),
    /// Find and read the machine readable zones in pictures.
    #[cfg(feature = "pictures")]
    Image(image::Arguments),
    /// Decode the pictures of a chip: faces, portraits to display, signatures.
    #[cfg(feature = "pictures")]
    Face(face::Arguments),
    /// Suggest what a misread machine readable zone said, with the proof.
    MrzRepair(mrz_repair::Arguments),
    /// Write a machine readable zone from its fields.
    MrzWrite(mrz_write::Arguments),
    /// Show what a trust store would hold.
    Trust(trust_report::Arguments),
    /// Parse zones or judge documents by the million: tables in, tables out.
    #[cfg(feature = "batch")]
    Batch(batch::Arguments),
    /// Judge documents over HTTP, with one trust store for all of them.
    #[cfg(feature = "serve")]
    Serve(Box<serve::Arguments>),
    /// Judge what a bundle holds once more, and say whether the same comes out.
    VerifyBundle(bundle::VerifyArguments),
    /// Judge bundles under another trust store, other rules or at another time, and say what would change.
    Replay(bundle::ReplayArguments),
    /// Say what a check or a code of a report means, and what may be done next.
    Explain(explain::Arguments),
    /// Print the completions of a shell, to be sourced or installed.
    Completions(shell::Completions),
    /// Print the manual page of the program or of a command, for `man -l -`.
    Man(shell::Manual),
}

/// Runs the command line with arguments of which the first is the name of the program, as [`std::env::args_os`] gives them.
/// Reads and writes the files, standard input, output and error of this process, and returns the exit status. Meant as the last
/// thing that a process does: a large trust store is left to its end.
///
/// ```
/// assert_eq!(doc9303_cli::run(["doc9303", "explain", "sod.signature"]), 0);
/// assert_eq!(doc9303_cli::run(["doc9303", "--no-such-option"]), 64);
/// ```
pub fn run<T: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = T>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Asking for help is not a usage error.
            if error.use_stderr() {
                let _ = error.print();
                return failure::USAGE;
            }
            return ended(output::written(error.print()).map(|()| 0));
        }
    };
    let result = match arguments.command {
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Seal(arguments) => seal::run(&arguments),
        Command::SealWrite(arguments) => seal_write::run(&arguments),
        #[cfg(feature = "read")]
        Command::Read(arguments) => read::run(&arguments),
        #[cfg(feature = "chip")]
        Command::Chip(arguments) => chip::run(&arguments),
        Command::Mrz(arguments) => mrz::run(&arguments),
        #[cfg(feature = "pictures")]
        Command::Image(arguments) => image::run(&arguments),
        #[cfg(feature = "pictures")]
        Command::Face(arguments) => face::run(&arguments),
        Command::MrzRepair(arguments) => mrz_repair::run(&arguments),
        Command::MrzWrite(arguments) => mrz_write::run(&arguments),
        Command::Trust(arguments) => trust_report::run(&arguments),
        #[cfg(feature = "batch")]
        Command::Batch(arguments) => batch::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&arguments),
        Command::VerifyBundle(arguments) => bundle::verify(&arguments),
        Command::Replay(arguments) => bundle::replay(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Completions(arguments) => arguments.run(Arguments::command()),
        Command::Man(arguments) => arguments.run(&Arguments::command()),
    };
    ended(result)
}

fn ended(result: Result<u8, Failure>) -> u8 {
    match result {
        Ok(status) => status,
        Err(failure) => {
            output::tell(&failure.to_string());
            failure.status()
        }
    }
}

/// The time to judge at: as given, or now.
fn time(at: Option<&str>) -> Result<doc9303::UnixTime, Failure> {
    doc9303_inputs::time(at).ok_or_else(|| {
        let text = at.unwrap_or_default();
        Failure::Usage(format!("--at {text:?} is not a time such as 2026-01-01T00:00:00Z or 2026-01-01"))
    })
}
