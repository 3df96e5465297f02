use super::glob::Glob;
use super::*;

fn config(disallow: bool, exceptions: &[&str]) -> HttpClients {
    HttpClients {
        disallow_private_ip_ranges: disallow,
        private_ip_exception_urls: exceptions.iter().map(|pattern| (*pattern).to_owned()).collect(),
    }
}

#[test]
fn private_networks_are_a_choice_and_other_special_ranges_are_not() {
    let permits = |private: PrivateAddresses, address: &str| private.permits(address.parse().expect("an address"));
    for private in ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"] {
        assert!(permits(PrivateAddresses::Allowed, private), "{private}");
        assert!(!permits(PrivateAddresses::Refused, private), "{private}");
    }
    let special = [
        "0.0.0.0",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "fe80::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:db8::1",
        "::",
        "::ffff:0.0.0.0",
    ];
    for special in special {
        assert!(!permits(PrivateAddresses::Allowed, special), "{special}");
    }
    for public in ["1.1.1.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"] {
        assert!(permits(PrivateAddresses::Refused, public), "{public}");
    }
}

#[test]
fn globs_match_whole_urls() {
    let matches = |pattern: &str, text: &str| Glob::new(pattern).matches(text);
    assert!(matches("http://127.0.0.1:80/mail", "http://127.0.0.1:80/mail"));
    assert!(!matches("http://127.0.0.1", "http://127.0.0.1/mail"));
    assert!(matches("http://*.internal/**", "http://mail.internal/a/b.c"));
    assert!(!matches("http://*.internal/**", "http://a.b.internal/x"));
    assert!(matches("http://**.internal/*", "http://a.b.internal/x"));
    assert!(!matches("http://host/*", "http://host/a/b"));
    assert!(matches("http://host/?", "http://host/a"));
    assert!(matches("**/*/x", "a/b/c/x"));
}

#[tokio::test]
async fn a_private_address_is_refused_by_number_and_by_name() {
    let outbound = Outbound::new(&config(true, &[]));
    for url in ["http://127.0.0.1:1/", "http://[::1]:1/", "http://2130706433:1/", "http://localhost:1/"] {
        let error = outbound.fetch(url, 10).await.expect_err(url).to_string();
        assert!(error.contains("may not be called") || error.contains("no address that may be called"), "{url}: {error}");
    }
    let exempt = Outbound::new(&config(true, &["http://127.0.0.1:1/ok"]));
    let error = exempt.fetch("http://127.0.0.1:1/ok?secret=1", 10).await.expect_err("nobody listens").to_string();
    assert!(error.starts_with("it cannot be reached") && !error.contains("secret"), "{error}");
}

#[tokio::test]
async fn sources_are_read_within_their_limit() {
    let outbound = Outbound::new(&config(false, &[]));
    assert_eq!(outbound.source("base64://aGVsbG8=", 5).await.expect("a source"), b"hello");
    assert!(outbound.source("base64://aGVsbG8=", 4).await.is_err());
    assert!(outbound.source("file:///no/such/file", 4).await.is_err());
    assert!(outbound.source("ftp://host/x", 4).await.is_err());
}
