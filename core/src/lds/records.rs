//! What a terminal recorded of one chip, as JSON: the files `active_auth.json`, `chip_auth.json`, `pace_cam.json` and
//! `access.json` beside the files of the chip, or columns of these names.

use super::{Access, ChipAuthTranscript, Exchange, PaceCamRecord, ProtectedExchange, Provenance};
use crate::{Chip, Code, Error, UnknownName};
use core::fmt;
use core::str::FromStr;
use serde_json::Value;

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
    /// How the chip was opened: `protocol` (`PACE`, `BAC`, `none`) and `password` (`MRZ`, `CAN`).
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
        let value: Value = serde_json::from_slice(json).map_err(|error| {
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
    value: &'a Value,
}

impl Fields<'_> {
    fn bad<T>(&self, detail: &'static str) -> Result<T, Error> {
        Err(Error::at(Code::FileMalformed, self.record.name(), 0, detail))
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.value.get(name).filter(|value| !value.is_null())
    }

    fn text(&self, name: &str, detail: &'static str) -> Result<&str, Error> {
        self.get(name).and_then(Value::as_str).map_or_else(|| self.bad(detail), Ok)
    }

    fn number(&self, name: &str, detail: &'static str) -> Result<i64, Error> {
        self.get(name).and_then(Value::as_i64).map_or_else(|| self.bad(detail), Ok)
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
    let Some(list) = fields.get("exchanges").and_then(Value::as_array) else {
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
    let word = |name: &str| fields.get(name).map(|word| word.as_str().unwrap_or_default());
    let Some(Ok(protocol)) = word("protocol").map(str::parse) else {
        return fields.bad("protocol is not one of PACE, BAC and none");
    };
    let Ok(password) = word("password").map(str::parse).transpose() else {
        return fields.bad("password is not one of MRZ and CAN");
    };
    Ok(Access { protocol, password })
}
