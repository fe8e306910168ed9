//! What a terminal recorded of one chip, as JSON: the files `active_auth.json`, `chip_auth.json`, `pace_cam.json` and
//! `access.json` beside the files of the chip, or columns of these names.

use super::{
    Access, AccessProtocol, ChipAuthTranscript, Exchange, FileId, PaceCamRecord, ProtectedExchange,
    Provenance,
};
use crate::{Chip, Code, DataGroup, Error, UnknownName};
use core::fmt;
use core::str::FromStr;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A record by its kind.
///
/// ```
/// use doc9303::lds::Provenance;
/// use doc9303::{Chip, lds::Record};
/// let json = br#"{"challenge": "0102030405060708", "response": "00"}"#;
/// let record = "active_auth.json".parse::<Record>()?;
/// let chip = record.add_to(Chip::default(), json, Provenance::HandedOver)?;
/// let (exchange, provenance) = chip.active_auth().unwrap();
/// assert_eq!((exchange.challenge.len(), provenance), (8, Provenance::HandedOver));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Record {
    /// An Active Authentication exchange: `challenge`, `response`, and `expected_challenge` where the terminal kept its own
    /// word on it apart.
    ActiveAuth,
    /// Chip Authentication: `oid`, `key_id` if one was named, `terminal_private_key`, and `exchanges` of `command` and
    /// `response`, the first one under the new keys.
    ChipAuth,
    /// PACE with Chip Authentication Mapping: `oid`, `parameter_id`, `chip_mapping_public_key`, `chip_authentication_data`.
    PaceCam,
    /// How the chip was opened: `protocol` (`PACE`, `BAC`, `none`) and `password` (`MRZ`, `CAN`). And, where the terminal says
    /// it, how the session went: `attempts` (a list of `protocol`, `variant` and `error`, which is null for the one that
    /// opened the chip), `protected_to_end`, and `terminal` with `may_read`, a list of files such as `EF.DG3`.
    Access,
}

impl Record {
    /// Every kind.
    pub const ALL: [Record; 4] = [Record::ActiveAuth, Record::ChipAuth, Record::PaceCam, Record::Access];

    /// The name of the file and of the column.
    pub const fn name(self) -> &'static str {
        match self {
            Record::ActiveAuth => "active_auth.json",
            Record::ChipAuth => "chip_auth.json",
            Record::PaceCam => "pace_cam.json",
            Record::Access => "access.json",
        }
    }

    /// The chip with what the JSON text says, and whose terminal made it; nothing inside the text can say that. Bytes are
    /// hexadecimal.
    ///
    /// # Errors
    /// `file.malformed` if the text is not JSON or a value is missing or not what it should be, `limit.size` if it is larger
    /// than the chip's limits allow.
    pub fn add_to(self, chip: Chip, json: &[u8], provenance: Provenance) -> Result<Chip, Error> {
        let most = chip.limits().record_size;
        if json.len() > most {
            return Err(Error::at(Code::LimitSize, self.name(), most, "larger than the limit for a record"));
        }
        let text = core::str::from_utf8(json)
            .map_err(|error| Error::at(Code::FileMalformed, self.name(), error.valid_up_to(), "not JSON"))?;
        let value: Json = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line().saturating_sub(1), error.column().saturating_sub(1));
            Error::in_text(Code::FileMalformed, self.name(), line, column, "not JSON")
        })?;
        let fields = Fields { record: self, value: &value };
        Ok(match self {
            Record::ActiveAuth => chip.with_active_auth(exchange(&fields)?, provenance),
            Record::ChipAuth => chip.with_chip_auth(transcript(&fields)?, provenance),
            Record::PaceCam => chip.with_pace_cam(mapping(&fields)?, provenance),
            Record::Access => chip.with_access(access(&fields)?),
        })
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Record {
    type Err = UnknownName;

    /// The kind of this name, in any case; with an underscore where a column's name cannot have a dot.
    fn from_str(name: &str) -> Result<Record, UnknownName> {
        let same = |own: u8, given: u8| own.eq_ignore_ascii_case(&given) || (own == b'.' && given == b'_');
        let is = |record: &Record| {
            let own = record.name();
            own.len() == name.len() && own.bytes().zip(name.bytes()).all(|(own, given)| same(own, given))
        };
        Record::ALL.into_iter().find(is).ok_or(UnknownName::of("record"))
    }
}

