//! One call: its parts, its attempts, its answer. Everything that touches reqwest stands here.

use std::fmt::Display;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER, USER_AGENT};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use url::{Url, form_urlencoded};

use super::configuration::{Configuration, Retry};
use super::page::Page;
use super::typed_error::ByStatus;
use super::{Error, ResponseContent};
use crate::models::ErrorGeneric;

/// A call being put together.
pub(super) struct Call<'c> {
    configuration: &'c Configuration,
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Result<Vec<u8>, serde_json::Error>>,
    is_admin: bool,
    is_repeatable: bool,
}

/// A read is sent on at most this often.
const MOST_REDIRECTS: usize = 10;

/// Whether a request carries tokens and cookies: another host than the configured one must not see them.
#[derive(Clone, Copy, PartialEq)]
enum Credentials {
    Sent,
    Kept,
}

/// What came back, whatever the status.
pub(super) struct Answer {
    pub status: StatusCode,
    headers: HeaderMap,
    content: String,
}

/// Sends any JSON to any path of the API, for what has no function or no model yet; `path` may carry a query.
///
/// ```no_run
/// # use selfsame_client::apis::{configuration::Configuration, send_json};
/// # async fn example(admin: &Configuration) -> Result<(), Box<dyn std::error::Error>> {
/// let body = serde_json::json!({"action": "disable", "identities": ["*"]});
/// let answer = send_json(admin, reqwest::Method::POST, "/admin/sessions", Some(&body)).await?;
/// println!("{} sessions ended", answer["processed"]);
/// # Ok(()) }
/// ```
pub async fn send_json(
    configuration: &Configuration,
    method: Method,
    path: &str,
    body: Option<&serde_json::Value>,
) -> Result<serde_json::Value, Error<ErrorGeneric>> {
    let mut call = Call::admin(configuration, method, path);
    if let Some(body) = body {
        call = call.body(body);
    }
    let answer = call.send().await?.accepted()?;
    if answer.content.is_empty() { Ok(serde_json::Value::Null) } else { answer.json() }
}

/// One segment of a path. What no segment can hold is refused when the call is sent.
pub(super) fn segment(text: &str) -> String {
    super::urlencode(text).replace('+', "%20")
}

/// Refuses a path with an empty or dotted segment, whichever way it is written: those collapse on the way, and the call
/// would ask for something else, such as everybody's sessions in place of one person's.
fn keep_to_one_place(path: &str) -> std::io::Result<()> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let collapses = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "" | "." | "..");
    match path.trim_start_matches('/').split('/').find(|segment| collapses(segment)) {
        None => Ok(()),
        Some(segment) => {
            let text = format!("{segment:?} cannot be part of the path {path}: give an id that is neither empty nor dots");
            Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, text))
        }
    }
}

impl<'c> Call<'c> {
    /// A call that may carry the configuration's credentials.
    pub fn admin(configuration: &'c Configuration, method: Method, path: impl Into<String>) -> Self {
        Self { is_admin: true, ..Self::public(configuration, method, path) }
    }

