//! `identities validate`: reads rows as the server would and holds their traits against a schema, on this machine.

use crate::cli::connect::{Server, ServerArgs, wait_for};
use crate::cli::failure::Failure;
use crate::cli::import::batch::Content;
use crate::cli::import::rows::Rows;
use crate::cli::input::read_bytes;
use crate::cli::output::{OutputArgs, print, print_json};
use crate::identity::body::CreateBody;
use clap::Args;
use selfsame_client::apis::identity_api;
use selfsame_core::schema::{self, CompileOptions, IdentitySchema};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  selfsame identities validate people.ndjson
  selfsame identities validate people.json --schema-file person.schema.json
  psql -At -c 'SELECT identity FROM people' | selfsame identities validate --schema person -

With --schema-file no server is needed, and every row is held against that schema. \
Otherwise the schemas are fetched from the running server: the one that a row names, else --schema. \
What only the database can tell (an address that is taken) is not looked at.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// File with the rows; `-` reads standard input
    file: PathBuf,
    /// Schema document to hold every row against
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    schema_file: Option<PathBuf>,
    /// Id of the schema for rows that name none
    #[arg(long, value_name = "ID")]
    schema: Option<String>,
}

pub fn run(arguments: &Arguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    let mut schemas = Schemas {
        by_file: arguments.schema_file.as_deref().map(read_schema).transpose()?,
        server: if arguments.schema_file.is_some() { None } else { Some(server.server()?) },
        default_id: arguments.schema.clone(),
        fetched: HashMap::new(),
    };
    let mut rows = Rows::new(open(&arguments.file)?);
    let (mut count, mut invalid) = (0_u64, 0_u64);
    loop {
        let row = rows.next_row().map_err(|error| Failure::Failed(format!("the input ends too early: {error}")))?;
        let Some(row) = row else { break };
        count += 1;
        if let Err(problems) = judge(row.content, &mut schemas)? {
            invalid += 1;
            if output.json {
                let line = json!({ "row": row.number, "line": row.line, "problems": problems });
                print(line)?;
            } else {
                for problem in problems {
                    print(format!("row {} (line {}): {problem}", row.number, row.line))?;
                }
            }
        }
    }
    if invalid > 0 {
        return Err(Failure::SomeRows(format!("{invalid} of {count} rows are invalid")));
    }
    if output.json { print_json(&json!({ "rows": count, "invalid": 0 })) } else { print(format!("{count} rows are valid")) }
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(path).map_err(|error| Failure::file("open", path, &error))?)))
}

/// What is wrong with a row; the outer failure is about a schema that cannot be had.
fn judge(content: Result<Vec<u8>, String>, schemas: &mut Schemas) -> Result<Result<(), Vec<String>>, Failure> {
    let parsed = content.and_then(Content::read).and_then(|content| {
        let body = content.create_body()?;
        serde_json::from_slice::<Value>(&body).map_err(|error| format!("the row is not JSON: {error}"))
    });
    let row = match parsed {
        Ok(row) => row,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    let body = match CreateBody::read(row, "") {
        Ok(body) => body,
        Err(error) => return Ok(Err(vec![error.body.reason.unwrap_or(error.body.message)])),
    };
    let schema = match schemas.of(&body.schema_id)? {
        Ok(schema) => schema,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    Ok(schema
        .validate(&body.traits)
        .map(drop)
        .map_err(|violations| violations.into_iter().map(|violation| format!("{}: {}", violation.instance, violation.message)).collect()))
}

struct Schemas {
    by_file: Option<IdentitySchema>,
    server: Option<Server>,
    default_id: Option<String>,
    /// `None` for ids that the server does not know.
    fetched: HashMap<String, Option<IdentitySchema>>,
}

impl Schemas {
    fn of(&mut self, id: &str) -> Result<Result<&IdentitySchema, String>, Failure> {
        if let Some(schema) = &self.by_file {
            return Ok(Ok(schema));
        }
        let id = match (id, &self.default_id) {
            ("", Some(default)) => default.clone(),
            ("", None) => {
                return Err(Failure::Usage("a row names no schema_id: give --schema ID or --schema-file FILE".to_owned()));
            }
            (id, _) => id.to_owned(),
        };
        if !self.fetched.contains_key(&id)
            && let Some(server) = &self.server
        {
            let schema = fetch(server, &id)?;
            self.fetched.insert(id.clone(), schema);
        }
        let unknown = || format!("schema_id: the server has no schema {id:?}");
        Ok(self.fetched.get(&id).and_then(Option::as_ref).ok_or_else(unknown))
    }
}

fn fetch(server: &Server, id: &str) -> Result<Option<IdentitySchema>, Failure> {
    let document = wait_for(async {
        match identity_api::get_identity_schema(&server.configuration, id).await {
            Ok(document) => Ok(Some(document)),
            Err(error) if error.status().is_some_and(|status| status.as_u16() == 404) => Ok(None),
            Err(error) => Err(server.explain(&format!("fetch the schema {id}"), &error)),
        }
    })?;
    document.map(|document| compile(id, document.to_string().as_bytes())).transpose()
}

fn read_schema(path: &Path) -> Result<IdentitySchema, Failure> {
    compile(&path.to_string_lossy(), &read_bytes(path)?)
}

fn compile(id: &str, document: &[u8]) -> Result<IdentitySchema, Failure> {
    schema::compile(id, document, &CompileOptions::default()).map_err(|error| Failure::Failed(format!("schema {id}: {error}")))
}
