//! What calls that operators configure have in common: headers, credentials, and a body made by Jsonnet.

use super::Outbound;
use crate::jsonnet::{Evaluation, Evaluator};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use selfsame_config::Secret;
use selfsame_config::model::{ApiKeyPlace, Auth};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Longest Jsonnet source.
const MAX_SOURCE: usize = 64 * 1024;
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Headers and credentials as they are configured.
pub fn headers(configured: &BTreeMap<String, Secret>, auth: Option<&Auth>) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in configured {
        headers.insert(header_name(name)?, header_value(name, value.expose())?);
    }
    match auth {
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

/// The body as the content type has it, which is JSON unless the headers say otherwise; `text` is JSON.
pub fn encoded(headers: &mut HeaderMap, text: String) -> Result<String, String> {
    let content_type = headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(JSON));
    match content_type.to_str() {
        Ok(JSON) => Ok(text),
        Ok(FORM) => form(&text),
        _ => Err(format!("a body can be sent as {JSON} or as {FORM} only")),
    }
}

/// What the Jsonnet at `source` makes of `context`: JSON text.
pub async fn body(source: &str, context: Value, outbound: &Outbound, jsonnet: &Evaluator) -> Result<String, String> {
    let source = outbound.source(source, MAX_SOURCE).await.map_err(|error| error.to_string())?;
    let source = String::from_utf8(source).map_err(|_| "it is not UTF-8")?;
    let arguments = Map::from_iter([("ctx".to_owned(), context)]);
    jsonnet.evaluate(&Evaluation { source, arguments, variables: Map::new() }).await.map_err(|error| error.to_string())
}

/// An object of texts as a form, in the order of its keys.
fn form(text: &str) -> Result<String, String> {
    let fields: BTreeMap<String, String> = serde_json::from_str(text).map_err(|_| "body: a form is made of an object of texts")?;
    Ok(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
}

fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("{name:?} is no name of a header"))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(value).map_err(|_| format!("the value of {name} is not possible"))
}
