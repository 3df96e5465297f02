//! `/ui/login`, `/ui/registration`, `/ui/settings`, `/ui/recovery`, `/ui/verification`: a flow, shown. Without one the
//! browser is sent to where it begins, with everything that was asked for.

use super::form::{Form, Way, form, sections};
use super::notice::Notice;
use super::visitor::{Event, Page, PageRequest};
use crate::flow::settings::account::Account;
use crate::flow::{kind, recovery, registration, settings, verification};
use crate::http::error::{ApiError, ApiResult};
use crate::selfservice::with_query;
use axum::response::Response;
use http::StatusCode;
use selfsame_api::flow::FlowState;
use selfsame_api::session::Aal;
use selfsame_api::ui::{Group, Input, Node, UiContainer, UiTextKind};
use selfsame_core::flow::login::Login;
use selfsame_core::flow::recovery::Recovery;
use selfsame_core::flow::registration::Registration;
use selfsame_core::flow::verification::Verification;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// A kind of flow that has a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Login,
    Registration,
    Settings,
    Recovery,
    Verification,
}

impl Shown {
    const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Registration => "registration",
            Self::Settings => "settings",
            Self::Recovery => "recovery",
            Self::Verification => "verification",
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Self::Settings => "settings.html",
            Self::Login | Self::Registration | Self::Recovery | Self::Verification => "flow.html",
        }
    }
}

/// GET `/ui/login`
pub async fn login(request: PageRequest) -> Response {
    show(&request, Shown::Login).await
}

/// GET `/ui/registration`
pub async fn registration(request: PageRequest) -> Response {
    show(&request, Shown::Registration).await
}

/// GET `/ui/settings`
pub async fn settings(request: PageRequest) -> Response {
    show(&request, Shown::Settings).await
}

/// GET `/ui/recovery`
pub async fn recovery(request: PageRequest) -> Response {
    show(&request, Shown::Recovery).await
}

/// GET `/ui/verification`
pub async fn verification(request: PageRequest) -> Response {
    show(&request, Shown::Verification).await
}

/// What a page needs to know of a flow.
struct Flow {
    ui: UiContainer,
    state: FlowState,
    active: Option<String>,
    return_to: Option<String>,
    /// Whether somebody who is signed in does it again or goes one step further.
    is_again: bool,
    is_second_step: bool,
}

async fn show(request: &PageRequest, shown: Shown) -> Response {
    let Some(id) = request.visit.query.get("flow") else { return begin(request, shown).await };
    match fetch(request, shown, id).await {
        Ok(mut flow) => {
            if shown == Shown::Verification && flow.state == FlowState::ChooseMethod {
                fill_in_address(request, &mut flow.ui).await;
            }
            page(request, shown, &flow)
        }
        Err(error) => recover(request, shown, &error),
    }
}

/// What all kinds of flows on the wire have.
macro_rules! flow {
    ($flow:expr) => {{
        let flow = $flow;
        Flow {
            ui: flow.ui,
            state: flow.state,
            active: flow.active.map(Cow::into_owned),
            return_to: flow.return_to,
            is_again: false,
            is_second_step: false,
        }
    }};
}

/// The flow, by what `GET /self-service/…/flows?id=` answers with.
async fn fetch(request: &PageRequest, shown: Shown, id: &str) -> ApiResult<Flow> {
    let (visit, id) = (&request.visit, Some(id));
    Ok(match shown {
        Shown::Login => {
            let flow = kind::fetch::<Login>(visit, id).await?;
            let (is_again, is_second_step) = (flow.refresh, flow.requested_aal == Aal::Aal2);
            Flow { is_again, is_second_step, ..flow!(flow) }
        }
        Shown::Registration => {
            registration::check_enabled(visit)?;
            flow!(kind::fetch::<Registration>(visit, id).await?)
        }
        Shown::Settings => flow!(settings::fetch(visit, id).await?),
        Shown::Recovery => {
            recovery::check_enabled(visit)?;
            flow!(kind::fetch::<Recovery>(visit, id).await?)
        }
        Shown::Verification => {
            verification::check_enabled(visit)?;
            flow!(kind::fetch::<Verification>(visit, id).await?)
        }
    })
}

/// Whoever is signed in need not type the address that waits to be confirmed. Without it the form is as good.
async fn fill_in_address(request: &PageRequest, ui: &mut UiContainer) {
    let is_empty = |input: &Input| input.name == "email" && input.value.is_none();
    let Some(input) = ui.nodes.iter_mut().filter_map(Node::as_input_mut).find(|input| is_empty(input)) else { return };
    let Ok(Some(live)) = request.visit.live().await else { return };
    let Ok(account) = Account::load(&request.visit.app, live.identity_key).await else { return };
    let addresses = &account.loaded.identity.verifiable_addresses;
    input.value = addresses.iter().find(|address| !address.verified).map(|address| address.value.clone().into());
}

