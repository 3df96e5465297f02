//! Jsonnet of the operator, evaluated in a child process of this binary: a fresh one for each evaluation, so that none
//! sees anything of another, and with limits on time, memory, input and output.

pub mod worker;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

/// The argument that makes this binary a worker.
pub const COMMAND: &str = "jsonnet-worker";
const LONGEST: Duration = Duration::from_secs(1);
/// Source and variables together, as they are written to the worker.
pub const MAX_INPUT: usize = 64 * 1024;
/// What an evaluation may give.
pub const MAX_OUTPUT: usize = 256 * 1024;
/// A result in JSON is at most so many times longer than the text.
const ENCODED: usize = 6;

/// What to evaluate.
#[derive(Serialize, Deserialize)]
pub struct Evaluation {
    pub source: String,
    /// Arguments of the function that the source is.
    #[serde(default)]
    pub arguments: Map<String, Value>,
    /// What `std.extVar` gives.
    #[serde(default)]
    pub variables: Map<String, Value>,
}

/// How a worker answers.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// The result as JSON text.
    Result(String),
    /// What the evaluator said.
    Refused(String),
}

/// Why an evaluation gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonnetError {
    #[error("the Jsonnet does not evaluate: {0}")]
    Refused(String),
    #[error("the Jsonnet and its input are larger than {MAX_INPUT} bytes")]
    TooMuchInput,
    #[error("the Jsonnet took longer than a second")]
    TooSlow,
    #[error("the Jsonnet worker ended without an answer; the evaluation may need too much memory or nest too deeply")]
    Died,
    #[error("the Jsonnet worker cannot be started: {0}")]
    NotStarted(String),
}

/// Evaluates; several at once, as many as there are processors.
#[derive(Clone)]
pub struct Evaluator {
    program: PathBuf,
    places: Arc<Semaphore>,
}

impl Evaluator {
    /// Workers run `program`, which is this binary.
    pub fn new(program: PathBuf, at_once: usize) -> Self {
        Self { program, places: Arc::new(Semaphore::new(at_once.max(2))) }
    }

    /// Workers run the binary of this process, also when its file has been replaced.
    pub fn own(at_once: usize) -> Self {
        Self::new(PathBuf::from("/proc/self/exe"), at_once)
    }

    /// Evaluates and gives JSON text, with sorted keys, three spaces of indent and a line end.
    pub async fn evaluate(&self, evaluation: &Evaluation) -> Result<String, JsonnetError> {
        let input = serde_json::to_vec(evaluation).map_err(|error| JsonnetError::Refused(error.to_string()))?;
        if input.len() >= MAX_INPUT {
            return Err(JsonnetError::TooMuchInput);
        }
        let _place = self.places.acquire().await.map_err(|error| JsonnetError::NotStarted(error.to_string()))?;
        let mut child = self.start().map_err(|error| JsonnetError::NotStarted(error.to_string()))?;
        match tokio::time::timeout(LONGEST, converse(&mut child, &input)).await {
            Ok(Some(Answer::Result(text))) => Ok(text),
            Ok(Some(Answer::Refused(reason))) => Err(JsonnetError::Refused(reason)),
            Ok(None) => Err(JsonnetError::Died),
            Err(_) => Err(JsonnetError::TooSlow),
        }
        // The child is killed here if it still runs.
    }

    fn start(&self) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg(COMMAND).env_clear().current_dir("/").kill_on_drop(true);
        // The allocator would otherwise reserve a gigabyte of addresses at its start.
        command.env("MIMALLOC_ARENA_RESERVE", "32768");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
    }
}

async fn converse(child: &mut Child, input: &[u8]) -> Option<Answer> {
    let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
    stdin.write_all(input).await.ok()?;
    drop(stdin);
    let mut output = Vec::new();
    let limit = MAX_OUTPUT * ENCODED;
    stdout.take(limit as u64).read_to_end(&mut output).await.ok()?;
    serde_json::from_slice(&output).ok()
}
