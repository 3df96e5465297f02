//! Identities as rows: who holds what, what goes away together, what a stranger can read in the file.

use super::{IdentityRecord, Loaded, read, write};
use crate::fixture::{Fixture, NOW, credential, identity, on_every_engine, sealer, session};
use crate::ops::secrets::{OneTimeSecret, SecretPurpose};
use crate::ops::{secrets, sessions};
use crate::{Clash, ClashField, Result, Rx, StoreError, Tx};
use selfsame_api::identity::{CredentialType, IdentityState};
use selfsame_api::session::Aal;
use selfsame_api::{FlowId, IdentityId};
use selfsame_core::Key;
use selfsame_core::identity::Identity;
use serde_json::json;

async fn load(fixture: &Fixture, id: IdentityId) -> Loaded {
    let read = async move |rx: &mut Rx<'_>| {
        let row = read::by_id(rx, id).await?.ok_or(StoreError::NotFound)?;
        let credentials = read::credentials(rx, row.key).await?;
        Ok((row, credentials))
    };
    let (row, credentials) = fixture.store.read(read).await.expect("an identity that was inserted");
    Loaded::decode(&row, credentials, &fixture.sealer).expect("rows that can be read")
}

async fn update(fixture: &Fixture, before: Loaded, after: &Identity) -> Result<()> {
    let record = IdentityRecord::revised(&before, after, Aal::Aal1, &fixture.sealer)?;
    fixture.store.write(async move |tx: &mut Tx<'_>| write::update(tx, &before, &record).await).await
}

fn clash(outcome: Result<impl Sized>) -> Clash {
    match outcome {
        Err(StoreError::Conflict(clash)) => clash,
        Err(other) => panic!("no clash but {other}"),
        Ok(_) => panic!("no clash"),
    }
}

on_every_engine!(
    a_prefix_finds_every_identity_once,
    an_update_leaves_credentials_alone_that_did_not_change,
    what_is_stored_is_what_is_read,
    a_clash_names_the_value_and_its_holder,
    an_update_clashes_like_an_insert_and_changes_nothing,
    an_update_of_what_has_changed_meanwhile_is_stale,
    updates_that_read_again_when_stale_lose_nothing,
    deleting_an_identity_takes_all_that_is_its,
    nothing_can_belong_to_an_identity_that_is_not_there,
    a_sealed_config_does_not_open_under_another_key_or_for_another_identity,
    of_many_identities_those_are_inserted_whose_values_are_free,
    the_pages_read_during_inserts_hold_every_identity_once_and_in_order,
    a_prefix_finds_the_holders_of_identifiers_that_begin_with_it,
    a_sign_in_counts_only_while_what_it_was_decided_upon_holds,
    the_level_an_identity_can_reach_is_set_only_on_what_was_read,
);

async fn what_is_stored_is_what_is_read(fixture: Fixture) {
    let mut stored = identity("ada@example.org");
    stored.external_id = Some("crm-1".into());
    stored.credentials.insert(CredentialType::Totp, credential("totp", json!({ "totp_url": "otpauth://totp/x" })));
    fixture.insert(&stored).await.unwrap();
    assert_eq!(load(&fixture, stored.id).await.identity, stored);
}

async fn a_clash_names_the_value_and_its_holder(fixture: Fixture) {
    let mut holder = identity("ada@example.org");
    holder.external_id = Some("crm-1".into());
    fixture.insert(&holder).await.unwrap();
    let email = || "ada@example.org".to_owned();

    let same_login = clash(fixture.insert(&identity("ada@example.org")).await);
    assert_eq!(same_login.field, ClashField::CredentialIdentifier { kind: "password".into(), identifier: email() });
    assert_eq!(same_login.holder, Some(holder.id));

    let mut same_address = identity("ada@example.org");
    same_address.credentials.clear();
    let found = clash(fixture.insert(&same_address).await);
    assert_eq!(found.field, ClashField::VerifiableAddress { via: "email".into(), value: email() });
    assert_eq!(found.holder, Some(holder.id));

    same_address.verifiable_addresses.clear();
    let found = clash(fixture.insert(&same_address).await);
    assert_eq!(found.field, ClashField::RecoveryAddress { via: "email".into(), value: email() });
    assert_eq!(found.holder, Some(holder.id));

    let mut same_external_id = identity("other@example.org");
    same_external_id.external_id = Some("crm-1".into());
    let found = clash(fixture.insert(&same_external_id).await);
    assert_eq!((found.field, found.holder), (ClashField::ExternalId("crm-1".into()), Some(holder.id)));

    assert_eq!(fixture.count("identity"), 1, "a refused identity leaves nothing behind");
    assert_eq!(fixture.count("credential_identifier"), 1);
}

async fn an_update_clashes_like_an_insert_and_changes_nothing(fixture: Fixture) {
    let (ada, mut bob) = (identity("ada@example.org"), identity("bob@example.org"));
    fixture.insert(&ada).await.unwrap();
    fixture.insert(&bob).await.unwrap();
    bob.credentials.insert(CredentialType::Password, credential("ada@example.org", json!({})));
    bob.traits = json!({ "email": "ada@example.org" });
    let before = load(&fixture, bob.id).await;
    assert_eq!(clash(update(&fixture, before.clone(), &bob).await).holder, Some(ada.id));
    assert_eq!(load(&fixture, bob.id).await.identity, before.identity);
}

async fn an_update_of_what_has_changed_meanwhile_is_stale(fixture: Fixture) {
    let mut ada = identity("ada@example.org");
    fixture.insert(&ada).await.unwrap();
    let before = load(&fixture, ada.id).await;
    ada.traits = json!({ "email": "ada@example.org", "seen": 1 });
    update(&fixture, before.clone(), &ada).await.unwrap();
    assert!(matches!(update(&fixture, before, &ada).await, Err(StoreError::Stale)));
    assert_eq!(load(&fixture, ada.id).await.version, 2);
}

async fn updates_that_read_again_when_stale_lose_nothing(fixture: Fixture) {
    let fixture = std::sync::Arc::new(fixture);
    let ada = identity("ada@example.org");
    fixture.insert(&ada).await.unwrap();
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let (fixture, id) = (fixture.clone(), ada.id);
            tokio::spawn(async move {
                for _ in 0..25 {
                    loop {
                        let before = load(&fixture, id).await;
                        let mut after = before.identity.clone();
                        after.metadata_admin = json!({ "note": before.identity.metadata_admin["note"].as_i64().unwrap() + 1 });
                        match update(&fixture, before, &after).await {
                            Ok(()) => break,
                            Err(StoreError::Stale) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    assert_eq!(load(&fixture, ada.id).await.identity.metadata_admin["note"], 201);
}

/// What may belong to an identity, and itself.
const TABLES: [&str; 6] = ["identity", "credential", "credential_identifier", "identity_address", "session", "one_time_secret"];

async fn deleting_an_identity_takes_all_that_is_its(fixture: Fixture) {
    let ada = identity("ada@example.org");
    let key = fixture.insert(&ada).await.unwrap();
    let begun = session(ada.id);
    let (session_key, secret_key) = (fixture.store.next_key(NOW), fixture.store.next_key(NOW));
    let secret = OneTimeSecret {
        purpose: SecretPurpose::RecoveryCode,
        flow_id: FlowId::from_random([1; 16]),
        identity_key: Some(key),
        sent_to: None,
        hash: [2; 32],
        expires_at: NOW,
        created_at: NOW,
    };
    let fill = async move |tx: &mut Tx<'_>| {
        sessions::insert(tx, session_key, key, &[9; 32], &begun).await?;
        secrets::insert(tx, secret_key, &secret).await
    };
    fixture.store.write(fill).await.unwrap();
    assert!(TABLES.iter().all(|table| fixture.count(table) > 0));
    let id = ada.id;
    assert!(fixture.store.write(async move |tx: &mut Tx<'_>| write::delete(tx, id).await).await.unwrap());
    assert_eq!(TABLES.map(|table| fixture.count(table)), [0; 6]);
    assert!(!fixture.store.write(async move |tx: &mut Tx<'_>| write::delete(tx, id).await).await.unwrap());
    fixture.insert(&identity("ada@example.org")).await.expect("the address is free again");
}

async fn nothing_can_belong_to_an_identity_that_is_not_there(fixture: Fixture) {
    let begun = session(IdentityId::from_random([5; 16]));
    let insert = async move |tx: &mut Tx<'_>| sessions::insert(tx, Key(1), Key(404), &[9; 32], &begun).await;
    assert!(matches!(fixture.store.write(insert).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn secrets_that_are_recovered_in_clear_do_not_stand_in_the_file() {
    let fixture = Fixture::sqlite().await;
    let mut ada = identity("ada@example.org");
    for (kind, marker) in
        [(CredentialType::Totp, "MARKER-TOTP"), (CredentialType::LookupSecret, "MARKER-LOOKUP"), (CredentialType::Oidc, "MARKER-OIDC")]
    {
        ada.credentials.insert(kind, credential("x", json!({ "secret": marker })));
    }
    fixture.insert(&ada).await.unwrap();
    let path = fixture.options().path;
    let wal = path.with_extension("db-wal");
    let mut raw = std::fs::read(&wal).unwrap_or_default();
    fixture.store.close().await;
    raw.extend(std::fs::read(path).unwrap());
    let holds = |text: &str| raw.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("ada@example.org"), "the search finds what is in clear");
    assert!(!holds("MARKER-"));
}

async fn a_sealed_config_does_not_open_under_another_key_or_for_another_identity(fixture: Fixture) {
    let mut ada = identity("ada@example.org");
    ada.credentials.insert(CredentialType::Totp, credential("totp", json!({ "totp_url": "otpauth://totp/x" })));
    let record = fixture.record(&ada);
    let totp = record.credentials.iter().find(|one| one.kind == CredentialType::Totp).unwrap();
    assert!(totp.open_config(ada.id, &fixture.sealer).is_ok());
    assert!(matches!(totp.open_config(ada.id, &sealer(8)), Err(StoreError::Corrupt(_))));
    assert!(matches!(totp.open_config(identity("bob@example.org").id, &fixture.sealer), Err(StoreError::Corrupt(_))));
}

async fn of_many_identities_those_are_inserted_whose_values_are_free(fixture: Fixture) {
    let eve = identity("eve@example.org");
    fixture.insert(&eve).await.unwrap();
    let insert = async |emails: &[&str]| {
        let records: Vec<_> = emails.iter().map(|email| fixture.record(&identity(email))).collect();
        let first = records[0].row.id;
        let refused = fixture.store.add(async move |tx: &mut Tx<'_>| write::insert_all(tx, &records).await).await.unwrap();
        (first, refused.into_iter().map(|(place, clash)| (place, clash.holder)).collect::<Vec<_>>())
    };
    assert_eq!(insert(&["ann@example.org", "ben@example.org"]).await.1, []);
    // One is taken by somebody who is there, one by somebody before it.
    let (ada, refused) = insert(&["ada@example.org", "bob@example.org", "ada@example.org", "eve@example.org", "fay@example.org"]).await;
    assert_eq!(refused, [(2, Some(ada)), (3, Some(eve.id))]);
    assert_eq!(["identity", "credential", "credential_identifier"].map(|table| fixture.count(table)), [6; 3]);
    assert_eq!(fixture.count("identity_address"), 12);
}

async fn the_pages_read_during_inserts_hold_every_identity_once_and_in_order(fixture: Fixture) {
    let fixture = std::sync::Arc::new(fixture);
    for number in 0..120 {
        fixture.insert(&identity(&format!("early-{number}@example.org"))).await.unwrap();
    }
    let writer = tokio::spawn({
        let fixture = fixture.clone();
        async move {
            for number in 0..200 {
                fixture.insert(&identity(&format!("late-{number}@example.org"))).await.unwrap();
            }
        }
    });
    while !writer.is_finished() {
        let mut seen = Vec::new();
        loop {
            let after = seen.last().map_or(Key(0), |(key, _)| *key);
            let page = fixture.store.scan(async move |rx: &mut Rx<'_>| {
                let mut page = Vec::new();
                read::page(rx, None, after, 7, |view| {
                    page.push((view.key, view.traits.to_owned()));
                    Ok(())
                })
                .await?;
                Ok(page)
            });
            let page = page.await.unwrap();
            if page.is_empty() {
                break;
            }
            seen.extend(page);
        }
        assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(seen.iter().filter(|(_, traits)| traits.contains("early-")).count(), 120);
    }
    writer.await.unwrap();
}

async fn a_prefix_finds_the_holders_of_identifiers_that_begin_with_it(fixture: Fixture) {
    for email in ["ada@example.org", "adam@example.org", "bob@example.org"] {
        fixture.insert(&identity(email)).await.unwrap();
    }
    let found = async |prefix: &'static str, limit: usize| {
        fixture
            .store
            .lookup(async move |rx: &mut Rx<'_>| read::keys_by_prefix(rx, CredentialType::Password, prefix, Key(0), limit).await)
            .await
            .unwrap()
            .len()
    };
    assert_eq!((found("ada", 9).await, found("adam", 9).await, found("c", 9).await, found("", 2).await), (2, 1, 0, 2));
}

async fn a_sign_in_counts_only_while_what_it_was_decided_upon_holds(fixture: Fixture) {
    let ada = identity("ada@example.org");
    let key = fixture.insert(&ada).await.unwrap();
    let config = ada.credentials[&CredentialType::Password].config.to_string();
    let checked = read::Checked { kind: CredentialType::Password, config };
    let other = read::Checked { kind: CredentialType::Password, config: "{}".into() };
    let missing = read::Checked { kind: CredentialType::Webauthn, config: "{}".into() };
    let check = async |key: Key, checked: Option<&read::Checked>| {
        let checked = checked.cloned();
        fixture.store.write(async move |tx: &mut Tx<'_>| read::may_still_sign_in(tx, key, checked.as_ref()).await).await
    };
    assert!(check(key, Some(&checked)).await.is_ok());
    assert!(check(key, None).await.is_ok());
    assert!(matches!(check(key, Some(&other)).await, Err(StoreError::Stale)));
    assert!(matches!(check(key, Some(&missing)).await, Err(StoreError::Stale)));
    assert!(matches!(check(Key(1), None).await, Err(StoreError::Stale)), "nobody is there");

    let before = load(&fixture, ada.id).await;
    let mut after = ada.clone();
    after.state = IdentityState::Inactive;
    update(&fixture, before, &after).await.unwrap();
    assert!(matches!(check(key, Some(&checked)).await, Err(StoreError::Stale)));
    assert!(matches!(check(key, None).await, Err(StoreError::Stale)));
}

async fn the_level_an_identity_can_reach_is_set_only_on_what_was_read(fixture: Fixture) {
    let ada = identity("ada@example.org");
    let key = fixture.insert(&ada).await.unwrap();
    let set = async |version: i64| {
        fixture.store.write(async move |tx: &mut Tx<'_>| write::set_available_aal(tx, key, version, Aal::Aal2).await).await.unwrap();
        load(&fixture, ada.id).await.available_aal
    };
    let version = load(&fixture, ada.id).await.version;
    assert_eq!(set(version + 1).await, Aal::Aal1);
    assert_eq!(set(version).await, Aal::Aal2);
}

async fn an_update_leaves_credentials_alone_that_did_not_change(fixture: Fixture) {
    let mut stored = identity("ada@example.org");
    stored.credentials.insert(CredentialType::Totp, credential("totp", json!({ "totp_url": "otpauth://totp/x" })));
    fixture.insert(&stored).await.unwrap();
    let id = stored.id;
    let rows = async || {
        let read = async move |rx: &mut Rx<'_>| {
            let key = read::key_by_id(rx, id).await?.ok_or(StoreError::NotFound)?;
            read::credentials(rx, key).await
        };
        fixture.store.read(read).await.unwrap()
    };
    let before = rows().await;
    let mut after = stored.clone();
    after.credentials.insert(CredentialType::Password, credential("ada@example.org", json!({ "hashed_password": "$2a$04$y" })));
    update(&fixture, load(&fixture, stored.id).await, &after).await.unwrap();
    let now = rows().await;
    assert!(now[1] == before[1] && now[1].kind == CredentialType::Totp, "the sealed secret is not sealed anew");
    assert!(now[0] != before[0], "the password was replaced");
}

async fn a_prefix_finds_every_identity_once(fixture: Fixture) {
    let mut twice = identity("ann@example.org");
    let mut password = credential("ann@example.org", json!({ "hashed_password": "$2a$04$x" }));
    password.identifiers.push("ann.b".into());
    twice.credentials.insert(CredentialType::Password, password);
    let first = fixture.insert(&twice).await.unwrap();
    let second = fixture.insert(&identity("anna@example.org")).await.unwrap();
    let found = async move |rx: &mut Rx<'_>| read::keys_by_prefix(rx, CredentialType::Password, "ann", Key(i64::MIN), 2).await;
    assert_eq!(fixture.store.read(found).await.unwrap(), [first, second]);
}
