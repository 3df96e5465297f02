//! A small HTTP/1.1 client over one kept connection: enough to drive a server as a program of another make
//! would, and to notice when it goes away in the middle of an answer.

use serde_json::Value;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// One connection to `127.0.0.1:port`, opened at the first request and again after an error.
#[derive(Debug)]
pub struct HttpClient {
    port: u16,
    connection: Option<BufReader<TcpStream>>,
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    /// Names in lower case, in order.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Response {
    /// The body as JSON; null if it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// The first header with this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The address of `rel` in the `Link` header.
    pub fn link(&self, rel: &str) -> Option<String> {
        let marker = format!("rel=\"{rel}\"");
        let link = self.header("link")?.split(',').find(|link| link.contains(&marker))?;
        Some(link.split_once('<')?.1.split_once('>')?.0.to_owned())
    }
}

impl HttpClient {
    pub const fn new(port: u16) -> Self {
        Self { port, connection: None }
    }

    /// `GET path`; panics if there is no answer.
    pub fn get(&mut self, path: &str) -> Response {
        self.send("GET", path, &[], None)
    }

    /// `POST path` with a JSON body; panics if there is no answer.
    pub fn post(&mut self, path: &str, body: &Value) -> Response {
        self.send("POST", path, &[], Some(body))
    }

    /// Any request with a JSON body; panics if there is no answer.
    pub fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Response {
        let text = body.map(Value::to_string);
        self.try_send(method, path, headers, text.as_deref()).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Any request with the body as it is, JSON by default; an error if the answer does not arrive whole.
    pub fn try_send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> io::Result<Response> {
        let outcome = self.exchange(method, path, headers, body);
        let ends = outcome.as_ref().map_or(true, |response| response.header("connection") == Some("close"));
        if ends {
            self.connection = None;
        }
        outcome
    }

    fn exchange(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> io::Result<Response> {
        let connection = if let Some(connection) = &mut self.connection {
            connection
        } else {
            let stream = TcpStream::connect(("127.0.0.1", self.port))?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(Duration::from_secs(30)))?;
            self.connection.insert(BufReader::new(stream))
        };
        let mut request = Vec::new();
        write!(request, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", self.port)?;
        if headers.iter().all(|(name, _)| !name.eq_ignore_ascii_case("accept")) {
            write!(request, "Accept: application/json\r\n")?;
        }
        for (name, value) in headers {
            write!(request, "{name}: {value}\r\n")?;
        }
        if let Some(body) = body {
            if headers.iter().all(|(name, _)| !name.eq_ignore_ascii_case("content-type")) {
                write!(request, "Content-Type: application/json\r\n")?;
            }
            write!(request, "Content-Length: {}\r\n", body.len())?;
        }
        write!(request, "\r\n{}", body.unwrap_or_default())?;
        connection.get_mut().write_all(&request)?;
        read_response(connection, method)
    }
}

fn read_response(from: &mut BufReader<TcpStream>, method: &str) -> io::Result<Response> {
    let status_line = read_line(from)?;
    let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(|| broken("status line"))?;
    let mut headers = Vec::new();
    loop {
        let line = read_line(from)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| broken("header"))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut response = Response { status, headers, body: String::new() };
    let mut body = Vec::new();
    if method == "HEAD" || status == 204 || status == 304 {
        return Ok(response);
    } else if response.header("transfer-encoding") == Some("chunked") {
        read_chunks(from, &mut body)?;
    } else if let Some(length) = response.header("content-length") {
        body.resize(length.parse().map_err(|_| broken("content-length"))?, 0);
        from.read_exact(&mut body)?;
    } else {
        from.read_to_end(&mut body)?;
    }
    response.body = String::from_utf8_lossy(&body).into_owned();
    Ok(response)
}

fn read_chunks(from: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let line = read_line(from)?;
        let size = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16).map_err(|_| broken("chunk size"))?;
        let start = body.len();
        body.resize(start + size, 0);
        from.read_exact(&mut body[start..])?;
        read_line(from)?;
        if size == 0 {
            return Ok(());
        }
    }
}

fn read_line(from: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection"));
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("cannot read the answer's {what}"))
}

#[cfg(test)]
mod tests;
