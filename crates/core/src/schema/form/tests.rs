use super::*;
use crate::flow::body::{FlowBody, NotAnObject};
use crate::schema::{CompileOptions, References, compile};
use proptest::prelude::*;
use selfsame_api::ui::UiText;
use serde_json::json;
use std::sync::Arc;

fn schema(traits: &Value) -> IdentitySchema {
    let document = json!({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"traits": traits}});
    compile("test", document.to_string().as_bytes(), &CompileOptions::default()).unwrap()
}

fn person() -> IdentitySchema {
    schema(&json!({
        "type": "object",
        "properties": {
            "email": {"type": "string", "format": "email", "title": "E-Mail", "maxLength": 320},
            "username": {"type": "string", "title": "Username", "minLength": 3},
            "name": {"type": "object", "title": "Name", "properties": {
                "first": {"type": "string", "title": "First name"}, "last": {"type": "string", "title": "Last name"}}},
            "age": {"type": "integer", "minimum": 0, "title": "Age"},
            "newsletter": {"type": "boolean", "title": "Newsletter"},
            "tags": {"type": "array", "items": {"type": "string"}}
        },
        "required": ["email"],
        "additionalProperties": false
    }))
}

fn customer() -> IdentitySchema {
    schema(&json!({
        "type": "object",
        "properties": {
            "phone": {"type": "string", "format": "tel", "title": "Phone"},
            "emails": {"type": "array", "maxItems": 3, "items": {"type": "string", "format": "email"}},
            "plan": {"type": "string", "enum": ["free", "pro"], "default": "free"}
        },
        "additionalProperties": false
    }))
}

/// An input in short: name, type, and what else it has.
fn shown(nodes: &[Node]) -> Vec<Value> {
    let input = |node: &Node| {
        let mut all = serde_json::to_value(node.as_input().unwrap()).unwrap();
        all.as_object_mut().unwrap().retain(|name, _| name != "disabled");
        all["group"] = serde_json::to_value(node.group).unwrap();
        if let Some(label) = &node.meta.label {
            assert_eq!(label.id, 1070002);
            all["label"] = Value::Object(label.context.clone().unwrap());
        }
        all
    };
    nodes.iter().map(input).collect()
}

/// Name and type of the inputs.
fn kinds(traits: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    shown(&trait_nodes(&schema(traits), Group::Default)).iter().map(|node| (text(&node["name"]), text(&node["type"]))).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).to_owned())).collect()
}

fn form(query: &str) -> FlowBody {
    FlowBody::from_query(query)
}

fn json_body(body: &Value) -> FlowBody {
    FlowBody::decode(Some("application/json"), body.to_string().as_bytes()).unwrap_or_default()
}

#[test]
fn a_person_has_the_recorded_inputs() {
    let titled = |name: &str, kind: &str, title: &str| {
        let name = format!("traits.{name}");
        json!({"name": name, "type": kind, "group": "default", "label": {"title": title, "name": name}})
    };
    let mut email = titled("email", "email", "E-Mail");
    email["required"] = true.into();
    email["autocomplete"] = "email".into();
    let expected = [
        email,
        titled("username", "text", "Username"),
        titled("name.first", "text", "First name"),
        titled("name.last", "text", "Last name"),
        titled("age", "number", "Age"),
        titled("newsletter", "checkbox", "Newsletter"),
        json!({"name": "traits.tags", "type": "text", "group": "default"}),
    ];
    assert_eq!(shown(&trait_nodes(&person(), Group::Default)), expected);
    assert_eq!(trait_names(&person())[..3], ["traits.email", "traits.username", "traits.name.first"]);
}

#[test]
fn a_customer_with_two_addresses_has_the_recorded_inputs() {
    let mut nodes = trait_nodes(&customer(), Group::Profile);
    fill(&mut nodes, &json!({"emails": ["a@x.io", "b@x.io"], "plan": "pro"}), Group::Profile);
    let expected = [
        json!({"name": "traits.phone", "type": "tel", "autocomplete": "tel", "group": "profile", "label": {"title": "Phone", "name": "traits.phone"}}),
        json!({"name": "traits.emails", "type": "text", "group": "profile"}),
        json!({"name": "traits.plan", "type": "text", "value": "pro", "options": [{"value": "free"}, {"value": "pro"}], "group": "profile"}),
        json!({"name": "traits.emails.0", "type": "text", "value": "a@x.io", "group": "profile"}),
        json!({"name": "traits.emails.1", "type": "text", "value": "b@x.io", "group": "profile"}),
    ];
    assert_eq!(shown(&nodes), expected);
    clear(&mut nodes);
    assert!(nodes.iter().all(|node| node.as_input().unwrap().value.is_none()));
    assert_eq!(nodes.len(), 5);
}

