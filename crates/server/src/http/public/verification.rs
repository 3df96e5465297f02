//! `/self-service/verification…`: begin, fetch, submit, open a link.

use super::answer::{Transport, fail, see_other};
use super::cookies::set_csrf;
use super::visit::Visit;
use crate::flow::kind::{self, page};
use crate::flow::verification::{self, Fresh, Submitted};
use crate::http::respond::json;
use crate::selfservice::with_query;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use selfsame_api::flow::FlowType;
use selfsame_core::flow::verification::Verification;

/// GET `/self-service/verification/api`
pub async fn begin_api(visit: Visit) -> Response {
    match verification::begin(&visit, FlowType::Api).await {
        Ok(flow) => json(StatusCode::OK, &flow),
        Err(error) => error.into_response(),
    }
}

/// GET `/self-service/verification/browser`
pub async fn begin_browser(visit: Visit) -> Response {
    let transport = Transport::json_if(visit.prefers_json());
    match (verification::begin(&visit, FlowType::Browser).await, transport) {
        (Ok(flow), Transport::Json) => json(StatusCode::OK, &flow),
        (Ok(flow), Transport::Page) => see_other(&visit.parts.method, &page::<Verification>(&visit, flow.id)),
        (Err(error), _) => fail(&visit, transport, error).await,
    }
}

/// GET `/self-service/verification/flows?id=`
pub async fn fetch(visit: Visit) -> Response {
    if let Err(error) = verification::check_enabled(&visit) {
        return error.into_response();
    }
    match kind::fetch::<Verification>(&visit, visit.query.get("id")).await {
        Ok(flow) => json(StatusCode::OK, &flow),
        Err(error) => error.into_response(),
    }
}

/// POST and GET `/self-service/verification?flow=`
pub async fn submit(visit: Visit) -> Response {
    let asked = Transport::json_if(visit.answers_json());
    let of = |kind: FlowType| if kind == FlowType::Api { Transport::Json } else { asked };
    let method = &visit.parts.method;
    let to_page = |id| see_other(method, &page::<Verification>(&visit, id));
    match verification::submit(&visit).await {
        // A step is answered by what the client accepts, of whatever type the flow is.
        Ok(Submitted::Step(flow)) => match Transport::json_if(visit.accepts_json()) {
            Transport::Json => json(StatusCode::OK, &flow),
            Transport::Page => to_page(flow.id),
        },
        Ok(Submitted::Mistake(flow)) => match of(flow.kind) {
            Transport::Json => json(StatusCode::BAD_REQUEST, &flow),
            Transport::Page => to_page(flow.id),
        },
        Ok(Submitted::FilledIn { id, owner }) => given(&visit, to_page(id), &Fresh { id, owner }),
        Ok(Submitted::LinkRefused(fresh)) => given(&visit, to_page(fresh.id), &fresh),
        Ok(Submitted::Replaced { kind, error, fresh }) => {
            let response = match of(kind) {
                Transport::Json => error.into_response(),
                Transport::Page => to_page(fresh.id),
            };
            given(&visit, response, &fresh)
        }
        Ok(Submitted::Expired { kind, fresh }) => {
            let response = match of(kind) {
                // Not the 410 of other flows, as in Kratos.
                Transport::Json => {
                    let again = visit.selfservice().own_url("/self-service/verification/flows");
                    see_other(method, &with_query(&again, "id", &fresh.id.to_string()))
                }
                Transport::Page => to_page(fresh.id),
            };
            given(&visit, response, &fresh)
        }
        Err(failure) => fail(&visit, failure.kind.map_or(asked, of), failure.error).await,
    }
}

/// The answer, with the cookie to whose browser the flow belongs.
fn given(visit: &Visit, mut response: Response, fresh: &Fresh) -> Response {
    set_csrf(visit, &mut response, fresh.owner);
    response
}
