//! The card reader's end of the protocol of vpcd, the virtual smart card daemon of the vsmartcard project: a chip connects to it
//! over TCP, and takes messages of two bytes of length before each.

use super::station::Station;
use crate::failure::Failure;
use crate::output;
use doc9303_reader::Transport;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Messages of one byte that are no command.
const POWER_OFF: u8 = 0;
const POWER_ON: u8 = 1;
const RESET: u8 = 2;

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

    fn accept(&self) -> io::Result<TcpStream> {
        let (mut stream, _) = self.listener.accept()?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(self.timeout))?;
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
        let mut length = [0; 2];
        self.stream.read_exact(&mut length)?;
        let mut response = vec![0; usize::from(u16::from_be_bytes(length))];
        self.stream.read_exact(&mut response)?;
        Ok(response)
    }

    fn reconnect(&mut self) -> bool {
        output::tell("the chip left; waiting for it to come back");
        // A chip that fell silent learns of it. It may have left before.
        let _ = self.stream.shutdown(Shutdown::Both);
        match self.listener.accept() {
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
