//! What a JSON Schema says badly or not at all: rules between keys, and values that have a grammar of their own.

use std::net::IpAddr;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::dsn::{Dsn, PostgresDsn, SqliteDsn};
use crate::model::is_loopback_host;
use crate::nearest::nearest;
use crate::problem::Problem;
use crate::tree::Node;
use crate::units::{parse_bytes, parse_duration};

pub(crate) fn check(root: &Node, effective: &Value, problems: &mut Vec<Problem>, warnings: &mut Vec<Problem>) {
    let mut rules = Rules { root, effective, problems, warnings };
    rules.dsn();
    rules.cipher_secrets();
    rules.argon2_memory();
    rules.tls();
    rules.trusted_proxies();
    rules.sign_in_attempts();
    rules.admin_host();
    rules.identity_schemas();
    rules.return_urls();
    rules.methods();
    rules.oidc_providers();
    rules.web_hooks(&mut vec!["selfservice".to_owned(), "flows".to_owned()]);
}

struct Rules<'a> {
    root: &'a Node,
    effective: &'a Value,
    problems: &'a mut Vec<Problem>,
    warnings: &'a mut Vec<Problem>,
}

impl Rules<'_> {
    fn value(&self, path: &[&str]) -> &Value {
        path.iter().fold(self.effective, |value, key| match value {
            Value::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)).unwrap_or(&Value::Null),
            value => value.get(key).unwrap_or(&Value::Null),
        })
    }

    fn is_true(&self, path: &[&str]) -> bool {
        self.value(path) == &Value::Bool(true)
    }

    fn problem(&self, path: &[&str], message: impl Into<String>) -> Problem {
        let words: Vec<String> = path.iter().map(|word| (*word).to_owned()).collect();
        Problem::new(self.root.place_of(path), &words, message)
    }

    fn refuse(&mut self, path: &[&str], message: impl Into<String>) {
        let problem = self.problem(path, message);
        self.problems.push(problem);
    }

    fn warn(&mut self, path: &[&str], message: impl Into<String>) {
        let problem = self.problem(path, message);
        self.warnings.push(problem);
    }

    fn dsn(&mut self) {
        match Dsn::parse(self.value(&["dsn"]).as_str().unwrap_or_default()) {
            Err(error) => self.refuse(&["dsn"], error.to_string()),
            Ok(Dsn::Sqlite(SqliteDsn { ignored, .. }) | Dsn::Postgres(PostgresDsn { ignored, .. })) if !ignored.is_empty() => {
                self.warn(&["dsn"], format!("these parameters have no effect: {}", ignored.join(", ")));
            }
            Ok(_) => {}
        }
    }

    /// The schema counts characters, a key counts bytes.
    fn cipher_secrets(&mut self) {
        let lengths: Vec<usize> =
            self.value(&["secrets", "cipher"]).as_array().into_iter().flatten().map(|secret| secret.as_str().map_or(0, str::len)).collect();
        for (index, length) in lengths.into_iter().enumerate().filter(|(_, length)| *length != 32) {
            self.refuse(
                &["secrets", "cipher", &index.to_string()],
                format!("expected a string of exactly 32 bytes, found one of {length}"),
            );
        }
    }

    // Kratos: takes any of these and refuses the sign-in. What is hashed with more than this could not be verified.
    fn argon2_memory(&mut self) {
        let path = ["hashers", "argon2", "memory"];
        let Some(bytes) = self.value(&path).as_str().and_then(parse_bytes) else { return };
        if !(8 * 1024..=1024 * 1024 * 1024).contains(&bytes) {
            self.refuse(&path, "expected a byte size from `8KB` to `1GB`");
        }
        let lanes = self.value(&["hashers", "argon2", "parallelism"]).as_u64().unwrap_or(1);
        if bytes / 1024 < 8 * lanes {
            self.refuse(&path, format!("expected at least 8 KB for each of the {lanes} lanes of `parallelism`: `{}KB`", 8 * lanes));
        }
    }

    // Kratos: half a pair, or base64 mixed with a path, means plain HTTP there without a word, as does a unix socket.
    fn tls(&mut self) {
        for listener in ["public", "admin"] {
            let tls = ["serve", listener, "tls"];
            let has = |part, form| !self.value(&["serve", listener, "tls", part, form]).is_null();
            let (inline, files) = ((has("cert", "base64"), has("key", "base64")), (has("cert", "path"), has("key", "path")));
            let is_whole = inline == (true, true) || files == (true, true);
            let is_absent = inline == (false, false) && files == (false, false);
            if !is_whole && !is_absent {
                self.refuse(&tls, "expected certificate and key in the same form: both `path` or both `base64`");
            }
            if !is_absent && self.value(&["serve", listener, "host"]).as_str().is_some_and(|host| host.starts_with("unix:")) {
                self.refuse(
                    &tls,
                    format!("a unix socket speaks plain HTTP: remove `tls`, or listen on an address (`serve.{listener}.host`)"),
                );
            }
            for part in ["cert", "key"] {
                let path = ["serve", listener, "tls", part, "base64"];
                if self.value(&path).as_str().is_some_and(|text| STANDARD.decode(text.trim()).is_err()) {
                    self.refuse(&path, "expected base64 of a PEM text");
                }
            }
        }
    }

    fn trusted_proxies(&mut self) {
        let path = ["serve", "public", "trusted_proxies"];
        for (index, network) in self.value(&path).as_array().cloned().unwrap_or_default().iter().enumerate() {
            if !network.as_str().is_some_and(is_network) {
                let index = index.to_string();
                self.refuse(&["serve", "public", "trusted_proxies", &index], "expected an address or a network such as `10.0.0.0/8`");
            }
        }
    }

    fn sign_in_attempts(&mut self) {
        for limit in ["per_account_and_network", "per_account", "per_network", "per_known_device"] {
            let window = ["security", "sign_in_attempts", limit, "window"];
            let time = self.value(&window).as_str().and_then(parse_duration);
            if time.is_some_and(|time| time < Duration::from_secs(1)) {
                self.refuse(&window, "expected a second at least; `count: 0` is what switches a limit off");
            }
        }
    }

    fn admin_host(&mut self) {
        let path = ["serve", "admin", "host"];
        let host = self.value(&path).as_str().unwrap_or_default();
        if !host.starts_with("unix:") && !is_loopback_host(host) {
            self.warn(&path, "the admin API has no authentication: whoever reaches this address can do everything");
        }
    }

    fn identity_schemas(&mut self) {
        let ids: Vec<String> = self
            .value(&["identity", "schemas"])
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|schema| Some(schema["id"].as_str()?.to_owned()))
            .collect();
        for (index, id) in ids.iter().enumerate() {
            if ids[..index].contains(id) {
                let index = index.to_string();
                self.warn(&["identity", "schemas", &index, "id"], format!("there is another schema `{id}` before this one, which is used"));
            }
        }
        let path = ["identity", "default_schema_id"];
        let default = self.value(&path).as_str().unwrap_or_default();
        if ids.iter().any(|id| id == default) {
            return;
        }
        let message = format!("there is no schema `{default}` in `identity.schemas`");
        let hint = nearest(default, ids.iter().map(String::as_str)).or_else(|| ids.first().map(String::as_str));
        let problem = self.problem(&path, message).hinting(hint.map(|id| format!("did you mean `{id}`?")));
        // Kratos: an id that does not exist stops only the requests that need it. Left out, it warns here too.
        if self.root.at(&path).is_some() {
            self.problems.push(problem);
        } else {
            self.warnings.push(problem);
        }
    }

    // Kratos: a bad default return URL ends the process at the first request that needs it.
    fn return_urls(&mut self) {
        let mut paths = vec![vec!["selfservice", "default_browser_return_url"]];
        for flow in ["login", "registration", "settings", "recovery", "verification", "error"] {
            paths.push(vec!["selfservice", "flows", flow, "ui_url"]);
        }
        for path in paths {
            let text = self.value(&path).as_str().unwrap_or_default();
            let is_absolute = url::Url::parse(text).is_ok_and(|url| url.has_host() || !url.cannot_be_a_base());
            if !text.starts_with('/') && !is_absolute {
                self.refuse(&path, "expected an absolute URL or a path that starts with `/`");
            }
        }
    }

    fn methods(&mut self) {
        let code = ["selfservice", "methods", "code", "mfa_enabled"];
        if self.is_true(&["selfservice", "methods", "code", "passwordless_enabled"]) && self.is_true(&code) {
            self.refuse(&code, "codes are either the first factor (`passwordless_enabled`) or the second (`mfa_enabled`), not both");
        }
        if self.is_true(&["selfservice", "methods", "webauthn", "enabled"])
            && self.value(&["selfservice", "methods", "webauthn", "config"]).is_null()
        {
            self.refuse(&["selfservice", "methods", "webauthn"], "the key `config` is missing: security keys need it");
        }
        let party = ["selfservice", "methods", "webauthn", "config", "rp"];
        if !self.value(&party)["origin"].is_null() && !self.value(&party)["origins"].is_null() {
            self.refuse(&party, "`origin` and `origins` exclude each other");
        }
    }

    fn oidc_providers(&mut self) {
        let path = ["selfservice", "methods", "oidc", "config", "providers"];
        let providers = self.value(&path).as_array().cloned().unwrap_or_default();
        for (index, provider) in providers.iter().enumerate() {
            let index = index.to_string();
            for message in provider_faults(provider) {
                self.refuse(&["selfservice", "methods", "oidc", "config", "providers", &index], message);
            }
        }
    }

    fn web_hooks(&mut self, path: &mut Vec<String>) {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let value = self.value(&words);
        let keys: Vec<String> = match value {
            Value::Object(members) => members.keys().cloned().collect(),
            Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => return,
        };
        if value["hook"] == "web_hook" {
            let config = &value["config"];
            let is_ignoring = config["response"]["ignore"] == true;
            if is_ignoring && (!config["response"]["parse"].is_null() || config["can_interrupt"] == true) {
                self.refuse(&words, "`response.ignore` excludes `response.parse` and `can_interrupt`");
            }
            return;
        }
        for key in keys {
            path.push(key);
            self.web_hooks(path);
            path.pop();
        }
    }
}

