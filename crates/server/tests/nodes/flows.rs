//! Every step of a flow on another node than the one before.

use crate::{Nodes, PASSWORD, Round, person, submission};
use selfsame_testkit::Response;
use serde_json::{Value, json};

const JSON: (&str, &str) = ("Accept", "application/json");

fn whoami(public: &mut Round, header: (&str, &str)) -> Response {
    public.get("/sessions/whoami", &[header])
}

/// Cookies as a browser keeps them.
#[derive(Default)]
struct Jar(Vec<(String, String)>);

impl Jar {
    fn take(&mut self, response: &Response) {
        let set = response.headers.iter().filter(|(name, _)| name == "set-cookie");
        for (name, value) in set.filter_map(|(_, value)| value.split(';').next()?.split_once('=')) {
            self.0.retain(|(known, _)| known != name);
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    fn header(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

fn csrf_token(flow: &Value) -> Value {
    let nodes = flow["ui"]["nodes"].as_array().expect("nodes");
    let node = nodes.iter().find(|node| node["attributes"]["name"] == "csrf_token").expect("a token");
    node["attributes"]["value"].clone()
}

#[test]
fn a_native_client_signs_up_in_extends_and_out_with_every_step_elsewhere() {
    let Some(nodes) = Nodes::start() else { return };
    let (mut public, mut admin) = (nodes.public(), nodes.admin());
    for round in 0..4 {
        let email = format!("ada-{round}@example.org");
        let flow = public.good(200, "GET", "/self-service/registration/api", None);
        let body = json!({ "method": "password", "password": PASSWORD, "traits": { "email": email } });
        let made = public.good(200, "POST", &submission("registration", &flow), Some(&body));
        let token = made["session_token"].as_str().expect("a token").to_owned();
        let me = whoami(&mut public, ("X-Session-Token", &token)).json();
        assert_eq!(me["identity"]["traits"]["email"], email);

        let flow = public.good(200, "GET", "/self-service/login/api", None);
        let wrong = json!({ "method": "password", "identifier": email, "password": "another secret" });
        public.good(400, "POST", &submission("login", &flow), Some(&wrong));
        let shown = public.good(200, "GET", &format!("/self-service/login/flows?id={}", flow["id"].as_str().expect("an id")), None);
        assert_eq!(shown["ui"]["messages"][0]["id"], 4_000_006, "what one node said, another shows");
        let right = json!({ "method": "password", "identifier": email, "password": PASSWORD });
        let done = public.good(200, "POST", &submission("login", &flow), Some(&right));
        let token = done["session_token"].as_str().expect("a token").to_owned();
        let session = done["session"]["id"].as_str().expect("a session").to_owned();

        let before = whoami(&mut public, ("X-Session-Token", &token)).json();
        admin.good(200, "PATCH", &format!("/admin/sessions/{session}/extend"), None);
        let after = whoami(&mut public, ("X-Session-Token", &token)).json();
        assert_eq!((&before["id"], &after["id"]), (&json!(session), &json!(session)));
        assert!(before["expires_at"].as_str() < after["expires_at"].as_str(), "{before} {after}");

        let out = public.next().1.send("DELETE", "/self-service/logout/api", &[], Some(&json!({ "session_token": token })));
        assert_eq!(out.status, 204, "{}", out.body);
        for _ in 0..3 {
            assert_eq!(whoami(&mut public, ("X-Session-Token", &token)).status, 401, "no node knows it any more");
        }
    }
}

#[test]
fn a_browser_signs_in_and_out_with_every_step_elsewhere() {
    let Some(nodes) = Nodes::start() else { return };
    let mut public = nodes.public();
    nodes.admin().good(201, "POST", "/admin/identities", Some(&person("ada@example.org")));
    for round in 0..3 {
        let mut jar = Jar::default();
        let begun = public.get("/self-service/login/browser", &[JSON]);
        jar.take(&begun);
        let cookies = jar.header();
        let shown = public
            .get(&format!("/self-service/login/flows?id={}", begun.json()["id"].as_str().expect("a flow")), &[JSON, ("Cookie", &cookies)]);
        assert_eq!(shown.status, 200, "round {round}: {}", shown.body);
        let flow = shown.json();
        let mut body = json!({ "method": "password", "identifier": "ada@example.org", "password": PASSWORD });
        let refused = public.post(&submission("login", &flow), &[JSON, ("Cookie", &cookies)], &body);
        assert_eq!((refused.status, &refused.json()["error"]["id"]), (403, &json!("security_csrf_violation")));
        body["csrf_token"] = csrf_token(&flow);
        let done = public.post(&submission("login", &flow), &[JSON, ("Cookie", &cookies)], &body);
        assert_eq!(done.status, 200, "round {round}: {}", done.body);
        jar.take(&done);
        let cookies = jar.header();
        for _ in 0..3 {
            assert_eq!(whoami(&mut public, ("Cookie", &cookies)).status, 200, "every node knows the session");
        }
        let logout = public.get("/self-service/logout/browser", &[JSON, ("Cookie", &cookies)]).json();
        let path = format!("/self-service/logout?token={}", logout["logout_token"].as_str().expect("a token"));
        assert_eq!(public.get(&path, &[JSON, ("Cookie", &cookies)]).status, 204);
        assert_eq!(whoami(&mut public, ("Cookie", &cookies)).status, 401);
    }
}
