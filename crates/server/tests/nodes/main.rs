//! Several nodes over one PostgreSQL database: any of them serves any request and any step of any flow.

mod failover;
mod flows;
mod kills;
mod races;
mod secrets;
mod trouble;

use selfsame_testkit::{HttpClient, PostgresServer, Response, TestServer};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_selfsame");
const PASSWORD: &str = "a fine long secret 7";

/// What all nodes have, the addresses at which people reach them among it.
const CONFIG: &str = r#"
dsn: "{dsn}"
serve:
  public: {base_url: "http://id.example/", host: 127.0.0.1, port: {public_port}}
  admin: {base_url: "http://admin.example/", host: 127.0.0.1, port: {admin_port}}
selfservice:
  default_browser_return_url: http://app.example/home
  methods:
    password: {enabled: true, config: {haveibeenpwned_enabled: false}}
  flows:
    login: {ui_url: "http://app.example/login"}
    error: {ui_url: "http://app.example/error"}
    registration: {ui_url: "http://app.example/registration", after: {password: {hooks: [{hook: session}]}}}
session: {lifespan: 24h, earliest_possible_extend: 24h}
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

/// A database of the test's own, gone with this.
struct Database {
    server: &'static PostgresServer,
    name: String,
}

impl Database {
    /// None where there is no PostgreSQL.
    fn new() -> Option<Self> {
        let server = PostgresServer::shared()?;
        Some(Self { server, name: server.create_database(None) })
    }

    /// The configuration of a node on it.
    fn config(&self) -> String {
        CONFIG.replace("{dsn}", &format!("{}?max_conns=8", self.server.url(&self.name)))
    }

    fn execute(&self, sql: &str) -> String {
        self.server.execute(&self.name, sql)
    }

    fn node(&self) -> TestServer {
        TestServer::builder(BINARY).config(&self.config()).start()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.server.drop_database(&self.name);
    }
}

/// Three nodes that were started at once on an empty database.
struct Nodes {
    nodes: Vec<TestServer>,
    // Behind the nodes: it goes once they are gone.
    database: Database,
}

impl Nodes {
    fn start() -> Option<Self> {
        let database = Database::new()?;
        let nodes = std::thread::scope(|scope| {
            let starting: Vec<_> = (0..3).map(|_| scope.spawn(|| database.node())).collect();
            starting.into_iter().map(|one| one.join().expect("a node starts")).collect()
        });
        Some(Self { nodes, database })
    }

    /// A client of the public listeners whose every request goes to another node.
    fn public(&self) -> Round {
        Round::new(self.nodes.iter().map(TestServer::public))
    }

    /// The same for the admin listeners.
    fn admin(&self) -> Round {
        Round::new(self.nodes.iter().map(TestServer::admin))
    }
}

/// One connection to each node, used in turn.
struct Round {
    clients: Vec<HttpClient>,
    next: usize,
}

impl Round {
    fn new(clients: impl Iterator<Item = HttpClient>) -> Self {
        Self { clients: clients.collect(), next: 0 }
    }

    fn next(&mut self) -> (usize, &mut HttpClient) {
        let node = self.next % self.clients.len();
        self.next += 1;
        (node, &mut self.clients[node])
    }

    fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.next().1.send("GET", path, headers, None)
    }

    fn post(&mut self, path: &str, headers: &[(&str, &str)], body: &Value) -> Response {
        self.next().1.send("POST", path, headers, Some(body))
    }

    /// Any request that is to succeed with this status.
    fn good(&mut self, status: u16, method: &str, path: &str, body: Option<&Value>) -> Value {
        let response = self.next().1.send(method, path, &[], body);
        assert_eq!(response.status, status, "{method} {path}: {}", response.body);
        response.json()
    }
}

fn person(email: &str) -> Value {
    let credentials = json!({ "password": { "config": { "password": PASSWORD } } });
    json!({ "schema_id": "person", "traits": { "email": email }, "credentials": credentials })
}

fn submission(kind: &str, flow: &Value) -> String {
    format!("/self-service/{kind}?flow={}", flow["id"].as_str().expect("a flow"))
}
