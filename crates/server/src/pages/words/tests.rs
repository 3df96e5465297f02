use super::*;
use selfsame_api::text;

fn english() -> Speaker {
    Speaker::new(Arc::new(Words::load(None).expect("the built-in words")), Language::FIRST, Timestamp::from_micros(1_000_000_000))
}

#[test]
fn a_message_without_words_says_its_own_text() {
    let message = UiText { id: 4_999_999, text: "Mind the gap.".into(), ..text::INVALID_CREDENTIALS };
    assert_eq!(english().message(&message), "Mind the gap.");
}

#[test]
fn an_unknown_key_is_shown_as_it_is() {
    assert_eq!(english().say("page-nonsense", &[]), "page-nonsense");
}

#[test]
fn own_words_stand_in_for_single_built_in_ones() {
    let folder = selfsame_testkit::TempFolder::new("words");
    std::fs::write(folder.path().join("en.ftl"), "page-login = Come in\nmessage-4000006 = No.\n").expect("the file");
    let words = Arc::new(Words::load(Some(folder.path())).expect("good words"));
    let speaker = Speaker::new(words, Language::FIRST, Timestamp::ZERO);
    assert_eq!(speaker.say("page-login", &[]), "Come in");
    assert_eq!(speaker.message(&text::INVALID_CREDENTIALS), "No.");
    assert_eq!(speaker.say("page-or", &[]), "or");
}

#[test]
fn own_words_that_do_not_parse_are_refused_with_their_line() {
    let folder = selfsame_testkit::TempFolder::new("words");
    std::fs::write(folder.path().join("en.ftl"), "page-login = Come in\n\npage-or = { $\n").expect("the file");
    let refused = Words::load(Some(folder.path())).err().expect("broken words").to_string();
    assert!(refused.contains("en.ftl") && refused.contains("line 3"), "{refused}");
    assert!(Words::load(Some(&folder.path().join("nowhere"))).is_err(), "a folder that is not there");
}

#[test]
fn slugs() {
    assert_eq!(slug("E-mail"), "e-mail");
    assert_eq!(slug("  First  name! "), "first-name");
}
