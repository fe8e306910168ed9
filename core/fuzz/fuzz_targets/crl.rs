//! Revocation lists.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(crl) = doc9303::raw::Crl::parse(data) else { return };
    let _ = (crl.number(), crl.is_unsupported(), crl.next_update());
});
