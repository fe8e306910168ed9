//! Zones: whatever the bytes, a zone or an error; a zone reads back as itself.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(zone) = doc9303::Mrz::parse_bytes(data) else { return };
    assert_eq!(doc9303::Mrz::parse(&zone.to_string()).as_ref(), Ok(&zone));
    for digit in zone.check_digits() {
        let _ = (digit.printed(), digit.computed(), digit.covers().count());
    }
    // Values one by one and all at once are the same; dates are told as printed in one of them.
    use doc9303::mrz::Field;
    zone.each_text(|field, text| {
        assert!(matches!(field, Field::BirthDate | Field::ExpiryDate) || zone.text(field) == *text, "{field}");
    });
    let _ = (zone.warnings().count(), zone.primary_identifier(), zone.secondary_identifier());
});
