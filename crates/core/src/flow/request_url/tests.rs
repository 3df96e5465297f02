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
        assert_eq!(RequestUrl { forwarded_proto: Some(bad), ..PLAIN }.build(), Err(BadForwarded), "{bad}");
    }
    for bad in ["a, b", "a b", "a/b", "a\"b"] {
        assert_eq!(RequestUrl { forwarded_host: Some(bad), ..PLAIN }.build(), Err(BadForwarded), "{bad}");
    }
}
