//! `/admin/sessions` and `/admin/identities/{id}/sessions`.

use crate::app::App;
use crate::http::encode::identity::{SchemaUrl, Shown};
use crate::http::encode::session::{self, Devices, ShownSession};
use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::{Fields, Unknown, first_value};
use crate::http::page::{self, OffsetPage, open_stable_token, stable_token};
use crate::http::request::{PathText, Query, read_body};
use crate::http::respond::{Link, json, json_bytes, link_header, no_content};
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use selfsame_api::{IdentityId, SessionId, Timestamp};
use selfsame_core::Key;
use selfsame_core::session::extended;
use selfsame_store::ops::identities::read::key_by_id;
use selfsame_store::ops::sessions::{self, Revoked, Usable};
use selfsame_store::{Rx, Tx};
use serde_json::{Value, json};
use std::sync::Arc;

/// What page tokens of this list are sealed for.
const LIST: &str = "sessions";
const DEFAULT_PAGE: usize = 250;
const GREATEST_PAGE: usize = 1000;

/// GET `/admin/sessions`
pub async fn list(State(app): State<Arc<App>>, query: Query) -> ApiResult<Response> {
    let usable = usable(&query)?;
    let token = query.get("page_token");
    let size = page::size(&query, "page_size", DEFAULT_PAGE, GREATEST_PAGE).map_err(|_| unparsable_page())?;
    let current = app.current();
    let before = open_stable_token(&current.keys, LIST, token).ok_or_else(unparsable_page)?;
    let expand = Expand::from_query(&query)?;
    let (now, shown_by) = (app.now(), current.clone());
    let (body, last, more) = app
        .store
        .scan(async move |rx: &mut Rx<'_>| {
            let mut out = vec![b'['];
            let (mut count, mut last) = (0, None);
            let shown = expand.in_list();
            sessions::page(rx, usable, now, before, size + 1, |session, identity| {
                count += 1;
                if count <= size {
                    if count > 1 {
                        out.push(b',');
                    }
                    session::write(&mut out, &session, &identity, &shown_by.schemas, shown, now);
                    last = Some(session.key);
                }
                Ok(())
            })
            .await?;
            out.push(b']');
            Ok((out, last, count > size))
        })
        .await?;
    let link = |rel: &'static str, key: Key| {
        let token = stable_token(&current.keys, LIST, key).unwrap_or_default();
        Link { rel, query: query.replacing(&[("page_size", size.to_string()), ("page_token", token)], &[]) }
    };
    let mut links = vec![link("first", Key(i64::MAX))];
    if let (true, Some(last)) = (more, last) {
        links.push(link("next", last));
    }
    let mut response = json_bytes(StatusCode::OK, body);
    if let Some(value) = link_header("/admin/sessions", links) {
        response.headers_mut().insert(header::LINK, value);
    }
    Ok(response)
}

fn unparsable_page() -> ApiError {
    ApiError::malformed("page_size or page_token: not a page of this list")
}

/// GET `/admin/sessions/{id}`
pub async fn get(State(app): State<Arc<App>>, path: PathText, query: Query) -> ApiResult<Response> {
    let id = session_id(path.at(0))?;
    let expand = Expand::from_query(&query)?;
    show(&app, id, expand.devices_or(Devices::Empty), if expand.identity { ShownIdentity::Whole } else { ShownIdentity::Not }).await
}

/// How much of a session's identity an answer shows.
#[derive(Clone, Copy)]
enum ShownIdentity {
    Not,
    /// What its owner may see.
    Owned,
    Whole,
}

async fn show(app: &App, id: SessionId, devices: Devices, identity: ShownIdentity) -> ApiResult<Response> {
    let (now, current) = (app.now(), app.current());
    let found = app.store.lookup(async move |rx: &mut Rx<'_>| {
        sessions::by_id(rx, id, |session, of| {
            let identity = match identity {
                ShownIdentity::Not => None,
                ShownIdentity::Owned => Some(Shown::OWNER),
                ShownIdentity::Whole => Some(Shown::ADMIN),
            };
            let shown = ShownSession { devices, identity, tokenized: None };
            let mut out = Vec::with_capacity(1024);
            session::write(&mut out, &session, &of, &current.schemas, shown, now);
            Ok(out)
        })
        .await
    });
    Ok(json_bytes(StatusCode::OK, found.await?.ok_or_else(ApiError::not_found)?))
}

/// DELETE `/admin/sessions/{id}`: revokes.
pub async fn disable(State(app): State<Arc<App>>, path: PathText) -> ApiResult<Response> {
    let (id, now) = (session_id(path.at(0))?, app.now());
    match app.store.write(async move |tx: &mut Tx<'_>| sessions::disable(tx, id, now).await).await? {
        Revoked::Now | Revoked::Before => {
            let json = HeaderValue::from_static("application/json; charset=utf-8");
            Ok((StatusCode::NO_CONTENT, [(header::CONTENT_TYPE, json)]).into_response())
        }
        Revoked::Unknown => Err(ApiError::not_found()),
    }
}

