//! Elements, leaves and text that XML 1.0 can hold.

use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::borrow::Cow;
use std::io::Result;

/// XML in memory.
pub(crate) type Xml = Writer<Vec<u8>>;

/// The namespaces of Table 6.1 by the prefixes that stand for them here.
pub(crate) const NAMESPACES: [(&str, &str); 7] = [
    ("xmlns:ct", "http://trdoccheck.bsi.bund.de/ct/4"),
    ("xmlns:base", "http://trdoccheck.bsi.bund.de/base/1"),
    ("xmlns:dc", "http://trdoccheck.bsi.bund.de/dc/4"),
    ("xmlns:dco", "http://trdoccheck.bsi.bund.de/dco/4"),
    ("xmlns:dce", "http://trdoccheck.bsi.bund.de/dce/4"),
    ("xmlns:dcs", "http://trdoccheck.bsi.bund.de/dcs/1"),
    ("xmlns:dcc", "http://trdoccheck.bsi.bund.de/dcc/4"),
];

/// Writes an element with attributes and what stands in it.
pub(crate) fn node(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> Result<()>,
) -> Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(content).map(drop)
}

/// Writes an element that holds a text.
pub(crate) fn leaf(xml: &mut Xml, name: &str, text: &str) -> Result<()> {
    leaf_with(xml, name, &[], text)
}

/// Writes an element with attributes that holds a text.
pub(crate) fn leaf_with(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], text: &str) -> Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_text_content(BytesText::new(&representable(text))).map(drop)
}

/// The text with U+FFFD for characters that XML 1.0 does not have (§2.2, Char).
fn representable(text: &str) -> Cow<'_, str> {
    let is_char = |letter: char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(is_char) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| if is_char(letter) { letter } else { '\u{FFFD}' }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(representable("<ä>\n"), "<ä>\n");
        assert_eq!(
            representable("a\0b\u{1F}\u{FFFE}\u{FFFF}\u{1F600}"),
            "a\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}\u{1F600}"
        );
    }

    #[test]
    fn signs_of_xml_are_escaped() {
        let mut xml = Xml::new(Vec::new());
        leaf_with(&mut xml, "a", &[("b", "\"<&>\"")], "<&>").unwrap();
        let text = String::from_utf8(xml.into_inner()).unwrap();
        assert_eq!(text, "<a b=\"&quot;&lt;&amp;&gt;&quot;\">&lt;&amp;&gt;</a>");
    }
}
