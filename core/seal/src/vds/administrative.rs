//! Profiles of administrative documents as data (BSI TR-03171 §4): they name and type the features of seals.

use super::Profile;
use crate::feature::{Coding, Definition, Presence};
use crate::typing::Rule;
use core::fmt;

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

    pub(super) fn rule(&self) -> Rule<'_> {
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
    pub(super) fn rule<'a>(&'a self, general: &'a Profile, tag: u8) -> Option<Rule<'a>> {
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
