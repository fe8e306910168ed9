//! TLV and DER: every element lies within what holds it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut open = vec![doc9303_asn1::Reader::new(data, "fuzz")];
    let mut elements = 0;
    while let Some(reader) = open.last_mut() {
        match reader.read() {
            Ok(element) if elements < 10_000 => {
                elements += 1;
                assert!(element.range().end <= data.len());
                let _ = (element.oid(), element.small_integer(), element.octet_string());
                if element.is_constructed() && open.len() < 64 {
                    open.push(element.reader());
                }
            }
            _ => drop(open.pop()),
        }
    }
    let _ = doc9303_asn1::Reader::new(data, "fuzz").find_non_der();
});
