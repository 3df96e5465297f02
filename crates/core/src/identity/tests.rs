use super::*;
use serde_json::json;

#[test]
fn debug_shows_neither_traits_nor_secrets() {
    let now = Timestamp::from_micros(0);
    let config = json!({ "hashed_password": "hunter2" });
    let credential = Credential { identifiers: vec!["ada@hunter2".to_owned()], config, version: 0, created_at: now, updated_at: now };
    let identity = Identity {
        id: IdentityId(Uuid::nil()),
        schema_id: "person".to_owned(),
        external_id: None,
        organization_id: None,
        state: IdentityState::Active,
        state_changed_at: None,
        traits: json!({ "email": "ada@hunter2" }),
        metadata_public: Value::Null,
        metadata_admin: json!({ "note": "hunter2" }),
        credentials: BTreeMap::from([(CredentialType::Password, credential.clone())]),
        verifiable_addresses: Vec::new(),
        recovery_addresses: Vec::new(),
        created_at: now,
        updated_at: now,
    };
    let shown = format!("{identity:?} {credential:?}");
    assert!(shown.contains("person") && !shown.contains("hunter2"), "{shown}");
}
