//! `/sessions`: the sessions of whoever asks, besides the one that asks.

use super::visit::{Live, Visit};
use super::whoami::check_aal;
use crate::http::encode::identity::{SchemaUrl, Shown};
use crate::http::encode::session::{self, Devices, ShownSession};
use crate::http::error::{ApiError, ApiResult};
use crate::http::page::OffsetPage;
use crate::http::respond::{json, json_bytes, link_header};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use selfsame_api::SessionId;
use selfsame_store::ops::sessions;
use selfsame_store::{Rx, Tx};
use serde_json::json as value;

/// GET `/sessions`
pub async fn list(visit: Visit) -> Response {
    answer(others(&visit).await)
}

/// DELETE `/sessions`: revokes the others.
pub async fn revoke_others(visit: Visit) -> Response {
    answer(count_revoked(&visit).await)
}

/// DELETE `/sessions/{id}`
pub async fn revoke(visit: Visit) -> Response {
    answer(revoke_by_path(&visit).await)
}

fn answer(result: ApiResult<Response>) -> Response {
    result.unwrap_or_else(IntoResponse::into_response)
}

/// Whoever asks, if they are signed in.
pub async fn signed_in(visit: &Visit) -> ApiResult<Live> {
    visit.live().await?.ok_or_else(|| ApiError::unauthorized("The request does not carry a valid session"))
}

async fn others(visit: &Visit) -> ApiResult<Response> {
    let live = signed_in(visit).await?;
    check_aal(visit, live.session.aal, live.available_aal)?;
    let page = OffsetPage::from_query(&visit.query);
    let (own, now, current) = (live.session.id, visit.now, visit.current.clone());
    // Kratos: links count pages from 0 and rows from 1, so that page 1 repeats page 0. Clients follow the links.
    let offsets = (page.limit, page.number.saturating_sub(1).saturating_mul(page.limit));
    let (body, total) = visit
        .app
        .store
        .scan(async move |rx: &mut Rx<'_>| {
            let mut out = vec![b'['];
            let identity = Some(Shown { addresses: false, schema_url: SchemaUrl::Empty, ..Shown::OWNER });
            let shown = ShownSession { devices: Devices::Shown, identity, tokenized: None };
            let total = sessions::others_of_identity(rx, live.identity_key, own, now, offsets, |session, identity| {
                if out.len() > 1 {
                    out.push(b',');
                }
                session::write(&mut out, &session, &identity, &current.schemas, shown, now);
                Ok(())
            })
            .await?;
            out.push(b']');
            Ok((out, total))
        })
        .await?;
    let mut response = json_bytes(StatusCode::OK, body);
    let headers = response.headers_mut();
    headers.insert("x-total-count", HeaderValue::from(total));
    if let Some(links) = link_header("/sessions", page.links(&visit.query, total as usize)) {
        headers.insert(header::LINK, links);
    }
    Ok(response)
}

async fn count_revoked(visit: &Visit) -> ApiResult<Response> {
    let live = signed_in(visit).await?;
    let count = revoke_all(visit, &live).await?;
    Ok(json(StatusCode::OK, &value!({ "count": count })))
}

/// Revokes all sessions of whoever asks but the one that asks; how many there were.
pub async fn revoke_all(visit: &Visit, live: &Live) -> ApiResult<i64> {
    let (key, own, now) = (live.identity_key, live.session.id, visit.now);
    let count = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        // As the contract has it: counts the sessions that were revoked before, too.
        let count = sessions::count_others(tx.rx(), key, own).await?;
        sessions::disable_others(tx, key, own, now).await?;
        Ok(count)
    });
    Ok(count.await?)
}

async fn revoke_by_path(visit: &Visit) -> ApiResult<Response> {
    let live = signed_in(visit).await?;
    let id = visit.parts.uri.path().trim_start_matches("/sessions/");
    let id: SessionId = id.parse().map_err(|error| ApiError::malformed(format!("The session id is not a UUID: {error}")))?;
    revoke_one(visit, &live, id).await?;
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    Ok((StatusCode::NO_CONTENT, [(header::CONTENT_TYPE, json)]).into_response())
}

/// Revokes another session of whoever asks.
pub async fn revoke_one(visit: &Visit, live: &Live, id: SessionId) -> ApiResult<()> {
    if id == live.session.id {
        return Err(ApiError::bad_request("The session of this request is ended by signing out"));
    }
    let (key, now) = (live.identity_key, visit.now);
    // Whether somebody else has a session of this id is nobody's business.
    visit.app.store.write(async move |tx: &mut Tx<'_>| sessions::disable_of(tx, key, id, now).await).await?;
    Ok(())
}
