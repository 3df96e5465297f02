//! `/schemas` and `/schemas/{id}` of the public listener: the identity schemas, for whoever draws forms.

use crate::app::App;
use crate::http::encode::Object;
use crate::http::error::{ApiError, ApiResult};
use crate::http::page::OffsetPage;
use crate::http::request::{PathText, Query};
use crate::http::respond::{json_bytes, link_header};
use axum::extract::State;
use axum::response::Response;
use http::{HeaderValue, StatusCode, Uri, header};
use std::sync::Arc;

/// A page of schemas, in the order of the configuration.
// Kratos: from the second page on, more than a page.
pub async fn list(State(app): State<Arc<App>>, query: Query, uri: Uri) -> Response {
    let (current, page) = (app.current(), OffsetPage::from_query(&query));
    let all = current.schemas.all();
    let mut out = vec![b'['];
    for schema in all.iter().skip(page.offset()).take(page.limit) {
        if out.len() > 1 {
            out.push(b',');
        }
        let mut object = Object::begin(&mut out);
        object.text("id", &schema.id);
        object.raw("schema", schema.compiled.json());
        object.end();
    }
    out.push(b']');
    let mut response = json_bytes(StatusCode::OK, out);
    let headers = response.headers_mut();
    headers.insert("x-total-count", HeaderValue::from(all.len()));
    if let Some(value) = link_header(uri.path(), page.links(&query, all.len())) {
        headers.insert(header::LINK, value);
    }
    response
}

/// One schema's document, by its id, plain or base64url-encoded.
pub async fn get(State(app): State<Arc<App>>, path: PathText) -> ApiResult<Response> {
    let (current, id) = (app.current(), path.at(0));
    let found = if id.is_empty() { None } else { current.schemas.find(id) };
    let schema = found.ok_or_else(|| ApiError::not_found().reason(format!("No identity schema is configured under the id {id:?}")))?;
    Ok(json_bytes(StatusCode::OK, schema.compiled.json().as_bytes().to_vec()))
}
