//! A server that gives prepared answers in order, one per connection, and remembers what it was asked.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use selfsame_client::apis::configuration::{Configuration, Retry};
use serde_json::Value;

pub enum Answer {
    Reply {
        status: u16,
        headers: String,
        body: String,
    },
    /// The connection ends in the middle of the body.
    CutShort,
    HangUp,
    Silence,
}

#[derive(Clone, Debug)]
pub struct Asked {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

pub struct Responder {
    pub address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub fn json(status: u16, body: &Value) -> Answer {
    Answer::Reply { status, headers: "Content-Type: application/json\r\n".into(), body: body.to_string() }
}

pub fn refusal(code: u16) -> Answer {
    json(code, &serde_json::json!({"error": {"code": code, "status": "status", "reason": "reason", "message": "message"}}))
}

pub fn bare(status: u16, headers: &str) -> Answer {
    Answer::Reply { status, headers: headers.to_owned(), body: String::new() }
}

impl Answer {
    pub fn with(self, header: &str) -> Self {
        match self {
            Self::Reply { status, headers, body } => Self::Reply { status, headers: format!("{headers}{header}\r\n"), body },
            other => other,
        }
    }
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Responder {
    pub fn giving(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answers, seen) = (answers.into_iter().collect::<Vec<_>>(), Arc::clone(&asked));
        std::thread::spawn(move || {
            let mut silent = Vec::new();
            for answer in answers {
                let (stream, _) = listener.accept().unwrap();
                let mut reader = BufReader::new(stream);
                seen.lock().unwrap().push(read(&mut reader));
                let mut stream = reader.into_inner();
                match answer {
                    Answer::Reply { status, headers, body } => {
                        let length = body.len();
                        let head = format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
                        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
                    }
                    Answer::CutShort => {
                        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n";
                        stream.write_all(format!("{head}{{\"id\":").as_bytes()).unwrap();
                    }
                    Answer::HangUp => drop(stream),
                    Answer::Silence => silent.push(stream),
                }
            }
            // A call too many finds nobody listening; silent connections stay open until the test ends.
            drop(listener);
            std::thread::park();
        });
        Self { address, asked }
    }

    /// Points at the responder and tries again without delay.
    pub fn configuration(&self) -> Configuration {
        let retry = Retry { attempts: 3, first_wait: Duration::from_millis(1), longest_wait: Duration::from_millis(20) };
        Configuration { base_path: self.address.clone(), retry, ..Default::default() }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.line).collect()
    }
}

fn read(reader: &mut impl BufRead) -> Asked {
    let mut lines = reader.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty());
    let line = lines.next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
    let split = |line: String| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    let headers: Vec<_> = lines.filter_map(split).collect();
    let mut asked = Asked { line, headers, body: String::new() };
    let length = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
    reader.take(length).read_to_string(&mut asked.body).unwrap();
    asked
}
