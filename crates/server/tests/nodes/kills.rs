//! A node that dies: what it was asked just then is lost to its clients, and nothing else.

use crate::{Nodes, PASSWORD, Round, person, submission};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const CLIENTS: usize = 12;

/// What one client was told.
#[derive(Default)]
struct Told {
    /// Requests without an answer, by node.
    broken: [usize; 3],
    /// Tokens of sessions and addresses of identities that were acknowledged.
    tokens: Vec<String>,
    emails: Vec<String>,
}

#[test]
fn a_killed_node_costs_its_open_requests_only() {
    let Some(mut nodes) = Nodes::start() else { return };
    nodes.admin().good(201, "POST", "/admin/identities", Some(&person("ada@example.org")));
    let done = AtomicBool::new(false);
    let all: Vec<(Round, Round)> = (0..CLIENTS).map(|_| (nodes.public(), nodes.admin())).collect();
    let told: Vec<Told> = std::thread::scope(|scope| {
        let done = &done;
        let clients: Vec<_> =
            all.into_iter().enumerate().map(|(client, (public, admin))| scope.spawn(move || work(client, public, admin, done))).collect();
        std::thread::sleep(Duration::from_millis(600));
        nodes.nodes[1].kill();
        std::thread::sleep(Duration::from_millis(800));
        done.store(true, Ordering::Relaxed);
        clients.into_iter().map(|client| client.join().expect("a client")).collect()
    });
    let broken = told.iter().fold([0; 3], |sum, one| std::array::from_fn(|node| sum[node] + one.broken[node]));
    assert_eq!((broken[0], broken[2]), (0, 0), "the other nodes answer everything");
    assert!(broken[1] > 0, "nothing was under way when the node died");
    let (sessions, people): (usize, usize) = (told.iter().map(|one| one.tokens.len()).sum(), told.iter().map(|one| one.emails.len()).sum());
    println!("{sessions} sessions and {people} identities acknowledged, {} requests of the killed node lost", broken[1]);
    assert!(sessions > 10 && people > 10);

    nodes.nodes[1].restart();
    let (mut public, mut admin) = (nodes.public(), nodes.admin());
    for one in &told {
        for token in &one.tokens {
            assert_eq!(public.get("/sessions/whoami", &[("X-Session-Token", token)]).status, 200, "an acknowledged session is there");
        }
        for email in &one.emails {
            let found = admin.good(200, "GET", &format!("/admin/identities?credentials_identifier={email}"), None);
            assert_eq!(found[0]["traits"]["email"], json!(email), "an acknowledged identity is there");
        }
    }
}

/// Signs in and creates people, each request on another node, until told to stop.
fn work(client: usize, mut public: Round, mut admin: Round, done: &AtomicBool) -> Told {
    let mut told = Told::default();
    // They begin at different nodes.
    (public.next, admin.next) = (client, client + 1);
    for number in 0.. {
        if done.load(Ordering::Relaxed) {
            break;
        }
        let email = format!("c{client}-{number}@example.org");
        let hash = "$2a$04$zRYXUhJb2xxUUUIDQFqfIe2dYeaDVRW4.m7qBaLTZgJ6MZrqDnzsG";
        let body = json!({ "schema_id": "person", "traits": { "email": email },
                           "credentials": { "password": { "config": { "hashed_password": hash } } } });
        if told.answer(&mut admin, "POST", "/admin/identities", Some(&body), 201).is_some() {
            told.emails.push(email);
        }
        let Some(flow) = told.answer(&mut public, "GET", "/self-service/login/api", None, 200) else { continue };
        let body = json!({ "method": "password", "identifier": "ada@example.org", "password": PASSWORD });
        if let Some(session) = told.answer(&mut public, "POST", &submission("login", &flow), Some(&body), 200) {
            told.tokens.push(session["session_token"].as_str().expect("a token").to_owned());
        }
    }
    told
}

impl Told {
    /// The answer, unless the node went away.
    fn answer(&mut self, round: &mut Round, method: &str, path: &str, body: Option<&Value>, status: u16) -> Option<Value> {
        let (node, client) = round.next();
        let text = body.map(Value::to_string);
        let Ok(response) = client.try_send(method, path, &[], text.as_deref()) else {
            self.broken[node] += 1;
            return None;
        };
        assert_eq!(response.status, status, "{method} {path} on node {node}: {}", response.body);
        Some(response.json())
    }
}