/// Sends the browser to where a flow begins. Settings belong to somebody: whoever is not signed in comes back after that.
async fn begin(request: &PageRequest, shown: Shown) -> Response {
    let kept = request.visit.query.replacing(&[], &["section"]);
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    let fragment =
        request.visit.query.get("section").filter(|name| name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'));
    let question = if query.is_empty() { "" } else { "?" };
    let target = format!("/self-service/{}/browser{question}{query}", shown.name());
    let target = fragment.map_or_else(|| target.clone(), |name| format!("{target}#{name}"));
    if shown != Shown::Settings {
        return request.lead(&target);
    }
    match request.visit.live().await {
        Ok(Some(_)) => request.lead(&target),
        Ok(None) => sign_in_first(request, &target),
        Err(error) => super::error::show(request, &error),
    }
}

/// To the login page, and from there to `path`.
pub fn sign_in_first(request: &PageRequest, path: &str) -> Response {
    let back = request.visit.selfservice().own_url(path);
    request.lead(&with_query("/self-service/login/browser", "return_to", &back))
}

/// A flow that cannot be shown: it is gone, or another browser's, or its owner has to do something else first.
fn recover(request: &PageRequest, shown: Shown, error: &ApiError) -> Response {
    if let Some(first) = error.beside.get("redirect_browser_to").and_then(Value::as_str) {
        return crate::http::public::answer::see_other(&request.visit.parts.method, first);
    }
    let begin = format!("/self-service/{}/browser", shown.name());
    match error.status {
        StatusCode::UNAUTHORIZED => sign_in_first(request, &begin),
        StatusCode::GONE | StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => {
            // A browser that keeps no cookies would be sent around for ever.
            if request.visit.csrf_cookie().is_none() {
                return super::error::no_cookies(request, &begin);
            }
            let return_to = error.body.details.as_ref().and_then(|details| details.get("return_to")).and_then(Value::as_str);
            let begin = return_to.filter(|url| !url.is_empty()).map_or_else(|| begin.clone(), |url| with_query(&begin, "return_to", url));
            request.lead_with(&begin, Notice::Expired)
        }
        _ => super::error::show(request, error),
    }
}

/// A flow as its template sees it.
#[derive(Serialize)]
struct FlowPage<'a> {
    flow: &'static str,
    /// Keys of words: the heading, and what stands below it.
    heading: &'static str,
    lead: Option<&'static str>,
    is_again: bool,
    is_second_step: bool,
    is_done: bool,
    can_recover: bool,
    can_register: bool,
    return_to: Option<&'a str>,
    form: Form,
}

fn page(request: &PageRequest, shown: Shown, flow: &Flow) -> Response {
    let own = &request.visit.selfservice().settings;
    let form = match shown {
        Shown::Settings => settings_form(request, flow),
        Shown::Login | Shown::Registration | Shown::Recovery | Shown::Verification => {
            form(&request.speaker, &flow.ui, flow.active.as_deref(), shown == Shown::Registration)
        }
    };
    let (heading, lead) = words(shown, flow, &form);
    let content = FlowPage {
        flow: shown.name(),
        heading,
        lead,
        is_again: flow.is_again,
        is_second_step: flow.is_second_step,
        is_done: flow.state == FlowState::PassedChallenge,
        can_recover: own.recovery.is_enabled,
        can_register: own.registration.is_enabled,
        return_to: flow.return_to.as_deref(),
        form,
    };
    let event = event(&content.form);
    let is_signed_in = shown == Shown::Settings;
    request.page(StatusCode::OK, &Page { template: shown.template(), name: heading, event, is_signed_in, content: &content })
}

/// The sections, in the order in which people look for them.
const SECTIONS: [Group; 7] =
    [Group::Profile, Group::Passkey, Group::Password, Group::Oidc, Group::Webauthn, Group::Totp, Group::LookupSecret];

/// The sections; that which was just used stands first.
fn settings_form(request: &PageRequest, flow: &Flow) -> Form {
    let mut form = sections(&request.speaker, &flow.ui);
    let is_in_use = |way: &Way| way.fields.iter().any(|field| field.kind == "codes" || !field.errors.is_empty());
    let place = |group: Group| SECTIONS.iter().position(|one| *one == group).unwrap_or(SECTIONS.len());
    form.others.sort_by_key(|way| (!is_in_use(way), place(way.group)));
    form
}

/// What happened, for the title: the first error, else the first message.
fn event(form: &Form) -> Option<Event<'_>> {
    let wrong = form.messages.iter().find(|message| message.kind == UiTextKind::Error).map(|message| &message.text);
    let wrong = wrong.or_else(|| form.problems.first().map(|problem| &problem.text));
    let told = || form.messages.first().map(|message| Event::Done(&message.text));
    wrong.map(|text| Event::Problem(text)).or_else(told)
}

/// The heading of a page, and what stands below it.
fn words(shown: Shown, flow: &Flow, form: &Form) -> (&'static str, Option<&'static str>) {
    let asks_for_code = form.main.iter().flat_map(|way| &way.fields).any(|field| field.name == "code");
    let is_sent = matches!(flow.state, FlowState::SentEmail | FlowState::RecoveryAwaitingCode);
    match shown {
        Shown::Settings => ("page-settings", None),
        Shown::Verification if flow.state == FlowState::PassedChallenge => ("page-verified", None),
        _ if is_sent && asks_for_code => ("page-enter-code", Some("page-code-late")),
        _ if is_sent && shown != Shown::Login => ("page-check-inbox", Some("page-code-late")),
        Shown::Login if flow.is_second_step => ("page-login-second", None),
        Shown::Login if flow.is_again => ("page-login-again", None),
        Shown::Login => ("page-login", None),
        Shown::Registration if form.fields.is_empty() => ("page-registration-choose", None),
        Shown::Registration => ("page-registration", None),
        Shown::Recovery if flow.state == FlowState::ChooseMethod => ("page-recovery", Some("page-recovery-lead")),
        Shown::Recovery => ("page-recovery", None),
        Shown::Verification => ("page-verification", Some("page-verification-lead")),
    }
}
