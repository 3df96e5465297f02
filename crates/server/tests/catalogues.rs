//! The catalogues of words, one for each language: that they are complete, say the same, and can be said.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Every language, with the plural categories that a text with a number has to tell apart.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["one"]),
    ("de", &["one"]),
    ("fr", &["one"]),
    ("es", &["one"]),
    ("it", &["one"]),
    ("pt", &["one"]),
    ("nl", &["one"]),
    ("pl", &["one", "few", "many"]),
    ("uk", &["one", "few", "many"]),
    ("tr", &[]),
    ("zh", &[]),
    ("ja", &[]),
    ("ar", &["zero", "one", "two", "few", "many"]),
];

/// Variables that are numbers; all others are texts.
const NUMBERS: &[&str] = &[
    "count",
    "minutes",
    "retry_after",
    "min_length",
    "max_length",
    "actual_length",
    "minimum",
    "maximum",
    "actual",
    "base",
    "min_items",
    "max_items",
    "actual_items",
];

/// Some of every plural category of every language.
const COUNTS: &[i64] = &[0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 101, 1_000_000];

/// Texts that are the same in every language: what is data alone.
const SAME_EVERYWHERE: &[&str] =
    &["list-separator", "message-1050006", "message-1050009", "message-1050015", "message-1070000", "page-title", "page-title-event"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages/locales")
}

fn source(language: &str) -> String {
    let file = folder().join(format!("{language}.ftl"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn parsed(language: &str) -> FluentResource {
    FluentResource::try_new(source(language)).unwrap_or_else(|(_, errors)| panic!("{language}.ftl: {errors:?}"))
}

/// The patterns of a language by their keys.
fn patterns(catalogue: &FluentResource) -> BTreeMap<&str, &Pattern<&str>> {
    let messages = catalogue.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, message.value.as_ref().expect(message.id.name))),
        Entry::Term(_) | Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => None,
    });
    messages.collect()
}

/// What a pattern mentions: its variables, the keys of its plural selectors, and the cases that its other selectors tell
/// apart, each a variable with a value.
#[derive(Default, Debug)]
struct Mentions<'a> {
    variables: BTreeSet<&'a str>,
    plurals: Vec<BTreeSet<&'a str>>,
    cases: Vec<(&'a str, &'a str)>,
}

impl<'a> Mentions<'a> {
    fn of(pattern: &'a Pattern<&'a str>) -> Self {
        let mut mentions = Self::default();
        mentions.pattern(pattern);
        mentions
    }

    fn pattern(&mut self, pattern: &'a Pattern<&'a str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable { expression: Expression::Inline(inline) } => self.inline(inline),
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    self.inline(selector);
                    self.selector(selector, variants);
                }
            }
        }
    }

    fn selector(&mut self, selector: &'a InlineExpression<&'a str>, variants: &'a [Variant<&'a str>]) {
        let keys = variants.iter().filter_map(|variant| match variant.key {
            VariantKey::Identifier { name } => Some(name),
            VariantKey::NumberLiteral { .. } => None,
        });
        let keys: BTreeSet<_> = keys.collect();
        if keys.iter().any(|key| matches!(*key, "zero" | "one" | "two" | "few" | "many")) {
            self.plurals.push(keys);
        } else if let InlineExpression::VariableReference { id } = selector {
            self.cases.extend(keys.into_iter().filter(|key| *key != "other").map(|key| (id.name, key)));
        }
        for variant in variants {
            self.pattern(&variant.value);
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'a str>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.variables.insert(id.name)),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            other => panic!("a catalogue has texts, variables and selectors only: {other:?}"),
        }
    }
}

/// The seven digits of every message that the server can show, as the source of the API has them.
fn message_ids() -> BTreeSet<String> {
    let api = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src");
    let mut ids = BTreeSet::new();
    for file in ["text.rs", "text/steps.rs", "text/validation.rs"] {
        let source = std::fs::read_to_string(api.join(file)).expect(file);
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            let words = line.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
            ids.extend(words.filter(|word| word.len() == 7 && word.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned));
        }
    }
    ids
}

#[test]
fn every_message_has_a_text_in_every_language() {
    let ids = message_ids();
    assert!(ids.len() > 130 && ids.contains("1010001") && ids.contains("4900001"), "{ids:?}");
    for (language, _) in LANGUAGES {
        let catalogue = parsed(language);
        let keys = patterns(&catalogue);
        let missing: Vec<_> = ids.iter().filter(|id| !keys.contains_key(format!("message-{id}").as_str())).collect();
        assert!(missing.is_empty(), "{language}.ftl has no text for {missing:?}");
        let unknown: Vec<_> = keys.keys().filter(|key| key.strip_prefix("message-").is_some_and(|id| !ids.contains(id))).collect();
        assert!(unknown.is_empty(), "{language}.ftl has texts for messages that do not exist: {unknown:?}");
    }
}

#[test]
fn every_catalogue_is_a_language_of_the_list() {
    let files =
        std::fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("a file").file_name().into_string().expect("a name"));
    let files: BTreeSet<_> = files.collect();
    let expected: BTreeSet<_> = LANGUAGES.iter().map(|(language, _)| format!("{language}.ftl")).collect();
    assert_eq!(files, expected);
}

