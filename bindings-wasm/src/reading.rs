//! A chip that is read, command by command: JavaScript carries the commands, and decides nothing about them.

use crate::failure::{Failure, argument, number, set};
use doc9303::mrz::check_digit;
use doc9303::{FileId, Mrz};
use doc9303_reader::{
    CvCertificate, CvChain, CvError, Event, Evidence, Next, Password, Purpose, Randomness, ReadError,
    ReadOptions, Session, SessionError, SigningRequest, Terminal, TracedExchange,
};
use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The randomness of browsers and Node.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn get_random_values(bytes: &mut [u8]) -> Result<(), JsValue>;
}

/// Keys come from the platform.
struct PlatformRandomness;

impl Randomness for PlatformRandomness {
    fn fill(&mut self, _: Purpose, bytes: &mut [u8]) -> bool {
        get_random_values(bytes).is_ok()
    }
}

/// What is read, and how.
#[wasm_bindgen]
pub struct Wishes(ReadOptions, Vec<CvCertificate>);

#[wasm_bindgen]
impl Wishes {
    /// Everything that a chip offers to everyone, and nothing yet that opens it.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript calls it, and nothing else")]
    pub fn new() -> Wishes {
        Wishes(ReadOptions::new(None), Vec::new())
    }

    /// Opens the chip with its card access number.
    ///
    /// # Errors
    /// `argument.can` for anything but digits.
    pub fn can(&mut self, number: &str) -> Result<(), Failure> {
        let refused = || argument("argument.can", "a card access number is digits");
        self.0.passwords.push(Password::card_access_number(number).ok_or_else(refused)?);
        Ok(())
    }

    /// Opens the chip with the printed zone.
    ///
    /// # Errors
    /// The zone's own; `argument.mrz` for one without the fields that open a chip.
    pub fn mrz(&mut self, text: &str) -> Result<(), Failure> {
        let refused = || argument("argument.mrz", "the zone has not the fields that open a chip");
        self.0.passwords.push(Password::of_zone(&Mrz::parse(text)?).ok_or_else(refused)?);
        Ok(())
    }

    /// Opens the chip with the three fields of the zone that it takes (Doc 9303-11 §9.7.2): the number as the zone has it, with or
    /// without fillers, and the two dates as `YYMMDD`.
    ///
    /// # Errors
    /// `argument.key` for what no zone has.
    pub fn key(&mut self, document_number: &str, birth_date: &str, expiry_date: &str) -> Result<(), Failure> {
        let fields = [format!("{document_number:<<9}"), birth_date.to_owned(), expiry_date.to_owned()];
        let text: String = fields.iter().map(|field| format!("{field}{}", check_digit(field))).collect();
        let is_dated = birth_date.len() == 6 && expiry_date.len() == 6;
        let password = Password::mrz_information(&text).filter(|_| is_dated);
        let refused = || argument("argument.key", "the number and the dates are not as a zone prints them");
        self.0.passwords.push(password.ok_or_else(refused)?);
        Ok(())
    }

    /// Reads this file, after those that were asked for before, and no others.
    ///
    /// # Errors
    /// `argument.file` if it is none of a chip by its name.
    pub fn file(&mut self, name: &str) -> Result<(), Failure> {
        let file = FileId::recognise(name, &[])
            .ok_or_else(|| argument("argument.file", "no file of a chip by its name, such as EF.DG1"))?;
        self.0.files.get_or_insert_default().push(file);
        Ok(())
    }

    /// Adds a card verifiable certificate of the terminal, in any order.
    ///
    /// # Errors
    /// `argument.terminal` if it is none.
    pub fn certificate(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.1.push(CvCertificate::parse(bytes)?);
        Ok(())
    }

    /// Has the terminal prove itself with the certificates that were added. JavaScript signs for it.
    ///
    /// # Errors
    /// `argument.terminal` if they do not lead from certification authorities to a terminal.
    pub fn terminal(&mut self) -> Result<(), Failure> {
        let chains = CvChain::of_terminals(core::mem::take(&mut self.1))?;
        self.0.terminal = Some(Terminal::driven(chains));
        Ok(())
    }

