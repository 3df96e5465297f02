//! What both tours do, written once against `crate::client`: whichever crate that is. It makes every submission; flows
//! are begun and read by our own crate, because the published one cannot read a form.

mod steps;

use std::error::Error as StdError;
use std::fmt::Debug;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::client::apis::Error;
use crate::client::apis::configuration::Configuration;
use selfsame_client::apis::configuration::Configuration as Reader;
use selfsame_client::apis::courier_api;
use selfsame_client::models::{UiContainer, UiNodeAttributes};

/// Why the tour ends early.
pub type Failure = Box<dyn StdError>;

/// How long a message may take from its cause to the list of messages.
const PATIENCE: Duration = Duration::from_secs(10);

/// One person on the tour.
pub struct Person {
    public: Configuration,
    reader: Reader,
    admin: Reader,
    email: String,
    /// The messages that were read already.
    read: Vec<String>,
    token: String,
    totp_url: String,
    done: Vec<&'static str>,
}

/// Runs the whole tour against the two addresses of the command line.
pub async fn run() -> ExitCode {
    let [admin, public] = &std::env::args().skip(1).collect::<Vec<_>>()[..] else {
        eprintln!("usage: TOUR ADMIN_URL PUBLIC_URL");
        return ExitCode::from(2);
    };
    let reader = |base: &str| Reader { base_path: base.to_owned(), ..Reader::default() };
    let mut person = Person {
        public: Configuration { base_path: public.clone(), ..Configuration::default() },
        reader: reader(public),
        admin: reader(admin),
        email: format!("flows-{}@example.com", uuid::Uuid::new_v4().simple()),
        read: Vec::new(),
        token: String::new(),
        totp_url: String::new(),
        done: Vec::new(),
    };
    match person.walk().await {
        Ok(()) => {
            println!("{} flows went through as they should", person.done.len());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("failed after {:?}: {failure}", person.done);
            ExitCode::FAILURE
        }
    }
}

impl Person {
    async fn walk(&mut self) -> Result<(), Failure> {
        self.sign_up().await?;
        self.verify().await?;
        self.sign_in().await?;
        self.is_known().await?;
        self.change_name().await?;
        self.add_totp().await?;
        // Adding an app proves it as well; a second sign-in begins without it.
        self.sign_in().await?;
        self.prove_totp().await?;
        self.sign_out().await?;
        self.recover().await
    }

    fn done(&mut self, flow: &'static str, what: impl AsRef<str>) {
        println!("ok  {flow:<14} {}", what.as_ref());
        self.done.push(flow);
    }

    /// The six digits of the next message to this person.
    async fn mailed_code(&mut self) -> Result<String, Failure> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while tokio::time::Instant::now() < deadline {
            let messages = courier_api::list_courier_messages(&self.admin, Some(50), None, None, Some(&self.email)).await?;
            if let Some(message) = messages.into_iter().find(|message| !self.read.contains(&message.id)) {
                self.read.push(message.id);
                return six_digits(&message.body).ok_or_else(|| format!("no code in the message {:?}", message.subject).into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("no message to {} within {PATIENCE:?}", self.email).into())
    }
}

/// What came back for a submission; none where this crate can send it but not read its answer.
fn sent<T, E: Debug>(result: Result<T, Error<E>>) -> Result<Option<T>, Failure> {
    match result {
        Ok(answer) => Ok(Some(answer)),
        Err(Error::Serde(_)) if !crate::READS_FLOWS => Ok(None),
        Err(Error::ResponseError(refused)) => Err(format!("refused with {}: {}", refused.status, refused.content).into()),
        Err(other) => Err(format!("{other:?}").into()),
    }
}

fn ensure(holds: bool, claim: &str) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(format!("does not hold: {claim}").into()) }
}

/// The first run of exactly six digits.
fn six_digits(text: &str) -> Option<String> {
    text.split(|char: char| !char.is_ascii_digit()).find(|digits| digits.len() == 6).map(str::to_owned)
}

/// The secret that a form shows under a node's id.
fn shown_secret(form: &UiContainer, id: &str) -> Option<String> {
    form.nodes.iter().find_map(|node| match &*node.attributes {
        UiNodeAttributes::Text(text) if text.id == id => text.text.context.as_ref()?["secret"].as_str().map(str::to_owned),
        _ => None,
    })
}

/// The time, as authenticator apps count it.
#[expect(clippy::disallowed_methods, reason = "the server under test runs on the machine's clock")]
fn unix_time() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
