use super::delete::{DeleteRefusal, check_request, delete};
use super::expose::{revealed_config, upgrade};
use super::import::{CredentialImport, PasswordImport, parse};
use super::merge::{MergeError, merge};
use super::*;
use crate::identity::{Credential, Identity};
use proptest::prelude::*;
use selfsame_api::identity::{CredentialType, IdentityState};
use selfsame_api::{IdentityId, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NOW: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

fn nobody() -> Identity {
    Identity {
        id: IdentityId::from_random([7; 16]),
        schema_id: "person".to_owned(),
        external_id: None,
        organization_id: None,
        state: IdentityState::Active,
        state_changed_at: None,
        traits: json!({}),
        metadata_public: Value::Null,
        metadata_admin: Value::Null,
        credentials: BTreeMap::new(),
        verifiable_addresses: Vec::new(),
        recovery_addresses: Vec::new(),
        created_at: NOW,
        updated_at: NOW,
    }
}

fn read(credentials: Value) -> CredentialImport {
    parse(credentials, Strictness::Strict).unwrap_or_else(|error| panic!("{error}"))
}

fn refusal(credentials: Value) -> ImportError {
    parse(credentials, Strictness::Strict).err().expect("it was accepted")
}

fn merged(mut identity: Identity, credentials: Value) -> Identity {
    merge(&mut identity, read(credentials), None, NOW).unwrap();
    identity
}

fn config(identity: &Identity, kind: CredentialType) -> Value {
    revealed_config(kind, &identity.credentials[&kind]).unwrap_or_default()
}

fn key(id: &str, passwordless: bool) -> Value {
    json!({"id": id, "public_key": "cHVibGljLWtleQ==", "attestation_type": "none", "display_name": "Key", "added_at": "2023-02-03T04:05:06Z",
        "is_passwordless": passwordless, "authenticator": {"aaguid": "AAAAAAAAAAAAAAAAAAAAAA==", "sign_count": 3, "clone_warning": false}})
}

#[test]
fn a_password_comes_as_hash_as_text_or_by_hook() {
    let password = |config: Value| read(json!({"password": {"config": config}})).password.unwrap();
    let hash = "$md5$+9KsJca1SHBba+lMpEOLyA==";
    assert!(matches!(password(json!({"hashed_password": hash})), PasswordImport::Hash(read) if read.as_str() == hash));
    assert!(matches!(password(json!({"hashed_password": hash, "password": "x"})), PasswordImport::Plain(text) if text.expose() == "x"));
    assert!(matches!(password(json!({"password": "x", "use_password_migration_hook": true})), PasswordImport::MigrationHook));
    for config in [json!({}), json!(null), json!({"hashed_password": ""}), json!({"hashed_password": "plain"})] {
        let error = refusal(json!({"password": {"config": config}}));
        assert!(matches!(&error, ImportError::Value { path, .. } if path == "credentials.password.config.hashed_password"));
    }
    assert!(read(json!({"password": null})).password.is_none());
    assert!(read(Value::Null).password.is_none());
}

#[test]
fn a_merged_password_replaces_the_former_one_and_keeps_its_identifiers() {
    let mut identity = nobody();
    let former = Credential {
        identifiers: vec!["a@b.c".to_owned()],
        config: json!({"hashed_password": "old", "x": 1}),
        version: 1,
        created_at: Timestamp::ZERO,
        updated_at: Timestamp::ZERO,
    };
    identity.credentials.insert(CredentialType::Password, former);
    let plain = || read(json!({"password": {"config": {"password": "secret"}}}));
    assert_eq!(merge(&mut identity, plain(), None, NOW), Err(MergeError::NotHashed));
    merge(&mut identity, plain(), Some("$2a$…".to_owned()), NOW).unwrap();
    let password = &identity.credentials[&CredentialType::Password];
    assert_eq!((password.identifiers.as_slice(), password.version), (["a@b.c".to_owned()].as_slice(), 1));
    assert_eq!((&password.config, password.updated_at), (&json!({"hashed_password": "$2a$…"}), NOW));
    let identity = merged(identity, json!({"password": {"config": {"use_password_migration_hook": true}}}));
    assert_eq!(config(&identity, CredentialType::Password), json!({"use_password_migration_hook": true}));
}

#[test]
fn links_are_appended_and_shown_with_empty_tokens() {
    let organization = "5b2c1f8e-6d0a-4c57-8e27-2f1f5a4b7c11";
    let links = |providers: Value| json!({"oidc": {"config": {"providers": providers}}});
    let identity =
        merged(nobody(), links(json!([{"provider": "google", "subject": "S", "use_auto_link": true, "organization": organization}])));
    let identity = merged(identity, links(json!([{"provider": "x", "organization": null, "use_auto_link": false}])));
    let identity = merged(identity, links(json!([])));
    assert_eq!(identity.credentials[&CredentialType::Oidc].identifiers, ["google:S", "x:"]);
    assert_eq!(
        config(&identity, CredentialType::Oidc),
        json!({"providers": [
            {"initial_id_token": "", "initial_access_token": "", "initial_refresh_token": "", "subject": "S", "provider": "google",
             "organization": organization, "use_auto_link": true},
            {"initial_id_token": "", "initial_access_token": "", "initial_refresh_token": "", "subject": "", "provider": "x"},
        ]})
    );
    let again = read(links(json!([{"provider": "google", "subject": "S"}])));
    let conflict = MergeError::DuplicateIdentifier { kind: CredentialType::Oidc, identifier: "google:S".to_owned() };
    assert_eq!(merge(&mut identity.clone(), again, None, NOW), Err(conflict));
    let saml = merged(identity, json!({"saml": {"config": {"providers": [{"provider": "idp", "subject": "s"}]}}}));
    assert_eq!(config(&saml, CredentialType::Saml), json!({"providers": [{"subject": "s", "provider": "idp"}]}));
    let empty = merged(nobody(), json!({"oidc": {}}));
    assert_eq!(revealed_config(CredentialType::Oidc, &empty.credentials[&CredentialType::Oidc]), None);
}

#[test]
fn codes_are_appended_and_a_totp_secret_replaced_under_the_identitys_id() {
    let codes = |codes: Value| json!({"lookup_secret": {"config": {"codes": codes}}});
    let identity = merged(nobody(), codes(json!([{"code": "a"}, {"code": "b", "used_at": "2024-01-02T03:04:05Z"}])));
    let identity = merged(identity, codes(json!([{"code": "a", "used_at": null}])));
    let identity = merged(identity, json!({"lookup_secret": {}, "totp": {"config": {"totp_url": "otpauth://a"}}}));
    let identity = merged(identity, json!({"totp": {"config": {"totp_url": "otpauth://b"}}}));
    assert_eq!(
        config(&identity, CredentialType::LookupSecret)["recovery_codes"],
        json!([{"code": "a", "used_at": null}, {"code": "b", "used_at": "2024-01-02T03:04:05Z"}, {"code": "a", "used_at": null}])
    );
    assert_eq!(config(&identity, CredentialType::Totp), json!({"totp_url": "otpauth://b"}));
    for kind in [CredentialType::LookupSecret, CredentialType::Totp] {
        assert_eq!(identity.credentials[&kind].identifiers, [identity.id.to_string()]);
    }
}

#[test]
fn authenticators_are_merged_by_id() {
    let webauthn = |config: Value| json!({"webauthn": {"config": config}});
    let identity = merged(nobody(), webauthn(json!({"credentials": [key("a2V5LW9uZQ==", false)], "user_handle": "aGFuZGxl"})));
    let mut renamed = key("a2V5LW9uZQ==", false);
    renamed["display_name"] = json!("Renamed");
    let identity = merged(identity, webauthn(json!({"credentials": [renamed, key("a2V5LXR3bw==", true)]})));
    assert_eq!(
        config(&identity, CredentialType::Webauthn),
        json!({"credentials": [renamed, key("a2V5LXR3bw==", true)], "user_handle": "aGFuZGxl"})
    );
    assert!(identity.credentials[&CredentialType::Webauthn].identifiers.is_empty());
    let bare = merged(nobody(), webauthn(json!({"credentials": [{}]})));
    assert_eq!(config(&bare, CredentialType::Webauthn)["credentials"][0]["added_at"], "0001-01-01T00:00:00Z");
}

#[test]
fn different_handles_have_different_identifiers() {
    assert_eq!(handle_identifier(b"pk-h1"), "pk-h1");
    assert_eq!(handle_identifier("größe".as_bytes()), "größe");
    assert_ne!(handle_identifier(&[0xff, b'a']), handle_identifier(&[0xfe, b'a']));
    assert_ne!(handle_identifier(&[0xff]), handle_identifier(&[0xc3]));
}

#[test]
fn a_passkey_needs_a_handle_which_becomes_an_identifier() {
    let passkey = |config: Value| json!({"passkey": {"config": config}});
    for config in [
        json!({"credentials": [key("cGstb25l", true)]}),
        json!({"credentials": [key("cGstb25l", true)], "user_handle": ""}),
        json!({"credentials": [], "user_handle": "cGstaDM="}),
        json!({}),
    ] {
        let refused = merge(&mut nobody(), read(passkey(config)), None, NOW);
        assert!(matches!(refused, Err(MergeError::Import(ImportError::Value { .. }))));
    }
    let identity = merged(nobody(), passkey(json!({"credentials": [key("cGstb25l", true)], "user_handle": "cGstaDE="})));
    let identity = merged(identity, passkey(json!({"credentials": [key("cGstdHdv", true)]})));
    let identity = merged(identity, passkey(json!({"credentials": [key("cGstb25l", true)], "user_handle": "cGstaDI="})));
    let passkey = &identity.credentials[&CredentialType::Passkey];
    assert_eq!(passkey.identifiers, ["pk-h1", "pk-h2"]);
    assert_eq!(passkey.config["credentials"].as_array().unwrap().len(), 2);
    assert_eq!(passkey.config["user_handle"], "cGstaDI=");
}

#[test]
fn wrong_shapes_name_the_member() {
    for (credentials, path) in [
        (json!({"code": {}}), "credentials.code"),
        (json!({"deviceauthn": {}}), "credentials.deviceauthn"),
        (json!([]), "credentials"),
        (json!({"totp": {"config": {"secret": "x"}}}), "credentials.totp.config.secret"),
        (json!({"totp": {"extra": 1}}), "credentials.totp.extra"),
        (json!({"oidc": {"config": {"providers": [{"subject": 5}]}}}), "credentials.oidc.config.providers[0].subject"),
        (json!({"oidc": {"config": {"providers": [{"organization": "nope"}]}}}), "credentials.oidc.config.providers[0].organization"),
        (json!({"saml": {"config": {"providers": [{"use_auto_link": true}]}}}), "credentials.saml.config.providers[0].use_auto_link"),
        (json!({"lookup_secret": {"config": {"codes": ["aaa"]}}}), "credentials.lookup_secret.config.codes[0]"),
        (json!({"webauthn": {"config": {"credentials": [{"id": "not base64!"}]}}}), "credentials.webauthn.config.credentials[0].id"),
        (json!({"webauthn": {"config": {"credentials": [{"id": "YQ"}]}}}), "credentials.webauthn.config.credentials[0].id"),
        (json!({"webauthn": {"config": {"credentials": [], "user_handle": "%%%"}}}), "credentials.webauthn.config.user_handle"),
        (json!({"webauthn": {"config": {"credentials": [{"unknown": 1}]}}}), "credentials.webauthn.config.credentials[0].unknown"),
    ] {
        let error = refusal(credentials);
        assert!(matches!(&error, ImportError::Shape { path: named, .. } if named == path), "{error}");
    }
}

#[test]
fn an_update_ignores_unknown_members_and_any_case_of_a_key_counts() {
    let lenient = parse(json!({"code": {}, "totp": {"x": 1, "Config": {"TOTP_url": "a", "y": 2}}}), Strictness::Lenient);
    assert_eq!(lenient.ok().and_then(|import| import.totp).unwrap().expose(), "a");
    let last = read(json!({"totp": {"config": {"totp_url": "a", "TOTP_URL": "b"}}}));
    assert_eq!(last.totp.unwrap().expose(), "b");
}

#[test]
fn pins_of_devices_are_never_shown() {
    let mut identity = nobody();
    let config = json!({"keys": [{"client_key_id": "a", "pin": {"sealed": "x"}}, {"client_key_id": "b"}]});
    let credential = Credential { identifiers: vec!["a".into(), "b".into()], config, version: 0, created_at: NOW, updated_at: NOW };
    identity.credentials.insert(CredentialType::Deviceauthn, credential);
    assert_eq!(self::config(&identity, CredentialType::Deviceauthn), json!({"keys": [{"client_key_id": "a"}, {"client_key_id": "b"}]}));
    let kind = "deviceauthn";
    assert_eq!(check_request(kind, None), Err(DeleteRefusal::MissingIdentifier));
    assert_eq!(delete(&mut identity, kind, Some("c"), 1, NOW), Err(DeleteRefusal::NoSuchIdentifier));
    delete(&mut identity, kind, Some("a"), 1, NOW).unwrap();
    assert_eq!(identity.credentials[&CredentialType::Deviceauthn].identifiers, ["b"]);
    delete(&mut identity, kind, Some("b"), 1, NOW).unwrap();
    assert_eq!(identity.credentials[&CredentialType::Deviceauthn].config, json!({}));
}

#[test]
fn reading_brings_old_versions_up_to_date() {
    let mut identity = merged(nobody(), json!({"webauthn": {"config": {"credentials": [key("YQ==", true)]}}, "totp": {}}));
    identity.credentials.get_mut(&CredentialType::Webauthn).unwrap().config["credentials"][0]
        .as_object_mut()
        .unwrap()
        .remove("is_passwordless");
    let old =
        |config: Value| Credential { identifiers: vec!["a".into(), "a".into()], config, version: 0, created_at: NOW, updated_at: NOW };
    identity.credentials.insert(CredentialType::Password, old(json!({})));
    identity.credentials.insert(CredentialType::Code, old(json!({"address_type": "email", "used_at": null})));
    upgrade(&mut identity);
    let once = identity.clone();
    upgrade(&mut identity);
    assert_eq!(identity, once);
    let webauthn = &identity.credentials[&CredentialType::Webauthn];
    assert_eq!(webauthn.config["credentials"][0]["is_passwordless"], false);
    assert_eq!(webauthn.config["user_handle"], super::import::base64(identity.id.as_bytes()));
    assert_eq!(identity.credentials[&CredentialType::Password].identifiers, ["a"]);
    assert_eq!(identity.credentials[&CredentialType::Code].config["addresses"][0], json!({"channel": "email", "address": "a"}));
    let versions: Vec<_> = identity.credentials.values().map(|credential| credential.version).collect();
    assert_eq!(versions, [1, 0, 1, 1]);
}

#[test]
fn deletion_leaves_a_first_factor_and_the_identifiers_of_traits() {
    let whole = json!({
        "password": {"config": {"hashed_password": "$md5$+9KsJca1SHBba+lMpEOLyA=="}},
        "oidc": {"config": {"providers": [{"provider": "google", "subject": "s1"}, {"provider": "github", "subject": "s2"}]}},
        "totp": {},
        "passkey": {"config": {"credentials": [key("YQ==", true)], "user_handle": "cGsx"}},
    });
    let mut identity = merged(nobody(), whole);
    identity.credentials.get_mut(&CredentialType::Password).unwrap().identifiers.push("a@b.c".to_owned());
    let before = identity.clone();
    for (kind, identifier, factors, refusal) in [
        ("nope", None, 2, DeleteRefusal::NoCredential),
        ("PASSWORD", None, 2, DeleteRefusal::NoCredential),
        ("lookup_secret", None, 2, DeleteRefusal::NoCredential),
        ("password", None, 1, DeleteRefusal::LastFirstFactor),
        ("oidc", None, 1, DeleteRefusal::LastFirstFactor),
        ("oidc", None, 2, DeleteRefusal::MissingIdentifier),
        ("oidc", Some(""), 2, DeleteRefusal::MissingIdentifier),
        ("oidc", Some("google:nope"), 2, DeleteRefusal::NoSuchIdentifier),
        ("passkey", None, 2, DeleteRefusal::NotDeletable),
    ] {
        assert_eq!(delete(&mut identity, kind, identifier, factors, NOW), Err(refusal), "{kind}");
        assert_eq!(identity, before);
    }
    delete(&mut identity, "password", None, 3, NOW).unwrap();
    assert_eq!(identity.credentials[&CredentialType::Password].config, json!({}));
    assert_eq!(identity.credentials[&CredentialType::Password].identifiers, ["a@b.c"]);
    delete(&mut identity, "oidc", Some("google:s1"), 2, NOW).unwrap();
    delete(&mut identity, "oidc", Some("github:s2"), 2, NOW).unwrap();
    assert!(identity.credentials[&CredentialType::Oidc].identifiers.is_empty());
    delete(&mut identity, "totp", None, 0, NOW).unwrap();
    assert!(!identity.credentials.contains_key(&CredentialType::Totp));
}

#[test]
fn deleting_webauthn_keeps_passwordless_keys() {
    let keys = json!({"webauthn": {"config": {"credentials": [key("YQ==", false), key("Yg==", true)], "user_handle": "aGFuZGxl"}}});
    let mut identity = merged(nobody(), keys);
    delete(&mut identity, "webauthn", None, 0, NOW).unwrap();
    assert_eq!(config(&identity, CredentialType::Webauthn), json!({"credentials": [key("Yg==", true)], "user_handle": "aGFuZGxl"}));
    let mut unnamed = merged(nobody(), json!({"webauthn": {"config": {"credentials": [key("YQ==", false)]}}}));
    let mut named = unnamed.clone();
    named.credentials.get_mut(&CredentialType::Webauthn).unwrap().identifiers.push("a@b.c".to_owned());
    delete(&mut unnamed, "webauthn", None, 0, NOW).unwrap();
    assert!(unnamed.credentials.is_empty());
    delete(&mut named, "webauthn", None, 0, NOW).unwrap();
    upgrade(&mut named);
    assert_eq!(config(&named, CredentialType::Webauthn), json!({"user_handle": super::import::base64(named.id.as_bytes())}));
}

fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("config"),
        Just("providers"),
        Just("credentials"),
        Just("codes"),
        Just("code"),
        Just("user_handle"),
        Just("id"),
        Just("password"),
        Just("oidc"),
        Just("webauthn"),
        Just("passkey"),
        Just("lookup_secret"),
        Just("totp"),
        Just("keys"),
        Just("subject"),
        Just("recovery_codes"),
    ];
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), Just(json!("YQ==")), "[a-z]{0,2}".prop_map(Value::from)];
    leaf.prop_recursive(5, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_body_and_no_stored_config_panics(body in any_json(), stored in any_json(), kind in prop::sample::select(CredentialType::ALL.as_slice())) {
        let mut identity = nobody();
        let credential = Credential { identifiers: vec![], config: stored, version: 0, created_at: NOW, updated_at: NOW };
        identity.credentials.insert(kind, credential);
        for strictness in [Strictness::Strict, Strictness::Lenient] {
            if let Ok(import) = parse(body.clone(), strictness) {
                let _ = merge(&mut identity.clone(), import, Some("hash".to_owned()), NOW);
            }
        }
        let _ = revealed_config(kind, &identity.credentials[&kind]);
        let _ = delete(&mut identity.clone(), kind.as_str(), Some("a:b"), 2, NOW);
        upgrade(&mut identity);
    }
}

#[test]
fn a_list_of_more_than_a_thousand_is_refused_by_its_name() {
    let links = |count: usize| (0..count).map(|at| json!({ "provider": "google", "subject": at.to_string() })).collect::<Value>();
    let import = |count: usize| parse(json!({ "oidc": { "config": { "providers": links(count) } } }), Strictness::Strict);
    assert!(import(1000).is_ok());
    let error = import(1001).err().expect("too many");
    assert!(matches!(&error, ImportError::Value { path, .. } if path == "credentials.oidc.config.providers"), "{error}");
    assert!(error.to_string().contains("1001 elements, more than the 1000 allowed"), "{error}");
}

#[test]
fn the_last_totp_step_is_never_shown() {
    let config = json!({ "totp_url": "otpauth://totp/x", "used_step": { "step": 7, "key": "0123456789abcdef" } });
    let credential = Credential { identifiers: Vec::new(), config, version: 0, created_at: NOW, updated_at: NOW };
    assert_eq!(revealed_config(CredentialType::Totp, &credential), Some(json!({ "totp_url": "otpauth://totp/x" })));
}
