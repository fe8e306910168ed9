//! No panic passes a function. A callback of these tests panics, as no callback of C can, and the panic runs through the library.

use crate::support::{call, fails, made, nowhere, works};
use core::ffi::{c_int, c_void};
use doc9303_ffi::*;

unsafe extern "C-unwind" fn panics(
    _: *mut c_void,
    _: *const u8,
    _: usize,
    _: *mut u8,
    _: usize,
    _: *mut usize,
) -> c_int {
    panic!("a test");
}

#[test]
fn a_panic_is_a_status() {
    let reader = made!(doc9303_reader_new());
    works!(doc9303_reader_set_can(reader, c"500540".as_ptr(), 6));
    let (status, code, _) = fails!(doc9303_reader_read(reader, Some(panics), None, nowhere()));
    assert_eq!((status, code.as_str()), (Status::Panic, "panic"));
    // What the panic left in the middle is not used any more, and can be freed.
    let (status, _, message) = fails!(doc9303_reader_session(reader, &mut nowhere()));
    assert_eq!(status, Status::Panic);
    assert_eq!(message, "an earlier call with this handle ended in a panic: free it");
    assert_eq!(call!(doc9303_reader_free(reader)), Status::Ok);
    // Everybody else goes on.
    let _ = made!(doc9303_trust_new());
}
