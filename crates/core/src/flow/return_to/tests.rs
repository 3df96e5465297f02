use super::*;
use proptest::prelude::*;

fn policy() -> ReturnPolicy {
    let allowed = [
        "http://app.example",
        "https://*.trusted.example/callback",
        "myapp://cb",
        "*.com",
        "https://*.com",
        "https://*",
        "http://a.example/path/",
    ];
    ReturnPolicy::new("http://app.example/home", "http://127.0.0.1:4433/", allowed, Wildcards::Narrow).unwrap()
}

#[test]
fn accepted_targets() {
    for (raw, url) in [
        ("http://app.example/deep?x=1", "http://app.example/deep?x=1"),
        ("http://app.example", "http://app.example"),
        ("HTTP://APP.example/a#b", "HTTP://APP.example/a#b"),
        ("http://user@app.example/", "http://user@app.example/"),
        ("/x", "http://app.example/x"),
        ("?q=1", "http://app.example?q=1"),
        ("//app.example/x", "http://app.example/x"),
        ("https://x.trusted.example/callback/deep", "https://x.trusted.example/callback/deep"),
        ("https://x.y.trusted.example/callbackXYZ", "https://x.y.trusted.example/callbackXYZ"),
        ("http://127.0.0.1:4433/self-service/settings/browser", "http://127.0.0.1:4433/self-service/settings/browser"),
        ("myapp://cb", "myapp://cb"),
        ("http://a.example/path/x", "http://a.example/path/x"),
        ("/ä b", "http://app.example/%C3%A4%20b"),
    ] {
        assert_eq!(policy().accept(raw).as_deref(), Ok(url), "{raw}");
    }
}

#[test]
fn what_is_too_long_to_be_kept_is_refused() {
    let fits = format!("/{}", "x".repeat(LONGEST_URL - 1));
    assert!(policy().accept(&fits).is_ok());
    assert_eq!(policy().accept(&format!("{fits}x")), Err(ReturnToError::TooLong));
}

#[test]
fn forbidden_targets() {
    for raw in [
        "https://evil.example",
        "https://app.example/x",
        "http://app.example:80/x",
        "http://app.example.evil.example",
        "http://app.example@evil.example/",
        "//evil.example/x",
        "x/y",
        "https://trusted.example/callback",
        "https://x.trusted.example/",
        "https://x.trusted.example:444/callback",
        "https://xtrusted.example/callback",
        "http://127.0.0.1:4433/sessions/whoami",
        "http://a.example/path",
        "https://anything.com",
        "myapp://other",
        "///evil.example",
    ] {
        let answer = policy().accept(raw);
        // Three slashes are a path of the default host, which is harmless.
        if raw == "///evil.example" {
            assert_eq!(answer.as_deref(), Ok("http://app.example/evil.example"));
        } else {
            assert_eq!(answer, Err(ReturnToError::Forbidden), "{raw}");
        }
    }
}

#[test]
fn what_is_no_url() {
    for raw in [
        "http://app.example/%zz",
        "http://app.example\\@evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        " http://app.example",
        "http://[::1",
        "http:evil.example",
        "javascript:alert(1)",
        ":x",
        "http://app.example:port/",
        "http://app.example\n",
        "a:b/c",
    ] {
        assert_eq!(policy().accept(raw), Err(ReturnToError::NotUrl), "{raw:?}");
    }
}

#[test]
fn wildcards_over_public_suffixes_count_only_when_asked_for() {
    let wide = ReturnPolicy::new("http://app.example", "http://id.example", ["https://*.com"], Wildcards::Any).unwrap();
    assert!(wide.accept("https://anything.com/x").is_ok());
    assert_eq!(policy().accept("https://anything.com/x"), Err(ReturnToError::Forbidden));
    assert!(ReturnPolicy::new("not a url:", "http://id.example", [""; 0], Wildcards::Narrow).is_err());
}

proptest! {
    #[test]
    fn whatever_is_accepted_leads_to_a_known_host(raw in r"(https?:)?/{0,3}[a-z@:\\\\./%?#-]{0,24}(app\.example|evil\.example|)[a-z@:\\\\./%?# -]{0,12}") {
        if let Ok(target) = policy().accept(&raw) {
            let browser = url::Url::parse(&target).unwrap();
            let host = browser.host_str().unwrap_or_default();
            prop_assert!(["app.example", "a.example", "127.0.0.1"].contains(&host) || host.ends_with(".trusted.example"), "{} -> {}", raw, target);
        }
    }

    #[test]
    fn parsing_never_panics(raw in "\\PC{0,60}") {
        let _ = policy().accept(&raw);
    }
}
