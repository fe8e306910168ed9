//! Profiles of administrative documents as data (BSI TR-03171 §4): they name and type the features of seals.

use super::profile_xml;
use super::{Profile, Vds};
use crate::feature::{Coding, Definition, Presence};
use crate::tlv::Tlv;
use crate::typing::{Rule, presence, typed};
use crate::{Error, ErrorKind, Fault, Feature, Limits, Seal, Value};
use core::fmt;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which query of a status server a profile demands (BSI TR-03171 §4.1). This library asks no server.
///
/// [`AdministrativeProfile`] has it, and an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusIndicator {
    /// None.
    None,
    /// A seal is valid unless the server lists it as withdrawn.
    Blocklisting,
    /// A seal is valid only if the server lists it.
    Allowlisting,
}

/// The type of an entry.
///
/// [`Entry`] has it, and an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryType {
    /// One byte: zero is false, any other one true.
    Boolean,
    /// An unsigned number of at most eight bytes, highest byte first.
    Integer,
    /// Bytes as they are.
    OctetString,
    /// UTF-8.
    Utf8String,
    /// Eight digits of a date, `YYYYMMDD`.
    Date,
    /// Fourteen digits of a date and a time, `YYYYMMDDhhmmss`.
    DateTime,
}

/// An entry of an [`AdministrativeProfile`]: one feature of its seals.
///
/// ```
/// use doc9303_seal::{AdministrativeProfile, EntryType};
/// let profile = AdministrativeProfile::from_xml(
///     b"<profile><profileNumber>0123456789ABCDEF0123456789ABCDEF</profileNumber><creator>Utopia</creator>
///         <entry tag='4' optional='true'><name>Breed</name><description>Of the dog</description><length>40</length>
///         <type>UTF8String</type></entry></profile>",
/// )?;
/// let breed = &profile.entries()[0];
/// assert_eq!((breed.tag(), breed.name(), breed.description()), (4, "Breed", "Of the dog"));
/// assert_eq!((breed.entry_type(), breed.length(), breed.is_optional()), (EntryType::Utf8String, Some(40), true));
/// assert_eq!(breed.default_value(), None);
/// # Ok::<(), doc9303_seal::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) entry_type: EntryType,
    pub(super) length: Option<usize>,
    pub(super) default: Option<String>,
    definition: Definition,
}

impl Entry {
    /// An entry of these bounds; text is added by whoever reads it.
    pub(super) fn new(tag: u8, is_optional: bool, entry_type: EntryType, length: Option<usize>) -> Entry {
        let most = length.unwrap_or(usize::MAX);
        let (coding, min, max) = match entry_type {
            EntryType::Boolean => (Coding::Boolean, 1, 1),
            EntryType::Integer => (Coding::Number, 1, 8),
            EntryType::OctetString => (Coding::Bytes, 0, most),
            EntryType::Utf8String => (Coding::Utf8, 0, most),
            EntryType::Date => (Coding::DateText, 8, 8),
            EntryType::DateTime => (Coding::DateTimeText, 14, 14),
        };
        let definition = Definition::new(tag, "", coding, min, max);
        let definition = if is_optional { definition.optional() } else { definition };
        let (name, description) = (String::new(), String::new());
        Entry { name, description, entry_type, length, default: None, definition }
    }

    /// The tag of the feature.
    pub fn tag(&self) -> u8 {
        self.definition.tag
    }

    /// What the profile calls it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the profile says of it.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The type.
    pub fn entry_type(&self) -> EntryType {
        self.entry_type
    }

    /// The most bytes of text or of bytes, if the profile bounds them. The other types have a size of their own.
    pub fn length(&self) -> Option<usize> {
        self.length
    }

    /// Whether a seal may lack it.
    pub fn is_optional(&self) -> bool {
        self.definition.presence == Presence::Optional
    }

    /// What an issuer's program offers as the value. No seal is read as if it stood there.
    pub fn default_value(&self) -> Option<&str> {
        self.default.as_deref()
    }

    fn rule(&self) -> Rule<'_> {
        Rule { definition: &self.definition, name: Some(&self.name) }
    }
}

