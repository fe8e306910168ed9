//! Signed data.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(signed) = doc9303::raw::SignedData::parse(data, "fuzz") else { return };
    for signer in &signed.signers {
        if let Some(attributes) = &signer.signed_attributes {
            let _ = (attributes.as_sent(), attributes.as_der(), attributes.signing_time());
        }
    }
});
