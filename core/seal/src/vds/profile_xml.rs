//! The XML of administrative profiles (BSI TR-03171 §4). What is wrong with one is told to whoever gives it, and is in no report.

use super::administrative::{AdministrativeProfile, Entry, EntryType, StatusIndicator};
use crate::{Error, ErrorKind};
use roxmltree::{Document, Node, ParsingOptions, TextPos};

const STRUCTURE: &str = "administrative profile";

/// Bytes of a profile. The largest one with a page of text for each entry is smaller.
const SIZE: usize = 256 << 10;
/// Elements, texts and comments of a profile.
const NODES: u32 = 20_000;
/// Equals signs of a profile: the XML library compares the attributes of an element pair by pair.
const ATTRIBUTES: usize = 4096;
/// Entries of a profile, one for each tag.
const ENTRIES: usize = 251;
/// Bytes of a name: each feature of a seal holds one.
const NAME: usize = 1000;

fn wrong(offset: usize, detail: &'static str) -> Error {
    Error::new(ErrorKind::WrongFormat, STRUCTURE, offset, detail)
}

fn limit(offset: usize, detail: &'static str) -> Error {
    Error::new(ErrorKind::Limit, STRUCTURE, offset, detail)
}

/// The error of a profile whose number another one has.
pub(super) fn another_of_the_number() -> Error {
    wrong(0, "another profile has the same number")
}

impl AdministrativeProfile {
    /// Reads a profile. Elements that are not known are left out; namespaces are not looked at.
    ///
    /// # Errors
    /// [`ErrorKind::Limit`] for more than 256 KiB, 20,000 nodes of XML or 251 entries, and [`ErrorKind::WrongFormat`] for what is not
    /// XML in UTF-8, has a document type definition, or is no profile: with the offset of the element.
    pub fn from_xml(xml: &[u8]) -> Result<AdministrativeProfile, Error> {
        read(xml)
    }
}

fn read(xml: &[u8]) -> Result<AdministrativeProfile, Error> {
    if xml.len() > SIZE {
        return Err(limit(SIZE, "more bytes than a profile has"));
    }
    if xml.iter().filter(|octet| **octet == b'=').count() > ATTRIBUTES {
        return Err(limit(0, "more attributes than a profile has"));
    }
    let text = core::str::from_utf8(xml).map_err(|error| wrong(error.valid_up_to(), "text is not UTF-8"))?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let offset = offset(text, error.pos());
        match error {
            roxmltree::Error::NodesLimitReached => limit(offset, "more nodes than a profile has"),
            roxmltree::Error::DtdDetected => wrong(offset, "a document type definition"),
            _ => wrong(offset, "not well-formed XML"),
        }
    })?;
    profile(document.root_element())
}

/// Where a position in lines and characters lies in bytes.
fn offset(text: &str, position: TextPos) -> usize {
    let before = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(before(position.row)).map(str::len).sum();
    let line = text.get(start..).unwrap_or_default();
    start + line.chars().take(before(position.col)).map(char::len_utf8).sum::<usize>()
}

fn profile(root: Node<'_, '_>) -> Result<AdministrativeProfile, Error> {
    if root.tag_name().name() != "profile" {
        return Err(wrong(root.range().start, "the outermost element is no profile"));
    }
    let number = needed(root, "profileNumber", "a profile without its number")?;
    let status = match child(root, "statusIndicator")?.map(|node| (text(node), node.range().start)) {
        None => StatusIndicator::None,
        Some((status, at)) => match status.as_str() {
            "NONE" => StatusIndicator::None,
            "BLOCKLISTING" | "BLOCKLIST" => StatusIndicator::Blocklisting,
            "ALLOWLISTING" | "ALLOWLIST" => StatusIndicator::Allowlisting,
            _ => return Err(wrong(at, "a status indicator that no profile has")),
        },
    };
    let creator = name(needed(root, "creator", "a profile without its creator")?)?;
    let title = child(root, "profileName")?.filter(|node| !text(*node).is_empty()).map(name).transpose()?;
    let mut entries: Vec<Entry> = Vec::new();
    for node in root.children().filter(|node| is_named(node, "entry")) {
        let at = node.range().start;
        if entries.len() >= ENTRIES {
            return Err(limit(at, "more entries than there are tags"));
        }
        let read = entry(node)?;
        if entries.iter().any(|entry| entry.tag() == read.tag()) {
            return Err(wrong(at, "a tag that another entry has"));
        }
        // Features are found by their names.
        if entries.iter().any(|entry| entry.name == read.name) {
            return Err(wrong(at, "a name that another entry has"));
        }
        entries.push(read);
    }
    if entries.is_empty() {
        return Err(wrong(root.range().start, "a profile without entries"));
    }
    let digits = text(number).replace('-', "");
    let octets = digits.get(..32).filter(|_| digits.len() == 32).and_then(sixteen);
    let number = octets.ok_or_else(|| wrong(number.range().start, "a number that is not of 32 digits"))?;
    Ok(AdministrativeProfile { number, name: title, creator, status, entries })
}

