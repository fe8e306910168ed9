//! `doc9303 chip`: a virtual document from a folder, at the end of a vpcd connection.

mod key;
mod variant;
mod vpcd;

use crate::failure::Failure;
use crate::{chip_folder, key_file, output, zones};
use clap::Args;
use doc9303::lds::Provenance;
use doc9303::{Chip, DataGroup, FileId, Limits, Mrz};
use doc9303_crypto::DigestAlgorithm;
use doc9303_reader::chip::{ChipLengths, ChipProfile, Fault, TerminalVerifier, VirtualChip};
use doc9303_reader::{CvCertificate, Mapping, PaceVariant, Password, SystemRandomness};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where vpcd of the vsmartcard project listens.
const VPCD: &str = "127.0.0.1:35963";

/// `doc9303 chip`.
#[derive(Args)]
#[command(
    after_help = "Without --pace and --bac, the chip takes what EF.CardAccess announces; if it announces nothing, everyone may \
                        read.\n\n\
                        Variants of PACE are written MAPPING-PARAMETERS-CIPHER, such as gm-13-aes128: gm, im or cam; the number of \
                        the domain parameters, 0 to 2 or 8 to 18; 3des, aes128, aes192 or aes256."
)]
pub(crate) struct Arguments {
    /// Folder with the files of the chip, by the names that `inspect --chip` takes.
    #[arg(value_name = "FOLDER", required_unless_present = "list_faults")]
    folder: Option<PathBuf>,
    /// Connect to a reader at this address: `doc9303 read --vpcd`, or the service vpcd of the vsmartcard project.
    #[arg(long, value_name = "HOST:PORT", default_value = VPCD)]
    vpcd: String,
    /// File with the machine readable zone that opens the chip; by default, the zone of EF.DG1 does.
    #[arg(long, value_name = "FILE")]
    mrz: Option<PathBuf>,
    /// The card access number that opens the chip with PACE.
    #[arg(long, value_name = "NUMBER")]
    can: Option<String>,
    /// Take Basic Access Control.
    #[arg(long)]
    bac: bool,
    /// Take this variant of PACE, and announce it in EF.CardAccess in place of what the folder has there. May be given several
    /// times.
    #[arg(long, value_name = "VARIANT")]
    pace: Vec<String>,
    /// Private key of Chip Authentication: PKCS #8, as DER or PEM. May be given several times.
    #[arg(long, value_name = "FILE")]
    ca_key: Vec<PathBuf>,
    /// Private key that PACE with Chip Authentication Mapping proves: PKCS #8, as DER or PEM.
    #[arg(long, value_name = "FILE")]
    cam_key: Option<PathBuf>,
    /// Private key of Active Authentication, RSA or of a curve: PKCS #8 or PKCS #1, as DER or PEM.
    #[arg(long, value_name = "FILE")]
    aa_key: Option<PathBuf>,
    /// Digest of Active Authentication: `sha1`, `sha224`, `sha256`, `sha384` or `sha512`.
    #[arg(long, value_name = "NAME", default_value = "sha256", requires = "aa_key")]
    aa_digest: String,
    /// Certificate of a certification authority (CVCA) whose terminals may read EF.DG3 and EF.DG4, the newest first. May be given
    /// twice.
    #[arg(long, value_name = "FILE")]
    cvca: Vec<PathBuf>,
    /// Take extended lengths of so many bytes, and say so in EF.ATR/INFO.
    #[arg(long, value_name = "BYTES")]
    longest: Option<usize>,
    /// Milliseconds to wait before each answer.
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,
    /// Do this one thing wrong.
    #[arg(long, value_name = "NAME")]
    fault: Option<String>,
    /// Print every fault and what it does.
    #[arg(long, conflicts_with = "folder")]
    list_faults: bool,
    /// Stop when the reader closes the connection, and do not wait for the next one.
    #[arg(long)]
    once: bool,
    /// Write every command and every answer to standard error.
    #[arg(long)]
    trace: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let Some(folder) = &arguments.folder else {
        output::print(&faults())?;
        return Ok(0);
    };
    let profile = profile(arguments, folder)?;
    output::tell(&format!("a virtual document: {}", described(&profile)));
    let mut server = vpcd::Server {
        chip: VirtualChip::new(profile, SystemRandomness),
        address: arguments.vpcd.clone(),
        latency: Duration::from_millis(arguments.latency),
        is_traced: arguments.trace,
    };
    server.serve(arguments.once)?;
    Ok(0)
}

/// Every fault, one a line, its name first.
fn faults() -> String {
    let width = Fault::ALL.iter().map(|fault| fault.as_str().len()).max().unwrap_or(0);
    Fault::ALL.iter().fold(String::new(), |mut text, fault| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{fault:width$}  {}", fault.meaning());
        text
    })
}

/// What opens the chip and how, for whoever starts it.
fn described(profile: &ChipProfile) -> String {
    let mut ways: Vec<String> = profile.pace.iter().map(PaceVariant::to_string).collect();
    if profile.has_basic_access {
        ways.push("BAC".to_owned());
    }
    let ways = if ways.is_empty() { "no access control".to_owned() } else { ways.join(", ") };
    let fault = profile.fault.map(|fault| format!("; {fault}: {}", fault.meaning()));
    format!("{} files, {ways}{}", profile.files.len(), fault.unwrap_or_default())
}

