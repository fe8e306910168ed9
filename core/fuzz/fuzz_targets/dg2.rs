//! DG2 in both standards.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303::lds::FaceRecord::parse_dg2(data);
});