    /// Sends commands of extended length, as far as the chip takes them.
    pub fn extended(&mut self) {
        (self.0.longest_command, self.0.longest_response) = (65_535, 65_536);
    }

    /// Whether Basic Access Control is tried when PACE failed, and whether the chip is asked to prove its keys.
    pub fn protocols(
        &mut self,
        bac_after_pace: bool,
        chip_authentication: bool,
        active_authentication: bool,
    ) {
        self.0.allow_bac_after_pace = bac_after_pace;
        self.0.chip_authentication = chip_authentication;
        self.0.active_authentication = active_authentication;
    }

    /// Has the chip sign this challenge.
    ///
    /// # Errors
    /// `argument.challenge` if it is not of eight bytes.
    pub fn challenge(&mut self, challenge: &[u8]) -> Result<(), Failure> {
        let eight = challenge.try_into();
        self.0.challenge = Some(eight.map_err(|_| argument("argument.challenge", "eight bytes are needed"))?);
        Ok(())
    }
}

/// A reading in progress.
#[wasm_bindgen]
pub struct Reading(doc9303_reader::Reading);

#[wasm_bindgen]
impl Reading {
    /// A reading that has sent nothing yet.
    ///
    /// # Errors
    /// `argument.password` if nothing was given that opens a chip.
    #[wasm_bindgen(constructor)]
    pub fn new(wishes: &Wishes) -> Result<Reading, Failure> {
        if wishes.0.passwords.is_empty() {
            return Err(argument("argument.password", "one of mrz, can and key is needed to open a chip"));
        }
        Ok(Reading(doc9303_reader::Reading::new(wishes.0.clone(), PlatformRandomness)))
    }

    /// What to do next: the bytes to send; an event as an object, or what is to be signed; `null` to connect to the chip again; `undefined` at the end.
    #[wasm_bindgen(js_name = next)]
    pub fn next_step(&mut self) -> JsValue {
        match self.0.next() {
            Next::Send(command) => Uint8Array::from(command.as_slice()).into(),
            Next::Event(event) => told(&event),
            Next::Sign(request) => asked(&request),
            Next::Reconnect => JsValue::NULL,
            Next::Done(_) => JsValue::UNDEFINED,
        }
    }

    /// Gives the response to the command.
    pub fn answer(&mut self, response: Vec<u8>) {
        self.0.answer(response);
    }

    /// Gives the signature, or says that there is none.
    pub fn signed(&mut self, signature: Option<Vec<u8>>) {
        self.0.signed(signature);
    }

    /// Says that no response will come.
    pub fn lost(&mut self) {
        self.0.lost();
    }

    /// Says that a chip is there again.
    pub fn reconnected(&mut self) {
        self.0.reconnected();
    }

    /// What was read and proved so far. A reading that has not ended was broken off: its `error` is `lost`.
    pub fn outcome(&mut self) -> JsValue {
        let error = match self.0.next() {
            Next::Done(result) => result.err(),
            _ => Some(ReadError::Lost),
        };
        outcome(&self.0.evidence(), &self.0.exchanges(), error.as_ref(), &Session::of(&self.0))
    }
}

/// Reads a chip again from a session that was kept.
///
/// # Errors
/// The session's code if it is none, was changed, or is withheld.
#[wasm_bindgen(js_name = replaySession)]
pub fn replay_session(json: &[u8]) -> Result<JsValue, Failure> {
    let session = Session::parse(json)?;
    let replay = session.replay()?;
    Ok(outcome(&replay.evidence, &replay.exchanges, replay.error.as_ref(), &session))
}

/// How a session went, without anything personal.
///
/// # Errors
/// Those of [`replay_session`].
#[wasm_bindgen(js_name = sessionLog)]
pub fn session_log(json: &[u8]) -> Result<String, Failure> {
    Ok(Session::parse(json)?.without_personal_data()?)
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        argument(error.code(), &error.to_string())
    }
}

impl From<CvError> for Failure {
    fn from(error: CvError) -> Self {
        argument("argument.terminal", &error.to_string())
    }
}

/// An object with these parts.
fn object<const N: usize>(parts: [(&str, JsValue); N]) -> JsValue {
    let object: JsValue = Object::new().into();
    parts.iter().for_each(|(key, value)| set(&object, key, value));
    object
}

