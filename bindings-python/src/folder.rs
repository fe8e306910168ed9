//! A folder with the files of one chip, and the records of what was done with it. What stands in it is sorted by the core.

use crate::input::is_path;
use crate::rejected::PyRejected;
use doc9303::lds::Record;
use doc9303::lds::{Dump, Provenance};
use doc9303::{Chip, Code, FileId};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use std::collections::BTreeMap;
use std::sync::Arc;

const NO_CHIP: &str = "no file of a chip, by its name, such as EF.SOD or EF_DG1.bin, or by its content";

/// What can be taken, and what cannot with why.
pub(crate) struct Folder {
    dump: Dump<PyBackedBytes>,
    /// Files of which there are two that differ: which one is the chip's is not for a name to say.
    unclear: Vec<FileId>,
    rejected: Vec<PyRejected>,
}

/// The files and records of a folder, one of each, and what was left out.
pub(crate) struct Parts {
    pub(crate) files: Vec<(FileId, Arc<[u8]>)>,
    pub(crate) records: Vec<(Record, String)>,
    pub(crate) rejected: Vec<PyRejected>,
}

impl Folder {
    /// Reads every entry of the folder.
    pub(crate) fn read(path: &Bound<'_, PyAny>) -> PyResult<Self> {
        is_path("path", path)?;
        Folder::of(&path.py().import("doc9303._files")?.call_method1("chip_entries", (path,))?)
    }

    /// Takes entries as `chip_entries` gives them: the name of each, and its bytes or why it cannot be read.
    pub(crate) fn of(entries: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut folder = Folder { dump: Dump::new(), unclear: Vec::new(), rejected: Vec::new() };
        for entry in entries.try_iter()? {
            let (name, content, why): (String, Option<PyBackedBytes>, String) = entry?.extract()?;
            match content {
                Some(content) => folder.add(&name, content),
                None => folder.reject(&name, Code::FileNotRead, why),
            }
        }
        Ok(folder)
    }

    fn reject(&mut self, name: &str, code: Code, text: String) {
        self.rejected.push(PyRejected::of_file(name, code, text));
    }

    fn add(&mut self, name: &str, content: PyBackedBytes) {
        if let Err(two) = self.dump.add(name, content) {
            self.unclear.push(two.file);
            self.reject(name, two.code(), format!("{two}; neither is taken"));
        }
    }

    /// The dump, once what of it is no part of a chip is told.
    fn sorted(&mut self) -> Dump<PyBackedBytes> {
        let dump = std::mem::replace(&mut self.dump, Dump::new());
        for ignored in dump.ignored() {
            self.reject(&ignored.name, Code::FileNotRead, ignored.why.to_owned());
        }
        if dump.files().next().is_none() {
            self.reject("", Code::FileMissing, NO_CHIP.to_owned());
        }
        dump
    }

    /// What can be taken, as it is, for a row of a table.
    pub(crate) fn parts(mut self) -> Parts {
        let dump = self.sorted();
        let files = self.usable(&dump);
        let mut records = Vec::new();
        for (record, name, json) in self.records(&dump) {
            // One that no chip takes takes nothing from the others.
            match record.add_to(Chip::default(), json, Provenance::HandedOver) {
                Ok(_) => records.push((record, String::from_utf8_lossy(json).into_owned())),
                Err(error) => self.reject(name, error.code(), error.to_string()),
            }
        }
        Parts { files, records, rejected: self.rejected }
    }

    /// The chip, and what was left out of it.
    pub(crate) fn chip(mut self, provenance: Provenance) -> (Chip, Vec<PyRejected>) {
        let dump = self.sorted();
        let files = self.usable(&dump);
        let mut chip = Chip::from_files(files).unwrap_or_else(|error| {
            self.reject(error.structure(), error.code(), error.to_string());
            Chip::default()
        });
        for (record, name, json) in self.records(&dump) {
            match record.add_to(chip.clone(), json, provenance) {
                Ok(with) => chip = with,
                Err(error) => self.reject(name, error.code(), error.to_string()),
            }
        }
        (chip, self.rejected)
    }

    fn usable(&mut self, dump: &Dump<PyBackedBytes>) -> Vec<(FileId, Arc<[u8]>)> {
        let mut files: Vec<(FileId, Arc<[u8]>)> = Vec::new();
        for (file, name, content) in dump.files() {
            if self.unclear.contains(&file) {
                continue;
            }
            let content: Arc<[u8]> = content.into();
            // One that no chip takes takes nothing from the others.
            match Chip::from_files([(file, Arc::clone(&content))]) {
                Ok(_) => files.push((file, content)),
                Err(error) => self.reject(name, error.code(), error.to_string()),
            }
        }
        files
    }

    /// The records of which there is one alone, or the same one twice.
    fn records<'a>(&mut self, dump: &'a Dump<PyBackedBytes>) -> Vec<(Record, &'a str, &'a [u8])> {
        let mut found: BTreeMap<Record, (&str, &[u8])> = BTreeMap::new();
        let mut unclear = Vec::new();
        for (kind, name, json) in dump.records() {
            let (first, same) = *found.entry(kind).or_insert((name, json));
            if same != json {
                unclear.push(kind);
                let text = format!("{first} and {name} are both {kind} and differ; neither is taken");
                self.reject(name, Code::FileMalformed, text);
            }
        }
        let taken = found.into_iter().filter(|(kind, _)| !unclear.contains(kind));
        taken.map(|(kind, (name, json))| (kind, name, json)).collect()
    }
}
