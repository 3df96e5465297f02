use super::{Fields, Unknown, first_value};
use serde_json::json;

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
