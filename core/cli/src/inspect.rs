//! `doc9303 inspect`: every check that the inputs allow, and one report.

use crate::failure::{Failure, read};
use crate::judge::{JudgeArguments, TEXT_LIMIT};
use crate::log::LogArguments;
use crate::profiles::ProfileArguments;
use crate::provenance::{RecordArguments, challenge};
use crate::{chip_folder, seal, zones};
use clap::Args;
use doc9303::{Document, Limits};
use std::path::PathBuf;

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
    /// Picture with the printed machine readable zone, which must be read with certainty; `-` for standard input.
    #[cfg(feature = "pictures")]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["mrz", "mrz_text"])]
    image: Option<PathBuf>,
    /// Folder with the chip's files, EF.SOD, EF.DG1 and so on, and with what a terminal recorded: active_auth.json,
    /// chip_auth.json, pace_cam.json, access.json.
    #[arg(long, value_name = "DIR")]
    chip: Option<PathBuf>,
    #[command(flatten)]
    records: RecordArguments,
    /// A session that `doc9303 read --session` kept: the chip is read again from it, and every step checked.
    #[cfg(feature = "read")]
    #[arg(long, value_name = "FILE", conflicts_with = "chip")]
    session: Option<PathBuf>,
    /// The document's seal: a picture of its barcode, or a file with what that holds, bytes, hexadecimal or text; `-` for
    /// standard input.
    #[arg(long, value_name = "FILE")]
    seal: Option<PathBuf>,
    #[command(flatten)]
    profiles: ProfileArguments,
    /// The virtual component of a Digital Travel Credential: without --chip its files are judged in the place of one, with it both
    /// must hold the same.
    #[arg(long, value_name = "FILE")]
    dtc: Option<PathBuf>,
    /// File with the zone of a visa, where --mrz is that of the passport that it was given for.
    #[arg(long, value_name = "FILE")]
    visa_mrz: Option<PathBuf>,
    /// The challenge of eight bytes that you chose for Active Authentication, in hexadecimal: the recorded exchange must be
    /// over it, and then shows that the chip answered you, whoever recorded it.
    #[arg(long, value_name = "HEX", requires = "chip")]
    active_auth_challenge: Option<String>,
    #[command(flatten)]
    log: LogArguments,
    #[command(flatten)]
    judge: JudgeArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let judge = arguments.judge.begin()?.with_log(&arguments.log)?;
    let document = document(arguments, judge.policy().limits())?;
    judge.report(&document)
}

fn document(arguments: &Arguments, limits: &Limits) -> Result<Document, Failure> {
    let mut document = Document::new();
    if let Some(path) = &arguments.mrz {
        document = document.with_mrz(&zones::read_text(Some(path), TEXT_LIMIT)?);
    }
    if let Some(text) = &arguments.mrz_text {
        document = document.with_mrz(&text.replace("\\n", "\n"));
    }
    #[cfg(feature = "pictures")]
    if let Some(path) = &arguments.image {
        document = document.with_mrz(&crate::image::sure_zone(path)?);
    }
    if let Some(folder) = &arguments.chip {
        let challenge = arguments.active_auth_challenge.as_deref().map(challenge).transpose()?;
        let chip = chip_folder::load(folder, arguments.records.provenance(), limits)?;
        document = document.with_chip(match challenge {
            None => chip,
            Some(octets) => chip.with_active_auth_challenge(octets),
        });
    }
    #[cfg(feature = "read")]
    if let Some(path) = &arguments.session {
        document = document.with_chip(crate::session::load(path, arguments.records.provenance(), limits)?);
    }
    if let Some(path) = &arguments.visa_mrz {
        document = document.with_visa_mrz(&zones::read_text(Some(path), TEXT_LIMIT)?);
    }
    if arguments.seal.is_none() && !arguments.profiles.is_empty() {
        let sentence = "--profiles names what a seal holds: give --seal too";
        return Err(Failure::Usage(sentence.to_owned()));
    }
    if let Some(path) = &arguments.seal {
        let profiles = arguments.profiles.load()?;
        document = document.with_seal_profiles(&seal::load(path)?, &profiles);
    }
    if let Some(path) = &arguments.dtc {
        document = document.with_credential(&read(path, limits.chip_size)?);
    }
    let is_empty = document.mrz().is_none() && document.chip().is_none() && document.visa_mrz().is_none();
    if is_empty && !document.has_seal() && !document.has_credential() {
        let sentence = "no document was given: give --mrz, --mrz-text, --image, --chip, --session, --visa-mrz, --seal or --dtc";
        return Err(Failure::Usage(sentence.to_owned()));
    }
    Ok(document)
}