#[test]
fn what_was_sent_is_shown_as_it_is_and_makes_no_inputs() {
    let mut nodes = trait_nodes(&person(), Group::Default);
    let count = nodes.len();
    refill(&mut nodes, &json!({"age": "old", "email": 7, "odd": 1, "tags": "one", "username": null}));
    assert_eq!(nodes.len(), count);
    let value = |name: &str| nodes.iter().find(|node| node.name() == name).and_then(|node| node.as_input().unwrap().value.clone());
    assert_eq!(value("traits.age"), Some("old".into()));
    assert_eq!(value("traits.email"), Some(7.into()));
    assert_eq!(value("traits.tags"), Some("one".into()));
    assert_eq!(value("traits.username"), None);
    fill(&mut nodes, &json!({"odd": 1, "free": {"a.b": true}}), Group::Profile);
    let surplus = [
        json!({"name": "traits.odd", "type": "number", "value": 1, "group": "profile"}),
        json!({"name": "traits.free.a\\.b", "type": "checkbox", "value": true, "group": "profile"}),
    ];
    assert_eq!(shown(&nodes)[count..], surplus);
    fill(&mut nodes, &json!("no object"), Group::Profile);
    assert_eq!(nodes.len(), count + 2);
}

#[test]
fn formats_and_types_choose_the_input() {
    let text = |format: &str| json!({"type": "string", "format": format});
    let traits = json!({"properties": {
        "a": text("uri"), "b": text("date-time"), "c": text("date"), "d": text("uuid"),
        "password": {"type": "string"}, "n": {"type": "number"}, "yes": {"const": true}, "five": {"const": 5},
        "either": {"type": ["string", "null"]}, "or": {"type": ["null", "integer"], "default": 1},
        "many": {"type": ["string", "null", "integer"], "default": "x"},
        "untyped": {}, "chosen": {"enum": ["x"]}, "usual": {"enum": ["x"], "default": "x"}, "nothing": {"type": "null"},
        "objects": {"type": "array", "items": {"type": "object"}}, "lists": {"type": "array", "items": {"type": "array"}},
        "numbers": {"type": "array", "items": {"type": "number"}}, "any": {"type": "array"}
    }});
    let expected = [
        ("traits.a", "url"),
        ("traits.b", "datetime-local"),
        ("traits.c", "date"),
        ("traits.d", "text"),
        ("traits.password", "text"),
        ("traits.n", "number"),
        ("traits.yes", "checkbox"),
        ("traits.five", "number"),
        ("traits.or", "text"),
        ("traits.usual", "text"),
        ("traits.numbers", "text"),
        ("traits.any", "text"),
    ];
    assert_eq!(kinds(&traits), pairs(&expected));
}

#[test]
fn alternatives_and_references_are_looked_into() {
    let traits = json!({
        "properties": {
            "id": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            "mail": {"title": "Mail", "allOf": [{"$ref": "#/definitions/mail"}]},
            "home": {"$ref": "#/definitions/address"}
        },
        "allOf": [{"properties": {"more": {"type": "string"}}, "required": ["more"]}],
        "if": {"properties": {"kind": {"const": "x"}}},
        "then": {"properties": {"extra": {"type": "boolean"}}, "required": ["extra"]}
    });
    let mut document = json!({"properties": {"traits": traits}});
    document["definitions"] = json!({
        "mail": {"type": "string", "format": "email"},
        "address": {"type": "object", "properties": {"street": {"type": "string"}, "second": {"$ref": "#/definitions/address"}}, "required": ["street"]}
    });
    let schema = compile("test", document.to_string().as_bytes(), &CompileOptions::default()).unwrap();
    let nodes = shown(&trait_nodes(&schema, Group::Default));
    let short: Vec<_> =
        nodes.iter().map(|node| (node["name"].as_str().unwrap(), node["type"].as_str().unwrap(), node.get("required").is_some())).collect();
    let expected = [
        ("traits.id", "number", false),
        ("traits.mail", "email", false),
        ("traits.home.street", "text", true),
        ("traits.more", "text", true),
        ("traits.extra", "checkbox", false),
    ];
    assert_eq!(short, expected);
    assert_eq!(nodes[1]["label"], json!({"title": "Mail", "name": "traits.mail"}));
    assert_eq!(read_traits(&schema, &form("")), Ok(json!({"home": {}})));
}