/// A profile of administrative documents, read from the XML that its creator publishes (BSI TR-03171 §4).
///
/// ```
/// use doc9303_seal::{AdministrativeProfile, StatusIndicator};
/// let profile = AdministrativeProfile::from_xml(
///     b"<profile><profileNumber>01234567-89ab-cdef-0123-456789abcdef</profileNumber>
///         <profileName>Dog licence</profileName><creator>City of Amaurot</creator>
///         <statusIndicator>BLOCKLISTING</statusIndicator>
///         <entry tag='4'><name>Breed</name><description/><type>UTF8String</type></entry></profile>",
/// )?;
/// assert_eq!((profile.name(), profile.creator()), (Some("Dog licence"), "City of Amaurot"));
/// assert_eq!((profile.number()[0], profile.status_indicator()), (0x01, StatusIndicator::Blocklisting));
/// assert_eq!(profile.entries().len(), 1);
/// # Ok::<(), doc9303_seal::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AdministrativeProfile {
    pub(super) number: [u8; 16],
    pub(super) name: Option<String>,
    pub(super) creator: String,
    pub(super) status: StatusIndicator,
    pub(super) entries: Vec<Entry>,
}

impl AdministrativeProfile {
    /// Reads a profile. Elements that are not known are left out; namespaces are not looked at.
    ///
    /// # Errors
    /// [`ErrorKind::Limit`] for more than 256 KiB, 20,000 nodes of XML or 251 entries, and [`ErrorKind::WrongFormat`] for what is not
    /// XML in UTF-8, has a document type definition, or is no profile: with the offset of the element.
    pub fn from_xml(xml: &[u8]) -> Result<AdministrativeProfile, Error> {
        profile_xml::read(xml)
    }

    /// The number, which is the value of tag 00 in a seal.
    pub fn number(&self) -> &[u8; 16] {
        &self.number
    }

    /// The name, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Who made it and is responsible.
    pub fn creator(&self) -> &str {
        &self.creator
    }

    /// Which query of a status server it demands.
    pub fn status_indicator(&self) -> StatusIndicator {
        self.status
    }

    /// The entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is known of a tag: an entry, or one of the features that all administrative documents have.
    fn rule<'a>(&'a self, general: &'a Profile, tag: u8) -> Option<Rule<'a>> {
        let entry = self.entries.iter().find(|entry| entry.tag() == tag).map(Entry::rule);
        entry.or_else(|| general.definition(tag, None).map(Rule::from))
    }
}

impl fmt::Debug for AdministrativeProfile {
    /// Name and number of entries.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdministrativeProfile")
            .field("name", &self.name)
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

/// Profiles of administrative documents by their number. A profile that is here is taken before one that this crate knows.
///
/// [`Vds::read_with`] shows an example.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    by_number: BTreeMap<[u8; 16], Arc<AdministrativeProfile>>,
}

impl Profiles {
    /// No profile.
    pub fn new() -> Profiles {
        Profiles::default()
    }

    /// Adds a profile. One that is there already changes nothing.
    ///
    /// # Errors
    /// Those of [`AdministrativeProfile::from_xml`], and [`ErrorKind::WrongFormat`] if another profile has the same number: a profile that is
    /// changed must have a new one.
    pub fn add_xml(&mut self, xml: &[u8]) -> Result<(), Error> {
        let profile = AdministrativeProfile::from_xml(xml)?;
        if self.find(&profile.number).is_some_and(|known| *known != profile) {
            let detail = "another profile has the same number";
            return Err(Error::new(ErrorKind::WrongFormat, profile_xml::STRUCTURE, 0, detail));
        }
        self.by_number.insert(profile.number, Arc::new(profile));
        Ok(())
    }

    /// The profile of a number.
    pub fn find(&self, number: &[u8; 16]) -> Option<&AdministrativeProfile> {
        self.by_number.get(number).map(Arc::as_ref)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_number.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty()
    }
}

