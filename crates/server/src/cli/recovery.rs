//! `selfsame recovery`: codes and links that let a person back in, to be handed over by whoever runs the server.

use super::connect::ServerArgs;
use super::failure::Failure;
use super::output::{OutputArgs, card};
use clap::{Args, Subcommand};
use selfsame_client::apis::identity_api;
use selfsame_client::models::{CreateRecoveryCodeForIdentityBody, CreateRecoveryLinkForIdentityBody};

const EXAMPLES: &str = "\
Examples:
  selfsame recovery code 0190c0de-0000-4000-8000-000000000000
  selfsame recovery link 0190c0de-0000-4000-8000-000000000000 --expires-in 12h

Whoever holds the code or the link can take the account over: hand it to the right person only.";

/// Arguments of `recovery`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    server: ServerArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a code that is typed into a recovery page
    #[command(after_help = "Example:\n  selfsame recovery code 0190c0de-0000-4000-8000-000000000000 --expires-in 15m")]
    Code {
        /// Id of the identity
        id: String,
        /// How long it is good for, such as 15m or 12h
        #[arg(long, value_name = "DURATION")]
        expires_in: Option<String>,
    },
    /// Make a link that opens the account's settings
    #[command(after_help = "Example:\n  selfsame recovery link 0190c0de-0000-4000-8000-000000000000 --expires-in 12h")]
    Link {
        /// Id of the identity
        id: String,
        /// How long it is good for, such as 15m or 12h
        #[arg(long, value_name = "DURATION")]
        expires_in: Option<String>,
        /// Where the browser goes afterwards
        #[arg(long, value_name = "URL")]
        return_to: Option<String>,
    },
}

pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { server, output, command } = arguments;
    server.run(async |server| match command {
        Command::Code { id, expires_in } => {
            let body = CreateRecoveryCodeForIdentityBody { expires_in, ..CreateRecoveryCodeForIdentityBody::new(id) };
            let made = identity_api::create_recovery_code_for_identity(&server.configuration, Some(body)).await;
            let made = made.map_err(|error| server.explain("make a recovery code", &error))?;
            output.show(&made, || {
                let expires = made.expires_at.clone().unwrap_or_default();
                card(&[("code", made.recovery_code.clone()), ("link", made.recovery_link.clone()), ("expires", expires)])
            })
        }
        Command::Link { id, expires_in, return_to } => {
            let body = CreateRecoveryLinkForIdentityBody { expires_in, ..CreateRecoveryLinkForIdentityBody::new(id) };
            let made = identity_api::create_recovery_link_for_identity(&server.configuration, return_to.as_deref(), Some(body)).await;
            let made = made.map_err(|error| server.explain("make a recovery link", &error))?;
            output.show(&made, || card(&[("link", made.recovery_link.clone()), ("expires", made.expires_at.clone().unwrap_or_default())]))
        }
    })
}
