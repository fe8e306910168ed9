//! What the name of a column says, in the spellings that people use: any case, blanks around it, a byte order mark in
//! front, and whatever is between its words.

use crate::Part;
use doc9303::lds::Record;
use doc9303::{FileId, Mrz};

/// What a column holds by its name.
///
/// ```
/// use doc9303::{DataGroup, FileId};
/// use doc9303_arrow::{Meaning, Part};
/// assert_eq!(Meaning::of(" MRZ"), Meaning::Zone);
/// assert_eq!(Meaning::of("mrz_line2"), Meaning::Line(2));
/// assert_eq!(Meaning::of("EF_DG1"), Meaning::Part(Part::File(FileId::Dg(DataGroup::DG1))));
/// assert_eq!(Meaning::of("mrz_back"), Meaning::Unclear);
/// assert_eq!(Meaning::of("id"), Meaning::Other);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Meaning {
    /// The printed zone.
    Zone,
    /// One line of the printed zone, from 1 to 3.
    Line(u8),
    /// A line of something, from 1 to 3: of the zone if the table has nothing else to read, of an address perhaps.
    BareLine(u8),
    /// A file of the chip, or what a terminal recorded.
    Part(Part),
    /// It looks like a part of a document, and is none that is known.
    Unclear,
    /// Nothing of a document.
    Other,
}

/// The names of a zone, without what is between their words.
const ZONES: [&str; 12] = [
    "mrz",
    "mrztext",
    "mrzstring",
    "mrzraw",
    "rawmrz",
    "mrzlines",
    "mrzfull",
    "fullmrz",
    "mrzcode",
    "mrzdata",
    "printedmrz",
    "machinereadablezone",
];

/// Words in names that are inputs of no other program.
const TELLING: [&str; 8] = [
    "mrz",
    "machinereadable",
    "activeauth",
    "chipauth",
    "pacecam",
    "cardaccess",
    "cardsecurity",
    "securityobject",
];

/// Ends of names that say how bytes are written down.
const ENCODINGS: [&str; 7] = ["base64", "b64", "hex", "bytes", "raw", "bin", "data"];

impl Meaning {
    /// What the column of this name holds.
    pub fn of(name: &str) -> Meaning {
        let tidy = tidy(name);
        let squeezed: String = tidy.chars().filter(|letter| letter.is_alphanumeric()).collect();
        if ZONES.contains(&squeezed.as_str()) {
            return Meaning::Zone;
        }
        let number = |text: Option<&str>| match text {
            Some("1") => Some(1),
            Some("2") => Some(2),
            Some("3") => Some(3),
            _ => None,
        };
        let of_zone =
            ["mrzline", "mrzl", "mrz"].iter().find_map(|start| number(squeezed.strip_prefix(start)));
        if let Some(line) = of_zone.or_else(|| number(squeezed.strip_prefix("line")?.strip_suffix("mrz"))) {
            return Meaning::Line(line);
        }
        if let Some(line) = number(squeezed.strip_prefix("line")) {
            return Meaning::BareLine(line);
        }
        if let Some(file) = file(&tidy, &squeezed) {
            return Meaning::Part(Part::File(file));
        }
        if let Some(record) = record(&squeezed) {
            return Meaning::Part(Part::Record(record));
        }
        let is_telling = TELLING.iter().any(|word| squeezed.contains(word));
        let is_file_like = words(&tidy).chain([squeezed.as_str()]).any(is_file_like);
        if is_telling || is_file_like { Meaning::Unclear } else { Meaning::Other }
    }

    /// Whether it is the printed zone or a line of it.
    pub fn is_zone(self) -> bool {
        matches!(self, Meaning::Zone | Meaning::Line(_) | Meaning::BareLine(_))
    }
}

/// The name without what nobody sees around it, and in lower case.
fn tidy(name: &str) -> String {
    let is_around = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{feff}' | '\u{200b}' | '"' | '\'' | '`')
    };
    name.trim_matches(is_around).to_ascii_lowercase()
}

