//! The real binary as a child process: started on free ports in a folder of its own, waited for, killed.

use crate::{HttpClient, TempFolder, free_port};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

const START: Duration = Duration::from_secs(20);
const STOP: Duration = Duration::from_secs(20);

/// Password sign-in with a hash so cheap that tests wait for nothing; `{dir}` and the ports are filled in.
const DEFAULT_CONFIG: &str = r#"
dsn: sqlite://{dir}/data.db?_fk=true
serve:
  public: {base_url: "http://127.0.0.1:{public_port}/", host: 127.0.0.1, port: {public_port}}
  admin: {base_url: "http://127.0.0.1:{admin_port}/", host: 127.0.0.1, port: {admin_port}}
selfservice:
  default_browser_return_url: http://127.0.0.1:4455/
  methods:
    password: {enabled: true, config: {haveibeenpwned_enabled: false}}
  flows:
    login: {ui_url: "http://127.0.0.1:4455/login"}
session: {lifespan: 24h}
secrets:
  cookie: [a-cookie-secret-that-tests-use-only]
  cipher: [a-cipher-secret-of-32-characters]
hashers: {algorithm: argon2, argon2: {memory: 64KB, iterations: 1, parallelism: 1, salt_length: 16, key_length: 32}}
identity:
  default_schema_id: person
  schemas:
    - {id: person, url: "file://{dir}/person.json"}
log: {level: warning}
"#;

const PERSON: &str = r#"{
  "$id": "person", "$schema": "http://json-schema.org/draft-07/schema#", "title": "Person", "type": "object",
  "properties": {"traits": {"type": "object", "required": ["email"], "additionalProperties": false, "properties": {
    "email": {"type": "string", "format": "email", "maxLength": 320, "ory.sh/kratos": {
      "credentials": {"password": {"identifier": true}}, "verification": {"via": "email"}, "recovery": {"via": "email"}}},
    "name": {"type": "object", "properties": {"first": {"type": "string"}, "last": {"type": "string"}}},
    "counter": {"type": "integer"},
    "labels": {"type": "object"}
  }}}
}"#;

/// How the next server is started.
#[derive(Debug)]
#[must_use = "nothing runs before `start`"]
pub struct TestServerBuilder {
    binary: PathBuf,
    config: Option<String>,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    data: Option<PathBuf>,
    limits: Option<String>,
    readiness: Readiness,
}

/// How a test knows that the server is ready.
#[derive(Debug)]
enum Readiness {
    /// Both listeners say so, over TCP and without TLS.
    Asked,
    /// The server has written it.
    Announced,
}

/// A running server; killed when dropped.
#[derive(Debug)]
pub struct TestServer {
    pub public_port: u16,
    pub admin_port: u16,
    builder: TestServerBuilder,
    folder: TempFolder,
    child: Option<Child>,
}

impl TestServerBuilder {
    /// Serves with this configuration; `{dir}`, `{public_port}` and `{admin_port}` are filled in.
    pub fn config(mut self, text: &str) -> Self {
        self.config = Some(text.to_owned());
        self
    }

    /// Serves without a configuration file, from a data folder, as a person who tries the program does.
    pub fn without_config(mut self) -> Self {
        self.config = None;
        self
    }

    /// One more argument of `serve`.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// One more environment variable.
    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Keeps the database in this folder instead of one that goes away with the server.
    pub fn data(mut self, folder: &Path) -> Self {
        self.data = Some(folder.to_owned());
        self
    }

    /// Runs the server under these limits of a shell, for instance `ulimit -f 2048`.
    pub fn limits(mut self, shell: &str) -> Self {
        self.limits = Some(shell.to_owned());
        self
    }

    /// Waits for the server's own word instead of asking both listeners, which may speak TLS or be sockets.
    pub fn ready_when_announced(mut self) -> Self {
        self.readiness = Readiness::Announced;
        self
    }

    /// Starts the server and waits until both listeners are ready; panics with its log if it ends before.
    pub fn start(self) -> TestServer {
        let mut server = self.prepare();
        server.up();
        server
    }

    /// Starts a server that is expected to give up; its exit status and what it wrote.
    pub fn start_to_fail(self) -> (ExitStatus, String) {
        let mut server = self.prepare();
        server.spawn();
        let status = server.wait(START).unwrap_or_else(|| panic!("the server did not give up:\n{}", server.log()));
        (status, server.log())
    }

    fn prepare(self) -> TestServer {
        TestServer { public_port: free_port(), admin_port: free_port(), builder: self, folder: TempFolder::new("server"), child: None }
    }
}

impl TestServer {
    /// A server with a small configuration for tests. `binary` is `env!("CARGO_BIN_EXE_selfsame")`.
    pub fn builder(binary: &str) -> TestServerBuilder {
        TestServerBuilder {
            binary: binary.into(),
            config: Some(DEFAULT_CONFIG.to_owned()),
            arguments: Vec::new(),
            environment: Vec::new(),
            data: None,
            limits: None,
            readiness: Readiness::Asked,
        }
    }

    /// Starts a server with the configuration for tests.
    pub fn start(binary: &str) -> Self {
        Self::builder(binary).start()
    }

    /// A new connection to the public listener.
    pub fn public(&self) -> HttpClient {
        HttpClient::new(self.public_port)
    }

    /// A new connection to the admin listener.
    pub fn admin(&self) -> HttpClient {
        HttpClient::new(self.admin_port)
    }

