//! How often the requests that are made most wait for PostgreSQL: each wait is a wake-up on either side, and most of what a
//! request costs there.

use selfsame_testkit::selfservice::{Native, PASSWORD, config, create_person, submit_path};
use selfsame_testkit::{PostgresServer, TestServer};
use serde_json::{Value, json};

/// Round trips so far, of the whole server.
fn seen(server: &TestServer) -> i64 {
    let metrics = server.admin().get("/admin/metrics/prometheus").body;
    let line = metrics.lines().find_map(|line| line.strip_prefix("selfsame_store_round_trips_total "));
    line.and_then(|value| value.trim().parse().ok()).unwrap_or_else(|| panic!("no round trips in {metrics}"))
}

/// What `request` takes by itself: what the server does beside it now and then can only add to one of several tries.
fn round_trips(server: &TestServer, mut request: impl FnMut()) -> i64 {
    let least = |work: &mut dyn FnMut()| {
        let one = |_| {
            let before = seen(server);
            work();
            seen(server) - before
        };
        (0..6).map(one).min().unwrap_or_default()
    };
    let (with, without) = (least(&mut request), least(&mut || {}));
    with - without
}

#[test]
fn frequent_requests_wait_for_the_database_as_seldom_as_they_can() {
    let Some(postgres) = PostgresServer::shared() else { return };
    let database = postgres.create_database(None);
    let registration = "registration: {ui_url: \"http://app.example/registration\", after: {password: {hooks: [{hook: session}]}}}";
    let config = config("", registration).replace("sqlite://{dir}/data.db?_fk=true", &postgres.url(&database));
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
    let path = create_person(&server, "ada@example.org");
    let mut ada = Native::sign_in(&server, "ada@example.org", PASSWORD);
    let (mut admin, mut public) = (server.admin(), server.public());
    let whoami = ada.get("/sessions/whoami").json();
    let extend = format!("/admin/sessions/{}/extend", whoami["id"].as_str().expect("an id"));
    let mut number = 0;
    let mut body = |extra: Value| {
        number += 1;
        let mut body = json!({ "traits": { "email": format!("p{number}@example.org") } });
        body.as_object_mut().expect("an object").extend(extra.as_object().cloned().expect("an object"));
        body
    };

    assert_eq!(round_trips(&server, || assert_eq!(ada.get("/sessions/whoami").status, 200)), 1);
    assert_eq!(round_trips(&server, || assert_eq!(admin.get(&path).status, 200)), 1);
    let find = "/admin/identities?credentials_identifier=Ada@example.org";
    assert_eq!(round_trips(&server, || assert_eq!(admin.get(find).json().as_array().map(Vec::len), Some(1))), 1);
    let create = || assert_eq!(admin.post("/admin/identities", &body(json!({ "schema_id": "person" }))).status, 201);
    assert_eq!(round_trips(&server, create), 1);
    assert_eq!(round_trips(&server, || assert_eq!(admin.send("PATCH", &extend, &[], None).status, 200)), 3);

    let mut flows = Vec::new();
    let begin = || flows.push(public.get("/self-service/login/api").json());
    assert_eq!(round_trips(&server, begin), 1);
    // The flow; the account with what counts against an attempt; what counts by now; what must still hold, with the new
    // session; COMMIT.
    let right = json!({ "method": "password", "identifier": "ada@example.org", "password": PASSWORD });
    let sign_in = || {
        let flow = flows.pop().expect("a flow for every try");
        assert_eq!(public.post(&submit_path("login", &flow), &right).status, 200);
    };
    assert_eq!(round_trips(&server, sign_in), 5);

    let mut flows = Vec::new();
    assert_eq!(round_trips(&server, || flows.push(public.get("/self-service/registration/api").json())), 1);
    // The flow; whether anybody has the identifier is told by the commit, which reads the flow once more.
    let sign_up = || {
        let flow = flows.pop().expect("a flow for every try");
        let answer = public.post(&submit_path("registration", &flow), &body(json!({ "method": "password", "password": PASSWORD })));
        assert_eq!(answer.status, 200, "{}", answer.body);
    };
    assert_eq!(round_trips(&server, sign_up), 3);
    drop(server);
    postgres.drop_database(&database);
}
