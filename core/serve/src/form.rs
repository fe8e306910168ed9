//! What a request hands over: the same members as JSON, with bytes in base64, and as parts of a form, with bytes as they are.

use crate::body::Taken;
use crate::problem::Problem;
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use core::fmt;
use doc9303::UnixTime;
use doc9303::report::Language;
use doc9303_tr03135::Profile;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// Parts of a form: the files of one chip, and the few other members.
const PARTS: usize = 1_100;

/// Members of a document.
pub(crate) const DOCUMENT: [&str; 9] =
    ["mrz", "image", "visa_mrz", "chip", "chip_zip", "seal", "dtc", "records", "active_auth_challenge"];
/// Members that every judgement takes.
const JUDGE: [&str; 4] = ["at", "policy", "language", "redact"];

/// Members of a route of its own, and those of every judgement.
pub(crate) fn members(own: &[&'static str]) -> Vec<&'static str> {
    own.iter().chain(&JUDGE).copied().collect()
}

/// A body that was read and not yet taken apart.
pub(crate) enum Raw {
    Json(Taken),
    /// The room of the body stays taken for its parts.
    Parts(Box<Form>, Option<Taken>),
}

/// The members of a request.
#[derive(Default)]
pub(crate) struct Form {
    /// The names of the members that are there.
    given: Vec<&'static str>,
    pub(crate) mrz: Option<Vec<u8>>,
    pub(crate) image: Option<Vec<u8>>,
    pub(crate) visa_mrz: Option<Vec<u8>>,
    pub(crate) text: Option<Vec<u8>>,
    pub(crate) chip: Vec<(String, Vec<u8>)>,
    pub(crate) chip_zip: Option<Vec<u8>>,
    pub(crate) seal: Option<Vec<u8>>,
    pub(crate) dtc: Option<Vec<u8>>,
    pub(crate) can: Option<String>,
    pub(crate) records: Option<String>,
    pub(crate) active_auth_challenge: Option<String>,
    pub(crate) at: Option<UnixTime>,
    pub(crate) policy: Option<String>,
    pub(crate) language: Language,
    pub(crate) redact: bool,
    pub(crate) number: Option<u64>,
    pub(crate) response: Option<String>,
    pub(crate) log_profile: Profile,
    pub(crate) log_terminal: Option<String>,
    pub(crate) log_transaction: Option<String>,
    /// What the members take of the room for bodies.
    pub(crate) room: Option<Taken>,
}

/// The members as JSON has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    #[serde(default, deserialize_with = "given")]
    mrz: Option<String>,
    #[serde(default, deserialize_with = "given")]
    image: Option<String>,
    #[serde(default, deserialize_with = "given")]
    visa_mrz: Option<String>,
    #[serde(default, deserialize_with = "given")]
    text: Option<String>,
    #[serde(default, deserialize_with = "given")]
    chip: Option<Files>,
    #[serde(default, deserialize_with = "given")]
    chip_zip: Option<String>,
    #[serde(default, deserialize_with = "given")]
    seal: Option<String>,
    #[serde(default, deserialize_with = "given")]
    dtc: Option<String>,
    #[serde(default, deserialize_with = "given")]
    can: Option<String>,
    #[serde(default, deserialize_with = "given")]
    records: Option<String>,
    #[serde(default, deserialize_with = "given")]
    active_auth_challenge: Option<String>,
    #[serde(default, deserialize_with = "given")]
    at: Option<String>,
    #[serde(default, deserialize_with = "given")]
    policy: Option<String>,
    #[serde(default, deserialize_with = "given")]
    language: Option<String>,
    #[serde(default, deserialize_with = "given")]
    redact: Option<bool>,
    #[serde(default, deserialize_with = "given")]
    number: Option<u64>,
    #[serde(default, deserialize_with = "given")]
    response: Option<String>,
    #[serde(default, deserialize_with = "given")]
    log_profile: Option<String>,
    #[serde(default, deserialize_with = "given")]
    log_terminal: Option<String>,
    #[serde(default, deserialize_with = "given")]
    log_transaction: Option<String>,
}

/// A member that is there has a value: null is none.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Files by their names, in the order in which they stand; a name that is there twice stays there twice.
struct Files(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Files;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of files")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Files, M::Error> {
                let mut files = Vec::new();
                while let Some(file) = map.next_entry()? {
                    files.push(file);
                }
                Ok(Files(files))
            }
        }
        deserializer.deserialize_map(Names)
    }
}

