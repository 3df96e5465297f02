//! The traits of an account, as its owner changes them.

use super::{Answer, Change, Method, Refusal, SettingsAttempt, SettingsForm, owned};
use crate::app::Current;
use crate::http::error::ApiError;
use crate::schemas::Schema;
use selfsame_api::text;
use selfsame_api::ui::{Group, Node};
use selfsame_core::Ctx;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Protection;
use selfsame_core::identity::derive::{self, AddressImport};
use selfsame_core::schema::form;
use serde_json::Value;

pub struct Profile;

pub const NAME: &str = "profile";

impl Method for Profile {
    fn name(&self) -> &'static str {
        NAME
    }

    fn is_on_in_settings(&self, current: &Current) -> bool {
        current.selfservice.settings.methods.profile
    }

    fn settings_group(&self) -> Group {
        Group::Profile
    }

    /// What is protected depends on which traits change.
    fn settings_protection(&self) -> Protection {
        Protection::Plain
    }

    fn settings_nodes(&self, form: &SettingsForm<'_>, nodes: &mut Vec<Node>) {
        let Some(schema) = form.current.schemas.find(&form.identity.schema_id) else { return };
        nodes.extend(form::trait_nodes(&schema.compiled, Group::Profile));
        form::fill(nodes, &form.identity.traits, Group::Profile);
        nodes.push(Node::submit(Group::Profile, "method", NAME, text::LABEL_SAVE));
    }

    fn claims_settings(&self, body: &FlowBody) -> bool {
        body.text("method") == Some(NAME)
    }

    fn keeps_flow_messages(&self) -> bool {
        true
    }

    fn refill_settings(&self, attempt: &SettingsAttempt<'_>, nodes: &mut Vec<Node>) {
        form::clear(nodes);
        if let Ok(traits) = schema_of(attempt).and_then(|schema| sent(attempt, schema)) {
            form::fill(nodes, &traits, Group::Profile);
        }
    }

    fn change<'a>(&'a self, attempt: SettingsAttempt<'a>) -> Answer<'a, Result<Change, Refusal>> {
        Box::pin(async move { change(&attempt) })
    }
}

fn change(attempt: &SettingsAttempt<'_>) -> Result<Change, Refusal> {
    let schema = schema_of(attempt)?;
    let traits = sent(attempt, schema)?;
    let derived = schema.compiled.validate(&traits).map_err(|violations| Refusal::Fields(owned(form::messages(&violations))))?;
    let mut after = attempt.loaded.identity.clone();
    let mut rng = attempt.visit.app.randomness.fork();
    let mut ctx = Ctx { now: attempt.visit.now, rng: &mut rng };
    // Only what the schema derives from the traits: whether an address is verified is nobody's to say.
    derive::apply(&mut after, derived, &AddressImport::default(), &mut ctx);
    Ok(Change::to(after))
}

fn sent(attempt: &SettingsAttempt<'_>, schema: &Schema) -> Result<Value, ApiError> {
    form::read_traits(&schema.compiled, attempt.body).map_err(|_| ApiError::bad_request("traits: expected an object"))
}

fn schema_of<'a>(attempt: &SettingsAttempt<'a>) -> Result<&'a Schema, ApiError> {
    crate::identity::settle::schema_of(&attempt.visit.current, &attempt.loaded.identity.schema_id).map(AsRef::as_ref)
}
