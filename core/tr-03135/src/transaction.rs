//! What a log says beside the report: which inspection it was, when, where, and by what software.

use crate::Error;
use doc9303::UnixTime;

/// Characters of a name.
const LONGEST_NAME: usize = 200;

/// One inspection: its id, its period, its terminal and the software that took part (TR-03135-1 §6.2, §6.3).
///
/// ```
/// use doc9303::UnixTime;
/// use doc9303_tr03135::{Component, Transaction};
/// let [start, end] = ["2026-06-01T09:00:00Z", "2026-06-01T09:00:07Z"].map(|time| UnixTime::parse(time).unwrap());
/// let transaction = Transaction::new("6f1c5b0a-9d2e-4c57-8a3b-1f0e9d8c7b6a", start, end)?
///     .with_terminal("gate 12")?
///     .with_component(Component::new("Utopia Systems", "gate software", "4.1")?);
/// # let _ = transaction;
/// # Ok::<(), doc9303_tr03135::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub(crate) id: String,
    pub(crate) start: UnixTime,
    pub(crate) end: UnixTime,
    pub(crate) terminal: Option<String>,
    pub(crate) components: Vec<Component>,
}

impl Transaction {
    /// An inspection by its id, a UUID that no other has, and by when it started and ended, in UTC with a precision of seconds.
    /// The software of this project is logged as a component of it.
    ///
    /// # Errors
    /// [`Error::Id`] if the id is no UUID, [`Error::Period`] if the end lies before the start.
    pub fn new(id: &str, start: UnixTime, end: UnixTime) -> Result<Self, Error> {
        if !is_uuid(id) {
            return Err(Error::Id);
        }
        if end < start {
            return Err(Error::Period);
        }
        let own = Component {
            vendor: "doc9303".to_owned(),
            name: "doc9303".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Ok(Transaction { id: id.to_ascii_lowercase(), start, end, terminal: None, components: vec![own] })
    }

    /// Says which terminal it was, by the id that the operator gave it.
    ///
    /// # Errors
    /// [`Error::Name`] if the id is empty or longer than 200 characters.
    pub fn with_terminal(mut self, id: &str) -> Result<Self, Error> {
        self.terminal = Some(name(id)?);
        Ok(self)
    }

    /// Adds software or hardware that took part. The components are logged in the order in which they were added.
    #[must_use]
    pub fn with_component(mut self, component: Component) -> Self {
        self.components.push(component);
        self
    }
}

/// Software or hardware of an inspection.
///
/// Part of a [`Transaction`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    pub(crate) vendor: String,
    pub(crate) name: String,
    pub(crate) version: String,
}

impl Component {
    /// A component by its vendor, its name and its version.
    ///
    /// # Errors
    /// [`Error::Name`] if one of them is empty or longer than 200 characters.
    pub fn new(vendor: &str, name: &str, version: &str) -> Result<Self, Error> {
        Ok(Component { vendor: self::name(vendor)?, name: self::name(name)?, version: self::name(version)? })
    }
}

fn name(text: &str) -> Result<String, Error> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().take(LONGEST_NAME + 1).count() <= LONGEST_NAME;
    fits.then(|| text.to_owned()).ok_or(Error::Name)
}

/// Groups of 8, 4, 4, 4 and 12 hexadecimal digits (RFC 4122 §3).
fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid() {
        assert!(is_uuid("6F1C5B0A-9d2e-4c57-8a3b-1f0e9d8c7b6a"));
        for text in
            ["", "6f1c5b0a", "6f1c5b0a9d2e4c578a3b1f0e9d8c7b6a", "6f1c5b0a-9d2e-4c57-8a3b-1f0e9d8c7b6g"]
        {
            assert!(!is_uuid(text), "{text}");
        }
    }

    #[test]
    fn a_name_is_neither_empty_nor_long() {
        assert_eq!(name(" gate 12 ").as_deref(), Ok("gate 12"));
        assert_eq!(name(&"ä".repeat(200)).map(|name| name.len()), Ok(400));
        assert_eq!(name(&"ä".repeat(201)), Err(Error::Name));
        assert_eq!(name(" \n"), Err(Error::Name));
    }
}
