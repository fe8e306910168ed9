//! Fills a trust store from a folder: certificates, revocation lists, master lists, deviation and defect lists, bundles,
//! PEM, LDIF and ZIP, each recognised by its content. Prints what each file brings and which States the store knows.
//!
//! A master list is accepted only if the caller says who may sign it: name that certificate after the folder.
//!
//! ```sh
//! cargo run -p doc9303 --example trust_folder -- fixtures/vectors/passport/trust
//! ```
#![allow(clippy::disallowed_methods, reason = "an example reads the files that it is given")]

mod support;

use doc9303::TrustStore;
use doc9303::trust::{Grant, MasterListTrust};
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

/// An account of `FOLDER`, with master lists of `SIGNER` if there is one.
pub(crate) fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let (folder, signer) = match arguments {
        [folder] => (folder, None),
        [folder, signer] => (folder, Some(std::fs::read(signer)?)),
        _ => return Err("usage: trust_folder FOLDER [SIGNER]".into()),
    };
    let grant = match &signer {
        Some(der) => Grant::ANCHORS.with_master_lists(MasterListTrust::SignedBy(der)),
        None => Grant::ANCHORS,
    };
    let mut store = TrustStore::new();
    let mut text = String::new();
    for (name, content) in support::files(Path::new(folder))? {
        let import = store.add(&name, &content, grant);
        writeln!(text, "{name}: {} added, {} known", import.added, import.known)?;
        for rejected in &import.rejected {
            writeln!(text, "  rejected{}: {} {}", rejected.path, rejected.code, rejected.text())?;
        }
    }
    for (state, anchors) in store.states() {
        writeln!(text, "{state}: {anchors} trust anchors")?;
    }
    writeln!(text, "{} revocation lists", store.crls().count())?;
    Ok(text)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    print!("{}", run(&arguments)?);
    Ok(())
}
