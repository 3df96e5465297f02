//! Making backup codes, showing them, and switching them off.

use crate::method::{Change, Refusal, SettingsAttempt};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, SessionMethod};
use selfsame_api::text::{self, LookupCode, settings_lookup_codes};
use selfsame_api::ui::{Attributes, Group, Meta, Node, NodeKind};
use selfsame_core::Ctx;
use selfsame_core::credential::lookup;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::settings::Settings;
use selfsame_core::identity::factors::has_lookup_codes;
use selfsame_core::identity::{Credential, Identity};
use selfsame_core::session::completed;
use serde_json::Value;

/// Under this name a flow remembers codes that are not confirmed yet.
const OFFERED: &str = "lookup_codes";

/// What a submission asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Confirm,
    Reveal,
    Disable,
    Regenerate,
}

impl Action {
    /// In this order they are looked for.
    const ALL: [Self; 4] = [Self::Confirm, Self::Reveal, Self::Disable, Self::Regenerate];

    const fn field(self) -> &'static str {
        match self {
            Self::Confirm => "lookup_secret_confirm",
            Self::Reveal => "lookup_secret_reveal",
            Self::Disable => "lookup_secret_disable",
            Self::Regenerate => "lookup_secret_regenerate",
        }
    }

    fn button(self) -> Node {
        let label = match self {
            Self::Confirm => text::SETTINGS_LOOKUP_CONFIRM,
            Self::Reveal => text::SETTINGS_LOOKUP_REVEAL,
            Self::Disable => text::SETTINGS_LOOKUP_DISABLE,
            Self::Regenerate => text::SETTINGS_LOOKUP_REGENERATE,
        };
        Node::submit(Group::LookupSecret, self.field(), "true", label)
    }
}

/// The first action that a submission says yes to.
pub fn action(body: &FlowBody) -> Option<Action> {
    Action::ALL.into_iter().find(|action| body.text(action.field()).is_some_and(|value| matches!(value, "true" | "1")))
}

pub fn nodes(identity: &Identity) -> Vec<Node> {
    match codes_of(identity) {
        Some(_) => vec![Action::Reveal.button(), Action::Disable.button()],
        None => vec![Action::Regenerate.button()],
    }
}

pub fn change(attempt: &SettingsAttempt<'_>) -> Result<Change, Refusal> {
    let identity = &attempt.loaded.identity;
    match action(attempt.body) {
        Some(Action::Regenerate) => Ok(regenerate(attempt)),
        Some(Action::Reveal) => {
            let codes = codes_of(identity).ok_or_else(|| Refusal::Message(text::generic_error("There are no backup codes.")))?;
            let list = codes_node(&lookup::shown(&codes.config));
            Ok(showing(attempt.flow.clone(), [list, Action::Disable.button(), Action::Regenerate.button()]))
        }
        Some(Action::Confirm) => confirm(attempt),
        Some(Action::Disable) => {
            let mut after = identity.clone();
            after.credentials.remove(&CredentialType::LookupSecret);
            Ok(Change::to(after))
        }
        None => Err(Refusal::Message(text::SETTINGS_NO_METHOD)),
    }
}

/// New codes, which count once they are confirmed. Those that there are go on working until then.
fn regenerate(attempt: &SettingsAttempt<'_>) -> Change {
    let mut rng = attempt.visit.app.randomness.fork();
    let codes = lookup::generate(&mut Ctx { now: attempt.visit.now, rng: &mut rng });
    let list = codes_node(&codes.iter().map(|code| LookupCode::Unused(code)).collect::<Vec<_>>());
    let mut flow = attempt.flow.clone();
    flow.internal.insert(OFFERED.to_owned(), codes.into());
    showing(flow, [list, Action::Confirm.button()])
}

fn confirm(attempt: &SettingsAttempt<'_>) -> Result<Change, Refusal> {
    let offered = attempt.flow.internal.get(OFFERED).and_then(Value::as_array);
    let offered = offered.ok_or_else(|| Refusal::Message(text::generic_error("There are no new backup codes to confirm.")))?;
    let codes: Vec<String> = offered.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let now = attempt.visit.now;
    let mut after = attempt.loaded.identity.clone();
    let identifiers = vec![after.id.to_string()];
    let credential = Credential { identifiers, config: lookup::config(&codes), version: 0, created_at: now, updated_at: now };
    after.credentials.insert(CredentialType::LookupSecret, credential);
    Ok(Change::Identity { after: Box::new(after), step: Some(completed(SessionMethod::LookupSecret, Aal::Aal2, now)) })
}

/// The flow with these nodes in the place of this method's, at the end of the form.
fn showing<const N: usize>(mut flow: Flow<Settings>, nodes: [Node; N]) -> Change {
    let shown = flow.nodes.get_or_insert_default();
    shown.retain(|node| node.group != Group::LookupSecret);
    shown.extend(nodes);
    flow.messages.clear();
    Change::Form(Box::new(flow))
}

fn codes_node(codes: &[LookupCode<'_>]) -> Node {
    let attributes = Attributes::Text { text: settings_lookup_codes(codes), id: "lookup_secret_codes".into() };
    let meta = Meta { label: Some(text::SETTINGS_LOOKUP_CODES) };
    Node { kind: NodeKind::Text, group: Group::LookupSecret, attributes, messages: Vec::new(), meta }
}

fn codes_of(identity: &Identity) -> Option<&Credential> {
    identity.credentials.get(&CredentialType::LookupSecret).filter(|credential| has_lookup_codes(credential))
}
