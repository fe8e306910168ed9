//! PC/SC: the readers of this machine, through the service of the operating system.

use super::station::Station;
use crate::failure::Failure;
use crate::output;
use doc9303_reader::Transport;
use pcsc::{Card, Context, Disposition, Error, Protocols, ReaderState, Scope, ShareMode, State};
use std::ffi::{CStr, CString};
use std::io;
use std::time::{Duration, Instant};

/// How often the readers are looked at while no card is there.
const LOOK: Duration = Duration::from_millis(500);
/// How long a card that does not answer is watched whether it leaves. The service looks twice in this time.
const LEAVING: Duration = Duration::from_secs(1);
/// Bytes of the longest response with its status.
const LONGEST: usize = 65_538;

/// The readers of this machine.
pub(super) struct Readers {
    context: Context,
    name: Option<String>,
    timeout: Duration,
}

impl Readers {
    /// Connects to the service; the readers may still be plugged in.
    pub(super) fn open(name: Option<&str>, timeout: Duration) -> Result<Self, Failure> {
        let context = Context::establish(Scope::User).map_err(|error| {
            let remedy = match error {
                Error::NoService | Error::ServiceStopped => "; start pcscd, or plug a reader in",
                _ => "",
            };
            Failure::Unreadable(format!("PC/SC: {error}{remedy}"))
        })?;
        Ok(Readers { context, name: name.map(str::to_owned), timeout })
    }

    /// The readers that are meant, and what they hold.
    fn looked_at(&self) -> Result<Vec<ReaderState>, Error> {
        let readers = match self.context.list_readers_owned() {
            Ok(readers) => readers,
            Err(Error::NoReadersAvailable) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let is_meant = |reader: &CStr| {
            self.name
                .as_ref()
                .is_none_or(|name| reader.to_string_lossy().to_lowercase().contains(&name.to_lowercase()))
        };
        let mut states: Vec<ReaderState> = readers
            .into_iter()
            .filter(|reader| is_meant(reader))
            .map(|reader| ReaderState::new(reader, State::UNAWARE))
            .collect();
        if !states.is_empty() {
            match self.context.get_status_change(LOOK, &mut states) {
                Ok(()) | Err(Error::Timeout) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(states)
    }

    /// The reader that has a card.
    fn present(&self) -> Result<Option<CString>, Error> {
        let states = self.looked_at()?;
        let with_card = states.iter().find(|state| {
            state.event_state().contains(State::PRESENT) && !state.event_state().contains(State::MUTE)
        });
        Ok(with_card.map(|state| state.name().to_owned()))
    }

    /// Watches for a moment whether the card leaves or another one comes.
    fn watch(&self) {
        let until = Instant::now() + LEAVING;
        let counts = || -> Option<Vec<u32>> {
            Some(self.looked_at().ok()?.iter().map(ReaderState::event_count).collect())
        };
        let before = counts();
        while before.is_some() && counts() == before && Instant::now() < until {
            std::thread::sleep(LOOK / 10);
        }
    }

    /// Connects to a card as soon as there is one.
    fn connect(&self, until: Option<Instant>) -> Result<Card, Error> {
        self.connected(until, Ok)
    }

    /// The same, and powers the card anew.
    fn connect_anew(&self, until: Option<Instant>) -> Result<Card, Error> {
        self.connected(until, |mut card| {
            card.reconnect(ShareMode::Exclusive, Protocols::ANY, Disposition::ResetCard).map(|()| card)
        })
    }

    fn connected(
        &self,
        until: Option<Instant>,
        begin: impl Fn(Card) -> Result<Card, Error>,
    ) -> Result<Card, Error> {
        loop {
            if let Some(reader) = self.present()? {
                let card = self.context.connect(&reader, ShareMode::Exclusive, Protocols::ANY);
                match card.and_then(&begin) {
                    Err(
                        Error::NoSmartcard
                        | Error::RemovedCard
                        | Error::UnpoweredCard
                        | Error::UnresponsiveCard,
                    ) => {}
                    other => return other,
                }
            }
            if until.is_some_and(|until| Instant::now() > until) {
                return Err(Error::Timeout);
            }
            std::thread::sleep(LOOK / 5);
        }
    }
}

impl Station for Readers {
    fn wait(&mut self) -> Result<Box<dyn Transport + '_>, Failure> {
        let readers = self.context.list_readers_owned().unwrap_or_default();
        let names: Vec<String> = readers.iter().map(|reader| reader.to_string_lossy().into_owned()).collect();
        let names = if names.is_empty() { "none is plugged in".to_owned() } else { names.join(", ") };
        output::tell(&format!("waiting for a document (readers: {names})"));
        let card = self.connect(None).map_err(|error| Failure::Unreadable(format!("PC/SC: {error}")))?;
        Ok(Box::new(Connection { readers: self, card: Some(card), buffer: vec![0; LONGEST] }))
    }
}

/// A card in a reader.
struct Connection<'a> {
    readers: &'a Readers,
    card: Option<Card>,
    buffer: Vec<u8>,
}

impl Transport for Connection<'_> {
    fn transmit(&mut self, command: &[u8]) -> io::Result<Vec<u8>> {
        let card = self.card.as_ref().ok_or(io::ErrorKind::NotConnected)?;
        card.transmit(command, &mut self.buffer).map(<[u8]>::to_vec).map_err(io::Error::other)
    }

    fn reconnect(&mut self) -> bool {
        output::tell("the document left the reader; put it back");
        // A card that left is not reset: where the next one comes before pcscd looks again, a reset that failed would leave the reader
        // empty in its books for as long as that card lies there. One that stayed is.
        self.release(Disposition::LeaveCard);
        self.readers.watch();
        let until = Instant::now().checked_add(self.readers.timeout);
        self.card = self.readers.connect_anew(until).ok();
        self.card.is_some()
    }
}

impl Connection<'_> {
    fn release(&mut self, disposition: Disposition) {
        if let Some(card) = self.card.take() {
            // The card may have left before.
            let _ = card.disconnect(disposition);
        }
    }
}

impl Drop for Connection<'_> {
    fn drop(&mut self) {
        self.release(Disposition::ResetCard);
    }
}
