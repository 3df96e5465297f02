//! E-mail by SMTP. Connections are kept open for a while; what a server may say is bounded in length and in time.

mod stream;

use super::tls::{self, Verify};
use super::{Failure, SettingsError};
use crate::outbound::{PrivateAddresses, permitted};
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use rustls::pki_types::ServerName;
use selfsame_api::{MessageId, Timestamp};
use selfsame_config::Secret;
use selfsame_config::model;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};
use stream::{Bounded, greet};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::Url;

/// How long a connection is kept for the next message.
const KEEP: Duration = Duration::from_secs(20);
const MOST_KEPT: usize = 4;
/// Answers that speak of our credentials, not of the message.
const ABOUT_CREDENTIALS: [u16; 5] = [454, 530, 534, 535, 538];

/// A mail server and how it is spoken to.
pub struct Smtp {
    host: String,
    port: u16,
    server_name: ServerName<'static>,
    security: Security,
    tls: TlsConnector,
    credentials: Option<Credentials>,
    hello: ClientId,
    from: Mailbox,
    headers: Vec<HeaderValue>,
    private: PrivateAddresses,
    kept: Mutex<Vec<(Instant, AsyncSmtpConnection)>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Security {
    /// TLS from the first byte.
    Implicit,
    /// STARTTLS or nothing.
    Required,
    /// STARTTLS if it is offered.
    Opportunistic,
}

/// An e-mail, rendered.
pub struct Email<'a> {
    pub id: MessageId,
    pub to: &'a str,
    pub subject: &'a str,
    pub text: String,
    /// Nothing if it cannot be rendered: the text goes alone.
    pub html: Option<String>,
}

