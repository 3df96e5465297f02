//! `/ui/`: the account of whoever is signed in, and the way to sign in for everybody else.

use super::device::Device;
use super::error;
use super::visitor::{Page, PageRequest};
use crate::flow::settings::account::Account;
use crate::http::error::ApiResult;
use crate::http::public::visit::{Live, Visit};
use crate::http::public::whoami::check_aal;
use axum::response::Response;
use http::StatusCode;
use selfsame_api::identity::{CredentialType, VerifiableAddress};
use selfsame_api::text::LookupCode;
use selfsame_api::ui::Group;
use selfsame_core::credential::lookup;
use selfsame_core::identity::Identity;
use selfsame_core::identity::factors::{has_lookup_codes, has_totp_key, is_usable_password};
use selfsame_core::schema::form;
use selfsame_core::session::Session;
use selfsame_core::webauthn::stored;
use selfsame_store::Rx;
use selfsame_store::ops::sessions;
use serde::Serialize;

/// How many of the other sessions are shown.
const MOST_SESSIONS: usize = 50;

/// GET `/` and `/ui`
pub async fn lead(request: PageRequest) -> Response {
    request.lead("/ui/")
}

/// GET `/ui/`
pub async fn show(request: PageRequest) -> Response {
    match account(&request).await {
        Ok(Some(home)) => {
            let page = Page { template: "home.html", name: "page-home", event: None, is_signed_in: true, content: &home };
            request.page(StatusCode::OK, &page)
        }
        Ok(None) => request.lead("/self-service/login/browser"),
        Err(error) => match error.beside.get("redirect_browser_to").and_then(serde_json::Value::as_str) {
            Some(first) => crate::http::public::answer::see_other(&request.visit.parts.method, first),
            None => error::show(&request, &error),
        },
    }
}

#[derive(Serialize)]
struct Home {
    name: Option<String>,
    traits: Vec<Trait>,
    addresses: Vec<VerifiableAddress>,
    can_verify: bool,
    ways: Ways,
    sessions: Vec<ShownSession>,
    /// How many more there are than are shown.
    more_sessions: i64,
}

#[derive(Serialize)]
struct Trait {
    label: String,
    value: String,
}

/// What the account signs in with; none where a method is off.
#[derive(Serialize)]
struct Ways {
    password: Option<bool>,
    passkeys: Option<Vec<Key>>,
    security_keys: Option<Vec<Key>>,
    totp: Option<bool>,
    /// Unused codes; 0 also if there never were any.
    codes: Option<usize>,
}

#[derive(Serialize)]
struct Key {
    name: String,
    added_at: String,
}

#[derive(Serialize)]
struct ShownSession {
    id: String,
    is_current: bool,
    browser: Option<&'static str>,
    system: Option<&'static str>,
    place: Option<String>,
    ip: Option<String>,
    since: String,
}

/// What is shown to whoever is signed in.
async fn account(request: &PageRequest) -> ApiResult<Option<Home>> {
    let visit = &request.visit;
    let Some(live) = visit.live().await? else { return Ok(None) };
    check_aal(visit, live.session.aal, live.available_aal)?;
    let account = Account::load(&visit.app, live.identity_key).await?;
    let identity = &account.loaded.identity;
    let (others, count) = others(visit, &live).await?;
    let more_sessions = count - others.len() as i64;
    let shown = std::iter::once(&live.session).chain(&others).map(|session| shown_session(session, &live));
    Ok(Some(Home {
        name: name(identity),
        traits: traits(request, identity),
        addresses: identity.verifiable_addresses.clone(),
        can_verify: visit.selfservice().settings.verification.is_enabled,
        ways: ways(visit, identity),
        sessions: shown.collect(),
        more_sessions,
    }))
}

/// The other sessions that let somebody in, and how many there are.
async fn others(visit: &Visit, live: &Live) -> ApiResult<(Vec<Session>, i64)> {
    let (key, own, now) = (live.identity_key, live.session.id, visit.now);
    let found = visit.app.store.scan(async move |rx: &mut Rx<'_>| {
        let mut others = Vec::new();
        let count = sessions::others_of_identity(rx, key, own, now, (MOST_SESSIONS, 0), |session, identity| {
            others.push(session.decode(identity.id)?);
            Ok(())
        })
        .await?;
        Ok((others, count))
    });
    Ok(found.await?)
}

fn shown_session(session: &Session, live: &Live) -> ShownSession {
    let device = session.devices.first();
    let known = device.and_then(|device| device.user_agent.as_deref()).and_then(Device::of);
    ShownSession {
        id: session.id.to_string(),
        is_current: session.id == live.session.id,
        browser: known.map(|known| known.browser),
        system: known.map(|known| known.system),
        place: device.and_then(|device| device.location.clone()).filter(|place| !place.is_empty()),
        ip: device.and_then(|device| device.ip_address.clone()),
        since: session.authenticated_at.to_string(),
    }
}

/// What a person is called, by the usual spellings of that.
fn name(identity: &Identity) -> Option<String> {
    let text = |path: &str| identity.traits.pointer(path).and_then(serde_json::Value::as_str).filter(|text| !text.is_empty());
    ["/name/first", "/first_name", "/given_name", "/firstName", "/name", "/username"].iter().find_map(|path| text(path)).map(str::to_owned)
}

/// The traits that have a value, as the settings' form calls them.
fn traits(request: &PageRequest, identity: &Identity) -> Vec<Trait> {
    let Some(schema) = request.visit.current.schemas.find(&identity.schema_id) else { return Vec::new() };
    let mut nodes = form::trait_nodes(&schema.compiled, Group::Profile);
    form::fill(&mut nodes, &identity.traits, Group::Profile);
    let shown = |node: &selfsame_api::ui::Node| {
        let value = super::form::text_of(node.as_input()?.value.as_ref());
        (!value.is_empty()).then(|| Trait { label: super::form::label(&request.speaker, node), value })
    };
    nodes.iter().filter_map(shown).collect()
}

fn ways(visit: &Visit, identity: &Identity) -> Ways {
    let methods = &visit.selfservice().settings.methods;
    let credential = |kind| identity.credentials.get(&kind);
    let keys = |kind| {
        let keys = credential(kind).map(|credential| stored::keys(&credential.config)).unwrap_or_default();
        keys.into_iter().map(|key| Key { name: key.display_name, added_at: key.added_at.to_string() }).collect::<Vec<_>>()
    };
    let codes = || {
        let codes = credential(CredentialType::LookupSecret).filter(|codes| has_lookup_codes(codes));
        codes.map_or(0, |codes| lookup::shown(&codes.config).iter().filter(|code| matches!(code, LookupCode::Unused(_))).count())
    };
    let rules = visit.current.settings.factors;
    Ways {
        password: methods.password.then(|| credential(CredentialType::Password).is_some_and(|one| is_usable_password(one, rules))),
        passkeys: methods.passkey.is_some().then(|| keys(CredentialType::Passkey)),
        security_keys: methods.webauthn.is_some().then(|| keys(CredentialType::Webauthn)),
        totp: methods.totp.then(|| credential(CredentialType::Totp).is_some_and(has_totp_key)),
        codes: methods.lookup_secret.then(codes),
    }
}