/// PATCH `/admin/sessions/{id}/extend`
pub async fn extend(State(app): State<Arc<App>>, path: PathText) -> ApiResult<Response> {
    let (id, now, current) = (session_id(path.at(0))?, app.now(), app.current());
    let (lifespan, earliest) = (current.selfservice.settings.session.lifespan, current.settings.earliest_possible_extend);
    let ends = app.store.lookup(async move |rx: &mut Rx<'_>| sessions::by_id(rx, id, |session, _| Ok(session.expires_at)).await);
    let expires_at = ends.await?.ok_or_else(ApiError::not_found)?;
    if let Some(later) = extended(expires_at, now, lifespan, earliest) {
        app.store.write(async move |tx: &mut Tx<'_>| sessions::set_expiry(tx, id, later, now).await).await?;
    }
    if current.settings.faster_session_extend {
        return Ok(no_content());
    }
    show(&app, id, Devices::Empty, ShownIdentity::Owned).await
}

/// GET `/admin/identities/{id}/sessions`
pub async fn of_identity(State(app): State<Arc<App>>, path: PathText, query: Query) -> ApiResult<Response> {
    let id = identity_id(path.at(0))?;
    let usable = usable(&query)?;
    let (page, now, current) = (OffsetPage::from_query(&query), app.now(), app.current());
    let (body, total) = app
        .store
        .scan(async move |rx: &mut Rx<'_>| {
            let mut out = vec![b'['];
            let Some(key) = key_by_id(rx, id).await? else { return Ok((b"[]".to_vec(), 0)) };
            let identity = Some(Shown { addresses: false, schema_url: SchemaUrl::Empty, ..Shown::ADMIN });
            let shown = ShownSession { devices: Devices::Shown, identity, tokenized: None };
            // The contract's pages count from one here while its links count from zero: the first two are the same.
            let offset = page.offset().saturating_sub(page.limit);
            let total = sessions::of_identity(rx, key, usable, now, page.limit, offset, |session, identity| {
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
    if let Some(value) = link_header(&format!("/admin/identities/{}/sessions", path.at(0)), page.links(&query, total as usize)) {
        headers.insert(header::LINK, value);
    }
    Ok(response)
}

/// DELETE `/admin/identities/{id}/sessions`: deletes the rows.
pub async fn delete_of_identity(State(app): State<Arc<App>>, path: PathText) -> ApiResult<Response> {
    let id = identity_id(path.at(0))?;
    let deleted = app.store.write(async move |tx: &mut Tx<'_>| match key_by_id(tx.rx(), id).await? {
        Some(key) => sessions::delete_of_identity(tx, key).await,
        None => Ok(0),
    });
    if deleted.await? == 0 { Err(ApiError::not_found()) } else { Ok(no_content()) }
}

/// The most ids in one request, and the most rows that one request for all sessions handles.
const MOST_IDS: usize = 500;
const MOST_ROWS: usize = 5000;
/// The most rows that change in one unit of work.
const UNIT: usize = 250;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Disable,
    Delete,
}

enum Targets {
    Everybody,
    Identities(Vec<IdentityId>),
    Sessions(Vec<SessionId>),
}

/// POST `/admin/sessions`: disables or deletes many.
pub async fn manage(State(app): State<Arc<App>>, body: Body) -> ApiResult<Response> {
    let body = read_body(body).await?;
    let read = || Fields::new(first_value(&body)?, "", &["action", "identities", "sessions"], Unknown::Ignored);
    let mut fields = read().map_err(|error| ApiError::bad_request(error.body.message))?;
    let action = match fields.text("action")?.as_deref() {
        Some("disable") => Action::Disable,
        Some("delete") => Action::Delete,
        _ => return Err(ApiError::bad_request("action: expected disable or delete")),
    };
    let now = app.now();
    let (processed, more) = match targets(&mut fields)? {
        Targets::Everybody => manage_everybody(&app, action, now).await?,
        Targets::Identities(ids) => (manage_identities(&app, action, ids, now).await?, false),
        Targets::Sessions(ids) => (manage_sessions(&app, action, ids, now).await?, false),
    };
    Ok(json(StatusCode::OK, &json!({ "processed": processed, "more": more })))
}

/// How many sessions changed, and whether there are more. In small units, so that nobody waits for all of them.
async fn manage_everybody(app: &App, action: Action, now: Timestamp) -> ApiResult<(usize, bool)> {
    let mut processed = 0;
    while processed < MOST_ROWS {
        let changed = app.store.write(async move |tx: &mut Tx<'_>| match action {
            Action::Disable => sessions::disable_some(tx, UNIT, now).await,
            Action::Delete => sessions::delete_some(tx, UNIT).await,
        });
        let changed = changed.await?;
        processed += changed;
        if changed < UNIT {
            break;
        }
    }
    Ok((processed, processed == MOST_ROWS))
}

async fn manage_identities(app: &App, action: Action, ids: Vec<IdentityId>, now: Timestamp) -> ApiResult<usize> {
    let mut processed = 0;
    for id in ids {
        let changed = app.store.write(async move |tx: &mut Tx<'_>| {
            let Some(key) = key_by_id(tx.rx(), id).await? else { return Ok(0) };
            match action {
                Action::Disable => sessions::disable_of_identity(tx, key, now).await,
                Action::Delete => sessions::delete_of_identity(tx, key).await,
            }
        });
        processed += changed.await?;
    }
    Ok(processed)
}

async fn manage_sessions(app: &App, action: Action, ids: Vec<SessionId>, now: Timestamp) -> ApiResult<usize> {
    let changed = app.store.write(async move |tx: &mut Tx<'_>| {
        let mut changed = 0;
        for id in &ids {
            changed += usize::from(match action {
                Action::Disable => sessions::disable(tx, *id, now).await? == Revoked::Now,
                Action::Delete => sessions::delete(tx, *id).await?,
            });
        }
        Ok(changed)
    });
    Ok(changed.await?)
}

