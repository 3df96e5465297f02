//! What both tours do, written once against `crate::client`: whichever crate that is.

mod people;
mod sessions;

use std::error::Error as StdError;
use std::fmt::Debug;
use std::process::ExitCode;

use crate::client::apis::configuration::Configuration;
use crate::client::apis::{Error, identity_api};

/// Why the tour ends early.
pub type Failure = Box<dyn StdError>;

/// A well-formed id of nobody.
const NOBODY: &str = "00000000-0000-4000-8000-00000000dead";

/// Where the tour goes and what it has been to.
pub struct Tour {
    admin: Configuration,
    public: Configuration,
    schema: String,
    /// Tells the people of this run from those of others.
    run: String,
    done: Vec<&'static str>,
}

/// Runs the whole tour against the two addresses of the command line.
pub async fn run() -> ExitCode {
    let [admin, public] = &std::env::args().skip(1).collect::<Vec<_>>()[..] else {
        eprintln!("usage: TOUR ADMIN_URL PUBLIC_URL");
        return ExitCode::from(2);
    };
    let at = |base: &str| Configuration { base_path: base.to_owned(), ..Configuration::default() };
    let run = uuid::Uuid::new_v4().simple().to_string();
    let mut tour = Tour { admin: at(admin), public: at(public), schema: String::new(), run, done: Vec::new() };
    match tour.walk().await {
        Ok(()) if tour.done.len() == 19 => {
            println!("all 19 operations: success and refusal as they should be");
            ExitCode::SUCCESS
        }
        Ok(()) => {
            eprintln!("only {} operations were driven: {:?}", tour.done.len(), tour.done);
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("failed after {:?}: {failure}", tour.done);
            ExitCode::FAILURE
        }
    }
}

impl Tour {
    async fn walk(&mut self) -> Result<(), Failure> {
        self.schemas().await?;
        let id = self.create_and_find().await?;
        self.change(&id).await?;
        self.recovery(&id).await?;
        self.sessions(&id).await?;
        self.credentials(&id).await?;
        self.batch().await?;
        self.delete(&id).await
    }

    async fn schemas(&mut self) -> Result<(), Failure> {
        let schemas = identity_api::list_identity_schemas(&self.public, None, None, None, None).await?;
        // The server never refuses this list, so the refusal comes from another address: the path ends up in a query.
        let elsewhere = Configuration { base_path: format!("{}/admin/sessions/no-id?", self.admin.base_path), ..Configuration::default() };
        let refused = identity_api::list_identity_schemas(&elsewhere, None, None, None, None).await;
        refusal(refused, 400, |error| matches!(error, identity_api::ListIdentitySchemasError::DefaultResponse(_)))?;
        self.done("list_identity_schemas", format!("{} schemas", schemas.len()));

        let with_email = schemas.iter().find(|schema| !schema.schema["properties"]["traits"]["properties"]["email"].is_null());
        self.schema.clone_from(&with_email.ok_or("no schema has the trait email")?.id);
        let schema = identity_api::get_identity_schema(&self.public, &self.schema).await?;
        ensure(schema.is_object(), "a schema is an object")?;
        let refused = identity_api::get_identity_schema(&self.public, "no-such-schema").await;
        refusal(refused, 404, |error| matches!(error, identity_api::GetIdentitySchemaError::Status404(_)))?;
        self.done("get_identity_schema", format!("uses {}", self.schema));
        Ok(())
    }

    fn email(&self, name: &str) -> String {
        format!("{name}-{}@example.com", self.run)
    }

    fn done(&mut self, operation: &'static str, what: impl AsRef<str>) {
        println!("ok  {operation:<34} {}", what.as_ref());
        self.done.push(operation);
    }
}

fn ensure(holds: bool, claim: &str) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(format!("does not hold: {claim}").into()) }
}

/// Checks the status of a refusal, and its variant where the crate chooses it by status.
fn refusal<T: Debug, E: Debug>(result: Result<T, Error<E>>, status: u16, is_right: fn(&E) -> bool) -> Result<(), Failure> {
    let response = match result {
        Err(Error::ResponseError(response)) => response,
        other => return Err(format!("expected a refusal with {status}, got {other:?}").into()),
    };
    if response.status.as_u16() != status {
        return Err(format!("expected {status}, got {}: {}", response.status, response.content).into());
    }
    match &response.entity {
        Some(entity) if is_right(entity) || !crate::CHOSEN_BY_STATUS => Ok(()),
        other => Err(format!("the refusal with {status} became {other:?}").into()),
    }
}
