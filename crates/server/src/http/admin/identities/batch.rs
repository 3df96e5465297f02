//! PATCH `/admin/identities`: many identities in one request, each with an outcome of its own.

use crate::app::{App, Current};
use crate::http::error::{ApiError, ApiResult};
use crate::http::fields::{Fields, Unknown, first_value};
use crate::http::request::read_body;
use crate::http::respond::json;
use crate::identity::body::CreateBody;
use crate::identity::settle;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use selfsame_api::IdentityId;
use selfsame_core::credential::merge::MergeError;
use selfsame_core::identity::Identity;
use selfsame_core::identity::derive::AddressImport;
use selfsame_core::{Ctx, secret::Secret};
use selfsame_store::ops::identities::{IdentityRecord, write::insert_all};
use selfsame_store::{Clash, ClashField, StoreError, Tx};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// The most identities in one batch, and the most of them with a clear-text password.
const MOST: usize = 1000;
const MOST_PLAIN: usize = 200;
/// Identities that are written in one unit of work: an interactive write waits for one such slice at most.
const SLICE: usize = 100;

struct Entry {
    patch_id: Option<Uuid>,
    /// None for an entry that asks for nothing.
    create: Option<CreateBody>,
}

/// What became of one entry.
enum Outcome {
    Nothing,
    Created(IdentityId),
    Failed(Box<ApiError>),
}

pub async fn batch(State(app): State<Arc<App>>, body: Body) -> ApiResult<Response> {
    let entries = read(&read_body(body).await?)?;
    let patch_ids: Vec<Option<Uuid>> = entries.iter().map(|entry| entry.patch_id).collect();
    let hashes = hash_passwords(&app, &entries).await?;
    let current = app.current();
    let assembled = assemble(&app, entries, hashes)?;
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(assembled.len());
    let mut slices = Slices::default();
    let mut slice: Vec<(usize, IdentityRecord)> = Vec::new();
    for (at, assembled) in assembled.into_iter().enumerate() {
        let Some(assembled) = assembled else {
            outcomes.push(Outcome::Nothing);
            continue;
        };
        match assembled.and_then(|assembled| prepare(&app, &current, assembled)) {
            Ok(record) => {
                outcomes.push(Outcome::Created(record.row.id));
                slice.push((at, record));
            }
            Err(error) => outcomes.push(Outcome::Failed(Box::new(error))),
        }
        if slice.len() == SLICE {
            slices.begin(&app, std::mem::take(&mut slice)).await;
            // Others get their turn between slices, and the writer works while the next one is prepared.
            tokio::task::yield_now().await;
        }
    }
    if !slice.is_empty() {
        slices.begin(&app, slice).await;
    }
    let (mut survivors, mut written, mut clash, mut failure) = (0, 0, None, None);
    for (places, refusals) in slices.finish().await {
        survivors += places.len();
        match refusals {
            Ok(refusals) => {
                written += places.len() - refusals.len();
                for (at, refused) in refusals {
                    outcomes[at] = Outcome::Failed(Box::new(StoreError::Conflict(refused.clone()).into()));
                    clash = Some(refused);
                }
            }
            Err(error) => {
                for at in &places {
                    outcomes[*at] = Outcome::Failed(Box::new(error.clone()));
                }
                failure = Some(error);
            }
        }
    }
    // Nothing was written: the request may be sent again as it is. Otherwise each entry says what became of it.
    if let (0, Some(failure)) = (written, failure) {
        return Err(failure);
    }
    // The contract: a clash of the only entry that was left to be written is the whole request's.
    if let (1, Some(clash)) = (survivors, clash) {
        return Err(StoreError::Conflict(clash).into());
    }
    let answers: Vec<Value> = outcomes.into_iter().zip(patch_ids).map(|(outcome, patch_id)| answer(outcome, patch_id)).collect();
    Ok(json(StatusCode::OK, &json!({ "identities": answers })))
}

fn read(body: &[u8]) -> ApiResult<Vec<Entry>> {
    let mut fields = Fields::new(first_value(body)?, "", &["identities"], Unknown::Refused)?;
    let items = fields.array("identities")?.unwrap_or_default();
    if items.len() > MOST {
        return Err(ApiError::bad_request(format!("identities: at most {MOST} in one batch, got {}", items.len())));
    }
    let mut entries = Vec::with_capacity(items.len());
    for (at, item) in items.into_iter().enumerate() {
        let path = format!("identities[{at}]");
        if item.is_null() {
            // Kratos: panics.
            return Err(ApiError::malformed(format!("{path}: expected an object, got null")));
        }
        let mut entry = Fields::new(item, &path, &["create", "patch_id"], Unknown::Refused)?;
        entries.push(Entry {
            patch_id: entry.parsed("patch_id", "a UUID")?,
            create: entry.object("create")?.map(|create| CreateBody::read(create, &format!("{path}.create"))).transpose()?,
        });
    }
    Ok(entries)
}