fn targets(fields: &mut Fields) -> ApiResult<Targets> {
    let identities = fields.array("identities")?.unwrap_or_default();
    let sessions = fields.array("sessions")?.unwrap_or_default();
    let (name, ids) = match (identities.is_empty(), sessions.is_empty()) {
        (false, true) => ("identities", identities),
        (true, false) => ("sessions", sessions),
        _ => return Err(ApiError::bad_request("expected ids either in identities or in sessions")),
    };
    if ids.len() > MOST_IDS {
        return Err(ApiError::bad_request(format!("{name}: at most {MOST_IDS} ids in one request")));
    }
    if name == "identities" && ids.len() == 1 && ids[0] == "*" {
        return Ok(Targets::Everybody);
    }
    let wrong = |id: &Value| ApiError::bad_request(format!("{name}: expected a UUID, got {id}"));
    if name == "identities" {
        ids.iter().map(|id| parse(id).ok_or_else(|| wrong(id))).collect::<ApiResult<_>>().map(Targets::Identities)
    } else {
        ids.iter().map(|id| parse(id).ok_or_else(|| wrong(id))).collect::<ApiResult<_>>().map(Targets::Sessions)
    }
}

fn parse<T: std::str::FromStr>(value: &Value) -> Option<T> {
    value.as_str()?.parse().ok()
}

fn session_id(text: &str) -> ApiResult<SessionId> {
    text.parse().map_err(|error| ApiError::malformed(format!("The session id is not a UUID: {error}")))
}

fn identity_id(text: &str) -> ApiResult<IdentityId> {
    text.parse().map_err(|error| ApiError::malformed(format!("The identity id is not a UUID: {error}")))
}

/// The filter `active`, in any of Go's spellings of a boolean.
fn usable(query: &Query) -> ApiResult<Usable> {
    match query.get("active") {
        None => Ok(Usable::Any),
        Some("1" | "t" | "T" | "true" | "TRUE" | "True") => Ok(Usable::Yes),
        Some("0" | "f" | "F" | "false" | "FALSE" | "False") => Ok(Usable::No),
        Some(other) => Err(ApiError::malformed(format!("active: expected true or false, got {other:?}"))),
    }
}

/// What of a session is shown in full.
#[derive(Clone, Copy, Debug, Default)]
struct Expand {
    identity: bool,
    devices: bool,
}

impl Expand {
    fn from_query(query: &Query) -> ApiResult<Self> {
        let mut expand = Self::default();
        for value in query.all("expand") {
            match value.to_ascii_lowercase().as_str() {
                "identity" => expand.identity = true,
                "devices" => expand.devices = true,
                _ => return Err(ApiError::bad_request(format!("expand: expected identity or devices, got {value:?}"))),
            }
        }
        Ok(expand)
    }

    fn devices_or(self, collapsed: Devices) -> Devices {
        if self.devices { Devices::Shown } else { collapsed }
    }

    fn in_list(self) -> ShownSession<'static> {
        let identity = self.identity.then_some(Shown { addresses: false, ..Shown::ADMIN });
        ShownSession { devices: self.devices_or(Devices::Null), identity, tokenized: None }
    }
}
