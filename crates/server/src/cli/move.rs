//! `selfsame move`: everything from one database into another, from SQLite to PostgreSQL and back.

use super::Environment;
use super::failure::Failure;
use super::output::{OutputArgs, hex, note, print, table};
use super::settings::{self, ConfigArgs, block_on};
use crate::app::Clock;
use crate::database;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use selfsame_store::transfer::{self, Compared, Event, Side, TransferError};
use selfsame_store::{Migrate, Rx, Store, StoreOptions, ops};
use serde_json::json;
use std::fs::File;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

const EXAMPLES: &str = "\
Examples:
  selfsame move --from sqlite:///var/lib/selfsame/selfsame.db --to 'postgres://selfsame:PASSWORD@db.example.org/selfsame'
  selfsame move --from 'postgres://selfsame@db.example.org/selfsame' --to sqlite://selfsame-data/selfsame.db --json

Stop all servers on both databases first. The target must be empty or absent; both are migrated to this version.
A move that was cut short goes on where it stopped: run the same command again. Until it is complete no server starts on \
the target. At the end both databases are read once more and compared by the number of rows and a checksum of each table.
Sealed rows, cookies and codes need the same `secrets` as before: configure them before a server starts on the target.";

/// Arguments of `move`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The database that is read; it stays as it is
    #[arg(long, value_name = "DSN")]
    from: String,
    /// The database that gets everything
    #[arg(long, value_name = "DSN")]
    to: String,
    #[command(flatten)]
    output: OutputArgs,
}

pub fn run(arguments: &Arguments, environment: &Environment) -> Result<(), Failure> {
    let place = |dsn: &str| settings::database(&ConfigArgs::default(), Some(dsn), environment).map(|place| place.options);
    let (from, to) = (place(&arguments.from)?, place(&arguments.to)?);
    if let StoreOptions::Sqlite(options) = &from
        && !options.path.exists()
    {
        return Err(Failure::Database(format!("there is no database at {}: name an existing one with --from", options.path.display())));
    }
    let names = (full_place(&from), full_place(&to));
    if names.0 == names.1 {
        return Err(Failure::Usage("--from and --to name the same database".to_owned()));
    }
    let _locks = (lock(&from)?, lock(&to)?);
    block_on(async {
        let (source, target) = (open(from).await?, open(to).await?);
        let sides = (Side { store: &source, place: &names.0 }, Side { store: &target, place: &names.1 });
        let outcome = move_all(&sides.0, &sides.1, arguments.output).await;
        source.close().await;
        target.close().await;
        outcome
    })?
}

/// How a database is named, the same whatever folder the command runs in.
fn full_place(options: &StoreOptions) -> String {
    let full = |path: &std::path::Path| std::path::absolute(path).and_then(|path| path.canonicalize().or(Ok(path)));
    match options {
        StoreOptions::Sqlite(sqlite) => full(&sqlite.path).map_or_else(|_| options.place(), |path| path.display().to_string()),
        StoreOptions::Postgres(_) => options.place(),
    }
}

/// Keeps servers from a file while it is moved.
fn lock(options: &StoreOptions) -> Result<Option<File>, Failure> {
    match options {
        StoreOptions::Sqlite(sqlite) => database::lock(&sqlite.path).map(Some).map_err(|error| Failure::Database(error.to_string())),
        StoreOptions::Postgres(_) => Ok(None),
    }
}

async fn open(options: StoreOptions) -> Result<Store, Failure> {
    let opened = Store::open(options, Migrate::Apply, Clock::system().now()).await;
    opened.map_err(|error| Failure::Database(error.to_string()))
}

