//! A mail server that takes what it is given, or misbehaves as it is told; and a service that takes calls.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manners {
    Good,
    /// Says nothing after the connection.
    Silent,
    /// Answers every recipient so.
    Refusing(&'static str),
    /// Sends noise without end instead of a greeting.
    Noisy,
    /// Hangs up in the middle of the message.
    Rude,
}

/// What the server speaks beneath SMTP.
#[derive(Clone)]
pub enum Encryption {
    None,
    /// Offers STARTTLS.
    StartTls(Arc<ServerConfig>),
    /// TLS from the first byte.
    Implicit(Arc<ServerConfig>),
}

impl Encryption {
    /// TLS with this certificate and key.
    pub fn config(certificate: &Path, key: &Path) -> Arc<ServerConfig> {
        let chain = CertificateDer::pem_file_iter(certificate).expect("a certificate").collect::<Result<_, _>>().expect("a certificate");
        let key = PrivateKeyDer::from_pem_file(key).expect("a key");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let versions = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
        Arc::new(versions.with_no_client_auth().with_single_cert(chain, key).expect("a certificate that fits its key"))
    }
}

/// A mail as it arrived.
#[derive(Clone, Debug)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    /// Headers and body.
    pub data: String,
    pub was_encrypted: bool,
    /// What the client gave to AUTH PLAIN, in base64.
    pub credentials: Option<String>,
}

/// A mail server on a loopback port; its threads end with the process.
pub struct MailServer {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    manners: Mutex<Manners>,
    mails: Mutex<Vec<Mail>>,
    connections: AtomicUsize,
    encryption: Encryption,
}

impl MailServer {
    pub fn start(encryption: Encryption) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback port");
        let port = listener.local_addr().expect("an address").port();
        let (manners, mails) = (Mutex::new(Manners::Good), Mutex::default());
        let shared = Arc::new(Shared { manners, mails, connections: AtomicUsize::new(0), encryption });
        let serving = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = serving.clone();
                shared.connections.fetch_add(1, Ordering::SeqCst);
                // A client that goes away ends its thread; there is nobody to tell.
                std::thread::spawn(move || shared.serve(stream).ok());
            }
        });
        Self { port, shared }
    }

    pub fn behave(&self, manners: Manners) {
        *self.shared.manners.lock().expect("no panic") = manners;
    }

    /// Connections that were made so far.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// The mails, once there are so many.
    pub fn await_mails(&self, count: usize) -> Vec<Mail> {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let mails = self.mails();
            if mails.len() >= count {
                return mails;
            }
            assert!(Instant::now() < deadline, "only {} of {count} mails came", mails.len());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.shared.mails.lock().expect("no panic").clone()
    }
}

impl Shared {
    fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let manners = *self.manners.lock().expect("no panic");
        match manners {
            Manners::Silent => {
                std::thread::sleep(Duration::from_mins(1));
                return Ok(());
            }
            Manners::Noisy => loop {
                (&stream).write_all(&[b'x'; 4096])?;
            },
            Manners::Good | Manners::Refusing(_) | Manners::Rude => {}
        }
        if let Encryption::Implicit(config) = &self.encryption {
            let connection = ServerConnection::new(config.clone()).map_err(std::io::Error::other)?;
            return self.converse(&mut BufReader::new(StreamOwned::new(connection, stream)), Stage::Encrypted, true).map(drop);
        }
        let mut plain = BufReader::new(stream);
        if let (true, Encryption::StartTls(config)) = (self.converse(&mut plain, Stage::Clear, true)?, &self.encryption) {
            let connection = ServerConnection::new(config.clone()).map_err(std::io::Error::other)?;
            let mut encrypted = BufReader::new(StreamOwned::new(connection, plain.into_inner()));
            self.converse(&mut encrypted, Stage::Encrypted, false)?;
        }
        Ok(())
    }

    /// Speaks SMTP; true if the client wants TLS now.
    fn converse<S: Read + Write>(&self, stream: &mut BufReader<S>, stage: Stage, greets: bool) -> std::io::Result<bool> {
        let say = |stream: &mut BufReader<S>, text: &str| -> std::io::Result<()> {
            stream.get_mut().write_all(text.as_bytes())?;
            stream.get_mut().flush()
        };
        if greets {
            say(stream, "220 test ESMTP\r\n")?;
        }
        let offers_tls = stage == Stage::Clear && matches!(self.encryption, Encryption::StartTls(_));
        let (mut from, mut to, mut credentials) = (String::new(), Vec::new(), None);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Ok(false);
            }
            let line = line.trim_end();
            let upper = line.to_ascii_uppercase();
            let manners = *self.manners.lock().expect("no panic");
            if upper.starts_with("EHLO") {
                let tls = if offers_tls { "250-STARTTLS\r\n" } else { "" };
                say(stream, &format!("250-test\r\n{tls}250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN\r\n"))?;
            } else if upper == "STARTTLS" && offers_tls {
                say(stream, "220 go ahead\r\n")?;
                return Ok(true);
            } else if let Some(given) = line.strip_prefix("AUTH PLAIN ") {
                credentials = Some(given.to_owned());
                say(stream, "235 welcome\r\n")?;
            } else if upper.starts_with("MAIL FROM:") {
                (from, to) = (line[10..].to_owned(), Vec::new());
                say(stream, "250 ok\r\n")?;
            } else if upper.starts_with("RCPT TO:") {
                if let Manners::Refusing(answer) = manners {
                    say(stream, &format!("{answer}\r\n"))?;
                } else {
                    to.push(line[8..].trim_matches(['<', '>', ' ']).to_owned());
                    say(stream, "250 ok\r\n")?;
                }
            } else if upper == "DATA" {
                say(stream, "354 go on\r\n")?;
                let mut data = String::new();
                while !data.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut data)? == 0 || manners == Manners::Rude {
                        return Ok(false);
                    }
                }
                data.truncate(data.len() - 3);
                let (from, was_encrypted) = (from.clone(), stage == Stage::Encrypted);
                let mail = Mail { from, to: to.clone(), data, was_encrypted, credentials: credentials.clone() };
                self.mails.lock().expect("no panic").push(mail);
                say(stream, "250 taken\r\n")?;
            } else if upper == "QUIT" {
                return say(stream, "221 bye\r\n").map(|()| false);
            } else {
                say(stream, "250 ok\r\n")?;
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Clear,
    Encrypted,
}