/// The fields of an object, and the record that errors name.
struct Fields<'a> {
    record: Record,
    value: &'a Json,
}

impl<'a> Fields<'a> {
    fn bad<T>(&self, detail: &'static str) -> Result<T, Error> {
        Err(Error::at(Code::FileMalformed, self.record.name(), 0, detail))
    }

    /// The value of this name, the last one if there are several; `None` for `null`.
    fn get(&self, name: &str) -> Option<&'a Json> {
        let Json::Object(members) = self.value else { return None };
        let member = members.iter().rfind(|(own, _)| own == name);
        member.map(|(_, value)| value).filter(|value| !matches!(value, Json::Null))
    }

    fn text(&self, name: &str, detail: &'static str) -> Result<&'a str, Error> {
        match self.get(name) {
            Some(Json::Text(text)) => Ok(text),
            _ => self.bad(detail),
        }
    }

    fn number(&self, name: &str, detail: &'static str) -> Result<i64, Error> {
        match self.get(name) {
            Some(Json::Integer(number)) => Ok(*number),
            _ => self.bad(detail),
        }
    }

    fn boolean(&self, name: &str, detail: &'static str) -> Result<Option<bool>, Error> {
        match self.get(name) {
            None => Ok(None),
            Some(Json::Boolean(value)) => Ok(Some(*value)),
            Some(_) => self.bad(detail),
        }
    }

    /// The list of this name; an empty one if there is none.
    fn list(&self, name: &str, detail: &'static str) -> Result<&'a [Json], Error> {
        match self.get(name) {
            None => Ok(&[]),
            Some(Json::List(list)) => Ok(list),
            Some(_) => self.bad(detail),
        }
    }

    fn octets(&self, name: &str, detail: &'static str) -> Result<Vec<u8>, Error> {
        base16ct::mixed::decode_vec(self.text(name, detail)?).or_else(|_| self.bad(detail))
    }
}

fn exchange(fields: &Fields<'_>) -> Result<Exchange, Error> {
    const EXPECTED: &str = "expected_challenge is not hexadecimal";
    let expected = fields.get("expected_challenge").map(|_| fields.octets("expected_challenge", EXPECTED));
    Ok(Exchange {
        challenge: fields.octets("challenge", "challenge is missing or not hexadecimal")?,
        response: fields.octets("response", "response is missing or not hexadecimal")?,
        expected_challenge: expected.transpose()?,
    })
}

fn transcript(fields: &Fields<'_>) -> Result<ChipAuthTranscript, Error> {
    let Some(Json::List(list)) = fields.get("exchanges") else {
        return fields.bad("exchanges is missing or no list");
    };
    let exchanges = list.iter().map(|value| {
        let exchange = Fields { record: fields.record, value };
        Ok(ProtectedExchange {
            command: exchange.octets("command", "a command is missing or not hexadecimal")?,
            response: exchange.octets("response", "a response is missing or not hexadecimal")?,
        })
    });
    let key_id = fields.get("key_id").map(|_| fields.number("key_id", "key_id is no number"));
    Ok(ChipAuthTranscript {
        oid: fields.text("oid", "oid is missing or no text")?.to_owned(),
        key_id: key_id.transpose()?,
        terminal_private_key: fields
            .octets("terminal_private_key", "terminal_private_key is missing or not hexadecimal")?,
        exchanges: exchanges.collect::<Result<_, Error>>()?,
    })
}

fn mapping(fields: &Fields<'_>) -> Result<PaceCamRecord, Error> {
    Ok(PaceCamRecord {
        oid: fields.text("oid", "oid is missing or no text")?.to_owned(),
        parameter_id: fields.number("parameter_id", "parameter_id is missing or no number")?,
        chip_mapping_public_key: fields
            .octets("chip_mapping_public_key", "chip_mapping_public_key is missing or not hexadecimal")?,
        chip_authentication_data: fields
            .octets("chip_authentication_data", "chip_authentication_data is missing or not hexadecimal")?,
    })
}

fn access(fields: &Fields<'_>) -> Result<Access, Error> {
    let word = |name: &str| match fields.get(name)? {
        Json::Text(word) => Some(word.as_str()),
        _ => Some(""),
    };
    let Some(Ok(protocol)) = word("protocol").map(str::parse) else {
        return fields.bad("protocol is not one of PACE, BAC and none");
    };
    let Ok(password) = word("password").map(str::parse).transpose() else {
        return fields.bad("password is not one of MRZ and CAN");
    };
    Ok(Access {
        is_protected_to_end: fields.boolean("protected_to_end", "protected_to_end is not true or false")?,
        terminal_reads: terminal_reads(fields)?,
        ..Access::new(protocol, password).with_attempts(&attempts(fields)?)
    })
}

/// A protocol, its variant, and whether it failed.
type Attempt<'a> = (AccessProtocol, Option<&'a str>, bool);

