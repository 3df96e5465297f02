use super::*;
use selfsame_api::identity::IdentityState;
use selfsame_api::{IdentityId, Timestamp};
use serde_json::json;
use uuid::Uuid;

const DEFAULTS: FactorRules = FactorRules { code_passwordless: false, code_mfa: false, password_migration_hook: false };

fn with(credentials: &[(CredentialType, &[&str], Value)]) -> Identity {
    let now = Timestamp::from_micros(0);
    let credential = |identifiers: &[&str], config: &Value| Credential {
        identifiers: identifiers.iter().map(|identifier| (*identifier).to_owned()).collect(),
        config: config.clone(),
        version: 0,
        created_at: now,
        updated_at: now,
    };
    Identity {
        id: IdentityId(Uuid::nil()),
        schema_id: "person".to_owned(),
        external_id: None,
        organization_id: None,
        state: IdentityState::Active,
        state_changed_at: None,
        traits: json!({}),
        metadata_public: Value::Null,
        metadata_admin: Value::Null,
        credentials: credentials.iter().map(|(kind, identifiers, config)| (*kind, credential(identifiers, config))).collect(),
        verifiable_addresses: Vec::new(),
        recovery_addresses: Vec::new(),
        created_at: now,
        updated_at: now,
    }
}

#[test]
fn each_credential_counts_as_the_factors_that_it_can_be() {
    use CredentialType::{Code, Deviceauthn, LookupSecret, Oidc, Passkey, Password, Saml, Totp, Webauthn};
    let link = |organization: Value| json!({"providers": [{"provider": "google", "subject": "a:b", "organization": organization}]});
    let keys = json!({"credentials": [{"is_passwordless": true}, {"is_passwordless": false}, {}]});
    for (kind, identifiers, config, first, second) in [
        (Password, &["a"][..], json!({"hashed_password": "x"}), 1, 0),
        (Password, &["a", "b"], json!({"hashed_password": "x"}), 1, 0),
        (Password, &["a"], json!({}), 0, 0),
        (Password, &[], json!({"hashed_password": "x"}), 0, 0),
        (Password, &[""], json!({"hashed_password": "x"}), 0, 0),
        (Password, &["a"], json!({"hashed_password": "", "use_password_migration_hook": true}), 0, 0),
        (Oidc, &["google:a:b"], link(Value::Null), 1, 0),
        (Oidc, &["google:other"], link(Value::Null), 0, 0),
        (Oidc, &["google:a:b"], link(json!("7d9e5f2a-3a84-4e29-9c1b-0c7f2f6f9f01")), 0, 0),
        (Oidc, &[":"], json!({"providers": [{"provider": "", "subject": ""}]}), 0, 0),
        (Saml, &["google:a:b"], link(Value::Null), 0, 0),
        (Totp, &["id"], json!({"totp_url": "otpauth://totp/x:y?secret=ABC"}), 0, 1),
        (Totp, &["id"], json!({"totp_url": ""}), 0, 0),
        (Totp, &["id"], json!({"totp_url": "nonsense"}), 0, 0),
        (LookupSecret, &["id"], json!({"recovery_codes": [{"code": "a", "used_at": "2020-01-01T00:00:00Z"}]}), 0, 1),
        (LookupSecret, &["id"], json!({"recovery_codes": []}), 0, 0),
        (Webauthn, &["a"], keys.clone(), 1, 2),
        (Webauthn, &[], keys.clone(), 0, 2),
        (Passkey, &["handle"], keys.clone(), 3, 0),
        (Passkey, &[], keys.clone(), 0, 0),
        (Deviceauthn, &["x"], json!({"keys": [{}]}), 0, 0),
        (Code, &["a"], json!({"addresses": [{"channel": "email", "address": "a"}]}), 0, 0),
    ] {
        let identity = with(&[(kind, identifiers, config.clone())]);
        let counts = (first_factor_count(&identity, DEFAULTS), second_factor_count(&identity, DEFAULTS));
        assert_eq!(counts, (first, second), "{kind} {identifiers:?} {config}");
    }
}

#[test]
fn rules_of_the_configuration_change_the_counts() {
    let hook = with(&[(CredentialType::Password, &["a"], json!({"hashed_password": "", "use_password_migration_hook": true}))]);
    assert_eq!(first_factor_count(&hook, FactorRules { password_migration_hook: true, ..DEFAULTS }), 1);
    let addresses = json!({"addresses": [{"channel": "email", "address": "a"}, {"channel": "sms", "address": "+1"}, {"channel": "sms", "address": ""}]});
    let code = with(&[(CredentialType::Code, &["a", "+1"], addresses)]);
    assert_eq!(second_factor_count(&code, FactorRules { code_mfa: true, ..DEFAULTS }), 2);
    assert_eq!(first_factor_count(&with(&[]), FactorRules { code_passwordless: true, ..DEFAULTS }), 1);
}

#[test]
fn the_available_level_is_two_with_any_second_factor_even_without_a_first() {
    let totp = (CredentialType::Totp, &["id"][..], json!({"totp_url": "otpauth://totp/x"}));
    let password = (CredentialType::Password, &["a"][..], json!({"hashed_password": "x"}));
    assert_eq!(available_aal(&with(&[]), DEFAULTS), Aal::Aal0);
    assert_eq!(available_aal(&with(std::slice::from_ref(&password)), DEFAULTS), Aal::Aal1);
    assert_eq!(available_aal(&with(std::slice::from_ref(&totp)), DEFAULTS), Aal::Aal2);
    assert_eq!(available_aal(&with(&[totp, password]), DEFAULTS), Aal::Aal2);
}
