use super::assertion::Used;
use super::options::{Creation, Request, Selection, creation, request};
use super::registration::NewKey;
use super::response::{Asserted, Created, Unreadable};
use super::stored::{KeyName, StoredKey, add, keys, remember_use, remove, user_handle};
use super::{Asked, Failure, RelyingParty, assertion, registration};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use proptest::prelude::*;
use selfsame_api::Timestamp;
use selfsame_testkit::{Attestation, Authenticator};
use serde_json::{Value, json};
use std::time::Duration;

const ORIGIN: &str = "https://login.example.com";
const CHALLENGE: &str = "Y2hhbGxlbmdl";

fn rp() -> RelyingParty {
    RelyingParty { id: "example.com".into(), name: "Example".into(), origins: vec!["https://Login.example.com/".into()] }
}

fn asked(rp: &RelyingParty) -> Asked<'_> {
    Asked { rp, challenge: CHALLENGE, verifies_user: false }
}

fn creation_options() -> Value {
    let timeout = Duration::from_mins(2);
    let selection = Selection::any();
    creation(&Creation {
        rp: &rp(),
        user_handle: b"handle",
        user_name: "Example",
        challenge: CHALLENGE,
        timeout,
        exclude: &[],
        selection: &selection,
        attestation: None,
    })
}

fn request_options() -> Value {
    let selection = Selection::any();
    request(&Request { rp: &rp(), challenge: CHALLENGE, timeout: Duration::from_mins(2), allow: None, selection: &selection })
}

fn created(authenticator: &mut Authenticator) -> Created {
    Created::parse(&authenticator.create(&creation_options()).to_string()).unwrap()
}

fn asserted(authenticator: &mut Authenticator) -> Asserted {
    Asserted::parse(&authenticator.get(&request_options()).to_string()).unwrap()
}

fn register(authenticator: &mut Authenticator) -> NewKey {
    registration::verify(&asked(&rp()), &created(authenticator)).unwrap()
}

const NAME: KeyName<'static> = KeyName { display_name: Some("desk"), is_passwordless: true };

fn config_of(key: &NewKey) -> Value {
    let mut config = Value::Null;
    assert!(add(&mut config, key, NAME, b"handle", Timestamp::from_micros(1_700_000_000_500_000)));
    config
}

fn stored(key: &NewKey) -> StoredKey {
    keys(&config_of(key)).remove(0)
}

#[test]
fn a_key_is_made_and_used() {
    let mut authenticator = Authenticator::on(ORIGIN);
    let key = register(&mut authenticator);
    assert_eq!((key.attestation_type.as_str(), key.sign_count), ("none", 0));
    assert!(key.flags.user_present && key.flags.user_verified && !key.flags.backup_state);
    let answer = asserted(&mut authenticator);
    assert_eq!(answer.user_handle.as_deref(), Some(&b"handle"[..]));
    let used = assertion::verify(&asked(&rp()), &stored(&key), &answer).unwrap();
    assert_eq!((used.sign_count, used.may_be_cloned), (0, false));
}

#[test]
fn an_attestation_by_the_key_itself_is_checked() {
    let mut authenticator = Authenticator::on(ORIGIN);
    authenticator.attestation = Attestation::Own;
    let mut answer = created(&mut authenticator);
    assert_eq!(registration::verify(&asked(&rp()), &answer).unwrap().attestation_type, "packed");
    // The last bytes are those of the key's point, which is another one then.
    let last = answer.attestation_object.len() - 1;
    answer.attestation_object[last] ^= 1;
    assert!(registration::verify(&asked(&rp()), &answer).is_err());
}

