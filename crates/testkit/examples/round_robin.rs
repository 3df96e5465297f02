//! A proxy that sends every HTTP request to another server than the one before, also those of one connection:
//! `round_robin LISTEN=PORT,PORT,… …`, all on 127.0.0.1. It takes its ports at once, and whoever connects is served when
//! all servers are ready. For tests: what servers behind it share is in their database.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// The head of a request or of an answer: its lines, without the last, empty one.
struct Head(Vec<String>);

impl Head {
    /// None at the end of the connection.
    fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if from.read_line(&mut line)? == 0 {
                return if lines.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                return Ok(Some(Self(lines)));
            }
            lines.push(line.to_owned());
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.0.iter().skip(1).filter_map(|line| line.split_once(':'));
        fields.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.header(name).is_some_and(|found| found.eq_ignore_ascii_case(value))
    }

    /// The bytes of this head, with `connection` in place of what it says about its connection.
    fn bytes(&self, connection: &str) -> Vec<u8> {
        let is_kept = |line: &&String| !line.split(':').next().is_some_and(|name| name.eq_ignore_ascii_case("connection"));
        let own = format!("Connection: {connection}");
        let mut lines: Vec<&str> = self.0.iter().filter(is_kept).map(String::as_str).collect();
        lines.extend([own.as_str(), "", ""]);
        lines.join("\r\n").into_bytes()
    }

    /// Reads the body that follows this head, as it stands on the wire.
    fn body(&self, from: &mut impl BufRead, until_end: bool) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        if self.is("transfer-encoding", "chunked") {
            while read_chunk(from, &mut body)? {}
        } else if let Some(length) = self.header("content-length").and_then(|length| length.parse().ok()) {
            body.resize(length, 0);
            from.read_exact(&mut body)?;
        } else if until_end {
            from.read_to_end(&mut body)?;
        }
        Ok(body)
    }
}

/// One chunk with its size and its line ends; false behind the last.
fn read_chunk(from: &mut impl BufRead, into: &mut Vec<u8>) -> io::Result<bool> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    into.extend_from_slice(line.as_bytes());
    let digits = line.split(';').next().unwrap_or_default().trim();
    let size = usize::from_str_radix(digits, 16).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    let start = into.len();
    into.resize(start + size + 2, 0);
    from.read_exact(&mut into[start..])?;
    Ok(size > 0)
}

/// Sends one request to a server and gives its answer back: the head, and the body as it stands on the wire.
fn exchange(request: &Head, body: &[u8], server: u16) -> io::Result<(Head, Vec<u8>)> {
    let mut stream = TcpStream::connect(("127.0.0.1", server))?;
    stream.set_nodelay(true)?;
    stream.write_all(&[request.bytes("close").as_slice(), body].concat())?;
    let mut answers = BufReader::new(stream);
    let answer = Head::read(&mut answers)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = answer.0.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    let has_body = !request.0.first().is_some_and(|line| line.starts_with("HEAD ")) && !matches!(status, "204" | "304");
    let body = if has_body { answer.body(&mut answers, true)? } else { Vec::new() };
    Ok((answer, body))
}

/// Serves one client until it goes away.
fn serve(client: TcpStream, servers: &[u16], next: &AtomicUsize) -> io::Result<()> {
    client.set_nodelay(true)?;
    let (mut requests, mut answers) = (BufReader::new(client.try_clone()?), client);
    while let Some(request) = Head::read(&mut requests)? {
        let body = request.body(&mut requests, false)?;
        let server = servers[next.fetch_add(1, Ordering::Relaxed) % servers.len()];
        let connection = if request.is("connection", "close") { "close" } else { "keep-alive" };
        match exchange(&request, &body, server) {
            Ok((answer, body)) => answers.write_all(&[answer.bytes(connection).as_slice(), &body].concat())?,
            Err(error) => {
                eprintln!("127.0.0.1:{server} does not answer: {error}");
                answers.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
                return Ok(());
            }
        }
        if connection == "close" {
            break;
        }
    }
    Ok(())
}

/// Returns once this server says that it is ready.
fn await_ready(server: u16) {
    let request = Head(vec!["GET /health/ready HTTP/1.1".to_owned(), format!("Host: 127.0.0.1:{server}")]);
    let is_ready = || exchange(&request, &[], server).is_ok_and(|(answer, _)| answer.0.first().is_some_and(|line| line.contains(" 200")));
    while !is_ready() {
        thread::sleep(Duration::from_millis(20));
    }
}

fn parse(argument: &str) -> Option<(u16, Vec<u16>)> {
    let (listen, servers) = argument.split_once('=')?;
    let servers = servers.split(',').map(str::parse).collect::<Result<Vec<u16>, _>>().ok()?;
    Some((listen.parse().ok()?, servers))
}

fn main() -> ExitCode {
    let arguments: Option<Vec<_>> = std::env::args().skip(1).map(|argument| parse(&argument)).collect();
    let Some(arguments) = arguments.filter(|all| !all.is_empty()) else {
        eprintln!("usage: round_robin LISTEN=PORT,PORT,… …");
        return ExitCode::from(2);
    };
    let mut listening = Vec::new();
    for (listen, servers) in arguments {
        let listener = match TcpListener::bind(("127.0.0.1", listen)) {
            Ok(listener) => listener,
            Err(error) => {
                eprintln!("cannot listen on port {listen}: {error}");
                return ExitCode::FAILURE;
            }
        };
        let (servers, next) = (Arc::new(servers), Arc::new(AtomicUsize::new(0)));
        listening.push(thread::spawn(move || {
            servers.iter().copied().for_each(await_ready);
            for client in listener.incoming().filter_map(Result::ok) {
                let (servers, next) = (servers.clone(), next.clone());
                // A client that went away in the middle of something is its own affair.
                thread::spawn(move || serve(client, &servers, &next).ok());
            }
        }));
    }
    for listener in listening {
        listener.join().ok();
    }
    ExitCode::SUCCESS
}
