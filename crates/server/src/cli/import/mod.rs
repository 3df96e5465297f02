//! `selfsame identities import`: rows from a file or standard input into a running server, in batches of which several
//! are on their way at once, with a report of refused rows and notes to go on from after an interruption.
//!
//! A thread reads and groups rows; the rest is one loop that sends batches and writes down what became of them.

pub mod batch;
pub mod progress_file;
mod report;
pub mod rows;
mod send;
mod watch;

use super::connect::{Server, ServerArgs};
use super::failure::Failure;
use super::output::{OutputArgs, note, with_suffix};
use batch::{Batch, Limits, gather};
use clap::Args;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use progress_file::{Earlier, Origin, ProgressFile, Ranges};
use report::{Begin, Report};
use rows::{InputError, Rows};
use send::{Outcome, Repeated, send};
use serde::Serialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use watch::Watch;

const EXAMPLES: &str = "\
Examples:
  selfsame identities import people.ndjson
  selfsame identities import --report refused.ndjson people.json
  psql -At -c 'SELECT identity FROM people ORDER BY id' | selfsame identities import --resume people.progress -

A row is what `identities create` takes: {\"schema_id\": …, \"traits\": {…}, \"credentials\": {…}}. \
The input is a JSON array of rows, or one row per line. \
Refused rows end up in the report, one JSON object per line with row, line and error.

An import that was cut short goes on where it stopped: run the same command again. \
Notes about what is done stand in FILE.progress until the import is complete. \
Batches whose answer was lost are sent again; rows of them that had been created are then refused as taken, and reported. \
With --conflicts-are-done rows that were sent before and are refused as taken count as done, \
also those that are taken by somebody else or by another row of the input. \
Rows that hold nothing unique (no identifier, address or external_id) cannot be recognised and may then stand twice. \
Rows are told by their number: the same rows must come in the same order, also from standard input. \
An input whose rows have changed up to where the import had come is refused.";

/// Arguments of `identities import`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// File with the rows; `-` reads standard input
    file: PathBuf,
    /// Where refused rows are reported [default: FILE.refused.ndjson]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Where to note what is done [default: FILE.progress; none for standard input]
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
    /// Import all rows, whatever an earlier run did
    #[arg(long)]
    restart: bool,
    /// Rows that an interrupted run had sent and that are now refused as taken count as done
    #[arg(long)]
    conflicts_are_done: bool,
    /// Rows in one request, 1000 at most (200 at most with passwords in clear)
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u16).range(1..=1000), value_name = "ROWS")]
    batch: u16,
    /// Requests that are on their way at once
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=64), value_name = "REQUESTS")]
    parallel: u8,
}

/// What an import did.
#[derive(Debug, Default, Serialize)]
struct Summary {
    created: u64,
    refused: u64,
    /// Of rows sent twice: refused as taken and counted as done.
    already_there: u64,
    /// Done by an earlier run.
    passed_over: u64,
    seconds: f64,
    rows_per_second: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<PathBuf>,
}

pub fn run(arguments: Arguments, server: &ServerArgs, output: OutputArgs) -> Result<(), Failure> {
    server.run(async |mut server| {
        // The server may have thousands of passwords to hash before it answers.
        server.configuration.timeout = Some(Duration::from_mins(15));
        Import::prepare(arguments, server)?.run(output).await
    })
}

struct Import {
    server: Server,
    input: Input,
    size: Option<u64>,
    limits: Limits,
    parallel: usize,
    repeated: Repeated,
    report: Report,
    notes: Option<ProgressFile>,
    earlier: Earlier,
}

type Input = Box<dyn BufRead + Send>;

impl Import {
    fn prepare(arguments: Arguments, server: Server) -> Result<Self, Failure> {
        let is_stdin = arguments.file == Path::new("-");
        let beside = |suffix: &str| if is_stdin { None } else { Some(with_suffix(&arguments.file, suffix)) };
        let (input, size, origin) = open_input(&arguments.file, &server.endpoint)?;
        let progress = arguments.resume.or_else(|| beside(".progress"));
        if arguments.restart
            && let Some(path) = &progress
        {
            std::fs::remove_file(path).ok();
        }
        let (notes, earlier) = match progress {
            Some(path) => ProgressFile::open(&path, &origin).map(|(notes, earlier)| (Some(notes), earlier))?,
            None => (None, Earlier::default()),
        };
        let report = arguments.report.or_else(|| beside(".refused.ndjson")).unwrap_or_else(|| "import.refused.ndjson".into());
        let begin = if earlier.done == Ranges::default() { Begin::Afresh } else { Begin::After };
        Ok(Self {
            server,
            input,
            size,
            limits: Limits { rows: arguments.batch.into(), ..Limits::default() },
            parallel: arguments.parallel.into(),
            repeated: if arguments.conflicts_are_done { Repeated::CountsAsDone } else { Repeated::IsRefused },
            report: Report::new(report, begin)?,
            notes,
            earlier,
        })
    }

