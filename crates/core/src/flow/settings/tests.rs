use super::*;
use crate::Ctx;
use crate::flow::NewFlow;
use crate::identity::Credential;
use crate::session::{aal_of, completed, issue};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use selfsame_api::AddressId;
use selfsame_api::DeviceId;
use selfsame_api::flow::FlowType;
use selfsame_api::identity::{Channel, IdentityState, VerifiableAddress};
use selfsame_api::session::{Device, SessionMethod};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

const MINUTE: i64 = 60_000_000;
const DEMANDS: Demands = Demands { aal: RequiredAal::HighestAvailable, privileged_for: Duration::from_mins(15) };

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_micros(minutes * MINUTE)
}

fn person(id: u128) -> Identity {
    let credential = |config: Value| Credential {
        identifiers: vec![format!("{id}@example.com")],
        config,
        version: 0,
        created_at: at(0),
        updated_at: at(0),
    };
    Identity {
        id: IdentityId(Uuid::from_u128(id)),
        schema_id: "person".to_owned(),
        external_id: None,
        organization_id: None,
        state: IdentityState::Active,
        state_changed_at: None,
        traits: json!({"email": format!("{id}@example.com")}),
        metadata_public: Value::Null,
        metadata_admin: Value::Null,
        credentials: BTreeMap::from([(CredentialType::Password, credential(json!({"hashed_password": "old"})))]),
        verifiable_addresses: vec![VerifiableAddress {
            id: AddressId(Uuid::from_u128(id)),
            value: format!("{id}@example.com"),
            verified: false,
            via: Channel::Email,
            status: "pending".to_owned(),
            verified_at: None,
            created_at: at(0),
            updated_at: at(0),
        }],
        recovery_addresses: Vec::new(),
        created_at: at(0),
        updated_at: at(0),
    }
}

fn session(identity: &Identity, now: Timestamp) -> Session {
    let mut rng = ChaCha20Rng::from_seed([3; 32]);
    let device = Device { id: DeviceId(Uuid::nil()), ip_address: None, user_agent: None, location: None };
    let step = completed(SessionMethod::Password, Aal::Aal1, now);
    issue(&mut Ctx { now, rng: &mut rng }, identity.id, step, device, Duration::from_hours(24))
}

fn flow(identity: &Identity, now: Timestamp) -> Flow<Settings> {
    let mut rng = ChaCha20Rng::from_seed([4; 32]);
    let new = NewFlow::plain(FlowType::Browser, Settings::of(identity.id));
    Flow::begin(&mut Ctx { now, rng: &mut rng }, new, Duration::from_hours(1))
}

/// The ways in which `identity` may be wanted to become another.
fn changed(identity: &Identity, how: usize) -> Identity {
    let mut after = identity.clone();
    match how {
        0 => after.traits["name"] = json!("New"),
        1 => after.credentials.get_mut(&CredentialType::Password).unwrap().config = json!({"hashed_password": "new"}),
        2 => after.credentials.get_mut(&CredentialType::Password).unwrap().identifiers = vec!["other".to_owned()],
        3 => after.verifiable_addresses[0].value = "other@example.com".to_owned(),
        4 => after.verifiable_addresses[0].verified = true,
        5 => {
            let totp = Credential {
                config: json!({"totp_url": "otpauth://totp/x:y?secret=ABC"}),
                ..after.credentials[&CredentialType::Password].clone()
            };
            after.credentials.insert(CredentialType::Totp, totp);
        }
        6 => drop(after.credentials.remove(&CredentialType::Password)),
        _ => after.id = IdentityId(Uuid::from_u128(99)),
    }
    after
}

#[test]
fn what_is_protected() {
    let before = person(1);
    let of = |how| protection(&before, &changed(&before, how));
    assert_eq!(protection(&before, &before), Protection::Plain);
    assert_eq!(of(0), Protection::Plain);
    assert_eq!([of(1), of(6)], [Protection::AlwaysRecent; 2]);
    assert_eq!([of(2), of(3), of(4), of(5)], [Protection::Recent; 4]);
    let mut sent = before.clone();
    sent.verifiable_addresses[0].status = "sent".to_owned();
    assert_eq!(protection(&before, &sent), Protection::Plain, "that a message was sent changes nothing that one signs in with");
}

#[test]
fn a_password_set_for_the_first_time_is_as_protected_as_another() {
    let mut before = person(1);
    before.credentials.get_mut(&CredentialType::Password).unwrap().config = json!({});
    assert_eq!(protection(&before, &changed(&before, 1)), Protection::AlwaysRecent);
    assert_eq!(protection(&before, &changed(&before, 6)), Protection::Recent, "an empty credential is no password");
}

#[test]
fn how_long_a_sign_in_counts() {
    let session = session(&person(1), at(0));
    let permits = |protection, minutes| permits(protection, &session, DEMANDS, at(minutes));
    assert!(permits(Protection::Plain, 600));
    for protection in [Protection::Recent, Protection::AlwaysRecent] {
        assert!(permits(protection, 14));
        assert!(!permits(protection, 15));
    }
}

