//! Handles: numbers that name what the library holds for a caller. No handle is ever followed as an address, and no number is given
//! twice, so that one that was freed, or that names something else, is told and harms nothing.

use crate::status::{Failure, Status};
use core::any::Any;
use core::ptr::without_provenance_mut;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// A type that C knows by its name alone.
pub(crate) trait Handle {
    /// What is held.
    type Content: Send + Sync + 'static;
    /// What messages call it.
    const NAME: &'static str;
}

#[derive(Default)]
struct Held {
    last: usize,
    contents: HashMap<usize, Arc<dyn Any + Send + Sync>>,
}

/// What is held for callers, by number.
static HELD: LazyLock<RwLock<Held>> = LazyLock::new(RwLock::default);

/// Below this lies no address of a program, and runtimes that look at pointers, such as that of Go, complain.
const FIRST: usize = 1 << 16;
/// Handles look like the addresses of something that is aligned.
const STEP: usize = 16;

/// Holds something until it is freed.
pub(crate) fn keep<H: Handle>(content: H::Content) -> Result<*mut H, Failure> {
    // Nothing that panics runs under the lock, so that what it guards is whole in any case.
    let mut held = HELD.write().unwrap_or_else(PoisonError::into_inner);
    let used_up = || Failure::new(Status::InvalidLength, "there are no handles left");
    let number = held.last.max(FIRST).checked_add(STEP).ok_or_else(used_up)?;
    held.last = number;
    held.contents.insert(number, Arc::new(content));
    Ok(without_provenance_mut(number))
}

/// What a handle names. It stays for as long as the call needs it, even if another thread frees the handle meanwhile.
pub(crate) fn named<H: Handle>(handle: *const H) -> Result<Arc<H::Content>, Failure> {
    if handle.is_null() {
        return Err(Failure::new(Status::NullPointer, format!("{} is NULL", H::NAME)));
    }
    let held = HELD.read().unwrap_or_else(PoisonError::into_inner);
    let content = held.contents.get(&handle.addr()).map(Arc::clone);
    drop(held);
    content.and_then(|content| content.downcast().ok()).ok_or_else(unknown::<H>)
}

/// Lets go of what a handle names. NULL names nothing, and that is freed already.
pub(crate) fn free<H: Handle>(handle: *mut H) -> Result<(), Failure> {
    if handle.is_null() {
        return Ok(());
    }
    let mut held = HELD.write().unwrap_or_else(PoisonError::into_inner);
    let is_one = held.contents.get(&handle.addr()).is_some_and(|content| content.is::<H::Content>());
    let content = if is_one { held.contents.remove(&handle.addr()) } else { None };
    // A store of all States takes a while to be given back, and others need not wait for that.
    drop(held);
    content.map(drop).ok_or_else(unknown::<H>)
}

fn unknown<H: Handle>() -> Failure {
    Failure::new(Status::InvalidHandle, format!("{} was freed, or is the handle of something else", H::NAME))
}
