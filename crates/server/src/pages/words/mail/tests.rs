use super::*;
use crate::pages::language::LANGUAGES;
use serde_json::json;
use std::collections::BTreeSet;

fn words() -> Words {
    Words::load(None).expect("the built-in words")
}

fn said(wording: &Wording, name: &str) -> String {
    wording.words.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone()).unwrap_or_default()
}

fn data(language: &str) -> Map<String, Value> {
    let data =
        json!({"language": language, "expires_in_minutes": 5, "changed_at": "2026-11-29T18:05:12.34Z", "added_at": "2026-11-29T18:05:12Z"});
    data.as_object().cloned().expect("an object")
}

#[test]
fn every_word_of_every_message_is_in_every_catalogue() {
    let words = words();
    for spoken in LANGUAGES {
        for kind in TemplateType::ALL {
            let wording = words.of_message(kind, &data(spoken.tag));
            assert_eq!((wording.language, wording.direction), (spoken.tag, spoken.direction));
            for (name, text) in &wording.words {
                assert!(!text.starts_with("mail-"), "{}, {}: no {name}", spoken.tag, kind.as_str());
            }
        }
    }
}

#[test]
fn every_word_for_mails_is_said_by_one() {
    let keys: BTreeSet<String> = TemplateType::ALL.into_iter().flat_map(builtin::words).map(|(_, key)| key).collect();
    let lines = LANGUAGES[0].catalogue.lines().filter(|line| line.starts_with("mail-"));
    let written: BTreeSet<String> = lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect();
    assert_eq!(keys, written);
}

#[test]
fn numbers_and_times_are_in_the_words() {
    let words = words();
    assert_eq!(said(&words.of_message(TemplateType::LoginCodeValid, &data("pl")), "expires"), "Ważność: 5 minut.");
    let changed = words.of_message(TemplateType::VerifiableAddressChanged, &data("en"));
    assert_eq!(said(&changed, "intro"), "An address of your account was changed at 2026-11-29 18:05 UTC.");
}

#[test]
fn a_language_that_is_not_known_is_english() {
    for language in ["", "xx", "de-AT"] {
        let wording = words().of_message(TemplateType::LoginCodeValid, &data(language));
        assert_eq!(wording.language, if language == "de-AT" { "de" } else { "en" });
    }
    assert_eq!(words().of_message(TemplateType::LoginCodeValid, &Map::new()).language, "en");
}