#[test]
fn no_time_at_all_locks_passwords_alone() {
    let session = session(&person(1), at(0));
    let demands = Demands { privileged_for: Duration::ZERO, ..DEMANDS };
    assert!(!permits(Protection::AlwaysRecent, &session, demands, at(0)));
    assert!(permits(Protection::Recent, &session, demands, at(600)));
}

#[test]
fn the_gate_judges_in_this_order() {
    let (owner, other) = (person(1), person(2));
    let flow = flow(&owner, at(0));
    let gate = |who: &Identity, available, minutes| gate(&flow, &session(who, at(0)), available, DEMANDS, at(minutes));
    assert_eq!(gate(&owner, Aal::Aal1, 59), Gate::Open);
    assert_eq!(gate(&other, Aal::Aal2, 60), Gate::NeedsSecondFactor);
    assert_eq!(gate(&other, Aal::Aal1, 60), Gate::Expired);
    assert_eq!(gate(&other, Aal::Aal1, 59), Gate::OtherIdentity);
    let look = gate_to_look(&flow, &session(&other, at(0)), Aal::Aal2, DEMANDS, at(60));
    assert_eq!(look, Gate::OtherIdentity);
}

/// What may happen to a session, or be asked of its flow.
#[derive(Clone, Copy, Debug)]
enum Input {
    Wait(i64),
    SignInAgain,
    SecondFactor,
    SetUpSecondFactor,
    Revoke,
    Deactivate,
    BeginFlow,
    BeginFlowOfAnother,
    Submit(usize),
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        (0..40i64).prop_map(Input::Wait),
        Just(Input::SignInAgain),
        Just(Input::SecondFactor),
        Just(Input::SetUpSecondFactor),
        Just(Input::Revoke),
        Just(Input::Deactivate),
        Just(Input::BeginFlow),
        Just(Input::BeginFlowOfAnother),
        (0..8usize).prop_map(Input::Submit),
    ]
}

proptest! {
    #[test]
    fn no_sequence_of_inputs_changes_a_secret_without_the_proofs(inputs in proptest::collection::vec(input(), 0..40), aal1_is_enough: bool) {
        let demands = Demands { aal: if aal1_is_enough { RequiredAal::Aal1 } else { RequiredAal::HighestAvailable }, ..DEMANDS };
        let (mut identity, other) = (person(1), person(2));
        let (mut now, mut available) = (at(0), Aal::Aal1);
        let mut held = session(&identity, now);
        let mut flow = flow(&identity, now);
        // Kept beside the session, by the test alone.
        let (mut proven_at, mut steps, mut is_revoked) = (now, vec![Aal::Aal1], false);
        for input in inputs {
            match input {
                Input::Wait(minutes) => now = now + Duration::from_mins(minutes as u64),
                Input::SignInAgain | Input::SecondFactor => {
                    let aal = if matches!(input, Input::SecondFactor) { Aal::Aal2 } else { Aal::Aal1 };
                    held.step_up(completed(SessionMethod::Totp, aal, now), now, Duration::from_hours(24));
                    steps.push(aal);
                    proven_at = now;
                }
                Input::SetUpSecondFactor => available = Aal::Aal2,
                Input::Revoke => (held.active, is_revoked) = (false, true),
                Input::Deactivate => identity.state = IdentityState::Inactive,
                Input::BeginFlow => flow = self::flow(&identity, now),
                Input::BeginFlowOfAnother => flow = self::flow(&other, now),
                Input::Submit(how) => {
                    let after = changed(&identity, how);
                    if may_commit(&flow, &held, (&identity, available), &after, demands, now) {
                        prop_assert!(!is_revoked && identity.state == IdentityState::Active);
                        prop_assert_eq!(flow.details.identity_id, identity.id);
                        prop_assert_eq!(after.id, identity.id);
                        prop_assert!(flow.expires_at > now && held.expires_at > now);
                        prop_assert!(aal1_is_enough || available == Aal::Aal1 || steps.contains(&Aal::Aal2));
                        prop_assert!(how == 0 || proven_at + DEMANDS.privileged_for > now);
                    }
                }
            }
        }
        prop_assert_eq!(held.aal, aal_of(&held.methods));
    }
}

#[test]
fn an_address_is_new_if_neither_its_value_nor_its_channel_was_there_before() {
    let before = person(1);
    let mut after = before.clone();
    assert!(new_addresses(&before, &after).is_empty());
    after.verifiable_addresses[0].verified = true;
    assert!(new_addresses(&before, &after).is_empty(), "whether it is verified is no matter");
    let own = after.verifiable_addresses[0].clone();
    after.verifiable_addresses.push(VerifiableAddress { value: "2@example.com".to_owned(), ..own.clone() });
    after.verifiable_addresses.push(VerifiableAddress { via: Channel::Sms, ..own });
    let new: Vec<_> = new_addresses(&before, &after).into_iter().map(|address| (address.via, address.value.as_str())).collect();
    assert_eq!(new, [(Channel::Email, "2@example.com"), (Channel::Sms, "1@example.com")]);
    assert!(new_addresses(&after, &before).is_empty(), "whoever takes one away adds none");
}
