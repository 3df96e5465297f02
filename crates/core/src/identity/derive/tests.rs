use super::*;
use rand::{SeedableRng, rngs::ChaCha20Rng};
use selfsame_api::IdentityId;
use selfsame_api::identity::IdentityState;
use std::collections::BTreeMap;

const NOW: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);
const LATER: Timestamp = Timestamp::from_micros(1_700_000_100_000_000);

fn identity() -> Identity {
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
        credentials: BTreeMap::new(),
        verifiable_addresses: Vec::new(),
        recovery_addresses: Vec::new(),
        created_at: NOW,
        updated_at: NOW,
    }
}

/// What traits with these e-mail addresses give rise to when each is annotated with everything.
fn everything(emails: &[&str]) -> Derived {
    let texts: Vec<String> = emails.iter().map(|email| (*email).to_owned()).collect();
    let addresses: Vec<(Channel, String)> = texts.iter().map(|email| (Channel::Email, email.clone())).collect();
    Derived {
        traits: json!({"emails": emails}),
        password_identifiers: texts.clone(),
        webauthn_identifiers: texts,
        code_addresses: addresses.clone(),
        verifiable: addresses.clone(),
        recovery: addresses,
        ..Derived::default()
    }
}

fn apply_at(now: Timestamp, identity: &mut Identity, derived: Derived, imported: &AddressImport) {
    let mut rng = ChaCha20Rng::seed_from_u64(now.micros() as u64);
    apply(identity, derived, imported, &mut Ctx { now, rng: &mut rng });
}

fn import(value: &str, via: Option<Channel>, verified: bool, status: &str) -> AddressImport {
    let entry = VerifiableImport { value: value.to_owned(), via, verified, status: status.to_owned(), ..VerifiableImport::default() };
    AddressImport { verifiable: vec![entry], recovery: Vec::new() }
}

#[test]
fn a_new_identity_gets_credential_rows_and_pending_addresses() {
    let mut identity = identity();
    apply_at(NOW, &mut identity, everything(&["b@x.io", "a@x.io"]), &AddressImport::default());
    let password = &identity.credentials[&CredentialType::Password];
    assert_eq!((password.version, &password.config), (0, &json!({})));
    assert_eq!(password.identifiers, ["b@x.io", "a@x.io"]);
    assert_eq!(identity.credentials[&CredentialType::Webauthn].version, 0);
    let code = &identity.credentials[&CredentialType::Code];
    assert_eq!((code.version, code.identifiers.as_slice()), (1, ["a@x.io".to_owned(), "b@x.io".to_owned()].as_slice()));
    assert_eq!(code.config, json!({"addresses": [{"channel": "email", "address": "a@x.io"}, {"channel": "email", "address": "b@x.io"}]}));
    let first = &identity.verifiable_addresses[0];
    assert_eq!((first.value.as_str(), first.status.as_str(), first.verified, first.verified_at), ("b@x.io", "pending", false, None));
    assert_ne!(first.id, identity.recovery_addresses[0].id);
    assert_eq!(identity.traits, json!({"emails": ["b@x.io", "a@x.io"]}));
}

#[test]
fn an_imported_credential_keeps_its_configuration_and_version() {
    let mut identity = identity();
    let config = json!({"hashed_password": "x"});
    let credential = Credential { identifiers: Vec::new(), config: config.clone(), version: 0, created_at: NOW, updated_at: NOW };
    identity.credentials.insert(CredentialType::Password, credential);
    apply_at(NOW, &mut identity, everything(&["a@x.io"]), &AddressImport::default());
    let password = &identity.credentials[&CredentialType::Password];
    assert_eq!((&password.config, password.identifiers.as_slice()), (&config, ["a@x.io".to_owned()].as_slice()));
}

#[test]
fn identifiers_are_recomputed_while_a_trait_feeds_them_and_stay_when_none_does() {
    let mut identity = identity();
    apply_at(NOW, &mut identity, everything(&["a@x.io", "b@x.io"]), &AddressImport::default());
    apply_at(LATER, &mut identity, everything(&["c@x.io"]), &AddressImport::default());
    assert_eq!(identity.credentials[&CredentialType::Password].identifiers, ["c@x.io"]);
    assert_eq!(identity.credentials[&CredentialType::Password].updated_at, LATER);
    assert_eq!(identity.credentials[&CredentialType::Password].created_at, NOW);
    apply_at(LATER, &mut identity, Derived { traits: json!({}), ..Derived::default() }, &AddressImport::default());
    for kind in [CredentialType::Password, CredentialType::Webauthn, CredentialType::Code] {
        assert_eq!(identity.credentials[&kind].identifiers, ["c@x.io"], "{kind}");
    }
    assert!(identity.verifiable_addresses.is_empty());
    assert!(identity.recovery_addresses.is_empty());
}

