//! Names across scripts.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = doc9303::mrz::transliterate(&text, doc9303::mrz::Language::Any);
    let _ = doc9303::mrz::arabic_from_zone(&text);
});
