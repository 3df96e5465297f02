use super::*;

#[test]
fn who_gets_json() {
    for accept in [
        "application/json",
        "application/json, text/plain, */*",
        "application/*",
        "text/html;q=0.5, application/json",
        "*/*;q=0.1, application/json;q=0.2",
        "text/html;q=0.8,application/json;q=0.9",
    ] {
        assert!(prefers_json(Some(accept)), "{accept}");
    }
}

#[test]
fn who_gets_pages() {
    for accept in [
        "",
        "*/*",
        "text/html",
        "text/*, */*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/vnd.x+json",
        "text/html, application/json",
        "application/json;q=0",
        "application/json;q=x",
    ] {
        assert!(!prefers_json(Some(accept)), "{accept}");
    }
    assert!(!prefers_json(None));
}

#[test]
fn a_submission_with_a_plain_json_body_gets_json() {
    assert!(answers_json(Some("*/*"), Some("application/json")));
    assert!(!answers_json(Some("*/*"), Some("application/json; charset=utf-8")));
    assert!(answers_json(Some("application/json"), Some("application/x-www-form-urlencoded")));
}
