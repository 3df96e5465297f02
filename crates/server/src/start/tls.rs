//! TLS of a listener: certificate and key from files or from the configuration, read again when renewed.

use base64::{Engine, prelude::BASE64_STANDARD};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, crypto};
use selfsame_config::model::{Listener, Tls};
use std::path::PathBuf;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// Why a listener cannot speak TLS; names the file or key.
#[derive(Debug, thiserror::Error)]
#[error("TLS: {what}: {reason}")]
pub struct TlsError {
    what: String,
    reason: String,
}

/// The acceptor of a listener, none if it speaks plain HTTP.
pub fn acceptor(listener: &Listener) -> Result<Option<TlsAcceptor>, TlsError> {
    let (cert, key) = match listener.tls() {
        None => return Ok(None),
        Some(Tls::Files { cert, key }) => (read(cert)?, read(key)?),
        Some(Tls::Base64 { cert, key }) => (decode("tls.cert.base64", cert)?, decode("tls.key.base64", key)?),
    };
    let failed = |what: &str| {
        let what = what.to_owned();
        move |reason: &dyn std::fmt::Display| TlsError { what, reason: reason.to_string() }
    };
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(&cert).collect::<Result<_, _>>().map_err(|error| failed("certificate")(&error))?;
    let key = PrivateKeyDer::from_pem_slice(&key).map_err(|error| failed("key")(&error))?;
    let provider = Arc::new(crypto::aws_lc_rs::default_provider());
    let versions = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config = versions
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| failed("certificate and key")(&error))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}

/// The files whose change means a renewed certificate.
pub fn watched_files(listener: &Listener) -> Vec<PathBuf> {
    match listener.tls() {
        Some(Tls::Files { cert, key }) => vec![cert.clone(), key.clone()],
        Some(Tls::Base64 { .. }) | None => Vec::new(),
    }
}

fn read(path: &PathBuf) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|error| TlsError { what: path.display().to_string(), reason: error.to_string() })
}

fn decode(what: &str, text: &str) -> Result<Vec<u8>, TlsError> {
    BASE64_STANDARD.decode(text.trim()).map_err(|error| TlsError { what: what.to_owned(), reason: error.to_string() })
}
