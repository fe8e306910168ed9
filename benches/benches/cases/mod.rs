//! Cases of the corpus, with their files kept, so that a document can be made anew as a reader would.
#![allow(dead_code, unreachable_pub, reason = "shared by several measurements")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use doc9303::{Chip, Document, FileId, TrustStore, UnixTime};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub struct Case {
    pub files: Vec<(FileId, Vec<u8>)>,
    pub seal: Option<Vec<u8>>,
    pub mrz: Option<String>,
    pub certificates: Vec<Vec<u8>>,
    pub store: TrustStore,
    pub at: UnixTime,
}

pub fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/vectors/cases")
}

fn bytes(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

pub fn load(name: &str) -> Case {
    let path = vectors().join(format!("{name}.json"));
    let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let inputs = &value["inputs"];
    let files = inputs["files"].as_object().into_iter().flatten();
    let files = files.map(|(name, content)| (name.parse::<FileId>().unwrap(), bytes(content))).collect();
    let certificates: Vec<Vec<u8>> =
        value["trust"]["certificates"].as_array().unwrap().iter().map(bytes).collect();
    let mut store = TrustStore::new();
    for der in &certificates {
        store.add_certificate(der).unwrap();
    }
    for crl in value["trust"]["crls"].as_array().unwrap() {
        store.add_crl(&bytes(crl)).unwrap();
    }
    Case {
        files,
        seal: inputs.get("seal").map(bytes),
        mrz: inputs["mrz"].as_str().map(str::to_owned),
        certificates,
        store,
        at: UnixTime::parse(value["at"].as_str().unwrap()).unwrap(),
    }
}

impl Case {
    /// The document as it came from a reader.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        if let Some(mrz) = &self.mrz {
            document = document.with_mrz(mrz);
        }
        if let Some(seal) = &self.seal {
            document = document.with_seal(seal);
        }
        match self.files.is_empty() {
            true => document,
            false => document.with_chip(Chip::from_files(self.files.clone()).unwrap()),
        }
    }
}