    /// A call that carries only what its arguments say: a bearer token here would mean a person's session.
    pub fn public(configuration: &'c Configuration, method: Method, path: impl Into<String>) -> Self {
        let is_repeatable = matches!(method, Method::GET | Method::PUT | Method::DELETE);
        Self {
            configuration,
            method,
            path: path.into(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            is_admin: false,
            is_repeatable,
        }
    }

    /// Repeating the call does no harm, although its method may.
    pub fn repeatable(self) -> Self {
        Self { is_repeatable: true, ..self }
    }

    /// The call uses something up, although its method should not.
    pub fn once(self) -> Self {
        Self { is_repeatable: false, ..self }
    }

    pub fn query(mut self, name: &'static str, value: Option<impl Display>) -> Self {
        self.query.extend(value.map(|value| (name, value.to_string())));
        self
    }

    /// One pair per value, never joined by commas.
    pub fn query_all(mut self, name: &'static str, values: Option<&[String]>) -> Self {
        self.query.extend(values.unwrap_or_default().iter().map(|value| (name, value.clone())));
        self
    }

    pub fn session_token(mut self, token: Option<&str>) -> Self {
        self.headers.extend(token.map(|token| ("X-Session-Token", token.to_owned())));
        self
    }

    pub fn cookie(mut self, cookie: Option<&str>) -> Self {
        self.headers.extend(cookie.map(|cookie| ("Cookie", cookie.to_owned())));
        self
    }

    pub fn body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_vec(body));
        self
    }

    /// A body that is JSON already.
    pub fn raw_body(mut self, body: Vec<u8>) -> Self {
        self.body = Some(Ok(body));
        self
    }

    /// The body of a success.
    pub async fn json<T: DeserializeOwned, E: ByStatus>(self) -> Result<T, Error<E>> {
        self.send().await?.accepted()?.json()
    }

    /// The body of a success, with what its headers say about further pages.
    pub async fn page<T: DeserializeOwned, E: ByStatus>(self) -> Result<Page<T>, Error<E>> {
        let answer = self.send().await?.accepted()?;
        Ok(Page::new(answer.json()?, &answer.headers))
    }

    /// The body of a success as it is.
    pub async fn text<E: ByStatus>(self) -> Result<String, Error<E>> {
        Ok(self.send().await?.accepted()?.content)
    }

    /// Only whether it worked. A page in between that answers 200 to everything does not count.
    pub async fn nothing<E: ByStatus>(self) -> Result<(), Error<E>> {
        let answer = self.send().await?.accepted()?;
        if answer.content.is_empty() || answer.is_json() { Ok(()) } else { Err(answer.no_json()) }
    }

    /// Attempts until there is an answer to keep, or an error not worth another attempt.
    pub async fn send<E>(mut self) -> Result<Answer, Error<E>> {
        keep_to_one_place(&self.path)?;
        let body = self.body.take().transpose()?;
        let request_id = self.configuration.request_id.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
        let url = self.url();
        let mut attempt = 1;
        loop {
            let outcome = self.attempt(&url, &request_id, body.as_deref()).await;
            let Some(wait) = self.wait_after(&outcome, attempt) else { return Ok(outcome?) };
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }

    fn url(&self) -> String {
        let mut url = format!("{}{}", self.configuration.base_path.trim_end_matches('/'), self.path);
        if !self.query.is_empty() {
            url.push('?');
            url.push_str(&form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.query).finish());
        }
        url
    }

    /// One attempt, followed where a read is sent on to. Other calls are not: they would arrive elsewhere as
    /// something else.
    async fn attempt(&self, url: &str, request_id: &str, body: Option<&[u8]>) -> Result<Answer, reqwest::Error> {
        let mut answer = attempt_once(self.request(url, request_id, body.map(<[u8]>::to_vec), Credentials::Sent)).await?;
        if !matches!(self.method, Method::GET | Method::HEAD) {
            return Ok(answer);
        }
        let Ok(first) = Url::parse(url) else { return Ok(answer) };
        let mut at = first.clone();
        for _ in 0..MOST_REDIRECTS {
            let Some(next) = answer.sent_on_from(&at) else { return Ok(answer) };
            at = next;
            let credentials = if at.origin() == first.origin() { Credentials::Sent } else { Credentials::Kept };
            answer = attempt_once(self.request(at.as_str(), request_id, None, credentials)).await?;
        }
        Ok(answer)
    }

    fn request(&self, url: &str, request_id: &str, body: Option<Vec<u8>>, credentials: Credentials) -> RequestBuilder {
        let configuration = self.configuration;
        let mut request =
            configuration.client.request(self.method.clone(), url).header("X-Request-ID", request_id).header(ACCEPT, "application/json");
        if let Some(agent) = &configuration.user_agent {
            request = request.header(USER_AGENT, agent);
        }
        if let Some(timeout) = configuration.timeout {
            request = request.timeout(timeout);
        }
        if credentials == Credentials::Sent {
            for (name, value) in &self.headers {
                request = request.header(*name, value);
            }
        }
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        if self.is_admin && credentials == Credentials::Sent { signed(request, configuration) } else { request }
    }

    fn wait_after(&self, outcome: &Result<Answer, reqwest::Error>, attempt: u32) -> Option<Duration> {
        let asked = match outcome {
            Ok(answer) if matches!(answer.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) => answer.retry_after(),
            Err(error) if error.is_connect() || (self.method == Method::GET && has_broken(error)) => None,
            Ok(_) | Err(_) => return None,
        };
        if !self.is_repeatable {
            return None;
        }
        wait_before_next(&self.configuration.retry, attempt, asked, uuid::Uuid::new_v4().as_u128() as u32)
    }
}

