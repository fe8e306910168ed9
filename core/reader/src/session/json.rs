//! Sessions as JSON. Bytes are hexadecimal.

use super::record::{Session, SessionError};
use crate::card::Exchanged;
use crate::cv_certificate::{CvCertificate, CvChain};
use crate::options::ReadOptions;
use crate::password::Password;
use crate::randomness::Purpose;
use crate::terminal_auth::Terminal;
use doc9303::FileId;
use doc9303::lds::AccessPassword;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

/// What says that a file is a session.
pub(super) const FORMAT: &str = "doc9303-session";

pub(super) fn write(session: &Session) -> String {
    let hex = |bytes: &[u8]| base16ct::lower::encode_string(bytes);
    let randomness = session
        .randomness
        .iter()
        .map(|(purpose, bytes)| json!({"purpose": purpose.as_str(), "value": hex(bytes)}));
    let exchanges = session.exchanges.iter().map(|exchanged| {
        json!({"command": hex(&exchanged.command), "response": exchanged.response.as_deref().map(hex)})
    });
    let value = json!({
        "format": FORMAT,
        "version": Session::VERSION,
        "options": options(&session.options),
        "randomness": randomness.collect::<Vec<Value>>(),
        "exchanges": exchanges.collect::<Vec<Value>>(),
    });
    format!("{value:#}\n")
}

fn options(options: &ReadOptions) -> Value {
    let passwords = options
        .passwords
        .iter()
        .map(|password| json!({"type": password.kind().to_string(), "value": password.text()}));
    let chains = options.terminal.as_ref().map(|terminal| {
        let certificates = |chain: &CvChain| {
            let hex = |own: &CvCertificate| base16ct::lower::encode_string(&own.to_bytes());
            chain.certificates().iter().map(hex).collect::<Vec<_>>()
        };
        terminal.chains().iter().map(certificates).collect::<Vec<_>>()
    });
    let files =
        options.files.as_ref().map(|files| files.iter().map(|file| file.as_str()).collect::<Vec<_>>());
    json!({
        "passwords": passwords.collect::<Vec<Value>>(),
        "files": files,
        "allow_bac_after_pace": options.allow_bac_after_pace,
        "chip_authentication": options.chip_authentication,
        "active_authentication": options.active_authentication,
        "challenge": options.challenge.map(|challenge| base16ct::lower::encode_string(&challenge)),
        "terminal": chains,
        "longest_response": options.longest_response,
        "longest_command": options.longest_command,
        "resumptions": options.resumptions,
        "commands": options.commands,
        "file_size": options.limits.file_size,
        "chip_size": options.limits.chip_size,
    })
}

pub(super) fn read(bytes: &[u8]) -> Result<Session, SessionError> {
    if bytes.len() > Session::MOST {
        return Err(SessionError::TooLarge { limit: Session::MOST });
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| SessionError::NotJson { line: error.line(), column: error.column() })?;
    let session = Members { of: value.as_object().ok_or(SessionError::NotASession)? };
    let is_session = session.of.get("format").and_then(Value::as_str) == Some(FORMAT)
        && session.of.get("version").and_then(Value::as_i64) == Some(Session::VERSION);
    if !is_session {
        return Err(SessionError::NotASession);
    }
    if session.of.contains_key("withheld") {
        return Err(SessionError::Withheld);
    }
    let options = read_options(&session.object("options", "options")?)?;
    let randomness = session.each("randomness", "randomness", |drawn| {
        let purpose = Purpose::named(drawn.text("purpose", "randomness.purpose")?)
            .ok_or(SessionError::Malformed { member: "randomness.purpose" })?;
        Ok((purpose, Zeroizing::new(drawn.bytes("value", "randomness.value")?)))
    })?;
    let exchanges = session.each("exchanges", "exchanges", |exchanged| {
        let response = match exchanged.of.get("response") {
            None | Some(Value::Null) => None,
            Some(_) => Some(exchanged.bytes("response", "exchanges.response")?),
        };
        Ok(Exchanged { command: exchanged.bytes("command", "exchanges.command")?, response })
    })?;
    Ok(Session { options, randomness, exchanges })
}