#[test]
fn other_documents_are_looked_into() {
    let fetch = |url: &str| match url {
        "http://s.example/common/name.json" => {
            Ok(json!({"definitions": {"n": {"type": "object", "properties": {"first": {"$ref": "first.json"}}}}}))
        }
        "http://s.example/common/first.json" => Ok(json!({"type": "string", "title": "First"})),
        other => Err(other.to_owned()),
    };
    let options =
        CompileOptions { base_url: Some("http://s.example/person.json".into()), references: References::Fetched(Arc::new(fetch)) };
    let embedded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, json!({"a": {"type": "boolean"}}).to_string());
    let document = json!({"properties": {"traits": {"properties": {
        "name": {"$ref": "common/name.json#/definitions/n"}, "flag": {"$ref": format!("base64://{embedded}#/a")}
    }}}});
    let schema = compile("test", document.to_string().as_bytes(), &options).unwrap();
    assert_eq!(trait_names(&schema), ["traits.name.first", "traits.flag"]);
}

#[test]
fn a_json_object_of_traits_is_taken_as_it_is() {
    let traits = json!({"email": "", "age": "7", "odd": [1], "name": "x"});
    assert_eq!(read_traits(&person(), &json_body(&json!({"traits": traits}))), Ok(traits));
    assert_eq!(read_traits(&person(), &json_body(&json!({"method": "x"}))), Ok(json!({"name": {}})));
    assert_eq!(read_traits(&person(), &json_body(&json!({"traits": {"email": "a@x.io"}}))), Ok(json!({"email": "a@x.io", "name": {}})));
    assert_eq!(read_traits(&person(), &json_body(&json!({"traits": "{\"age\":1}"}))), Ok(json!({"age": 1, "name": {}})));
    for (wrong, actual) in [(json!("x"), "string"), (json!([]), "array"), (json!(1), "number"), (json!(true), "boolean")] {
        assert_eq!(read_traits(&person(), &json_body(&json!({"traits": wrong}))), Err(NotAnObject { actual }));
    }
    let dotted =
        json!({"traits": {"age": 1}, "traits.age": 2, "traits.name": {"first": "A"}, "traits.tags": ["a"], "traits.newsletter": true});
    let expected = json!({"age": 2, "name": {"first": "A"}, "tags": ["a"], "newsletter": true});
    assert_eq!(read_traits(&person(), &json_body(&dotted)), Ok(expected));
}

#[test]
fn the_text_of_a_form_becomes_what_the_schema_wants() {
    let read = |query: &str| read_traits(&person(), &form(query)).unwrap();
    let expected = json!({"email": "a@x.io", "name": {"first": "A"}, "age": 12, "newsletter": false});
    assert_eq!(read("method=x&traits.email=a%40x.io&traits.age=12&traits.newsletter=false&traits.name.first=A"), expected);
    assert_eq!(read("traits.newsletter=false&traits.newsletter=true"), json!({"newsletter": true, "name": {}}));
    assert_eq!(read("traits.newsletter=on"), json!({"newsletter": "on", "name": {}}));
    assert_eq!(read("traits.newsletter=1&traits.age=old"), json!({"age": "old", "newsletter": true, "name": {}}));
    assert_eq!(read("traits.age=1.5"), json!({"age": "1.5", "name": {}}));
    assert_eq!(read("traits.tags=a&traits.tags=&traits.tags=1"), json!({"tags": ["a", "1"], "name": {}}));
    assert_eq!(read("traits.tags.1=b&traits.tags.0=a&traits.tags.x=c"), json!({"tags": ["a", "b"], "name": {}}));
    assert_eq!(read("traits.email=&traits.odd=1&traits.name.middle=x&traits=&traitsx=1"), json!({"name": {}}));
    assert_eq!(read("traits.name=%7B%22last%22%3A%22L%22%7D&traits.name.first=A"), json!({"name": {"last": "L", "first": "A"}}));
    let other = schema(&json!({"properties": {"n": {"type": "number"}, "l": {"type": "array", "items": {"type": "integer"}},
        "or": {"type": ["null", "integer"], "default": 1}, "o": {"type": "array", "items": {"type": "object"}}}}));
    let read = |query: &str| read_traits(&other, &form(query)).unwrap();
    assert_eq!(read("traits.n=1.5&traits.l=1&traits.l=x&traits.or=3"), json!({"n": 1.5, "l": [1, "x"], "or": 3}));
    assert_eq!(read("traits.n=inf&traits.n=NaN"), json!({"n": "NaN"}));
    assert_eq!(read("traits.n=-7"), json!({"n": -7}));
}

