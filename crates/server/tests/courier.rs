//! Delivery: mail servers over real sockets, HTTP services with Jsonnet bodies, limits, and workers that die.

mod post;

use post::{Post, jsonnet};
use selfsame::app::Clock;
use selfsame::jsonnet::{Evaluation, JsonnetError};
use selfsame::metrics::{DatabaseFigures, TextFormat};
use selfsame::outbound::Outbound;
use selfsame_api::identity::Channel;
use selfsame_api::{MessageId, Timestamp};
use selfsame_core::Key;
use selfsame_core::message::MessageKind;
use selfsame_store::ops::messages::MessageRow;
use selfsame_store::ops::outbox::{self, Claim};
use selfsame_store::{PostgresOptions, Tx};
use selfsame_testkit::{Encryption, MailServer, Manners, PostgresServer, TempFolder};
use serde_json::{Map, Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A code for signing in.
async fn enqueue(post: &Post, channel: Channel, to: &str) -> MessageId {
    let kind = MessageKind::LoginCodeValid { code: "123456".into(), identity: json!({"id": "x"}), expires_in: Duration::from_mins(15) };
    post.enqueue_kind(channel, to, kind).await
}

fn reason(row: &MessageRow) -> String {
    let dispatches: Vec<Value> = serde_json::from_str(&row.dispatches).expect("JSON");
    dispatches[0]["error"]["message"].as_str().unwrap_or_default().to_owned()
}

fn tls() -> Arc<rustls::ServerConfig> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls");
    Encryption::config(&folder.join("first.pem"), &folder.join("first.key"))
}

