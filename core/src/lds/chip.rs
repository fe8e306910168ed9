//! Everything that was read from one chip, as bytes, with readers for each file.

use super::file_text::is_text;
use super::{
    Access, CardSecurity, ChipAuthTranscript, Com, DocumentDetails, FaceRecord, FileId, Images,
    PaceCamRecord, Person, PersonalDetails, Provenance, SecurityInfos, Sod,
};
use crate::DataGroup;
use crate::asn1::tag;
use crate::silent::silent_debug;
use crate::{Code, Error, Limits, Mrz};
use core::fmt;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a chip and the records of what was done with it.
///
/// ```
/// use doc9303::{Chip, FileId};
/// let chip = Chip::from_files([(FileId::Com, vec![0x60, 0x00])])?;
/// assert!(chip.dg1()?.is_none());
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct Chip {
    files: BTreeMap<FileId, Arc<[u8]>>,
    active_auth: Option<(Exchange, Provenance)>,
    active_auth_challenge: Option<Vec<u8>>,
    chip_auth: Option<(ChipAuthTranscript, Provenance)>,
    pace_cam: Option<(PaceCamRecord, Provenance)>,
    access: Option<Access>,
    limits: Limits,
}

impl fmt::Debug for Chip {
    /// The files and their sizes, and which records there are, without their content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sizes: BTreeMap<&str, usize> =
            self.files.iter().map(|(file, bytes)| (file.as_str(), bytes.len())).collect();
        f.debug_struct("Chip")
            .field("files", &sizes)
            .field("active_auth", &self.active_auth.is_some())
            .field("chip_auth", &self.chip_auth.is_some())
            .field("pace_cam", &self.pace_cam.is_some())
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

/// An Active Authentication exchange (Doc 9303-11 §6.1). It proves something to whoever chose the challenge at random for
/// this one chip, and to nobody else: a challenge that was made of a text is that text signed by the chip (Doc 9303-11
/// Appendix C), and an exchange that somebody else recorded may be as old as the chip.
#[derive(Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What the terminal sent: eight bytes.
    pub challenge: Vec<u8>,
    /// What the chip answered.
    pub response: Vec<u8>,
    /// The challenge that the terminal says it chose, where it kept it apart from the exchange. Of an exchange that was
    /// handed over this is the word of whoever made the record; see [`Chip::with_active_auth_challenge`].
    pub expected_challenge: Option<Vec<u8>>,
}

silent_debug!(Exchange);

impl Chip {
    /// Takes the files as they were read: vectors, or slices that are copied once. What the bytes are is found out later
    /// and becomes a result of the report.
    ///
    /// # Errors
    /// `file.text` for a file that is text, such as hexadecimal or base64, and so not what the chip gave; a file twice, or
    /// more bytes than any chip holds.
    ///
    /// ```
    /// use doc9303::{Chip, Code, FileId};
    /// let error = Chip::from_files([(FileId::Com, b"60165F0104303130375F36".to_vec())]).err().unwrap();
    /// assert_eq!(error.code(), Code::FileText);
    /// ```
    pub fn from_files<B: AsRef<[u8]> + Into<Arc<[u8]>>>(
        files: impl IntoIterator<Item = (FileId, B)>,
    ) -> Result<Self, Error> {
        Chip::default().with_files(files)
    }

