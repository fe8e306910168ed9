//! A folder with the files of one chip, and the records of what was done with it.

use crate::failure::{Failure, read};
use doc9303::lds::{
    Access, AccessPassword, AccessProtocol, ChipAuthTranscript, Exchange, PaceCamRecord, ProtectedExchange,
};
use doc9303::{Chip, FileId, Limits};
use serde_json::Value;
use std::path::Path;

const RECORD_LIMIT: usize = 1 << 20;

/// Reads every known file of the folder; others are left alone.
pub(crate) fn load(folder: &Path) -> Result<Chip, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::of_path(folder, &error))?;
    let mut files = Vec::new();
    let mut active_auth = None;
    let mut chip_auth = None;
    let mut pace_cam = None;
    let mut access = None;
    for entry in entries {
        let path = entry.map_err(|error| Failure::of_path(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(file) = FileId::parse(&name) {
            files.push((file, read(&path, Limits::DEFAULT.file_size)?));
        } else if name.eq_ignore_ascii_case("active_auth.json") {
            active_auth = Some(exchange(&path)?);
        } else if name.eq_ignore_ascii_case("access.json") {
            access = Some(opened_with(&path)?);
        } else if name.eq_ignore_ascii_case("chip_auth.json") {
            chip_auth = Some(transcript(&path)?);
        } else if name.eq_ignore_ascii_case("pace_cam.json") {
            pace_cam = Some(mapping(&path)?);
        }
    }
    if files.is_empty() {
        let text = "no file named EF.SOD, EF.DG1 and so on, with or without \"EF.\" or \".bin\"";
        return Err(Failure::Unreadable(format!("{}: {text}", folder.display())));
    }
    let mut chip = Chip::from_files(files)
        .map_err(|error| Failure::Unreadable(format!("{}: {error}", folder.display())))?;
    if let Some(exchange) = active_auth {
        chip = chip.with_active_auth(exchange);
    }
    if let Some(transcript) = chip_auth {
        chip = chip.with_chip_auth(transcript);
    }
    if let Some(record) = pace_cam {
        chip = chip.with_pace_cam(record);
    }
    if let Some(access) = access {
        chip = chip.with_access(access);
    }
    Ok(chip)
}

fn json(path: &Path) -> Result<Value, Failure> {
    let bytes = read(path, RECORD_LIMIT)?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
}

/// A record with the path that errors name.
struct Record<'a> {
    path: &'a Path,
    value: &'a Value,
}

impl Record<'_> {
    fn bad(&self, field: &str, what: &str) -> Failure {
        Failure::Unreadable(format!("{}: {field} {what}", self.path.display()))
    }

    fn field(&self, field: &str) -> Option<&Value> {
        self.value.get(field).filter(|value| !value.is_null())
    }

    fn required(&self, field: &str) -> Result<&Value, Failure> {
        self.field(field).ok_or_else(|| self.bad(field, "is missing"))
    }

    fn octets(&self, field: &str) -> Result<Vec<u8>, Failure> {
        hex(self.path, field, self.required(field)?)
    }

    fn text(&self, field: &str) -> Result<String, Failure> {
        self.required(field)?.as_str().map(str::to_owned).ok_or_else(|| self.bad(field, "is no text"))
    }

    fn number(&self, field: &str) -> Result<i64, Failure> {
        self.required(field)?.as_i64().ok_or_else(|| self.bad(field, "is no number"))
    }
}

fn exchange(path: &Path) -> Result<Exchange, Failure> {
    let record = Record { path, value: &json(path)? };
    let expected_challenge = record.field("expected_challenge");
    Ok(Exchange {
        challenge: record.octets("challenge")?,
        response: record.octets("response")?,
        expected_challenge: expected_challenge
            .map(|value| hex(path, "expected_challenge", value))
            .transpose()?,
    })
}

fn transcript(path: &Path) -> Result<ChipAuthTranscript, Failure> {
    let record = Record { path, value: &json(path)? };
    let exchanges = record.required("exchanges")?.as_array();
    let exchanges = exchanges.ok_or_else(|| record.bad("exchanges", "is no list"))?;
    let exchanges = exchanges.iter().map(|value| {
        let exchange = Record { path, value };
        Ok(ProtectedExchange { command: exchange.octets("command")?, response: exchange.octets("response")? })
    });
    Ok(ChipAuthTranscript {
        oid: record.text("oid")?,
        key_id: record.field("key_id").map(|_| record.number("key_id")).transpose()?,
        terminal_private_key: record.octets("terminal_private_key")?,
        exchanges: exchanges.collect::<Result<_, Failure>>()?,
    })
}

fn mapping(path: &Path) -> Result<PaceCamRecord, Failure> {
    let record = Record { path, value: &json(path)? };
    Ok(PaceCamRecord {
        oid: record.text("oid")?,
        parameter_id: record.number("parameter_id")?,
        chip_mapping_public_key: record.octets("chip_mapping_public_key")?,
        chip_authentication_data: record.octets("chip_authentication_data")?,
    })
}

fn hex(path: &Path, field: &str, value: &Value) -> Result<Vec<u8>, Failure> {
    let bad = || Failure::Unreadable(format!("{}: {field} is not hexadecimal", path.display()));
    let digits: Vec<u8> = value
        .as_str()
        .ok_or_else(bad)?
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or_else(bad))
        .collect::<Result<_, _>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(bad());
    }
    Ok(pairs.iter().map(|[high, low]| (high << 4) | low).collect())
}

fn opened_with(path: &Path) -> Result<Access, Failure> {
    let record = json(path)?;
    let word = |field: &str| record.get(field).and_then(Value::as_str);
    let bad =
        |field: &str| Failure::Unreadable(format!("{}: {field} is none of the known words", path.display()));
    let protocol = match word("protocol") {
        Some("PACE") => AccessProtocol::Pace,
        Some("BAC") => AccessProtocol::Bac,
        Some("none") => AccessProtocol::None,
        _ => return Err(bad("protocol")),
    };
    let password = match word("password") {
        Some("MRZ") => Some(AccessPassword::Mrz),
        Some("CAN") => Some(AccessPassword::Can),
        None => None,
        Some(_) => return Err(bad("password")),
    };
    Ok(Access { protocol, password })
}
