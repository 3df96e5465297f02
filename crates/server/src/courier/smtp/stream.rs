//! A connection to a mail server that may say only so much; and the first words on one that is not encrypted yet.

use lettre::transport::smtp::client::AsyncTokioStream;
use lettre::transport::smtp::extension::ClientId;
use std::fmt;
use std::io::{self, Error};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

/// What a server may say on one connection, in bytes: some 200 messages' answers.
const MOST: usize = 256 * 1024;
/// What is read at once.
const CHUNK: usize = 4096;
/// Longest line and most lines of an answer to EHLO or STARTTLS.
const MOST_LINE: usize = 1024;
const MOST_LINES: usize = 100;
/// Stands for the greeting where it has been read already.
const GREETING: &[u8] = b"220 \r\n";

/// A stream that ends when too much was read from it.
pub struct Bounded<S> {
    inner: S,
    left: usize,
    /// Read before anything of the stream.
    before: &'static [u8],
}

impl<S> Bounded<S> {
    pub const fn new(inner: S) -> Self {
        Self { inner, left: MOST, before: &[] }
    }

    /// For a server whose greeting has been read: whoever reads on finds one.
    pub const fn after_greeting(inner: S) -> Self {
        Self { inner, left: MOST, before: GREETING }
    }

    /// The same stream, likewise.
    pub fn greeted(self) -> Self {
        Self { before: GREETING, ..self }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Bounded<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if !self.before.is_empty() {
            let (now, later) = self.before.split_at(self.before.len().min(buffer.remaining()));
            buffer.put_slice(now);
            self.before = later;
            return Poll::Ready(Ok(()));
        }
        if self.left == 0 {
            return Poll::Ready(Err(Error::other("the server says too much")));
        }
        let mut bytes = [0; CHUNK];
        let most = self.left.min(buffer.remaining()).min(CHUNK);
        let mut part = ReadBuf::new(&mut bytes[..most]);
        let polled = Pin::new(&mut self.inner).poll_read(context, &mut part);
        buffer.put_slice(part.filled());
        self.left -= part.filled().len();
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Bounded<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

impl<S> fmt::Debug for Bounded<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bounded")
    }
}

impl AsyncTokioStream for Bounded<TcpStream> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }
}

impl AsyncTokioStream for Bounded<TlsStream<Bounded<TcpStream>>> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.get_ref().0.peer_addr()
    }
}

/// Speaks the first words; true if the server awaits a TLS handshake now, false if it offers none.
pub async fn greet(stream: &mut Bounded<TcpStream>, hello: &ClientId) -> Result<bool, String> {
    answer(stream, "220").await?;
    say(stream, &format!("EHLO {hello}\r\n")).await?;
    let offers = answer(stream, "250").await?;
    if !offers.iter().any(|line| line.eq_ignore_ascii_case("STARTTLS")) {
        return Ok(false);
    }
    say(stream, "STARTTLS\r\n").await?;
    answer(stream, "220").await?;
    Ok(true)
}

async fn say(stream: &mut Bounded<TcpStream>, line: &str) -> Result<(), String> {
    stream.write_all(line.as_bytes()).await.map_err(|error| format!("the mail server hangs up: {error}"))
}

/// The lines of an answer with this code. They are read byte by byte: what follows belongs to somebody else.
async fn answer(stream: &mut Bounded<TcpStream>, code: &str) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            if line.len() >= MOST_LINE || lines.len() >= MOST_LINES {
                return Err("the mail server does not speak SMTP: its answer is too long".to_owned());
            }
            line.push(stream.read_u8().await.map_err(|error| format!("the mail server hangs up: {error}"))?);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        let (got, rest) = text.split_at_checked(3).ok_or("the mail server does not speak SMTP")?;
        if got != code {
            return Err(format!("the mail server answers: {text}"));
        }
        lines.push(rest.get(1..).unwrap_or_default().trim().to_owned());
        if !rest.starts_with('-') {
            return Ok(lines);
        }
    }
}
