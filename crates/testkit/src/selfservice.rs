//! People who use the self-service flows: the configuration that their tests start from, and clients that sign in as a
//! native app and as a browser do.

use crate::{HttpClient, Response, TestServer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The password of everybody that these helpers create.
pub const PASSWORD: &str = "a fine long secret 7";

/// A configuration with the cheapest hashes and room for any number of flows. `methods` and `flows` are members of
/// `selfservice.methods` and `selfservice.flows` in YAML's short form, each on a line of its own.
pub fn config(methods: &str, flows: &str) -> String {
    let indented = |lines: &str| lines.lines().fold(String::new(), |text, line| text + "\n    " + line.trim());
    format!(
        r#"
dsn: sqlite://{{dir}}/data.db?_fk=true
serve:
  public: {{base_url: "http://127.0.0.1:{{public_port}}/", host: 127.0.0.1, port: {{public_port}}}}
  admin: {{base_url: "http://127.0.0.1:{{admin_port}}/", host: 127.0.0.1, port: {{admin_port}}}}
selfservice:
  default_browser_return_url: http://app.example/home
  allowed_return_urls: ["http://app.example"]
  methods:
    password: {{enabled: true, config: {{haveibeenpwned_enabled: false}}}}{}
  flows:
    error: {{ui_url: "http://app.example/error"}}
    login: {{ui_url: "http://app.example/login"}}
    max_open_per_client: 0{}
secrets:
  cookie: [a-cookie-secret-that-tests-use-only]
  cipher: [a-cipher-secret-of-32-characters]
hashers: {{algorithm: argon2, argon2: {{memory: 64KB, iterations: 1, parallelism: 1, salt_length: 16, key_length: 32}}}}
identity:
  default_schema_id: person
  schemas:
    - {{id: person, url: "file://{{dir}}/person.json"}}
log: {{level: warning}}
"#,
        indented(methods),
        indented(flows),
    )
}

/// Creates a person who signs in with [`PASSWORD`]; the path of the identity.
pub fn create_person(server: &TestServer, email: &str) -> String {
    let credentials = json!({ "password": { "config": { "password": PASSWORD } } });
    let body = json!({ "schema_id": "person", "traits": { "email": email }, "credentials": credentials });
    let created = server.admin().post("/admin/identities", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    format!("/admin/identities/{}", created.json()["id"].as_str().expect("an id"))
}

/// The node of this name in an answered flow.
pub fn node<'a>(flow: &'a Value, name: &str) -> &'a Value {
    let mut nodes = flow["ui"]["nodes"].as_array().into_iter().flatten();
    let found = nodes.find(|node| node["attributes"]["name"] == name || node["attributes"]["id"] == name);
    found.unwrap_or_else(|| panic!("no node {name} in {flow}"))
}

/// Whether a flow has a node of this name.
pub fn has_node(flow: &Value, name: &str) -> bool {
    flow["ui"]["nodes"].as_array().into_iter().flatten().any(|node| node["attributes"]["name"] == name)
}

/// The ids of a flow's messages.
pub fn messages(flow: &Value) -> Vec<u64> {
    ids(&flow["ui"]["messages"])
}

/// The ids of the messages on a node.
pub fn messages_on(flow: &Value, name: &str) -> Vec<u64> {
    ids(&node(flow, name)["messages"])
}

fn ids(messages: &Value) -> Vec<u64> {
    messages.as_array().into_iter().flatten().filter_map(|message| message["id"].as_u64()).collect()
}

/// A native app with a session.
#[derive(Debug)]
pub struct Native {
    client: HttpClient,
    pub token: String,
}

impl Native {
    /// Signs in with a password.
    pub fn sign_in(server: &TestServer, email: &str, password: &str) -> Self {
        let mut client = server.public();
        let flow = client.get("/self-service/login/api").json();
        let body = json!({ "method": "password", "identifier": email, "password": password });
        let done = client.post(&submit_path("login", &flow), &body);
        assert_eq!(done.status, 200, "{}", done.body);
        let token = done.json()["session_token"].as_str().expect("a token").to_owned();
        Self { client, token }
    }

