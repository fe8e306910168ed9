//! EF.SOD and the LDS security object.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(sod) = doc9303::raw::Sod::parse(data) else { return };
    if let Some(content) = &sod.signed_data.content {
        let _ = doc9303::raw::LdsSecurityObject::parse(content);
    }
});
