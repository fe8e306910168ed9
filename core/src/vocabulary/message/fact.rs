//! The facts of a message, as they are said.

use super::language::Words;
use super::table::{Fact, Message, Text};
use crate::json::{Json, Shown, array};
use crate::{Date, UnixTime};
use core::fmt::Write;
use std::sync::Arc;

/// Names, times and days as texts, numbers as numbers.
impl Json for &Fact {
    fn write(self, out: &mut String) {
        match self {
            Fact::Text(text) => (&**text).write(out),
            Fact::Number(number) => number.write(out),
            Fact::Time(time) => Shown(time).write(out),
            Fact::Date(date) => Shown(date).write(out),
            Fact::List(list) => array(list, |fact| fact).write(out),
            Fact::Message(message) => message.json().write(out),
        }
    }
}

impl Fact {
    pub(super) fn json(&self) -> impl Json {
        self
    }

    /// Writes the fact as a person reads it.
    pub(super) fn write(&self, words: &Words, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match self {
            Fact::Text(text) => out.write_str(words.phrase(text)),
            Fact::Number(number) => write!(out, "{number}"),
            Fact::Time(time) => write!(out, "{time}"),
            Fact::Date(date) => write!(out, "{date}"),
            Fact::List(list) => {
                write_list(list, words, out);
                Ok(())
            }
            Fact::Message(message) => {
                super::fill(
                    words.message(message.id()).unwrap_or(message.english()),
                    &message.facts(),
                    words,
                    out,
                );
                Ok(())
            }
        };
    }
}

/// With semicolons where an entry has commas of its own.
fn write_list(list: &[Fact], words: &Words, out: &mut String) {
    let entries: Vec<String> = list
        .iter()
        .map(|fact| {
            let mut entry = String::new();
            fact.write(words, &mut entry);
            entry
        })
        .collect();
    let separator = if entries.iter().any(|entry| entry.contains(", ")) { "; " } else { ", " };
    match entries.as_slice() {
        [] => out.push_str(words.phrase("none")),
        entries => out.push_str(&entries.join(separator)),
    }
}

impl From<Text> for Fact {
    fn from(text: Text) -> Self {
        Fact::Text(text)
    }
}

impl From<u64> for Fact {
    fn from(number: u64) -> Self {
        Fact::Number(number)
    }
}

impl From<UnixTime> for Fact {
    fn from(time: UnixTime) -> Self {
        Fact::Time(time)
    }
}

impl From<Date> for Fact {
    fn from(date: Date) -> Self {
        Fact::Date(date)
    }
}

impl From<Vec<Fact>> for Fact {
    fn from(list: Vec<Fact>) -> Self {
        Fact::List(list)
    }
}

impl From<Arc<Message>> for Fact {
    fn from(message: Arc<Message>) -> Self {
        Fact::Message(message)
    }
}

/// A length, a count or an offset as a fact.
pub(crate) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
