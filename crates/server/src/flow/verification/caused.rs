//! Verifications that something else causes: a sign-up, a sign-in without a verified address, a changed address. The
//! message is on its way when the person gets to see the flow.

use super::topic;
use crate::flow::dispatch::{Dispatch, Letter, prepare};
use crate::flow::guess;
use crate::flow::kind::uncharged;
use crate::flow::stored::document;
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use crate::selfservice::with_query;
use selfsame_api::flow::{ContinueWith, ContinueWithFlow, FlowType};
use selfsame_api::identity::{Channel, VerifiableAddress};
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::address::Delivery;
use selfsame_core::flow::verification::{HeldChange, Verification, first_form, sent};
use selfsame_core::flow::{Flow, FlowKind, NewFlow};
use selfsame_core::message::Origin;
use selfsame_core::{Ctx, Key};
use selfsame_store::Tx;
use selfsame_store::ops::flows;
use selfsame_store::ops::identities::IdentityRow;
use selfsame_store::ops::secrets::SentTo;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What causes a verification.
pub struct Cause<'a> {
    /// The type and the URL of the flow that causes it.
    pub kind: FlowType,
    pub request_url: &'a str,
    pub return_to: Option<&'a str>,
    /// The token of the browser that goes on with it.
    pub owner: Option<CsrfToken>,
    pub payload: Option<&'a Map<String, Value>>,
}

/// A verification about to be stored, whose message is composed.
#[derive(Clone)]
pub struct Caused {
    key: Key,
    flow: Flow<Verification>,
    document: String,
    dispatch: Dispatch,
    address: String,
}

/// The address that is to be verified next: the first that is not, and that a message of the configured kind reaches.
/// All of them, where every one is shown.
pub fn to_verify(visit: &Visit, addresses: &[VerifiableAddress]) -> Vec<VerifiableAddress> {
    let settings = &visit.selfservice().settings;
    let most = if settings.features.show_every_verification { usize::MAX } else { 1 };
    let is_reached = |address: &&VerifiableAddress| settings.verification.delivery == Delivery::Code || address.via == Channel::Email;
    addresses.iter().filter(|address| !address.verified).filter(is_reached).take(most).cloned().collect()
}

impl Caused {
    /// Begins a verification of this address of `owner`.
    pub fn new(visit: &Visit, ctx: &mut Ctx<'_>, cause: &Cause<'_>, owner: &IdentityRow, address: &VerifiableAddress) -> ApiResult<Self> {
        Self::with(visit, ctx, cause, owner, SentTo { via: address.via, value: address.value.clone() }, Verification::default())
    }

    /// Begins the verification of an address that `owner` does not have yet.
    pub fn holding(visit: &Visit, ctx: &mut Ctx<'_>, cause: &Cause<'_>, owner: &IdentityRow, held: HeldChange) -> ApiResult<Self> {
        let to = SentTo { via: held.via, value: held.address.clone() };
        Self::with(visit, ctx, cause, owner, to, Verification { held: Some(held), ..Verification::default() })
    }

    fn with(
        visit: &Visit,
        ctx: &mut Ctx<'_>,
        cause: &Cause<'_>,
        owner: &IdentityRow,
        to: SentTo,
        details: Verification,
    ) -> ApiResult<Self> {
        let settings = &visit.selfservice().settings.verification;
        let returns = &visit.selfservice().returns;
        let new = NewFlow {
            kind: cause.kind,
            request_url: cause.request_url.to_owned(),
            return_to: cause.return_to.filter(|raw| returns.accept(raw).is_ok()).map(str::to_owned),
            organization_id: None,
            csrf: cause.owner.filter(|_| cause.kind == FlowType::Browser),
            messages: Vec::new(),
            details,
        };
        let mut flow = Flow::begin(ctx, new, settings.flow.lifespan);
        flow.active = Some(Cow::Borrowed(settings.delivery.as_str()));
        uncharged(&mut flow);
        let form = first_form(&flow, visit.selfservice().settings.reaches_phones);
        sent(&mut flow, form, &to.value);
        guess::wait_for(&mut flow, &to);
        let address = to.value.clone();
        let letter = Letter {
            topic: topic(&flow.details),
            delivery: settings.delivery,
            flow_id: flow.id,
            to,
            owner: Some(owner),
            origin: Origin {
                request_url: cause.request_url.to_owned(),
                transient_payload: cause.payload.cloned().map_or(Value::Null, Value::Object),
                language: visit.language(),
                ..Origin::default()
            },
            notifies_unknown: false,
        };
        let dispatch = prepare(&visit.app, &visit.current, ctx, letter)?;
        let document = document(&flow)?;
        Ok(Self { key: visit.app.store.next_key(ctx.now), flow, document, dispatch, address })
    }

    /// The flow, as a client is told to show it. Native clients get its page only where the reference gives it to them.
    pub fn continue_with(&self, visit: &Visit, shows_page: bool) -> ContinueWith {
        let flow = ContinueWithFlow {
            id: self.flow.id,
            url: shows_page.then(|| self.page(visit)),
            verifiable_address: Some(self.address.clone()),
        };
        ContinueWith::ShowVerificationUi { flow }
    }

    pub fn page(&self, visit: &Visit) -> String {
        with_query(&visit.selfservice().settings.verification.flow.ui, "flow", &self.flow.id.to_string())
    }

    /// Stores the flow, its secret and its message, in the unit of work of its cause. The courier is to be rung after.
    pub async fn write(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        let Flow { id, expires_at, issued_at, .. } = self.flow;
        flows::insert(tx, self.key, id, Verification::NAME, &self.document, expires_at, issued_at).await?;
        self.dispatch.write(tx).await
    }
}
