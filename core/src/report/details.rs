//! What the chip says of holder and document: names, dates, places and pictures, each with whether a trusted Document
//! Signer signed it.

use super::Report;
use crate::lds::{DocumentDetails, Face, FaceRecord, ImageFormat, Images, Person, PersonalDetails};
use crate::silent::silent_debug;
use crate::vocabulary::{Check, Outcome};
use crate::{Chip, DataGroup, Error, FileId};

/// What must hold before any data group is believed (Doc 9303-11 §5.1).
const SIGNED: [Check; 4] = [Check::SodStructure, Check::SodHash, Check::SodSignature, Check::DsSignature];

/// The contents of the chip's files, as far as they were handed over. Read with care: a forgery has contents too.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Details {
    /// The faces in EF.DG2.
    pub portraits: Option<Told<Vec<Picture>>>,
    /// The portraits in EF.DG5 that are meant to be shown.
    pub displayed_portraits: Option<Told<Vec<Picture>>>,
    /// Signatures or usual marks in EF.DG7.
    pub signatures: Option<Told<Vec<Picture>>>,
    /// EF.DG11.
    pub personal: Option<Told<PersonalDetails>>,
    /// EF.DG12.
    pub document: Option<Told<DocumentDetails>>,
    /// The persons to notify, in EF.DG16.
    pub persons_to_notify: Option<Told<Vec<Person>>>,
}

/// What one file says.
#[derive(Clone)]
#[non_exhaustive]
pub struct Told<T> {
    /// The file.
    pub file: FileId,
    /// Whether passive authentication certifies the file ([`Report::is_authenticated`]). If not, this is what anybody
    /// may have written.
    pub authenticated: bool,
    /// What it says, or why it cannot be read.
    pub content: Result<T, Error>,
}

silent_debug!(Details, Told<T>);

/// A picture, without its octets: those are in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Picture {
    /// The standard that the record around it follows, for faces.
    pub standard: Option<&'static str>,
    /// The format, by its first bytes.
    pub format: Option<ImageFormat>,
    /// Width and height in pixels, by the picture's own header, or else by the record's.
    pub pixels: Option<(u32, u32)>,
    /// Bytes of the picture.
    pub size: usize,
}

impl Report {
    /// Whether a data group is what a trusted Document Signer signed: the security object is whole and signed, its
    /// signer's certificate is under a trusted CSCA, and the file has the hash that is listed. It does not ask whether a
    /// certificate has expired or is revoked; the verdict does.
    ///
    /// ```
    /// use doc9303::{Chip, DataGroup, Document, FileId, Policy, TrustStore, UnixTime, inspect};
    /// let chip = Chip::from_files([(FileId::Dg(DataGroup::DG11), vec![0x6B, 0x00])])?;
    /// let at = UnixTime::parse("2026-01-01").unwrap();
    /// let report = inspect(&Document::new().with_chip(chip), &TrustStore::new(), &Policy::icao(), at);
    /// assert!(!report.is_authenticated(FileId::Dg(DataGroup::DG11)));
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn is_authenticated(&self, file: FileId) -> bool {
        let holds = |check: Check| self.outcome(check) == Some(Outcome::Successful);
        match file {
            FileId::Dg(data_group) => holds(Check::DgHash(data_group)) && SIGNED.into_iter().all(holds),
            _ => false,
        }
    }

    /// What the files of the chip say, each with whether it is authenticated. It is personal, and read anew with every
    /// call.
    ///
    /// ```
    /// use doc9303::{Chip, DataGroup, Document, FileId, Policy, TrustStore, UnixTime, inspect};
    /// let dg11 = b"\x6B\x10\x5F\x0E\x0DERIKSSON<<ANN".to_vec();
    /// let chip = Chip::from_files([(FileId::Dg(DataGroup::DG11), dg11)])?;
    /// let at = UnixTime::parse("2026-01-01").unwrap();
    /// let report = inspect(&Document::new().with_chip(chip), &TrustStore::new(), &Policy::icao(), at);
    /// let personal = report.details().personal.unwrap();
    /// assert_eq!(personal.content?.full_name.as_deref(), Some("ERIKSSON<<ANN"));
    /// assert!(!personal.authenticated, "nobody signed it");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn details(&self) -> Details {
        Details {
            portraits: self.told(DataGroup::DG2, |chip| chip.dg2().map(|records| records.map(faces))),
            displayed_portraits: self.told(DataGroup::DG5, |chip| chip.dg5().map(|read| read.map(images))),
            signatures: self.told(DataGroup::DG7, |chip| chip.dg7().map(|read| read.map(images))),
            personal: self.told(DataGroup::DG11, Chip::dg11),
            document: self.told(DataGroup::DG12, Chip::dg12),
            persons_to_notify: self.told(DataGroup::DG16, Chip::dg16),
        }
    }

    fn told<T>(
        &self,
        data_group: DataGroup,
        read: impl FnOnce(&Chip) -> Result<Option<T>, Error>,
    ) -> Option<Told<T>> {
        let file = FileId::Dg(data_group);
        let content = read(&self.document.as_ref()?.chip).transpose()?;
        Some(Told { file, authenticated: self.is_authenticated(file), content })
    }
}

fn faces(records: Vec<FaceRecord<'_>>) -> Vec<Picture> {
    let pictures = records.iter().flat_map(|record| {
        record.faces.iter().map(|face| {
            let Face { image, format, width, height } = *face;
            let by_record = (width > 0 && height > 0).then_some((width, height));
            let mut picture = Picture::of(image, format);
            picture.standard = Some(record.standard);
            picture.pixels = picture.pixels.or(by_record);
            picture
        })
    });
    pictures.collect()
}

fn images(images: Images<'_>) -> Vec<Picture> {
    images.iter().map(|(image, format)| Picture::of(image, format)).collect()
}

impl Picture {
    fn of(image: &[u8], format: Option<ImageFormat>) -> Self {
        let pixels = format.and_then(|format| format.pixels(image));
        Picture { standard: None, format, pixels, size: image.len() }
    }
}
