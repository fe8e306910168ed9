//! Zones in text, and their repair.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = doc9303::mrz::repair_text(&text);
    for found in doc9303::mrz::find(&text) {
        assert!(text.get(found.start..found.end).is_some());
        if let Ok(zone) = found.zone {
            let _ = doc9303::mrz::repair(&zone);
        }
    }
});