impl Raw {
    /// Whether the body is of a kind that is taken, before it is read.
    ///
    /// # Errors
    /// `request.content_type`.
    pub(crate) fn check_kind(request: &Request) -> Result<(), Problem> {
        kind(request).map(|_| ()).ok_or(Problem::CONTENT_TYPE)
    }

    /// Takes apart a form; leaves JSON to [`Raw::parse`], which is work.
    ///
    /// # Errors
    /// `request.content_type`, `request.malformed`.
    pub(crate) async fn read(request: Request, body: Taken) -> Result<Raw, Problem> {
        match kind(&request) {
            Some(Kind::Json) => Ok(Raw::Json(body)),
            Some(Kind::Form) => Raw::parts(request, body).await,
            None => Err(Problem::CONTENT_TYPE),
        }
    }

    async fn parts(request: Request, mut body: Taken) -> Result<Raw, Problem> {
        let refused = || Problem::malformed("the body is not a form of the boundary that its type names");
        let (parts, _) = request.into_parts();
        let request = Request::from_parts(parts, Body::from(core::mem::take(&mut body.bytes)));
        let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| refused())?;
        let mut form = Form::default();
        let mut count = 0_usize;
        while let Some(field) = multipart.next_field().await.map_err(|_| refused())? {
            count = count.saturating_add(1);
            if count > PARTS {
                return Err(Problem::malformed("more parts than the files of one chip"));
            }
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(|_| refused())?;
            form.add_part(&name, file, bytes.into())?;
        }
        Ok(Raw::Parts(Box::new(form), Some(body)))
    }

    /// The members, of which the route takes these and no others.
    ///
    /// # Errors
    /// `request.malformed`, which names the place or the member and never what stood there.
    pub(crate) fn parse(self, taken: &[&str]) -> Result<Form, Problem> {
        let form = match self {
            Raw::Json(mut body) => {
                let form = Form::of_json(&body.bytes)?;
                body.bytes = Vec::new();
                Form { room: Some(body), ..form }
            }
            Raw::Parts(form, room) => Form { room, ..*form },
        };
        match form.given.iter().find(|name| !taken.contains(*name)) {
            Some(name) => Err(Problem::malformed(format!("this route does not take the member {name}"))),
            None => Ok(form),
        }
    }
}

enum Kind {
    Json,
    Form,
}

fn kind(request: &Request) -> Option<Kind> {
    let header = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let essence = header.split(';').next().unwrap_or_default().trim();
    match essence.to_ascii_lowercase().as_str() {
        "application/json" => Some(Kind::Json),
        "multipart/form-data" => Some(Kind::Form),
        _ => None,
    }
}

