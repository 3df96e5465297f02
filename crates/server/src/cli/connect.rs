//! Commands that speak to a running server: its address, and what its refusals and silences mean for the person who
//! typed the command.

use super::failure::Failure;
use clap::Args;
use selfsame_client::apis::Error;
use selfsame_client::apis::configuration::Configuration;
use serde_json::Value;
use std::future::Future;

/// Where the server is.
#[derive(Args, Clone)]
pub struct ServerArgs {
    /// Address of the server's admin listener
    #[arg(
        long,
        global = true,
        env = "SELFSAME_ADMIN_URL",
        hide_env_values = true,
        default_value = "http://127.0.0.1:4434",
        value_name = "URL"
    )]
    endpoint: String,
    /// Bearer token, for an admin API behind a gateway
    #[arg(long, global = true, env = "SELFSAME_ADMIN_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
}

/// A server that has an address; whether it answers shows at the first call.
pub struct Server {
    pub endpoint: String,
    pub configuration: Configuration,
}

impl ServerArgs {
    pub fn server(&self) -> Result<Server, Failure> {
        let endpoint = self.endpoint.trim_end_matches('/').to_owned();
        let scheme = url::Url::parse(&endpoint).map(|url| url.scheme().to_owned());
        if !scheme.is_ok_and(|scheme| matches!(scheme.as_str(), "http" | "https")) {
            return Err(Failure::Usage(format!("--endpoint {endpoint:?} is no address of a server: write http://HOST:PORT")));
        }
        let user_agent = Some(concat!("selfsame/", env!("CARGO_PKG_VERSION")).to_owned());
        let configuration =
            Configuration { base_path: endpoint.clone(), bearer_access_token: self.token.clone(), user_agent, ..Configuration::default() };
        Ok(Server { endpoint, configuration })
    }

    /// Runs `work` with the server until it is done.
    pub fn run<T, F: Future<Output = Result<T, Failure>>>(&self, work: impl FnOnce(Server) -> F) -> Result<T, Failure> {
        let server = self.server()?;
        wait_for(work(server))
    }
}

/// Runs a future on this thread: a command has one thing to do.
pub fn wait_for<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::Failed(format!("cannot start: {error}")))?.block_on(future)
}

impl Server {
    /// What a failed call means; `tried` completes the sentence "cannot …".
    pub fn explain<E>(&self, tried: &str, error: &Error<E>) -> Failure {
        match error {
            Error::Reqwest(error) => self.explain_silence(tried, error),
            Error::Serde(error) => Failure::Failed(format!(
                "cannot {tried}: the answer of {} is not what Selfsame answers ({error}); does --endpoint name its admin listener?",
                self.endpoint
            )),
            Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidInput => Failure::Usage(format!("cannot {tried}: {error}")),
            Error::Io(error) => Failure::Failed(format!("cannot {tried}: {error}")),
            Error::ResponseError(refusal) => {
                Failure::Refused(format!("cannot {tried}: the server answered {}: {}", refusal.status, reason_in(&refusal.content)))
            }
        }
    }

    fn explain_silence(&self, tried: &str, error: &selfsame_client::reqwest::Error) -> Failure {
        // After a redirect this is the public listener.
        let address = error.url().map_or_else(|| self.endpoint.clone(), |url| url.origin().ascii_serialization());
        if error.is_connect() {
            let text = format!("cannot reach {address}: is `selfsame serve` running? If it listens elsewhere, set --endpoint");
            return Failure::Unreachable(format!("{text} ({})", innermost(error)));
        }
        if error.is_timeout() {
            return Failure::Unreachable(format!("cannot {tried}: {address} did not answer in time; look at the server's log"));
        }
        Failure::Unreachable(format!("cannot {tried}: the connection to {address} broke ({})", innermost(error)))
    }
}

/// The cause at the bottom, which is the one that a person can act on.
pub fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// The sentence in an error's body: its reason, else its message, else the body itself.
pub fn reason_in(body: &str) -> String {
    let parsed: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    let error = parsed.get("error").unwrap_or(&parsed);
    let text = |name: &str| error.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    match (text("message"), text("reason")) {
        (Some(message), Some(reason)) => format!("{}: {reason}", message.trim_end_matches('.')),
        (Some(text), None) | (None, Some(text)) => text.to_owned(),
        (None, None) if body.trim().is_empty() => "(no explanation)".to_owned(),
        (None, None) => body.trim().chars().take(300).collect(),
    }
}
