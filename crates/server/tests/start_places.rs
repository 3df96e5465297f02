//! Where a server keeps and offers its things for as long as it runs: a database in a temporary folder, sockets in the
//! file system.

use selfsame_testkit::{HttpClient, Response, TestServer};
use serde_json::json;
use std::io::{Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixStream;

const MEMORY: &str = r#"
dsn: memory
serve:
  public: {base_url: "http://127.0.0.1:{public_port}/", host: 127.0.0.1, port: {public_port}}
  admin: {base_url: "http://127.0.0.1:{admin_port}/", host: 127.0.0.1, port: {admin_port}}
selfservice:
  default_browser_return_url: http://app.example/
  methods: {password: {enabled: true, config: {haveibeenpwned_enabled: false}}}
hashers: {algorithm: argon2, argon2: {memory: 64KB, iterations: 1, parallelism: 1, salt_length: 16, key_length: 32}}
identity:
  default_schema_id: person
  schemas: [{id: person, url: "file://{dir}/person.json"}]
"#;

const PASSWORD: &str = "a fine long secret 7";

#[test]
fn a_database_in_memory_keeps_its_cookies_over_reloads_and_leaves_nothing_behind() {
    let temporary = selfsame_testkit::TempFolder::new("memory");
    let builder = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(MEMORY);
    let mut server = builder.environment("TMPDIR", &temporary.path().to_string_lossy()).start();
    let folders = || std::fs::read_dir(temporary.path()).expect("the folder").count();
    assert_eq!(folders(), 1, "the database has a folder of its own");

    let mut admin = server.admin();
    for name in ["ada", "grace"] {
        let email = format!("{name}@example.org");
        let credentials = json!({ "password": { "config": { "password": PASSWORD } } });
        let body = json!({ "schema_id": "person", "traits": { "email": email }, "credentials": credentials });
        assert_eq!(admin.post("/admin/identities", &body).status, 201);
    }
    let next = admin.get("/admin/identities?page_size=1").link("next").expect("a second page");
    let next = &next[next.find("/admin").expect("a path")..];
    let cookie = sign_in(&mut server.public());
    for reload in 1..=2 {
        server.reconfigure(&format!("{MEMORY}session: {{lifespan: {reload}h}}\n"));
        server.await_log("the changed configuration is in force", reload);
        let answer = server.public().send("GET", "/sessions/whoami", &[("Cookie", &cookie)], None);
        assert_eq!(answer.status, 200, "the cookie is good still: {}", answer.body);
        let answer = server.admin().get(next);
        assert_eq!((answer.status, answer.json().as_array().map(Vec::len)), (200, Some(1)), "so is the page token: {}", answer.body);
    }
    assert!(server.stop().success());
    assert_eq!(folders(), 0, "nothing is left");
}

/// Signs in as a browser does; its cookies afterwards.
fn sign_in(public: &mut HttpClient) -> String {
    let begun = public.get("/self-service/login/browser");
    let flow = begun.json();
    let nodes = flow["ui"]["nodes"].as_array().expect("nodes");
    let token = nodes.iter().find(|node| node["attributes"]["name"] == "csrf_token").expect("a CSRF token")["attributes"]["value"].clone();
    let body = json!({ "method": "password", "identifier": "ada@example.org", "password": PASSWORD, "csrf_token": token });
    let path = format!("/self-service/login?flow={}", flow["id"].as_str().expect("a flow"));
    let answer = public.send("POST", &path, &[("Cookie", &cookies(&begun))], Some(&body));
    assert_eq!(answer.status, 200, "{}", answer.body);
    cookies(&answer)
}

fn cookies(response: &Response) -> String {
    let set = response.headers.iter().filter(|(name, _)| name == "set-cookie");
    set.filter_map(|(_, value)| value.split(';').next()).collect::<Vec<_>>().join("; ")
}

#[test]
fn unix_sockets_have_their_mode_answer_and_go_at_the_end() {
    let config = MEMORY
        .replace("host: 127.0.0.1, port: {public_port}", "host: \"unix:{dir}/public.sock\", socket: {mode: 432}")
        .replace("host: 127.0.0.1, port: {admin_port}", "host: \"unix:{dir}/admin.sock\", socket: {mode: 384}");
    let mut server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).ready_when_announced().start();
    let sockets = [("public.sock", 0o660), ("admin.sock", 0o600)].map(|(name, mode)| (server.folder().join(name), mode));
    for (path, mode) in &sockets {
        let metadata = std::fs::metadata(path).expect("the socket is there");
        assert!(metadata.file_type().is_socket());
        assert_eq!(metadata.permissions().mode() & 0o777, *mode, "{}", path.display());
        let mut stream = UnixStream::connect(path).expect("somebody listens");
        write!(stream, "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    assert!(server.stop().success());
    for (path, _) in &sockets {
        assert!(!path.exists(), "{} is left over", path.display());
    }
}
