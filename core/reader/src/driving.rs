//! Protocols in tests, driven command by command without a transport.

use crate::card::{Card, Link};
use crate::randomness::{Purpose, Randomness, RecordedRandomness};
use core::pin::pin;
use core::task::{Context, Poll, Waker};

/// A card with nothing sent yet, and its wire.
pub(crate) fn card(randomness: RecordedRandomness) -> (Card, Link) {
    let link = Link::default();
    (Card::new(link.clone(), Box::new(randomness), 100, 1 << 20), link)
}

/// Polls a protocol to its end.
pub(crate) fn drive<T>(
    link: &Link,
    protocol: impl Future<Output = T>,
    mut answer: impl FnMut(&[u8]) -> Vec<u8>,
) -> T {
    let mut protocol = pin!(protocol);
    loop {
        match protocol.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => return result,
            Poll::Pending => {
                let command = link.wire().command.take().unwrap();
                let response = answer(&command);
                link.wire().response = Some(Ok(response));
            }
        }
    }
}

/// Randomness whose bytes are all unlike, the same in every run.
pub(crate) struct Steps(pub(crate) u8);

impl Randomness for Steps {
    fn fill(&mut self, _: Purpose, bytes: &mut [u8]) -> bool {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
        true
    }
}
