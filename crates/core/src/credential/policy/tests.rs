use super::*;
use proptest::prelude::*;

const POLICY: PasswordPolicy = PasswordPolicy { min_length: 8, similarity: true };

fn id(password: &str, identifiers: &[&str]) -> Option<u32> {
    POLICY.check(&Secret::new(password.to_owned()), identifiers).err().map(|message| message.id)
}

#[test]
fn length_is_counted_in_bytes() {
    assert_eq!(id("1234567", &[]), Some(4000032));
    assert_eq!(id("12345678", &[]), None);
    assert_eq!(id("äöüß", &[]), None);
    let message = POLICY.check(&Secret::new("äöü".to_owned()), &["äöü"]).unwrap_err();
    assert_eq!(message.context.unwrap(), *serde_json::json!({"min_length": 8, "actual_length": 6}).as_object().unwrap());
}

#[test]
fn a_password_may_share_half_of_itself_with_an_identifier() {
    assert_eq!(id("abcdqrst", &["abcd123456789@example.com"]), None);
    assert_eq!(id("abcdeqrst", &["abcde123456789@example.com"]), Some(4000031));
    assert_eq!(id("ABCDEqrst", &["x@y.example", "abcde123456789@example.com"]), Some(4000031));
    assert_eq!(id("untangle-mango-47", &["someone@example.com", ""]), None);
    let blind = PasswordPolicy { similarity: false, ..POLICY };
    assert!(blind.check(&Secret::new("a@x.example".to_owned()), &["a@x.example"]).is_ok());
}

#[test]
fn few_edits_are_too_few() {
    assert_eq!(edits("kitten", "sitting"), 3);
    assert_eq!((edits("", "abc"), edits("abc", ""), edits("äb", "ab")), (3, 3, 1));
    assert_eq!(id("a1b2c3d4e5f6", &["axbxcxdxe5f6"]), Some(4000031));
    assert_eq!(id("a1b2c3d4e5f6", &["axbxcxdxexf6"]), None);
    assert_eq!(longest_common(b"xabcy", b"zzabcabd"), 3);
}

#[test]
fn only_the_beginning_of_a_long_password_is_compared() {
    assert_eq!(id(&"ä".repeat(2000), &["ä".repeat(1000).as_str()]), Some(4000031));
    assert_eq!(id(&"x".repeat(100_000), &["someone@example.com"]), None);
}

proptest! {
    #[test]
    fn any_password_can_be_checked(password in "\\PC{0,300}", identifier in "\\PC{0,300}") {
        let own = id(&password, &[&identifier]);
        prop_assert_eq!(own.is_none(), own.is_none() && password.len() >= 8);
    }

    #[test]
    fn a_password_of_one_piece_of_the_identifier_is_refused(identifier in "[a-z0-9@.]{8,60}") {
        prop_assert_eq!(id(&identifier.to_uppercase(), &[&identifier]), Some(4000031));
    }
}
