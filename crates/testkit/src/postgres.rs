//! A PostgreSQL server for tests: one for each test process, in a folder of its own, gone when the process is.
//!
//! `SELFSAME_TEST_POSTGRES` names another one to use, by its URL. Without either, tests on PostgreSQL pass with a note,
//! unless `SELFSAME_REQUIRE_POSTGRES=1` demands it.

use crate::TempFolder;
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A server, ours or another.
#[derive(Debug)]
pub struct PostgresServer {
    /// Everything of its URL before and after the database's name.
    url: (String, String),
    bin: PathBuf,
    /// Its standard input ends with this process, and the server with that.
    _watcher: Option<Child>,
}

/// Where Debian and others put the programs of each major version; the newest counts.
const PLACES: &str = "/usr/lib/postgresql";
const STARTS_WITHIN: Duration = Duration::from_mins(1);

/// Ends the server and its folder when the pipe on standard input does.
const WATCH: &str = r#"trap '' INT
"$@" </dev/null & server=$!
read -r _
kill -QUIT $server; wait $server; rm -rf "$FOLDER""#;

impl PostgresServer {
    /// The server of this process; none where PostgreSQL is not installed.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<PostgresServer>> = OnceLock::new();
        let shared = SHARED.get_or_init(|| {
            let bin = programs()?;
            Some(variable("SELFSAME_TEST_POSTGRES").map_or_else(|| Self::start(bin.clone(), &[]), |url| Self::at(&url, bin.clone())))
        });
        shared.as_ref()
    }

    /// A server of the test's own that takes connections by TCP on this port of 127.0.0.1, with this certificate and
    /// its key (PEM); none where PostgreSQL is not installed.
    pub fn with_tls(cert: &Path, key: &Path, port: u16) -> Option<Self> {
        let bin = programs()?;
        // The server reads its key only if nobody else can, and as its own user.
        let folder = TempFolder::new("postgres-tls");
        let (own_cert, own_key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        std::fs::copy(cert, &own_cert).expect("the certificate can be copied");
        std::fs::copy(key, &own_key).expect("the key can be copied");
        run(Command::new("chmod").arg("600").arg(&own_key));
        run(&mut as_postgres(folder.path(), Path::new("true")));
        run(Command::new("chown").arg("-R").arg(owner(folder.path()).to_string()).arg(folder.path()));
        let settings = [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={port}"),
            "ssl=on".to_owned(),
            format!("ssl_cert_file={}", own_cert.display()),
            format!("ssl_key_file={}", own_key.display()),
        ];
        let server = Self::start(bin, &settings);
        // The server reads them once.
        drop(folder);
        Some(server)
    }

    fn at(url: &str, bin: PathBuf) -> Self {
        let (before, rest) = url.rsplit_once('/').unwrap_or_else(|| panic!("SELFSAME_TEST_POSTGRES is no URL: {url}"));
        let after = rest.split_once('?').map_or_else(String::new, |(_, query)| format!("?{query}"));
        Self { url: (format!("{before}/"), after), bin, _watcher: None }
    }

    fn start(bin: PathBuf, settings: &[String]) -> Self {
        let folder = TempFolder::new("postgres");
        let path = folder.path().to_owned();
        // The watcher removes it.
        std::mem::forget(folder);
        let data = path.join("data");
        run(as_postgres(&path, &bin.join("initdb"))
            .args(["--no-sync", "--auth=trust", "--username=selfsame", "--encoding=UTF8", "--locale=C.UTF-8", "-D"])
            .arg(&data));
        let log = File::create(path.join("log")).expect("the log can be written");
        let mut watcher = Command::new("sh");
        let server = as_postgres(&path, &bin.join("postgres"));
        watcher.args(["-c", WATCH, "sh"]).arg(server.get_program()).args(server.get_args());
        watcher.arg("-D").arg(&data).arg("-k").arg(&path);
        for setting in [
            "listen_addresses=",
            "fsync=off",
            "full_page_writes=off",
            "synchronous_commit=off",
            "max_connections=400",
            "shared_buffers=64MB",
            "default_transaction_isolation=serializable",
            "max_pred_locks_per_transaction=256",
        ] {
            watcher.args(["-c", setting]);
        }
        for setting in settings {
            watcher.args(["-c", setting]);
        }
        let port = settings.iter().find_map(|setting| setting.strip_prefix("port=")).unwrap_or("5432");
        watcher.env("FOLDER", &path).stdin(Stdio::piped()).stdout(log.try_clone().expect("a second handle")).stderr(log);
        let watcher = watcher.spawn().unwrap_or_else(|error| panic!("cannot start PostgreSQL: {error}"));
        let server = Self { url: (format!("postgres://selfsame@{}:{port}/", encode(&path)), String::new()), bin, _watcher: Some(watcher) };
        let begun = Instant::now();
        while !server.psql("postgres", "SELECT 1").output().is_ok_and(|output| output.status.success()) {
            let log = || std::fs::read_to_string(path.join("log")).unwrap_or_default();
            assert!(begun.elapsed() < STARTS_WITHIN, "PostgreSQL does not start:\n{}", log());
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// The URL of a database of this server.
    pub fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.url.0, self.url.1)
    }

    /// Makes a database that no other test has: empty, or a copy of `template`. Its name.
    pub fn create_database(&self, template: Option<&str>) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("selfsame_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        self.execute("postgres", &format!("CREATE DATABASE {name} TEMPLATE {}", template.unwrap_or("template0")));
        name
    }

    /// Deletes a database, whoever is connected.
    pub fn drop_database(&self, name: &str) {
        self.execute("postgres", &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }

    /// Runs SQL in a database; what it answers, without headings.
    pub fn execute(&self, database: &str, sql: &str) -> String {
        run(&mut self.psql(database, sql))
    }

    fn psql(&self, database: &str, sql: &str) -> Command {
        let mut command = Command::new(self.bin.join("psql"));
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", &self.url(database), "-c", sql]);
        command
    }
}

/// The programs of the newest version.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir(PLACES).into_iter().flatten().filter_map(Result::ok);
    let numbered = versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    let newest = numbered.filter(|(_, bin)| bin.join("postgres").exists()).max().map(|(_, bin)| bin);
    if newest.is_none() {
        let is_demanded = variable("SELFSAME_REQUIRE_POSTGRES").as_deref() == Some("1");
        assert!(!is_demanded, "PostgreSQL is not installed in {PLACES}, but SELFSAME_REQUIRE_POSTGRES=1 demands it");
        println!("PostgreSQL is not installed in {PLACES}: what should be tested on it is skipped");
    }
    newest
}

/// PostgreSQL refuses to run as root: then it runs as the user that comes with it, who gets the folder.
pub(crate) fn as_postgres(folder: &Path, program: &Path) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
    if !is_root {
        return Command::new(program);
    }
    run(Command::new("chown").arg("postgres").arg(folder));
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

/// The user to whom a folder belongs.
fn owner(folder: &Path) -> u32 {
    std::fs::metadata(folder).map_or(0, |meta| meta.uid())
}

pub(crate) fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    assert!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A folder as the host of a URL.
fn encode(path: &Path) -> String {
    path.display().to_string().replace('/', "%2F")
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks which server tests use")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
