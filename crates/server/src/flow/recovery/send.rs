//! Sending a code or a link to an address of an account, and choosing among its addresses.

use super::{Submitted, TOPIC, TRIES, mistake, with_payload};
use crate::flow::dispatch::{Letter, addressed, prepare};
use crate::flow::guess;
use crate::flow::kind::{keep, render, take_nodes};
use crate::flow::stored::{put_sent, sent_too_often};
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use selfsame_api::flow::RecoveryFlow;
use selfsame_api::identity::RecoveryAddress;
use selfsame_core::Ctx;
use selfsame_core::flow::Flow;
use selfsame_core::flow::address::Delivery;
use selfsame_core::flow::recovery::choice::{self, Next, Step};
use selfsame_core::flow::recovery::{Recovery, sent};
use selfsame_core::message::Origin;
use selfsame_store::ops::identities::{IdentityRow, Purpose, read};
use selfsame_store::ops::secrets::SentTo;
use selfsame_store::{Rx, StoreError, Tx};
use serde_json::{Map, Value};

/// Sends a code or a link to the address that was named, in one commit with the flow that waits for it.
pub async fn send(
    visit: &Visit,
    mut flow: Flow<Recovery>,
    delivery: Delivery,
    typed: &str,
    payload: Option<Map<String, Value>>,
) -> ApiResult<Submitted> {
    let form = take_nodes(visit, &mut flow);
    sent(&mut flow, form, delivery, typed);
    let to = addressed(typed);
    for _ in 0..TRIES {
        let owner = holder(visit, &to).await?;
        if let Some(shown) = deliver(visit, &flow, delivery, to.clone(), owner.as_ref(), payload.as_ref()).await? {
            return Ok(Submitted::Step(Box::new(with_payload(shown, payload))));
        }
    }
    Err(StoreError::Stale.into())
}

/// Goes on in the variant in which one chooses among the account's addresses.
pub async fn choose(visit: &Visit, flow: Flow<Recovery>, step: Step<'_>, payload: Option<Map<String, Value>>) -> ApiResult<Submitted> {
    let named = match step {
        Step::Named(named) | Step::Chosen { named, .. } | Step::Confirmed { named, .. } | Step::Back { named } => named,
        Step::Missing | Step::NotAnAddress(_) => return mistake(visit, flow, None).await,
    };
    for _ in 0..TRIES {
        let owner = holder(visit, &addressed(named)).await?;
        let addresses = owner.as_ref().map(addresses).transpose()?.unwrap_or_default();
        let next = choice::next(step, &addresses, |typed, own| addressed(typed).value == own);
        let mut flow = flow.clone();
        flow.nodes = Some(take_nodes(visit, &mut flow));
        choice::show(&mut flow, named, &next);
        let Next::AwaitCode { typed, is_sent } = &next else {
            return match next {
                Next::NotOffered => mistake(visit, flow, None).await,
                _ => Ok(Submitted::Step(Box::new(with_payload(keep(visit, flow).await?, payload)))),
            };
        };
        let owner = owner.filter(|_| *is_sent);
        if let Some(shown) = deliver(visit, &flow, Delivery::Code, addressed(typed), owner.as_ref(), payload.as_ref()).await? {
            return Ok(Submitted::Step(Box::new(with_payload(shown, payload))));
        }
    }
    Err(StoreError::Stale.into())
}

/// Whose recovery address it is.
async fn holder(visit: &Visit, to: &SentTo) -> ApiResult<Option<IdentityRow>> {
    let to = to.clone();
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| read::by_address(rx, Purpose::Recovery, to.via, &to.value).await);
    Ok(found.await?)
}

fn addresses(owner: &IdentityRow) -> ApiResult<Vec<String>> {
    let broken = |error: serde_json::Error| StoreError::Corrupt(format!("the addresses of {} do not parse: {error}", owner.id));
    let all: Vec<RecoveryAddress> = serde_json::from_str(&owner.recovery_addresses).map_err(broken)?;
    Ok(all.into_iter().map(|address| address.value).collect())
}

/// Writes the secret, its message and the flow; none if the account went meanwhile.
async fn deliver(
    visit: &Visit,
    flow: &Flow<Recovery>,
    delivery: Delivery,
    to: SentTo,
    owner: Option<&IdentityRow>,
    payload: Option<&Map<String, Value>>,
) -> ApiResult<Option<RecoveryFlow>> {
    let mut rng = visit.app.randomness.fork();
    let mut ctx = Ctx { now: visit.now, rng: &mut rng };
    let letter = Letter {
        topic: TOPIC,
        delivery,
        flow_id: flow.id,
        to,
        owner,
        origin: Origin {
            request_url: flow.request_url.clone(),
            transient_payload: payload.cloned().map_or(Value::Null, Value::Object),
            language: visit.language(),
            ..Origin::default()
        },
        notifies_unknown: visit.selfservice().settings.recovery.notifies_unknown,
    };
    let mut kept = Flow { updated_at: visit.now, ..flow.clone() };
    guess::wait_for(&mut kept, &letter.to);
    let dispatch = prepare(&visit.app, &visit.current, &mut ctx, letter)?;
    let shown = kept.clone();
    let written = visit.app.store.write(async move |tx: &mut Tx<'_>| {
        if !put_sent(tx, &kept).await? {
            return Ok(false);
        }
        dispatch.write(tx).await.map(|()| true)
    });
    match written.await {
        Ok(true) => {}
        Ok(false) => return Err(sent_too_often()),
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    visit.app.courier.ring();
    Ok(Some(render(visit, shown)))
}
