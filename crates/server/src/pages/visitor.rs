//! Who looks at a page: the request, the words of its language, and the answers that all pages share.

use super::frame::Frame;
use super::language::Language;
use super::notice::Notice;
use super::words::Speaker;
use crate::app::App;
use crate::http::error::ApiError;
use crate::http::public::answer::{see_other, set_cookie};
use crate::http::public::csrf::{SubmitRefusal, check_submit};
use crate::http::public::visit::Visit;
use crate::http::respond;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::value::Serde;
use minijinja::{Value, context};
use selfsame_api::flow::FlowType;
use selfsame_core::Ctx;
use selfsame_core::flow::body::FlowBody;
use serde::Serialize;
use std::sync::Arc;

/// A request to a page; 404 where no flow is shown on our pages.
pub struct PageRequest {
    pub visit: Visit,
    pub speaker: Speaker,
}

impl FromRequest<Arc<App>> for PageRequest {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let Ok(visit) = Visit::from_request(request, app).await;
        if !visit.current.pages.are_shown {
            return Err(respond::text(StatusCode::NOT_FOUND, "404 page not found\n"));
        }
        let language = Language::of(&visit.parts.headers);
        let speaker = Speaker::new(visit.current.pages.words.clone(), language, visit.now);
        Ok(Self { visit, speaker })
    }
}

/// A page to be rendered.
pub struct Page<'a, T> {
    pub template: &'static str,
    /// The key of what the page is called.
    pub name: &'static str,
    /// What happened, for the window's title.
    pub event: Option<Event<'a>>,
    /// Whether the ways to the account's other pages are shown.
    pub is_signed_in: bool,
    pub content: T,
}

/// What happened.
#[derive(Clone, Copy)]
pub enum Event<'a> {
    Done(&'a str),
    Problem(&'a str),
}

impl PageRequest {
    /// Renders a page.
    pub fn page<T: Serialize>(&self, status: StatusCode, page: &Page<'_, T>) -> Response {
        let pages = &self.visit.current.pages;
        let frame = Frame::new(self, page);
        let context = context! { t => Value::from_object(self.speaker.clone()), frame => Value::from(Serde(frame)), page => Value::from(Serde(&page.content)) };
        match pages.templates.render(page.template, context) {
            Ok(html) => Notice::taken(self, pages.policy.page(status, html)),
            Err(error) => ApiError::internal(format!("{error:#}")).into_response(),
        }
    }

    /// 303 to a path of this server.
    pub fn lead(&self, path: &str) -> Response {
        see_other(&self.visit.parts.method, &self.visit.selfservice().own_url(path))
    }

    /// As [`PageRequest::lead`]; the page that is shown next says what happened.
    pub fn lead_with(&self, path: &str, notice: Notice) -> Response {
        let mut response = self.lead(path);
        set_cookie(&mut response, &notice.cookie(self.visit.selfservice().settings.csrf_cookie.is_secure));
        response
    }

    /// The token for a form of ours.
    pub fn csrf(&self) -> String {
        let mut rng = self.visit.app.randomness.fork();
        let mut ctx = Ctx { now: self.visit.now, rng: &mut rng };
        self.visit.csrf().map(|token| token.mask(&mut ctx)).unwrap_or_default()
    }

    /// The fields of a form of ours, which belongs to this browser.
    pub async fn submitted(&self) -> Result<FlowBody, ApiError> {
        let bytes = self.visit.take_body().await?;
        let body = FlowBody::decode(self.visit.content_type(), &bytes).map_err(|error| ApiError::bad_request(error.to_string()))?;
        match check_submit(&self.visit, FlowType::Browser, &body) {
            Ok(()) => Ok(body),
            Err(SubmitRefusal::Violation(error)) => Err(*error),
            Err(SubmitRefusal::Message(message)) => Err(ApiError::bad_request(message.text)),
        }
    }
}