/// The file of the chip of this name. Everything that says so for a folder says so for a column.
fn file(tidy: &str, squeezed: &str) -> Option<FileId> {
    tidy.parse().ok().or_else(|| {
        let stem = squeezed.strip_prefix("ef").unwrap_or(squeezed);
        // The bytes are in a table as they are or as base64: a name that says so says nothing new.
        let stem = ["base64", "b64", "bin"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
        match stem.strip_prefix("datagroup").or_else(|| stem.strip_prefix("dg")) {
            Some(number) => format!("dg{}", number.trim_start_matches('0')).parse().ok(),
            None => stem.parse().ok(),
        }
    })
}

/// What a terminal recorded, with or without what parts the words; `json` must be behind, as `access` says little.
fn record(squeezed: &str) -> Option<Record> {
    let is = |record: &Record| {
        let own = record.name().bytes().filter(u8::is_ascii_alphanumeric);
        own.eq(squeezed.bytes())
    };
    Record::ALL.into_iter().find(is)
}

fn words(tidy: &str) -> impl Iterator<Item = &str> {
    tidy.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a word of a name speaks of a file of the chip, such as `dg17` and `sodhex`.
fn is_file_like(word: &str) -> bool {
    let word = word.strip_prefix("ef").unwrap_or(word);
    let number = word.strip_prefix("datagroup").or_else(|| word.strip_prefix("dg"));
    if number.is_some_and(|number| number.starts_with(|letter: char| letter.is_ascii_digit())) {
        return true;
    }
    word.strip_prefix("sod").is_some_and(|rest| rest.is_empty() || ENCODINGS.contains(&rest))
}

/// Whether a text has the look of a printed zone or of a line of one: it is long enough, has fillers, and nothing that no
/// zone has.
///
/// ```
/// use doc9303_arrow::looks_like_zone;
/// assert!(looks_like_zone(b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"));
/// assert!(!looks_like_zone(b"a <b>word</b>"));
/// ```
pub fn looks_like_zone(text: &[u8]) -> bool {
    const SHORTEST_LINE: usize = 28;
    const LONGEST: usize = 200;
    let text = text.trim_ascii();
    if !(SHORTEST_LINE..LONGEST).contains(&text.len()) || !text.contains(&b'<') {
        return false;
    }
    // Line breaks, however they are written, and what else may part the lines.
    let others = text.iter().filter(|letter| !letter.is_ascii_alphanumeric() && **letter != b'<').count();
    Mrz::parse_bytes(text).is_ok() || (others <= 8 && !text.contains(&b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str) -> Option<&'static str> {
        match Meaning::of(name) {
            Meaning::Part(part) => Some(part.name()),
            _ => None,
        }
    }

    #[test]
    fn a_name_is_read_in_every_spelling() {
        for name in
            ["mrz", "MRZ", " mrz", "mrz\t", "\u{feff}mrz", "\"mrz\"", "Mrz_Text", "machine readable zone"]
        {
            assert_eq!(Meaning::of(name), Meaning::Zone, "{name:?}");
        }
        for (name, line) in
            [("mrz1", 1), ("MRZ_Line_2", 2), ("mrz line 3", 3), ("mrzLine1", 1), ("line2_mrz", 2)]
        {
            assert_eq!(Meaning::of(name), Meaning::Line(line), "{name:?}");
        }
        for name in ["EF.SOD", "sod", " SOD", "EF_SOD", "ef-sod", "efSod", "sod.bin", "sod_base64", "Ef Sod"]
        {
            assert_eq!(part(name), Some("EF.SOD"), "{name:?}");
        }
        for name in
            ["EF.DG1", "dg1", "DG01", "DG_1", "ef.dg1", "EF_DG1", "DataGroup1", "data_group_01", "dg1_b64"]
        {
            assert_eq!(part(name), Some("EF.DG1"), "{name:?}");
        }
        for name in ["active_auth.json", "ACTIVE_AUTH_JSON", "active-auth.json", "ActiveAuth.json"] {
            assert_eq!(part(name), Some("active_auth.json"), "{name:?}");
        }
        assert_eq!(part("dg11"), Some("EF.DG11"));
    }

    #[test]
    fn a_name_that_only_looks_like_an_input_is_none() {
        for name in [
            "mrz_back",
            "mrz4",
            "MRZ (front)",
            "dg17",
            "dg0",
            "dg1_hex",
            "sod_hash",
            "ef.sod.txt2",
            "chip_auth",
            "data group 2 hex",
        ] {
            assert_eq!(Meaning::of(name), Meaning::Unclear, "{name:?}");
        }
        for name in ["id", "access", "sodium", "zone", "dgap", "headgear", "line", "line4", ""] {
            assert_eq!(Meaning::of(name), Meaning::Other, "{name:?}");
        }
        assert_eq!(Meaning::of("line1"), Meaning::BareLine(1));
    }

    #[test]
    fn a_zone_is_known_by_its_look() {
        assert!(looks_like_zone(b"L898902C36UTO7408122F1204159ZE184226B<<<<<10"));
        assert!(looks_like_zone(b"I<UTOD231458907<<<<<<<<<<<<<<<"));
        assert!(looks_like_zone(
            b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
        ));
        for text in
            ["", "<<<", "https://example.org/?a=1&b=2&c=33333333333", "0123456789abcdef0123456789abcdef"]
        {
            assert!(!looks_like_zone(text.as_bytes()), "{text:?}");
        }
        assert!(!looks_like_zone(b"<p>a sentence in a page of the web, marked up</p>"));
    }
}
