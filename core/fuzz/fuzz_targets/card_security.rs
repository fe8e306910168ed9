//! EF.CardSecurity.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(file) = doc9303::raw::CardSecurity::parse(data) {
        let _ = file.security_infos();
    }
});
