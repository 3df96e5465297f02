//! Reading requests: bodies within their limit, query parameters, path parameters, and where a request
//! comes from.

use super::error::{ApiError, ApiResult};
use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, Uri, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::net::IpAddr;
use std::time::Duration;

/// The greatest request body, in bytes.
pub const BODY_LIMIT: usize = 5 * 1024 * 1024;

/// How long a request body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// The whole body; 400 beyond [`BODY_LIMIT`] or if it takes too long.
pub async fn read_body(body: Body) -> ApiResult<Bytes> {
    let Ok(read) = tokio::time::timeout(BODY_TIMEOUT, Limited::new(body, BODY_LIMIT).collect()).await else {
        return Err(ApiError::malformed(format!("The request body did not arrive within {} s", BODY_TIMEOUT.as_secs())));
    };
    match read {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(ApiError::malformed(format!("The request body is too large; the limit is {BODY_LIMIT} bytes")))
        }
        Err(error) => Err(ApiError::malformed(format!("The request body could not be read: {error}"))),
    }
}

/// Whether the content type is JSON; parameters such as a charset do not matter.
pub fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")))
}

/// The query's parameters in order, decoded.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// The first value, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.first(name).filter(|value| !value.is_empty())
    }

    /// The first value, also an empty one.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// All parameters but the named ones, then `set`.
    pub fn replacing(&self, set: &[(&str, String)], without: &[&str]) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> =
            self.0.iter().filter(|(key, _)| !without.contains(&key.as_str()) && set.iter().all(|(name, _)| name != key)).cloned().collect();
        pairs.extend(set.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        pairs
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// The path's parameters, percent-decoded, in order.
#[derive(Clone, Debug)]
pub struct PathText(Vec<String>);

impl PathText {
    /// Parameter number `at`, counting from 0.
    pub fn at(&self, at: usize) -> &str {
        self.0.get(at).map_or("", String::as_str)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PathText {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| ApiError::not_found())?;
        Ok(Self(params.iter().map(|(_, value)| value.to_owned()).collect()))
    }
}

/// Refuses what a browser sends to the admin listener from another site's page (DNS rebinding, CSRF): that
/// API has no authentication of its own. A foreign `Origin` alone does not stop a safe method: it changes
/// nothing, and without CORS headers the page cannot read the answer.
// Kratos: answers all of it.
pub fn from_same_site(method: &Method, uri: &Uri, headers: &HeaderMap, admin_host: &str) -> ApiResult<()> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    // HTTP/2 has no Host header.
    let authority = uri.authority().map(http::uri::Authority::as_str);
    let hosts = [authority, text("host")];
    if hosts.iter().flatten().any(|host| !is_own_host(host, admin_host)) {
        return Err(ApiError::forbidden(
            "The Host header names neither an IP address, localhost nor the host of serve.admin.base_url: set that to the address under which the admin API is reached",
        ));
    }
    if text("sec-fetch-site") == Some("cross-site") {
        return Err(ApiError::forbidden("The admin API does not answer pages of other sites"));
    }
    let is_safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE);
    if let (Some(origin), false) = (text("origin"), is_safe) {
        let own = hosts.into_iter().flatten().next();
        let same = origin.split_once("://").zip(own).is_some_and(|((_, authority), own)| authority.eq_ignore_ascii_case(own));
        if !same {
            return Err(ApiError::forbidden("The admin API does not answer pages of other sites (Origin)"));
        }
    }
    // A page of a sibling host tells by its Origin that it is one; without it nothing does.
    if text("sec-fetch-site") == Some("same-site") && !is_safe && text("origin").is_none() {
        return Err(ApiError::forbidden("The admin API does not answer pages of other hosts"));
    }
    Ok(())
}

fn is_own_host(host: &str, admin_host: &str) -> bool {
    let name = host_name(host);
    name.parse::<IpAddr>().is_ok() || name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case(host_name(admin_host))
}

/// A host without its port and without the brackets of IPv6.
fn host_name(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

#[cfg(test)]
mod tests;
