use super::*;

const PLAIN: RequestUrl<'_> =
    RequestUrl { scheme: "http", host: "id.example:4433", forwarded_proto: None, forwarded_host: None, path_and_query: "/a?b=http://x/?y" };

#[test]
fn the_query_is_kept_and_proxies_count() {
    assert_eq!(PLAIN.build().unwrap(), "http://id.example:4433/a?b=http://x/?y");
    let forwarded = RequestUrl { forwarded_proto: Some("https"), forwarded_host: Some("id.example"), ..PLAIN };
    assert_eq!(forwarded.build().unwrap(), "https://id.example/a?b=http://x/?y");
    assert_eq!(RequestUrl { forwarded_proto: Some("ftp"), ..PLAIN }.build().unwrap(), "ftp://id.example:4433/a?b=http://x/?y");
}

#[test]
fn lists_and_blanks_are_refused() {
    for bad in ["https, http", "a b", ":"] {
        assert_eq!(RequestUrl { forwarded_proto: Some(bad), ..PLAIN }.build(), Err(BadRequestUrl::Forwarded), "{bad}");
    }
    for bad in ["a, b", "a b", "a/b", "a\"b"] {
        assert_eq!(RequestUrl { forwarded_host: Some(bad), ..PLAIN }.build(), Err(BadRequestUrl::Forwarded), "{bad}");
    }
}

#[test]
fn what_is_too_long_to_be_kept_is_refused() {
    let host = "h".repeat(255);
    assert!(RequestUrl { forwarded_host: Some(&host), ..PLAIN }.build().is_ok());
    let host = "h".repeat(256);
    assert_eq!(RequestUrl { forwarded_host: Some(&host), ..PLAIN }.build(), Err(BadRequestUrl::HostTooLong));
    assert_eq!(RequestUrl { host: &host, ..PLAIN }.build(), Err(BadRequestUrl::HostTooLong));
    let fits = format!("/{}", "q".repeat(LONGEST_URL - "http://id.example:4433/".len()));
    assert_eq!(RequestUrl { path_and_query: &fits, ..PLAIN }.build().unwrap().len(), LONGEST_URL);
    let long = format!("{fits}q");
    assert_eq!(RequestUrl { path_and_query: &long, ..PLAIN }.build(), Err(BadRequestUrl::TooLong));
    let scheme = "s".repeat(LONGEST_URL);
    assert_eq!(RequestUrl { forwarded_proto: Some(&scheme), ..PLAIN }.build(), Err(BadRequestUrl::TooLong));
}
