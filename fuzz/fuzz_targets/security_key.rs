//! Answers of security keys and passkeys: whatever a page sends is refused or read, and nothing but a right signature
//! over a right challenge proves anything.
#![no_main]

use libfuzzer_sys::fuzz_target;
use selfsame_core::webauthn::response::{Asserted, Created};
use selfsame_core::webauthn::stored::keys;
use selfsame_core::webauthn::{Asked, RelyingParty, assertion, registration};

fuzz_target!(|input: (&str, Vec<u8>, Vec<u8>)| {
    let (text, data, key) = input;
    let rp = RelyingParty { id: "example.org".into(), name: String::new(), origins: vec!["https://example.org".into()] };
    let asked = Asked { rp: &rp, challenge: "Y2hhbGxlbmdl", verifies_user: false };
    let _ = (Created::parse(text), Asserted::parse(text));
    let client =
        |kind: &str| format!(r#"{{"type":"webauthn.{kind}","challenge":"Y2hhbGxlbmdl","origin":"https://example.org"}}"#).into_bytes();
    let id = vec![1];
    let created = Created { id: id.clone(), client_data: client("create"), attestation_object: data.clone(), transports: Vec::new() };
    let _ = registration::verify(&asked, &created);
    let entry = serde_json::json!({"credentials": [{"id": "AQ==", "public_key": base64(&key)}]});
    for stored in keys(&entry) {
        let asserted = Asserted {
            id: id.clone(),
            client_data: client("get"),
            authenticator_data: data.clone(),
            signature: key.clone(),
            user_handle: None,
        };
        let _ = assertion::verify(&asked, &stored, &asserted);
    }
});

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |value: u32| char::from(ALPHABET[(value & 63) as usize]);
    let group = |chunk: &[u8]| {
        let value = chunk.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        let text: String = [18, 12, 6, 0].map(|shift| digit(value >> shift)).iter().take(chunk.len() + 1).collect();
        text
    };
    bytes.chunks(3).map(group).collect()
}
