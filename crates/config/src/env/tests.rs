use serde_json::{Value, json};

use super::{apply, settings};
use crate::problem::Place;
use crate::tree::Node;

fn laid_over(base: &Value, variables: &[(&str, &str)]) -> Result<Value, String> {
    let mut problems = Vec::new();
    let settings = settings(variables.iter().copied(), &mut problems);
    if let Some(problem) = problems.first() {
        return Err(problem.to_string());
    }
    let mut root = Node::from_json(base, &Place::BuiltIn);
    apply(&mut root, settings);
    Ok(root.to_json())
}

fn read(name: &str, text: &str) -> Value {
    laid_over(&json!({}), &[(name, text)]).unwrap()
}

#[test]
fn names_are_paths_in_any_case_and_underscores_in_keys_work() {
    assert_eq!(read("SELFSERVICE_FLOWS_LOGIN_UI_URL", ""), json!({ "selfservice": { "flows": { "login": { "ui_url": "" } } } }));
    assert_eq!(read("serve_Public_PORT", "5000"), json!({ "serve": { "public": { "port": 5000 } } }));
    assert_eq!(read("WATCH-COURIER", "true"), json!({ "watch-courier": true }));
    assert_eq!(read("WATCH_COURIER", "true"), json!({}));
    assert_eq!(read("HELP", "?"), json!({}));
    assert_eq!(read("HOME", "/root"), json!({}));
}

#[test]
fn the_schema_says_how_a_value_is_read() {
    assert_eq!(read("DEV", "T"), json!({ "dev": true }));
    assert_eq!(read("SECRETS_COOKIE", "a b,c"), json!({ "secrets": { "cookie": ["a b", "c"] } }));
    assert_eq!(read("SECRETS_COOKIE", "1234567890123456"), json!({ "secrets": { "cookie": ["1234567890123456"] } }));
    assert_eq!(read("SECRETS_COOKIE", r#"["a,b"]"#), json!({ "secrets": { "cookie": ["a,b"] } }));
    assert_eq!(read("COURIER_SMTP_HEADERS", r#"{"x":"y"}"#), json!({ "courier": { "smtp": { "headers": { "x": "y" } } } }));
    assert_eq!(read("SESSION", r#"{"lifespan":"1h"}"#), json!({ "session": { "lifespan": "1h" } }));
}

#[test]
fn values_that_cannot_be_read_name_the_variable() {
    for (name, text, expected) in [
        ("DEV", "yes", "environment variable DEV: dev: expected `true` or `false`"),
        ("SERVE_PUBLIC_PORT", "44.5", "environment variable SERVE_PUBLIC_PORT: serve.public.port: expected a whole number"),
        ("SESSION", "x", "environment variable SESSION: session: expected a JSON object"),
        (
            "SECRETS_COOKIE",
            "",
            "environment variable SECRETS_COOKIE: secrets.cookie: expected a JSON array or values with commas between them, found nothing",
        ),
        ("IDENTITY_SCHEMAS", "a,b", "environment variable IDENTITY_SCHEMAS: identity.schemas: expected a JSON array"),
    ] {
        assert_eq!(laid_over(&json!({}), &[(name, text)]), Err(expected.to_owned()));
    }
}

#[test]
fn indices_make_and_overlay_lists() {
    assert_eq!(
        laid_over(&json!({}), &[("IDENTITY_SCHEMAS_0_URL", "file:///a"), ("IDENTITY_SCHEMAS_0_ID", "a")]).unwrap(),
        json!({ "identity": { "schemas": [{ "url": "file:///a", "id": "a" }] } })
    );
    assert_eq!(
        laid_over(&json!({ "secrets": { "cookie": ["a", "b"] } }), &[("SECRETS_COOKIE", "c")]).unwrap(),
        json!({ "secrets": { "cookie": ["c", "b"] } })
    );
    assert_eq!(read("SECRETS_COOKIE_1", "b"), json!({ "secrets": { "cookie": [null, "b"] } }));
    assert_eq!(
        read("SELFSERVICE_FLOWS_LOGIN_AFTER_PASSWORD_HOOKS_0_HOOK", "verification"),
        json!({ "selfservice": { "flows": { "login": { "after": { "password": { "hooks": [{ "hook": "verification" }] } } } } } })
    );
    assert_eq!(
        read("SELFSERVICE_FLOWS_LOGIN_AFTER_HOOKS_0_CONFIG_URL", "http://x"),
        json!({ "selfservice": { "flows": { "login": { "after": { "hooks": [{ "config": { "url": "http://x" } }] } } } } })
    );
    assert_eq!(
        read("SELFSERVICE_METHODS_OIDC_CONFIG_PROVIDERS_0_SCOPE", "a,b"),
        json!({ "selfservice": { "methods": { "oidc": { "config": { "providers": [{ "scope": ["a", "b"] }] } } } } })
    );
}

#[test]
fn whole_maps_lie_below_their_members() {
    let variables = [("SESSION_LIFESPAN", "2h"), ("SESSION", r#"{"lifespan":"1h","cookie":{"path":"/p"}}"#)];
    let base = json!({ "session": { "cookie": { "name": "n" } } });
    assert_eq!(laid_over(&base, &variables).unwrap(), json!({ "session": { "cookie": { "name": "n", "path": "/p" }, "lifespan": "2h" } }));
}
