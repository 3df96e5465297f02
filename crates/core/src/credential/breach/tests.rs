use super::*;
use proptest::prelude::*;

fn key(password: &str) -> BreachKey {
    BreachKey::of(&Secret::new(password.to_owned()))
}

#[test]
fn a_password_is_found_by_the_rest_of_its_hash() {
    let own = key("password");
    assert_eq!(own.prefix(), "5BAA6");
    let reply = "003D68EB55068C33ACE09247EE4C639306B:3\r\n1e4c9b93f3f0682250b6cf8331b7ee68fd8:9659365\r\n";
    let range = BreachRange::parse(reply).expect("a reply");
    assert_eq!((range.breaches(&own), range.breaches(&key("something else"))), (9_659_365, 0));
}

#[test]
fn a_line_without_a_count_counts_once_and_what_fills_a_reply_up_does_not() {
    let counts = |line: &str| BreachRange::parse(line).map(|range| range.breaches(&key("password")));
    assert_eq!(counts("1E4C9B93F3F0682250B6CF8331B7EE68FD8"), Some(1));
    assert_eq!(counts("1E4C9B93F3F0682250B6CF8331B7EE68FD8: 0"), Some(0));
    assert_eq!(counts("1E4C9B93F3F0682250B6CF8331B7EE68FD8:99999999999"), Some(u32::MAX));
    assert_eq!(counts("1E4C9B93F3F0682250B6CF8331B7EE68FD8:many"), Some(1));
    assert_eq!(counts(""), Some(0));
}

#[test]
fn a_page_that_is_no_reply_says_nothing() {
    for page in ["<html>sign in to this network</html>", "1E4C9B:3", "error:1\n", "ZZ4C9B93F3F0682250B6CF8331B7EE68FD8:3"] {
        assert!(BreachRange::parse(page).is_none(), "{page}");
    }
}

proptest! {
    #[test]
    fn any_reply_can_be_read(reply in "\\PC{0,200}", password in "\\PC{0,60}") {
        if let Some(range) = BreachRange::parse(&reply) {
            range.breaches(&key(&password));
        }
    }

    #[test]
    fn every_line_of_a_reply_is_found(passwords in proptest::collection::vec("[a-z]{1,8}", 1..20)) {
        let reply: Vec<String> = passwords.iter().map(|password| {
            let digits = Sha1::digest(password.as_bytes()).iter().fold(String::new(), |text, byte| text + &format!("{byte:02X}"));
            format!("{}:7", &digits[SENT..])
        }).collect();
        let range = BreachRange::parse(&reply.join("\r\n")).expect("a reply");
        for password in &passwords {
            prop_assert_eq!(range.breaches(&key(password)), 7);
        }
    }
}
