use super::*;
use selfsame_api::identity::{Channel, IdentityState};
use selfsame_api::{AddressId, IdentityId, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

fn person(addresses: &[(&str, bool)]) -> Identity {
    let now = Timestamp::from_micros(0);
    let address = |(value, verified): &(&str, bool)| VerifiableAddress {
        id: AddressId(Uuid::nil()),
        value: (*value).to_owned(),
        verified: *verified,
        via: Channel::Email,
        status: "pending".to_owned(),
        verified_at: None,
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
        credentials: BTreeMap::new(),
        verifiable_addresses: addresses.iter().map(address).collect(),
        recovery_addresses: Vec::new(),
        created_at: now,
        updated_at: now,
    }
}

#[test]
fn whom_of_the_former_addresses_is_told() {
    use AddressRecipients::{All, AllVerified, Removed};
    let before = person(&[("a", true), ("b", false), ("c", true)]);
    let after = person(&[("c", true), ("d", false)]);
    let values =
        |recipients, after: &Identity| told(&before, after, recipients).iter().map(|address| address.value.clone()).collect::<Vec<_>>();
    assert_eq!(values(Removed, &after), ["a", "b"]);
    assert_eq!(values(AllVerified, &after), ["a", "c"]);
    assert_eq!(values(All, &after), ["a", "b", "c"]);
    let same = person(&[("c", true), ("a", false), ("b", false)]);
    assert!(values(All, &same).is_empty(), "no address came or went");
    let one_more = person(&[("a", true), ("b", false), ("c", true), ("d", false)]);
    assert_eq!(values(All, &one_more), ["a", "b", "c"]);
    assert!(values(Removed, &one_more).is_empty());
}
