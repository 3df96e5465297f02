use super::*;
use proptest::prelude::*;

fn is(password: &str) -> bool {
    is_common(&Secret::new(password.to_owned()))
}

#[test]
fn words_are_found_with_what_people_put_around_them() {
    for password in
        ["password", "Password1!", "passwort2024", "P@ssw0rd", "!!letmein!!", "qwertyuiop", "iloveyou123", "1q2w3e4r", "We1c0me#99"]
    {
        assert!(is(password), "{password}");
    }
}

#[test]
fn patterns_are_found() {
    for password in ["12345678", "1234567890", "87654321", "abcdefgh", "aaaaaaaaaaaa", "11111111", "12341234", "qweqweqwe"] {
        assert!(is(password), "{password}");
    }
}

#[test]
fn what_is_no_word_and_no_pattern_is_not_common() {
    let free = ["untangle-mango-47", "correct horse battery staple", "a fine long secret 7", "passwords of mine", "x7Kq2mZp", "q", ""];
    for password in free {
        assert!(!is(password), "{password}");
    }
    assert!(!is(&"password".repeat(20)), "nobody guesses that first");
}

#[test]
fn every_word_is_in_lower_case_and_stands_there_once() {
    let words: Vec<&str> = WORDS.lines().collect();
    let mut sorted = words.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), words.len());
    assert!(words.iter().all(|word| !word.is_empty() && **word == word.to_lowercase() && word.len() <= LONGEST));
}

proptest! {
    #[test]
    fn any_text_can_be_asked_about(password in "\\PC{0,40}") {
        is(&password);
    }
}
