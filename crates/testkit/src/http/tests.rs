//! The client against answers that a server may give.

use super::HttpClient;
use std::io::{Read, Write};
use std::net::TcpListener;

/// Serves one connection with these bytes after the first read.
fn answer_once(bytes: &'static [u8]) -> HttpClient {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut buffer = [0; 4096];
        assert!(stream.read(&mut buffer).expect("a request") > 0);
        stream.write_all(bytes).expect("an answer");
    });
    HttpClient::new(port)
}

#[test]
fn a_body_of_known_length_and_headers_are_read() {
    let mut client =
        answer_once(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nLink: </a?p=1>; rel=\"first\",</a?p=2>; rel=\"next\"\r\n\r\n{\"a\":1}");
    let response = client.get("/");
    assert_eq!((response.status, response.json()["a"].as_i64()), (200, Some(1)));
    assert_eq!((response.link("next").as_deref(), response.link("prev")), (Some("/a?p=2"), None));
}

#[test]
fn chunks_are_put_together() {
    let mut client = answer_once(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
    assert_eq!(client.get("/").body, "abcde");
}

#[test]
fn an_answer_that_breaks_off_is_an_error() {
    let mut client = answer_once(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\"");
    assert!(client.try_send("GET", "/", &[], None).is_err());
}
