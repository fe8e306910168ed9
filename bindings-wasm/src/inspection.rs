//! A document as it is put together, and the rules that it is judged by.

use crate::failure::{Failure, argument, unknown};
use crate::{TrustStore, time};
use doc9303::lds::{Provenance, Record};
use doc9303::report::{Check, DeviationKind};
use doc9303::{Chip, Document, FileId, Limits, Policy};
use wasm_bindgen::prelude::wasm_bindgen;

/// Everything that is known of one document.
#[wasm_bindgen]
#[derive(Default)]
pub struct Inspection {
    mrz: Option<String>,
    #[cfg(feature = "seal")]
    seal: Option<Vec<u8>>,
    #[cfg(feature = "seal")]
    visa_mrz: Option<String>,
    #[cfg(feature = "dtc")]
    dtc: Option<Vec<u8>>,
    files: Vec<(FileId, Vec<u8>)>,
    records: Vec<(Record, Vec<u8>)>,
    provenance: Option<Provenance>,
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

    /// Adds the seal: the bytes or the text of its barcode.
    #[cfg(feature = "seal")]
    pub fn seal(&mut self, octets: Vec<u8>) {
        self.seal = Some(octets);
    }

    /// Adds the zone of a visa beside that of its passport.
    #[cfg(feature = "seal")]
    #[wasm_bindgen(js_name = visaMrz)]
    pub fn visa_mrz(&mut self, text: String) {
        self.visa_mrz = Some(text);
    }

    /// Adds the virtual component of a Digital Travel Credential.
    #[cfg(feature = "dtc")]
    pub fn dtc(&mut self, octets: Vec<u8>) {
        self.dtc = Some(octets);
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

    /// Adds a terminal's record by the name of its file, such as `active_auth.json`. What it says is read by
    /// [`Inspection::judge`], within the limits of the policy.
    ///
    /// # Errors
    /// `argument.records` if there is no record of this name or it was given before.
    pub fn record(&mut self, name: &str, json: Vec<u8>) -> Result<(), Failure> {
        let record = name.parse::<Record>().map_err(unknown("argument.records"))?;
        if self.records.iter().any(|(given, _)| *given == record) {
            return Err(argument("argument.records", "a record was given twice"));
        }
        self.records.push((record, json));
        Ok(())
    }

    /// Says whose terminal made the records: `own_terminal` or `handed_over`, which is so unless this says otherwise.
    ///
    /// # Errors
    /// `argument.records` for any other word.
    pub fn records(&mut self, word: &str) -> Result<(), Failure> {
        self.provenance = Some(word.parse().map_err(unknown("argument.records"))?);
        Ok(())
    }

    /// Adds the challenge that the caller chose for Active Authentication, known to them apart from the record.
    #[wasm_bindgen(js_name = activeAuthChallenge)]
    pub fn active_auth_challenge(&mut self, challenge: Vec<u8>) {
        self.active_auth_challenge = Some(challenge);
    }

    /// Judges the document and gives the report as JSON. Files and records are used up by it.
    ///
    /// # Errors
    /// `argument.at` if the time cannot be read; the chip's error if a file was given twice or all are too large; the error of
    /// a record that cannot be read.
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
        #[cfg(feature = "seal")]
        {
            document = self.with_seal(document);
        }
        #[cfg(feature = "dtc")]
        if let Some(octets) = &self.dtc {
            document = document.with_credential(octets);
        }
        if let Some(chip) = self.chip(rules.policy().limits())? {
            document = document.with_chip(chip);
        }
        let report = doc9303::inspect(&document, trust.store(), rules.policy(), at);
        Ok(if redact { report.to_json_redacted() } else { report.to_json() })
    }
}

impl Inspection {
    #[cfg(feature = "seal")]
    fn with_seal(&self, document: Document) -> Document {
        let document = match &self.visa_mrz {
            Some(text) => document.with_visa_mrz(text),
            None => document,
        };
        match &self.seal {
            Some(octets) => document.with_seal(octets),
            None => document,
        }
    }

    /// The chip, if anything of it was given.
    fn chip(&mut self, limits: &Limits) -> Result<Option<Chip>, Failure> {
        let files = core::mem::take(&mut self.files);
        let records = core::mem::take(&mut self.records);
        if files.is_empty() && records.is_empty() {
            return Ok(None);
        }
        let provenance = self.provenance.take().unwrap_or(Provenance::HandedOver);
        let mut chip = Chip::within(*limits).with_files(files)?;
        if let Some(challenge) = self.active_auth_challenge.take() {
            chip = chip.with_active_auth_challenge(challenge);
        }
        for (record, json) in records {
            chip = record.add_to(chip, &json, provenance)?;
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