    async fn run(self, output: OutputArgs) -> Result<(), Failure> {
        let Self { server, input, size, limits, parallel, repeated, mut report, mut notes, earlier } = self;
        let mut summary = Summary { passed_over: earlier.done.count(), ..Summary::default() };
        let watch = Watch::begin(size);
        if summary.passed_over > 0 {
            watch.note(&format!("going on after {} rows that are done", summary.passed_over));
        }
        let begun = Instant::now();
        let (mut batches, reader) = read_in_background(input, limits, earlier)?;
        let mut on_their_way = FuturesUnordered::new();
        let mut stop = signal(SignalKind::interrupt()).map_err(|error| Failure::Failed(format!("cannot listen to signals: {error}")))?;
        let (mut is_read, mut failure) = (false, None);
        while !on_their_way.is_empty() || !(is_read || failure.is_some()) {
            tokio::select! {
                biased;
                Some((batch, outcome)) = on_their_way.next(), if !on_their_way.is_empty() => {
                    let batch: Batch = batch;
                    let finished = match outcome {
                        Ok(outcomes) => settle(&batch, outcomes, &mut summary, &mut report, notes.as_mut()),
                        Err(failure) => Err(failure),
                    };
                    match finished {
                        Ok(()) => watch.reached(batch.offset, summary.created, summary.refused),
                        Err(first) => { failure.get_or_insert(first); }
                    }
                }
                _ = stop.recv() => {
                    let is_urgent = failure.replace(Failure::Failed("interrupted".to_owned())).is_some();
                    if is_urgent {
                        break;
                    }
                    watch.note("waiting for what is on its way; interrupt again to end at once");
                }
                batch = batches.recv(), if !is_read && failure.is_none() && on_their_way.len() < parallel => match batch {
                    None => is_read = true,
                    Some(batch) => match notes.as_mut().map_or(Ok(()), |notes| notes.sent(batch.first, batch.last, batch.digest.clone())) {
                        Ok(()) => on_their_way.push(sent(&server, batch, repeated)),
                        Err(error) => failure = Some(error),
                    },
                },
            }
        }
        drop(batches);
        watch.end();
        summary.seconds = begun.elapsed().as_secs_f64();
        summary.rows_per_second = (summary.created as f64 / summary.seconds.max(0.001)).round();
        summary.report = (summary.refused > 0).then(|| report.path().to_owned());
        output.show(&summary, || summary.to_string())?;
        let again = if notes.is_some() { "; run the same command again to go on" } else { "" };
        if let Some(failure) = failure {
            return Err(failure.with_hint(again));
        }
        // Only now: after a failure the reader may wait for input that never comes. It ends with the program.
        match reader.join().unwrap_or_else(|_| Err(InputError::Broken { line: 0, what: "the reader stopped".to_owned() })) {
            Ok(()) => {}
            Err(error @ InputError::Changed { .. }) => return Err(Failure::Usage(error.to_string())),
            Err(error) => return Err(Failure::Failed(format!("the input ends too early, rows before are imported: {error}"))),
        }
        if let Some(notes) = notes {
            notes.remove();
        }
        if summary.refused > 0 {
            return Err(Failure::SomeRows(format!("{} rows were refused: see {}", summary.refused, report.path().display())));
        }
        Ok(())
    }
}

/// Sends a batch and hands it back with what became of it, by row.
async fn sent(server: &Server, batch: Batch, repeated: Repeated) -> (Batch, Result<Vec<(u64, u64, Outcome)>, Failure>) {
    let outcomes = send(server, &batch, repeated).await;
    let outcomes = outcomes.map(|rows| rows.into_iter().map(|(entry, outcome)| (entry.number, entry.line, outcome)).collect());
    (batch, outcomes)
}

/// Counts and reports the rows of a batch; only then it is noted as done.
fn settle(
    batch: &Batch,
    mut outcomes: Vec<(u64, u64, Outcome)>,
    summary: &mut Summary,
    report: &mut Report,
    notes: Option<&mut ProgressFile>,
) -> Result<(), Failure> {
    outcomes.sort_by_key(|(row, ..)| *row);
    for (row, line, outcome) in &outcomes {
        match outcome {
            Outcome::Created => summary.created += 1,
            Outcome::AlreadyThere => summary.already_there += 1,
            Outcome::Refused(error) => {
                summary.refused += 1;
                report.add(*row, *line, error)?;
            }
        }
    }
    report.flush()?;
    notes.map_or(Ok(()), |notes| notes.done(batch.first, batch.last))
}

type Reader = std::thread::JoinHandle<Result<(), InputError>>;

fn read_in_background(input: Input, limits: Limits, earlier: Earlier) -> Result<(mpsc::Receiver<Batch>, Reader), Failure> {
    // One batch is ready when a request comes back; more would only cost memory.
    let (give, take) = mpsc::channel(1);
    let reader = std::thread::Builder::new()
        .name("rows".to_owned())
        .spawn(move || gather(&mut Rows::new(input), limits, &earlier, |batch| give.blocking_send(batch).is_ok()));
    Ok((take, reader.map_err(|error| Failure::Failed(format!("cannot start a thread: {error}")))?))
}

fn open_input(path: &Path, endpoint: &str) -> Result<(Input, Option<u64>, Origin), Failure> {
    if path == Path::new("-") {
        return Ok((Box::new(BufReader::with_capacity(READ, std::io::stdin())), None, Origin::of_stdin(endpoint)));
    }
    let file = File::open(path).map_err(|error| Failure::file("open", path, &error))?;
    let origin = Origin::of_file(path, endpoint)?;
    Ok((Box::new(BufReader::with_capacity(READ, file)), Some(origin.bytes), origin))
}

const READ: usize = 256 * 1024;

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} created in {:.1} s ({} a second), {} refused", self.created, self.seconds, self.rows_per_second, self.refused)?;
        if self.already_there > 0 {
            write!(f, ", {} were there already", self.already_there)?;
        }
        if self.passed_over > 0 {
            write!(f, ", {} were done earlier", self.passed_over)?;
        }
        Ok(())
    }
}
