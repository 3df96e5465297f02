//! DELETE `/admin/identities/{id}/credentials/{type}`

use super::{TRIES, identity_id, load, store_update};
use crate::app::App;
use crate::http::error::{ApiError, ApiResult};
use crate::http::request::{PathText, Query};
use crate::http::respond::no_content;
use crate::identity::settle;
use axum::extract::State;
use axum::response::Response;
use selfsame_core::credential::delete::{self, DeleteRefusal};
use selfsame_core::identity::factors;
use selfsame_store::StoreError;
use std::sync::Arc;

pub async fn delete_credential(State(app): State<Arc<App>>, path: PathText, query: Query) -> ApiResult<Response> {
    let (kind, identifier) = (path.at(1), query.get("identifier"));
    delete::check_request(kind, identifier).map_err(refused)?;
    let id = identity_id(path.at(0))?;
    for _ in 0..TRIES {
        let before = load(&app, id).await?;
        let (current, now) = (app.current(), app.now());
        let mut after = before.identity.clone();
        let first_factors = factors::first_factor_count(&after, current.settings.factors);
        delete::delete(&mut after, kind, identifier, first_factors, now).map_err(refused)?;
        after.updated_at = now;
        let record = settle::revised(&app, &current, &before, &after)?;
        match store_update(&app, before, record).await {
            Ok(()) => return Ok(no_content()),
            Err(StoreError::Stale) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(StoreError::Stale.into())
}

fn refused(refusal: DeleteRefusal) -> ApiError {
    match refusal {
        DeleteRefusal::NoCredential | DeleteRefusal::NoSuchIdentifier => ApiError::not_found().reason(refusal.to_string()),
        DeleteRefusal::MissingIdentifier | DeleteRefusal::LastFirstFactor | DeleteRefusal::NotDeletable => {
            ApiError::bad_request(refusal.to_string())
        }
    }
}