    /// Where the configuration and the log stand, and the database unless it was put elsewhere.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the database.
    pub fn data(&self) -> &Path {
        self.builder.data.as_deref().unwrap_or(self.folder.path())
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.data().join(if self.builder.config.is_some() { "data.db" } else { "selfsame.db" })
    }

    /// What the server has written so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The process id; panics when the server is down.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().expect("the server runs").id()
    }

    /// Ends the process without a warning (`SIGKILL`).
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }

    /// Asks the process to end (`SIGTERM`) and waits for it; panics if it does not.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal("TERM");
        let status = self.wait(STOP).unwrap_or_else(|| panic!("the server did not stop:\n{}", self.log()));
        self.child = None;
        status
    }

    /// Sends a signal by its name without `SIG`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.pid().to_string()).status();
        assert!(sent.is_ok_and(|status| status.success()), "cannot send SIG{name}");
    }

    /// Starts the server again on the same database and ports.
    pub fn restart(&mut self) {
        self.kill();
        self.up();
    }

    /// Replaces the configuration file of the running server, whole at once; it is filled in as at the start.
    pub fn reconfigure(&self, text: &str) {
        let (partial, file) = (self.folder().join("config.partial"), self.folder().join("config.yml"));
        std::fs::write(&partial, self.filled_in(text)).expect("the configuration can be written");
        std::fs::rename(partial, file).expect("the configuration can be replaced");
    }

    /// Waits until the server has written `text`, `times` times at least; panics with the log if it does not.
    pub fn await_log(&self, text: &str, times: usize) {
        let begun = Instant::now();
        while self.log().matches(text).count() < times {
            assert!(begun.elapsed() < START, "the server did not write {text:?} {times} times:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Starts it again without the shell limits it had.
    pub fn restart_without_limits(&mut self) {
        self.builder.limits = None;
        self.restart();
    }

    fn up(&mut self) {
        for attempt in 0.. {
            self.spawn();
            match self.becomes_ready() {
                Ok(()) => return,
                // Another process may have taken a port between the look and the start.
                Err(log) if attempt < 3 && log.to_lowercase().contains("address") && log.contains("in use") => {
                    self.kill();
                    (self.public_port, self.admin_port) = (free_port(), free_port());
                }
                Err(log) => panic!("the server did not become ready:\n{log}"),
            }
        }
    }

    fn spawn(&mut self) {
        let folder = self.folder.path();
        let log = File::create(folder.join("log")).expect("the log can be created");
        let mut words = vec![self.builder.binary.to_string_lossy().into_owned(), "serve".to_owned()];
        if let Some(config) = &self.builder.config {
            std::fs::write(folder.join("person.json"), PERSON).expect("the schema can be written");
            std::fs::write(folder.join("config.yml"), self.filled_in(config)).expect("the configuration can be written");
            words.extend(["--config".to_owned(), folder.join("config.yml").to_string_lossy().into_owned(), "--dev".to_owned()]);
        } else {
            words.extend(["--data".to_owned(), self.data().to_string_lossy().into_owned()]);
        }
        words.extend(self.builder.arguments.iter().cloned());
        let mut command = if let Some(limits) = &self.builder.limits {
            let mut shell = Command::new("bash");
            shell.arg("-c").arg(format!("{limits}; exec \"$@\"")).arg("bash").args(&words);
            shell
        } else {
            let mut plain = Command::new(&words[0]);
            plain.args(&words[1..]);
            plain
        };
        command.env("SERVE_PUBLIC_PORT", self.public_port.to_string()).env("SERVE_ADMIN_PORT", self.admin_port.to_string());
        // No test calls out, whatever its configuration says: nobody listens there.
        command.env("SELFSERVICE_METHODS_PASSWORD_CONFIG_HAVEIBEENPWNED_HOST", "http://127.0.0.1:9");
        command.envs(self.builder.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(folder).stdin(Stdio::null()).stderr(log.try_clone().expect("the log can be shared")).stdout(log);
        self.child = Some(command.spawn().unwrap_or_else(|error| panic!("cannot start {}: {error}", words[0])));
    }

    fn filled_in(&self, config: &str) -> String {
        let ports = [("{public_port}", self.public_port), ("{admin_port}", self.admin_port)];
        let with_ports = ports.iter().fold(config.to_owned(), |text, (name, port)| text.replace(name, &port.to_string()));
        let database = format!("sqlite://{}/", self.data().display());
        with_ports.replace("sqlite://{dir}/", &database).replace("{dir}", &self.folder.path().to_string_lossy())
    }

    fn becomes_ready(&mut self) -> Result<(), String> {
        let begun = Instant::now();
        while begun.elapsed() < START {
            let ended = self.child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(Some(_))));
            if ended {
                return Err(self.log());
            }
            let ready =
                |mut client: HttpClient| client.try_send("GET", "/health/ready", &[], None).is_ok_and(|response| response.status == 200);
            let is_ready = match self.builder.readiness {
                Readiness::Asked => ready(self.public()) && ready(self.admin()),
                Readiness::Announced => self.log().contains(" is ready."),
            };
            if is_ready {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Err(self.log())
    }

    fn wait(&mut self, at_most: Duration) -> Option<ExitStatus> {
        let begun = Instant::now();
        while begun.elapsed() < at_most {
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.kill();
    }
}
