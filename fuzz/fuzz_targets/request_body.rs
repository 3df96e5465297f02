//! Request bodies of the admin API and of flows: any bytes are fields or a refusal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selfsame::http::fields::{Fields, Unknown, first_value};
use selfsame_core::flow::body::FlowBody;

const CONTENT_TYPES: [Option<&str>; 5] = [
    Some("application/json"),
    Some("application/json; charset=utf-8"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
    None,
];

const KNOWN: [&str; 6] = ["schema_id", "traits", "credentials", "metadata_admin", "state", "verifiable_addresses"];

fuzz_target!(|body: &[u8]| {
    for content_type in CONTENT_TYPES {
        if let Ok(fields) = FlowBody::decode(content_type, body) {
            for name in ["identifier", "password", "method", "traits.email", "transient_payload"] {
                let _ = fields.text(name);
                let _ = fields.object(name);
            }
        }
    }
    let Ok(value) = first_value(body) else { return };
    for unknown in [Unknown::Refused, Unknown::Ignored] {
        if let Ok(mut fields) = Fields::new(value.clone(), "", &KNOWN, unknown) {
            let _ = (fields.text("schema_id"), fields.object("traits"), fields.array("verifiable_addresses"), fields.boolean("state"));
        }
    }
});
