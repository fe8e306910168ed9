//! Files as some program left them in one place, sorted by what they are: every one is used, or named with the reason
//! why it is not.

use super::file_name::{Named, named};
use super::{CardSecurity, Com, FileId, Record, SecurityInfos, Sod, SodContentType};
use crate::DataGroup;
use crate::asn1::{Reader, tag};
use crate::silent::silent_debug;
use crate::{Code, Error};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The files of one chip out of a folder or an archive, recognised by name, and by content where the name says nothing
/// and the content leaves no doubt.
///
/// ```
/// use doc9303::{Chip, DataGroup, FileId, lds::Dump};
/// let zone = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// let dg1 = [&[0x61, 0x5B, 0x5F, 0x1F, 0x58], &zone[..]].concat();
/// let mut dump = Dump::new();
/// dump.add("0001.rsp", dg1)?;
/// dump.add("EF_COM.bin", vec![0x60, 0x00])?;
/// dump.add("notes.txt", b"read at the border".to_vec())?;
/// assert_eq!(dump.ignored()[0].name, "notes.txt");
/// let chip = Chip::from_files(dump.into_files())?;
/// assert!(chip.file(FileId::Dg(DataGroup::DG1)).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Dump<B> {
    files: BTreeMap<FileId, (String, B)>,
    records: Vec<(Record, String, B)>,
    ignored: Vec<Ignored>,
}

silent_debug!(Dump<B>);

/// A file of a [`Dump`] that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ignored {
    /// Its name, as it was given.
    pub name: String,
    /// Why, in a few words.
    pub why: &'static str,
}

/// Two files that cannot both be of one chip. It bears their names, as they were given, and nothing of their content.
///
/// ```
/// use doc9303::{FileId, lds::Dump};
/// let mut dump = Dump::new();
/// dump.add("EF.DG1", b"\x61\x00".to_vec())?;
/// let error = dump.add("copy/DG1.bin", b"\x61\x01\x00".to_vec()).unwrap_err();
/// assert_eq!(error.file.to_string(), "EF.DG1");
/// # Ok::<(), doc9303::lds::TwoChips>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} and {} are both {file}, with different content: these are files of two chips", .names[0], .names[1])]
#[non_exhaustive]
pub struct TwoChips {
    /// The file that both are.
    pub file: FileId,
    /// The names, as they were given.
    pub names: [String; 2],
}

impl TwoChips {
    /// The stable code.
    pub fn code(&self) -> Code {
        Code::FileMalformed
    }
}

impl<B: AsRef<[u8]>> Dump<B> {
    /// Without any file.
    pub fn new() -> Self {
        Dump { files: BTreeMap::new(), records: Vec::new(), ignored: Vec::new() }
    }

    /// Whether the name alone makes it a file of the chip or a record of the terminal, so that it has to be readable.
    pub fn knows(name: &str) -> bool {
        matches!(named(name), Named::File(_) | Named::OneOf(_)) || record(name).is_some()
    }

    /// Sorts one file in. A name that says which file it is decides, whatever the content: that is judged later.
    ///
    /// # Errors
    /// If another file is the same one of the chip with other content. The same content twice is no harm.
    pub fn add(&mut self, name: &str, bytes: B) -> Result<(), TwoChips> {
        if let Some(record) = record(name) {
            self.records.push((record, name.to_owned(), bytes));
            return Ok(());
        }
        let said = named(name);
        let Some(file) = recognise(said, bytes.as_ref()) else {
            self.ignore(name, why_not(said, bytes.as_ref()));
            return Ok(());
        };
        match self.files.entry(file) {
            Entry::Vacant(place) => {
                place.insert((name.to_owned(), bytes));
                Ok(())
            }
            Entry::Occupied(there) if there.get().1.as_ref() == bytes.as_ref() => Ok(()),
            Entry::Occupied(there) => {
                let known = there.get().0.as_str();
                let names = if known <= name { [known, name] } else { [name, known] };
                Err(TwoChips { file, names: names.map(str::to_owned) })
            }
        }
    }

