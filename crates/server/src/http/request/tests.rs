use super::from_same_site;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

fn allowed(pairs: &[(&'static str, &'static str)]) -> bool {
    allows(&Method::POST, pairs)
}

fn allows(method: &Method, pairs: &[(&'static str, &'static str)]) -> bool {
    let headers: HeaderMap = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
    from_same_site(method, &Uri::from_static("/sessions"), &headers, "id.example.com:4434").is_ok()
}

fn allows_http2(uri: &'static str, pairs: &[(&'static str, &'static str)]) -> bool {
    let headers: HeaderMap = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
    from_same_site(&Method::POST, &Uri::from_static(uri), &headers, "id.example.com:4434").is_ok()
}

#[test]
fn own_hosts_are_answered() {
    for host in ["127.0.0.1:4434", "[::1]:4434", "localhost:4434", "LOCALHOST", "id.example.com:4434", "10.0.0.7"] {
        assert!(allowed(&[("host", Box::leak(host.to_owned().into_boxed_str()))]), "{host}");
    }
}

#[test]
fn a_rebound_host_name_is_refused() {
    assert!(!allowed(&[("host", "evil.example:4434")]));
    assert!(!allowed(&[("host", "127.0.0.1.evil.example")]));
}

#[test]
fn pages_of_other_sites_are_refused() {
    assert!(!allowed(&[("host", "127.0.0.1:4434"), ("sec-fetch-site", "cross-site")]));
    assert!(!allowed(&[("host", "127.0.0.1:4434"), ("origin", "http://evil.example")]));
    assert!(!allowed(&[("host", "127.0.0.1:4434"), ("origin", "null")]));
    assert!(allowed(&[("host", "127.0.0.1:4434"), ("origin", "http://127.0.0.1:4434"), ("sec-fetch-site", "same-origin")]));
}

#[test]
fn a_foreign_origin_alone_does_not_stop_a_request_that_changes_nothing() {
    assert!(allows(&Method::GET, &[("host", "127.0.0.1:4434"), ("origin", "http://app.example")]));
    assert!(!allows(&Method::GET, &[("host", "127.0.0.1:4434"), ("sec-fetch-site", "cross-site")]));
    assert!(!allows(&Method::DELETE, &[("host", "127.0.0.1:4434"), ("origin", "http://app.example")]));
}

#[test]
fn over_http2_the_host_stands_in_the_uri() {
    assert!(allows_http2("http://127.0.0.1:4434/sessions", &[]));
    assert!(allows_http2("http://127.0.0.1:4434/sessions", &[("origin", "http://127.0.0.1:4434")]));
    assert!(!allows_http2("http://evil.example:4434/sessions", &[]));
    assert!(!allows_http2("http://127.0.0.1:4434/sessions", &[("origin", "http://evil.example")]));
    assert!(!allows_http2("http://evil.example:4434/sessions", &[("host", "127.0.0.1:4434"), ("origin", "http://127.0.0.1:4434")]));
    assert!(!allows_http2("http://127.0.0.1:4434/sessions", &[("host", "evil.example:4434")]));
}

#[test]
fn an_origin_without_a_host_to_compare_it_with_is_refused() {
    assert!(!allowed(&[("origin", "http://127.0.0.1:4434")]));
    assert!(allowed(&[]));
}

#[test]
fn a_page_of_a_sibling_host_is_refused() {
    let (host, sibling) = (("host", "id.example.com:4434"), ("sec-fetch-site", "same-site"));
    assert!(!allowed(&[host, sibling, ("origin", "http://shop.example.com")]));
    assert!(!allowed(&[host, sibling]));
    assert!(allows(&Method::GET, &[host, sibling]));
}
