//! The readers of Parquet and Arrow files panic on some damaged ones. That is one more way to say that a file cannot be
//! read, and becomes an error like the others.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static CALM: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// Does it, or says that it panicked. Nothing is printed, and what it worked on must not be used any more.
pub(super) fn calmly<T>(work: impl FnOnce() -> T) -> Result<T, &'static str> {
    HOOK.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if !CALM.get() {
                loud(panic);
            }
        }));
    });
    CALM.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CALM.set(false);
    done.map_err(|_| "it is damaged")
}
