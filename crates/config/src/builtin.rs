//! What holds when nothing is configured: the set-up without any file, and URLs derived from other settings.

use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use crate::env::{self, Setting};
use crate::model::is_loopback_host;
use crate::problem::Place;
use crate::tree::{Entry, Kind, Node};

/// What would end the path of a DSN, or look like an escape.
const IN_DSN_PATH: &AsciiSet = &CONTROLS.add(b'?').add(b'%').add(b'#');

/// The DSN of the database in the data folder.
pub(crate) fn database_in(data_dir: &Path) -> String {
    let path = data_dir.join("selfsame.db");
    format!("sqlite://{}", utf8_percent_encode(&path.to_string_lossy(), IN_DSN_PATH))
}

/// Lays the set-up without any file under what the environment sets.
pub(crate) fn lay_under(root: &mut Node, settings: &[Setting], schema_url: &str) {
    let session = json!({ "hooks": [{ "hook": "session" }] });
    let mut values = json!({
        "serve": { "public": { "host": "127.0.0.1" } },
        "selfservice": {
            "methods": {
                "totp": { "enabled": true },
                "lookup_secret": { "enabled": true },
                "passkey": { "enabled": true },
            },
            "flows": {
                "registration": { "after": { "password": session, "passkey": session, "code": session } },
                "recovery": { "enabled": true },
                "verification": { "enabled": true },
            },
        },
    });
    // Whoever brings schemas of their own does not want ours beside them.
    if !env::touches(settings, &["identity", "schemas"]) {
        values["identity"] = json!({ "default_schema_id": "person", "schemas": [{ "id": "person", "url": schema_url }] });
    }
    root.overlay(Node::from_json(&values, &Place::BuiltIn));
}

/// Fills in what depends on the addresses: development mode, base URL, relying party.
pub(crate) fn complete(root: &mut Node, dev: Option<bool>) {
    let host = |listener| match root.at(&["serve", listener, "host"]).map(|host| &host.kind) {
        Some(Kind::Text(host)) => host.clone(),
        _ => "127.0.0.1".to_owned(),
    };
    let is_loopback = |host: String| host.starts_with("unix:") || is_loopback_host(&host);
    if dev.is_none() {
        let is_local = is_loopback(host("public")) && is_loopback(host("admin"));
        set_absent(root, &["dev"], &Value::Bool(is_local));
    }
    for (listener, default_port) in [("public", 4433), ("admin", 4434)] {
        let port = match root.at(&["serve", listener, "port"]).map(|port| &port.kind) {
            Some(Kind::Int(port)) => *port,
            _ => default_port,
        };
        let scheme = if root.at(&["serve", listener, "tls"]).is_some() { "https" } else { "http" };
        set_absent(root, &["serve", listener, "base_url"], &Value::from(format!("{scheme}://localhost:{port}")));
    }
    let Some(Kind::Text(base)) = root.at(&["serve", "public", "base_url"]).map(|url| url.kind.clone()) else { return };
    let base = base.trim_end_matches('/');
    set_absent(root, &["selfservice", "default_browser_return_url"], &Value::from(format!("{base}/")));
    if let Ok(url) = url::Url::parse(base)
        && let Some(host) = url.host_str()
    {
        let party = json!({ "id": host, "display_name": host, "origins": [url.origin().ascii_serialization()] });
        set_absent(root, &["selfservice", "methods", "passkey", "config", "rp"], &party);
        set_absent(root, &["selfservice", "methods", "webauthn", "config", "rp"], &party);
    }
}

/// Sets `path` unless something stands there.
pub(crate) fn set_absent(root: &mut Node, path: &[&str], value: &Value) {
    let Some((key, rest)) = path.split_first() else { return };
    let Kind::Map(entries) = &mut root.kind else { return };
    if let Some(entry) = entries.iter_mut().find(|entry| entry.key == *key) {
        return set_absent(&mut entry.value, rest, value);
    }
    let node = if rest.is_empty() {
        Node::from_json(value, &Place::BuiltIn)
    } else {
        let mut node = Node::empty_map(Place::BuiltIn);
        set_absent(&mut node, rest, value);
        node
    };
    entries.push(Entry { key: (*key).to_owned(), place: Place::BuiltIn, value: node });
}

/// The URL of a listener that has none: scheme by development mode, configured host or the machine's name, port.
pub(crate) fn derive_base_url(effective: &mut Value, listener: &str, hostname: Option<&str>) {
    let is_dev = effective["dev"] == Value::Bool(true);
    let serve = &mut effective["serve"][listener];
    if !serve["base_url"].is_null() {
        return;
    }
    // Kratos: the scheme there is http in development even when the listener speaks TLS.
    let scheme = if is_dev && serve["tls"].is_null() { "http" } else { "https" };
    let host = match serve["host"].as_str().unwrap_or_default() {
        "" | "0.0.0.0" | "::" | "[::]" => hostname.unwrap_or("localhost").to_owned(),
        host if host.starts_with("unix:") => hostname.unwrap_or("localhost").to_owned(),
        host if host.contains(':') && !host.starts_with('[') => format!("[{host}]"),
        host => host.to_owned(),
    };
    let port = serve["port"].as_u64().unwrap_or_default();
    serve["base_url"] = Value::from(format!("{scheme}://{host}:{port}/"));
}

/// The flows that are shown on a page.
const PAGES: [&str; 6] = ["login", "registration", "settings", "recovery", "verification", "error"];

/// Flows without a page of the operator's are shown on ours.
// Kratos: pages of its maker, on the internet.
pub(crate) fn fill_in_pages(effective: &mut Value) {
    for page in PAGES {
        let own = own_page(effective, page);
        let flow = &mut effective["selfservice"]["flows"][page];
        if flow["ui_url"].is_null() {
            flow["ui_url"] = Value::from(own);
        }
    }
}

/// Whether any flow is shown on a page of ours.
pub(crate) fn has_own_pages(effective: &Value) -> bool {
    PAGES.iter().any(|page| effective["selfservice"]["flows"][page]["ui_url"] == own_page(effective, page).as_str())
}

fn own_page(effective: &Value, page: &str) -> String {
    let base = effective["serve"]["public"]["base_url"].as_str().unwrap_or_default();
    format!("{}/ui/{page}", base.trim_end_matches('/'))
}