#[test]
fn what_was_not_asked_for_proves_nothing() {
    let rp = rp();
    let other = Asked { challenge: "b3RoZXI", ..asked(&rp) };
    let mut authenticator = Authenticator::on(ORIGIN);
    let answer = created(&mut authenticator);
    let key = stored(&registration::verify(&asked(&rp), &answer).unwrap());
    assert_eq!(registration::verify(&other, &answer), Err(Failure::Challenge));
    let answer = asserted(&mut authenticator);
    assert_eq!(assertion::verify(&other, &key, &answer), Err(Failure::Challenge));
    assert_eq!(assertion::verify(&Asked { challenge: "", ..other }, &key, &answer), Err(Failure::Challenge));
    let mut forged = answer.clone();
    forged.signature[8] ^= 1;
    assert_eq!(assertion::verify(&asked(&rp), &key, &forged), Err(Failure::Signature));
    let mut elsewhere = Authenticator::on("https://login.example.org");
    assert_eq!(registration::verify(&asked(&rp), &created(&mut elsewhere)), Err(Failure::Origin));
    let mut foreign = Authenticator::on(ORIGIN);
    foreign.rp_id = Some("example.org".into());
    assert_eq!(registration::verify(&asked(&rp), &created(&mut foreign)), Err(Failure::RelyingParty));
    // An answer of one ceremony is none of another.
    let swapped = Created { client_data: answer.client_data, ..created(&mut authenticator) };
    assert_eq!(registration::verify(&asked(&rp), &swapped), Err(Failure::ClientData));
}

#[test]
fn flags_are_held_against_what_was_asked_for() {
    let rp = rp();
    let mut authenticator = Authenticator::on(ORIGIN);
    let key = stored(&register(&mut authenticator));
    let strict = Asked { verifies_user: true, ..asked(&rp) };
    assert!(assertion::verify(&strict, &key, &asserted(&mut authenticator)).is_ok());
    authenticator.flags = 0b001;
    assert_eq!(assertion::verify(&strict, &key, &asserted(&mut authenticator)), Err(Failure::UserNotVerified));
    assert!(assertion::verify(&asked(&rp), &key, &asserted(&mut authenticator)).is_ok());
    authenticator.flags = 0b100;
    assert_eq!(assertion::verify(&asked(&rp), &key, &asserted(&mut authenticator)), Err(Failure::UserAbsent));
    authenticator.flags = 0b1_0101;
    assert_eq!(assertion::verify(&asked(&rp), &key, &asserted(&mut authenticator)), Err(Failure::Backup));
    // A key cannot become one that is backed up, but of an imported one nothing is known.
    authenticator.flags = 0b1_1101;
    assert_eq!(assertion::verify(&asked(&rp), &key, &asserted(&mut authenticator)), Err(Failure::Backup));
    let imported = StoredKey { flags: None, ..key };
    assert!(assertion::verify(&asked(&rp), &imported, &asserted(&mut authenticator)).is_ok());
}

#[test]
fn a_counter_only_moves_forward_and_a_lower_one_leaves_a_warning() {
    let rp = rp();
    let mut authenticator = Authenticator::on(ORIGIN);
    authenticator.sign_count = 7;
    let key = register(&mut authenticator);
    let mut config = config_of(&key);
    authenticator.sign_count = 9;
    let used = assertion::verify(&asked(&rp), &keys(&config)[0], &asserted(&mut authenticator)).unwrap();
    remember_use(&mut config, &key.id, &used);
    assert_eq!(config["credentials"][0]["authenticator"]["sign_count"], json!(9));
    assert_eq!(config["credentials"][0]["authenticator"]["clone_warning"], json!(false));
    authenticator.sign_count = 8;
    let used = assertion::verify(&asked(&rp), &keys(&config)[0], &asserted(&mut authenticator)).unwrap();
    assert!(used.may_be_cloned);
    remember_use(&mut config, &key.id, &used);
    assert_eq!(config["credentials"][0]["authenticator"]["sign_count"], json!(9));
    assert_eq!(config["credentials"][0]["authenticator"]["clone_warning"], json!(true));
}

