use super::*;
use proptest::prelude::*;
use serde_json::json;

fn json_body(text: &str) -> FlowBody {
    FlowBody::decode(Some("application/json"), text.as_bytes()).ok().unwrap()
}

fn error(content_type: Option<&str>, body: &str) -> BodyError {
    FlowBody::decode(content_type, body.as_bytes()).err().unwrap()
}

#[test]
fn scalars_become_text_and_the_last_of_a_name_counts() {
    let body = json_body(r#"{"method":"password","identifier":1,"password":true,"x":"a","x":"b","n":null,"e":""}"#);
    assert_eq!(body.text("identifier"), Some("1"));
    assert_eq!(body.text("password"), Some("true"));
    assert_eq!(body.text("x"), Some("b"));
    assert_eq!((body.text("n"), body.text("e"), body.text("nope")), (None, None, None));
    let form = FlowBody::decode(Some("application/x-www-form-urlencoded; charset=utf-8"), b"a=1&a=2+3&b=").ok().unwrap();
    assert_eq!((form.text("a"), form.text("b")), (Some("2 3"), None));
}

#[test]
fn objects_come_whole_or_in_dotted_pieces() {
    let whole = json_body(r#"{"traits":{"a":{"b":1}},"transient_payload":"{\"x\":1}"}"#);
    assert_eq!(Value::Object(whole.object("traits").unwrap().unwrap()), json!({"a": {"b": 1}}));
    assert_eq!(Value::Object(whole.object("transient_payload").unwrap().unwrap()), json!({"x": 1}));
    let pieces = FlowBody::from_query("traits.a.b=1&traits.c=2&traitsx=3");
    assert_eq!(Value::Object(pieces.object("traits").unwrap().unwrap()), json!({"a": {"b": "1"}, "c": "2"}));
    assert_eq!(pieces.object("other"), Ok(None));
    assert_eq!(json_body(r#"{"traits":[1]}"#).object("traits"), Err(NotAnObject { actual: "array" }));
    assert_eq!(json_body(r#"{"traits":7}"#).object("traits"), Err(NotAnObject { actual: "number" }));
    assert_eq!(json_body(r#"{"traits":"x"}"#).object("traits"), Err(NotAnObject { actual: "string" }));
}

#[test]
fn multipart_fields() {
    let body = "--b\r\nContent-Disposition: form-data; name=\"method\"\r\n\r\npassword\r\n--b\r\ncontent-disposition: form-data; name=f; filename=x\r\n\r\nz\r\n--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\na\r\nb\r\n--b--\r\n";
    let body = FlowBody::decode(Some("multipart/form-data; boundary=b"), body.as_bytes()).ok().unwrap();
    assert_eq!((body.text("method"), body.text("password"), body.text("f")), (Some("password"), Some("a\r\nb"), None));
    assert_eq!(error(Some("multipart/form-data; boundary=b"), "--b\r\nnothing"), BodyError::Multipart);
    assert_eq!(error(Some("multipart/form-data"), "--b--"), BodyError::Multipart);
}

#[test]
fn bodies_without_fields() {
    assert_eq!(error(Some("application/json"), ""), BodyError::Empty);
    assert_eq!(error(None, "a"), BodyError::ContentType);
    assert_eq!(error(Some("text/plain"), "a"), BodyError::ContentType);
    assert_eq!(error(Some("application/json"), "{"), BodyError::Json);
    assert_eq!(error(Some("application/json"), "[]"), BodyError::NotObject);
}

proptest! {
    #[test]
    fn decoding_never_panics(kind in "(application/json|application/x-www-form-urlencoded|multipart/form-data; boundary=b|x)", body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = FlowBody::decode(Some(&kind), &body);
    }

    #[test]
    fn multipart_never_panics(tail in "[-b\r\n a:=;\"]{0,60}") {
        let _ = FlowBody::decode(Some("multipart/form-data; boundary=b"), format!("--b{tail}").as_bytes());
    }
}
