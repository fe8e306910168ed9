//! `doc9303 trust get`: one certificate of a store, to be handed on.

use crate::failure::Failure;
use crate::output;
use crate::trust::StoreArguments;
use base16ct::lower::encode_string;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use doc9303::trust::CertificateFacts;

/// `doc9303 trust get`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The first digits of the certificate's SHA-256, at least eight, as `doc9303 trust --certificates` tells them.
    #[arg(value_name = "SHA256", value_parser = prefix)]
    sha256: String,
    #[command(flatten)]
    store: StoreArguments,
}

fn prefix(text: &str) -> Result<String, String> {
    let is_hash = (8..=64).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hash.then(|| text.to_ascii_lowercase()).ok_or_else(|| "it is 8 to 64 hexadecimal digits".to_owned())
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let store = arguments.store.load()?.store;
    let anchors = store.anchors().map(doc9303::trust::Anchor::as_der);
    let all = anchors.chain(store.waiting_links()).chain(store.document_signer_certificates());
    let named = all.filter_map(|der| {
        let sha256 = encode_string(&CertificateFacts::read(der).ok()?.sha256);
        sha256.starts_with(&arguments.sha256).then_some(der)
    });
    let mut found: Vec<&[u8]> = named.collect();
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [der] => output::print(&pem(der)).map(|()| 0),
        [] => Err(Failure::Unreadable("no certificate of the store has this SHA-256".to_owned())),
        _ => Err(Failure::Unreadable("several certificates begin so: give more digits".to_owned())),
    }
}

/// A certificate in the text form of RFC 7468 §5.
fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n");
    format!("-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n")
}
