//! Virtual components of Digital Travel Credentials: files of a chip without the chip.

mod cbor;
mod der;
mod file;

pub use file::CredentialFile;

use crate::{Error, ErrorKind, Fault, Limits};
use core::{fmt, ops::Range};

/// What a credential is bound to, which decides what proves it.
///
/// [`Dtc::read`] shows an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binding {
    /// Type 1: the chip of a passport. EF.SOD proves the files, and the chip must be shown.
    Passport,
    /// Type 2: the chip of a passport, and a component that somebody carries. What its signer says is not read here.
    PassportAndComponent,
    /// Type 3: a component that somebody carries, without EF.SOD. What its signer says is not read here.
    Component,
}

/// How a credential was wrapped.
///
/// [`Dtc::read`] shows an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Carrier {
    /// `DTCContentInfo` in DER (ICAO technical report).
    Der,
    /// Elements of a Photo ID in CBOR (ISO/IEC TS 23220-4).
    PhotoId,
}

/// The virtual component of a Digital Travel Credential.
#[derive(Clone, PartialEq, Eq)]
pub struct Dtc {
    bytes: Vec<u8>,
    carrier: Carrier,
    parts: Parts,
}

/// What either carrier holds.
#[derive(Clone, PartialEq, Eq, Default)]
struct Parts {
    version: String,
    files: Vec<(CredentialFile, Range<usize>)>,
    /// What is not read, by name.
    others: Vec<(String, Range<usize>)>,
    has_component: bool,
}

impl Dtc {
    /// Reads a virtual component: `DTCContentInfo`, or a map of the elements of a Photo ID (`version`, `dg1` to `dg16`, `sod`, with or
    /// without `dtc_` in front), alone, in its namespace, or in the signed items of an mdoc.
    ///
    /// ```
    /// use doc9303_seal::{Binding, Carrier, CredentialFile, Dtc, Limits};
    /// let files = [(CredentialFile::Sod, &[0x77, 0x00][..]), (CredentialFile::DataGroup(1), &[0x61, 0x00])];
    /// let credential = Dtc::read(&Dtc::write(&files)?, &Limits::DEFAULT)?;
    /// assert_eq!((credential.carrier(), credential.binding()), (Carrier::Der, Some(Binding::Passport)));
    /// assert_eq!(credential.file(CredentialFile::Sod), Some(&[0x77, 0x00][..]));
    /// assert_eq!(credential.faults()[0].to_string(), "dg2 is missing");
    ///
    /// let photo_id = b"\xA2\x63dg1\x42\x61\x00\x63sod\x42\x77\x00";
    /// assert_eq!(Dtc::read(photo_id, &Limits::DEFAULT)?.files().count(), 2);
    /// # Ok::<(), doc9303_seal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NotASeal`] if it is neither, [`ErrorKind::WrongFormat`] if its structure is broken or a file is there twice,
    /// [`ErrorKind::Unsupported`] if it is of another version, and [`ErrorKind::Limit`] if it is larger or deeper than the limits.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Dtc, Error> {
        if bytes.len() > limits.credential_size {
            let detail = "more bytes than the limit";
            return Err(Error::new(ErrorKind::Limit, "credential", limits.credential_size, detail));
        }
        let (carrier, parts) = match bytes.first() {
            Some(0x30) => (Carrier::Der, der::read(bytes, limits)?),
            Some(0xA0..=0xBF) => (Carrier::PhotoId, cbor::read(bytes, limits)?),
            _ => {
                return Err(Error::new(ErrorKind::NotASeal, "credential", 0, "begins as no credential does"));
            }
        };
        let mut files: Vec<CredentialFile> = parts.files.iter().map(|(file, _)| *file).collect();
        files.sort_unstable();
        if files.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(Error::new(ErrorKind::WrongFormat, "credential", 0, "a file is there twice"));
        }
        Ok(Dtc { bytes: bytes.to_vec(), carrier, parts })
    }

    /// Writes `DTCContentInfo` of a credential that is bound to a passport. It is not signed: EF.SOD is.
    ///
    /// # Errors
    /// [`ErrorKind::Unwritable`] if a file is there twice, or is a data group of another number than 1 to 16.
    pub fn write(files: &[(CredentialFile, &[u8])]) -> Result<Vec<u8>, Error> {
        der::write(files)
    }

    /// How it was wrapped.
    pub fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// The version, as it was read; empty if there is none.
    pub fn version(&self) -> &str {
        &self.parts.version
    }

    /// What it is bound to, by what it holds; `None` if it holds neither EF.SOD nor a signer, and nothing proves it.
    pub fn binding(&self) -> Option<Binding> {
        match (self.file(CredentialFile::Sod).is_some(), self.parts.has_component) {
            (true, false) => Some(Binding::Passport),
            (true, true) => Some(Binding::PassportAndComponent),
            (false, true) => Some(Binding::Component),
            (false, false) => None,
        }
    }

    /// The files in the order in which they were read: whole ones, as a chip holds them.
    pub fn files(&self) -> impl Iterator<Item = (CredentialFile, &[u8])> {
        self.parts
            .files
            .iter()
            .map(|(file, range)| (*file, self.bytes.get(range.clone()).unwrap_or_default()))
    }

    /// The bytes of a file.
    pub fn file(&self, file: CredentialFile) -> Option<&[u8]> {
        self.files().find(|(own, _)| *own == file).map(|(_, bytes)| bytes)
    }

    /// What is there and not read, by name and place: `security_info`, `other_infos`, `tbs`, `signer_info`, unknown tags and elements.
    pub fn others(&self) -> &[(String, Range<usize>)] {
        &self.parts.others
    }

    /// Files that every credential has and this one has not: `sod`, `dg1`, `dg2`.
    pub fn faults(&self) -> Vec<Fault> {
        let mandatory = [
            ("sod", CredentialFile::Sod, self.binding() != Some(Binding::Component)),
            ("dg1", CredentialFile::DataGroup(1), true),
            ("dg2", CredentialFile::DataGroup(2), true),
        ];
        let missing = mandatory.into_iter().filter(|(_, file, must)| *must && self.file(*file).is_none());
        missing.map(|(name, _, _)| Fault::MissingMember { name }).collect()
    }
}

impl fmt::Debug for Dtc {
    /// The files by name, without their bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dtc")
            .field("carrier", &self.carrier)
            .field("files", &self.parts.files)
            .field("others", &self.parts.others.len())
            .finish_non_exhaustive()
    }
}
