//! DG5 and DG7.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303::lds::Images::parse_dg5(data);
    let _ = doc9303::lds::Images::parse_dg7(data);
});
