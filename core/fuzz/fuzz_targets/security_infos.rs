//! DG14 and EF.CardAccess.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303::raw::SecurityInfos::parse_dg14(data);
    let _ = doc9303::raw::SecurityInfos::parse_card_access(data);
});
