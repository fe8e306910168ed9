//! A document as it is put together, and the rules that it is judged by.

use crate::failure::{Failure, argument, unknown};
use crate::{TrustStore, time};
use doc9303::lds::{Access, ChipAuthTranscript, Exchange, PaceCamRecord, ProtectedExchange, Provenance};
use doc9303::report::{Check, DeviationKind};
use doc9303::{Chip, Document, FileId, Limits, Policy};
use wasm_bindgen::prelude::wasm_bindgen;

/// Everything that is known of one document.
#[wasm_bindgen]
#[derive(Default)]
pub struct Inspection {
    mrz: Option<String>,
    files: Vec<(FileId, Vec<u8>)>,
    active_auth: Option<Exchange>,
    chip_auth: Option<ChipAuthTranscript>,
    pace_cam: Option<PaceCamRecord>,
    access: Option<Access>,
    records: Option<Provenance>,
    active_auth_challenge: Option<Vec<u8>>,
}

#[wasm_bindgen]
impl Inspection {
    /// A document of which nothing is known.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Inspection {
        Inspection::default()
    }

    /// Adds the printed zone.
    pub fn mrz(&mut self, text: String) {
        self.mrz = Some(text);
    }

    /// Adds a file of the chip, known by its name or, where that says nothing, by its content.
    ///
    /// # Errors
    /// `argument.file` if it is no file of a chip.
    pub fn file(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let unknown = || {
            argument(
                "argument.file",
                "no file of a chip, by its name such as EF.SOD or EF_DG1.bin or its content",
            )
        };
        let file = FileId::recognise(name, &bytes).ok_or_else(unknown)?;
        self.files.push((file, bytes));
        Ok(())
    }

    /// Adds an Active Authentication exchange.
    #[wasm_bindgen(js_name = activeAuth)]
    pub fn active_auth(
        &mut self,
        challenge: Vec<u8>,
        response: Vec<u8>,
        expected_challenge: Option<Vec<u8>>,
    ) {
        self.active_auth = Some(Exchange { challenge, response, expected_challenge });
    }

    /// Adds what the terminal did in Chip Authentication; its exchanges come with [`Inspection::exchange`].
    #[wasm_bindgen(js_name = chipAuth)]
    pub fn chip_auth(&mut self, oid: String, key_id: Option<i32>, terminal_private_key: Vec<u8>) {
        let key_id = key_id.map(i64::from);
        self.chip_auth =
            Some(ChipAuthTranscript { oid, key_id, terminal_private_key, exchanges: Vec::new() });
    }

    /// Adds an exchange under the keys of Chip Authentication, in the order in which they went over the air.
    pub fn exchange(&mut self, command: Vec<u8>, response: Vec<u8>) {
        if let Some(transcript) = &mut self.chip_auth {
            transcript.exchanges.push(ProtectedExchange { command, response });
        }
    }

    /// Adds what the terminal saw of PACE with Chip Authentication Mapping.
    #[wasm_bindgen(js_name = paceCam)]
    pub fn pace_cam(
        &mut self,
        oid: String,
        parameter_id: i32,
        chip_mapping_public_key: Vec<u8>,
        chip_authentication_data: Vec<u8>,
    ) {
        let parameter_id = i64::from(parameter_id);
        self.pace_cam =
            Some(PaceCamRecord { oid, parameter_id, chip_mapping_public_key, chip_authentication_data });
    }

    /// Says whose terminal made the records: `own_terminal` or `handed_over`, which is so unless this says otherwise.
    ///
    /// # Errors
    /// `argument.records` for any other word.
    pub fn records(&mut self, word: &str) -> Result<(), Failure> {
        self.records = Some(word.parse().map_err(unknown("argument.records"))?);
        Ok(())
    }

    /// Adds the challenge that the caller chose for Active Authentication, known to him apart from the record.
    #[wasm_bindgen(js_name = activeAuthChallenge)]
    pub fn active_auth_challenge(&mut self, challenge: Vec<u8>) {
        self.active_auth_challenge = Some(challenge);
    }

    /// Adds how the chip was opened: `PACE`, `BAC` or `none`, with `MRZ` or `CAN`.
    ///
    /// # Errors
    /// `argument.access` for any other word.
    pub fn access(&mut self, protocol: &str, password: Option<String>) -> Result<(), Failure> {
        let protocol = protocol.parse().map_err(unknown("argument.access"))?;
        let password = password.map(|word| word.parse()).transpose();
        let password = password.map_err(unknown("argument.access"))?;
        self.access = Some(Access { protocol, password });
        Ok(())
    }

    /// Judges the document and gives the report as JSON. Files and records are used up by it.
    ///
    /// # Errors
    /// `argument.at` for what is no time; the chip's error if a file was given twice or all are too large.
    pub fn judge(
        &mut self,
        trust: &TrustStore,
        rules: &Rules,
        at: &str,
        redact: bool,
    ) -> Result<String, Failure> {
        let at = time(at)?;
        let mut document = Document::new();
        if let Some(text) = &self.mrz {
            document = document.with_mrz(text);
        }
        if let Some(chip) = self.chip(rules.policy().limits())? {
            document = document.with_chip(chip);
        }
        let report = doc9303::inspect(&document, trust.store(), rules.policy(), at);
        Ok(if redact { report.to_json_redacted() } else { report.to_json() })
    }
}

