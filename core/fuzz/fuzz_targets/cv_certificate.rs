//! Card verifiable certificates: what is read is what is written.
#![no_main]

use doc9303_reader::CvCertificate;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(certificate) = CvCertificate::parse(data) {
        assert_eq!(certificate.to_bytes(), data, "what is read is what is written");
        assert_eq!(CvCertificate::parse_content(&certificate.content()), Ok(certificate));
    }
});
