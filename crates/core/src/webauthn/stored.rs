//! Keys as they stand in a credential's config: `{"credentials": […], "user_handle": …}`, binary members in base64. The
//! shape is the one in which keys are imported and shown.

use super::Flags;
use super::assertion::Used;
use super::models::model_name;
use super::registration::NewKey;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;
use selfsame_api::Timestamp;
use serde_json::{Map, Value, json};

const BASE64: GeneralPurpose =
    GeneralPurpose::new(&alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// A key of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    pub id: Vec<u8>,
    /// A COSE key.
    pub public_key: Vec<u8>,
    pub sign_count: u32,
    /// None for keys that were imported without.
    pub flags: Option<Flags>,
    pub display_name: String,
    pub added_at: Timestamp,
    pub is_passwordless: bool,
}

/// The keys of a config. What is no key is left out.
pub fn keys(config: &Value) -> Vec<StoredKey> {
    entries(config).filter_map(StoredKey::read).collect()
}

/// The user handle of a config; empty if there is none.
pub fn user_handle(config: &Value) -> Vec<u8> {
    bytes(config, "user_handle").unwrap_or_default()
}

/// Adds a key; false, and nothing is added, if it is there already.
pub fn add(config: &mut Value, key: &NewKey, name: KeyName<'_>, user_handle: &[u8], now: Timestamp) -> bool {
    if entries(config).any(|entry| bytes(entry, "id").as_deref() == Some(&key.id)) {
        return false;
    }
    if !config.is_object() {
        *config = json!({});
    }
    let entry = entry(key, name, now);
    match config.get_mut("credentials").and_then(Value::as_array_mut) {
        Some(list) => list.push(entry),
        None => config["credentials"] = json!([entry]),
    }
    config["user_handle"] = BASE64_STANDARD.encode(user_handle).into();
    true
}

/// What a new key is called, and whether it signs in on its own.
#[derive(Clone, Copy, Debug)]
pub struct KeyName<'a> {
    /// Without one the authenticator's model lends its name.
    pub display_name: Option<&'a str>,
    pub is_passwordless: bool,
}

/// Takes the key with this id away; false if there is none. Without keys only the user handle stays.
pub fn remove(config: &mut Value, id: &[u8]) -> bool {
    let Some(list) = config.get_mut("credentials").and_then(Value::as_array_mut) else { return false };
    let before = list.len();
    list.retain(|entry| bytes(entry, "id").as_deref() != Some(id));
    let is_removed = list.len() < before;
    if list.is_empty()
        && let Some(members) = config.as_object_mut()
    {
        members.remove("credentials");
    }
    is_removed
}

/// Remembers what a use of the key with this id said: its counter only moves forward.
pub fn remember_use(config: &mut Value, id: &[u8], used: &Used) {
    let list = config.get_mut("credentials").and_then(Value::as_array_mut);
    let Some(entry) = list.into_iter().flatten().find(|entry| bytes(entry, "id").as_deref() == Some(id)) else { return };
    let Some(entry) = entry.as_object_mut() else { return };
    let authenticator = entry.entry("authenticator").or_insert_with(|| json!({"aaguid": "", "sign_count": 0, "clone_warning": false}));
    if used.may_be_cloned {
        authenticator["clone_warning"] = true.into();
    } else {
        authenticator["sign_count"] = used.sign_count.into();
    }
    match entry.get_mut("flags") {
        Some(flags) if flags.is_object() => flags["backup_state"] = used.flags.backup_state.into(),
        Some(_) | None => drop(entry.insert("flags".to_owned(), flags_json(used.flags))),
    }
}

fn entry(key: &NewKey, name: KeyName<'_>, now: Timestamp) -> Value {
    let mut entry = Map::new();
    entry.insert("id".to_owned(), BASE64_STANDARD.encode(&key.id).into());
    entry.insert("public_key".to_owned(), BASE64_STANDARD.encode(&key.public_key).into());
    entry.insert("attestation_type".to_owned(), key.attestation_type.as_str().into());
    let authenticator = json!({"aaguid": BASE64_STANDARD.encode(key.aaguid), "sign_count": key.sign_count, "clone_warning": false});
    entry.insert("authenticator".to_owned(), authenticator);
    let display_name = name.display_name.or_else(|| model_name(&key.aaguid)).unwrap_or_default();
    entry.insert("display_name".to_owned(), display_name.into());
    let whole_seconds = Timestamp::from_micros(now.seconds() * 1_000_000);
    entry.insert("added_at".to_owned(), whole_seconds.to_string().into());
    entry.insert("is_passwordless".to_owned(), name.is_passwordless.into());
    entry.insert("flags".to_owned(), flags_json(key.flags));
    if !key.transports.is_empty() {
        entry.insert("transport".to_owned(), key.transports.clone().into());
    }
    entry.into()
}

fn flags_json(flags: Flags) -> Value {
    json!({
        "user_present": flags.user_present,
        "user_verified": flags.user_verified,
        "backup_eligible": flags.backup_eligible,
        "backup_state": flags.backup_state,
    })
}

impl StoredKey {
    fn read(entry: &Value) -> Option<Self> {
        let flag = |value: &Value, name: &str| value.get(name).and_then(Value::as_bool).unwrap_or(false);
        let flags = entry.get("flags").filter(|flags| flags.is_object()).map(|flags| Flags {
            user_present: flag(flags, "user_present"),
            user_verified: flag(flags, "user_verified"),
            backup_eligible: flag(flags, "backup_eligible"),
            backup_state: flag(flags, "backup_state"),
        });
        let sign_count = entry.pointer("/authenticator/sign_count").and_then(Value::as_u64).unwrap_or_default();
        Some(Self {
            id: bytes(entry, "id").filter(|id| !id.is_empty())?,
            public_key: bytes(entry, "public_key")?,
            sign_count: u32::try_from(sign_count).unwrap_or(u32::MAX),
            flags,
            display_name: entry.get("display_name").and_then(Value::as_str).unwrap_or_default().to_owned(),
            added_at: entry.get("added_at").and_then(Value::as_str).and_then(|text| text.parse().ok()).unwrap_or(Timestamp::ZERO),
            is_passwordless: flag(entry, "is_passwordless"),
        })
    }
}

fn entries(config: &Value) -> impl Iterator<Item = &Value> {
    config.get("credentials").and_then(Value::as_array).into_iter().flatten()
}

fn bytes(value: &Value, name: &str) -> Option<Vec<u8>> {
    BASE64.decode(value.get(name)?.as_str()?).ok()
}
