//! Calls to other hosts: the one guarded HTTP client. Addresses that nobody outside should be able to reach through
//! this server are refused where the connection is made, so that no name, redirect or rebinding leads there.

mod addresses;
pub mod call;
mod glob;

pub use addresses::PrivateAddresses;

use base64::{Engine, prelude::BASE64_STANDARD};
use glob::Glob;
use http::StatusCode;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, Method, RequestBuilder, Response};
use selfsame_config::model::HttpClients;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use url::{Host, Url};

const TIMEOUT: Duration = Duration::from_secs(10);
const MOST_REDIRECTS: usize = 10;

/// The guarded client.
#[derive(Clone)]
pub struct Outbound {
    /// Built for the first call: most servers make none, and the machine's certificate authorities take memory.
    clients: Arc<OnceLock<Clients>>,
    private: PrivateAddresses,
    exceptions: Arc<[Glob]>,
}

struct Clients {
    guarded: Client,
    /// For URLs that the operator exempts; follows no redirect.
    exempt: Client,
}

/// Why a call was not made or not answered. The URL is not in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct OutboundError(String);

impl OutboundError {
    pub fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl Outbound {
    pub fn new(config: &HttpClients) -> Self {
        Self {
            clients: Arc::default(),
            private: if config.disallow_private_ip_ranges { PrivateAddresses::Refused } else { PrivateAddresses::Allowed },
            exceptions: config.private_ip_exception_urls.iter().map(|pattern| Glob::new(pattern)).collect(),
        }
    }

    fn clients(&self) -> Result<&Clients, OutboundError> {
        if let Some(built) = self.clients.get() {
            return Ok(built);
        }
        let built = Clients::build(self.private).map_err(|error| failed(&error))?;
        Ok(self.clients.get_or_init(|| built))
    }

    /// A request to `url`, to be sent by [`Outbound::send`].
    pub fn request(&self, method: Method, url: &str) -> Result<RequestBuilder, OutboundError> {
        let parsed = Url::parse(url).map_err(|error| OutboundError(format!("not a URL: {error}")))?;
        if !matches!(parsed.scheme(), "http" | "https") {
            return Err(OutboundError("expected a URL with http:// or https://".into()));
        }
        let whole = url.split(['?', '#']).next().unwrap_or_default();
        if self.exceptions.iter().any(|glob| glob.matches(whole)) {
            return Ok(self.clients()?.exempt.request(method, parsed));
        }
        check_literal(&parsed, self.private)?;
        Ok(self.clients()?.guarded.request(method, parsed))
    }

    /// Sends a request; the answer has a status and headers, its body is not read yet.
    pub async fn send(request: RequestBuilder) -> Result<Response, OutboundError> {
        request.send().await.map_err(|error| failed(&error))
    }

    /// Sends a request and reads the answer, of whatever status: at most `limit` bytes.
    pub async fn answer(request: RequestBuilder, limit: usize) -> Result<(StatusCode, Vec<u8>), OutboundError> {
        let response = Self::send(request).await?;
        Ok((response.status(), body(response, limit).await?))
    }

    /// What stands at `url`, at most `limit` bytes; only status 200 counts.
    async fn fetch(&self, url: &str, limit: usize) -> Result<Vec<u8>, OutboundError> {
        let (status, body) = Self::answer(self.request(Method::GET, url)?, limit).await?;
        if status == StatusCode::OK { Ok(body) } else { Err(OutboundError(format!("it answered {status}"))) }
    }

    /// What a source of the configuration holds: `file://`, `base64://`, `http://` or `https://`.
    pub async fn source(&self, url: &str, limit: usize) -> Result<Vec<u8>, OutboundError> {
        if let Some(path) = url.strip_prefix("file://") {
            let size = tokio::fs::metadata(path).await.map_err(|error| OutboundError(error.to_string()))?.len();
            if size > limit as u64 {
                return Err(too_large(limit));
            }
            return tokio::fs::read(path).await.map_err(|error| OutboundError(error.to_string()));
        }
        if let Some(encoded) = url.strip_prefix("base64://") {
            let bytes = BASE64_STANDARD.decode(encoded).map_err(|error| OutboundError(error.to_string()))?;
            return if bytes.len() > limit { Err(too_large(limit)) } else { Ok(bytes) };
        }
        if url.starts_with("http://") || url.starts_with("https://") {
            return self.fetch(url, limit).await;
        }
        Err(OutboundError("expected a URL with file://, base64://, http:// or https://".into()))
    }
}

impl Clients {
    fn build(private: PrivateAddresses) -> Result<Self, reqwest::Error> {
        let builder = || Client::builder().timeout(TIMEOUT).no_proxy();
        let guarded = builder().dns_resolver(Arc::new(Guard(private))).redirect(Policy::custom(move |attempt| follow(attempt, private)));
        let exempt = builder().redirect(Policy::none());
        Ok(Self { guarded: guarded.build()?, exempt: exempt.build()? })
    }
}

/// The body of an answer, at most `limit` bytes.
async fn body(mut response: Response, limit: usize) -> Result<Vec<u8>, OutboundError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn too_large(limit: usize) -> OutboundError {
    OutboundError(format!("it is larger than {limit} bytes"))
}

/// The error and its causes, without the URL: it may hold secrets.
fn failed(error: &reqwest::Error) -> OutboundError {
    let mut text = match (error.is_timeout(), error.is_connect()) {
        (true, _) => "it did not answer in time".to_owned(),
        (_, true) => "it cannot be reached".to_owned(),
        _ => "the call failed".to_owned(),
    };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    OutboundError(text)
}

fn check_literal(url: &Url, private: PrivateAddresses) -> Result<(), OutboundError> {
    let address: IpAddr = match url.host() {
        Some(Host::Ipv4(address)) => address.into(),
        Some(Host::Ipv6(address)) => address.into(),
        Some(Host::Domain(_)) => return Ok(()),
        None => return Err(OutboundError("the URL names no host".into())),
    };
    if private.permits(address) { Ok(()) } else { Err(OutboundError(format!("{address} may not be called"))) }
}

fn follow(attempt: Attempt<'_>, private: PrivateAddresses) -> reqwest::redirect::Action {
    if attempt.previous().len() > MOST_REDIRECTS {
        return attempt.error("too many redirects");
    }
    match check_literal(attempt.url(), private) {
        Ok(()) => attempt.follow(),
        Err(error) => attempt.error(error),
    }
}

/// Resolves names to the addresses that may be called.
struct Guard(PrivateAddresses);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let private = self.0;
        Box::pin(async move {
            let found = permitted(name.as_str(), 0, private).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The addresses of a host that may be called; an error if there is none.
pub async fn permitted(host: &str, port: u16, private: PrivateAddresses) -> std::io::Result<Vec<SocketAddr>> {
    let found: Vec<SocketAddr> = tokio::net::lookup_host((host, port)).await?.collect();
    let allowed: Vec<SocketAddr> = found.into_iter().filter(|address| private.permits(address.ip())).collect();
    if allowed.is_empty() {
        return Err(std::io::Error::other("the host has no address that may be called"));
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests;
