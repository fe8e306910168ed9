//! Chains of card verifiable certificates: whatever they say of each other, the rights, the dates and the chip's answer are known.
#![no_main]

use doc9303::Date;
use doc9303_reader::chip::TerminalVerifier;
use doc9303_reader::{CvCertificate, CvChain, Status};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // Several certificates side by side are a chain; one of them is read in both forms.
    let mut certificates = Vec::new();
    let mut rest = doc9303_asn1::Reader::new(data, "certificates");
    while let Ok(element) = rest.read() {
        let Ok(certificate) = CvCertificate::parse(element.span()) else { break };
        certificates.push(certificate);
    }
    let today = Date::new(2026, 6, 1).expect("a day");
    if let Some(Ok(mut chip)) = certificates.first().map(|first| TerminalVerifier::new([first.clone()], today)) {
        for certificate in &certificates {
            let name = certificate.authority().as_bytes();
            let length = u8::try_from(name.len()).expect("a reference is short");
            let taken = chip.set_dst(&[&[0x83, length], name].concat());
            assert!(matches!(taken, Ok(()) | Err(Status(0x6A88))));
            let _ = chip.verify_certificate(&certificate.content());
        }
    }
    if let Ok(chain) = CvChain::new(certificates) {
        let _ = (chain.rights(), chain.check_dates(today));
    }
});