#[test]
fn keys_are_kept_in_the_shape_in_which_they_are_imported() {
    let mut authenticator = Authenticator::on(ORIGIN);
    let key = register(&mut authenticator);
    let mut config = config_of(&key);
    assert_eq!(user_handle(&config), b"handle");
    let entry = &config["credentials"][0];
    assert_eq!(entry["display_name"], json!("desk"));
    assert_eq!(entry["added_at"], json!("2023-11-14T22:13:20Z"));
    assert_eq!(entry["is_passwordless"], json!(true));
    assert_eq!(entry["flags"], json!({"user_present": true, "user_verified": true, "backup_eligible": false, "backup_state": false}));
    assert!(!add(&mut config, &key, NAME, b"other", Timestamp::ZERO), "the same key twice");
    assert_eq!(keys(&config).len(), 1);
    assert!(!remove(&mut config, b"unknown"));
    assert!(remove(&mut config, &key.id));
    assert_eq!(config, json!({"user_handle": "aGFuZGxl"}));
    let known = NewKey { aaguid: *uuid::uuid!("fdb141b2-5d84-443e-8a35-4698c205a502").as_bytes(), ..key };
    add(&mut config, &known, KeyName { display_name: None, is_passwordless: true }, b"handle", Timestamp::ZERO);
    assert_eq!(config["credentials"][0]["display_name"], json!("KeePassXC"));
}

#[test]
fn what_is_no_answer_is_told_from_a_wrong_one() {
    for text in ["", "{}", "nope", "[]", "null", r#"{"id":"","type":"public-key","response":{}}"#] {
        assert_eq!(Created::parse(text), Err(Unreadable), "{text}");
        assert_eq!(Asserted::parse(text), Err(Unreadable), "{text}");
    }
    let mut authenticator = Authenticator::on(ORIGIN);
    let mut answer = authenticator.create(&creation_options());
    answer["rawId"] = json!("AAAA");
    assert_eq!(Created::parse(&answer.to_string()), Err(Unreadable));
}

proptest! {
    #[test]
    fn any_attestation_object_is_judged_without_panic(object in prop::collection::vec(any::<u8>(), 0..300)) {
        let rp = rp();
        let answer = Created { attestation_object: object, ..created(&mut Authenticator::on(ORIGIN)) };
        prop_assert!(registration::verify(&asked(&rp), &answer).is_err());
    }

    #[test]
    fn a_changed_answer_never_proves_a_key(at in any::<prop::sample::Index>(), bit in 0..8_u8, which in 0..3_u8) {
        let rp = rp();
        let mut authenticator = Authenticator::on(ORIGIN);
        let key = stored(&register(&mut authenticator));
        let mut answer = asserted(&mut authenticator);
        let part = match which {
            0 => &mut answer.client_data,
            1 => &mut answer.authenticator_data,
            _ => &mut answer.signature,
        };
        let at = at.index(part.len());
        part[at] ^= 1 << bit;
        prop_assert!(assertion::verify(&asked(&rp), &key, &answer).is_err());
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".*", bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let _ = (Created::parse(&text), Asserted::parse(&text));
        let encoded = BASE64URL.encode(&bytes);
        let answer = json!({"id": encoded, "type": "public-key", "response": {"clientDataJSON": encoded, "authenticatorData": encoded, "signature": encoded}});
        if let Ok(answer) = Asserted::parse(&answer.to_string()) {
            let key = StoredKey { id: bytes.clone(), public_key: bytes, sign_count: 0, flags: None, display_name: String::new(), added_at: Timestamp::ZERO, is_passwordless: true };
            let rp = rp();
            prop_assert!(assertion::verify(&asked(&rp), &key, &answer).is_err());
        }
    }
}

#[test]
fn a_use_of_an_unknown_key_changes_nothing() {
    let mut config = json!({"credentials": "none"});
    let used = Used { sign_count: 1, flags: super::Flags::default(), may_be_cloned: false };
    remember_use(&mut config, b"id", &used);
    assert_eq!(config, json!({"credentials": "none"}));
    assert!(keys(&config).is_empty());
}
