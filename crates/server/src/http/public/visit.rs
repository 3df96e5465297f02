//! A request to the public listener: who sends it, what it accepts, which session and which browser it
//! speaks for.

use super::cookies::DEVICE_COOKIE;
use crate::app::{App, Current};
use crate::http::error::ApiResult;
use crate::http::public::client::{client_ip, peer_ip, request_url};
use crate::http::request::{Query, read_body};
use crate::pages::language::Language;
use crate::quota::TooMany;
use crate::selfservice::SelfService;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, header};
use selfsame_api::session::Aal;
use selfsame_api::session::Device;
use selfsame_api::{DeviceId, Timestamp};
use selfsame_core::attempts::KnownDevice;
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::negotiate::{answers_json, prefers_json};
use selfsame_core::session::{Session, SessionToken, is_usable};
use selfsame_core::{Ctx, Key, cookie};
use selfsame_store::Rx;
use selfsame_store::ops::sessions;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The request with what the server knows at its arrival.
pub struct Visit {
    pub app: Arc<App>,
    /// Configuration and schemas for the whole request.
    pub current: Arc<Current>,
    pub now: Timestamp,
    pub parts: Parts,
    pub query: Query,
    /// Behind a lock only because a body cannot be shared and a visit is.
    body: Mutex<Body>,
}

/// The CSRF token that the middleware drew for a browser without one; its cookie goes with the answer.
#[derive(Clone, Copy)]
pub struct FreshCsrf(pub CsrfToken);

/// A session token and where it was found.
pub struct Presented {
    pub token: SessionToken,
    pub source: TokenSource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenSource {
    Header,
    /// With the expiry that the cookie was written for.
    Cookie(Timestamp),
    Bearer,
}

/// A session that lets somebody in.
#[derive(Clone)]
pub struct Live {
    pub session: Session,
    pub token: SessionToken,
    pub identity_key: Key,
    /// The highest level that the identity can reach.
    pub available_aal: Aal,
}

impl FromRequest<Arc<App>> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let Ok(query) = Query::from_request_parts(&mut parts, app).await;
        Ok(Self { app: app.clone(), current: app.current(), now: app.now(), parts, query, body: Mutex::new(body) })
    }
}

impl Visit {
    pub fn selfservice(&self) -> &SelfService {
        &self.current.selfservice
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        text(&self.parts.headers, name)
    }

