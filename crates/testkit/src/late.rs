//! A request whose body comes late: the server has done what it does before it reads one, and waits.

use crate::TestServer;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// A POST of JSON that the server has begun to hear.
#[derive(Debug)]
pub struct Late {
    stream: TcpStream,
    length: usize,
}

impl Late {
    /// Sends the head and waits until the server asks for the body, which will have `length` bytes.
    pub fn begin(server: &TestServer, path: &str, headers: &[(&str, &str)], length: usize) -> Self {
        let mut head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n");
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        let mut stream = TcpStream::connect(("127.0.0.1", server.public_port)).expect("a connection");
        write!(stream, "{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n").expect("a head");
        let mut told = [0; 25];
        stream.read_exact(&mut told).expect("to be told to go on");
        assert_eq!(&told, b"HTTP/1.1 100 Continue\r\n\r\n");
        Self { stream, length }
    }

    /// Sends the body: status and text of the answer.
    pub fn finish(mut self, body: &str) -> (u16, String) {
        assert_eq!(body.len(), self.length, "the length is announced");
        self.stream.write_all(body.as_bytes()).expect("a body");
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).expect("an answer");
        (answer.get(9..12).and_then(|status| status.parse().ok()).expect("a status"), answer)
    }
}