/// Node, id and context of every message for these traits.
fn told(schema: &IdentitySchema, traits: &Value) -> Vec<(String, u32, Value)> {
    let told = |(name, message): (String, UiText)| (name, message.id, message.context.map_or(Value::Null, Value::Object));
    let mut all: Vec<_> = messages(&schema.validate(traits).unwrap_err()).into_iter().map(told).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    all
}

#[test]
fn recorded_messages_of_a_person() {
    let told = |traits: Value| told(&person(), &traits);
    let expected = [
        ("traits.age".to_owned(), 4000018, json!({"actual": -1, "minimum": 0})),
        ("traits.email".to_owned(), 4000040, json!({"value": "nobody"})),
        ("traits.username".to_owned(), 4000003, json!({"actual_length": 2, "min_length": 3})),
    ];
    assert_eq!(told(json!({"email": "nobody", "username": "ab", "age": -1})), expected);
    let typed = |allowed: &str, actual: &str| json!({"allowed_types": [allowed], "actual_type": actual});
    let expected = [
        ("traits.age".to_owned(), 4000026, typed("integer", "string")),
        ("traits.email".to_owned(), 4000026, typed("string", "number")),
        ("traits.tags".to_owned(), 4000026, typed("array", "string")),
    ];
    assert_eq!(told(json!({"email": 7, "age": "old", "tags": "one"})), expected);
    assert_eq!(told(json!({})), [("traits.email".to_owned(), 4000002, json!({"property": "email"}))]);
    let surplus = told(json!({"email": "a@x.io", "nickname": "x"}));
    assert_eq!((surplus[0].0.as_str(), surplus[0].1), ("traits", 4000001));
    assert!(surplus[0].2["reason"].as_str().unwrap().contains("nickname"));
    assert_eq!(told(json!({"email": ""}))[0].1, 4000001);
}