    /// The tag of the language that its sender reads.
    pub fn language(&self) -> &'static str {
        Language::of(&self.parts.headers).spoken().tag
    }

    pub fn content_type(&self) -> Option<&str> {
        self.header("content-type")
    }

    /// Whether a flow's beginning is answered with JSON.
    pub fn prefers_json(&self) -> bool {
        prefers_json(self.header("accept"))
    }

    /// Whether a submission's outcome is answered with JSON.
    pub fn answers_json(&self) -> bool {
        answers_json(self.header("accept"), self.content_type())
    }

    /// Whether `Accept` alone asks for JSON.
    pub fn accepts_json(&self) -> bool {
        answers_json(self.header("accept"), None)
    }

    /// The request's whole body; empty when asked for again.
    pub async fn take_body(&self) -> ApiResult<Bytes> {
        let body = std::mem::take(&mut *self.body.lock().unwrap_or_else(PoisonError::into_inner));
        read_body(body).await
    }

    /// The URL of this request as its sender wrote it.
    pub fn request_url(&self) -> ApiResult<String> {
        let settings = &self.selfservice().settings;
        request_url(&self.parts, settings.is_tls, &settings.trusted_proxies)
    }

    /// The token in the browser's CSRF cookie, or the one that was just drawn for it.
    pub fn csrf(&self) -> Option<CsrfToken> {
        self.parts.extensions.get::<FreshCsrf>().map(|fresh| fresh.0).or_else(|| self.csrf_cookie())
    }

    /// The token in the browser's CSRF cookie.
    pub fn csrf_cookie(&self) -> Option<CsrfToken> {
        csrf_cookie(&self.parts.headers, &self.selfservice().csrf_cookie_name)
    }

    /// The session token that the request presents: the header wins, then a cookie of ours, then a bearer token.
    pub fn presented(&self) -> Option<Presented> {
        if let Some(token) = self.header("x-session-token").filter(|token| !token.is_empty()) {
            return Some(Presented { token: SessionToken::new(token.to_owned()), source: TokenSource::Header });
        }
        self.presented_to_logout()
    }

    /// As [`Visit::presented`], without the header.
    pub fn presented_to_logout(&self) -> Option<Presented> {
        let own = self.selfservice();
        let name = own.settings.session.cookie_name.as_str();
        let mut sealed = cookies(&self.parts.headers).filter(|(own, _)| *own == name);
        if let Some(opened) = sealed.find_map(|(_, value)| cookie::open(&own.cookie_keys, name, value)) {
            return Some(Presented { token: opened.token, source: TokenSource::Cookie(opened.expires_at) });
        }
        let (scheme, token) = self.header("authorization")?.split_once(' ')?;
        let token = SessionToken::new(token.trim().to_owned());
        scheme.eq_ignore_ascii_case("bearer").then_some(Presented { token, source: TokenSource::Bearer })
    }

    /// Whether the request carries anything that is meant as a session token.
    pub fn has_credentials(&self) -> bool {
        let name = self.selfservice().settings.session.cookie_name.as_str();
        self.header("x-session-token").is_some_and(|token| !token.is_empty())
            || self.header("authorization").is_some()
            || cookies(&self.parts.headers).any(|(own, _)| own == name)
    }

    /// The live session behind the presented token.
    pub async fn live(&self) -> ApiResult<Option<Live>> {
        match self.presented() {
            Some(presented) => self.live_of(presented.token).await,
            None => Ok(None),
        }
    }

    /// The live session with this token.
    pub async fn live_of(&self, token: SessionToken) -> ApiResult<Option<Live>> {
        let (hash, now) = (token.hash(), self.now);
        let found = self.app.store.lookup(async move |rx: &mut Rx<'_>| {
            sessions::by_token(rx, &hash, |session, identity| {
                if !is_usable(session.active, session.expires_at, identity.state, now) {
                    return Ok(None);
                }
                Ok(Some((session.decode(identity.id)?, identity.key, identity.available_aal)))
            })
            .await
        });
        let found = found.await?.flatten();
        Ok(found.map(|(session, identity_key, available_aal)| Live { session, token, identity_key, available_aal }))
    }

    /// The client's address.
    pub fn client_ip(&self) -> Option<IpAddr> {
        client_ip(peer_ip(&self.parts), &self.parts.headers, &self.selfservice().settings.trusted_proxies)
    }

    /// What the browser's cookie says about who signed in with it.
    pub fn known_device(&self) -> Option<KnownDevice> {
        let mut sealed = cookies(&self.parts.headers).filter(|(name, _)| *name == DEVICE_COOKIE);
        sealed.find_map(|(_, value)| KnownDevice::open(&self.selfservice().cookie_keys, DEVICE_COOKIE, value))
    }

    /// Counts a row that this request makes, until it can be deleted at `ends_at`, as one of its client's.
    pub fn charge(&self, ends_at: Timestamp) -> Result<(), TooMany> {
        match self.selfservice().settings.open_flows_per_client {
            0 => Ok(()),
            limit => self.app.flow_quota.open(self.client_ip(), limit, self.now, ends_at),
        }
    }

    /// The device that a new session is for.
    // Kratos: the address may carry the client's port.
    pub fn device(&self, ctx: &mut Ctx<'_>) -> Device {
        let all_of = |name: &str| {
            let values: Vec<&str> = self.parts.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
            values.join(" ")
        };
        let is_proxy = self.selfservice().settings.trusted_proxies.believe(peer_ip(&self.parts));
        let places = [self.header("cf-ipcity"), self.header("cf-ipcountry")];
        let places: Vec<&str> = places.into_iter().flatten().filter(|place| is_proxy && !place.is_empty()).collect();
        Device {
            id: DeviceId::from_random(ctx.id_bytes()),
            ip_address: self.client_ip().map(|ip| ip.to_string()),
            user_agent: Some(cut(all_of("user-agent"))),
            location: Some(cut(places.join(", "))),
        }
    }
}

/// The value of a header with one value.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Name and value of every cookie.
pub fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, value)| (name, value.trim_matches('"')))
}

/// The token of the CSRF cookie; absent also when there are several of the name.
pub fn csrf_cookie(headers: &HeaderMap, name: &str) -> Option<CsrfToken> {
    let mut found = cookies(headers).filter(|(own, _)| *own == name);
    match (found.next(), found.next()) {
        (Some((_, value)), None) => CsrfToken::from_cookie(value),
        (None, _) | (Some(_), Some(_)) => None,
    }
}

/// At most 512 bytes.
fn cut(mut text: String) -> String {
    const MOST: usize = 512;
    if text.len() > MOST {
        let end = (0..=MOST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
    }
    text
}
