//! Public keys.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303_crypto::VerifyingKey::from_spki(data);
});
