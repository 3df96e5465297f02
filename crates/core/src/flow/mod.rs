//! Self-service flows: what a flow remembers, whatever its kind, and the decisions along its way.
//!
//! A [`Flow`] is stored as one JSON document. Its nodes are stored only once they differ from the form with
//! which every flow of its kind begins, so that the usual flow is a short row. What belongs to one kind
//! alone is its `details`.

pub mod address;
pub mod body;
pub mod code;
pub mod login;
pub mod negotiate;
pub mod nodes;
pub mod recovery;
pub mod registration;
pub mod request_url;
pub mod return_to;
pub mod settings;
pub mod verification;

use crate::Ctx;
use crate::csrf::CsrfToken;
use selfsame_api::flow::{FlowState, FlowType};
use selfsame_api::ui::{Node, UiText};
use selfsame_api::{FlowId, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::time::Duration;
use uuid::Uuid;

/// A kind of flow: the details that only it has, and its names.
pub trait FlowKind: Serialize + DeserializeOwned {
    /// The word in URLs and in storage: `login`, `registration` and so on.
    const NAME: &'static str;
    /// Where it begins.
    const FIRST_STATE: FlowState;
}

/// One flow.
#[derive(Clone, Serialize, Deserialize)]
#[serde(bound = "K: FlowKind")]
pub struct Flow<K: FlowKind> {
    pub id: FlowId,
    #[serde(rename = "type")]
    pub kind: FlowType,
    pub state: FlowState,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    pub updated_at: Timestamp,
    pub request_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<Uuid>,
    /// The method that came furthest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<Cow<'static, str>>,
    /// The browser that the flow belongs to; none for native clients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csrf: Option<CsrfToken>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<UiText>,
    /// The form, once it differs from the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nodes: Option<Vec<Node>>,
    /// What methods remember between two submissions, by their own keys. Never shown.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub internal: Map<String, Value>,
    pub details: K,
}

/// What a new flow is made of.
pub struct NewFlow<K> {
    pub kind: FlowType,
    pub request_url: String,
    pub return_to: Option<String>,
    pub organization_id: Option<Uuid>,
    pub csrf: Option<CsrfToken>,
    pub messages: Vec<UiText>,
    pub details: K,
}

#[cfg(test)]
impl<K> NewFlow<K> {
    /// One that nobody asked for anything in particular.
    fn plain(kind: FlowType, details: K) -> Self {
        Self { kind, request_url: String::new(), return_to: None, organization_id: None, csrf: None, messages: Vec::new(), details }
    }
}

impl<K: FlowKind> Flow<K> {
    /// Begins a flow that lives for `lifespan`.
    pub fn begin(ctx: &mut Ctx<'_>, new: NewFlow<K>, lifespan: Duration) -> Self {
        Self {
            id: FlowId::from_random(ctx.id_bytes()),
            kind: new.kind,
            state: K::FIRST_STATE,
            issued_at: ctx.now,
            expires_at: ctx.now + lifespan,
            updated_at: ctx.now,
            request_url: new.request_url,
            return_to: new.return_to,
            organization_id: new.organization_id,
            active: None,
            csrf: new.csrf,
            messages: new.messages,
            nodes: None,
            internal: Map::new(),
            details: new.details,
        }
    }

    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }

    pub fn is_browser(&self) -> bool {
        self.kind == FlowType::Browser
    }
}

#[cfg(test)]
mod tests;
