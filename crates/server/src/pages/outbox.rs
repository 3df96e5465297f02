//! `/ui/outbox` on the admin listener, in development alone: the messages that the courier has, so that codes and links
//! can be tried without a mail server. For developers, hence in English.

use super::assets;
use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use crate::http::respond::text;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::value::Serde;
use minijinja::{Value, context};
use selfsame_core::Key;
use selfsame_store::ops::messages::{self, MessageRow};
use selfsame_store::{Rx, Sealer};
use serde::Serialize;
use std::sync::Arc;

/// How many messages are shown.
const MOST: usize = 50;

/// How many digits a code has.
const CODE_LENGTH: usize = 6;

#[derive(Serialize)]
struct Message {
    id: String,
    recipient: String,
    subject: String,
    body: String,
    status: String,
    kind: String,
    at: String,
    codes: Vec<String>,
    links: Vec<String>,
}

impl Message {
    /// Empty where the key that sealed it has gone.
    fn of(row: &MessageRow, sealer: &Sealer) -> Self {
        let content = row.content.open(sealer, row.id).unwrap_or_default();
        Self {
            id: row.id.to_string(),
            recipient: row.recipient.clone(),
            status: row.status.clone(),
            kind: row.template_type.clone(),
            at: row.created_at.to_string(),
            codes: codes(&content.body),
            links: links(&content.body),
            subject: content.subject,
            body: content.body,
        }
    }
}

/// GET `/admin/ui/outbox`
pub async fn show(State(app): State<Arc<App>>) -> Response {
    if !app.current().settings.dev {
        return nothing();
    }
    page(&app).await.unwrap_or_else(IntoResponse::into_response)
}

/// GET `/admin/ui/assets/{hash}/{name}`
pub async fn asset(State(app): State<Arc<App>>, request: Request) -> Response {
    let current = app.current();
    if current.settings.dev { assets::serve(&current.pages, request.uri().path()) } else { nothing() }
}

fn nothing() -> Response {
    text(StatusCode::NOT_FOUND, "404 page not found\n")
}

async fn page(app: &App) -> ApiResult<Response> {
    let current = app.current();
    let rows = app.store.scan(async move |rx: &mut Rx<'_>| messages::page(rx, None, None, Key(i64::MAX), MOST).await).await?;
    let shown: Vec<Message> = rows.iter().map(|row| Message::of(row, &app.sealer)).collect();
    // Relative, so that they hold with and without `/admin`.
    let [style, plain, script, logo] = current.pages.assets.urls(".");
    let context = context! { product => &current.pages.name, messages => Value::from(Serde(&shown)), style, plain, script, logo };
    let html = current.pages.templates.render("outbox.html", context).map_err(|error| ApiError::internal(format!("{error:#}")))?;
    Ok(current.pages.policy.page(StatusCode::OK, html))
}

/// What looks like a code: so many digits, and no more.
fn codes(body: &str) -> Vec<String> {
    let runs = body.split(|letter: char| !letter.is_alphanumeric());
    distinct(runs.filter(|run| run.len() == CODE_LENGTH && run.bytes().all(|byte| byte.is_ascii_digit())))
}

fn links(body: &str) -> Vec<String> {
    distinct(
        body.split(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '<' | '>'))
            .filter(|word| word.starts_with("http://") || word.starts_with("https://")),
    )
}

fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        if !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{codes, links};

    #[test]
    fn codes_and_links_are_found_once_each() {
        let body = "Your code is 012345.\n\nOr open http://localhost/self-service/verification?code=012345&flow=1 (1234567)";
        assert_eq!(codes(body), ["012345"]);
        assert_eq!(links(body), ["http://localhost/self-service/verification?code=012345&flow=1"]);
    }
}