    /// Notes something that is not even looked into, such as a folder.
    pub fn ignore(&mut self, name: &str, why: &'static str) {
        self.ignored.push(Ignored { name: name.to_owned(), why });
    }

    /// The files of the chip, each with the name that it had, in the order of a report.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &str, &[u8])> {
        self.files.iter().map(|(file, (name, bytes))| (*file, name.as_str(), bytes.as_ref()))
    }

    /// What a terminal recorded: the kind, the name that it had, and the JSON text.
    pub fn records(&self) -> impl Iterator<Item = (Record, &str, &[u8])> {
        self.records.iter().map(|(kind, name, bytes)| (*kind, name.as_str(), bytes.as_ref()))
    }

    /// What is not read, in the order in which it came.
    pub fn ignored(&self) -> &[Ignored] {
        &self.ignored
    }

    /// The files, as [`Chip::from_files`](crate::Chip::from_files) takes them.
    pub fn into_files(self) -> impl Iterator<Item = (FileId, B)> {
        self.files.into_iter().map(|(file, (_, bytes))| (file, bytes))
    }
}

impl FileId {
    /// The file that this is by its name, or by its content where the name says nothing and the content leaves no doubt.
    ///
    /// ```
    /// use doc9303::FileId;
    /// assert_eq!(FileId::recognise("011D", &[0x77, 0x00]), Some(FileId::Sod));
    /// assert_eq!(FileId::recognise("face.jpg", &[0xFF, 0xD8, 0xFF]), None);
    /// ```
    pub fn recognise(name: &str, bytes: &[u8]) -> Option<FileId> {
        recognise(named(name), bytes)
    }
}

fn recognise(said: Named, bytes: &[u8]) -> Option<FileId> {
    match said {
        Named::File(file) => Some(file),
        Named::OneOf(files) => {
            let found = Reader::new(bytes, "file").peek();
            let fits = |file: &FileId| found == Some(file.tag());
            files.into_iter().flatten().find(fits).or_else(|| by_content(bytes))
        }
        Named::Nothing | Named::Text | Named::Unread => by_content(bytes),
    }
}

fn why_not(said: Named, bytes: &[u8]) -> &'static str {
    match said {
        Named::Text => "text, not bytes",
        Named::Unread => "no check reads this file of a chip",
        _ if bytes.is_empty() => "empty",
        _ => "neither name nor content is that of a file of a chip",
    }
}

/// The kind of a record that the last part of a path names.
fn record(name: &str) -> Option<Record> {
    name.rsplit(['/', '\\']).next()?.parse().ok()
}

/// The one file that can have this content: its outer tag, and within it what only this file holds.
fn by_content(bytes: &[u8]) -> Option<FileId> {
    let found = Reader::new(bytes, "file").peek()?;
    FileId::all().filter(|file| file.tag() == found).find(|file| is_certain(*file, bytes))
}

fn is_certain(file: FileId, bytes: &[u8]) -> bool {
    match file {
        FileId::Com => Com::parse(bytes).is_ok(),
        FileId::Sod => Sod::parse(bytes).is_ok_and(|sod| sod.content_type() != SodContentType::Other),
        FileId::CardAccess => {
            SecurityInfos::parse_card_access(bytes).is_ok_and(|infos| infos.iter().any(|info| info.is_pace()))
        }
        FileId::CardSecurity => CardSecurity::parse(bytes).is_ok_and(|file| file.has_content_type()),
        FileId::Dg(DataGroup::DG14) => {
            SecurityInfos::parse_dg14(bytes).is_ok_and(|infos| infos.iter().next().is_some())
        }
        FileId::Dg(DataGroup::DG15) => is_public_key(bytes).unwrap_or(false),
        FileId::Dg(data_group) => begins_as(data_group, bytes).unwrap_or(false),
    }
}

/// `6F { SubjectPublicKeyInfo }`.
fn is_public_key(bytes: &[u8]) -> Result<bool, Error> {
    let mut key = FileId::Dg(DataGroup::DG15).open(bytes)?.element.reader().expect(tag::SEQUENCE)?.reader();
    key.expect(tag::SEQUENCE)?.algorithm()?;
    key.expect(tag::BIT_STRING)?;
    Ok(key.is_empty())
}