    /// An empty chip with limits of the caller's, which bound the files that are added and what the readers of this type
    /// make of them. [`inspect`](crate::inspect()) goes by those of its policy.
    ///
    /// ```
    /// use doc9303::{Chip, DataGroup, FileId, Limits};
    /// let mut limits = Limits::DEFAULT;
    /// limits.chip_size = 3;
    /// let chip = Chip::within(limits).with_file(FileId::Com, [0x60, 0x00])?;
    /// let error = chip.with_file(FileId::Dg(DataGroup::DG11), [0x6B, 0x00]).unwrap_err();
    /// assert_eq!(error.code().as_str(), "limit.size");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn within(limits: Limits) -> Self {
        Chip { limits, ..Chip::default() }
    }

    /// The limits of this chip.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The same chip under the limits of a policy.
    pub(crate) fn under(&self, limits: &Limits) -> Cow<'_, Self> {
        match self.limits == *limits {
            true => Cow::Borrowed(self),
            false => Cow::Owned(Chip { limits: *limits, ..self.clone() }),
        }
    }

    /// Adds files.
    ///
    /// # Errors
    /// Those of [`Chip::with_file`].
    pub fn with_files<B: AsRef<[u8]> + Into<Arc<[u8]>>>(
        self,
        files: impl IntoIterator<Item = (FileId, B)>,
    ) -> Result<Self, Error> {
        files.into_iter().try_fold(self, |chip, (file, bytes)| chip.with_file(file, bytes))
    }

    /// Adds a file as it was read.
    ///
    /// # Errors
    /// `file.text` for a file that is text, such as hexadecimal or base64, and so not what the chip gave;
    /// `file.malformed` for a file that was given before; `limit.size` for more bytes than any chip holds.
    ///
    /// ```
    /// use doc9303::{Chip, FileId};
    /// let chip = Chip::default().with_file(FileId::Com, vec![0x60, 0x00])?;
    /// assert!(chip.with_file(FileId::Com, vec![0x60, 0x00]).is_err(), "given twice");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn with_file(mut self, file: FileId, bytes: impl Into<Arc<[u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        if self.size().saturating_add(bytes.len()) > self.limits.chip_size {
            return Err(too_large(file));
        }
        if is_text(file, &bytes) {
            let detail = "text, not bytes: decode hexadecimal or base64 before handing it over";
            return Err(Error::at(Code::FileText, file.as_str(), 0, detail));
        }
        if self.files.contains_key(&file) {
            return Err(Error::at(Code::FileMalformed, file.as_str(), 0, "the file was given twice"));
        }
        self.files.insert(file, bytes);
        Ok(self)
    }

    /// Adds an Active Authentication exchange, and whose terminal made it.
    ///
    /// ```
    /// use doc9303::Chip;
    /// use doc9303::lds::{Exchange, Provenance};
    /// let exchange = Exchange { challenge: vec![7; 8], response: vec![0; 256], expected_challenge: None };
    /// let chip = Chip::default().with_active_auth(exchange, Provenance::OwnTerminal);
    /// assert_eq!(chip.active_auth().unwrap().1, Provenance::OwnTerminal);
    /// ```
    pub fn with_active_auth(mut self, exchange: Exchange, provenance: Provenance) -> Self {
        self.active_auth = Some((exchange, provenance));
        self
    }

    /// Adds the challenge that the caller chose at random for this chip, known to them apart from any record. An
    /// exchange over it shows that the chip is here, whoever recorded it; one over another challenge is refused.
    ///
    /// ```
    /// use doc9303::Chip;
    /// let chip = Chip::default().with_active_auth_challenge(vec![1, 2, 3, 4, 5, 6, 7, 8]);
    /// assert_eq!(chip.active_auth_challenge(), Some(&[1, 2, 3, 4, 5, 6, 7, 8][..]));
    /// ```
    pub fn with_active_auth_challenge(mut self, challenge: Vec<u8>) -> Self {
        self.active_auth_challenge = Some(challenge);
        self
    }

    /// Adds a record of Chip Authentication, and whose terminal made it.
    pub fn with_chip_auth(mut self, transcript: ChipAuthTranscript, provenance: Provenance) -> Self {
        self.chip_auth = Some((transcript, provenance));
        self
    }

    /// Adds a record of PACE with Chip Authentication Mapping, and whose terminal made it.
    pub fn with_pace_cam(mut self, record: PaceCamRecord, provenance: Provenance) -> Self {
        self.pace_cam = Some((record, provenance));
        self
    }

    /// Adds how the chip was opened.
    pub fn with_access(mut self, access: Access) -> Self {
        self.access = Some(access);
        self
    }

    fn size(&self) -> usize {
        self.files.values().map(|bytes| bytes.len()).sum()
    }

    /// What `read` makes of a file under the limits of the chip; `None` if it was not handed over.
    fn read<'a, T>(
        &'a self,
        file: FileId,
        read: impl FnOnce(&'a [u8], &Limits) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let Some(bytes) = self.file(file) else { return Ok(None) };
        if self.size() > self.limits.chip_size {
            return Err(too_large(file));
        }
        read(bytes, &self.limits).map(Some)
    }

    pub(crate) fn has(&self, file: FileId) -> bool {
        self.files.contains_key(&file)
    }

    /// The bytes of a file.
    pub fn file(&self, file: FileId) -> Option<&[u8]> {
        self.files.get(&file).map(|bytes| &**bytes)
    }

    /// Every file with its bytes.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &[u8])> {
        self.files.iter().map(|(file, bytes)| (*file, &**bytes))
    }

    /// The files alone, without the records.
    pub(crate) fn files_only(&self) -> Chip {
        Chip { files: self.files.clone(), limits: self.limits, ..Chip::default() }
    }

    /// The Active Authentication exchange, and whose terminal made it.
    pub fn active_auth(&self) -> Option<(&Exchange, Provenance)> {
        self.active_auth.as_ref().map(|(exchange, provenance)| (exchange, *provenance))
    }

    /// The challenge that the caller chose for Active Authentication, if they gave it apart from the record.
    pub fn active_auth_challenge(&self) -> Option<&[u8]> {
        self.active_auth_challenge.as_deref()
    }

    /// The record of Chip Authentication, and whose terminal made it.
    pub fn chip_auth(&self) -> Option<(&ChipAuthTranscript, Provenance)> {
        self.chip_auth.as_ref().map(|(transcript, provenance)| (transcript, *provenance))
    }

    /// The record of PACE with Chip Authentication Mapping, and whose terminal made it.
    pub fn pace_cam(&self) -> Option<(&PaceCamRecord, Provenance)> {
        self.pace_cam.as_ref().map(|(record, provenance)| (record, *provenance))
    }

    /// How the chip was opened.
    pub fn access(&self) -> Option<&Access> {
        self.access.as_ref()
    }

    /// EF.COM.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub(crate) fn com(&self) -> Result<Option<Com>, Error> {
        self.read(FileId::Com, Com::parse_within)
    }

    /// EF.SOD.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub(crate) fn sod(&self) -> Result<Option<Sod<'_>>, Error> {
        self.read(FileId::Sod, Sod::parse_within)
    }

    /// EF.CardAccess.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub(crate) fn card_access(&self) -> Result<Option<SecurityInfos>, Error> {
        self.read(FileId::CardAccess, SecurityInfos::parse_card_access_within)
    }

    /// EF.CardSecurity.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub(crate) fn card_security(&self) -> Result<Option<CardSecurity<'_>>, Error> {
        self.read(FileId::CardSecurity, CardSecurity::parse_within)
    }

    /// The machine readable zone in DG1 (Doc 9303-10 §4.7.1).
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg1(&self) -> Result<Option<Mrz>, Error> {
        let dg1 = FileId::Dg(DataGroup::DG1);
        self.read(dg1, |bytes, limits| {
            let zone = dg1.open_within(bytes, limits)?.element.reader().expect(0x5F1F)?;
            Mrz::from_dg1(zone.content())
        })
    }

    /// The faces in DG2.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg2(&self) -> Result<Option<Vec<FaceRecord<'_>>>, Error> {
        self.read(FileId::Dg(DataGroup::DG2), FaceRecord::parse_dg2_within)
    }

    /// The portraits in DG5 that are meant to be shown.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg5(&self) -> Result<Option<Images<'_>>, Error> {
        self.read(FileId::Dg(DataGroup::DG5), |bytes, limits| Images::read(DataGroup::DG5, bytes, limits))
    }

    /// The signature or usual mark in DG7.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg7(&self) -> Result<Option<Images<'_>>, Error> {
        self.read(FileId::Dg(DataGroup::DG7), |bytes, limits| Images::read(DataGroup::DG7, bytes, limits))
    }

    /// Additional personal details in DG11.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg11(&self) -> Result<Option<PersonalDetails>, Error> {
        self.read(FileId::Dg(DataGroup::DG11), PersonalDetails::parse_within)
    }

    /// Additional document details in DG12.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg12(&self) -> Result<Option<DocumentDetails>, Error> {
        self.read(FileId::Dg(DataGroup::DG12), DocumentDetails::parse_within)
    }

    /// What the issuing State put into DG13, free of any form (Doc 9303-10 §4.7.13).
    pub fn dg13(&self) -> Option<&[u8]> {
        self.file(FileId::Dg(DataGroup::DG13))
    }

    /// The security infos in DG14.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub(crate) fn dg14(&self) -> Result<Option<SecurityInfos>, Error> {
        self.read(FileId::Dg(DataGroup::DG14), SecurityInfos::parse_dg14_within)
    }

    /// The `SubjectPublicKeyInfo` in DG15, whole.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg15(&self) -> Result<Option<&[u8]>, Error> {
        self.read(FileId::Dg(DataGroup::DG15), dg15_key)
    }

    /// The persons to notify in DG16.
    ///
    /// # Errors
    /// If the file was given and its content is not what its kind demands.
    pub fn dg16(&self) -> Result<Option<Vec<Person>>, Error> {
        self.read(FileId::Dg(DataGroup::DG16), Person::parse_all_within)
    }
}

fn too_large(file: FileId) -> Error {
    Error::at(Code::LimitSize, file.as_str(), 0, "more bytes than the limit for a chip")
}

/// The `SubjectPublicKeyInfo` in DG15, whole.
pub(crate) fn dg15_key<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a [u8], Error> {
    let mut reader = FileId::Dg(DataGroup::DG15).open_within(bytes, limits)?.element.reader();
    let key = reader.expect(tag::SEQUENCE)?;
    reader.finish()?;
    Ok(key.span())
}
