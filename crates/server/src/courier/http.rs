//! Messages by a call to an HTTP service.

use super::Failure;
use crate::jsonnet::Evaluator;
use crate::outbound::{Outbound, OutboundError, call};
use ::http::Method;
use selfsame_config::Secret;
use selfsame_config::model::{Auth, RequestConfig};
use selfsame_core::message::Content;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

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
        let refused = |reason: String| Failure::passing(format!("request_config: {reason}"));
        let mut headers = call::headers(&self.headers, self.auth.as_ref()).map_err(refused)?;
        let text = self.body(letter, outbound, jsonnet).await?;
        let body = call::encoded(&mut headers, text).map_err(refused)?;
        let called = |error: OutboundError| Failure::passing(format!("the message service: {error}"));
        let request = outbound.request(method, url).map_err(called)?.headers(headers).body(body);
        let response = Outbound::send(request).await.map_err(called)?;
        let status = response.status();
        if status.is_success() { Ok(()) } else { Err(Failure::passing(format!("the message service answered {status}"))) }
    }

    async fn body(&self, letter: &Letter<'_>, outbound: &Outbound, jsonnet: &Evaluator) -> Result<String, Failure> {
        match &self.body {
            Body::Missing => Err(Failure::passing("request_config has no body")),
            Body::BuiltIn => Ok(built_in(letter)),
            Body::Source(source) => {
                let made = call::body(source, letter.context(), outbound, jsonnet).await;
                made.map_err(|reason| Failure::passing(format!("request_config.body: {reason}")))
            }
        }
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