/// Whether the elements within are those of the data group. DG6 and DG8 to DG10 have none of their own, DG13 any.
fn begins_as(data_group: DataGroup, bytes: &[u8]) -> Result<bool, Error> {
    let file = FileId::Dg(data_group);
    let mut reader = file.open(bytes)?.element.reader();
    let first = reader.read()?;
    let second = reader.peek();
    let expected = file.inner_tags().contains(&first.tag());
    Ok(expected
        && match data_group.number() {
            1 => matches!(first.content().len(), 72 | 88 | 90),
            2..=4 => first.reader().peek() == Some(tag::INTEGER),
            5 => second == Some(0x5F40),
            7 => second == Some(0x5F43),
            11 | 12 => true,
            16 => second == Some(0xA1),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Option<FileId> {
        FileId::recognise("x", bytes)
    }

    #[test]
    fn content_speaks_only_where_it_is_certain() {
        let com = [0x60, 0x0D, 0x5F, 0x01, 0x04, b'0', b'1', b'0', b'7', 0x5C, 0x02, 0x61, 0x75, 0, 0];
        assert_eq!(of(&com), Some(FileId::Com));
        let faces = [0x75, 0x06, 0x7F, 0x61, 0x03, 0x02, 0x01, 0x00];
        assert_eq!(of(&faces), Some(FileId::Dg(DataGroup::DG2)));
        let details = [0x6B, 0x04, 0x5C, 0x02, 0x5F, 0x0E];
        assert_eq!(of(&details), Some(FileId::Dg(DataGroup::DG11)));
        for doubtful in [
            &b""[..],
            b"a",
            b"application",
            b"unknown",
            &[0x61, 0x02, 0x4F, 0x00],
            &[0x6D, 0x01, 0x00],
            &[0x6B, 0x02, 0x04, 0x00],
            &[0x75, 0x00],
            &[0x30, 0x00],
            &[0x31, 0x00],
        ] {
            assert_eq!(of(doubtful), None, "{doubtful:?}");
        }
        let mut behind = com.to_vec();
        behind.push(1);
        assert_eq!(of(&behind), None, "something follows the file");
    }

    #[test]
    fn one_file_is_of_one_chip() {
        let mut dump = Dump::new();
        dump.add("EF.DG1", vec![0x61, 0x00]).unwrap();
        dump.add("copy/dg1.bin", vec![0x61, 0x00]).unwrap();
        dump.add("Active_Auth_json", b"{}".to_vec()).unwrap();
        assert_eq!(dump.records().next().unwrap().0, Record::ActiveAuth);
        let error = dump.add("DG01", vec![0x61, 0x01, 0x00]).unwrap_err();
        let text = "DG01 and EF.DG1 are both EF.DG1, with different content: these are files of two chips";
        assert_eq!(error.to_string(), text);
        assert_eq!(dump.files().count(), 1);
        assert!(dump.ignored().is_empty());
    }

    #[test]
    fn a_name_decides_whatever_the_content() {
        assert_eq!(FileId::recognise("EF.DG2", &[0x61, 0x00]), Some(FileId::Dg(DataGroup::DG2)));
        assert_eq!(FileId::recognise("011d.bin", &[0x30, 0x00]), Some(FileId::CardSecurity));
        assert_eq!(FileId::recognise("011c", &[0x42, 0x00]), None);
        let mut dump = Dump::new();
        for name in ["EF.CVCA", "EF_DG1.hex", "mrz.txt", "empty"] {
            let bytes: &[u8] = if name == "empty" { b"" } else { b"42" };
            dump.add(name, bytes).unwrap();
        }
        let told: Vec<&str> = dump.ignored().iter().map(|ignored| ignored.why).collect();
        assert_eq!(told[0], "no check reads this file of a chip");
        assert_eq!(told[1], "text, not bytes");
        assert_eq!(told[3], "empty");
    }
}
