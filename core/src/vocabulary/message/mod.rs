//! What reports and errors say: sentences with facts, in six languages.

mod fact;
mod language;
mod table;

pub(crate) use fact::count;
pub(crate) use language::CheckWords;
pub use language::Language;
pub(crate) use table::Text;
pub use table::{Fact, Message};

use crate::json::{self, Json, Object, object, serialize_as_json};
use core::fmt;
use language::Words;

impl Message {
    /// The sentence in a language, with its facts.
    ///
    /// Without the feature `languages` every language is English.
    pub fn text_in(&self, language: Language) -> String {
        let words = language.words();
        let facts = self.facts();
        let mut text = String::new();
        fill(words.message(self.id()).unwrap_or(self.english()), &facts, words, &mut text);
        text
    }

    /// The facts, by name.
    pub fn facts(&self) -> Vec<(&'static str, Fact)> {
        names(self.english()).zip(self.values()).collect()
    }

    /// The id and the facts as JSON: `{"message", "facts"}`.
    pub fn to_json(&self) -> String {
        json::text(self.json())
    }

    pub(crate) fn json(&self) -> impl Json {
        object(|o| self.members(o))
    }

    /// Adds the id and the facts, as reports have them beside their texts.
    pub(crate) fn members<'a>(&self, o: Object<'a>) -> Object<'a> {
        let facts = self.facts();
        let facts = facts.iter().map(|(name, fact)| (*name, fact));
        o.with("message", self.id()).with("facts", object(|o| o.with_each(facts)))
    }

    /// An error in other words: what is wrong with a structure, where it has no place.
    pub(crate) fn said(what: impl fmt::Display) -> Message {
        Message::Said { what: what.to_string().into() }
    }
}

serialize_as_json!(Message, Fact);

/// A few words that are a sentence of their own.
impl From<&'static str> for Message {
    fn from(what: &'static str) -> Self {
        Message::Said { what: what.into() }
    }
}

/// The sentence in English.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text_in(Language::English))
    }
}

/// By id and facts: derived for each of some two hundred variants, this would be a tenth of a module for a browser.
impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id() && self.values() == other.values()
    }
}

impl Eq for Message {}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(self.id());
        for (name, fact) in self.facts() {
            shown.field(name, &fact);
        }
        shown.finish()
    }
}

/// The names in braces.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|tail| tail.split_once('}')).map(|(name, _)| name)
}

/// Writes a template, and each fact where its name stands in braces.
fn fill(template: &str, facts: &[(&'static str, Fact)], words: &Words, out: &mut String) {
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        out.push_str(before);
        if let Some((_, fact)) = facts.iter().find(|(known, _)| *known == name) {
            fact.write(words, out);
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, UnixTime};
    use std::collections::BTreeSet;
    use std::sync::Arc;

    /// A fact made up, which shows in a text that it is there.
    pub(crate) trait Sample {
        fn sample(name: &'static str) -> Self;
    }

    impl Sample for Text {
        fn sample(name: &'static str) -> Self {
            format!("<{name}>").into()
        }
    }

    impl Sample for u64 {
        fn sample(_: &'static str) -> Self {
            4711
        }
    }

    impl Sample for UnixTime {
        fn sample(_: &'static str) -> Self {
            UnixTime::parse("2026-06-01T12:34:56Z").unwrap()
        }
    }

    impl Sample for Date {
        fn sample(_: &'static str) -> Self {
            UnixTime::sample("").date()
        }
    }

    impl Sample for Vec<Fact> {
        fn sample(name: &'static str) -> Self {
            vec![Fact::Text(Text::sample(name)), Fact::Number(7)]
        }
    }

    impl Sample for Arc<Message> {
        fn sample(_: &'static str) -> Self {
            Arc::new(Message::NoSigner {})
        }
    }

    #[test]
    fn every_message_has_its_facts_in_every_language() {
        let mut ids = BTreeSet::new();
        for (message, declared) in Message::samples() {
            assert!(ids.insert(message.id()), "two messages are {}", message.id());
            let facts = message.facts();
            assert!(
                facts.iter().map(|(name, _)| *name).eq(declared),
                "{}: its facts stand in another order",
                message.id()
            );
            for language in Language::ALL.iter().copied() {
                let words = language.words();
                let template = match language {
                    Language::English => message.english(),
                    _ => {
                        words.message(message.id()).unwrap_or_else(|| panic!("{language}: {}", message.id()))
                    }
                };
                let placed: BTreeSet<&str> = names(template).collect();
                assert_eq!(
                    placed.len(),
                    names(template).count(),
                    "{language}: {} says a fact twice",
                    message.id()
                );
                assert!(
                    placed.into_iter().eq(facts.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>()),
                    "{language}: {}",
                    message.id()
                );
                let text = message.text_in(language);
                assert!(!text.contains(['{', '}']) && !text.is_empty(), "{language}: {text}");
                for (name, fact) in &facts {
                    let mut written = String::new();
                    fact.write(words, &mut written);
                    assert!(text.contains(&written), "{language}: {name} is not in {text}");
                }
            }
        }
    }

    #[test]
    fn no_language_has_a_message_that_is_not_said() {
        let ids: BTreeSet<&str> = Message::samples().iter().map(|(message, _)| message.id()).collect();
        for language in Language::ALL.iter().filter(|language| **language != Language::English) {
            for id in language.words().message_ids() {
                assert!(ids.contains(id), "{language}: {id}");
            }
        }
    }

    #[test]
    fn a_fact_is_put_in_once_and_never_read_as_a_template() {
        let message = Message::Said { what: "{what} and {other}".into() };
        assert_eq!(message.to_string(), "{what} and {other}");
    }
}
