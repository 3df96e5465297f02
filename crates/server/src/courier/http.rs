//! Messages by a call to an HTTP service.

use super::Failure;
use crate::jsonnet::{Evaluation, Evaluator};
use crate::outbound::{Outbound, OutboundError};
use ::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use ::http::{HeaderMap, HeaderName, HeaderValue, Method};
use base64::{Engine, prelude::BASE64_STANDARD};
use selfsame_config::Secret;
use selfsame_config::model::{ApiKeyPlace, Auth, RequestConfig};
use selfsame_core::message::Content;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Longest Jsonnet source.
const MAX_SOURCE: usize = 64 * 1024;
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
/// What the built-in body passes on of a message's data.
const PASSED_ON: [&str; 5] = ["to", "recovery_code", "recovery_url", "verification_url", "verification_code"];

/// A service and how it is called.
pub struct HttpChannel {
    url: Option<String>,
    method: String,
    headers: BTreeMap<String, Secret>,
    body: Body,
    auth: Option<Auth>,
}

enum Body {
    /// Where its Jsonnet stands.
    Source(String),
    BuiltIn,
    Missing,
}

/// A message as Jsonnet sees it.
pub struct Letter<'a> {
    pub recipient: &'a str,
    pub template_type: &'a str,
    pub message_type: &'a str,
    pub content: &'a Content,
    pub html: Option<String>,
}

impl HttpChannel {
    /// A channel without defaults but GET, as the reference has it.
    pub fn new(config: &RequestConfig) -> Self {
        Self::with(config, "GET", Body::Missing)
    }

    /// The channel of e-mails, which has defaults.
    pub fn for_email(config: &RequestConfig) -> Self {
        Self::with(config, "POST", Body::BuiltIn)
    }

    fn with(config: &RequestConfig, method: &str, body: Body) -> Self {
        Self {
            url: config.url.clone(),
            method: config.method.clone().unwrap_or_else(|| method.to_owned()),
            headers: config.headers.clone(),
            body: config.body.clone().map_or(body, Body::Source),
            auth: config.auth.clone(),
        }
    }

    /// Hands a message over. Returns when the service has taken it.
    pub async fn send(&self, letter: &Letter<'_>, outbound: &Outbound, jsonnet: &Evaluator) -> Result<(), Failure> {
        let url = self.url.as_deref().ok_or_else(|| Failure::passing("request_config has no url"))?;
        let method = Method::from_bytes(self.method.as_bytes()).map_err(|_| Failure::passing("request_config.method is no HTTP method"))?;
        let mut headers = self.headers()?;
        let text = self.body(letter, outbound, jsonnet).await?;
        let content_type = headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(JSON)).clone();
        let body = match content_type.to_str() {
            Ok(JSON) => text,
            Ok(FORM) => form(&text)?,
            _ => return Err(Failure::passing(format!("a body can be sent as {JSON} or as {FORM} only"))),
        };
        let called = |error: OutboundError| Failure::passing(format!("the message service: {error}"));
        let request = outbound.request(method, url).map_err(called)?.headers(headers).body(body);
        let response = Outbound::send(request).await.map_err(called)?;
        let status = response.status();
        if status.is_success() { Ok(()) } else { Err(Failure::passing(format!("the message service answered {status}"))) }
    }

    async fn body(&self, letter: &Letter<'_>, outbound: &Outbound, jsonnet: &Evaluator) -> Result<String, Failure> {
        let source = match &self.body {
            Body::Missing => return Err(Failure::passing("request_config has no body")),
            Body::BuiltIn => return Ok(built_in(letter)),
            Body::Source(source) => outbound.source(source, MAX_SOURCE).await,
        };
        let source = source.map_err(|error| Failure::passing(format!("request_config.body: {error}")))?;
        let source = String::from_utf8(source).map_err(|_| Failure::passing("request_config.body is not UTF-8"))?;
        let arguments = Map::from_iter([("ctx".to_owned(), letter.context())]);
        let evaluation = Evaluation { source, arguments, variables: Map::new() };
        jsonnet.evaluate(&evaluation).await.map_err(|error| Failure::passing(format!("request_config.body: {error}")))
    }

    fn headers(&self) -> Result<HeaderMap, Failure> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            headers.insert(header_name(name)?, header_value(name, value.expose())?);
        }
        match &self.auth {
            None => {}
            Some(Auth::BasicAuth { user, password }) => {
                let both = BASE64_STANDARD.encode(format!("{user}:{}", password.expose()));
                headers.insert(AUTHORIZATION, header_value("Authorization", &format!("Basic {both}"))?);
            }
            Some(Auth::ApiKey { name, value, place: ApiKeyPlace::Header }) => {
                headers.insert(header_name(name)?, header_value(name, value.expose())?);
            }
            Some(Auth::ApiKey { name, value, place: ApiKeyPlace::Cookie }) => {
                headers.insert(COOKIE, header_value("Cookie", &format!("{name}={}", value.expose()))?);
            }
        }
        Ok(headers)
    }
}

impl Letter<'_> {
    fn context(&self) -> Value {
        let mut context = json!({
            "recipient": self.recipient,
            "subject": self.content.subject,
            "body": self.content.body,
            "template_type": self.template_type,
            "template_data": self.content.data,
            "message_type": self.message_type,
            "request_headers": self.content.request_headers,
        });
        if let (Some(html), Some(members)) = (&self.html, context.as_object_mut()) {
            members.insert("html_body".to_owned(), json!(html));
        }
        context
    }
}

fn built_in(letter: &Letter<'_>) -> String {
    let mut body = Map::from_iter([
        ("recipient".to_owned(), json!(letter.recipient)),
        ("template_type".to_owned(), json!(letter.template_type)),
        ("subject".to_owned(), json!(letter.content.subject)),
        ("body".to_owned(), json!(letter.content.body)),
    ]);
    let data = PASSED_ON.iter().filter_map(|key| Some(((*key).to_owned(), letter.content.data.get(*key)?.clone())));
    body.extend(data);
    Value::Object(body).to_string()
}

/// An object of texts as a form, in the order of its keys.
fn form(text: &str) -> Result<String, Failure> {
    let fields: BTreeMap<String, String> =
        serde_json::from_str(text).map_err(|_| Failure::passing("request_config.body: a form is made of an object of texts"))?;
    Ok(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
}

fn header_name(name: &str) -> Result<HeaderName, Failure> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| Failure::passing(format!("request_config: {name:?} is no name of a header")))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, Failure> {
    let value =
        HeaderValue::from_str(value).map_err(|_| Failure::passing(format!("request_config: the value of {name} is not possible")))?;
    Ok(value)
}
