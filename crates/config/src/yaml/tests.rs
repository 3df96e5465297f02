use std::fmt::Write;

use proptest::prelude::*;
use serde_json::json;

use super::parse;
use crate::problem::Place;

fn value(text: &str) -> serde_json::Value {
    parse(text, "a.yml").unwrap().to_json()
}

fn error(text: &str) -> String {
    parse(text, "a.yml").unwrap_err().to_string()
}

#[test]
fn plain_scalars_are_read_as_the_reference_reads_them() {
    assert_eq!(
        value("a: yes\nb: no\nc: true\nd: 0755\ne: 0x1f\nf: 1.5\ng: '12'\nh: ~\ni: 1h30m\nj: -3\nk: !!str 5\nl: 1e3"),
        json!({ "a": "yes", "b": "no", "c": true, "d": 493, "e": 31, "f": 1.5, "g": "12", "h": null, "i": "1h30m", "j": -3, "k": "5", "l": 1000 })
    );
}

#[test]
fn anchors_and_merges_work() {
    assert_eq!(
        value("base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}\nlist: [*b]"),
        json!({ "base": { "x": 1, "y": 2 }, "other": { "y": 3, "x": 1 }, "list": [{ "x": 1, "y": 2 }] })
    );
}

#[test]
fn json_is_read_too() {
    assert_eq!(value("{\n\t\"a\": [1, \"b\\u00e9\\/\"],\n\t\"c\": {\"d\": null}\n}"), json!({ "a": [1, "bé/"], "c": { "d": null } }));
}

#[test]
fn a_key_given_twice_names_both_places() {
    assert_eq!(error("a: 1\nb:\n  c: 1\n  c: 2\n"), "a.yml:4:3: the key `c` was given before, at a.yml:3:3");
}

#[test]
fn empty_documents_are_empty_and_only_the_first_counts() {
    assert_eq!(value(""), json!({}));
    assert_eq!(value("# nothing\n"), json!({}));
    assert_eq!(value("a: 1\n---\na: 2\n"), json!({ "a": 1 }));
}

#[test]
fn syntax_errors_name_their_line() {
    let text = error("a: 1\nb: [1,\nc: }");
    assert!(text.starts_with("a.yml:2:4: this is not valid YAML"), "{text}");
    assert_eq!(error("- a"), "a.yml:1:1: expected keys and values, found a list");
}

#[test]
fn aliases_cannot_blow_up() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        writeln!(text, "a{level}: &a{level} [{}]", vec![alias; 10].join(", ")).unwrap();
    }
    assert!(error(&text).contains("too many values"));
    assert!(error("a: &a [*a]").contains("inside of what it refers to"));
}

#[test]
fn places_count_from_one() {
    let root = parse("a:\n  b: [1, x]\n", "a.yml").unwrap();
    let place = root.place_of(&["a", "b", "1"]);
    assert_eq!(place, Place::File { file: "a.yml".into(), line: 2, column: 10 });
}

proptest! {
    #[test]
    fn parsing_never_panics(text in "\\PC{0,200}", lines in "([ a-c:&*<>|?\\[\\]{},#'\"!%0-9\t-]{0,12}\n){0,12}") {
        let _ = parse(&text, "a.yml");
        let _ = parse(&lines, "a.yml");
    }
}
