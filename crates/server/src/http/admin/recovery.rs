//! POST `/admin/recovery/code` and `/admin/recovery/link`: an administrator hands an account back to its
//! owner. Neither asks whether the identity is active or has an address, nor whether the recovery flow is on.

use crate::app::{App, Current};
use crate::flow::kind::{return_to_error, uncharged};
use crate::flow::stored;
use crate::http::duration;
use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::{Fields, Unknown, first_value};
use crate::http::public::client::request_url;
use crate::http::request::{Query, is_json, read_body};
use crate::http::respond::json;
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use selfsame_api::flow::FlowType;
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::flow::recovery::{AdminRecovery, Recovery};
use selfsame_core::flow::{Flow, FlowKind};
use selfsame_core::keyed::token_hash;
use selfsame_core::{Ctx, Key};
use selfsame_store::ops::flows;
use selfsame_store::ops::identities::read::key_by_id;
use selfsame_store::ops::secrets::{self, OneTimeSecret, SecretPurpose};
use selfsame_store::{Rx, StoreError, Tx};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// POST `/admin/recovery/code`: 201 with the code and the page on which it is typed.
pub async fn code(State(app): State<Arc<App>>, query: Query, request: Request) -> ApiResult<Response> {
    let current = app.current();
    let lifespan = current.settings.recovery.code.ok_or_else(|| is_off("code"))?;
    let asked = Asked::read(request, lifespan).await?;
    let key = asked.checks(&app, &current, &query).await?.ok_or_else(|| ApiError::not_found().reason(NO_IDENTITY))?;
    let mut rng = app.randomness.fork();
    let mut ctx = Ctx { now: app.now(), rng: &mut rng };
    let (mut flow, code) = asked.into_recovery(&current, &query)?.by_code(&mut ctx);
    uncharged(&mut flow);
    let secret = secret(SecretPurpose::RecoveryCode, &flow, key, current.keys.codes.mac(code.expose()), ctx.now);
    // A store without the identity any more answers like one that never had it.
    insert(&app, &flow, secret, ctx.now).await?.ok_or_else(|| ApiError::not_found().reason(NO_IDENTITY))?;
    let link = crate::selfservice::with_query(&current.settings.recovery.ui_url, "flow", &flow.id.to_string());
    let answer = json!({ "recovery_link": link, "recovery_code": code.expose(), "expires_at": flow.expires_at });
    Ok(json(StatusCode::CREATED, &answer))
}

/// POST `/admin/recovery/link`: 200 with the link.
pub async fn link(State(app): State<Arc<App>>, query: Query, request: Request) -> ApiResult<Response> {
    let current = app.current();
    let lifespan = current.settings.recovery.link.ok_or_else(|| is_off("link"))?;
    let mut asked = Asked::read(request, lifespan).await?;
    asked.kind = FlowType::Browser;
    let key = asked.checks(&app, &current, &query).await?.ok_or_else(|| ApiError::bad_request(NO_IDENTITY))?;
    let mut rng = app.randomness.fork();
    let mut ctx = Ctx { now: app.now(), rng: &mut rng };
    let (mut flow, token) = asked.into_recovery(&current, &query)?.by_link(&mut ctx);
    uncharged(&mut flow);
    let secret = secret(SecretPurpose::RecoveryLink, &flow, key, token_hash(token.expose()), ctx.now);
    insert(&app, &flow, secret, ctx.now).await?.ok_or_else(|| ApiError::bad_request(NO_IDENTITY))?;
    let link = current.selfservice.link_url(&format!("/self-service/recovery?flow={}&token={}", flow.id, token.expose()));
    Ok(json(StatusCode::OK, &json!({ "recovery_link": link, "expires_at": flow.expires_at })))
}

const NO_IDENTITY: &str = "No identity has the given identity_id";

fn is_off(method: &str) -> ApiError {
    ApiError::not_found().reason(format!("Recovery by {method} is switched off: selfservice.methods.{method}.enabled"))
}