/// What a provider needs, and what only some may have.
fn provider_faults(provider: &Value) -> Vec<String> {
    let kind = provider["provider"].as_str().unwrap_or_default();
    let is_set = |key: &str| provider[key].as_str().is_some_and(|text| !text.is_empty());
    let mut faults = Vec::new();
    if kind == "apple" {
        for key in ["apple_team_id", "apple_private_key_id", "apple_private_key"] {
            if provider[key].is_null() {
                faults.push(format!("the key `{key}` is missing: Apple needs it"));
            }
        }
        if is_set("client_secret") {
            faults.push("`client_secret` must be absent: Apple's is made from its key".to_owned());
        }
    } else {
        if provider["client_secret"].is_null() {
            faults.push("the key `client_secret` is missing".to_owned());
        }
        for key in ["apple_team_id", "apple_private_key_id", "apple_private_key"] {
            if is_set(key) {
                faults.push(format!("`{key}` is for provider `apple` only"));
            }
        }
    }
    match (kind, provider["microsoft_tenant"].is_null()) {
        ("microsoft", true) => faults.push("the key `microsoft_tenant` is missing: Microsoft needs it".to_owned()),
        ("microsoft", false) | (_, true) => {}
        (_, false) => faults.push("`microsoft_tenant` is for provider `microsoft` only".to_owned()),
    }
    faults
}

fn is_network(text: &str) -> bool {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}

#[cfg(test)]
mod tests;