async fn attempt_once(request: RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    Ok(Answer { status, headers, content: response.text().await? })
}

fn signed(request: RequestBuilder, configuration: &Configuration) -> RequestBuilder {
    if let Some(key) = &configuration.api_key {
        let value = key.prefix.as_ref().map_or_else(|| key.key.clone(), |prefix| format!("{prefix} {}", key.key));
        return request.header(AUTHORIZATION, value);
    }
    if let Some(token) = configuration.bearer_access_token.as_ref().or(configuration.oauth_access_token.as_ref()) {
        return request.bearer_auth(token);
    }
    match &configuration.basic_auth {
        Some((name, password)) => request.basic_auth(name, password.as_ref()),
        None => request,
    }
}

fn has_broken(error: &reqwest::Error) -> bool {
    // A body that ends before its length counts as undecodable there.
    !error.is_timeout() && (error.is_request() || error.is_body() || error.is_decode())
}

/// The wait before the next attempt, `None` if there is to be none. Chance takes off up to half of our own waits, so
/// that clients that failed together do not return together.
fn wait_before_next(retry: &Retry, attempt: u32, asked: Option<Duration>, chance: u32) -> Option<Duration> {
    if attempt >= retry.attempts {
        return None;
    }
    if let Some(asked) = asked {
        return (asked <= retry.longest_wait).then_some(asked);
    }
    let doubled = retry.first_wait.saturating_mul(1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
    let kept = 0.5 + f64::from(chance) / f64::from(u32::MAX) / 2.0;
    Some(doubled.min(retry.longest_wait).mul_f64(kept))
}

impl Answer {
    /// Seconds to wait, if the server named them.
    fn retry_after(&self) -> Option<Duration> {
        self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
    }

    /// Where a read that was answered so goes on.
    fn sent_on_from(&self, at: &Url) -> Option<Url> {
        let is_redirect = matches!(self.status.as_u16(), 301 | 302 | 303 | 307 | 308);
        let target = at.join(self.headers.get(LOCATION)?.to_str().ok()?).ok()?;
        (is_redirect && matches!(target.scheme(), "http" | "https")).then_some(target)
    }

    /// Turns a refusal into its typed error.
    pub fn accepted<E: ByStatus>(self) -> Result<Self, Error<E>> {
        if self.status.is_success() {
            return Ok(self);
        }
        let entity = E::by_status(self.status.as_u16(), &self.content);
        Err(Error::ResponseError(ResponseContent { status: self.status, content: self.content, entity }))
    }

    pub fn json<T: DeserializeOwned, E>(&self) -> Result<T, Error<E>> {
        if self.is_json() { Ok(serde_json::from_str(&self.content)?) } else { Err(self.no_json()) }
    }

    fn kind(&self) -> &str {
        self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn is_json(&self) -> bool {
        self.kind().starts_with("application/") && self.kind().contains("json")
    }

    fn no_json<E>(&self) -> Error<E> {
        let found = if self.kind().is_empty() { "a body without content type" } else { self.kind() };
        serde_json::Error::custom(format!("expected JSON after {}, found {found}", self.status)).into()
    }
}

#[cfg(test)]
mod tests;
