//! Bodies, each within a bound of size and of time, and all together within the memory that is set aside for them.

use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes that one permit stands for.
const UNIT: usize = 1 << 10;

/// The memory for the bodies of all requests.
pub(crate) struct Room {
    units: Arc<Semaphore>,
    most: usize,
    time: Duration,
}

/// A body that was read, and the room that it takes until it is dropped.
pub(crate) struct Taken {
    pub(crate) bytes: Vec<u8>,
    _room: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// `all`: bytes of all bodies; `most`: bytes of one; `time`: until it has to be there.
    pub(crate) fn new(all: usize, most: usize, time: Duration) -> Self {
        let units = (all / UNIT).clamp(1, Semaphore::MAX_PERMITS);
        Room { units: Arc::new(Semaphore::new(units)), most, time }
    }

    /// Reads a body to its end.
    ///
    /// # Errors
    /// `request.too_large`, `request.timeout`, `request.broken_off`; `service.busy` if there is no room.
    pub(crate) async fn read(&self, headers: &HeaderMap, body: Body) -> Result<Taken, Problem> {
        let announced =
            headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: usize| length > self.most) {
            return Err(Problem::TOO_LARGE);
        }
        tokio::time::timeout(self.time, self.collect(body)).await.map_err(|_| Problem::TOO_SLOW)?
    }

    async fn collect(&self, mut body: Body) -> Result<Taken, Problem> {
        let (mut bytes, mut room): (Vec<u8>, Option<OwnedSemaphorePermit>) = (Vec::new(), None);
        let mut held = 0_usize;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Problem::BROKEN_OFF)?;
            let Some(data) = frame.data_ref() else { continue };
            let length = bytes.len().saturating_add(data.len());
            if length > self.most {
                return Err(Problem::TOO_LARGE);
            }
            // A vector that grows takes twice what it holds.
            let needed = length.saturating_mul(2).div_ceil(UNIT);
            if needed > held {
                let more = u32::try_from(needed.saturating_sub(held)).map_err(|_| Problem::TOO_LARGE)?;
                let permit = self.units.clone().try_acquire_many_owned(more).map_err(|_| Problem::BUSY)?;
                match &mut room {
                    Some(room) => room.merge(permit),
                    none => *none = Some(permit),
                }
                held = needed;
            }
            bytes.extend_from_slice(data);
        }
        Ok(Taken { bytes, _room: room })
    }
}
