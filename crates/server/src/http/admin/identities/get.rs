//! GET `/admin/identities/{id}` and GET `/admin/identities/by/external/{externalID}`

use super::{Included, identity_id};
use crate::app::App;
use crate::http::encode::identity::{Shown, write};
use crate::http::error::{ApiError, ApiResult};
use crate::http::request::{PathText, Query};
use crate::http::respond::json_bytes;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use selfsame_store::Rx;
use selfsame_store::ops::identities::read::{self, Whole};
use std::sync::Arc;

pub async fn get(State(app): State<Arc<App>>, path: PathText, query: Query) -> ApiResult<Response> {
    let id = identity_id(path.at(0))?;
    let found = app.store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_id(rx, id).await).await?;
    answer(&app, found, &query)
}

pub async fn get_by_external_id(State(app): State<Arc<App>>, path: PathText, query: Query) -> ApiResult<Response> {
    let external_id = path.at(0).to_owned();
    let found = app.store.lookup(async move |rx: &mut Rx<'_>| read::whole_by_external_id(rx, &external_id).await).await?;
    answer(&app, found, &query)
}

fn answer(app: &App, found: Option<Whole>, query: &Query) -> ApiResult<Response> {
    // An unknown identity is told before a wrong parameter, as the contract has it.
    let (row, credentials) = found.ok_or_else(ApiError::not_found)?;
    let included = Included::from_query(query)?;
    let shown = included.show(app, &row, &credentials)?;
    let mut out = Vec::with_capacity(2048);
    write(&mut out, &row.view(), &app.current().schemas, Shown { credentials: Some(&shown), ..Shown::ADMIN });
    Ok(json_bytes(StatusCode::OK, out))
}
