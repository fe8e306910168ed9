//! TLS 1.2 and 1.3 by rustls with `ring`, and certificates of clients where an authority is named for them.

use std::sync::Arc;
use tokio_rustls::rustls;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// The TLS of a service.
///
/// ```
/// use doc9303_serve::{Tls, TlsError};
/// assert!(matches!(Tls::of_pem(b"no certificate", b"no key", None), Err(TlsError::Certificate)));
/// ```
#[derive(Debug, Clone)]
pub struct Tls(pub(crate) Arc<ServerConfig>);

/// Why there is no TLS with these files ([`Tls::of_pem`]).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// No certificate of the service.
    #[error("the certificate is none in PEM")]
    Certificate,
    /// No key of the service.
    #[error("the key is none in PEM, or encrypted")]
    Key,
    /// No authority for clients.
    #[error("the authority for clients is no certificate in PEM")]
    Authority,
    /// The certificate and the key are not used.
    #[error("the certificate with the key is refused: {0}")]
    Refused(rustls::Error),
}

impl Tls {
    /// A certificate with those that lead to its authority, its key, and the authority whose certificates clients have to show, all in
    /// PEM.
    ///
    /// # Errors
    /// If one of them is not what it should be, or the key is not that of the certificate.
    pub fn of_pem(certificate: &[u8], key: &[u8], client_authority: Option<&[u8]>) -> Result<Tls, TlsError> {
        let chain = certificates(certificate).ok_or(TlsError::Certificate)?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsError::Key)?;
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Refused)?;
        let builder = match client_authority {
            None => builder.with_no_client_auth(),
            Some(pem) => {
                let mut roots = RootCertStore::empty();
                for certificate in certificates(pem).ok_or(TlsError::Authority)? {
                    roots.add(certificate).map_err(|_| TlsError::Authority)?;
                }
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                builder.with_client_cert_verifier(verifier.build().map_err(|_| TlsError::Authority)?)
            }
        };
        let mut config = builder.with_single_cert(chain, key).map_err(TlsError::Refused)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Tls(Arc::new(config)))
    }
}

/// The certificates of a text; `None` if it has none, or one that is broken.
fn certificates(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    all.ok().filter(|all| !all.is_empty())
}
