//! TLS, and certificates of clients.

use crate::client::{Answer, JSON, connect, document, request, settings, sources, start_with};
use doc9303_serve::{Tls, TlsError};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::io::{Read, Write};
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// An authority with a certificate that it signed.
struct Issued {
    authority: CertifiedIssuer<'static, KeyPair>,
    certificate: rcgen::Certificate,
    key: KeyPair,
}

fn issue() -> Issued {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    Issued { authority, certificate, key }
}

impl Issued {
    fn tls(&self, clients: Option<&Issued>) -> Tls {
        let authority = clients.map(|clients| clients.authority.pem().into_bytes());
        let (certificate, key) = (self.certificate.pem(), self.key.serialize_pem());
        Tls::of_pem(certificate.as_bytes(), key.as_bytes(), authority.as_deref()).unwrap()
    }
}

/// Asks over TLS, with a certificate or without.
fn ask(
    address: std::net::SocketAddr,
    server: &Issued,
    own: Option<&Issued>,
    bytes: &[u8],
) -> std::io::Result<Answer> {
    let mut roots = RootCertStore::empty();
    roots.add(server.authority.der().clone()).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    let config = match own {
        None => builder.with_no_client_auth(),
        Some(own) => {
            let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.key.serialize_der()));
            let chain: Vec<CertificateDer<'static>> = vec![own.certificate.der().clone()];
            builder.with_client_auth_cert(chain, key).unwrap()
        }
    };
    let connection =
        ClientConnection::new(Arc::new(config), ServerName::try_from("localhost").unwrap()).unwrap();
    let mut stream = StreamOwned::new(connection, connect(address));
    stream.write_all(bytes)?;
    Answer::read(&mut stream)
}

#[test]
fn documents_are_judged_over_tls() {
    let server = issue();
    let running = start_with(settings(), &sources(), Some(server.tls(None)));
    let body = document("passport").to_string();
    let bytes = request("POST", "/v1/inspect", &[JSON], body.as_bytes());
    let answer = ask(running.address, &server, None, &bytes).unwrap();
    assert_eq!(answer.json()["verdict"], "successful");
    // In clear, nothing is answered.
    let mut stream = connect(running.address);
    stream.write_all(&bytes).unwrap();
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said);
    assert!(!said.starts_with(b"HTTP"));
}

#[test]
fn a_client_shows_a_certificate_of_the_authority() {
    let (server, clients, strangers) = (issue(), issue(), issue());
    let running = start_with(settings(), &sources(), Some(server.tls(Some(&clients))));
    let bytes = request("GET", "/v1/trust", &[], b"");
    assert_eq!(ask(running.address, &server, Some(&clients), &bytes).unwrap().status, 200);
    assert!(ask(running.address, &server, None, &bytes).is_err());
    assert!(ask(running.address, &server, Some(&strangers), &bytes).is_err());
}

#[test]
fn files_that_are_no_certificate_or_no_key() {
    let (server, other) = (issue(), issue());
    let (certificate, key) = (server.certificate.pem(), server.key.serialize_pem());
    let tls = |certificate: &str, key: &str, authority: Option<&str>| {
        Tls::of_pem(certificate.as_bytes(), key.as_bytes(), authority.map(str::as_bytes)).unwrap_err()
    };
    assert!(matches!(tls("", &key, None), TlsError::Certificate));
    assert!(matches!(tls(&certificate, "", None), TlsError::Key));
    assert!(matches!(tls(&certificate, &key, Some("")), TlsError::Authority));
    assert!(matches!(tls(&certificate, &other.key.serialize_pem(), None), TlsError::Refused(_)));
}
