use super::*;
use proptest::prelude::*;

#[test]
fn spellings_of_one_identifier_fold_to_one_form() {
    for (given, stored) in [
        ("ann@example.com", "ann@example.com"),
        ("  MiXed@Example.COM ", "mixed@example.com"),
        ("  Some User  ", "some user"),
        ("ad\u{200b}min", "admin"),
        ("\u{202e}admin\u{202c}", "admin"),
        ("a\u{ad}dm\tin\u{7}", "admin"),
        ("ａｄｍｉｎ", "admin"),
        ("ﬁne", "fine"),
        ("Ünïcode 🥳", "ünïcode 🥳"),
        ("Straße", "straße"),
        ("e\u{301}ve", "éve"),
        ("ℌans", "hans"),
        ("\u{a0}nbsp\u{3000}", "nbsp"),
        ("", ""),
        (" \u{200b} ", ""),
        ("İstanbul", "i\u{307}stanbul"),
        ("日本", "日本"),
    ] {
        assert_eq!(graceful(given), stored, "{given:?}");
    }
}

#[test]
fn international_phone_numbers_become_e164_and_others_stay() {
    for (given, stored) in [
        ("+49 176 671 11 638", "+4917667111638"),
        (" +49 176 671 11 638 ", "+4917667111638"),
        ("+4917667111638", "+4917667111638"),
        ("+1 (415) 555-2671", "+14155552671"),
        ("+1-415-555-2671", "+14155552671"),
        ("+1–415–555–2671", "+14155552671"),
        ("＋１ ４１５ ５５５ ２６７１", "+14155552671"),
        ("+44 (0) 20 7946 0958", "+442079460958"),
        ("+39 06 698 1234", "+39066981234"),
        ("0176 67111638", "0176 67111638"),
        ("12345", "12345"),
        ("+49", "+49"),
        ("+4917667", "+4917667"),
        ("+14155552671@example.com", "+14155552671@example.com"),
        ("not +14155552671", "not +14155552671"),
        ("+14155552671 ext 5", "+14155552671 ext 5"),
        ("+", "+"),
    ] {
        assert_eq!(graceful(given), stored, "{given:?}");
    }
}

#[test]
fn strict_phone_takes_valid_international_numbers_only() {
    assert_eq!(strict_phone("+49 176 671 11 638"), Ok("+4917667111638".to_owned()));
    for text in ["12345", "+49", "not a phone", "", "0176 67111638", "+4917667", "+1 415 555 2671 x3"] {
        assert_eq!(strict_phone(text), Err(Unusable::NotAPhone), "{text:?}");
    }
}

#[test]
fn strict_email_gives_the_bare_folded_address() {
    for (given, address) in [
        ("ann@example.com", "ann@example.com"),
        (" Ann@Example.com ", "ann@example.com"),
        ("ann@localhost", "ann@localhost"),
        ("Ann Lee <Ann@Example.com>", "ann@example.com"),
        ("\"Ann, Lee\" <ann@example.com>", "ann@example.com"),
        ("<ann@example.com>", "ann@example.com"),
        ("ａｎｎ@example.com", "ann@example.com"),
        ("jürgen@müller.example", "jürgen@müller.example"),
        ("o'neil+tag@example.com", "o'neil+tag@example.com"),
        ("\"a b\"@example.com", "\"a b\"@example.com"),
        ("ann@[192.0.2.1]", "ann@[192.0.2.1]"),
    ] {
        assert_eq!(strict_email(given).as_deref(), Ok(address), "{given:?}");
    }
}

#[test]
fn strict_email_refuses_what_is_no_address() {
    for text in
        ["", "nope", "a@", "@b", "a b@example.com", "a@b@example.com", "a..b@example.com", ".a@b", "a@b.", "a@b>", "Ann <", "a@[x y]"]
    {
        assert_eq!(strict_email(text), Err(Unusable::NotAnEmail), "{text:?}");
    }
    assert_eq!(strict_email("a\u{200b}nn@example.com"), Err(Unusable::DisallowedCharacter));
    assert_eq!(strict_email("a\u{5d0}@example.com"), Err(Unusable::MixedDirections));
}

#[test]
fn format_email_allows_spaces_around_but_no_display_name_and_limits_lengths() {
    assert!(is_email(" ann@example.com"));
    assert!(is_email("ann@localhost"));
    assert!(is_email(&format!("{}@example.com", "a".repeat(64))));
    assert!(!is_email(&format!("{}@example.com", "a".repeat(65))));
    assert!(!is_email(&format!("a@{}.example", "b".repeat(250))));
    for text in ["", "nope", "a@", "a b@example.com", "a@b@example.com", "Ann <ann@example.com>"] {
        assert!(!is_email(text), "{text:?}");
    }
}

/// Texts made of the pieces that folding treats specially.
fn awkward_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        any::<char>().prop_map(String::from),
        "[+0-9 ()/.-]{0,18}",
        Just("\u{200b}".to_owned()),
        Just("\u{a8}".to_owned()),
        Just("\u{130}".to_owned()),
        Just("\u{3000}".to_owned()),
        Just("\u{345}".to_owned()),
        Just("ﬃ".to_owned()),
        Just("@".to_owned()),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn graceful_is_idempotent(text in awkward_text()) {
        let once = graceful(&text);
        prop_assert_eq!(&graceful(&once), &once);
    }

    #[test]
    fn graceful_phone_numbers_are_idempotent(text in "\\+[0-9]{1,3}[ (0]{0,3}[0-9 )-]{4,16}") {
        let once = graceful(&text);
        prop_assert_eq!(&graceful(&once), &once);
    }

    #[test]
    fn a_strict_address_is_already_graceful(text in awkward_text(), local in "[A-Za-zÀ-ÿ.+]{1,9}") {
        for given in [text.clone(), format!("{local}@{text}.example")] {
            for address in [strict_email(&given), strict_phone(&given)].into_iter().flatten() {
                prop_assert_eq!(&graceful(&address), &address);
            }
        }
    }
}
