//! GET `/admin/courier/messages` and `/admin/courier/messages/{id}`.

use crate::app::App;
use crate::http::encode::Object;
use crate::http::error::{ApiError, ApiResult};
use crate::http::page;
use crate::http::request::{PathText, Query};
use crate::http::respond::{Link, json_bytes, link_header};
use axum::extract::State;
use axum::response::Response;
use http::{StatusCode, header};
use selfsame_api::MessageId;
use selfsame_core::Key;
use selfsame_store::ops::messages::{self, MessageRow};
use selfsame_store::{Rx, Sealer};
use std::borrow::Cow;
use std::sync::Arc;

const DEFAULT_PAGE: usize = 10;
const GREATEST_PAGE: usize = 500;
/// What stands for a subject or body that may hold a code or a link.
const REDACTED: &str = "<redacted-unless-dev-mode>";
const PATH: &str = "/admin/courier/messages";

/// The list, newest first.
pub async fn list(State(app): State<Arc<App>>, query: Query) -> ApiResult<Response> {
    let size = page::size(&query, "page_size", DEFAULT_PAGE, GREATEST_PAGE)?;
    let status = status(&query)?.map(str::to_owned);
    let (now, current) = (app.now(), app.current());
    let before = match query.get("page_token") {
        None => Key(i64::MAX),
        Some(token) => page::open_token(&current.keys.pages, PATH, token, now).ok_or_else(|| {
            ApiError::malformed("page_token: not a page token of this list, or older than an hour; start again from the first page")
        })?,
    };
    let recipient = query.get("recipient").map(str::to_owned);
    let found =
        app.store.scan(async move |rx: &mut Rx<'_>| messages::page(rx, status.as_deref(), recipient.as_deref(), before, size + 1).await);
    let mut rows = found.await?;
    let more = rows.len() > size;
    rows.truncate(size);
    let mut out = vec![b'['];
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(&mut out, row, &Words::of(row, &app.sealer, current.settings.dev), Dispatches::Hidden);
    }
    out.push(b']');
    let mut rng = app.randomness.fork();
    let mut link = |rel: &'static str, key: Key| {
        let token = page::seal_token(&current.keys.pages, PATH, key, now, &mut rng)?;
        Some(Link { rel, query: query.replacing(&[("page_size", size.to_string()), ("page_token", token)], &[]) })
    };
    let mut links = Vec::from_iter(link("first", Key(i64::MAX)));
    if let (true, Some(last)) = (more, rows.last()) {
        links.extend(link("next", last.key));
    }
    let mut response = json_bytes(StatusCode::OK, out);
    if let Some(value) = link_header(PATH, links) {
        response.headers_mut().insert(header::LINK, value);
    }
    Ok(response)
}

/// One message, with its attempts at delivery.
pub async fn get(State(app): State<Arc<App>>, path: PathText) -> ApiResult<Response> {
    let id: MessageId = path.at(0).parse().map_err(|error| ApiError::malformed(format!("The message id is not a UUID: {error}")))?;
    let found = app.store.lookup(async move |rx: &mut Rx<'_>| messages::by_id(rx, id).await).await?;
    let row = found.ok_or_else(ApiError::not_found)?;
    let mut out = Vec::with_capacity(1024);
    write(&mut out, &row, &Words::of(&row, &app.sealer, app.current().settings.dev), Dispatches::Shown);
    Ok(json_bytes(StatusCode::OK, out))
}

fn status(query: &Query) -> ApiResult<Option<&'static str>> {
    match query.first("status") {
        None => Ok(None),
        Some("queued") => Ok(Some("queued")),
        Some("sent") => Ok(Some("sent")),
        Some("processing") => Ok(Some("processing")),
        Some("abandoned") => Ok(Some("abandoned")),
        Some(other) => Err(ApiError::bad_request(format!("status: expected queued, sent, processing or abandoned, got {other:?}"))),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dispatches {
    Shown,
    Hidden,
}

/// Subject and body.
struct Words {
    subject: Cow<'static, str>,
    body: Cow<'static, str>,
}

impl Words {
    /// What the message says, in development; nothing if the key that sealed it has gone.
    fn of(row: &MessageRow, sealer: &Sealer, dev: bool) -> Self {
        if !dev {
            return Self { subject: REDACTED.into(), body: REDACTED.into() };
        }
        let content = row.content.open(sealer, row.id).unwrap_or_default();
        Self { subject: content.subject.into(), body: content.body.into() }
    }
}

fn write(out: &mut Vec<u8>, row: &MessageRow, words: &Words, dispatches: Dispatches) {
    let mut object = Object::begin(out);
    object.uuid("id", row.id.0);
    object.word("status", &row.status);
    object.word("type", &row.kind);
    object.text("recipient", &row.recipient);
    object.text("body", &words.body);
    object.text("subject", &words.subject);
    object.word("template_type", &row.template_type);
    match &row.channel {
        Some(channel) => object.text("channel", channel),
        None => object.raw("channel", "null"),
    }
    object.number("send_count", row.send_count);
    if dispatches == Dispatches::Shown && row.dispatches != "[]" {
        object.raw("dispatches", &row.dispatches);
    }
    object.time("created_at", row.created_at);
    object.time("updated_at", row.updated_at);
    object.end();
}

#[cfg(test)]
mod tests;
