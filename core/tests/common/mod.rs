//! Reads case files (`fixtures/vectors/cases`) and turns them into what `inspect` takes.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "shared by several tests, each of which says what it expects"
)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::lds::{ChipAuthTranscript, Exchange, PaceCamRecord, ProtectedExchange, Provenance, Record};
use doc9303::report::Report;
use doc9303::trust::{Grant, MasterListTrust};
use doc9303::{Chip, Code, Document, FileId, Policy, TrustStore, UnixTime, inspect};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub struct Case {
    pub id: String,
    pub value: Value,
}

/// One thing that a caller trusts.
#[derive(Clone)]
pub enum Input {
    Certificate(Vec<u8>),
    Crl(Vec<u8>),
    /// With its signer, if the caller names one.
    MasterList(Vec<u8>, Option<Vec<u8>>),
    Ldif(Vec<u8>),
    DeviationList(Vec<u8>),
    /// By its name and content, with the certificate by which signers of lists are named.
    File(String, Vec<u8>, Option<Vec<u8>>),
}

pub fn vectors() -> PathBuf {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.map(|folder| folder.join("fixtures/vectors")).find(|vectors| vectors.is_dir()).unwrap()
}

/// Every case, by id.
pub fn cases() -> Vec<Case> {
    let folder = std::fs::read_dir(vectors().join("cases")).unwrap();
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        Case { id: value["id"].as_str().unwrap().to_owned(), value }
    };
    paths.iter().map(read).collect()
}

pub fn case(id: &str) -> Case {
    let path = vectors().join("cases").join(format!("{id}.json"));
    Case { id: id.to_owned(), value: serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() }
}