#[test]
fn every_keyword_has_its_message() {
    let schema = schema(&json!({"type": "object", "properties": {
        "max": {"maxLength": 2}, "pattern": {"pattern": "^a+$"}, "xmin": {"exclusiveMinimum": 0}, "most": {"maximum": 1.5},
        "xmax": {"exclusiveMaximum": 10}, "of": {"multipleOf": 5}, "few": {"minItems": 2}, "many": {"maxItems": 1},
        "same": {"uniqueItems": true}, "yes": {"const": "yes"}, "five": {"const": 5}, "true": {"const": true}, "object": {"const": {}},
        "tel": {"format": "tel"}, "uri": {"format": "uri"}, "plan": {"enum": ["free"]}, "not": {"not": {}}, "a/b.c~d": {"type": "string"},
        "items": {"items": {"type": "string"}}, "deep": {"properties": {"x": {"required": ["y"]}}}
    }}));
    let traits = json!({
        "max": "äöü", "pattern": "b", "xmin": 0, "most": 2, "xmax": 10.0, "of": 7, "few": [1], "many": [1, 2], "same": [1, 2, 1], "yes": "no",
        "five": 6, "true": false, "object": 1, "tel": "x", "uri": "no uri", "plan": "pro", "not": 1, "a/b.c~d": 1, "items": ["a", 2],
        "deep": {"x": {}}
    });
    let wanted = [
        ("traits.a/b\\.c~d", 4000026, json!({"allowed_types": ["string"], "actual_type": "number"})),
        ("traits.deep.x.y", 4000002, json!({"property": "y"})),
        ("traits.few", 4000024, json!({"min_items": 2, "actual_items": 1})),
        ("traits.five", 4000029, json!({"expected": "\"5\""})),
        ("traits.items.1", 4000026, json!({"allowed_types": ["string"], "actual_type": "number"})),
        ("traits.many", 4000023, json!({"max_items": 1, "actual_items": 2})),
        ("traits.max", 4000017, json!({"max_length": 2, "actual_length": 3})),
        ("traits.most", 4000020, json!({"maximum": 1.5, "actual": 2})),
        ("traits.not", 4000001, Value::Null),
        ("traits.object", 4000030, Value::Null),
        ("traits.of", 4000022, json!({"base": 5, "actual": 7})),
        ("traits.pattern", 4000004, json!({"pattern": "^a+$"})),
        ("traits.plan", 4000001, Value::Null),
        ("traits.same", 4000025, json!({"index_a": 0, "index_b": 2})),
        ("traits.tel", 4000041, json!({"value": "x"})),
        ("traits.true", 4000029, json!({"expected": "true"})),
        ("traits.uri", 4000001, Value::Null),
        ("traits.xmax", 4000021, json!({"maximum": 10, "actual": 10})),
        ("traits.xmin", 4000019, json!({"minimum": 0, "actual": 0})),
        ("traits.yes", 4000029, json!({"expected": "\"yes\""})),
    ];
    let told = told(&schema, &traits);
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for ((name, id, context), (wanted_name, wanted_id, wanted_context)) in told.iter().zip(wanted) {
        assert_eq!((name.as_str(), *id), (wanted_name, wanted_id));
        if *id == 4000001 {
            assert!(context["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
        } else {
            assert_eq!(*context, wanted_context, "{name}");
        }
    }
}

#[test]
fn what_is_wrong_with_all_traits_is_said_of_the_node_of_all() {
    let messages = messages(&person().validate(&json!([])).unwrap_err());
    assert_eq!(messages.iter().map(|(name, message)| (name.as_str(), message.id)).collect::<Vec<_>>(), [("traits", 4000026)]);
    let root = crate::schema::Violation {
        instance: String::new(),
        schema: String::new(),
        rule: crate::schema::Rule::Keyword("not".into()),
        message: "must not be".into(),
    };
    assert_eq!(super::messages(&[root])[0], (String::new(), text::generic_error("Must not be.")));
}

/// A schema of a member, and a value that it accepts.
fn member() -> impl Strategy<Value = (Value, Value)> {
    prop_oneof![
        ("[ -~]{1,8}").prop_map(|text| (json!({"type": "string"}), json!(text))),
        any::<i64>().prop_map(|number| (json!({"type": "integer"}), json!(number))),
        (-1e6..1e6f64).prop_map(|number| (json!({"type": "number"}), json!(number))),
        any::<bool>().prop_map(|flag| (json!({"type": "boolean"}), json!(flag))),
        prop::collection::vec("[ -~]{1,4}", 1..12).prop_map(|items| (json!({"type": "array", "items": {"type": "string"}}), json!(items))),
        prop::collection::vec(any::<i32>(), 1..4).prop_map(|items| (json!({"type": "array", "items": {"type": "integer"}}), json!(items))),
    ]
}

/// A schema of an object, two levels deep at most, and a value of it in full.
fn object() -> impl Strategy<Value = (Value, Value)> {
    let of = |members: std::collections::BTreeMap<String, (Value, Value)>| {
        let (mut schemas, mut values) = (Map::new(), Map::new());
        for (name, (schema, value)) in members {
            schemas.insert(name.clone(), schema);
            values.insert(name, value);
        }
        (json!({"type": "object", "properties": schemas}), Value::Object(values))
    };
    let names = "[a-z.~/ ]{1,5}";
    let inner = prop::collection::btree_map(names, member(), 0..4).prop_map(of);
    prop::collection::btree_map(names, prop_oneof![3 => member(), 1 => inner], 0..6).prop_map(of)
}

/// What a browser sends of a form.
fn sent(nodes: &[Node]) -> FlowBody {
    let mut query = String::new();
    for input in nodes.iter().filter_map(Node::as_input) {
        let text = match &input.value {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        query.extend(url::form_urlencoded::byte_serialize(input.name.as_bytes()));
        query.push('=');
        query.extend(url::form_urlencoded::byte_serialize(text.as_bytes()));
        query.push('&');
    }
    form(&query)
}

proptest! {
    #[test]
    fn what_a_form_shows_comes_back_when_it_is_sent((traits, value) in object()) {
        let schema = schema(&traits);
        let mut nodes = trait_nodes(&schema, Group::Profile);
        fill(&mut nodes, &value, Group::Profile);
        prop_assert_eq!(read_traits(&schema, &sent(&nodes)), Ok(value));
    }

    #[test]
    fn reading_never_panics((traits, _) in object(), query in "(traits(\\.[a-z0-9.~/ ]{0,4}){0,3}=[ -~]{0,6}&){0,8}", body in "[ -~]{0,40}") {
        let schema = schema(&traits);
        if let Ok(traits) = read_traits(&schema, &form(&query)) {
            prop_assert!(traits.is_object());
            refill(&mut trait_nodes(&schema, Group::Default), &traits);
        }
        let _ = read_traits(&schema, &json_body(&json!({"traits": body, "traits.a": [body]})));
    }

    #[test]
    fn every_violation_has_a_message((traits, _) in object(), (_, other) in object()) {
        let mut traits = traits;
        traits["additionalProperties"] = false.into();
        if let Err(violations) = schema(&traits).validate(&other) {
            let messages = messages(&violations);
            prop_assert_eq!(messages.len(), violations.len());
            for (name, message) in messages {
                prop_assert!(is_trait(&name) || name == "traits", "{}", name);
                prop_assert!((4000001..4000050).contains(&message.id) && !message.text.is_empty());
            }
        }
    }
}
