//! Policies.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303::Policy::from_toml(&String::from_utf8_lossy(data));
});
