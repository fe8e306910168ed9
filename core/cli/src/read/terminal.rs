//! What the terminal is certified for: Terminal Authentication opens EF.DG3 and EF.DG4 (Doc 9303-11 §7.1).

use crate::failure::Failure;
use crate::{key_file, output};
use doc9303::UnixTime;
use doc9303_reader::{CvChain, Terminal, TerminalKey};
use std::path::{Path, PathBuf};

/// The terminal that these certificates and this key make. Certificates that are not valid at the time are told: the chip decides.
pub(super) fn certified(certificates: &[PathBuf], key: &Path, at: UnixTime) -> Result<Terminal, Failure> {
    let chains = CvChain::of_terminals(key_file::card_verifiable(certificates)?)
        .map_err(|error| Failure::Unreadable(format!("--terminal-certificates: {error}")))?;
    let unreadable = |what: &str| Failure::Unreadable(format!("{}: {what}", key.display()));
    let own = TerminalKey::from_der(&key_file::private_key(key)?).ok_or_else(|| {
        unreadable("no RSA key in whole bytes, and no PKCS #8 key of a curve of Doc 9303-11 §9.5.1")
    })?;
    if let Some(chain) = chains.iter().find(|chain| !own.is_of(chain.key())) {
        let holder = chain.terminal().holder();
        return Err(unreadable(&format!("not the key of the certificate of {holder}")));
    }
    for error in chains.iter().filter_map(|chain| chain.check_dates(at.date()).err()) {
        output::tell(&format!("--terminal-certificates: {error}"));
    }
    Ok(Terminal::new(chains, own))
}
