//! Certificates with their extensions and keys.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(certificate) = doc9303::raw::Certificate::parse(data) else { return };
    let extensions = certificate.extensions();
    let _ = (extensions.basic_constraints(), extensions.key_usage(), extensions.document_types());
    let _ = (extensions.extended_key_usage(), extensions.private_key_usage_period());
    let _ = (extensions.subject_key_identifier(), extensions.authority_key_identifier());
    let _ = extensions.alternative_name(doc9303_asn1::oid!("2.5.29.17"));
    let _ = doc9303_crypto::VerifyingKey::from_spki(certificate.public_key());
});
