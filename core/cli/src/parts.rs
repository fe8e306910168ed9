//! The parts of a document as they were given: bytes with names, from which the document is put together.

use crate::failure::{Failure, read};
use crate::profiles::{self, ProfileArguments};
use crate::provenance::{RecordArguments, challenge};
use crate::zones::TEXT_LIMIT;
use crate::{chip_folder, seals, zones};
use clap::Args;
use doc9303::lds::{Dump, Provenance};
use doc9303::{Document, Limits};
use std::path::{Path, PathBuf};

const ZONE: &str = "mrz.txt";
const VISA_ZONE: &str = "visa-mrz.txt";
const CHIP: &str = "chip/";
#[cfg(feature = "read")]
const SESSION: &str = "session.json";
const SEAL: &str = "seal.bin";
/// The folder of profiles that name what a seal holds.
const PROFILES: &str = "profiles/";
const CREDENTIAL: &str = "dtc.bin";

/// The parts of a document, as `inspect` takes them.
#[derive(Args)]
pub(crate) struct PartArguments {
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
}

/// The parts that were given, in the order of their reading.
pub(crate) struct Parts {
    /// What they are called here, such as `chip/EF.SOD`, and their bytes.
    pub(crate) members: Vec<(String, Vec<u8>)>,
    /// Whose terminal made the records.
    pub(crate) provenance: Provenance,
    /// What was chosen for Active Authentication.
    pub(crate) challenge: Option<Vec<u8>>,
    /// Where they came from, to be named where something is wrong with them.
    chip: PathBuf,
}

impl PartArguments {
    /// Reads every part that is named.
    pub(crate) fn read(&self, limits: &Limits) -> Result<Parts, Failure> {
        let challenge = self.active_auth_challenge.as_deref().map(challenge).transpose()?;
        let mut members = Vec::new();
        let mut add = |name: &str, bytes: Vec<u8>| members.push((name.to_owned(), bytes));
        if let Some(path) = &self.mrz {
            add(ZONE, zones::read_text(Some(path), TEXT_LIMIT)?.into_bytes());
        }
        if let Some(text) = &self.mrz_text {
            add(ZONE, text.replace("\\n", "\n").into_bytes());
        }
        #[cfg(feature = "pictures")]
        if let Some(path) = &self.image {
            add(ZONE, crate::image::sure_zone(path)?.into_bytes());
        }
        if let Some(folder) = &self.chip {
            for (name, bytes) in chip_folder::read_files(folder, limits)? {
                add(&format!("{CHIP}{name}"), bytes);
            }
        }
        #[cfg(feature = "read")]
        if let Some(path) = &self.session {
            add(SESSION, read(path, doc9303_reader::Session::MOST)?);
        }
        if let Some(path) = &self.visa_mrz {
            add(VISA_ZONE, zones::read_text(Some(path), TEXT_LIMIT)?.into_bytes());
        }
        if self.seal.is_none() && !self.profiles.is_empty() {
            let sentence = "--profiles names what a seal holds: give --seal too";
            return Err(Failure::Usage(sentence.to_owned()));
        }
        if let Some(path) = &self.seal {
            for (number, xml) in (0..).zip(self.profiles.read()?) {
                add(&format!("{PROFILES}{number:03}.xml"), xml);
            }
            add(SEAL, seals::load(path)?);
        }
        if let Some(path) = &self.dtc {
            add(CREDENTIAL, read(path, limits.chip_size)?);
        }
        let chip = self.origin().to_owned();
        Ok(Parts { members, provenance: self.records.provenance(), challenge, chip })
    }

    /// What the chip was read from.
    fn origin(&self) -> &Path {
        #[cfg(feature = "read")]
        if let Some(path) = &self.session {
            return path;
        }
        self.chip.as_deref().unwrap_or(Path::new(""))
    }
}

impl Parts {
    /// Parts that were kept elsewhere, in this place.
    pub(crate) fn kept(
        members: Vec<(String, Vec<u8>)>,
        provenance: Provenance,
        challenge: Option<Vec<u8>>,
        place: &Path,
    ) -> Parts {
        Parts { members, provenance, challenge, chip: place.to_owned() }
    }

    /// The document that they are parts of.
    pub(crate) fn document(&self, limits: &Limits) -> Result<Document, Failure> {
        let mut document = Document::new();
        let mut dump = Dump::new();
        let profiles = self.members.iter().filter(|(name, _)| name.starts_with(PROFILES));
        let profiles = profiles::of(profiles.map(|(_, xml)| xml.as_slice()))?;
        for (name, bytes) in &self.members {
            match name.as_str() {
                ZONE => document = document.with_mrz(&String::from_utf8_lossy(bytes)),
                VISA_ZONE => document = document.with_visa_mrz(&String::from_utf8_lossy(bytes)),
                SEAL => document = document.with_seal_profiles(bytes, &profiles),
                name if name.starts_with(PROFILES) => {}
                CREDENTIAL => document = document.with_credential(bytes),
                #[cfg(feature = "read")]
                SESSION => {
                    let chip = crate::session::chip(bytes, &self.chip, self.provenance, limits)?;
                    document = document.with_chip(chip);
                }
                _ => {
                    let file = name.strip_prefix(CHIP).ok_or_else(|| self.refused(&no_part(name)))?;
                    dump.add(file, bytes.clone()).map_err(|error| self.refused(&error))?;
                }
            }
        }
        if let Some(ignored) = dump.ignored().first() {
            return Err(self.refused(&no_part(&ignored.name)));
        }
        if dump.files().next().is_some() {
            let chip = chip_folder::chip(dump, &self.chip, self.provenance, limits)?;
            document = document.with_chip(match &self.challenge {
                None => chip,
                Some(octets) => chip.with_active_auth_challenge(octets.clone()),
            });
        }
        if self.members.is_empty() {
            let sentence = "no document was given: give --mrz, --mrz-text, --image, --chip, --session, --visa-mrz, --seal or --dtc";
            return Err(Failure::Usage(sentence.to_owned()));
        }
        Ok(document)
    }

    fn refused(&self, why: &dyn core::fmt::Display) -> Failure {
        Failure::Unreadable(format!("{}: {why}", self.chip.display()))
    }
}

fn no_part(name: &str) -> String {
    format!("{name:?} is no part of a document")
}
