//! JSON Patch: any patch applies whole or is refused, and never reaches what is closed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selfsame_core::patch::apply;
use serde_json::json;

fuzz_target!(|patch: &[u8]| {
    let document = json!({
        "id": "9f425a8d-7efc-4768-8f23-7647a74fdf13", "schema_id": "person", "state": "active", "state_changed_at": "2026-01-01T00:00:00Z",
        "traits": { "email": "ada@example.org", "tags": ["a", "b", "c"], "deep": { "er": { "est": 1 } } },
        "metadata_public": null, "metadata_admin": { "note": "x" }, "credentials": { "password": {} },
    });
    if let Ok(patched) = apply(document.clone(), patch) {
        assert_eq!(patched.document["id"], document["id"]);
        let text = patched.document.to_string();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|again| again == patched.document));
    }
});
