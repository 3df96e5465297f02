//! DELETE `/admin/identities/{id}`

use super::identity_id;
use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use crate::http::request::PathText;
use crate::http::respond::no_content;
use axum::extract::State;
use axum::response::Response;
use selfsame_store::Tx;
use selfsame_store::ops::identities::write;
use std::sync::Arc;

pub async fn delete(State(app): State<Arc<App>>, path: PathText) -> ApiResult<Response> {
    let id = identity_id(path.at(0))?;
    if app.store.write(async move |tx: &mut Tx<'_>| write::delete(tx, id).await).await? {
        Ok(no_content())
    } else {
        Err(ApiError::not_found())
    }
}