fn bytes(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

impl Case {
    pub fn document(&self) -> Document {
        let inputs = &self.value["inputs"];
        let mut document = Document::new();
        if let Some(mrz) = inputs["mrz"].as_str() {
            document = document.with_mrz(mrz);
        }
        if let Some(zone) = inputs["visa_mrz"].as_str() {
            document = document.with_visa_mrz(zone);
        }
        if let Some(seal) = self.seal() {
            document = document.with_seal(&seal);
        }
        match self.chip() {
            Some(chip) => document.with_chip(chip),
            None => document,
        }
    }

    pub fn seal(&self) -> Option<Vec<u8>> {
        self.value["inputs"].get("seal").map(bytes)
    }

    pub fn chip(&self) -> Option<Chip> {
        let inputs = &self.value["inputs"];
        let files: Vec<_> = inputs["files"].as_object().unwrap().iter().collect();
        if files.is_empty() {
            return None;
        }
        let files =
            files.into_iter().map(|(name, content)| (name.parse::<FileId>().unwrap(), bytes(content)));
        let mut chip = Chip::from_files(files).unwrap();
        let provenance = inputs
            .get("records")
            .map_or(Provenance::HandedOver, |word| word.as_str().unwrap().parse().unwrap());
        if let Some(challenge) = inputs.get("active_auth_challenge") {
            chip = chip.with_active_auth_challenge(hex(challenge));
        }
        if let Some(exchange) = inputs.get("active_auth") {
            chip = chip.with_active_auth(
                Exchange {
                    challenge: hex(&exchange["challenge"]),
                    response: hex(&exchange["response"]),
                    expected_challenge: exchange.get("expected_challenge").map(hex),
                },
                provenance,
            );
        }
        if let Some(record) = inputs.get("chip_auth") {
            let exchange = |exchange: &Value| ProtectedExchange {
                command: hex(&exchange["command"]),
                response: hex(&exchange["response"]),
            };
            chip = chip.with_chip_auth(
                ChipAuthTranscript {
                    oid: record["oid"].as_str().unwrap().to_owned(),
                    key_id: record.get("key_id").and_then(Value::as_i64),
                    terminal_private_key: hex(&record["terminal_private_key"]),
                    exchanges: list(record, "exchanges").map(exchange).collect(),
                },
                provenance,
            );
        }
        if let Some(record) = inputs.get("pace_cam") {
            chip = chip.with_pace_cam(
                PaceCamRecord {
                    oid: record["oid"].as_str().unwrap().to_owned(),
                    parameter_id: record["parameter_id"].as_i64().unwrap(),
                    chip_mapping_public_key: hex(&record["chip_mapping_public_key"]),
                    chip_authentication_data: hex(&record["chip_authentication_data"]),
                },
                provenance,
            );
        }
        if let Some(access) = inputs.get("access") {
            chip = Record::Access.add_to(chip, access.to_string().as_bytes(), provenance).unwrap();
        }
        Some(chip)
    }

    /// What the case trusts of one kind: `certificates`, `crls`, `deviation_lists`.
    pub fn trusted(&self, kind: &str) -> Vec<Vec<u8>> {
        list(&self.value["trust"], kind).map(bytes).collect()
    }

    /// What the case trusts, in the order of the file.
    pub fn trust_inputs(&self) -> Vec<Input> {
        let trust = &self.value["trust"];
        let mut inputs: Vec<Input> = Vec::new();
        inputs.extend(list(trust, "certificates").map(|der| Input::Certificate(bytes(der))));
        inputs.extend(list(trust, "crls").map(|der| Input::Crl(bytes(der))));
        inputs.extend(list(trust, "master_lists").map(|entry| {
            let signer = entry["signer"].as_str().map(|_| bytes(&entry["signer"]));
            Input::MasterList(bytes(&entry["list"]), signer)
        }));
        inputs.extend(list(trust, "ldif").map(|text| Input::Ldif(bytes(text))));
        inputs.extend(list(trust, "deviation_lists").map(|der| Input::DeviationList(bytes(der))));
        let signer = trust.get("list_signer").map(bytes);
        inputs.extend(list(trust, "files").map(|file| {
            let name = file["name"].as_str().unwrap().to_owned();
            Input::File(name, bytes(&file["bytes"]), signer.clone())
        }));
        inputs
    }

    /// Fills a store as the command line does: what cannot be taken is left out and reported there.
    pub fn store(inputs: &[Input]) -> TrustStore {
        Self::fill(TrustStore::new(), inputs)
    }

    /// The same, into a store that verifies as its caller says.
    pub fn fill(mut store: TrustStore, inputs: &[Input]) -> TrustStore {
        for input in inputs {
            let _ = match input {
                Input::Certificate(der) => store.add_certificate(der).map(|_| ()),
                Input::Crl(der) => store.add_crl(der).map(|_| ()),
                Input::MasterList(der, signer) => {
                    let word =
                        signer.as_deref().map_or(MasterListTrust::AnySigner, MasterListTrust::SignedBy);
                    store.add_master_list(der, word).map(|_| ())
                }
                Input::Ldif(text) => {
                    store.add("export.ldif", text, Grant::ANCHORS);
                    Ok(())
                }
                Input::DeviationList(der) => store.add_deviation_list(der).map(|_| ()),
                Input::File(name, bytes, signer) => {
                    let grant = match signer.as_deref() {
                        Some(der) => Grant::UNDER_ANCHORS.with_master_lists(MasterListTrust::SignedBy(der)),
                        None => Grant::ANCHORS,
                    };
                    store.add(name, bytes, grant);
                    Ok(())
                }
            };
        }
        store
    }

    pub fn trust(&self) -> TrustStore {
        Self::store(&self.trust_inputs())
    }

    pub fn at(&self) -> UnixTime {
        UnixTime::parse(self.value["at"].as_str().unwrap()).unwrap()
    }

    pub fn policy(&self) -> Policy {
        Policy::named(self.value["policy"].as_str().unwrap()).unwrap()
    }

    pub fn inspect(&self) -> Report {
        inspect(&self.document(), &self.trust(), &self.policy(), self.at())
    }
}

/// The reason why a store rejects the first deviation or defect list of a case. The store stays as it was.
pub fn refused_list(id: &str) -> Code {
    let list = case(id).trusted("deviation_lists").remove(0);
    let mut store = TrustStore::new();
    let code = store.add_deviation_list(&list).unwrap_err().code();
    assert_eq!((store.deviation_lists(), store.fingerprint()), (0, TrustStore::new().fingerprint()));
    code
}

/// A folder of a test's own, gone when the test is over.
pub struct Folder(pub PathBuf);

impl Folder {
    /// `name` is one that no other test of the program uses.
    pub fn new(name: &str) -> Folder {
        let program = std::env::current_exe().unwrap();
        let program = program.file_stem().unwrap().to_string_lossy();
        let folder = std::env::temp_dir().join(format!("{program}-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.path(name)
    }
}

impl core::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