fn profile(arguments: &Arguments, folder: &Path) -> Result<ChipProfile, Failure> {
    let chip = chip_folder::load(folder, Provenance::HandedOver, &Limits::DEFAULT)?;
    let mut profile = ChipProfile::new(chip.files().map(|(file, bytes)| (file, bytes.to_vec())));
    profile.passwords = passwords(arguments, &chip)?;
    profile.has_basic_access = arguments.bac;
    profile.fault = arguments.fault.as_deref().map(fault).transpose()?;
    if let Some(bytes) = arguments.longest {
        if !(257..=65_000).contains(&bytes) {
            return Err(Failure::Usage("--longest: extended lengths are 257 to 65000 bytes".to_owned()));
        }
        profile.lengths = ChipLengths::extended(bytes);
    }
    add_keys(&mut profile, arguments)?;
    profile.terminals = terminals(&arguments.cvca)?;
    add_pace(&mut profile, arguments)?;
    if let Some(fault) = profile.fault.filter(|fault| !has_place(&profile, *fault)) {
        let sentence = format!("--fault {fault}: the document does not have the protocol of this fault");
        return Err(Failure::Usage(sentence));
    }
    if (profile.has_basic_access || !profile.pace.is_empty()) && profile.passwords.is_empty() {
        let sentence = "nothing opens the chip: EF.DG1 has no zone; give --mrz or --can";
        return Err(Failure::Usage(sentence.to_owned()));
    }
    Ok(profile)
}

/// The zone that was given, or that of EF.DG1, and the card access number.
fn passwords(arguments: &Arguments, chip: &Chip) -> Result<Vec<Password>, Failure> {
    let of_zone = match &arguments.mrz {
        Some(path) => {
            let text = zones::read_text(Some(path), zones::TEXT_LIMIT)?;
            let zone = Mrz::parse(&text)
                .map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))?;
            let refused = || Failure::Unreadable(format!("{}: the zone opens no chip", path.display()));
            Some(Password::of_zone(&zone).ok_or_else(refused)?)
        }
        None => chip.dg1().ok().flatten().and_then(|zone| Password::of_zone(&zone)),
    };
    let number = arguments.can.as_ref().map(|number| {
        let refused = || Failure::Usage("--can: a card access number is digits".to_owned());
        Password::card_access_number(number).ok_or_else(refused)
    });
    Ok(of_zone.into_iter().chain(number.transpose()?).collect())
}

fn add_keys(profile: &mut ChipProfile, arguments: &Arguments) -> Result<(), Failure> {
    let data_group_14 = profile.files.get(&FileId::Dg(DataGroup::DG14)).cloned();
    for path in &arguments.ca_key {
        let key = key::fixed(path)?;
        profile.static_keys.push(match &data_group_14 {
            Some(file) => key.named_in(file),
            None => key,
        });
    }
    profile.mapping_key = arguments.cam_key.as_deref().map(key::fixed).transpose()?;
    if let Some(path) = &arguments.aa_key {
        profile.signer = Some(key::signer(path, digest(&arguments.aa_digest)?)?);
    }
    Ok(())
}

/// The trust points of the chip. It believes that it is the day on which the newest of them began to count.
fn terminals(paths: &[PathBuf]) -> Result<Option<TerminalVerifier>, Failure> {
    let certificates = key_file::card_verifiable(paths)?;
    let Some(today) = certificates.iter().map(CvCertificate::effective).max() else { return Ok(None) };
    let terminals = TerminalVerifier::new(certificates, today);
    terminals.map(Some).map_err(|error| Failure::Unreadable(format!("--cvca: {error}")))
}

/// The variants that were given, or those that the folder announces and the chip has the keys for.
fn add_pace(profile: &mut ChipProfile, arguments: &Arguments) -> Result<(), Failure> {
    if !arguments.pace.is_empty() {
        let variants = arguments.pace.iter().map(|text| variant::parse(text));
        profile.pace = variants.collect::<Result<_, _>>()?;
        profile.files.remove(&FileId::CardAccess);
    } else if let Some(file) = profile.files.get(&FileId::CardAccess).filter(|_| !arguments.bac) {
        profile.pace = PaceVariant::of_card_access(file);
    }
    let is_mapped = |variant: &PaceVariant| variant.mapping() == Mapping::ChipAuthentication;
    let key_group = profile.mapping_key.as_ref().map(|key| key.group().name());
    let unproved = profile
        .pace
        .iter()
        .find(|variant| is_mapped(variant) && key_group.is_none_or(|group| group != variant.group().name()));
    if let Some(variant) = unproved {
        return Err(Failure::Usage(format!("{variant} needs --cam-key, a key of that group")));
    }
    if profile.pace.is_empty() && arguments.bac {
        profile.files.remove(&FileId::CardAccess);
    }
    Ok(())
}

/// Whether the document has what the fault spoils.
fn has_place(profile: &ChipProfile, fault: Fault) -> bool {
    let (protocol, what) = fault.as_str().split_once('.').unwrap_or_default();
    match protocol {
        "bac" => profile.has_basic_access && profile.pace.is_empty(),
        "pace" if what.starts_with("cam_") => profile.mapping_key.is_some(),
        "pace" => !profile.pace.is_empty(),
        "messaging" => profile.has_basic_access || !profile.pace.is_empty(),
        "chip_auth" => !profile.static_keys.is_empty(),
        "active_auth" => profile.signer.is_some(),
        _ => true,
    }
}

fn fault(name: &str) -> Result<Fault, Failure> {
    let unknown = || Failure::Usage(format!("--fault {name:?}: `doc9303 chip --list-faults` names them all"));
    Fault::named(name).ok_or_else(unknown)
}

fn digest(name: &str) -> Result<DigestAlgorithm, Failure> {
    let plain = |text: &str| text.replace('-', "").to_lowercase();
    let mut all = DigestAlgorithm::ALL.into_iter();
    let unknown =
        || Failure::Usage(format!("--aa-digest {name:?} is none of sha1, sha224, sha256, sha384, sha512"));
    all.find(|digest| plain(digest.name()) == plain(name)).ok_or_else(unknown)
}
