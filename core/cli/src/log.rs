//! The log of one inspection, by BSI TR-03135 (`--log`).

use crate::failure::{Failure, write_private};
use clap::Args;
use doc9303::{Report, UnixTime};
use doc9303_tr03135::{Component, Error, Profile, Transaction, to_xml};
use std::path::PathBuf;

/// Where an inspection is logged, and how much of it.
#[derive(Args)]
pub(crate) struct LogArguments {
    /// Write a log of the inspection into this file, as XML by BSI TR-03135; without personal data unless --log-profile asks for
    /// them.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// How much is logged: `basic` is without personal data; `standard` has zone, files and seal of what failed or stays open,
    /// `standard_optical`, `standard_electronic` and `standard_seal` always those of one class, `full` all.
    #[arg(long, value_name = "NAME", default_value = "basic", requires = "log")]
    log_profile: Profile,
    /// The id of this terminal in the log.
    #[arg(long, value_name = "ID", requires = "log")]
    log_terminal: Option<String>,
    /// The id of the inspection in the log; a random one by default.
    #[arg(long, value_name = "UUID", requires = "log")]
    log_transaction: Option<String>,
}

/// A log of an inspection that has begun.
pub(crate) struct Log<'a> {
    path: &'a PathBuf,
    profile: Profile,
    id: String,
    terminal: Option<&'a str>,
    start: UnixTime,
}

impl LogArguments {
    /// Starts the log, if one is wanted. What is wrong with the arguments is told before a document is read.
    pub(crate) fn begin(&self, is_redacted: bool) -> Result<Option<Log<'_>>, Failure> {
        let Some(path) = &self.log else { return Ok(None) };
        if is_redacted && self.log_profile != Profile::Basic {
            let profile = self.log_profile.as_str();
            return Err(Failure::Usage(format!(
                "--redact leaves nothing for --log-profile {profile}: use basic"
            )));
        }
        let id = self.log_transaction.clone().map_or_else(random_uuid, Ok)?;
        let terminal = self.log_terminal.as_deref();
        let log = Log { path, profile: self.log_profile, id, terminal, start: crate::time(None)? };
        log.transaction(log.start)?;
        Ok(Some(log))
    }
}

impl Log<'_> {
    /// Writes the log into its file, which only its owner may read.
    pub(crate) fn write(&self, report: &Report) -> Result<(), Failure> {
        // A clock that was set back meanwhile ends no inspection before its start.
        let end = crate::time(None)?.max(self.start);
        let xml = to_xml(report, &self.transaction(end)?, self.profile).map_err(refused)?;
        write_private(self.path, xml.as_bytes())
    }

    fn transaction(&self, end: UnixTime) -> Result<Transaction, Failure> {
        let program = Component::new("doc9303", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        let transaction = Transaction::new(&self.id, self.start, end).map_err(refused)?;
        let transaction = transaction.with_component(program.map_err(refused)?);
        match self.terminal {
            Some(terminal) => transaction.with_terminal(terminal).map_err(refused),
            None => Ok(transaction),
        }
    }
}

fn refused(error: Error) -> Failure {
    Failure::Usage(match error {
        Error::Id => "--log-transaction is no UUID such as 6f1c5b0a-9d2e-4c57-8a3b-1f0e9d8c7b6a".to_owned(),
        Error::Name => "--log-terminal is empty or longer than 200 characters".to_owned(),
        other => format!("--log: {other}"),
    })
}

fn random_uuid() -> Result<String, Failure> {
    let lacking = || Failure::Unreadable("no randomness for the id of the log".to_owned());
    doc9303_inputs::random_uuid().ok_or_else(lacking)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_random_uuid_of_version_4() {
        let at = UnixTime::parse("2026-06-01").unwrap();
        let [one, other] = [random_uuid().unwrap(), random_uuid().unwrap()];
        assert_ne!(one, other);
        assert!(Transaction::new(&one, at, at).is_ok(), "{one}");
        assert_eq!(one.chars().nth(14), Some('4'), "{one}");
        assert!(matches!(one.chars().nth(19), Some('8' | '9' | 'a' | 'b')), "{one}");
    }
}