fn smtp(port: u16, rest: &str) -> String {
    format!(
        "courier: {{message_retries: 1, worker: {{pull_wait: 20ms}}, smtp: {{connection_uri: 'smtp://127.0.0.1:{port}/?disable_starttls=true', from_address: no-reply@example.org{rest}}}}}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_email_has_text_and_html_and_arrives_once() {
    let server = MailServer::start(Encryption::None);
    let post =
        Post::start(&smtp(server.port, ", from_name: 'Ünal & Co', headers: {X-Team: identity, Cc: cc@example.org, Bcc: bcc@example.org}"))
            .await;
    let id = enqueue(&post, Channel::Email, "ann@example.org").await;
    let row = post.await_status(id, "sent").await;
    assert_eq!(row.send_count, 1);
    let dispatches: Value = serde_json::from_str(&row.dispatches).expect("JSON");
    assert_eq!((&dispatches[0]["status"], &dispatches[0]["message_id"]), (&json!("success"), &json!(id.to_string())));
    let mails = server.await_mails(1);
    let mail = &mails[0];
    assert_eq!(mail.to, ["ann@example.org", "cc@example.org", "bcc@example.org"]);
    assert!(mail.from.starts_with("<no-reply@example.org>"), "{}", mail.from);
    for part in [
        "Subject: Your sign-in code",
        "X-Team: identity",
        "Cc: cc@example.org",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "\r\n123456\r\n",
        &format!("Message-ID: <{id}@example.org>"),
    ] {
        assert!(mail.data.contains(part), "{part} is not in {}", mail.data);
    }
    assert!(!mail.data.contains("bcc@") && mail.data.contains("=?utf-8?"), "{}", mail.data);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_used_again() {
    let server = MailServer::start(Encryption::None);
    let post = Post::start(&smtp(server.port, "")).await;
    for number in 0..5 {
        let id = enqueue(&post, Channel::Email, &format!("{number}@example.org")).await;
        post.await_status(id, "sent").await;
    }
    assert_eq!((server.connections(), server.mails().len()), (1, 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn starttls_and_implicit_tls_encrypt_with_credentials() {
    for (encryption, uri) in [
        (Encryption::StartTls(tls()), "smtp://us%40er:pass%3Aword@127.0.0.1:{port}/?skip_ssl_verify=true"),
        (Encryption::StartTls(tls()), "smtp://us%40er:pass%3Aword@127.0.0.1:{port}/?skip_ssl_verify=true&disable_starttls=true"),
        (Encryption::Implicit(tls()), "smtps://us%40er:pass%3Aword@127.0.0.1:{port}/?skip_ssl_verify=true"),
    ] {
        let server = MailServer::start(encryption);
        let uri = uri.replace("{port}", &server.port.to_string());
        let post = Post::start(&format!("courier: {{smtp: {{connection_uri: '{uri}'}}}}")).await;
        let id = enqueue(&post, Channel::Email, "ann@example.org").await;
        post.await_status(id, "sent").await;
        let mail = &server.await_mails(1)[0];
        // "\0us@er\0pass:word"
        assert_eq!((mail.was_encrypted, mail.credentials.as_deref()), (true, Some("AHVzQGVyAHBhc3M6d29yZA==")), "{uri}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untrusted_certificate_and_missing_starttls_stop_the_mail() {
    for (encryption, uri, expected) in [
        (Encryption::Implicit(tls()), "smtps://127.0.0.1:{port}/", "TLS with the mail server fails"),
        (Encryption::StartTls(tls()), "smtp://127.0.0.1:{port}/", "TLS with the mail server fails"),
        (Encryption::None, "smtp://127.0.0.1:{port}/", "offers no STARTTLS"),
    ] {
        let server = MailServer::start(encryption);
        let uri = uri.replace("{port}", &server.port.to_string());
        let post =
            Post::start(&format!("courier: {{message_retries: 1, worker: {{pull_wait: 20ms}}, smtp: {{connection_uri: '{uri}'}}}}")).await;
        let id = enqueue(&post, Channel::Email, "ann@example.org").await;
        let row = post.await_status(id, "abandoned").await;
        assert!(reason(&row).contains(expected), "{uri}: {}", reason(&row));
        assert_eq!((row.send_count, server.mails().len()), (2, 0), "{uri}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_mail_server_costs_its_message_only() {
    let server = MailServer::start(Encryption::None);
    let post = Post::start(&smtp(server.port, "")).await;
    for (manners, expected, tries) in [
        (Manners::Refusing("451 try later"), "451", 2),
        (Manners::Refusing("550 no such mailbox"), "550", 1),
        (Manners::Refusing("what?"), "refuses the message", 2),
        (Manners::Noisy, "too long", 2),
        (Manners::Rude, "refuses the message", 2),
    ] {
        server.behave(manners);
        let id = enqueue(&post, Channel::Email, &format!("{expected}-{tries}@example.org").replace(' ', "")).await;
        let row = post.await_status(id, "abandoned").await;
        assert!(reason(&row).contains(expected), "{manners:?}: {}", reason(&row));
        assert_eq!(row.send_count, tries, "{manners:?}");
    }
    server.behave(Manners::Good);
    let id = enqueue(&post, Channel::Email, "good@example.org").await;
    post.await_status(id, "sent").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_hangs_holds_up_no_sms() {
    let server = MailServer::start(Encryption::None);
    server.behave(Manners::Silent);
    let service = Service::start();
    let channel = format!(
        "{{id: sms, type: http, request_config: {{url: '{}', method: POST, body: 'base64://ZnVuY3Rpb24oY3R4KSBjdHgucmVjaXBpZW50'}}}}",
        service.url
    );
    let yaml = smtp(server.port, "").replace("message_retries: 1,", &format!("message_retries: 0, channels: [{channel}],"));
    let post = Post::start(&yaml).await;
    let hanging = enqueue(&post, Channel::Email, "ann@example.org").await;
    let sms = enqueue(&post, Channel::Sms, "+14155552671").await;
    post.await_status(sms, "sent").await;
    assert_eq!(post.row(hanging).await.status, "processing");
    assert!(reason(&post.await_status(hanging, "abandoned").await).contains("longer than 15 seconds"));
}

/// A service that notes its calls and answers as it is told.
struct Service {
    url: String,
    calls: Arc<Mutex<Vec<String>>>,
    status: Arc<Mutex<&'static str>>,
}

impl Service {
    fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let url = format!("http://{}/send", listener.local_addr().expect("an address"));
        let (calls, status) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new("200 OK")));
        let (noted, answered) = (calls.clone(), status.clone());
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (mut text, mut buffer) = (String::new(), [0; 4096]);
                while !is_whole(&text) {
                    match stream.read(&mut buffer) {
                        Ok(read) if read > 0 => text.push_str(&String::from_utf8_lossy(&buffer[..read])),
                        _ => break,
                    }
                }
                noted.lock().expect("no panic").push(text);
                let status = *answered.lock().expect("no panic");
                write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").ok();
            }
        });
        Self { url, calls, status }
    }

    fn calls(&self) -> Vec<String> {
        self.calls.lock().expect("no panic").clone()
    }
}

fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

fn base64(text: &str) -> String {
    use base64::Engine;
    format!("base64://{}", base64::prelude::BASE64_STANDARD.encode(text))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_http_service_gets_what_the_jsonnet_makes() {
    let service = Service::start();
    let body = base64(
        "function(ctx) {to: ctx.recipient, code: ctx.template_data.login_code, kind: ctx.template_type, via: ctx.message_type, has_html: std.objectHas(ctx, 'html_body')}",
    );
    let config = |rest: &str| {
        format!(
            "courier: {{delivery_strategy: http, message_retries: 0, worker: {{pull_wait: 20ms}}, http: {{request_config: {{url: '{}', body: '{body}'{rest}}}}}}}",
            service.url
        )
    };
    let post = Post::start(&config(", auth: {type: api_key, config: {name: X-Key, value: secret, in: header}}")).await;
    let id = enqueue(&post, Channel::Email, "ann@example.org").await;
    post.await_status(id, "sent").await;
    let call = service.calls().remove(0);
    assert!(call.starts_with("POST /send HTTP/1.1") && call.to_lowercase().contains("x-key: secret"), "{call}");
    let body: Value = serde_json::from_str(call.split_once("\r\n\r\n").expect("a body").1).expect("JSON");
    assert_eq!(body, json!({"to": "ann@example.org", "code": "123456", "kind": "login_code_valid", "via": "email", "has_html": true}));

    let form = Post::start(&config(
        ", headers: {Content-Type: application/x-www-form-urlencoded}, auth: {type: basic_auth, config: {user: u, password: p}}",
    ))
    .await;
    let id = enqueue(&form, Channel::Email, "ann@example.org").await;
    assert!(reason(&form.await_status(id, "abandoned").await).contains("object of texts"), "has_html is no text");

    *service.status.lock().expect("no panic") = "500 No";
    let id = enqueue(&post, Channel::Email, "bob@example.org").await;
    assert!(reason(&post.await_status(id, "abandoned").await).contains("answered 500"));
}

/// What the service gets of a message: subject, text, HTML, language.
async fn told(service: &Service, post: &Post, id: MessageId) -> [String; 4] {
    post.await_status(id, "sent").await;
    let call = service.calls().pop().expect("a call");
    let body: Value = serde_json::from_str(call.split_once("\r\n\r\n").expect("a body").1).expect("JSON");
    ["subject", "text", "html", "language"].map(|name| body[name].as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_speaks_its_language_also_when_it_is_rendered_late() {
    let service = Service::start();
    let body = base64(
        "function(ctx) {subject: ctx.subject, text: ctx.body, html: ctx.html_body, language: std.get(ctx.template_data, 'language')}",
    );
    let mut post = Post::closed(&format!(
        "courier: {{delivery_strategy: http, worker: {{pull_wait: 20ms}}, template_override_path: '{{dir}}/templates', http: {{request_config: {{url: '{}', body: '{body}'}}}}}}",
        service.url
    ))
    .await;
    let broken = post.folder.path().join("templates/recovery/invalid/email.subject.gotmpl");
    std::fs::create_dir_all(broken.parent().expect("a folder")).expect("a folder");
    std::fs::write(&broken, "{{ .Nothing }}").expect("a file");
    let outbound =
        Outbound::new(&selfsame_config::model::HttpClients { disallow_private_ip_ranges: false, private_ip_exception_urls: Vec::new() });
    post.app.current().courier.refresh_templates(&outbound).await;
    let unrendered = post.enqueue_in("ar", Channel::Email, "ann@example.org", MessageKind::RecoveryInvalid).await;
    std::fs::remove_file(&broken).expect("the file");
    post.app.current().courier.refresh_templates(&outbound).await;
    post.open();
    let [subject, text, html, language] = told(&service, &post, unrendered).await;
    assert_eq!((subject.as_str(), language.as_str()), ("لا يوجد حساب بهذا العنوان", "ar"));
    assert!(text.starts_with("مرحبًا،"), "{text}");
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">") && html.contains("<p>مرحبًا،</p>"), "{html}");

    let unknown = post.enqueue_in("", Channel::Email, "bob@example.org", MessageKind::RecoveryInvalid).await;
    let [subject, text, html, language] = told(&service, &post, unknown).await;
    assert_eq!((subject.as_str(), language.as_str()), ("There is no account with this address", ""));
    assert!(text.starts_with("Hello,") && html.contains("<html lang=\"en\" dir=\"ltr\">"), "{text}{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn jsonnet_is_kept_within_its_limits() {
    let evaluator = jsonnet();
    let evaluate = async |source: &str, ctx: Value| {
        let arguments = Map::from_iter([("ctx".to_owned(), ctx)]);
        evaluator.evaluate(&Evaluation { source: source.to_owned(), arguments, variables: Map::new() }).await
    };
    let good = async || {
        assert_eq!(
            evaluate("function(ctx) {b: ctx.a, a: null}", json!({"a": 1})).await,
            Ok("{\n   \"a\": null,\n   \"b\": 1\n}\n".to_owned())
        );
    };
    good().await;
    assert!(matches!(evaluate("function(ctx) error 'no'", json!({})).await, Err(JsonnetError::Refused(reason)) if reason.contains("no")));
    assert!(matches!(evaluate("import '/etc/passwd'", json!({})).await, Err(JsonnetError::Refused(_))));
    assert!(matches!(evaluate("importstr 'file:///etc/passwd'", json!({})).await, Err(JsonnetError::Refused(_))));
    assert!(matches!(evaluate("std.extVar('HOME')", json!({})).await, Err(JsonnetError::Refused(_))));
    let began = Instant::now();
    assert_eq!(
        evaluate(
            "local f(n) = if n == 0 then 0 else f(n - 1) tailstrict; std.foldl(function(a, b) a + f(300), std.range(1, 1000000), 0)",
            json!({})
        )
        .await,
        Err(JsonnetError::TooSlow)
    );
    assert!(began.elapsed() < Duration::from_secs(3));
    good().await;
    let hungry = evaluate("local d(s, n) = if n == 0 then s else d(s + s, n - 1); std.length(d('0123456789abcdef', 28))", json!({})).await;
    assert!(matches!(hungry, Err(JsonnetError::Died | JsonnetError::TooSlow)), "{hungry:?}");
    good().await;
    let deep = evaluate("local f(n) = 1 + f(n + 1); f(0)", json!({})).await;
    assert!(matches!(deep, Err(JsonnetError::Refused(_) | JsonnetError::Died)), "{deep:?}");
    assert!(
        matches!(evaluate("std.repeat('x', 300000)", json!({})).await, Err(JsonnetError::Refused(reason)) if reason.contains("262144"))
    );
    assert_eq!(evaluate("1", json!("x".repeat(70_000))).await, Err(JsonnetError::TooMuchInput));
    good().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_messages_than_the_limit() {
    let server = MailServer::start(Encryption::None);
    let limits = ", limits: {email: {per_address: {count: 3, window: 1h}}}}";
    let yaml = smtp(server.port, "");
    let post = Post::start(&format!("{}{limits}", yaml.strip_suffix('}').expect("it ends so"))).await;
    let mut ids = Vec::new();
    for address in ["ann@example.org", "Ann@example.org", "ann+a@example.org", "ann+b@example.org", "ANN@EXAMPLE.ORG", "bob@example.org"] {
        ids.push(enqueue(&post, Channel::Email, address).await);
    }
    post.await_status(ids[5], "sent").await;
    for id in &ids[3..5] {
        let row = post.await_status(*id, "abandoned").await;
        assert!(reason(&row).contains("courier.limits.email.per_address"), "{}", reason(&row));
    }
    assert_eq!(server.await_mails(4).len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_messages_together_wait_for_their_limit() {
    let server = MailServer::start(Encryption::None);
    let limits = ", limits: {email: {total: {count: 2, window: 3s}}}}";
    let yaml = smtp(server.port, "");
    let post = Post::start(&format!("{}{limits}", yaml.strip_suffix('}').expect("it ends so"))).await;
    let began = Instant::now();
    let mut last = None;
    for number in 0..3 {
        last = Some(enqueue(&post, Channel::Email, &format!("{number}@example.org")).await);
    }
    post.await_status(last.expect("a message"), "sent").await;
    assert!(began.elapsed() >= Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_a_dead_courier_is_taken_over() {
    let server = MailServer::start(Encryption::None);
    let mut post = Post::closed(&smtp(server.port, "")).await;
    let id = enqueue(&post, Channel::Email, "ann@example.org").await;
    // Somebody takes it and is never heard of again.
    let now = post.app.now();
    let claim = Claim { channel: Channel::Email, now, until: now + Duration::from_secs(1), limit: 9, receiver_window: Duration::ZERO };
    let claimed = post.app.store.write(async move |tx: &mut Tx<'_>| outbox::claim(tx, &claim).await).await.expect("the store answers");
    assert_eq!((claimed.len(), post.row(id).await.status.as_str()), (1, "processing"));
    post.open();
    let row = post.await_status(id, "sent").await;
    assert_eq!((row.send_count, server.await_mails(1).len()), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_courier_finishes_what_is_under_way() {
    let server = MailServer::start(Encryption::None);
    let mut post = Post::start(&smtp(server.port, "")).await;
    let mut ids = Vec::new();
    for number in 0..30 {
        ids.push(enqueue(&post, Channel::Email, &format!("{number}@example.org")).await);
    }
    server.await_mails(1);
    post.close().await;
    for id in &ids {
        let status = post.row(*id).await.status;
        assert!(status == "sent" || status == "queued", "{status}");
    }
    post.stop.send_replace(false);
    post.open();
    for id in ids {
        assert_eq!(post.await_status(id, "sent").await.send_count, 1);
    }
    assert_eq!(server.mails().len(), 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_of_the_operator_replace_ours() {
    let server = MailServer::start(Encryption::None);
    let subject = base64("{{ .LoginCode }} for {{ .To }}");
    let templates = format!(
        ", template_override_path: '{{dir}}/templates', templates: {{login_code: {{valid: {{email: {{subject: '{subject}'}}}}}}}}}}"
    );
    let yaml = smtp(server.port, "");
    let mut post = Post::closed(&format!("{}{templates}", yaml.strip_suffix('}').expect("it ends so"))).await;
    let folder = post.folder.path().join("templates/login_code/valid");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("email.body.plaintext.gotmpl"), "{{ template \"greeting\" . }} from our file").expect("a file");
    std::fs::write(folder.join("email.body.plaintext.partials.gotmpl"), "{{ define \"greeting\" }}Hello {{ .To }}{{ end }}")
        .expect("a file");
    std::fs::create_dir_all(post.folder.path().join("templates/recovery/invalid")).expect("a folder");
    std::fs::write(post.folder.path().join("templates/recovery/invalid/email.subject.gotmpl"), "{{ .Nothing }}").expect("a file");
    let any = selfsame_config::model::HttpClients { disallow_private_ip_ranges: false, private_ip_exception_urls: Vec::new() };
    let outbound = Outbound::new(&any);
    post.app.current().courier.refresh_templates(&outbound).await;
    post.open();
    let id = enqueue(&post, Channel::Email, "ann@example.org").await;
    let broken = post.enqueue_kind(Channel::Email, "ann@example.org", MessageKind::RecoveryInvalid).await;
    post.await_status(id, "sent").await;
    let mail = &server.await_mails(1)[0].data;
    assert!(mail.contains("Subject: 123456 for ann@example.org") && mail.contains("Hello ann@example.org from our file"), "{mail}");
    let row = post.await_status(broken, "abandoned").await;
    assert!(reason(&row).contains("no field Nothing") && row.send_count == 2, "{}", reason(&row));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_messages_are_kept_or_in_development_shown() {
    let post = Post::start("courier: {worker: {pull_wait: 20ms}}").await;
    let id = enqueue(&post, Channel::Email, "ann@example.org").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let row = post.row(id).await;
    assert_eq!((row.status.as_str(), row.send_count), ("queued", 0));
    assert!(row.key > Key(0));
    let content = row.content.open(&post.app.sealer, id).expect("it opens");
    assert!(content.body.contains("\n123456\n"));
}

/// What the figures say of a channel's tries with this outcome.
async fn tries(post: &Post, channel: &str, outcome: &str) -> u64 {
    let database = DatabaseFigures::ask(&post.app.store).await;
    let text = post.app.metrics.render(&post.app, &database, TextFormat::Prometheus).expect("text");
    let name = format!("selfsame_courier_tries_total{{channel=\"{channel}\",outcome=\"{outcome}\"}} ");
    let count = text.lines().find_map(|line| line.strip_prefix(&name)).unwrap_or_else(|| panic!("no {name}in {text}"));
    count.parse().expect("a number")
}

async fn queue(post: &Post) -> String {
    let database = DatabaseFigures::ask(&post.app.store).await;
    let text = post.app.metrics.render(&post.app, &database, TextFormat::Prometheus).expect("text");
    // Their order is chance.
    let lines: std::collections::BTreeSet<_> = text.lines().filter_map(|line| line.strip_prefix("selfsame_courier_queue")).collect();
    lines.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_tell_what_waits_and_how_tries_ended() {
    let server = MailServer::start(Encryption::None);
    let mut post = Post::closed(&smtp(server.port, "")).await;
    let good = enqueue(&post, Channel::Email, "ann@example.org").await;
    // No service for text messages is configured.
    let bad = enqueue(&post, Channel::Sms, "+4915112345678").await;
    assert_eq!(queue(&post).await, r#"{channel="email"} 1{channel="sms"} 1"#);
    post.open();
    post.await_status(good, "sent").await;
    post.await_status(bad, "abandoned").await;
    post.close().await;
    assert_eq!(queue(&post).await, r#"{channel="email"} 0{channel="sms"} 0"#);
    for (channel, outcome, count) in [
        ("email", "sent", 1),
        ("email", "failed", 0),
        ("email", "abandoned", 0),
        ("sms", "sent", 0),
        ("sms", "failed", 1),
        ("sms", "abandoned", 1),
    ] {
        assert_eq!(tries(&post, channel, outcome).await, count, "{channel} {outcome}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_couriers_on_postgresql_send_each_message_once() {
    const MESSAGES: usize = 80;
    let Some(database) = PostgresServer::shared() else { return };
    let name = database.create_database(None);
    let server = MailServer::start(Encryption::None);
    let mut posts = Vec::new();
    for seed in [1, 2] {
        let clock: Arc<dyn Fn() -> Timestamp + Send + Sync> = Arc::new({
            let clock = Clock::system();
            move || clock.now()
        });
        let options = PostgresOptions::new(database.url(&name).parse().expect("a good URL"), clock, [seed; 32]);
        posts.push(Post::closed_on(&smtp(server.port, ""), TempFolder::new("courier"), options).await);
    }
    let mut sent = Vec::new();
    for number in 0..MESSAGES {
        sent.push(enqueue(&posts[number % 2], Channel::Email, &format!("person{number}@example.org")).await);
    }
    for post in &mut posts {
        post.open();
    }
    for id in sent {
        assert_eq!(posts[0].await_status(id, "sent").await.send_count, 1);
    }
    for post in &mut posts {
        post.close().await;
    }
    let mut receivers: Vec<String> = server.await_mails(MESSAGES).into_iter().flat_map(|mail| mail.to).collect();
    let all = receivers.len();
    receivers.sort();
    receivers.dedup();
    assert_eq!((all, receivers.len()), (MESSAGES, MESSAGES));
    assert_eq!(tries(&posts[0], "email", "sent").await + tries(&posts[1], "email", "sent").await, MESSAGES as u64);
    for post in &posts {
        post.app.store.close().await;
    }
    database.drop_database(&name);
}