#[test]
fn a_credential_that_does_not_change_is_not_touched() {
    let mut identity = identity();
    apply_at(NOW, &mut identity, everything(&["a@x.io"]), &AddressImport::default());
    let before = identity.clone();
    apply_at(LATER, &mut identity, everything(&["a@x.io"]), &AddressImport::default());
    assert_eq!(identity, before);
}

#[test]
fn an_address_that_differs_only_in_spelling_keeps_its_row_and_any_other_gets_a_new_one() {
    let mut identity = identity();
    apply_at(NOW, &mut identity, everything(&["a@x.io"]), &import("A@X.io", Some(Channel::Email), true, "completed"));
    let verified = identity.verifiable_addresses[0].clone();
    assert_eq!((verified.verified, verified.verified_at), (true, Some(NOW)));
    identity.verifiable_addresses[0].value = "A@x.io".to_owned();
    apply_at(LATER, &mut identity, everything(&["a@x.io"]), &AddressImport::default());
    assert_eq!(identity.verifiable_addresses[0], verified);
    apply_at(LATER, &mut identity, everything(&["b@x.io"]), &AddressImport::default());
    assert_ne!(identity.verifiable_addresses[0].id, verified.id);
    assert!(!identity.verifiable_addresses[0].verified);
}

#[test]
fn an_imported_address_counts_only_if_its_value_and_channel_match() {
    for (given, verified, status, verified_at) in [
        (import("A@X.io", Some(Channel::Email), true, "completed"), true, "completed", Some(NOW)),
        (import("a@x.io", Some(Channel::Email), true, ""), true, "completed", Some(NOW)),
        (import("a@x.io", Some(Channel::Email), true, "pending"), true, "pending", Some(NOW)),
        (import("a@x.io", Some(Channel::Email), false, "sent"), false, "sent", None),
        (import("a@x.io", Some(Channel::Email), false, "completed"), false, "completed", None),
        (import("a@x.io", Some(Channel::Sms), true, "completed"), false, "pending", None),
        (import("a@x.io", None, true, "completed"), false, "pending", None),
        (import("other@x.io", Some(Channel::Email), true, "completed"), false, "pending", None),
    ] {
        let mut identity = identity();
        apply_at(NOW, &mut identity, everything(&["a@x.io"]), &given);
        let [address] = identity.verifiable_addresses.as_slice() else { panic!("one address expected") };
        assert_eq!((address.verified, address.status.as_str(), address.verified_at), (verified, status, verified_at), "{given:?}");
    }
}

#[test]
fn an_imported_address_brings_its_id_and_time() {
    let id = AddressId(Uuid::from_u128(7));
    let mut given = import("a@x.io", Some(Channel::Email), true, "completed");
    given.verifiable[0].id = Some(id);
    given.verifiable[0].verified_at = Some(Timestamp::from_micros(5));
    given.recovery = vec![RecoveryImport {
        id: Some(id),
        value: "A@x.io".to_owned(),
        via: Some(Channel::Email),
        break_glass_for_organization: Some(Uuid::from_u128(9)),
    }];
    let mut identity = identity();
    apply_at(NOW, &mut identity, everything(&["a@x.io"]), &given);
    assert_eq!(identity.verifiable_addresses[0].id, id);
    assert_eq!(identity.verifiable_addresses[0].verified_at, Some(Timestamp::from_micros(5)));
    assert_eq!(identity.recovery_addresses[0].break_glass_for_organization, Some(Uuid::from_u128(9)));
}

#[test]
fn a_patched_verified_flag_sets_and_clears_the_time_but_not_the_status() {
    let mut identity = identity();
    apply_at(NOW, &mut identity, everything(&["a@x.io"]), &AddressImport::default());
    identity.verifiable_addresses[0].verified = true;
    apply_at(LATER, &mut identity, everything(&["a@x.io"]), &AddressImport::default());
    let address = &identity.verifiable_addresses[0];
    assert_eq!((address.verified_at, address.status.as_str(), address.updated_at), (Some(LATER), "pending", LATER));
    identity.verifiable_addresses[0].verified = false;
    apply_at(LATER, &mut identity, everything(&["a@x.io"]), &AddressImport::default());
    assert_eq!(identity.verifiable_addresses[0].verified_at, None);
}
