//! The card reader's end of the protocol of vpcd, the virtual smart card daemon of the vsmartcard project: a chip connects to it
//! over TCP, and takes messages of two bytes of length before each.

use super::station::Station;
use crate::failure::Failure;
use crate::output;
use doc9303_reader::Transport;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// Messages of one byte that are no command.
const POWER_OFF: u8 = 0;
const POWER_ON: u8 = 1;
const RESET: u8 = 2;

/// How often a chip is looked for that left.
const LOOK: Duration = Duration::from_millis(20);

/// Waits for chips.
pub(super) struct Listener {
    listener: TcpListener,
    timeout: Duration,
}

impl Listener {
    pub(super) fn bind(address: SocketAddr, timeout: Duration) -> Result<Self, Failure> {
        let listener = TcpListener::bind(address);
        let listener = listener
            .map_err(|error| Failure::Usage(format!("--vpcd {address}: cannot be listened at: {error}")))?;
        Ok(Listener { listener, timeout })
    }

    /// Waits for a chip as long as it takes.
    fn accept(&self) -> io::Result<TcpStream> {
        self.listener.set_nonblocking(false)?;
        self.prepared(self.listener.accept()?.0)
    }

    /// Waits for one that was here before.
    fn accept_within(&self, timeout: Duration) -> io::Result<TcpStream> {
        self.listener.set_nonblocking(true)?;
        let until = Instant::now() + timeout;
        loop {
            match self.listener.accept() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock && Instant::now() < until => {
                    std::thread::sleep(LOOK);
                }
                accepted => return self.prepared(accepted?.0),
            }
        }
    }

    fn prepared(&self, mut stream: TcpStream) -> io::Result<TcpStream> {
        stream.set_nonblocking(false)?;
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(self.timeout))?;
        send(&mut stream, &[POWER_ON])?;
        send(&mut stream, &[RESET])?;
        Ok(stream)
    }
}

impl Station for Listener {
    fn wait(&mut self) -> Result<Box<dyn Transport + '_>, Failure> {
        if let Ok(address) = self.listener.local_addr() {
            output::tell(&format!("waiting for a chip at {address}"));
        }
        let stream = self.accept().map_err(|error| Failure::Unreadable(format!("no chip came: {error}")))?;
        Ok(Box::new(Connection { listener: self, stream }))
    }
}

/// A chip that came.
struct Connection<'a> {
    listener: &'a Listener,
    stream: TcpStream,
}

impl Transport for Connection<'_> {
    fn transmit(&mut self, command: &[u8]) -> io::Result<Vec<u8>> {
        send(&mut self.stream, command)?;
        // One deadline for the whole answer, however it drips.
        let until = Instant::now() + self.listener.timeout;
        let mut length = [0; 2];
        receive(&mut self.stream, &mut length, until)?;
        let mut response = vec![0; usize::from(u16::from_be_bytes(length))];
        receive(&mut self.stream, &mut response, until)?;
        Ok(response)
    }

    fn reconnect(&mut self) -> bool {
        output::tell("the chip left; waiting for it to come back");
        // A chip that fell silent learns of it. It may have left before.
        let _ = self.stream.shutdown(Shutdown::Both);
        match self.listener.accept_within(self.listener.timeout) {
            Ok(stream) => {
                self.stream = stream;
                true
            }
            Err(_) => false,
        }
    }
}

impl Drop for Connection<'_> {
    fn drop(&mut self) {
        // The chip may have left before.
        let _ = send(&mut self.stream, &[POWER_OFF]);
    }
}

fn send(stream: &mut TcpStream, message: &[u8]) -> io::Result<()> {
    let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
    let length = u16::try_from(message.len()).map_err(too_long)?;
    // One write, so that no message waits for the acknowledgement of its own length.
    stream.write_all(&[&length.to_be_bytes()[..], message].concat())
}

/// Fills a buffer until a point in time, and not beyond it.
fn receive(stream: &mut TcpStream, mut buffer: &mut [u8], until: Instant) -> io::Result<()> {
    while !buffer.is_empty() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        let read = match stream.read(buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(error) => return Err(error),
        };
        buffer = buffer.get_mut(read..).unwrap_or_default();
    }
    Ok(())
}
