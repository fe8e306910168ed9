//! Whatever a trust folder may hold, recognised by its content: DER, PEM, LDIF, archives, lists, and what is none of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    use doc9303::trust::{Grant, MasterListTrust};
    let mut store = doc9303::TrustStore::new();
    let everything = Grant::ANCHORS.with_master_lists(MasterListTrust::AnySigner);
    let import = store.add("input", data, everything);
    assert!(import.usable() > 0 || !import.is_complete());
    // What may bring no anchor brings none, whatever it holds.
    for grant in [Grant::UNDER_ANCHORS, Grant::REVOCATION] {
        let mut store = doc9303::TrustStore::new();
        store.add("input", data, grant);
        assert_eq!(store.anchors().count(), 0);
    }
});
