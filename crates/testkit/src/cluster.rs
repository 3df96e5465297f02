//! A PostgreSQL primary on a port of its own that a test may stop, kill and start again, and a synchronous standby that
//! can take over. Unlike the server that tests share, it keeps what it has acknowledged.

use crate::TempFolder;
use crate::postgres::{as_postgres, programs, run};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const STARTS_WITHIN: Duration = Duration::from_mins(1);

/// Starts the server in a group of its own and ends it when the pipe on standard input does.
const WATCH: &str = r#"trap '' INT
"$@" </dev/null & server=$!
echo $server
read -r _
kill -QUIT $server 2>/dev/null; wait $server"#;

/// One PostgreSQL server on 127.0.0.1, ended when dropped.
#[derive(Debug)]
pub struct PostgresNode {
    pub port: u16,
    bin: PathBuf,
    folder: TempFolder,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    /// Ends the server when its standard input does.
    watcher: Child,
    server: u32,
}

impl PostgresNode {
    /// A fresh server with these settings; none where PostgreSQL is not installed.
    pub fn start(port: u16, settings: &[&str]) -> Option<Self> {
        let bin = programs()?;
        let folder = TempFolder::new("postgres-node");
        let mut node = Self { port, bin, folder, running: None };
        run(node
            .program("initdb")
            .args(["--no-sync", "--auth=trust", "--username=selfsame", "--encoding=UTF8", "--locale=C.UTF-8", "-D"])
            .arg(node.data()));
        let mut file = std::fs::read_to_string(node.data().join("postgresql.conf")).expect("initdb writes it");
        file.push_str("listen_addresses = '127.0.0.1'\nmax_connections = 200\nfull_page_writes = on\n");
        file.push_str(&settings.join("\n"));
        std::fs::write(node.data().join("postgresql.conf"), file).expect("the settings can be written");
        node.up();
        Some(node)
    }

    /// A standby of this server on another port; it streams once this returns. `name` is how the primary calls it.
    #[must_use = "it ends when it is dropped"]
    pub fn standby(&self, port: u16, name: &str) -> Self {
        let mut node = Self { port, bin: self.bin.clone(), folder: TempFolder::new("postgres-standby"), running: None };
        run(node
            .program("pg_basebackup")
            .args(["--write-recovery-conf", "--checkpoint=fast", "-D"])
            .arg(node.data())
            .args(["-d", &format!("host=127.0.0.1 port={} user=selfsame application_name={name}", self.port)]));
        node.up();
        let begun = Instant::now();
        let streams = format!("SELECT count(*) FROM pg_stat_replication WHERE application_name = '{name}' AND state = 'streaming'");
        while self.execute("postgres", &streams) != "1" {
            assert!(begun.elapsed() < STARTS_WITHIN, "the standby does not stream:\n{}", node.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        node
    }

    /// Starts it where it stopped.
    pub fn up(&mut self) {
        let log = File::options().create(true).append(true).open(self.folder.path().join("log")).expect("the log can be written");
        let server = self.program("postgres");
        let mut watcher = Command::new("sh");
        watcher.args(["-c", WATCH, "sh"]).arg(server.get_program()).args(server.get_args());
        watcher.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path()).args(["-p", &self.port.to_string()]);
        watcher.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        let mut watcher = watcher.spawn().unwrap_or_else(|error| panic!("cannot start PostgreSQL: {error}"));
        let server = first_line(&mut watcher).parse().expect("the watcher tells the server's process");
        self.running = Some(Running { watcher, server });
        let begun = Instant::now();
        while !self.answers() {
            assert!(begun.elapsed() < STARTS_WITHIN, "PostgreSQL does not start:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it as it should be ended.
    pub fn stop(&mut self) {
        run(self.program("pg_ctl").args(["stop", "--mode=fast", "-D"]).arg(self.data()));
        self.reap();
    }

    /// Ends all its processes at once, as a machine that dies does (`SIGKILL`).
    pub fn kill(&mut self) {
        let Some(running) = &self.running else { return };
        let server = running.server.to_string();
        let children = Command::new("pgrep").args(["-P", &server]).output().map(|output| output.stdout).unwrap_or_default();
        let children = String::from_utf8_lossy(&children).into_owned();
        // The parent first, so that it does not clean up after its children.
        run(Command::new("kill").args(["-KILL", &server]));
        Command::new("kill").arg("-KILL").args(children.split_whitespace()).stderr(Stdio::null()).status().ok();
        self.reap();
    }

    /// Makes a standby the primary; returns once it takes writes.
    pub fn promote(&self) {
        run(self.program("pg_ctl").args(["promote", "--wait", "-D"]).arg(self.data()));
    }

    /// Runs SQL in a database; what it answers, without headings.
    pub fn execute(&self, database: &str, sql: &str) -> String {
        run(&mut self.psql(database, sql))
    }

    fn reap(&mut self) {
        if let Some(mut running) = self.running.take() {
            drop(running.watcher.stdin.take());
            running.watcher.wait().ok();
        }
    }

    fn answers(&self) -> bool {
        self.psql("postgres", "SELECT 1").stderr(Stdio::null()).output().is_ok_and(|output| output.status.success())
    }

    fn psql(&self, database: &str, sql: &str) -> Command {
        let mut command = Command::new(self.bin.join("psql"));
        let place = format!("host=127.0.0.1 port={} user=selfsame dbname={database}", self.port);
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", &place, "-c", sql]);
        command
    }

    fn program(&self, name: &str) -> Command {
        let mut command = as_postgres(self.folder.path(), &self.bin.join(name));
        command.current_dir("/");
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> String {
        std::fs::read_to_string(Path::new(self.folder.path()).join("log")).unwrap_or_default()
    }
}

impl Drop for PostgresNode {
    fn drop(&mut self) {
        self.reap();
    }
}

/// What a child tells first; more stays in the pipe.
fn first_line(child: &mut Child) -> String {
    use std::io::Read;
    let mut line = String::new();
    let mut byte = [0];
    let output = child.stdout.as_mut().expect("its output is a pipe");
    while output.read_exact(&mut byte).is_ok() && byte[0] != b'\n' {
        line.push(char::from(byte[0]));
    }
    line
}