fn octets(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn error_object(error: &ReadError) -> JsValue {
    let object = object([("code", error.code().into()), ("text", error.to_string().into())]);
    if let Some(step) = error.step() {
        set(&object, "step", &step.as_str().into());
    }
    if let ReadError::Refused { status, .. } = error {
        set(&object, "status", &status.to_string().into());
    }
    object
}

fn attempt_object(attempt: &doc9303_reader::Attempt) -> JsValue {
    object([
        ("protocol", attempt.protocol.as_str().into()),
        ("variant", attempt.variant.as_str().into()),
        ("error", attempt.error.as_ref().map_or(JsValue::NULL, error_object)),
    ])
}

/// An event in the words of the package.
fn told(event: &Event) -> JsValue {
    let kind = |word: &str| ("type", JsValue::from(word));
    match event {
        Event::Access(attempt) => object([kind("access"), ("attempt", attempt_object(attempt))]),
        Event::Progress { file, read, size } => object([
            kind("progress"),
            ("file", file.as_str().into()),
            ("read", number(*read)),
            ("size", number(*size)),
        ]),
        Event::File { file, bytes } => {
            object([kind("file"), ("file", file.as_str().into()), ("bytes", octets(bytes))])
        }
        Event::NotRead { file, error } => {
            object([kind("notRead"), ("file", file.as_str().into()), ("error", error_object(error))])
        }
        Event::Proof { step, variant } => {
            object([kind("proof"), ("step", step.as_str().into()), ("variant", variant.as_str().into())])
        }
        Event::ProofFailed { step, error } => {
            object([kind("proofFailed"), ("step", step.as_str().into()), ("error", error_object(error))])
        }
        _ => object([kind("other")]),
    }
}

/// What is to be signed.
fn asked(request: &SigningRequest) -> JsValue {
    object([
        ("type", "sign".into()),
        ("message", octets(&request.message)),
        ("algorithm", request.algorithm.as_str().into()),
        ("key", request.key.to_string().into()),
    ])
}

/// Everything that a reading brought.
fn outcome(
    evidence: &Evidence,
    exchanges: &[TracedExchange],
    error: Option<&ReadError>,
    session: &Session,
) -> JsValue {
    let files = object([]);
    for (file, bytes) in &evidence.files {
        set(&files, file.as_str(), &octets(bytes));
    }
    let records = object([]);
    for (record, json) in evidence.records() {
        set(&records, record.name(), &json.into());
    }
    let access = evidence.access.as_ref().map_or(JsValue::NULL, |access| {
        let password = access.password.map_or(JsValue::NULL, |password| password.as_str().into());
        object([("protocol", access.protocol.as_str().into()), ("password", password)])
    });
    let not_read = evidence.not_read.iter();
    let not_read: Array = not_read
        .map(|(file, error)| object([("file", file.as_str().into()), ("error", error_object(error))]))
        .collect();
    let proofs: Array = evidence
        .proofs
        .iter()
        .map(|(step, variant)| object([("step", step.as_str().into()), ("variant", variant.as_str().into())]))
        .collect();
    let failures: Array = evidence
        .failures
        .iter()
        .map(|(step, error)| object([("step", step.as_str().into()), ("error", error_object(error))]))
        .collect();
    let attempts: Array = evidence.attempts.iter().map(attempt_object).collect();
    object([
        ("files", files),
        ("recordFiles", records),
        ("access", access),
        ("attempts", attempts.into()),
        ("notRead", not_read.into()),
        ("proofs", proofs.into()),
        ("failures", failures.into()),
        ("isProtectedToEnd", evidence.is_protected_to_end.into()),
        ("resumed", number(evidence.resumed)),
        ("error", error.map_or(JsValue::NULL, error_object)),
        ("exchanges", exchanges.iter().map(exchange_object).collect::<Array>().into()),
        ("session", session.to_json().into()),
    ])
}

fn exchange_object(exchange: &TracedExchange) -> JsValue {
    object([
        ("step", exchange.step.as_str().into()),
        ("file", exchange.file.map_or(JsValue::NULL, |file| file.as_str().into())),
        ("command", octets(&exchange.command)),
        ("response", exchange.response.as_deref().map_or(JsValue::NULL, octets)),
    ])
}
