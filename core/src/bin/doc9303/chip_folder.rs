//! A folder with the files of one chip, and the records of what was done with it.

use crate::failure::{Failure, read};
use doc9303::lds::{Access, AccessPassword, AccessProtocol, Exchange};
use doc9303::{Chip, FileId, Limits};
use serde_json::Value;
use std::path::Path;

const RECORD_LIMIT: usize = 1 << 20;

/// Reads every known file of the folder; others are left alone.
pub(crate) fn load(folder: &Path) -> Result<Chip, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::of_path(folder, &error))?;
    let mut files = Vec::new();
    let mut active_auth = None;
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
        } else if name.eq_ignore_ascii_case("chip_auth.json") || name.eq_ignore_ascii_case("pace_cam.json") {
            return Err(Failure::Usage(format!(
                "{}: this version does not judge such a record yet",
                path.display()
            )));
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

fn exchange(path: &Path) -> Result<Exchange, Failure> {
    let record = json(path)?;
    let optional =
        |field: &str| record.get(field).filter(|value| !value.is_null()).map(|value| hex(path, field, value));
    let required = |field: &str| {
        optional(field)
            .unwrap_or_else(|| Err(Failure::Unreadable(format!("{}: {field} is missing", path.display()))))
    };
    Ok(Exchange {
        challenge: required("challenge")?,
        response: required("response")?,
        expected_challenge: optional("expected_challenge").transpose()?,
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