#[test]
fn all_languages_have_the_same_texts_with_the_same_variables() {
    let english = parsed("en");
    let english: BTreeMap<_, _> = patterns(&english).into_iter().map(|(key, pattern)| (key, Mentions::of(pattern).variables)).collect();
    for (language, _) in LANGUAGES {
        let catalogue = parsed(language);
        let texts: BTreeMap<_, _> = patterns(&catalogue).into_iter().map(|(key, pattern)| (key, Mentions::of(pattern).variables)).collect();
        for (key, variables) in &english {
            assert_eq!(texts.get(key), Some(variables), "{language}.ftl: {key}");
        }
        let surplus: Vec<_> = texts.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(surplus.is_empty(), "{language}.ftl: {surplus:?}");
    }
}

#[test]
fn no_key_stands_twice() {
    for (language, _) in LANGUAGES {
        let source = source(language);
        let mut keys = BTreeSet::new();
        for key in source
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| line.split(' ').next())
        {
            assert!(keys.insert(key), "{language}.ftl: {key}");
        }
    }
}

#[test]
fn numbers_are_said_in_all_plural_categories_of_the_language() {
    for (language, categories) in LANGUAGES {
        let catalogue = parsed(language);
        for (key, pattern) in patterns(&catalogue) {
            for plural in Mentions::of(pattern).plurals {
                let missing: Vec<_> = categories.iter().filter(|category| !plural.contains(*category)).collect();
                assert!(missing.is_empty(), "{language}.ftl: {key} has no {missing:?}");
                let unused: Vec<_> = plural.iter().filter(|key| **key != "other" && !categories.contains(*key)).collect();
                assert!(unused.is_empty(), "{language}.ftl: {key} has {unused:?}, which the language does not know");
            }
        }
    }
}

#[test]
fn every_text_can_be_said_in_every_case_and_with_any_number() {
    for (language, _) in LANGUAGES {
        let mut bundle = FluentBundle::new(vec![language.parse().expect("a language")]);
        bundle.set_use_isolating(false);
        bundle.add_resource(parsed(language)).expect("no key twice");
        let catalogue = parsed(language);
        for (key, pattern) in patterns(&catalogue) {
            let Mentions { variables, cases, .. } = Mentions::of(pattern);
            let counts = COUNTS.iter().map(|count| (*count, ("", "")));
            for (count, case) in counts.chain(cases.into_iter().map(|case| (7, case))) {
                let mut arguments = FluentArgs::new();
                for name in &variables {
                    let text = if case.0 == *name { case.1 } else { "ann@example.org" };
                    arguments.set(*name, if NUMBERS.contains(name) { FluentValue::from(count) } else { FluentValue::from(text) });
                }
                let value = bundle.get_message(key).and_then(|message| message.value()).expect(key);
                let mut errors = Vec::new();
                let text = bundle.format_pattern(value, Some(&arguments), &mut errors);
                assert!(errors.is_empty(), "{language}.ftl: {key} with {count}, {case:?}: {errors:?}");
                let is_neat = !text.is_empty() && !text.contains("  ") && !text.contains(['{', '}', '\n']);
                assert!(is_neat, "{language}.ftl: {key} with {count}, {case:?}: {text:?}");
            }
        }
    }
}

#[test]
fn reasons_that_are_translated_are_given() {
    let known: BTreeSet<_> = reasons().iter().map(|reason| slug(reason)).collect();
    for (language, _) in LANGUAGES {
        let catalogue = parsed(language);
        for (variable, case) in Mentions::of(patterns(&catalogue)["message-4000001"]).cases {
            assert!(variable == "slug" && known.contains(case), "{language}.ftl: no error has the reason {case}");
        }
    }
}

/// The reasons of errors without an id, as far as they stand in the sources.
fn reasons() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("../core/src/flow"), root.join("src/flow"), root.join("src/method")];
    let mut reasons = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(source) = std::fs::read_to_string(&path) {
                let after = source.split("generic_error(\"").skip(1);
                reasons.extend(after.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
    }
    reasons
}

fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// A message without data says the same on the pages and in the API.
#[test]
fn the_english_catalogue_says_what_the_api_says() {
    let api = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src/text.rs")).expect("the source");
    let constants = api.lines().filter_map(|line| {
        let (id, text) = line.trim().split_once(" = ")?.1.split_once(", \"")?;
        Some((format!("message-{id} = "), text.strip_suffix("\";")?))
    });
    let english = source("en");
    let (mut compared, mut differing) = (0, Vec::new());
    for (key, text) in constants {
        compared += 1;
        differing.extend((!english.contains(&format!("\n{key}{text}\n"))).then(|| format!("{key}{text}")));
    }
    assert!(compared > 80, "{compared}");
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn no_text_is_left_in_english() {
    let english = parsed("en");
    let english = patterns(&english);
    for (language, _) in LANGUAGES.iter().filter(|(language, _)| *language != "en") {
        let catalogue = parsed(language);
        let shared = SAME_IN.iter().find(|(known, _)| known == language).map_or(&[][..], |(_, keys)| keys);
        let same = patterns(&catalogue).into_iter().filter(|(key, pattern)| english.get(key) == Some(pattern)).map(|(key, _)| key);
        let same: BTreeSet<_> = same.filter(|key| !SAME_EVERYWHERE.contains(key)).collect();
        assert_eq!(same, shared.iter().copied().collect(), "{language}.ftl: left in English, or not the same any more");
    }
}

/// Words that a language shares with English.
const SAME_IN: &[(&str, &[&str])] = &[
    ("de", &["page-settings-passkey", "page-title-error"]),
    ("fr", &["way-code", "page-nav"]),
    ("it", &["way-password", "way-passkey", "message-1070001", "page-nav-home", "page-settings-password"]),
    ("nl", &["way-code", "way-passkey", "page-nav-home", "page-settings-passkey"]),
    ("pl", &["page-title-error"]),
];
