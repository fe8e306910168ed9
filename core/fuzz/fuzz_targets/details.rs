//! DG11, DG12, DG16 and EF.COM, and any file of a folder by its name and content.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = doc9303::lds::PersonalDetails::parse(data);
    let _ = doc9303::lds::DocumentDetails::parse(data);
    let _ = doc9303::lds::Person::parse_all(data);
    let _ = doc9303::raw::Com::parse(data);
    let (name, content) = data.split_at(data.len().min(12));
    if let Some(file) = doc9303::FileId::recognise(&String::from_utf8_lossy(name), content) {
        let _ = doc9303::Chip::from_files([(file, content.to_vec())]);
    }
});