fn read_options(members: &Members<'_>) -> Result<ReadOptions, SessionError> {
    let passwords = members.each("passwords", "options.passwords", |password| {
        let text = password.text("value", "options.passwords.value")?;
        let kind = password.text("type", "options.passwords.type")?.parse();
        let read = match kind {
            Ok(AccessPassword::Mrz) => Password::mrz_information(text),
            Ok(AccessPassword::Can) => Password::card_access_number(text),
            _ => None,
        };
        read.ok_or(SessionError::Malformed { member: "options.passwords" })
    })?;
    let mut options = ReadOptions::new(passwords);
    options.files = match members.of.get("files") {
        None | Some(Value::Null) => None,
        Some(Value::Array(names)) => {
            let file = |name: &Value| {
                let file = name.as_str().and_then(|name| name.parse::<FileId>().ok());
                file.ok_or(SessionError::Malformed { member: "options.files" })
            };
            Some(names.iter().map(file).collect::<Result<_, _>>()?)
        }
        Some(_) => return Err(SessionError::Malformed { member: "options.files" }),
    };
    options.challenge = match members.of.get("challenge") {
        None | Some(Value::Null) => None,
        Some(_) => {
            let bytes = members.bytes("challenge", "options.challenge")?;
            Some(bytes.try_into().map_err(|_| SessionError::Malformed { member: "options.challenge" })?)
        }
    };
    options.terminal = match members.of.get("terminal") {
        None | Some(Value::Null) => None,
        Some(chains) => Some(terminal(chains).ok_or(SessionError::Malformed { member: "options.terminal" })?),
    };
    options.allow_bac_after_pace = members.word("allow_bac_after_pace", "options.allow_bac_after_pace")?;
    options.chip_authentication = members.word("chip_authentication", "options.chip_authentication")?;
    options.active_authentication = members.word("active_authentication", "options.active_authentication")?;
    options.longest_response = members.number("longest_response", "options.longest_response")?;
    options.longest_command = members.number("longest_command", "options.longest_command")?;
    options.resumptions = members.number("resumptions", "options.resumptions")?;
    options.commands = members.number("commands", "options.commands")?;
    options.limits.file_size = members.number("file_size", "options.file_size")?;
    options.limits.chip_size = members.number("chip_size", "options.chip_size")?;
    Ok(options)
}

/// The certificates of a terminal, chain by chain.
fn terminal(chains: &Value) -> Option<Terminal> {
    let certificate = |text: &Value| {
        let bytes = base16ct::mixed::decode_vec(text.as_str()?).ok()?;
        CvCertificate::parse(&bytes).ok()
    };
    let chain = |certificates: &Value| {
        let certificates: Option<Vec<_>> = certificates.as_array()?.iter().map(certificate).collect();
        CvChain::new(certificates?).ok()
    };
    // A terminal is certified by fewer States than there are.
    let chains = chains.as_array().filter(|chains| chains.len() <= 200)?;
    chains.iter().map(chain).collect::<Option<Vec<_>>>().map(Terminal::recorded)
}

/// The members of an object, and the names under which errors tell of them.
struct Members<'a> {
    of: &'a Map<String, Value>,
}

impl<'a> Members<'a> {
    fn object(&self, name: &str, member: &'static str) -> Result<Members<'a>, SessionError> {
        let of = self.of.get(name).and_then(Value::as_object).ok_or(SessionError::Malformed { member })?;
        Ok(Members { of })
    }

    fn each<T>(
        &self,
        name: &str,
        member: &'static str,
        read: impl Fn(&Members<'_>) -> Result<T, SessionError>,
    ) -> Result<Vec<T>, SessionError> {
        let list = self.of.get(name).and_then(Value::as_array).ok_or(SessionError::Malformed { member })?;
        let item = |value: &Value| {
            let of = value.as_object().ok_or(SessionError::Malformed { member })?;
            read(&Members { of })
        };
        list.iter().map(item).collect()
    }

    fn text(&self, name: &str, member: &'static str) -> Result<&'a str, SessionError> {
        self.of.get(name).and_then(Value::as_str).ok_or(SessionError::Malformed { member })
    }

    fn bytes(&self, name: &str, member: &'static str) -> Result<Vec<u8>, SessionError> {
        let text = self.text(name, member)?;
        base16ct::mixed::decode_vec(text).map_err(|_| SessionError::Malformed { member })
    }

    fn number(&self, name: &str, member: &'static str) -> Result<usize, SessionError> {
        let number = self.of.get(name).and_then(Value::as_u64);
        number.and_then(|number| usize::try_from(number).ok()).ok_or(SessionError::Malformed { member })
    }

    fn word(&self, name: &str, member: &'static str) -> Result<bool, SessionError> {
        self.of.get(name).and_then(Value::as_bool).ok_or(SessionError::Malformed { member })
    }
}
