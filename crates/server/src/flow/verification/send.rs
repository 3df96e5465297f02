//! Sending a code or a link to an address, whoever has it.

use super::{Submitted, TRIES, topic, with_payload};
use crate::flow::dispatch::{Letter, addressed, prepare};
use crate::flow::guess;
use crate::flow::kind::{render, take_nodes};
use crate::flow::stored::{put_sent, sent_too_often};
use crate::http::error::ApiResult;
use crate::http::public::visit::Visit;
use selfsame_api::Timestamp;
use selfsame_api::identity::VerifiableAddress;
use selfsame_core::flow::Flow;
use selfsame_core::flow::address::Delivery;
use selfsame_core::flow::verification::{Verification, sent};
use selfsame_core::message::Origin;
use selfsame_core::{Ctx, Key};
use selfsame_store::ops::identities::{IdentityRow, Purpose, read, write};
use selfsame_store::ops::secrets::SentTo;
use selfsame_store::{Rx, StoreError, Tx};
use serde_json::{Map, Value};

/// A change of an identity's verifiable addresses, upon the version that was read.
#[derive(Clone)]
pub struct AddressChange {
    pub key: Key,
    version: i64,
    addresses: String,
}

impl AddressChange {
    /// Applies `change` to the address that is meant; none if the identity no longer has it, or if nothing changes.
    pub fn of(row: &IdentityRow, to: &SentTo, change: impl Fn(&mut VerifiableAddress)) -> ApiResult<Option<Self>> {
        Self::of_all(row, |address| {
            if address.via == to.via && address.value == to.value {
                change(address);
            }
        })
    }

    /// Applies `change` to every address; none if nothing changes.
    pub fn of_all(row: &IdentityRow, change: impl Fn(&mut VerifiableAddress)) -> ApiResult<Option<Self>> {
        let broken = |error: serde_json::Error| StoreError::Corrupt(format!("the addresses of {} do not parse: {error}", row.id));
        let before: Vec<VerifiableAddress> = serde_json::from_str(&row.verifiable_addresses).map_err(broken)?;
        let mut after = before.clone();
        after.iter_mut().for_each(change);
        let addresses = serde_json::to_string(&after).map_err(broken)?;
        Ok((after != before).then_some(Self { key: row.key, version: row.version, addresses }))
    }

    pub async fn write(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        write::set_verifiable_addresses(tx, self.key, self.version, &self.addresses).await
    }
}

/// Notes that a message was sent to an address.
pub fn note_sent(address: &mut VerifiableAddress, now: Timestamp) {
    if address.status != "sent" {
        "sent".clone_into(&mut address.status);
        address.updated_at = now;
    }
}

/// Sends a code or a link, in one commit with the flow that waits for it.
pub async fn send(visit: &Visit, mut flow: Flow<Verification>, typed: &str, payload: Option<Map<String, Value>>) -> ApiResult<Submitted> {
    let form = take_nodes(visit, &mut flow);
    sent(&mut flow, form, typed);
    flow.updated_at = visit.now;
    let delivery = Delivery::of(&flow).unwrap_or(Delivery::Code);
    let to = addressed(typed);
    // Asked for any other address, the flow is an ordinary one from now on.
    flow.details.held.take_if(|held| held.via != to.via || held.address != to.value);
    guess::wait_for(&mut flow, &to);
    for _ in 0..TRIES {
        let owner = owner(visit, &flow, &to).await?;
        let mut rng = visit.app.randomness.fork();
        let mut ctx = Ctx { now: visit.now, rng: &mut rng };
        let letter = Letter {
            topic: topic(&flow.details),
            delivery,
            flow_id: flow.id,
            to: to.clone(),
            owner: owner.as_ref(),
            origin: Origin {
                request_url: flow.request_url.clone(),
                transient_payload: payload.clone().map_or(Value::Null, Value::Object),
                language: visit.language(),
                ..Origin::default()
            },
            notifies_unknown: visit.selfservice().settings.verification.notifies_unknown,
        };
        let dispatch = prepare(&visit.app, &visit.current, &mut ctx, letter)?;
        let noted = owner.as_ref().map(|owner| AddressChange::of(owner, &to, |address| note_sent(address, visit.now)));
        let noted = noted.transpose()?.flatten();
        let kept = flow.clone();
        let written = visit.app.store.write(async move |tx: &mut Tx<'_>| {
            if !put_sent(tx, &kept).await? {
                return Ok(false);
            }
            if let Some(noted) = &noted {
                noted.write(tx).await?;
            }
            dispatch.write(tx).await.map(|()| true)
        });
        match written.await {
            Ok(false) => return Err(sent_too_often()),
            Ok(true) => {
                visit.app.courier.ring();
                return Ok(Submitted::Step(Box::new(with_payload(render(visit, flow), None))));
            }
            // The identity changed, or went, meanwhile.
            Err(StoreError::Stale | StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Stale.into())
}

/// Whose address it is, or of whose held change.
async fn owner(visit: &Visit, flow: &Flow<Verification>, to: &SentTo) -> ApiResult<Option<IdentityRow>> {
    let (to, holder) = (to.clone(), flow.details.held.as_ref().map(|held| held.identity_id));
    let found = visit.app.store.lookup(async move |rx: &mut Rx<'_>| match holder {
        Some(id) => read::by_id(rx, id).await,
        None => read::by_address(rx, Purpose::Verification, to.via, &to.value).await,
    });
    Ok(found.await?)
}
