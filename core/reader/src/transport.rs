//! What carries commands to a chip and responses back.

use crate::error::ReadError;
use crate::event::Event;
use crate::reading::{Next, Reading};
use std::io;

/// A way to a chip: a reader on a desk, a telephone, a network, or a chip in the same process.
///
/// ```
/// use doc9303_reader::{Password, ReadError, ReadOptions, Reading, Status, Step, SystemRandomness, Transport, read};
/// /// A card that knows no command.
/// struct Blank;
/// impl Transport for Blank {
///     fn transmit(&mut self, _: &[u8]) -> std::io::Result<Vec<u8>> {
///         Ok(vec![0x6A, 0x82])
///     }
/// }
/// let options = ReadOptions::new(Password::card_access_number("500540"));
/// let mut reading = Reading::new(options, SystemRandomness);
/// let refused = ReadError::Refused { step: Step::SelectApplication, status: Status(0x6A82) };
/// assert_eq!(read(&mut reading, &mut Blank, |_| ()), Err(refused));
/// ```
pub trait Transport {
    /// Sends a command and waits for the response, status included.
    ///
    /// # Errors
    /// If none comes: the chip left the field, or the reader failed.
    fn transmit(&mut self, command: &[u8]) -> io::Result<Vec<u8>>;

    /// Waits for the chip that left the field; false if it will not come back.
    fn reconnect(&mut self) -> bool {
        false
    }
}

/// Reads a chip to the end, and tells what happens while it happens. Time is the transport's: it decides how long it waits.
/// Nobody signs for a [driven](crate::Terminal::driven) terminal here.
///
/// # Errors
/// Why reading ended early. What was read until then is in [`Reading::evidence`].
pub fn read(
    reading: &mut Reading,
    transport: &mut dyn Transport,
    mut tell: impl FnMut(&Event),
) -> Result<(), ReadError> {
    loop {
        match reading.next() {
            Next::Send(command) => match transport.transmit(&command) {
                Ok(response) => reading.answer(response),
                Err(_) => reading.lost(),
            },
            Next::Event(event) => tell(&event),
            Next::Sign(_) => reading.signed(None),
            Next::Reconnect if transport.reconnect() => reading.reconnected(),
            Next::Reconnect => return Err(ReadError::Lost),
            Next::Done(result) => return result,
        }
    }
}
