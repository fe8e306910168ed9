//! Reading a zone and asking it everything takes no heap memory.
#![allow(
    unsafe_code,
    reason = "an allocator that counts is the only way to see allocations; its trait is unsafe"
)]

use doc9303::{Mrz, UnixTime};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const ZONES: [&str; 4] = [
    "PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3404159ZE184226B<<<<<16",
    " I<UTOD23145890<7349<<<<<<<<<<<\r\n3407127M9507122UTO<<<<<<<<<<<2\r\nSTEVENSON<<PETER<JOHN<<<<<<<<<\r\n",
    "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8",
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX7408122F9612109<<<<<<<<",
];

#[test]
fn reading_a_zone_does_not_allocate() {
    let at = UnixTime::parse("2026-01-01").unwrap();
    let counted = std::hint::black_box(vec![0u8; 10]);
    let before = COUNT.with(Cell::get);
    assert!(before > 0 && counted.len() == 10, "the counter counts");
    let mut total = 0;
    for text in ZONES {
        let mrz = Mrz::parse(text).unwrap();
        total += mrz
            .check_digits()
            .filter(|digit| digit.is_valid())
            .map(|digit| digit.covers().count())
            .sum::<usize>();
        total += mrz.fields().map(|field| mrz.text(field).len() + mrz.ranges(field).count()).sum::<usize>();
        total += mrz.warnings().count() + mrz.lines().count() + mrz.document_number().len();
        total += mrz.mrz_information().map_or(0, |text| text.len());
        total += mrz.date_of_birth().resolve_birth(at).count();
        total += usize::from(mrz.date_of_expiry().resolve_expiry(at).is_some());
        total += usize::from(Mrz::parse("P<UTO no zone").is_err());
    }
    let after = COUNT.with(Cell::get);
    assert!(total > 300, "{total}");
    assert_eq!(after, before, "allocations");
}