impl Form {
    fn of_json(bytes: &[u8]) -> Result<Form, Problem> {
        // What the parser says repeats what it met, which may be personal.
        let refused = |error: serde_json::Error| {
            let what = match error.classify() {
                serde_json::error::Category::Data => {
                    "a member that is not known, is there twice, or is of another type"
                }
                _ => "not JSON",
            };
            let place = format!("line {}, column {}", error.line(), error.column());
            Problem::malformed(format!("the body has an error at {place}: {what}"))
        };
        let members: Members = serde_json::from_slice(bytes).map_err(refused)?;
        let mut form = Form::default();
        let texts = [
            ("mrz", members.mrz),
            ("visa_mrz", members.visa_mrz),
            ("text", members.text),
            ("can", members.can),
            ("records", members.records),
            ("active_auth_challenge", members.active_auth_challenge),
            ("at", members.at),
            ("policy", members.policy),
            ("language", members.language),
            ("response", members.response),
            ("log_profile", members.log_profile),
            ("log_terminal", members.log_terminal),
            ("log_transaction", members.log_transaction),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                form.add(name, text.into_bytes())?;
            }
        }
        let files = [
            ("image", members.image),
            ("chip_zip", members.chip_zip),
            ("seal", members.seal),
            ("dtc", members.dtc),
        ];
        for (name, text) in files {
            if let Some(text) = text {
                form.add(name, octets(name, &text)?)?;
            }
        }
        if let Some(Files(files)) = members.chip {
            form.given.push("chip");
            for (name, text) in files {
                form.chip.push((name, octets("chip", &text)?));
            }
        }
        if let Some(redact) = members.redact {
            form.given.push("redact");
            form.redact = redact;
        }
        if let Some(number) = members.number {
            form.given.push("number");
            form.number = Some(number);
        }
        Ok(form)
    }

    fn add_part(&mut self, name: &str, file: Option<String>, bytes: Vec<u8>) -> Result<(), Problem> {
        match name {
            "chip" => {
                let unnamed = || Problem::malformed("each part chip needs the name of its file");
                self.given.push("chip");
                self.chip.push((file.ok_or_else(unnamed)?, bytes));
                Ok(())
            }
            "redact" => {
                self.given.push("redact");
                self.redact = match bytes.as_slice() {
                    b"true" => true,
                    b"false" => false,
                    _ => return Err(Problem::malformed("redact is true or false")),
                };
                Ok(())
            }
            _ => match PART_NAMES.iter().find(|own| **own == name) {
                Some(name) => self.add(name, bytes),
                None => Err(Problem::malformed("the form has a part whose name is not known")),
            },
        }
    }

    fn add(&mut self, name: &'static str, bytes: Vec<u8>) -> Result<(), Problem> {
        if self.given.contains(&name) {
            return Err(Problem::malformed(format!("{name} is there twice")));
        }
        self.given.push(name);
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes).map_err(|_| Problem::malformed(format!("{name} is not UTF-8")))
        };
        match name {
            "mrz" => self.mrz = Some(bytes),
            "image" => self.image = Some(bytes),
            "visa_mrz" => self.visa_mrz = Some(bytes),
            "text" => self.text = Some(bytes),
            "chip_zip" => self.chip_zip = Some(bytes),
            "seal" => self.seal = Some(bytes),
            "dtc" => self.dtc = Some(bytes),
            "can" => self.can = Some(text(bytes)?),
            "records" => self.records = Some(text(bytes)?),
            "active_auth_challenge" => self.active_auth_challenge = Some(text(bytes)?),
            "policy" => self.policy = Some(text(bytes)?),
            "response" => self.response = Some(text(bytes)?),
            "log_terminal" => self.log_terminal = Some(text(bytes)?),
            "log_transaction" => self.log_transaction = Some(text(bytes)?),
            "log_profile" => {
                let known = text(bytes)?.parse();
                self.log_profile =
                    known.map_err(|_| Problem::malformed("log_profile is none of TR-03135"))?;
            }
            "at" => {
                let refused =
                    || Problem::malformed("at is no time such as 2026-01-01T00:00:00Z or 2026-01-01");
                self.at = Some(UnixTime::parse(&text(bytes)?).ok_or_else(refused)?);
            }
            _ => self.language = language(&text(bytes)?)?,
        }
        Ok(())
    }
}

/// The parts of a form that are there once.
const PART_NAMES: [&str; 15] = [
    "mrz",
    "image",
    "visa_mrz",
    "text",
    "chip_zip",
    "seal",
    "dtc",
    "records",
    "active_auth_challenge",
    "at",
    "policy",
    "language",
    "log_profile",
    "log_terminal",
    "log_transaction",
];

/// A language by its code.
///
/// # Errors
/// `request.malformed` for another one.
pub(crate) fn language(code: &str) -> Result<Language, Problem> {
    code.parse().map_err(|_| Problem::malformed("language is one of en, de, es, fr, it and ru"))
}

fn octets(name: &str, text: &str) -> Result<Vec<u8>, Problem> {
    STANDARD
        .decode(text)
        .map_err(|_| Problem::malformed(format!("{name} holds what is no base64 (RFC 4648 §4)")))
}
