//! Identity schemas: any document is refused or compiles; one that compiles judges any traits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selfsame_core::schema::{CompileOptions, compile};
use serde_json::json;

fuzz_target!(|document: &[u8]| {
    if let Ok(schema) = compile("fuzz", document, &CompileOptions::default()) {
        for traits in [
            json!({}),
            json!({ "email": "ada@example.org", "emails": ["a@example.org", "b@example.org"], "phone": "+41443643532", "n": -1.5 }),
            json!({ "email": 7, "a": { "b": { "c": [null, true, "x"] } } }),
        ] {
            match schema.validate(&traits) {
                Ok(derived) => drop(derived),
                Err(violations) => assert!(!violations.is_empty()),
            }
        }
    }
});
