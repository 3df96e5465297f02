//! The listeners and logging.

use std::path::PathBuf;

use serde::Deserialize;

use crate::secret::Secret;

/// `serve`
#[derive(Clone, Deserialize)]
pub struct Serve {
    /// The public listener.
    pub public: Public,
    /// The admin listener.
    pub admin: Admin,
}

/// `serve.public`
#[derive(Clone, Deserialize)]
pub struct Public {
    /// What both listeners have.
    #[serde(flatten)]
    pub listener: Listener,
    /// Requests from other origins.
    pub cors: Cors,
    /// Networks whose forwarded headers count.
    pub trusted_proxies: Vec<String>,
}

/// `serve.admin`
#[derive(Clone, Deserialize)]
pub struct Admin {
    /// What both listeners have.
    #[serde(flatten)]
    pub listener: Listener,
}

/// What both listeners have.
#[derive(Clone, Deserialize)]
pub struct Listener {
    /// Host name, address or `unix:PATH`; empty = all addresses. See [`Listener::bind`].
    pub host: String,
    /// The port, unused for a unix socket.
    pub port: u16,
    /// The URL under which clients reach the listener, as written in the configuration or derived.
    pub base_url: String,
    /// Owner and mode of a unix socket.
    pub socket: UnixSocket,
    /// Certificate and key, if the listener speaks HTTPS.
    #[serde(default)]
    pub tls: TlsKeys,
    /// Request logging.
    pub request_log: RequestLog,
}

/// Where a listener listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bind<'a> {
    /// A TCP host and port.
    Tcp {
        /// Host name or address without brackets; `0.0.0.0` for all.
        host: &'a str,
        /// The port.
        port: u16,
    },
    /// A unix socket.
    Unix(PathBuf),
}

impl Listener {
    /// Where to listen.
    pub fn bind(&self) -> Bind<'_> {
        match self.host.strip_prefix("unix:") {
            Some(path) => Bind::Unix(PathBuf::from(path)),
            None if self.host.is_empty() => Bind::Tcp { host: "0.0.0.0", port: self.port },
            None => Bind::Tcp { host: self.host.trim_start_matches('[').trim_end_matches(']'), port: self.port },
        }
    }

    /// Nobody outside this machine can reach the listener.
    pub fn is_loopback(&self) -> bool {
        match self.bind() {
            Bind::Unix(_) => true,
            Bind::Tcp { host, .. } => is_loopback_host(host),
        }
    }

    /// The base URL followed by `path`, with exactly one slash between them.
    pub fn url_of(&self, path: &str) -> String {
        format!("{}/{}", self.base_url.trim_end_matches('/'), path.trim_start_matches('/'))
    }

    /// The base URL speaks HTTPS.
    pub fn is_https(&self) -> bool {
        self.base_url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
    }

    /// Certificate and key for HTTPS, `None` for plain HTTP.
    pub fn tls(&self) -> Option<Tls<'_>> {
        let TlsKeys { cert, key } = &self.tls;
        match (&cert.base64, &key.base64, &cert.path, &key.path) {
            (Some(cert), Some(key), _, _) => Some(Tls::Base64 { cert, key: key.expose() }),
            (_, _, Some(cert), Some(key)) => Some(Tls::Files { cert, key }),
            _ => None,
        }
    }
}

pub(crate) fn is_loopback_host(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `serve.*.socket`
#[derive(Debug, Clone, Deserialize)]
pub struct UnixSocket {
    /// User that owns the socket; empty = the server's.
    pub owner: String,
    /// Group of the socket; empty = the server's.
    pub group: String,
    /// Permission bits.
    pub mode: u32,
}

/// `serve.*.tls`; use [`Listener::tls`].
#[derive(Clone, Default, Deserialize)]
pub struct TlsKeys {
    #[serde(default)]
    cert: TlsPem<String>,
    #[serde(default)]
    key: TlsPem<Secret>,
}

#[derive(Clone, Deserialize)]
struct TlsPem<T> {
    base64: Option<T>,
    path: Option<PathBuf>,
}

impl<T> Default for TlsPem<T> {
    fn default() -> Self {
        Self { base64: None, path: None }
    }
}

/// Certificate chain and private key of a listener.
#[derive(Clone)]
pub enum Tls<'a> {
    /// Files, to be read again when they change.
    Files {
        /// PEM certificate chain.
        cert: &'a PathBuf,
        /// PEM private key.
        key: &'a PathBuf,
    },
    /// Base64 of PEM.
    Base64 {
        /// Base64 of the PEM certificate chain.
        cert: &'a str,
        /// Base64 of the PEM private key.
        key: &'a str,
    },
}

/// `serve.*.request_log`
#[derive(Debug, Clone, Deserialize)]
pub struct RequestLog {
    /// Health checks are not logged.
    pub disable_for_health: bool,
}

/// `serve.public.cors`
#[derive(Debug, Clone, Deserialize)]
pub struct Cors {
    /// Cross-origin requests are answered.
    pub enabled: bool,
    /// Origins, `*` or wildcard hosts; empty = any origin.
    pub allowed_origins: Vec<String>,
    /// Methods, upper case.
    pub allowed_methods: Vec<String>,
    /// Request headers.
    pub allowed_headers: Vec<String>,
    /// Response headers that scripts may read.
    pub exposed_headers: Vec<String>,
    /// Cookies may be sent along.
    pub allow_credentials: bool,
    /// Preflight requests reach the router.
    pub options_passthrough: bool,
    /// Seconds that a preflight answer may be cached; 0 = header omitted.
    pub max_age: u64,
    /// Decisions are logged.
    pub debug: bool,
}

/// `log`
#[derive(Debug, Clone, Deserialize)]
pub struct Log {
    /// The least important level that is logged.
    pub level: LogLevel,
    /// How lines look.
    #[serde(default)]
    pub format: LogFormat,
    /// Sensitive request headers and query strings are logged.
    pub leak_sensitive_values: bool,
    /// What stands instead of a sensitive value.
    pub redaction_text: Option<String>,
}

/// `log.level`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Everything.
    Trace,
    /// For developers.
    Debug,
    /// For operators.
    Info,
    /// Something is odd.
    Warning,
    /// Someone must act.
    Error,
    /// The process ends.
    Fatal,
    /// The process ends.
    Panic,
}

impl LogLevel {
    /// The level in the words of `tracing` filters.
    pub fn as_filter(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warn",
            Self::Error | Self::Fatal | Self::Panic => "error",
        }
    }
}

/// `log.format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}