impl Vds {
    /// Reads a seal as [`read`](Self::read) does. The features of an administrative document are named, typed and demanded by the
    /// profile whose number it holds, if that is at hand.
    ///
    /// ```
    /// use doc9303_seal::{Date, Header, HeaderForm, Limits, Profiles, Value, Vds, VdsDraft};
    /// let mut profiles = Profiles::new();
    /// profiles.add_xml(
    ///     b"<profile><profileNumber>0123456789ABCDEF0123456789ABCDEF</profileNumber><creator>Utopia</creator>
    ///         <entry tag='7'><name>Dogs</name><description>How many</description><type>INTEGER</type></entry></profile>",
    /// )?;
    /// # let day = Date::new(2026, 6, 1).unwrap();
    /// # let [issuing_state, signer_state, signer, reference] = ["UTO", "UT", "TS", "5B"].map(String::from);
    /// # let form = HeaderForm::Version4;
    /// # let header = Header {
    /// #     form, issuing_state, signer_state, signer, reference, issued: day, signed: day, definition: 0x01, category: 0xC8,
    /// # };
    /// # let number = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF].repeat(2);
    /// # let features = vec![(0, Value::Bytes(number)), (7, Value::Bytes(vec![2]))];
    /// # let octets = VdsDraft { header, features }.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap();
    /// let seal = Vds::read_with(&octets, &Limits::DEFAULT, &profiles)?;
    /// assert_eq!(seal.value("Dogs"), Some(&Value::Number(2)));
    /// assert_eq!(seal.administrative_profile().unwrap().creator(), "Utopia");
    /// assert_eq!(Vds::read(&octets, &Limits::DEFAULT)?.value("Dogs"), None);
    /// # Ok::<(), doc9303_seal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_with(octets: &[u8], limits: &Limits, profiles: &Profiles) -> Result<Vds, Error> {
        Ok(Vds::read(octets, limits)?.among(profiles))
    }

    /// The same seal, under the profile of its number if that is at hand.
    fn among(self, profiles: &Profiles) -> Vds {
        let general = self.profile().filter(|profile| profile.is_administrative());
        let number = self.features.iter().find(|feature| feature.tag == 0);
        let given = match number.map(|feature| &feature.value) {
            Some(Value::Bytes(number)) => profiles.by_number.get(number.as_slice()),
            _ => None,
        };
        match (general, given.cloned()) {
            (Some(general), Some(given)) => self.under(general, given),
            _ => self,
        }
    }

    /// The profile among those that were given by which the features are named.
    pub fn administrative_profile(&self) -> Option<&AdministrativeProfile> {
        self.administrative.as_deref()
    }

    /// The same seal under a profile that was given.
    fn under(self, general: &Profile, given: Arc<AdministrativeProfile>) -> Vds {
        // What is said of the form of lengths holds under every profile.
        let is_of_form = |fault: &Fault| matches!(fault, Fault::LengthForm { .. });
        let mut faults: Vec<Fault> = self.faults.into_iter().filter(is_of_form).collect();
        let element = |Feature { tag, range, .. }: Feature| Tlv {
            tag,
            value: range.clone(),
            span: range,
            is_minimal: true,
        };
        let found: Vec<Tlv> = self.features.into_iter().map(element).collect();
        let (features, told) = typed(&self.octets, &found, |tag| given.rule(general, tag));
        faults.extend(told);
        let general = general.definitions.iter().map(Rule::from);
        let general =
            general.filter(|rule| given.entries.iter().all(|entry| entry.tag() != rule.definition.tag));
        faults.extend(presence(general.chain(given.entries.iter().map(Entry::rule)), &features));
        Vds { features, faults, administrative: Some(given), ..self }
    }
}

impl Seal {
    /// Reads a seal as [`read`](Self::read) does, and one of an administrative document as [`Vds::read_with`] does.
    ///
    /// ```
    /// use doc9303_seal::{ErrorKind, Limits, Profiles, Seal};
    /// let error = Seal::read_with(b"https://example.org", &Limits::DEFAULT, &Profiles::new()).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::NotASeal);
    /// ```
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_with(octets: &[u8], limits: &Limits, profiles: &Profiles) -> Result<Seal, Error> {
        Ok(match Seal::read(octets, limits)? {
            Seal::Vds(seal) => Seal::Vds(seal.among(profiles)),
            other => other,
        })
    }
}
