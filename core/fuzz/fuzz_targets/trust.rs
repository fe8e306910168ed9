//! Whatever a trust folder may hold: PEM, LDIF, master lists, deviation lists, certificates, revocation lists.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    use doc9303::trust::MasterListTrust;
    let mut store = doc9303::TrustStore::new();
    let _ = store.add_pem(data);
    let _ = store.add_ldif(data, Some(MasterListTrust::AnySigner));
    let _ = store.add_master_list(data, MasterListTrust::AnySigner);
    let _ = store.add_deviation_list(data);
    let _ = store.add_certificate(data);
    let _ = store.add_crl(data);
});