/// The name in Doc 9303 of a file, by the name it has or by its content; nothing if it is no file of a chip.
#[wasm_bindgen(js_name = recogniseFile)]
pub fn recognise_file(name: &str, bytes: &[u8]) -> Option<String> {
    FileId::recognise(name, bytes).map(|file| file.as_str().to_owned())
}

impl Inspection {
    /// The chip, if anything of it was given.
    fn chip(&mut self, limits: &Limits) -> Result<Option<Chip>, Failure> {
        let files = core::mem::take(&mut self.files);
        let records =
            (self.active_auth.take(), self.chip_auth.take(), self.pace_cam.take(), self.access.take());
        if files.is_empty() && matches!(records, (None, None, None, None)) {
            return Ok(None);
        }
        let (active_auth, chip_auth, pace_cam, access) = records;
        let mut chip = Chip::within(*limits).with_files(files)?;
        let provenance = self.records.take().unwrap_or(Provenance::HandedOver);
        if let Some(challenge) = self.active_auth_challenge.take() {
            chip = chip.with_active_auth_challenge(challenge);
        }
        if let Some(exchange) = active_auth {
            chip = chip.with_active_auth(exchange, provenance);
        }
        if let Some(transcript) = chip_auth {
            chip = chip.with_chip_auth(transcript, provenance);
        }
        if let Some(record) = pace_cam {
            chip = chip.with_pace_cam(record, provenance);
        }
        if let Some(access) = access {
            chip = chip.with_access(access);
        }
        Ok(Some(chip))
    }
}

/// A policy that the caller may adjust.
#[wasm_bindgen]
pub struct Rules(Policy);

#[wasm_bindgen]
impl Rules {
    /// The policy of this name.
    ///
    /// # Errors
    /// `argument.policy` if there is none.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Result<Rules, Failure> {
        let policy = Policy::named(name);
        policy.map(Rules).ok_or_else(|| argument("argument.policy", "there is no policy of this name"))
    }

    /// A policy written in TOML.
    ///
    /// # Errors
    /// With the place in the text, if a key or a value is not one that policies have.
    #[wasm_bindgen(js_name = fromToml)]
    pub fn from_toml(text: &str) -> Result<Rules, Failure> {
        Ok(Rules(Policy::from_toml(text)?))
    }

    /// Sets how a check counts: `mandatory`, `optional` or `evaluatory`.
    ///
    /// # Errors
    /// `argument.check` or `argument.weight` for words that are neither.
    pub fn weight(&mut self, check: &str, weight: &str) -> Result<(), Failure> {
        let check =
            check.parse::<Check>().map_err(|_| argument("argument.check", "there is no check of this id"))?;
        let weight = weight.parse().map_err(unknown("argument.weight"))?;
        self.0 = self.0.clone().with_weight(check, weight);
        Ok(())
    }

    /// Expects of every document what this check looks at.
    ///
    /// # Errors
    /// `argument.check` if there is none of this id.
    pub fn expect(&mut self, check: &str) -> Result<(), Failure> {
        let check =
            check.parse::<Check>().map_err(|_| argument("argument.check", "there is no check of this id"))?;
        self.0 = self.0.clone().with_expected(check);
        Ok(())
    }

    /// Tolerates a deviation.
    ///
    /// # Errors
    /// `argument.deviation` if the code is none.
    pub fn tolerate(&mut self, code: &str) -> Result<(), Failure> {
        self.0 = self.0.clone().with_tolerated(deviation(code)?);
        Ok(())
    }

    /// Refuses a deviation.
    ///
    /// # Errors
    /// `argument.deviation` if the code is none.
    pub fn refuse(&mut self, code: &str) -> Result<(), Failure> {
        self.0 = self.0.clone().with_refused(deviation(code)?);
        Ok(())
    }
}

impl Rules {
    fn policy(&self) -> &Policy {
        &self.0
    }
}

fn deviation(code: &str) -> Result<DeviationKind, Failure> {
    code.parse().map_err(|_| argument("argument.deviation", "there is no deviation of this code"))
}
