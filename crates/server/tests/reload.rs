//! Changes while the real binary runs: what is valid comes into force once, what is not leaves the old in force and
//! is tried again when the files it names change; certificates are renewed.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use selfsame_testkit::{TempFolder, TestServer};
use std::io::{BufRead, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const CONFIG: &str = r#"
dsn: sqlite://{dir}/data.db
serve:
  public: {base_url: "http://127.0.0.1:{public_port}/", host: 127.0.0.1, port: {public_port}}
  admin: {base_url: "http://127.0.0.1:{admin_port}/", host: 127.0.0.1, port: {admin_port}}
selfservice: {default_browser_return_url: "http://app.example/"}
identity:
  default_schema_id: person
  schemas:
    - {id: person, url: "file://{dir}/person.json"}
"#;

const IN_FORCE: &str = "the changed configuration is in force";
const REFUSED: &str = "the changed configuration is not usable";

fn start(config: &str) -> TestServer {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(config).ready_when_announced().start()
}

fn schema_ids(server: &TestServer) -> Vec<String> {
    let listed = server.public().get("/schemas").json();
    let schemas = listed.as_array().expect("a list of schemas");
    schemas.iter().map(|schema| schema["id"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_refused_configuration_comes_into_force_when_the_schema_it_lacks_appears() {
    let server = start(CONFIG);
    server.reconfigure(&format!("{CONFIG}    - {{id: second, url: \"file://{{dir}}/second.json\"}}\n"));
    server.await_log(REFUSED, 1);
    assert!(server.log().contains("second.json"), "the log says why: {}", server.log());
    assert_eq!(schema_ids(&server), ["person"], "the old one stays in force");

    std::fs::write(server.folder().join("second.json"), "{\"properties\": ").expect("the schema can be written");
    server.await_log(REFUSED, 2);
    std::fs::copy(server.folder().join("person.json"), server.folder().join("second.partial")).expect("a schema");
    std::fs::rename(server.folder().join("second.partial"), server.folder().join("second.json")).expect("the schema is replaced");
    server.await_log(IN_FORCE, 1);
    assert_eq!(schema_ids(&server), ["person", "second"]);

    server.reconfigure(&format!("{CONFIG}session: {{lifespan: a while}}\n"));
    server.await_log(REFUSED, 3);
    assert!(server.log().contains("session.lifespan"), "the log says why: {}", server.log());
    assert_eq!(schema_ids(&server), ["person", "second"]);
    let log = server.log();
    assert_eq!((log.matches(IN_FORCE).count(), log.matches(REFUSED).count()), (1, 3), "each change is read once: {log}");
    assert!(!log.contains("certificate"), "there is none: {log}");
}

#[test]
fn a_change_of_the_configuration_takes_effect_without_a_restart() {
    let server = start(CONFIG);
    let mut public = server.public();
    let mut begin = || public.send("GET", "/self-service/login/api", &[("X-Forwarded-For", "203.0.113.1")], None).status;
    assert_eq!([begin(), begin()], [200, 200]);
    server.reconfigure(&CONFIG.replace("selfservice: {", "selfservice: {flows: {max_open_per_client: 3}, "));
    server.await_log(IN_FORCE, 1);
    assert_eq!([begin(), begin()], [200, 429]);
}

#[test]
fn both_listeners_speak_tls_and_take_a_renewed_certificate() {
    let (first, second) = (pem("first"), pem("second"));
    let folder = TempFolder::new("tls");
    install(folder.path(), "first");
    let tls = format!("tls: {{cert: {{path: {0}/cert.pem}}, key: {{path: {0}/key.pem}}}}", folder.path().display());
    let config = CONFIG.replace("http://127.0.0.1", "https://127.0.0.1").replace("_port}}", &format!("_port}}, {tls}}}"));
    let mut server = start(&config);
    for port in [server.public_port, server.admin_port] {
        let answer = ready(port, &first).expect("an answer over TLS");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(ready(port, &second).is_err(), "another certificate is not the server's");
    }
    install(folder.path(), "second");
    let begun = Instant::now();
    for port in [server.public_port, server.admin_port] {
        while ready(port, &second).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "no renewed certificate:\n{}", server.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    server.await_log("the renewed certificate is in force", 2);
    assert!(server.stop().success());
    assert_eq!(server.log().matches("the renewed certificate is in force").count(), 2, "once a listener: {}", server.log());
}

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls").join(name)
}

fn pem(name: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(fixture(&format!("{name}.pem"))).expect("a certificate")
}

/// Puts a certificate and its key in place, as a renewal does.
fn install(folder: &Path, name: &str) {
    for (from, to) in [("pem", "cert.pem"), ("key", "key.pem")] {
        std::fs::copy(fixture(&format!("{name}.{from}")), folder.join("partial")).expect("a fixture");
        std::fs::rename(folder.join("partial"), folder.join(to)).expect("the file is replaced");
    }
}

/// The answer to a client that trusts `trusted` only.
fn ready(port: u16, trusted: &CertificateDer<'static>) -> std::io::Result<String> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(trusted.clone()).map_err(std::io::Error::other)?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = versions.map_err(std::io::Error::other)?.with_root_certificates(roots).with_no_client_auth();
    let name = "127.0.0.1".try_into().map_err(std::io::Error::other)?;
    let connection = rustls::ClientConnection::new(Arc::new(config), name).map_err(std::io::Error::other)?;
    let mut stream = rustls::StreamOwned::new(connection, TcpStream::connect(("127.0.0.1", port))?);
    write!(stream, "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[test]
fn a_configuration_whose_schema_cannot_be_fetched_comes_into_force_once_the_host_is_up() {
    let server = start(CONFIG);
    let port = selfsame_testkit::free_port();
    server.reconfigure(&format!("{CONFIG}    - {{id: far, url: \"http://127.0.0.1:{port}/far.json\"}}\n"));
    server.await_log(REFUSED, 1);
    let listener = std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is still free");
    let person = std::fs::read_to_string(server.folder().join("person.json")).expect("a schema");
    // It asks again by itself, without a change of any file.
    let (mut stream, _) = listener.accept().expect("the server asks again");
    let mut request = [0; 1024];
    assert!(stream.read(&mut request).is_ok_and(|length| length > 0));
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", person.len());
    stream.write_all((head + &person).as_bytes()).expect("it is answered");
    server.await_log(IN_FORCE, 1);
    assert_eq!(schema_ids(&server), ["person", "far"]);
    assert_eq!(server.log().matches(REFUSED).count(), 1, "the reason is said once: {}", server.log());
}

#[test]
fn a_server_that_is_told_to_stop_before_it_is_ready_ends_well() {
    // A schema that does not come keeps it from being ready.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("an address").port();
    let folder = TempFolder::new("early");
    let config = format!(
        "dsn: memory\nselfservice: {{default_browser_return_url: \"http://app.example/\"}}\nidentity: {{default_schema_id: far, schemas: [{{id: far, url: \"http://127.0.0.1:{port}/far.json\"}}]}}\n"
    );
    std::fs::write(folder.path().join("early.yml"), config).expect("the configuration can be written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_selfsame"));
    command.args(["serve", "--dev", "--config"]).arg(folder.path().join("early.yml")).current_dir(folder.path());
    let mut child = command.stdin(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().expect("it starts");
    let asked = silent.accept().expect("it asks for its schema");
    let told = std::process::Command::new("kill").arg(child.id().to_string()).status();
    assert!(told.is_ok_and(|status| status.success()));
    let log = std::io::BufReader::new(child.stderr.take().expect("its log is a pipe"));
    let mut lines = log.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("stopping before the server was ready")));
    drop(asked);
    let status = child.wait().expect("it ends");
    assert!(status.success(), "{status}");
}