/// What the body asks for.
struct Asked {
    identity_id: Option<IdentityId>,
    lifespan: Duration,
    kind: FlowType,
    parts: Parts,
}

impl Asked {
    async fn read(request: Request, default_lifespan: Duration) -> ApiResult<Self> {
        let (parts, body) = request.into_parts();
        let body = read_body(body).await?;
        if !is_json(&parts.headers) {
            return Err(ApiError::bad_request("Content-Type: expected application/json"));
        }
        // All that is wrong with this body stands in `reason`.
        Self::parse(&body, default_lifespan, parts).map_err(|error| match error.body.reason {
            Some(_) => error,
            None => ApiError::bad_request(error.body.message),
        })
    }

    fn parse(body: &Bytes, default_lifespan: Duration, parts: Parts) -> ApiResult<Self> {
        let mut fields = Fields::new(first_value(body)?, "", &["identity_id", "expires_in", "flow_type"], Unknown::Ignored)?;
        let identity_id = fields.parsed("identity_id", "a UUID")?;
        let expires_in = fields.text("expires_in")?;
        let flow_type = fields.text("flow_type")?;
        let lifespan = match expires_in.as_deref() {
            None | Some("") => default_lifespan,
            Some(text) => match duration::parse(text).map(u64::try_from) {
                Some(Ok(nanoseconds)) if nanoseconds > 0 => Duration::from_nanos(nanoseconds),
                Some(_) => return Err(ApiError::bad_request(format!("expires_in: expected a time to come, got {text:?}"))),
                None => return Err(ApiError::bad_request(format!("expires_in: expected a duration such as 1h30m, got {text:?}"))),
            },
        };
        let kind = match flow_type.as_deref() {
            None | Some("browser") => FlowType::Browser,
            Some("api") => FlowType::Api,
            Some(other) => return Err(ApiError::bad_request(format!("flow_type: expected browser or api, got {other:?}"))),
        };
        Ok(Self { identity_id, lifespan, kind, parts })
    }

    /// The identity's key if there is such an identity. `return_to` is judged first.
    async fn checks(&self, app: &App, current: &Current, query: &Query) -> ApiResult<Option<Key>> {
        if let Some(raw) = query.get("return_to") {
            current.selfservice.returns.accept(raw).map_err(return_to_error)?;
        }
        let Some(id) = self.identity_id else { return Ok(None) };
        Ok(app.store.lookup(async move |rx: &mut Rx<'_>| key_by_id(rx, id).await).await?)
    }

    fn into_recovery(self, current: &Current, query: &Query) -> ApiResult<AdminRecovery> {
        let identity_id = self.identity_id.ok_or_else(ApiError::not_found)?;
        let request_url = request_url(&self.parts, current.settings.admin_tls, &current.selfservice.settings.trusted_proxies)?;
        let return_to = query.get("return_to").map(str::to_owned);
        Ok(AdminRecovery { identity_id, kind: self.kind, request_url, return_to, lifespan: self.lifespan })
    }
}

fn secret(purpose: SecretPurpose, flow: &Flow<Recovery>, identity_key: Key, hash: [u8; 32], now: Timestamp) -> OneTimeSecret {
    OneTimeSecret {
        purpose,
        flow_id: flow.id,
        identity_key: Some(identity_key),
        sent_to: None,
        hash,
        expires_at: flow.expires_at,
        created_at: now,
    }
}

/// The flow and its secret, together or not at all; `None` if the identity is gone.
async fn insert(app: &App, flow: &Flow<Recovery>, secret: OneTimeSecret, now: Timestamp) -> ApiResult<Option<()>> {
    let (flow_key, secret_key) = (app.store.next_key(now), app.store.next_key(now));
    let (id, expires_at, document) = (flow.id, flow.expires_at, stored::document(flow)?);
    let written = app.store.write(async move |tx: &mut Tx<'_>| {
        flows::insert(tx, flow_key, id, Recovery::NAME, &document, expires_at, now).await?;
        secrets::insert(tx, secret_key, &secret).await
    });
    match written.await {
        Ok(()) => Ok(Some(())),
        Err(StoreError::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
