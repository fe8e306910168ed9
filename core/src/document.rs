//! A document as it was given: each part absent, parsed and not trusted, or unparsable with its error.

use crate::{Chip, Error, Limits, Mrz};
use core::fmt;
use std::borrow::Cow;

/// What is known of a travel document before it is judged.
///
/// Garbage that was given is a finding, never "absent": a zone that cannot be read is kept with its error.
///
/// ```
/// use doc9303::Document;
/// let document = Document::new().with_mrz("P<UTO");
/// assert!(document.mrz().unwrap().is_err());
/// assert!(document.chip().is_none());
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct Document {
    mrz: Option<Result<Mrz, Error>>,
    chip: Option<Chip>,
    #[cfg(feature = "seal")]
    visa: Option<Result<Mrz, Error>>,
    #[cfg(feature = "seal")]
    seal: Option<GivenSeal>,
    #[cfg(feature = "dtc")]
    credential: Option<Result<doc9303_seal::Dtc, doc9303_seal::Error>>,
}

/// A seal as it was given: read, or with why it cannot be.
#[cfg(feature = "seal")]
#[derive(Clone)]
pub(crate) struct GivenSeal(Result<doc9303_seal::Seal, doc9303_seal::Error>);

#[cfg(feature = "seal")]
impl GivenSeal {
    pub(crate) fn seal(&self) -> Result<&doc9303_seal::Seal, &doc9303_seal::Error> {
        self.0.as_ref()
    }
}

impl fmt::Debug for Document {
    /// What was given, without its content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = self.mrz.as_ref().map(|zone| zone.as_ref().map(|_| ".."));
        f.debug_struct("Document").field("mrz", &zone).field("chip", &self.chip).finish()
    }
}

impl Document {
    /// A document of which nothing is known.
    pub fn new() -> Self {
        Document::default()
    }

    /// Adds the printed machine readable zone, as lines of text.
    pub fn with_mrz(mut self, text: &str) -> Self {
        self.mrz = Some(Mrz::parse(text));
        self
    }

    /// Adds the chip's files.
    pub fn with_chip(mut self, chip: Chip) -> Self {
        self.chip = Some(chip);
        self
    }

    /// Adds a seal: the bytes of its barcode, or the text of one that holds text (Doc 9303-13).
    ///
    /// ```
    /// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect, report::Check};
    /// let document = Document::new().with_seal(b"no seal");
    /// let at = UnixTime::parse("2026-01-01").unwrap();
    /// let report = inspect(&document, &TrustStore::new(), &Policy::icao(), at);
    /// let reason = report.result(Check::SealFormat).unwrap().reason().unwrap();
    /// assert_eq!(reason.code().as_str(), "seal.wrong_format");
    /// ```
    #[cfg(feature = "seal")]
    pub fn with_seal(mut self, octets: &[u8]) -> Self {
        self.seal = Some(GivenSeal(doc9303_seal::Seal::read(octets, &doc9303_seal::Limits::DEFAULT)));
        self
    }

    /// Adds a seal as [`with_seal`](Self::with_seal) does. The features of an administrative document are named, typed and demanded by its
    /// profile (BSI TR-03171), if that is among those that are given.
    ///
    /// No status server is asked. Where the profile demands a query, `seal.format` stays open; the evidence of a report tells what is
    /// demanded.
    ///
    /// ```
    /// use doc9303::{Document, SealProfiles};
    /// let mut profiles = SealProfiles::new();
    /// profiles.add_xml(
    ///     b"<profile><profileNumber>0123456789ABCDEF0123456789ABCDEF</profileNumber><creator>Utopia</creator>
    ///         <entry tag='4'><name>Dogs</name><description>How many</description><type>INTEGER</type></entry></profile>",
    /// )?;
    /// let document = Document::new().with_seal_profiles(b"no seal", &profiles);
    /// assert!(document.has_seal());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "profiles")]
    pub fn with_seal_profiles(mut self, octets: &[u8], profiles: &doc9303_seal::Profiles) -> Self {
        let limits = doc9303_seal::Limits::DEFAULT;
        self.seal = Some(GivenSeal(doc9303_seal::Seal::read_with(octets, &limits, profiles)));
        self
    }

    /// Adds the virtual component of a Digital Travel Credential (ICAO TR DTC-VC, or Photo ID of ISO/IEC TS 23220-4). Without a
    /// chip its files are judged in the place of one; with a chip both must hold the same.
    ///
    /// ```
    /// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect, report::{Check, Outcome}};
    /// let at = UnixTime::parse("2026-01-01").unwrap();
    /// let document = Document::new().with_credential(b"no credential");
    /// let report = inspect(&document, &TrustStore::new(), &Policy::icao(), at);
    /// assert_eq!(report.outcome(Check::CombinedDtcChip), Some(Outcome::Failed));
    /// ```
    #[cfg(feature = "dtc")]
    pub fn with_credential(mut self, bytes: &[u8]) -> Self {
        self.credential = Some(doc9303_seal::Dtc::read(bytes, &doc9303_seal::Limits::DEFAULT));
        self
    }

    /// Adds the zone of a visa beside that of the passport that it was given for.
    #[cfg(feature = "seal")]
    pub fn with_visa_mrz(mut self, text: &str) -> Self {
        self.visa = Some(Mrz::parse(text));
        self
    }

    /// The same document under the limits of a policy.
    pub(crate) fn under(&self, limits: &Limits) -> Cow<'_, Self> {
        match self.chip.as_ref().map(|chip| chip.under(limits)) {
            Some(Cow::Owned(chip)) => Cow::Owned(Document { chip: Some(chip), ..self.clone() }),
            Some(Cow::Borrowed(_)) | None => Cow::Borrowed(self),
        }
    }

    /// The printed zone, if one was given.
    pub fn mrz(&self) -> Option<&Result<Mrz, Error>> {
        self.mrz.as_ref()
    }

    /// The zone of a visa, if one was given.
    #[cfg(feature = "seal")]
    pub fn visa_mrz(&self) -> Option<&Result<Mrz, Error>> {
        self.visa.as_ref()
    }

    /// Whether a seal was given.
    #[cfg(feature = "seal")]
    pub fn has_seal(&self) -> bool {
        self.seal.is_some()
    }

    /// Whether a virtual component was given.
    #[cfg(feature = "dtc")]
    pub fn has_credential(&self) -> bool {
        self.credential.is_some()
    }

    #[cfg(feature = "dtc")]
    pub(crate) fn credential(&self) -> Option<Result<&doc9303_seal::Dtc, &doc9303_seal::Error>> {
        self.credential.as_ref().map(Result::as_ref)
    }

    #[cfg(feature = "seal")]
    pub(crate) fn seal(&self) -> Option<&GivenSeal> {
        self.seal.as_ref()
    }

    /// The chip, if one was given.
    pub fn chip(&self) -> Option<&Chip> {
        self.chip.as_ref()
    }
}
