//! A security key in software: it makes and uses keys on P-256 as a browser and its authenticator do together, and lies
//! on demand.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use serde_json::{Value, json};

/// What it tells about itself when it makes a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attestation {
    None,
    /// Signed by the new key.
    Own,
}

/// One authenticator in one browser.
pub struct Authenticator {
    /// The origin of the page that the browser is on.
    pub origin: String,
    /// The relying party, if not the one that the options name.
    pub rp_id: Option<String>,
    /// The flags of authenticator data, without the one for a new key.
    pub flags: u8,
    /// The counter of the next answer.
    pub sign_count: u32,
    pub attestation: Attestation,
    keys: Vec<Key>,
}

struct Key {
    id: Vec<u8>,
    rp_id: String,
    user_handle: Vec<u8>,
    pair: EcdsaKeyPair,
}

/// User present, user verified.
const USUAL: u8 = 0b101;
const HOLDS_KEY: u8 = 1 << 6;

impl Authenticator {
    /// A fresh one, in a browser on a page of this origin.
    pub fn on(origin: &str) -> Self {
        Self { origin: origin.to_owned(), rp_id: None, flags: USUAL, sign_count: 0, attestation: Attestation::None, keys: Vec::new() }
    }

    /// `navigator.credentials.create(options)`, as a page submits it.
    pub fn create(&mut self, options: &Value) -> Value {
        let options = &options["publicKey"];
        let client_data = self.client_data("webauthn.create", &options["challenge"]);
        let rp_id = self.rp_id.clone().unwrap_or_else(|| text(&options["rp"]["id"]));
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key pair");
        // The id is a hash of the public key, which is as unique.
        let id = sha256(pair.public_key().as_ref());
        let mut data = self.authenticator_data(&rp_id, HOLDS_KEY);
        data.extend_from_slice(&[0; 16]);
        data.extend_from_slice(&(id.len() as u16).to_be_bytes());
        data.extend_from_slice(&id);
        data.extend_from_slice(&cose(pair.public_key().as_ref()));
        let object = self.attestation_object(&data, &client_data, &pair);
        let user_handle = BASE64URL.decode(text(&options["user"]["id"])).expect("a user handle in base64url");
        self.keys.push(Key { id: id.clone(), rp_id, user_handle, pair });
        let response = json!({"clientDataJSON": BASE64URL.encode(&client_data), "attestationObject": BASE64URL.encode(object)});
        json!({"id": BASE64URL.encode(&id), "rawId": BASE64URL.encode(&id), "type": "public-key", "response": response})
    }

    /// `navigator.credentials.get(options)`, as a page submits it: with the latest key that the options allow.
    pub fn get(&mut self, options: &Value) -> Value {
        let options = &options["publicKey"];
        let client_data = self.client_data("webauthn.get", &options["challenge"]);
        let asked_of = text(&options["rpId"]);
        let is_allowed = |key: &&Key| {
            let allowed = options["allowCredentials"].as_array();
            key.rp_id == asked_of && allowed.is_none_or(|list| list.iter().any(|one| one["id"] == BASE64URL.encode(&key.id)))
        };
        let key = self.keys.iter().rev().find(is_allowed).expect("a key that the options allow");
        let data = self.authenticator_data(self.rp_id.as_ref().unwrap_or(&key.rp_id), 0);
        let signature = sign(&key.pair, &data, &client_data);
        let id = BASE64URL.encode(&key.id);
        let answer = json!({"id": id, "rawId": id, "type": "public-key", "response": {
            "clientDataJSON": BASE64URL.encode(&client_data),
            "authenticatorData": BASE64URL.encode(&data),
            "signature": BASE64URL.encode(signature),
            "userHandle": BASE64URL.encode(&key.user_handle),
        }});
        answer
    }

    /// The latest key's id.
    pub fn latest_id(&self) -> &[u8] {
        &self.keys.last().expect("a key").id
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false}).to_string().into_bytes()
    }

    fn authenticator_data(&self, rp_id: &str, more: u8) -> Vec<u8> {
        let mut data = sha256(rp_id.as_bytes());
        data.push(self.flags | more);
        data.extend_from_slice(&self.sign_count.to_be_bytes());
        data
    }

    fn attestation_object(&self, data: &[u8], client_data: &[u8], pair: &EcdsaKeyPair) -> Vec<u8> {
        let mut object = vec![0xa3];
        object.extend(cbor_text("fmt"));
        match self.attestation {
            Attestation::None => {
                object.extend(cbor_text("none"));
                object.extend(cbor_text("attStmt"));
                object.push(0xa0);
            }
            Attestation::Own => {
                object.extend(cbor_text("packed"));
                object.extend(cbor_text("attStmt"));
                object.push(0xa2);
                object.extend(cbor_text("alg"));
                object.push(0x26);
                object.extend(cbor_text("sig"));
                object.extend(cbor_bytes(&sign(pair, data, client_data)));
            }
        }
        object.extend(cbor_text("authData"));
        object.extend(cbor_bytes(data));
        object
    }
}

/// A signature over authenticator data and the hash of client data.
fn sign(pair: &EcdsaKeyPair, data: &[u8], client_data: &[u8]) -> Vec<u8> {
    let message = [data, &sha256(client_data)].concat();
    pair.sign(&SystemRandom::new(), &message).expect("a signature").as_ref().to_vec()
}

/// A COSE key for ES256 out of an uncompressed point.
fn cose(point: &[u8]) -> Vec<u8> {
    let (x, y) = point[1..].split_at(32);
    [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21][..], &cbor_bytes(x), &[0x22], &cbor_bytes(y)].concat()
}

fn cbor_text(text: &str) -> Vec<u8> {
    [&[0x60 | text.len() as u8], text.as_bytes()].concat()
}

fn cbor_bytes(bytes: &[u8]) -> Vec<u8> {
    [&[0x59], &(bytes.len() as u16).to_be_bytes()[..], bytes].concat()
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text in the options").to_owned()
}
