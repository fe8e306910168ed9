//! The card's end of the protocol of vpcd, the virtual smart card daemon of the vsmartcard project: connects to the reader over
//! TCP, and answers messages of two bytes of length before each.

use crate::failure::Failure;
use crate::output;
use doc9303_reader::chip::VirtualChip;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Messages of one byte that are no command.
const POWER_OFF: u8 = 0;
const POWER_ON: u8 = 1;
const RESET: u8 = 2;
const GET_ATR: u8 = 4;
/// A contactless card (PC/SC part 3 §3.1.3.2.3.1) that takes extended lengths, and the same that does not.
const ATR_EXTENDED: [u8; 10] = with_check([0x3B, 0x85, 0x80, 0x01, 0x80, 0x73, 0x84, 0x01, 0xC0, 0x00]);
const ATR_SHORT: [u8; 10] = with_check([0x3B, 0x85, 0x80, 0x01, 0x80, 0x73, 0x84, 0x01, 0x80, 0x00]);
/// How long to wait before the reader is tried again.
const AGAIN: Duration = Duration::from_millis(200);

/// The last byte is the sum of those behind the first (ISO/IEC 7816-3 §8.2.5).
const fn with_check(mut atr: [u8; 10]) -> [u8; 10] {
    let [_, t0, d1, d2, h1, h2, h3, h4, h5, _] = atr;
    let check = t0 ^ d1 ^ d2 ^ h1 ^ h2 ^ h3 ^ h4 ^ h5;
    let [.., last] = &mut atr;
    *last = check;
    atr
}

/// A virtual document before a reader.
pub(super) struct Server {
    pub(super) chip: VirtualChip,
    pub(super) address: String,
    pub(super) latency: Duration,
    pub(super) is_traced: bool,
}

/// Why a connection ended.
#[derive(PartialEq)]
enum End {
    /// The reader closed it.
    Closed,
    /// The document left the field.
    Left,
}

impl Server {
    /// Serves one connection after the other, or one alone. A document that left the field comes back.
    pub(super) fn serve(&mut self, is_once: bool) -> Result<(), Failure> {
        loop {
            let stream = self.connect();
            self.chip.reset();
            let end = stream.and_then(|mut stream| self.serve_one(&mut stream));
            match end {
                Ok(End::Left) => self.trace("left the field", &[]),
                Ok(End::Closed) if is_once => return Ok(()),
                Ok(End::Closed) => output::tell("the reader closed the connection"),
                Err(error) if is_once => {
                    return Err(Failure::Unreadable(format!("{}: {error}", self.address)));
                }
                Err(error) => output::tell(&format!("{}: {error}", self.address)),
            }
            std::thread::sleep(AGAIN);
        }
    }

    /// Connects, as soon as a reader listens.
    fn connect(&self) -> io::Result<TcpStream> {
        let mut is_told = false;
        loop {
            match TcpStream::connect(&self.address) {
                Ok(stream) => {
                    // Answers are small and waited for.
                    stream.set_nodelay(true)?;
                    output::tell(&format!("in the field of {}", self.address));
                    return Ok(stream);
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                    if !is_told {
                        output::tell(&format!("waiting for a reader at {}", self.address));
                        is_told = true;
                    }
                    std::thread::sleep(AGAIN);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn serve_one(&mut self, stream: &mut TcpStream) -> io::Result<End> {
        while let Some(message) = receive(stream)? {
            match message.as_slice() {
                [] => {}
                [POWER_OFF | POWER_ON | RESET] => self.chip.reset(),
                [GET_ATR] => {
                    let is_extended = self.chip.profile().lengths.response > 256;
                    send(stream, if is_extended { &ATR_EXTENDED } else { &ATR_SHORT })?;
                }
                command => {
                    self.trace(">", command);
                    let response = self.chip.respond(command);
                    self.trace("<", &response);
                    std::thread::sleep(self.latency);
                    if !self.chip.is_in_field() {
                        return Ok(End::Left);
                    }
                    // Silence is no answer of no bytes: the reader waits.
                    if !response.is_empty() {
                        send(stream, &response)?;
                    }
                }
            }
        }
        Ok(End::Closed)
    }

    fn trace(&self, direction: &str, bytes: &[u8]) {
        if self.is_traced {
            output::tell(&format!("{direction} {}", base16ct::upper::encode_string(bytes)));
        }
    }
}

/// The next message; `None` if the reader closed the connection.
fn receive(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 2];
    acknowledge(stream);
    match stream.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if is_closed(&error) => return Ok(None),
        Err(error) => return Err(error),
    }
    // vpcd writes the length and the message one after the other, and holds the second back until the first is acknowledged.
    acknowledge(stream);
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    match stream.read_exact(&mut message) {
        Ok(()) => Ok(Some(message)),
        Err(error) if is_closed(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_closed(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset)
}

/// Acknowledges at once what comes next, where the system can be asked to.
fn acknowledge(stream: &TcpStream) {
    #[cfg(target_os = "linux")]
    {
        use std::os::linux::net::TcpStreamExt;
        let _ = stream.set_quickack(true);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
}

fn send(stream: &mut TcpStream, message: &[u8]) -> io::Result<()> {
    let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
    let length = u16::try_from(message.len()).map_err(too_long)?;
    // One write, so that no message waits for the acknowledgement of its own length.
    stream.write_all(&[&length.to_be_bytes()[..], message].concat())
}
