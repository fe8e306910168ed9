//! The facts that a message says.

use super::Message;
use super::language::Words;
use crate::{Date, UnixTime};
use core::fmt::Write;
use std::borrow::Cow;
use std::sync::Arc;

/// A name or a few words: of a structure, a field, an algorithm, a State, a fault.
pub(crate) type Text = Cow<'static, str>;

/// One fact of a [`Message`].
///
/// ```
/// use doc9303::report::{Fact, Message};
/// let message = Message::SeveralSigners { count: 2 };
/// assert_eq!(message.facts(), [("count", Fact::Number(2))]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// A name or a few words. What is no name is translated.
    Text(Text),
    /// A count, a number or an offset.
    Number(u64),
    /// A point in time.
    Time(UnixTime),
    /// A day.
    Date(Date),
    /// Several facts of a kind; "none" if there is none.
    List(Vec<Fact>),
    /// A message within the message.
    Message(Arc<Message>),
}

impl Fact {
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
