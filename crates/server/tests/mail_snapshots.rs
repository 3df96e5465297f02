//! Each mail as a mail server of somebody else's takes it and a mail program of somebody else's reads it: Debian's
//! `python3-aiosmtpd`, and Python's parser. What they show is kept in `snapshots/mail/`.
//!
//! `cargo test --release --package selfsame --test mail_snapshots -- --ignored`

mod post;

use post::Post;
use selfsame_api::Timestamp;
use selfsame_api::identity::Channel;
use selfsame_core::message::{MessageKind, TemplateType};
use selfsame_testkit::free_port;
use serde_json::{Value, json};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Debian's own Python: the server is one of its packages.
const PYTHON: &str = "/usr/bin/python3";

/// Reads a mailbox: from whom and to whom each mail is, its subject and its parts.
const READER: &str = r#"
import email, json, pathlib, sys
from email import policy
found = []
for path in pathlib.Path(sys.argv[1], "new").iterdir():
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert not mail.defects and not any(part.defects for part in mail.walk()), [path, mail.defects]
    parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
    found.append({"from": str(mail["From"]), "to": str(mail["To"]), "subject": str(mail["Subject"]), "parts": parts})
json.dump(found, sys.stdout)
"#;

/// A mail server that keeps what it takes in a folder.
struct Debian(Child);

impl Debian {
    fn start(port: u16, mailbox: &Path) -> Self {
        let address = format!("127.0.0.1:{port}");
        let mut command = Command::new(PYTHON);
        command.args(["-m", "aiosmtpd", "--nosetuid", "--listen", &address, "--class", "aiosmtpd.handlers.Mailbox"]).arg(mailbox);
        let server = Self(command.spawn().expect("Debian's Python"));
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(&address).is_err() {
            assert!(Instant::now() < deadline, "the mail server does not listen: is python3-aiosmtpd installed?");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }
}

impl Drop for Debian {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn every_kind() -> Vec<MessageKind> {
    let (code, link) = ("123456".to_owned(), "https://id.example.org/self-service/x?flow=1&code=123456".to_owned());
    let (expires_in, at) = (Duration::from_hours(1), Timestamp::from_micros(1_700_000_000_000_000));
    let traits = json!({"email": "ann@example.org", "name": "Ann <Ünal> & Co"});
    let identity = json!({"id": "0190", "traits": traits});
    vec![
        MessageKind::RecoveryValid { link: link.clone(), identity: identity.clone(), expires_in },
        MessageKind::RecoveryInvalid,
        MessageKind::RecoveryCodeValid { code: code.clone(), identity: identity.clone(), expires_in },
        MessageKind::RecoveryCodeInvalid,
        MessageKind::VerificationValid { link: link.clone(), identity: identity.clone(), expires_in },
        MessageKind::VerificationInvalid,
        MessageKind::VerificationCodeValid { code: code.clone(), link, identity: identity.clone(), expires_in },
        MessageKind::VerificationCodeInvalid,
        MessageKind::LoginCodeValid { code: code.clone(), identity: identity.clone(), expires_in },
        MessageKind::RegistrationCodeValid { code, traits, expires_in },
        MessageKind::VerifiableAddressChanged { identity: identity.clone(), changed_at: at },
        MessageKind::AuthenticatorKeyAdded { identity, added_at: at },
    ]
}

/// A mail as its snapshot stands.
fn shown(mail: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().replace("\r\n", "\n");
    let part = |kind: &str| text(&mail["parts"][kind]);
    format!(
        "From: {}\nTo: {}\nSubject: {}\n\n--- text/plain\n{}\n--- text/html\n{}",
        text(&mail["from"]),
        text(&mail["to"]),
        text(&mail["subject"]),
        part("text/plain"),
        part("text/html")
    )
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Debian's package python3-aiosmtpd"]
async fn every_mail_reads_as_its_snapshot() {
    let port = free_port();
    let mut post = Post::start(&format!(
        "courier: {{smtp: {{connection_uri: 'smtp://127.0.0.1:{port}/?disable_starttls=true', from_address: no-reply@example.org, from_name: 'Ünal & Co'}}}}"
    ))
    .await;
    let mailbox = post.folder.path().join("mailbox");
    let _server = Debian::start(port, &mailbox);
    let kinds = every_kind();
    assert_eq!(kinds.iter().map(MessageKind::template_type).collect::<Vec<_>>(), TemplateType::ALL);
    for kind in kinds {
        let to = format!("{}@example.org", kind.template_type().as_str());
        let id = post.enqueue_kind(Channel::Email, &to, kind).await;
        post.await_status(id, "sent").await;
    }
    post.close().await;

    let read = Command::new(PYTHON).args(["-c", READER]).arg(&mailbox).output().expect("Debian's Python");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let mails: Vec<Value> = serde_json::from_slice(&read.stdout).expect("JSON");
    assert_eq!(mails.len(), TemplateType::ALL.len());
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/mail");
    let mut differing = Vec::new();
    for mail in &mails {
        let name = mail["to"].as_str().and_then(|to| to.split('@').next()).expect("a recipient").to_owned();
        let snapshot = kept.join(format!("{name}.txt"));
        if std::fs::read_to_string(&snapshot).unwrap_or_default() != shown(mail) {
            let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.txt"));
            std::fs::write(&new, shown(mail)).expect("a file");
            differing.push(format!("{} (now {})", snapshot.display(), new.display()));
        }
    }
    assert!(differing.is_empty(), "mails differ from their snapshots; where that is meant, copy them over:\n{}", differing.join("\n"));
}