async fn move_all(from: &Side<'_>, to: &Side<'_>, output: OutputArgs) -> Result<(), Failure> {
    refuse_while_served(from).await?;
    refuse_while_served(to).await?;
    let begun = Instant::now();
    let mut watch = Watch::new();
    let moved = transfer::run(from, to, |event| watch.on(event)).await;
    watch.end();
    let tables = moved.map_err(|error| match error {
        TransferError::NotEmpty(..) | TransferError::OfAnother(_) => Failure::Failed(error.to_string()),
        TransferError::Read(..) | TransferError::Write(..) => {
            Failure::Database(error.to_string()).with_hint("; run the same command again to go on")
        }
    })?;
    let keys = to.store.scan(async move |rx: &mut Rx<'_>| ops::secrets::sealing_keys(rx).await).await;
    let keys: Vec<_> = keys.map_err(|error| Failure::Database(error.to_string()))?.iter().map(|key| hex(key)).collect();
    report(&Report { from: from.place, to: to.place, tables: &tables, keys, seconds: begun.elapsed().as_secs_f64() }, output)?;
    if tables.iter().all(Compared::is_equal) {
        return Ok(());
    }
    Err(Failure::SomeRows(format!(
        "the two databases differ: one was written to meanwhile. Make sure that no server runs on either, empty {} and move again",
        to.place
    )))
}

/// A node that has ended without a word may look alive until its lease ends.
async fn refuse_while_served(side: &Side<'_>) -> Result<(), Failure> {
    let clock = Clock::system();
    let wait = || note(format!("a server may run on {}: waiting to see whether it shows a sign of life", side.place));
    match transfer::others(side.store, || clock.now(), wait).await {
        Ok(false) => Ok(()),
        Ok(true) => Err(Failure::Database(format!("a server runs on {}: stop all servers on it first", side.place))),
        Err(error) => Err(Failure::Database(format!("cannot read {}: {error}", side.place))),
    }
}

struct Report<'a> {
    from: &'a str,
    to: &'a str,
    tables: &'a [Compared],
    /// The ids of the cipher keys that rows need.
    keys: Vec<String>,
    seconds: f64,
}

fn report(report: &Report<'_>, output: OutputArgs) -> Result<(), Failure> {
    let Report { from, to, tables, keys, seconds } = report;
    let rows: u64 = tables.iter().map(|table| table.to.rows).sum();
    let is_equal = tables.iter().all(Compared::is_equal);
    if output.json {
        let sum = |sum: &transfer::Sum| json!({ "rows": sum.rows, "checksum": sum.checksum() });
        let tables: Vec<_> = tables.iter().map(|one| json!({ "table": one.table, "from": sum(&one.from), "to": sum(&one.to) })).collect();
        let answer = json!({ "from": from, "to": to, "equal": is_equal, "rows": rows, "seconds": seconds, "keys": keys, "tables": tables });
        return output.show(&answer, String::new);
    }
    let mut lines = table(["TABLE", "ROWS", "CHECKSUM", ""]);
    for one in *tables {
        let verdict = if one.is_equal() { "equal".to_owned() } else { format!("differs: {} rows at the source", one.from.rows) };
        lines.add_row([one.table.to_owned(), one.to.rows.to_string(), one.to.checksum()[..16].to_owned(), verdict]);
    }
    print(lines.trim_fmt())?;
    if !is_equal {
        return Ok(());
    }
    print(format!("{rows} rows moved from {from} to {to} and compared, in {seconds:.1} s"))?;
    print("before a server starts there, configure the `secrets` that the old one has, those of its secrets.json among them")?;
    if keys.is_empty() { Ok(()) } else { print(format!("sealed rows need these keys of secrets.cipher: {}", keys.join(", "))) }
}

/// The progress bar, by rows, and only on a terminal.
struct Watch {
    bar: ProgressBar,
}

impl Watch {
    fn new() -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{msg}  {wide_bar} {human_pos} of {human_len} rows ({per_sec})  eta {eta}");
        let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    fn on(&mut self, event: Event) {
        match event {
            Event::Begun { rows, moved } => {
                if moved > 0 {
                    self.bar.suspend(|| note(format!("going on after {moved} rows that are moved")));
                }
                self.begin(rows, moved);
            }
            Event::Verifying { rows } => self.begin(2 * rows, 0),
            Event::Moved { table, rows } => self.step(format!("moving {table}"), rows),
            Event::Verified { table, rows } => self.step(format!("comparing {table}"), rows),
        }
    }

    fn begin(&self, length: u64, position: u64) {
        self.bar.set_length(length);
        self.bar.set_position(position);
        self.bar.reset_eta();
    }

    fn step(&self, what: String, rows: u64) {
        self.bar.set_message(what);
        self.bar.inc(rows);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
