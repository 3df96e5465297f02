//! What forms call things by the schema: the identifier by the title of the only trait that people sign in with, if
//! there is just one and it has a title; a passkey by the trait that names its holder.

use super::extension::KEY;
use serde_json::Value;

/// Title and full name (`traits.email`) of the trait that is the only identifier.
pub fn only_identifier(document: &Value) -> Option<(String, String)> {
    let mut found = Vec::new();
    if let Some(traits) = document.pointer("/properties/traits") {
        collect(traits, "traits", &mut found);
    }
    match found.as_slice() {
        [(Some(title), name)] => Some((title.clone(), name.clone())),
        _ => None,
    }
}

fn collect(node: &Value, name: &str, found: &mut Vec<(Option<String>, String)>) {
    if is_identifier(node) {
        found.push((node.get("title").and_then(Value::as_str).map(str::to_owned), name.to_owned()));
    }
    // A schema was checked for depth when it was compiled.
    for (member, inner) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        collect(inner, &format!("{name}.{member}"), found);
    }
}

/// Full names of the traits by which a passkey is called, in the order of the schema: those marked for it, else the
/// identifiers of security keys.
pub fn passkey_names(document: &Value) -> Vec<String> {
    let marked = |mark: &str| {
        let mut found = Vec::new();
        if let Some(traits) = document.pointer("/properties/traits") {
            collect_marked(traits, "traits", mark, &mut found);
        }
        found
    };
    let names = marked("/credentials/passkey/display_name");
    if names.is_empty() { marked("/credentials/webauthn/identifier") } else { names }
}

fn collect_marked(node: &Value, name: &str, mark: &str, found: &mut Vec<String>) {
    if node.get(KEY).and_then(|extension| extension.pointer(mark)).and_then(Value::as_bool) == Some(true) {
        found.push(name.to_owned());
    }
    for (member, inner) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        collect_marked(inner, &format!("{name}.{member}"), mark, found);
    }
}

fn is_identifier(node: &Value) -> bool {
    const MARKS: [&str; 5] = [
        "credentials/password/identifier",
        "credentials/webauthn/identifier",
        "credentials/code/identifier",
        "credentials/passkey/display_name",
        "credentials/totp/account_name",
    ];
    let Some(extension) = node.get(KEY) else { return false };
    MARKS.iter().any(|mark| extension.pointer(&format!("/{mark}")).and_then(Value::as_bool) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn schema(email: &Value, phone: &Value) -> Value {
        json!({"properties": {"traits": {"type": "object", "properties": {"email": email, "contact": {"properties": {"phone": phone}}}}}})
    }

    #[test]
    fn a_passkey_is_called_by_what_is_marked_for_it_else_by_the_identifier_of_keys() {
        let key = json!({KEY: {"credentials": {"webauthn": {"identifier": true}}}});
        let passkey = json!({KEY: {"credentials": {"passkey": {"display_name": true}}}});
        assert_eq!(passkey_names(&schema(&key, &passkey)), ["traits.contact.phone"]);
        assert_eq!(passkey_names(&schema(&key, &json!({}))), ["traits.email"]);
        assert!(passkey_names(&schema(&json!({}), &json!({}))).is_empty());
    }

    #[test]
    fn only_one_identifier_with_a_title_lends_its_name() {
        let mark = json!({"credentials": {"password": {"identifier": true}}});
        let email = json!({"title": "E-Mail", KEY: mark});
        let phone = json!({"title": "Phone", KEY: {"credentials": {"totp": {"account_name": true}}}});
        let plain = json!({"title": "Phone", KEY: {"credentials": {"password": {"identifier": false}}}});
        assert_eq!(only_identifier(&schema(&email, &plain)), Some(("E-Mail".into(), "traits.email".into())));
        assert_eq!(only_identifier(&schema(&plain, &phone)), Some(("Phone".into(), "traits.contact.phone".into())));
        assert_eq!(only_identifier(&schema(&email, &phone)), None);
        assert_eq!(only_identifier(&schema(&json!({KEY: mark}), &plain)), None);
        assert_eq!(only_identifier(&schema(&plain, &plain)), None);
        assert_eq!(only_identifier(&json!({})), None);
    }
}
