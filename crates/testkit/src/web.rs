//! A service that takes calls and answers as it is told.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// A web service on a loopback port; its threads end with the process.
#[derive(Debug)]
pub struct WebService {
    /// Scheme, host and port.
    pub url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    answer: (u16, String),
    calls: Vec<String>,
}

impl WebService {
    /// Begins with empty answers of status 200.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State { answer: (200, String::new()), calls: Vec::new() }));
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        Self { url: format!("http://127.0.0.1:{port}"), state }
    }

    /// What it answers from now on.
    pub fn answer(&self, status: u16, body: &str) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).answer = (status, body.to_owned());
    }

    /// The calls so far, each as it arrived.
    pub fn calls(&self) -> Vec<String> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).calls.clone()
    }
}

/// One call for each connection.
fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let Some(call) = stream.try_clone().ok().and_then(|stream| read(BufReader::new(stream))) else { return };
    let (status, body) = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.calls.push(call);
        state.answer.clone()
    };
    let head = format!("HTTP/1.1 {status} Answer\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all((head + &body).as_bytes()).ok();
}

fn read(mut from: impl BufRead) -> Option<String> {
    let (mut text, mut length) = (String::new(), 0);
    loop {
        let start = text.len();
        from.read_line(&mut text).ok().filter(|read| *read > 0)?;
        let line = text[start..].trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    text.push_str(&String::from_utf8_lossy(&body));
    Some(text)
}
