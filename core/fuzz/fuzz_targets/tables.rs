//! The text formats of tables: CSV with any delimiter, JSON lines and arrays, in UTF-8 and UTF-16. Every row is read, once and
//! in order, whatever stands before it. The readers are those of the program, which is no library.
#![no_main]

#[allow(dead_code, unexpected_cfgs, reason = "the program's file: what only its other commands use is unused here")]
#[path = "../../cli/src/failure.rs"]
mod failure;

#[allow(dead_code, reason = "the program's files: what only its other commands use is unused here")]
#[path = "tables/batch.rs"]
mod batch;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((flags, text)) = data.split_first() else { return };
    let at_once = batch::lines(text, *flags, 4096);
    let one_by_one = batch::lines(text, *flags, 1);
    assert_eq!(at_once.is_ok(), one_by_one.is_ok(), "a table is read or rejected, however many rows are read at a time");
    if let (Ok(at_once), Ok(one_by_one)) = (at_once, one_by_one) {
        assert_eq!(at_once, one_by_one, "the rows do not depend on how many are read at a time");
        assert!(at_once.is_sorted(), "rows come in their order");
    }
});
