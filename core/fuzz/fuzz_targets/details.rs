//! DG11, DG12, DG16 and EF.COM.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303::lds::PersonalDetails::parse(data);
    let _ = doc9303::lds::DocumentDetails::parse(data);
    let _ = doc9303::lds::Person::parse_all(data);
    let _ = doc9303::lds::Com::parse(data);
});