/// The bytes of 32 hexadecimal digits.
fn sixteen(digits: &str) -> Option<[u8; 16]> {
    let is_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u128::from_str_radix(digits, 16).ok().filter(|_| is_digits).map(u128::to_be_bytes)
}

fn entry(node: Node<'_, '_>) -> Result<Entry, Error> {
    let at = node.range().start;
    let number = node.attribute("tag").and_then(|tag| tag.trim().parse::<u8>().ok());
    let tag = number
        .filter(|tag| (4..=254).contains(tag))
        .ok_or_else(|| wrong(at, "a tag that is not from 4 to 254"))?;
    let is_optional = match node.attribute("optional").map(str::trim) {
        None | Some("false" | "0") => false,
        Some("true" | "1") => true,
        Some(_) => return Err(wrong(at, "neither optional nor not")),
    };
    let kind = needed(node, "type", "an entry without its type")?;
    let entry_type = match text(kind).as_str() {
        "BOOLEAN" => EntryType::Boolean,
        "INTEGER" => EntryType::Integer,
        "OCTET_STRING" | "OCTET STRING" => EntryType::OctetString,
        "UTF8String" => EntryType::Utf8String,
        "DATE" => EntryType::Date,
        "DATE-TIME" => EntryType::DateTime,
        _ => return Err(wrong(kind.range().start, "a type that no entry has")),
    };
    let length = match (child(node, "length")?, entry_type) {
        (Some(length), EntryType::OctetString | EntryType::Utf8String) => {
            let bytes = text(length).parse().ok().filter(|bytes| *bytes > 0);
            Some(bytes.ok_or_else(|| wrong(length.range().start, "a length that is no number"))?)
        }
        // The other types have a size of their own.
        _ => None,
    };
    let mut entry = Entry::new(tag, is_optional, entry_type, length);
    entry.name = name(needed(node, "name", "an entry without its name")?)?;
    entry.description = child(node, "description")?.map(text).unwrap_or_default();
    entry.default = child(node, "defaultValue")?.map(text);
    Ok(entry)
}

fn is_named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The one element of a name.
fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Result<Option<Node<'a, 'input>>, Error> {
    let mut all = node.children().filter(|child| is_named(child, name));
    let first = all.next();
    match all.next() {
        None => Ok(first),
        Some(second) => Err(wrong(second.range().start, "an element that is there twice")),
    }
}

fn needed<'a, 'input>(
    node: Node<'a, 'input>,
    name: &str,
    detail: &'static str,
) -> Result<Node<'a, 'input>, Error> {
    child(node, name)?.ok_or_else(|| wrong(node.range().start, detail))
}

/// The text of an element, with one space for each run of them.
fn text(node: Node<'_, '_>) -> String {
    let parts = node.children().filter(Node::is_text).filter_map(|part| part.text());
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that is shown beside values: not empty, bounded, and without what terminals obey.
fn name(node: Node<'_, '_>) -> Result<String, Error> {
    let (name, at) = (text(node), node.range().start);
    match name.len() {
        0 => Err(wrong(at, "a name without letters")),
        length if length > NAME => Err(limit(at, "a name that is too long")),
        _ if name.chars().any(moves) => Err(wrong(at, "a name with control characters")),
        _ => Ok(name),
    }
}

/// Whether a letter moves the cursor, or turns the direction of text.
fn moves(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
