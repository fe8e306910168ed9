//! The readers of Parquet and Arrow files panic on some damaged files. Such a panic becomes an error like the others.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// Runs `work` and returns an error if it panics, without printing the panic. What it worked on must not be used after that.
pub(super) fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, &'static str> {
    HOOK.call_once(|| {
        let print = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                print(panic);
            }
        }));
    });
    QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    done.map_err(|_| "it is damaged")
}
