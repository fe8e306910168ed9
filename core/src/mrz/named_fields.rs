//! The fields of a zone that is to be written, by the names that they have in the JSON of a zone that was read.

use super::transliterate::Language;
use super::write::{MrzFields, WriteError};
use crate::{Date, UnixTime};

impl MrzFields {
    /// The names that [`MrzFields::set`] takes: those of the fields in the JSON of a zone, and `language`, the language of
    /// the names. `personal_number` and `optional_data_1` are what TD3 and TD1 call `optional_data`.
    pub const NAMES: [&'static str; 14] = [
        "document_code",
        "issuing_state",
        "primary_identifier",
        "secondary_identifier",
        "document_number",
        "nationality",
        "birth_date",
        "expiry_date",
        "sex",
        "personal_number",
        "optional_data_1",
        "optional_data",
        "optional_data_2",
        "language",
    ];

    /// The name of the field that a name means: `optional_data` for what TD3 and TD1 call it; `None` if no field has the
    /// name.
    ///
    /// ```
    /// use doc9303::mrz::MrzFields;
    /// assert_eq!(MrzFields::field_named("personal_number"), Some("optional_data"));
    /// assert_eq!(MrzFields::field_named("shoe_size"), None);
    /// ```
    pub fn field_named(name: &str) -> Option<&'static str> {
        match name {
            "personal_number" | "optional_data_1" => Some("optional_data"),
            _ => MrzFields::NAMES.into_iter().find(|known| *known == name),
        }
    }

    /// Sets a field by its name. A date is a day of the calendar, `1974-08-12`, or as printed, `740812`; the sex is one
    /// letter, or empty where it is not specified. A field that was set before gets the new value.
    ///
    /// # Errors
    /// [`WriteError::Name`], [`WriteError::Sex`] or [`WriteError::Language`] for a name or a value that is none. Whether a
    /// value can be written is found out by [`MrzFields::write`].
    ///
    /// ```
    /// use doc9303::mrz::{Format, MrzFields, WriteError};
    /// let fields = MrzFields::new(Format::Td3).set("document_number", "L898902C3")?.set("expiry_date", "2034-04-15")?;
    /// assert_eq!(fields.set("shoe_size", "42").unwrap_err(), WriteError::Name);
    /// # Ok::<(), WriteError>(())
    /// ```
    pub fn set(self, name: &str, value: &str) -> Result<MrzFields, WriteError> {
        Ok(match MrzFields::field_named(name).ok_or(WriteError::Name)? {
            "document_code" => self.document_code(value),
            "issuing_state" => self.issuing_state(value),
            "primary_identifier" => self.primary_identifier(value),
            "secondary_identifier" => self.secondary_identifier(value),
            "document_number" => self.document_number(value),
            "nationality" => self.nationality(value),
            "birth_date" => match day(value) {
                Some(date) => self.born_on(date),
                None => self.birth_date(value),
            },
            "expiry_date" => match day(value) {
                Some(date) => self.expires_on(date),
                None => self.expiry_date(value),
            },
            "sex" => self.sex(letter(value)?),
            "optional_data" => self.optional_data(value),
            "optional_data_2" => self.optional_data_2(value),
            "language" => self.language(language(value)?),
            _ => return Err(WriteError::Name),
        })
    }
}

/// A day such as 1974-08-12.
fn day(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| UnixTime::parse(text)).flatten().map(UnixTime::date)
}

fn letter(text: &str) -> Result<char, WriteError> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Ok('<'),
        (Some(letter), None) => Ok(letter),
        _ => Err(WriteError::Sex),
    }
}

fn language(name: &str) -> Result<Language, WriteError> {
    name.to_ascii_lowercase().parse().map_err(|_| WriteError::Language)
}
