//! Public keys.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303::crypto::PublicKey::from_spki(data);
});