impl Smtp {
    pub fn new(config: &model::Smtp, uri: &Secret, private: PrivateAddresses) -> Result<Self, SettingsError> {
        let failed = |key: &'static str| move |reason: String| SettingsError { key, reason };
        let uri_failed = failed("smtp.connection_uri");
        let uri = Url::parse(uri.expose()).map_err(|error| uri_failed(error.to_string()))?;
        let host = uri.host_str().filter(|host| !host.is_empty()).ok_or_else(|| uri_failed("it names no host".to_owned()))?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let query = |name: &str| uri.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let is_set = |name: &str| query(name).is_some_and(|value| value == "true" || value == "1");
        let server_name = query("server_name").unwrap_or_else(|| host.clone());
        let server_name = ServerName::try_from(server_name).map_err(|error| uri_failed(error.to_string()))?;
        let credentials = credentials(&uri).map_err(uri_failed)?;
        let is_local = host == "localhost" || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback());
        let security = match (uri.scheme(), is_set("disable_starttls")) {
            ("smtps", _) => Security::Implicit,
            // Credentials cross no network in clear.
            (_, true) if credentials.is_none() || is_local => Security::Opportunistic,
            _ => Security::Required,
        };
        let verify = if is_set("skip_ssl_verify") { Verify::Nothing } else { Verify::Trust };
        let certificate = (!config.client_cert_path.is_empty() && !config.client_key_path.is_empty())
            .then(|| (Path::new(&config.client_cert_path), Path::new(&config.client_key_path)));
        let from = config.from_address.parse().map_err(|error| failed("smtp.from_address")(format!("{error}")))?;
        Ok(Self {
            // Kratos: has no default port, and fails without one.
            port: uri.port().unwrap_or(if security == Security::Implicit { 465 } else { 587 }),
            host,
            server_name,
            security,
            tls: tls::connector(verify, certificate).map_err(failed("smtp.client_cert_path"))?,
            credentials,
            hello: ClientId::Domain(config.local_name.clone()),
            from: Mailbox::new(config.from_name.clone().filter(|name| !name.is_empty()), from),
            headers: headers(config).map_err(failed("smtp.headers"))?,
            private,
            kept: Mutex::default(),
        })
    }

    /// Hands an e-mail over. Returns when the server has taken it.
    pub async fn send(&self, email: Email<'_>, now: Timestamp) -> Result<(), Failure> {
        let (envelope, bytes) = self.write(email, now)?;
        let mut connection = match self.kept_connection().await {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        match connection.send(&envelope, &bytes).await {
            Ok(_) => {
                let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
                if kept.len() < MOST_KEPT {
                    kept.push((Instant::now(), connection));
                }
                Ok(())
            }
            Err(error) => Err(failure("the mail server refuses the message", &error)),
        }
    }

    fn write(&self, email: Email<'_>, now: Timestamp) -> Result<(Envelope, Vec<u8>), Failure> {
        let to: Mailbox = email.to.parse().map_err(|error| Failure::permanent(format!("no mail can be sent to this address: {error}")))?;
        let date = UNIX_EPOCH + Duration::from_micros(now.micros().unsigned_abs());
        // Kratos: sends no Message-ID. With one that is the same in every try, a repeated message can be recognised.
        let id = format!("<{}@{}>", email.id, self.from.email.domain());
        let mut builder = lettre::Message::builder().message_id(Some(id)).date(date).from(self.from.clone()).to(to).subject(email.subject);
        for header in &self.headers {
            builder = builder.raw_header(header.clone());
        }
        let written = match email.html {
            Some(html) => builder.multipart(MultiPart::alternative_plain_html(email.text, html)),
            None => builder.singlepart(SinglePart::plain(email.text)),
        };
        let message = written.map_err(|error| Failure::permanent(format!("the message cannot be written: {error}")))?;
        Ok((message.envelope().clone(), message.formatted()))
    }

    /// A kept connection that still answers.
    async fn kept_connection(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let (since, mut connection) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if since.elapsed() < KEEP && connection.test_connected().await {
                return Some(connection);
            }
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let unreachable = |error: std::io::Error| Failure::passing(format!("the mail server cannot be reached: {error}"));
        let addresses = permitted(&self.host, self.port, self.private).await.map_err(unreachable)?;
        let tcp = TcpStream::connect(&addresses[..]).await.map_err(unreachable)?;
        let mut stream = Bounded::new(tcp);
        let stream: Box<dyn lettre::transport::smtp::client::AsyncTokioStream> = if self.security == Security::Implicit {
            Box::new(Bounded::new(self.secure(stream).await?))
        } else {
            let offers = greet(&mut stream, &self.hello).await.map_err(Failure::passing)?;
            match (offers, self.security) {
                (true, _) => Box::new(Bounded::after_greeting(self.secure(stream).await?)),
                (false, Security::Opportunistic) => Box::new(stream.greeted()),
                (false, _) => return Err(Failure::passing("the mail server offers no STARTTLS; disable_starttls=true does without")),
            }
        };
        let connected = AsyncSmtpConnection::connect_with_transport(stream, &self.hello).await;
        let mut connection = connected.map_err(|error| failure("the mail server does not speak SMTP", &error))?;
        let mechanisms = [Mechanism::Plain, Mechanism::Login];
        if let (Some(credentials), Some(_)) = (&self.credentials, connection.server_info().get_auth_mechanism(&mechanisms)) {
            let signed_in = connection.auth(&mechanisms, credentials).await;
            signed_in.map_err(|error| Failure::passing(failure("the mail server refuses our credentials", &error).reason))?;
        }
        Ok(connection)
    }

    async fn secure(&self, stream: Bounded<TcpStream>) -> Result<tokio_rustls::client::TlsStream<Bounded<TcpStream>>, Failure> {
        let secured = self.tls.connect(self.server_name.clone(), stream).await;
        secured.map_err(|error| Failure::passing(format!("TLS with the mail server fails: {error}")))
    }
}

fn failure(what: &str, error: &lettre::transport::smtp::Error) -> Failure {
    let mut reason = format!("{what}: {error}");
    if let Some(cause) = std::error::Error::source(error) {
        reason = format!("{reason}: {cause}");
    }
    // Kratos: means to give up at once after a 5xx, but tries again.
    let is_about_credentials = error.status().is_some_and(|code| ABOUT_CREDENTIALS.contains(&u16::from(code)));
    if error.is_permanent() && !is_about_credentials { Failure::permanent(reason) } else { Failure::passing(reason) }
}

fn credentials(uri: &Url) -> Result<Option<Credentials>, String> {
    if uri.username().is_empty() {
        return Ok(None);
    }
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(Into::into).map_err(|error| error.to_string());
    Ok(Some(Credentials::new(decoded(uri.username())?, decoded(uri.password().unwrap_or_default())?)))
}

fn headers(config: &model::Smtp) -> Result<Vec<HeaderValue>, String> {
    let header = |(name, value): (&String, &String)| {
        let header = HeaderName::new_from_ascii(name.clone()).map_err(|_| format!("{name:?} is no name of a header"))?;
        if value.contains(char::is_control) {
            return Err(format!("the value of {name} holds a line break or another control character"));
        }
        Ok(HeaderValue::new(header, value.clone()))
    };
    config.headers.iter().map(header).collect()
}
