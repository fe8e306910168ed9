//! `doc9303 read`: waits for a document, reads its chip and prints the report.

#[cfg(feature = "pcsc")]
mod pcsc;
mod progress;
mod station;
mod terminal;
mod vpcd;

use crate::failure::{Failure, write_private};
use crate::judge::{Judge, JudgeArguments};
use crate::log::LogArguments;
use crate::zones::TEXT_LIMIT;
use crate::{output, zones};
use clap::Args;
use doc9303::lds::Provenance;
use doc9303::{Document, Mrz, TrustStore};
use doc9303_reader::{Password, ReadError, ReadOptions, Reading, Session, SystemRandomness, Terminal};
use progress::Progress;
use station::Station;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// `doc9303 read`.
#[derive(Args)]
#[command(
    after_help = "The proofs of the chip count, since this terminal chooses the keys and the challenge itself.\n\n\
                  Exit status: that of the report, or 66 if no chip could be opened."
)]
pub(crate) struct Arguments {
    /// File with the printed machine readable zone, which opens the chip and is compared with it; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "mrz_text")]
    mrz: Option<PathBuf>,
    /// The printed machine readable zone itself; lines may be parted by `\n`.
    #[arg(long, value_name = "TEXT")]
    mrz_text: Option<String>,
    /// The card access number, which opens the chip in place of the zone.
    #[arg(long, value_name = "NUMBER")]
    can: Option<String>,
    /// The reader, by a part of its name; the first one that has a card by default. Needs a program that was built with
    /// PC/SC: `cargo install doc9303-cli --features pcsc`.
    #[arg(long, value_name = "NAME", conflicts_with = "vpcd")]
    reader: Option<String>,
    /// Wait at this address for a virtual chip that speaks the protocol of vpcd, such as `doc9303 chip`.
    #[arg(long, value_name = "HOST:PORT")]
    vpcd: Option<SocketAddr>,
    /// Negotiate commands of extended length, for readers that carry them.
    #[arg(long)]
    extended: bool,
    /// If PACE fails, try Basic Access Control. The report tells it.
    #[arg(long)]
    allow_bac_after_pace: bool,
    /// Card verifiable certificates of this terminal: its own, those of its verifiers and those of the certification authorities (CVCA) with
    /// their links, in any order. What they grant of EF.DG3 and EF.DG4 is read.
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "terminal_key")]
    terminal_certificates: Vec<PathBuf>,
    /// Private key of this terminal: PKCS #8, or PKCS #1 of RSA, as DER or PEM.
    #[arg(long, value_name = "FILE", requires = "terminal_certificates")]
    terminal_key: Option<PathBuf>,
    /// Write what was read into this folder, which must be empty: the files, and what the chip proved.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// Write the whole session into this file, for `doc9303 inspect --session`. It is as private as the document.
    #[arg(long, value_name = "FILE")]
    session: Option<PathBuf>,
    /// Write into this file how the session went, without anything personal.
    #[arg(long, value_name = "FILE")]
    session_log: Option<PathBuf>,
    /// Seconds to wait for an answer of a virtual chip, and for a document that left to come back.
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    timeout: u64,
    /// Read one document after the other until the program is stopped, each with a zone from standard input.
    #[arg(long, conflicts_with_all = ["mrz", "mrz_text", "can", "save", "session", "session_log", "log"])]
    wait: bool,
    #[command(flatten)]
    log: LogArguments,
    #[command(flatten)]
    judge: JudgeArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let judge = arguments.judge.begin()?.with_log(&arguments.log)?;
    let certified = |key: &PathBuf| terminal::certified(&arguments.terminal_certificates, key, judge.at());
    let desk = Desk {
        arguments,
        judge: &judge,
        terminal: arguments.terminal_key.as_ref().map(certified).transpose()?,
    };
    if arguments.wait {
        return desk.gate();
    }
    if let Some(folder) = &arguments.save {
        empty_folder(folder)?;
    }
    let zone = zone(arguments)?;
    let passwords = passwords(arguments, zone.as_deref())?;
    let store = judge.store()?;
    let mut station = station(arguments)?;
    let status = desk.one(&store, station.as_mut(), zone.as_deref(), passwords);
    core::mem::forget(store);
    status
}

/// What stays the same from document to document.
struct Desk<'a> {
    arguments: &'a Arguments,
    judge: &'a Judge<'a>,
    terminal: Option<Terminal>,
}