/// The hashes of the clear-text passwords, aligned with the entries.
async fn hash_passwords(app: &App, entries: &[Entry]) -> ApiResult<Vec<Option<String>>> {
    let plain = |entry: &Entry| entry.create.as_ref().and_then(|create| create.credentials.plain_password()).cloned();
    let found: Vec<Option<Secret>> = entries.iter().map(plain).collect();
    let passwords: Vec<Secret> = found.iter().flatten().cloned().collect();
    // Kratos: refuses only after hashing them all.
    if passwords.len() > MOST_PLAIN {
        return Err(ApiError::bad_request(format!(
            "identities: at most {MOST_PLAIN} clear-text passwords in one batch, got {}",
            passwords.len()
        )));
    }
    let mut hashes = Vec::new();
    if !passwords.is_empty() {
        for hash in app.hasher.hash_batch(passwords, &mut app.randomness.fork()).await? {
            hashes.push(hash.map_err(|error| settle::unhashable(&error))?);
        }
    }
    let mut hashes = hashes.into_iter();
    Ok(found.into_iter().map(|password| password.and_then(|_| hashes.next())).collect())
}

/// An identity before its schema was asked, with the addresses that came with it.
type Assembled = (Identity, AddressImport);

/// The identities that the entries ask for. An import that is not acceptable refuses the whole request;
/// one that repeats an identifier fails alone.
fn assemble(app: &App, entries: Vec<Entry>, hashes: Vec<Option<String>>) -> ApiResult<Vec<Option<ApiResult<Assembled>>>> {
    let (now, mut rng) = (app.now(), app.randomness.fork());
    let mut ctx = Ctx { now, rng: &mut rng };
    let one = |(entry, hashed): (Entry, Option<String>)| {
        let Some(create) = entry.create else { return Ok(None) };
        match settle::assemble(create, hashed, &mut ctx) {
            Err(error @ MergeError::DuplicateIdentifier { .. }) => Ok(Some(Err(settle::merge_error(&error)))),
            Err(error) => Err(settle::merge_error(&error)),
            Ok(assembled) => Ok(Some(Ok(assembled))),
        }
    };
    entries.into_iter().zip(hashes).map(one).collect()
}

fn prepare(app: &App, current: &Current, (mut identity, addresses): Assembled) -> ApiResult<IdentityRecord> {
    let (now, mut rng) = (app.now(), app.randomness.fork());
    settle::settle(current, &mut identity, &addresses, &mut Ctx { now, rng: &mut rng })?;
    settle::record(app, current, &identity, app.store.next_key(now))
}

/// The places of entries that clashed.
type Refusals = Vec<(usize, Clash)>;

/// The slices of a request. They are written beside each other; one that asks for what an earlier one asks for waits
/// for it, so that of two equal entries the first is created, whichever order the database would choose.
#[derive(Default)]
struct Slices {
    claimed: HashSet<ClashField>,
    /// The places of a slice's entries, and its writing.
    running: Vec<(Vec<usize>, JoinHandle<selfsame_store::Result<Refusals>>)>,
    finished: Vec<(Vec<usize>, ApiResult<Refusals>)>,
}

impl Slices {
    /// Begins to write a slice; each of its identities is written or clashes by itself.
    async fn begin(&mut self, app: &Arc<App>, slice: Vec<(usize, IdentityRecord)>) {
        let mut repeats = false;
        for claim in slice.iter().flat_map(|(_, record)| record.claims()) {
            repeats |= !self.claimed.insert(claim);
        }
        if repeats {
            self.await_running().await;
        }
        let places = slice.iter().map(|(at, _)| *at).collect();
        let app = app.clone();
        self.running.push((places, tokio::spawn(async move { write(&app, slice).await })));
    }

    /// What became of all slices, in their order.
    async fn finish(mut self) -> Vec<(Vec<usize>, ApiResult<Refusals>)> {
        self.await_running().await;
        self.finished
    }

    async fn await_running(&mut self) {
        for (places, written) in self.running.drain(..) {
            let refusals = written.await.map_err(ApiError::internal).and_then(|refusals| Ok(refusals?));
            self.finished.push((places, refusals));
        }
    }
}

async fn write(app: &App, slice: Vec<(usize, IdentityRecord)>) -> selfsame_store::Result<Refusals> {
    let (places, records): (Vec<_>, Vec<_>) = slice.into_iter().unzip();
    let refused = app.store.add(async move |tx: &mut Tx<'_>| insert_all(tx, &records).await).await?;
    Ok(refused.into_iter().map(|(place, clash)| (places[place], clash)).collect())
}

fn answer(outcome: Outcome, patch_id: Option<Uuid>) -> Value {
    let mut answer = match outcome {
        Outcome::Nothing => return Value::Null,
        Outcome::Created(id) => json!({ "action": "create", "identity": id }),
        Outcome::Failed(error) => json!({ "action": "error", "error": error.body }),
    };
    if let Some(patch_id) = patch_id {
        answer["patch_id"] = json!(patch_id);
    }
    answer
}
