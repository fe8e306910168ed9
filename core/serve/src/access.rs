//! Who may ask: this machine alone, or whoever names a token or shows a certificate. Nothing else can be started.

use doc9303_crypto::sha256;
use std::net::SocketAddr;

/// Letters of a token that nobody tries out.
const SHORTEST_TOKEN: usize = 24;

/// What a service would be reached by.
#[derive(Debug, Clone, Copy)]
pub struct Exposure {
    /// Where it would listen.
    pub address: SocketAddr,
    /// Whether requests have to name a token.
    pub has_tokens: bool,
    /// Whether clients have to show a certificate.
    pub has_client_authority: bool,
    /// Whether connections are encrypted.
    pub has_tls: bool,
    /// Whether the caller says that a proxy before it ends TLS.
    pub is_behind_proxy: bool,
}

/// Why a service must not be started ([`Exposure::check`], [`tokens`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// Anybody could ask.
    #[error(
        "{0} can be reached by others, and anybody could ask: give --token-file, or --tls with --client-ca, or listen on 127.0.0.1"
    )]
    Open(SocketAddr),
    /// Documents and tokens would cross a network in clear.
    #[error(
        "{0} can be reached by others, and documents would cross the network in clear: give --tls, or --behind-proxy if a proxy \
         before it ends TLS"
    )]
    Clear(SocketAddr),
    /// A token that could be tried out.
    #[error(
        "a token of fewer than {SHORTEST_TOKEN} letters can be tried out: make one with `openssl rand -hex 32`"
    )]
    ShortToken,
    /// A file of tokens without any.
    #[error("the file holds no token: one a line, of {SHORTEST_TOKEN} letters or more")]
    NoToken,
}

impl Exposure {
    /// Whether a service may be reached like this.
    ///
    /// # Errors
    /// If it could be reached from another machine without a token or a certificate, or in clear.
    ///
    /// ```
    /// use doc9303_serve::{AccessError, Exposure};
    /// let address = "0.0.0.0:8303".parse().unwrap();
    /// let open = Exposure {
    ///     address, has_tokens: false, has_client_authority: false, has_tls: true, is_behind_proxy: false,
    /// };
    /// assert_eq!(open.check(), Err(AccessError::Open(address)));
    /// assert_eq!(Exposure { has_tokens: true, ..open }.check(), Ok(()));
    /// ```
    pub fn check(self) -> Result<(), AccessError> {
        if self.address.ip().is_loopback() {
            return Ok(());
        }
        if !self.has_tokens && !self.has_client_authority {
            return Err(AccessError::Open(self.address));
        }
        match self.has_tls || self.is_behind_proxy {
            true => Ok(()),
            false => Err(AccessError::Clear(self.address)),
        }
    }
}

/// The digests of the tokens in a file: one a line, beside blank lines and those that begin with `#`.
///
/// # Errors
/// If there is none, or one is short.
///
/// ```
/// let digests = doc9303_serve::tokens("# till\n5f2b0a6d1c9e4b7f8a3d2c1e0f9b8a7d\n").unwrap();
/// assert_eq!(digests.len(), 1);
/// assert!(doc9303_serve::tokens("secret").is_err());
/// ```
pub fn tokens(text: &str) -> Result<Vec<[u8; 32]>, AccessError> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let digest = |token: &str| match token.len() < SHORTEST_TOKEN {
        true => Err(AccessError::ShortToken),
        false => Ok(sha256(token.as_bytes())),
    };
    let digests: Vec<[u8; 32]> = lines.map(digest).collect::<Result<_, _>>()?;
    if digests.is_empty() { Err(AccessError::NoToken) } else { Ok(digests) }
}