impl Desk<'_> {
    /// One document after the other. A document that cannot be read takes nothing from the next.
    fn gate(&self) -> Result<u8, Failure> {
        let Desk { arguments, judge, .. } = self;
        let store = judge.store()?;
        let mut station = station(arguments)?;
        let mut blocks = zones::Blocks::new(std::io::stdin().lock());
        let failed = |error: &std::io::Error| Failure::of_path(Path::new("standard input"), error);
        while let Some(block) = blocks.next_block().map_err(|error| failed(&error))? {
            let text = String::from_utf8_lossy(block.text).into_owned();
            let passwords = match password_of(&text) {
                Ok(password) => vec![password],
                Err(failure) => {
                    output::tell(&failure.to_string());
                    continue;
                }
            };
            match self.one(&store, station.as_mut(), Some(&text), passwords) {
                Ok(_) => {}
                Err(failure @ Failure::Unwritable(_)) => return Err(failure),
                Err(failure) => output::tell(&failure.to_string()),
            }
        }
        Ok(0)
    }

    /// Reads one document and prints its report.
    fn one(
        &self,
        store: &TrustStore,
        station: &mut dyn Station,
        zone: Option<&str>,
        passwords: Vec<Password>,
    ) -> Result<u8, Failure> {
        let Desk { arguments, judge, terminal } = self;
        let mut options = ReadOptions::new(passwords);
        options.terminal.clone_from(terminal);
        options.allow_bac_after_pace = arguments.allow_bac_after_pace;
        options.limits = *judge.policy().limits();
        if arguments.wait {
            // Where documents follow each other, the one that comes is the next one.
            options.resumptions = 0;
        }
        if arguments.extended {
            (options.longest_command, options.longest_response) = (65_535, 65_536);
        }
        let mut reading = Reading::new(options, SystemRandomness);
        let mut transport = station.wait()?;
        let mut progress = Progress::new();
        let result = doc9303_reader::read(&mut reading, transport.as_mut(), |event| progress.tell(event));
        progress.end();
        drop(transport);
        let kept = keep_session(arguments, &reading);
        let evidence = reading.evidence();
        if let Err(error) = &result {
            let sentence = format!("the chip was not read to the end: {error} [{}]", error.code());
            if evidence.access.is_none() || matches!(error, ReadError::NoPassword) {
                kept?;
                return Err(Failure::Unreadable(sentence));
            }
            output::tell(&sentence);
        }
        let chip = evidence.chip(Provenance::OwnTerminal, *judge.policy().limits());
        let chip = chip.map_err(|error| Failure::Unreadable(error.to_string()))?;
        if let Some(folder) = &arguments.save {
            save(folder, &reading)?;
        }
        let document = zone.map_or_else(Document::new, |zone| Document::new().with_mrz(zone));
        let status = judge.report_with(&document.with_chip(chip), store, "")?;
        // What cannot be kept costs nobody the report.
        kept.map(|()| status)
    }
}

fn zone(arguments: &Arguments) -> Result<Option<String>, Failure> {
    if let Some(path) = &arguments.mrz {
        return zones::read_text(Some(path), TEXT_LIMIT).map(Some);
    }
    Ok(arguments.mrz_text.as_ref().map(|text| text.replace("\\n", "\n")))
}

/// The card access number before the zone: it was given for that.
fn passwords(arguments: &Arguments, zone: Option<&str>) -> Result<Vec<Password>, Failure> {
    let mut passwords = Vec::new();
    if let Some(number) = &arguments.can {
        let refused = || Failure::Usage("--can: a card access number is digits".to_owned());
        passwords.push(Password::card_access_number(number).ok_or_else(refused)?);
    }
    if let Some(zone) = zone {
        passwords.push(password_of(zone)?);
    }
    if passwords.is_empty() {
        let sentence = "nothing opens the chip: give --mrz, --mrz-text or --can";
        return Err(Failure::Usage(sentence.to_owned()));
    }
    Ok(passwords)
}

fn password_of(zone: &str) -> Result<Password, Failure> {
    let zone = Mrz::parse(zone).map_err(|error| Failure::Unreadable(format!("the zone: {error}")))?;
    Password::of_zone(&zone).ok_or_else(|| {
        let sentence =
            "the zone has no document number, date of birth or date of expiry that would open a chip";
        Failure::Unreadable(sentence.to_owned())
    })
}

fn station(arguments: &Arguments) -> Result<Box<dyn Station>, Failure> {
    let timeout = std::time::Duration::from_secs(arguments.timeout.clamp(1, 600));
    if let Some(address) = arguments.vpcd {
        return Ok(Box::new(vpcd::Listener::bind(address, timeout)?));
    }
    #[cfg(feature = "pcsc")]
    return Ok(Box::new(pcsc::Readers::open(arguments.reader.as_deref(), timeout)?));
    #[cfg(not(feature = "pcsc"))]
    {
        let sentence = "this program was built without PC/SC: install it with `cargo install doc9303-cli --features pcsc`, \
                        which needs libpcsclite-dev on Linux, or give --vpcd for a virtual chip";
        Err(Failure::Usage(sentence.to_owned()))
    }
}

/// The files and records of a folder that `doc9303 inspect --chip` reads.
fn save(folder: &Path, reading: &Reading) -> Result<(), Failure> {
    let evidence = reading.evidence();
    for (file, bytes) in &evidence.files {
        write_private(&folder.join(file.as_str()), bytes)?;
    }
    for (record, json) in evidence.records() {
        write_private(&folder.join(record.name()), json.as_bytes())?;
    }
    Ok(())
}

fn keep_session(arguments: &Arguments, reading: &Reading) -> Result<(), Failure> {
    let session = Session::of(reading);
    if let Some(path) = &arguments.session {
        write_private(path, session.to_json().as_bytes())?;
    }
    if let Some(path) = &arguments.session_log {
        let log = session.without_personal_data();
        let log = log.map_err(|error| Failure::Unwritable(format!("{}: {error}", path.display())))?;
        write_private(path, log.as_bytes())?;
    }
    Ok(())
}

/// A folder for one document, which nobody else may look into: files of another one beside it would be judged with it.
fn empty_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| Failure::writing(folder, &error))?;
    let mut entries = std::fs::read_dir(folder).map_err(|error| Failure::of_path(folder, &error))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => {
            let sentence = format!("--save {}: the folder is not empty", folder.display());
            Err(Failure::Usage(sentence))
        }
    }
}
