//! Keys of the reference that this version reads but does not act on yet. The table is meant to shrink: whoever builds
//! a feature deletes its row. Rows that protect something stop the start outside `--dev`.

use serde_json::Value;

use crate::problem::Place;
use crate::tree::{Kind, Node};

/// One key that was set and has no effect yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// The key, with dots.
    pub key: String,
    /// Where it was set.
    pub place: Place,
    /// Leaving it out would open something that the operator closed.
    pub protects: bool,
    /// What is missing.
    pub why: &'static str,
}

/// One row of the table.
struct Row {
    /// `*` stands for any one member or entry.
    key: &'static str,
    /// The values that ask for the feature.
    when: When,
    protects: bool,
    why: &'static str,
}

enum When {
    /// Whatever stands there.
    Set,
    /// Anything but this JSON.
    Not(&'static str),
    /// Exactly this JSON.
    Is(&'static str),
    /// A web hook whose answer can refuse.
    BlockingWebHook,
    /// A web hook whose answer cannot.
    OtherWebHook,
    /// A hook that does nothing here.
    OtherHook,
}

use When::{BlockingWebHook, Is, Not, OtherHook, OtherWebHook, Set};

const fn row(key: &'static str, when: When, why: &'static str) -> Row {
    Row { key, when, protects: false, why }
}

const fn protecting(key: &'static str, when: When, why: &'static str) -> Row {
    Row { key, when, protects: true, why }
}

const WEB_HOOKS: &str = "web hooks are not called";
const NO_ORGANIZATIONS: &str = "there are no organizations";
/// They act.
const KNOWN_HOOKS: [&str; 7] = [
    "session",
    "require_verified_address",
    "verify_new_address",
    "notify_previous_addresses",
    "revoke_active_sessions",
    "verification",
    "show_verification_ui",
];

#[rustfmt::skip]
const TABLE: &[Row] = &[
    // What protects.
    protecting("selfservice.flows.*.before.hooks.*", BlockingWebHook, "web hooks are not called, so they cannot refuse"),
    protecting("selfservice.flows.*.after.hooks.*", BlockingWebHook, "web hooks are not called, so they cannot refuse"),
    protecting("selfservice.flows.*.after.*.hooks.*", BlockingWebHook, "web hooks are not called, so they cannot refuse"),
    // What is merely absent.
    row("selfservice.flows.*.before.hooks.*", OtherWebHook, WEB_HOOKS),
    row("selfservice.flows.*.after.hooks.*", OtherWebHook, WEB_HOOKS),
    row("selfservice.flows.*.after.*.hooks.*", OtherWebHook, WEB_HOOKS),
    row("selfservice.flows.*.before.hooks.*", OtherHook, NO_ORGANIZATIONS),
    row("selfservice.flows.*.after.hooks.*", OtherHook, NO_ORGANIZATIONS),
    row("selfservice.flows.*.after.*.hooks.*", OtherHook, NO_ORGANIZATIONS),
    row("selfservice.methods.oidc.enabled", Is("true"), "there is no social sign-in"),
    row("selfservice.methods.b2b", Set, NO_ORGANIZATIONS),
    row("session.whoami.tokenizer", Set, "sessions are not turned into tokens"),
    row("expose-metrics-port", Set, "figures stand on the admin listener, at /admin/metrics/prometheus"),
    row("oauth2_provider", Set, "there is no connection to an OAuth2 provider"),
    row("tracing", Set, "there is no tracing"),
    row("preview", Set, "there is one consistency level"),
    row("enterprise", Set, "there is no such feature"),
    row("organizations", Set, NO_ORGANIZATIONS),
    row("log.leak_sensitive_values", Is("true"), "cookies, credentials and query strings are never logged"),
    row("log.redaction_text", Set, "sensitive values are left out of the log"),
    row("hashers.argon2.expected_duration", Set, "an unknown identifier costs as much as a hash of the configured parameters"),
    row("hashers.argon2.expected_deviation", Set, "an unknown identifier costs as much as a hash of the configured parameters"),
    row("hashers.argon2.dedicated_memory", Set, "memory is bounded by the number of hashing threads"),
    row("ciphers.algorithm", Not(r#""xchacha20-poly1305""#), "recoverable secrets are always sealed, with XChaCha20-Poly1305"),
    row("clients.web_hook.header_allowlist", Set, WEB_HOOKS),
    row("feature_flags.legacy_oidc_registration_node_group", Is("true"), "there is no social sign-in"),
    row("feature_flags.password_profile_registration_node_group", Not(r#""default""#), "the profile is always in group default"),
    row("serve.public.cors.debug", Is("true"), "decisions about origins are not logged"),
];

/// What the configuration with these values (as merged, without defaults) asks for in vain. Places are unknown.
pub fn unsupported(values: &Value) -> Vec<Unsupported> {
    unsupported_in(&Node::from_json(values, &Place::File { file: "".into(), line: 0, column: 0 }))
}

/// The same with places. What the built-in set-up sets is not held against anybody.
pub(crate) fn unsupported_in(root: &Node) -> Vec<Unsupported> {
    let mut found = Vec::new();
    for row in TABLE {
        let pattern: Vec<&str> = row.key.split('.').collect();
        let mut path = Vec::new();
        visit(root, &pattern, &mut path, &mut |path, node| {
            if row.when.applies(node) && is_written(node) {
                let place = first_written(node);
                found.push(Unsupported { key: path.join("."), place, protects: row.protects, why: row.why });
            }
        });
    }
    found
}

fn visit(node: &Node, pattern: &[&str], path: &mut Vec<String>, found: &mut impl FnMut(&[String], &Node)) {
    let Some((step, rest)) = pattern.split_first() else { return found(path, node) };
    let mut enter = |key: String, child: &Node| {
        if *step == "*" || *step == key {
            path.push(key);
            visit(child, rest, path, found);
            path.pop();
        }
    };
    match &node.kind {
        Kind::Map(entries) => entries.iter().for_each(|entry| enter(entry.key.clone(), &entry.value)),
        Kind::List(items) => items.iter().enumerate().for_each(|(index, item)| enter(index.to_string(), item)),
        _ => {}
    }
}

impl When {
    fn applies(&self, node: &Node) -> bool {
        let is = |json: &str| serde_json::from_str::<Value>(json).is_ok_and(|value| value == node.to_json());
        match self {
            Set => true,
            Not(json) => !is(json),
            Is(json) => is(json),
            BlockingWebHook => is_web_hook(node) && can_refuse(node),
            OtherWebHook => is_web_hook(node) && !can_refuse(node),
            OtherHook => !is_web_hook(node) && !KNOWN_HOOKS.iter().any(|name| is_hook(node, name)),
        }
    }
}

fn is_web_hook(node: &Node) -> bool {
    is_hook(node, "web_hook")
}

fn is_hook(node: &Node, name: &str) -> bool {
    node.get("hook").is_some_and(|found| matches!(&found.kind, Kind::Text(text) if text == name))
}

/// Every hook whose failure stops the flow can refuse; only one that is called in the background cannot.
fn can_refuse(node: &Node) -> bool {
    node.at(&["config", "response", "ignore"]).is_none_or(|ignore| ignore.kind != Kind::Bool(true))
}

fn is_written(node: &Node) -> bool {
    first_written(node) != Place::BuiltIn
}

fn first_written(node: &Node) -> Place {
    if node.place != Place::BuiltIn {
        return node.place.clone();
    }
    let inner = match &node.kind {
        Kind::Map(entries) => entries.iter().map(|entry| first_written(&entry.value)).find(|place| *place != Place::BuiltIn),
        Kind::List(items) => items.iter().map(first_written).find(|place| *place != Place::BuiltIn),
        _ => None,
    };
    inner.unwrap_or(Place::BuiltIn)
}

#[cfg(test)]
mod tests;
