use super::{Fields, Unknown, first_value};
use proptest::prelude::*;
use serde_json::{Value, json};

fn fields(body: &str, unknown: Unknown) -> Result<Fields, String> {
    let value = first_value(body.as_bytes()).map_err(|error| error.body.message)?;
    Fields::new(value, "", &["schema_id", "traits"], unknown).map_err(|error| error.body.message)
}

#[test]
fn names_match_in_any_case_and_the_last_wins() {
    let mut read = fields(r#"{"schema_id":"a","SCHEMA_ID":"b","Schema_Id":"c"}"#, Unknown::Refused).unwrap();
    assert_eq!(read.text("schema_id").unwrap().as_deref(), Some("c"));
    let mut repeated = fields(r#"{"schema_id":"a","schema_id":"b"}"#, Unknown::Refused).unwrap();
    assert_eq!(repeated.text("schema_id").unwrap().as_deref(), Some("b"));
}

#[test]
fn a_name_that_comes_again_counts_where_it_comes_last() {
    let mut read = fields(r#"{"schema_id":"a","SCHEMA_ID":"b","schema_id":"c"}"#, Unknown::Refused).unwrap();
    assert_eq!(read.text("schema_id").unwrap().as_deref(), Some("c"));
    let value = first_value(br#"{"a":{"x":1,"y":[{"z":1,"z":2}],"x":3},"b":1,"c":2,"b":null}"#).unwrap_or_default();
    assert_eq!(value.to_string(), r#"{"a":{"y":[{"z":2}],"x":3},"c":2,"b":null}"#);
}

proptest! {
    #[test]
    fn without_repeated_names_a_value_is_read_as_it_stands(value in any_json()) {
        let text = value.to_string();
        let plain: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(first_value(text.as_bytes()).unwrap_or_default().to_string(), plain.to_string());
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e300..1e300).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            proptest::collection::vec((any::<String>(), inner), 0..8).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

#[test]
fn unknown_members_are_refused_only_where_asked() {
    assert!(fields(r#"{"id":1}"#, Unknown::Refused).unwrap_err().contains("\"id\""));
    assert!(fields(r#"{"id":1}"#, Unknown::Ignored).is_ok());
}

#[test]
fn null_is_an_empty_object_and_an_absent_member() {
    assert!(fields("null", Unknown::Refused).unwrap().text("traits").unwrap().is_none());
    let mut read = fields(r#"{"traits":null}"#, Unknown::Refused).unwrap();
    assert_eq!(read.raw("traits"), Some(json!(null)));
}

#[test]
fn what_follows_the_first_value_is_not_looked_at() {
    assert!(fields("{} garbage", Unknown::Refused).is_ok());
    assert!(fields("", Unknown::Refused).unwrap_err().contains("empty"));
    assert!(fields("[]", Unknown::Refused).unwrap_err().contains("list"));
}