/// Each of `attempts`: the protocol, the variant, and whether it has an `error`.
fn attempts<'a>(fields: &Fields<'a>) -> Result<Vec<Attempt<'a>>, Error> {
    const NO_ATTEMPTS: &str = "attempts is no list of protocols with their errors";
    let read = |value| {
        let attempt = Fields { record: fields.record, value };
        let Ok(protocol) = attempt.text("protocol", NO_ATTEMPTS)?.parse() else {
            return fields.bad(NO_ATTEMPTS);
        };
        let variant = attempt.get("variant").map(|_| attempt.text("variant", NO_ATTEMPTS)).transpose()?;
        Ok((protocol, variant, attempt.get("error").is_some()))
    };
    fields.list("attempts", NO_ATTEMPTS)?.iter().map(read).collect()
}

/// The data groups in `may_read` of `terminal`.
fn terminal_reads(fields: &Fields<'_>) -> Result<Option<Vec<DataGroup>>, Error> {
    const NO_LIST: &str = "terminal has no list may_read of data groups";
    let Some(value) = fields.get("terminal") else { return Ok(None) };
    let terminal = Fields { record: fields.record, value };
    let names = terminal.list("may_read", NO_LIST)?;
    let group = |name: &Json| match name {
        Json::Text(name) => match name.parse() {
            Ok(FileId::Dg(data_group)) => Ok(data_group),
            _ => fields.bad(NO_LIST),
        },
        _ => fields.bad(NO_LIST),
    };
    names.iter().map(group).collect::<Result<_, _>>().map(Some)
}

/// A JSON value, as far as records use them. It takes every type, and so needs none of the messages about wrong ones.
enum Json {
    Null,
    Text(String),
    Integer(i64),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    Boolean(bool),
    /// A fraction, or an integer that is too large.
    Other,
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(i64::try_from(number).map_or(Json::Other, Json::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = entries.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::{Chip, Provenance, Record};

    fn key_id(json: &[u8]) -> Result<Option<i64>, String> {
        let chip = Record::ChipAuth.add_to(Chip::default(), json, Provenance::HandedOver);
        let chip = chip.map_err(|error| error.to_string())?;
        Ok(chip.chip_auth().unwrap().0.key_id)
    }

    fn record(key_id: &str) -> String {
        format!(r#"{{"oid": "1", "terminal_private_key": "00", "exchanges": [], "key_id": {key_id}}}"#)
    }

    #[test]
    fn a_number_is_an_integer_of_64_bits() {
        for (text, number) in [("-7", Some(-7)), ("9223372036854775807", Some(i64::MAX)), ("null", None)] {
            assert_eq!(key_id(record(text).as_bytes()), Ok(number), "{text}");
        }
        for wrong in ["9223372036854775808", "1.5", "1e3", "true", "[1]", "{}", "\"1\""] {
            assert!(key_id(record(wrong).as_bytes()).unwrap_err().contains("key_id is no number"), "{wrong}");
        }
    }

    #[test]
    fn the_last_of_two_members_counts() {
        assert_eq!(key_id(record(r#"1, "key_id": 2"#).as_bytes()), Ok(Some(2)));
        assert_eq!(key_id(record(r#"1, "key_id": null"#).as_bytes()), Ok(None));
    }

    #[test]
    fn what_is_not_json_is_reported_with_its_place() {
        let mut text = record("1").into_bytes();
        text[9] = 0xFF;
        assert!(key_id(&text).unwrap_err().contains("chip_auth.json, byte 9: not JSON"));
        assert!(key_id(b"{\"oid\":\n }").unwrap_err().contains("line 2"));
        assert!(key_id("[".repeat(100_000).as_bytes()).unwrap_err().contains("not JSON"));
        assert!(key_id(b"[]").unwrap_err().contains("exchanges is missing"));
    }
}