    /// Another connection with the same session.
    #[must_use]
    pub fn again(&self, server: &TestServer) -> Self {
        Self { client: server.public(), token: self.token.clone() }
    }

    pub fn get(&mut self, path: &str) -> Response {
        self.client.send("GET", path, &[("X-Session-Token", &self.token)], None)
    }

    pub fn post(&mut self, path: &str, body: &Value) -> Response {
        self.client.send("POST", path, &[("X-Session-Token", &self.token)], Some(body))
    }

    /// Begins a flow: `settings`, say.
    pub fn begin(&mut self, flow: &str) -> Value {
        let begun = self.get(&format!("/self-service/{flow}/api"));
        assert_eq!(begun.status, 200, "{}", begun.body);
        begun.json()
    }

    /// Submits to a flow.
    pub fn submit(&mut self, kind: &str, flow: &Value, body: &Value) -> Response {
        self.post(&submit_path(kind, flow), body)
    }
}

/// Where a flow is submitted.
pub fn submit_path(kind: &str, flow: &Value) -> String {
    format!("/self-service/{kind}?flow={}", flow["id"].as_str().unwrap_or_else(|| panic!("no flow: {flow}")))
}

/// A browser: it keeps its cookies, and asks for pages or, as a script does, for JSON.
#[derive(Debug)]
pub struct Browser {
    client: HttpClient,
    pub cookies: BTreeMap<String, String>,
    /// The address from which a proxy says it comes.
    pub address: Option<String>,
}

impl Browser {
    pub fn new(server: &TestServer) -> Self {
        Self { client: server.public(), cookies: BTreeMap::new(), address: None }
    }

    /// A browser behind a proxy, at this address.
    pub fn at(server: &TestServer, address: &str) -> Self {
        Self { address: Some(address.to_owned()), ..Self::new(server) }
    }

    /// A browser that signed in with a password.
    pub fn signed_in(server: &TestServer, email: &str, password: &str) -> Self {
        let mut browser = Self::new(server);
        let flow = browser.script("GET", "/self-service/login/browser", None).json();
        let done = browser.sign_in(&flow, email, password);
        assert_eq!(done.status, 200, "{}", done.body);
        browser
    }

    /// Submits a password to a login flow, by script.
    pub fn sign_in(&mut self, flow: &Value, email: &str, password: &str) -> Response {
        let body = json!({ "method": "password", "identifier": email, "password": password, "csrf_token": token(flow) });
        self.script("POST", &submit_path("login", flow), Some(&body))
    }

    /// A script's request.
    pub fn script(&mut self, method: &str, path: &str, body: Option<&Value>) -> Response {
        let text = body.map(Value::to_string);
        self.exchange(method, path, &[("Accept", "application/json")], text.as_deref())
    }

    /// A visit to a page.
    pub fn visit(&mut self, path: &str) -> Response {
        self.exchange("GET", path, &[("Accept", "text/html")], None)
    }

    /// A form's submission.
    pub fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let escape = |text: &str| text.replace('%', "%25").replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
        let headers = [("Accept", "text/html"), ("Content-Type", "application/x-www-form-urlencoded")];
        self.exchange("POST", path, &headers, Some(&body.join("&")))
    }

    fn exchange(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Response {
        let path = path.find("/self-service").map_or(path, |at| &path[at..]);
        let cookies = self.cookies.iter().fold(String::new(), |mut text, (name, value)| {
            let _ = write!(text, "{}{name}={value}", if text.is_empty() { "" } else { "; " });
            text
        });
        let mut headers = headers.to_vec();
        if !cookies.is_empty() {
            headers.push(("Cookie", &cookies));
        }
        if let Some(address) = &self.address {
            headers.push(("X-Forwarded-For", address));
        }
        let response = self.client.try_send(method, path, &headers, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let set = response.headers.iter().filter(|(name, _)| name == "set-cookie");
        for (name, value) in set.filter_map(|(_, value)| value.split(';').next()?.split_once('=')) {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        response
    }
}

/// The token in a form.
pub fn token(flow: &Value) -> String {
    node(flow, "csrf_token")["attributes"]["value"].as_str().expect("a token").to_owned()
}
