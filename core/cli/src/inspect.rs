//! `doc9303 inspect`: every check that the inputs allow, and one report.

use crate::failure::{Failure, read};
use crate::provenance::{RecordArguments, challenge};
use crate::trust::TrustArguments;
use crate::{chip_folder, output, terminal, time, zones};
use clap::Args;
use doc9303::report::{Language, Outcome};
use doc9303::{Document, Limits, Policy};
use std::path::{Path, PathBuf};

const TEXT_LIMIT: usize = 1 << 20;

/// `doc9303 inspect`.
#[derive(Args)]
#[command(
    after_help = "Without --chip, `successful` says only that the print agrees with itself: anybody can print it.\n\n\
                  Exit status: 0 successful, 1 failed, 2 undetermined or not_supported, 3 aborted, 64 usage, 66 unreadable \
                  input, 74 unwritable output."
)]
pub(crate) struct Arguments {
    /// File with the printed machine readable zone; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "mrz_text")]
    mrz: Option<PathBuf>,
    /// The printed machine readable zone itself; lines may be parted by `\n`.
    #[arg(long, value_name = "TEXT")]
    mrz_text: Option<String>,
    /// Folder with the chip's files, EF.SOD, EF.DG1 and so on, and with what a terminal recorded: active_auth.json,
    /// chip_auth.json, pace_cam.json, access.json.
    #[arg(long, value_name = "DIR")]
    chip: Option<PathBuf>,
    #[command(flatten)]
    records: RecordArguments,
    /// The challenge of eight bytes that you chose for Active Authentication, in hexadecimal: the recorded exchange must be
    /// over it, and then shows that the chip answered you, whoever recorded it.
    #[arg(long, value_name = "HEX", requires = "chip")]
    active_auth_challenge: Option<String>,
    #[command(flatten)]
    trust: TrustArguments,
    /// Judge at this time (a date, or RFC 3339); now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The rules to judge by: `icao`, `archive`, `strict`, or a file with a policy of your own.
    #[arg(long, value_name = "NAME|FILE", default_value = "icao")]
    policy: String,
    /// The language of the report for people: `en`, `de`, `es`, `fr`, `it` or `ru`.
    #[arg(long, value_name = "CODE", default_value = "en", conflicts_with = "json")]
    language: Language,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Leave out everything personal.
    #[arg(long)]
    redact: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let policy = policy(&arguments.policy)?.with_engine(arguments.trust.engine());
    let at = time(arguments.at.as_deref())?;
    let document = document(arguments, policy.limits())?;
    let store = arguments.trust.store()?;
    let report = doc9303::inspect(&document, &store, &policy, at);
    match (arguments.json, arguments.redact) {
        (true, true) => output::print_line(report.to_json_redacted())?,
        (true, false) => output::print_line(report.to_json())?,
        (false, redact) => output::print(&terminal::report(&report, redact, arguments.language))?,
    }
    // The process ends: to give a directory of certificates back piece by piece would take as long as a fifth of reading it.
    core::mem::forget(store);
    Ok(match report.verdict() {
        Outcome::Successful => 0,
        Outcome::Failed => 1,
        Outcome::Undetermined | Outcome::NotSupported => 2,
        Outcome::Aborted => 3,
    })
}

/// A profile by its name, or a file: a bare word that is no profile is a slip and not looked for on disk.
pub(crate) fn policy(given: &str) -> Result<Policy, Failure> {
    if let Some(policy) = Policy::named(given) {
        return Ok(policy);
    }
    let path = Path::new(given);
    if path.extension().is_none() && path.components().count() == 1 {
        let sentence =
            format!("--policy {given:?} is not known: use icao, archive, strict or the path of a file");
        return Err(Failure::Usage(sentence));
    }
    let bytes = read(path, TEXT_LIMIT)?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{given}: not UTF-8")))?;
    Policy::from_toml(&text).map_err(|error| Failure::Usage(format!("{given}: {error}")))
}

fn document(arguments: &Arguments, limits: &Limits) -> Result<Document, Failure> {
    let mut document = Document::new();
    if let Some(path) = &arguments.mrz {
        document = document.with_mrz(&zones::read_text(Some(path), TEXT_LIMIT)?);
    }
    if let Some(text) = &arguments.mrz_text {
        document = document.with_mrz(&text.replace("\\n", "\n"));
    }
    if let Some(folder) = &arguments.chip {
        let challenge = arguments.active_auth_challenge.as_deref().map(challenge).transpose()?;
        let chip = chip_folder::load(folder, arguments.records.provenance(), limits)?;
        document = document.with_chip(match challenge {
            None => chip,
            Some(octets) => chip.with_active_auth_challenge(octets),
        });
    }
    if document.mrz().is_none() && document.chip().is_none() {
        return Err(Failure::Usage("no document was given: give --mrz, --mrz-text or --chip".to_owned()));
    }
    Ok(document)
}
