//! What an operator and a visitor make of the pages: name, logo, colours, words, templates, language.

use selfsame_testkit::selfservice::{Browser, create_person};
use selfsame_testkit::site::{between, follow, open, submit, title, unescape};
use selfsame_testkit::{TempFolder, TestServer};
use std::process::Command;

const BINARY: &str = env!("CARGO_BIN_EXE_selfsame");

/// A configuration without any `ui_url`, and these lines.
fn config(pages: &str) -> String {
    format!(
        r#"
dsn: sqlite://{{dir}}/data.db?_fk=true
serve:
  public: {{base_url: "http://127.0.0.1:{{public_port}}/", host: 127.0.0.1, port: {{public_port}}}}
  admin: {{base_url: "http://127.0.0.1:{{admin_port}}/", host: 127.0.0.1, port: {{admin_port}}}}
selfservice:
  default_browser_return_url: http://app.example/home
  allowed_return_urls: ["https://*.example.org", "myapp://callback"]
  methods: {{password: {{enabled: true, config: {{haveibeenpwned_enabled: false}}}}}}
identity:
  default_schema_id: person
  schemas: [{{id: person, url: "file://{{dir}}/person.json"}}]
pages: {pages}
"#
    )
}

fn server(pages: &str) -> TestServer {
    TestServer::builder(BINARY).config(&config(pages)).start()
}

#[test]
fn a_configuration_without_ui_urls_has_the_pages_with_its_name_logo_and_colours() {
    let logo = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=";
    let server = server(&format!("{{name: Example, logo: \"base64://{logo}\", style: {{accent: '#0a6', radius: 4px}}}}"));
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    assert_eq!(title(&page), "Sign in – Example");
    let style = browser.visit(&unescape(between(&page.body, "<link rel=\"stylesheet\" href=\"", "\"")));
    assert!(style.body.ends_with(":root{--accent:#0a6;--radius:4px;}"), "{}", style.body);
    let logo = browser.visit(&unescape(between(&page.body, "<link rel=\"icon\" href=\"", "\"")));
    assert_eq!((logo.header("content-type"), logo.body.as_str()), (Some("image/svg+xml"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
}

#[test]
fn forms_may_lead_to_where_flows_may_end() {
    let server = server("{}");
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    let policy = page.header("content-security-policy").expect("a policy");
    let targets = between(policy, "form-action 'self' ", ";");
    let expected = format!("http://127.0.0.1:{} http://app.example https://*.example.org myapp:", server.public_port);
    assert_eq!(targets, expected);
}

#[test]
fn a_visitor_chooses_a_language_and_stays_where_they_were() {
    let server = server("{}");
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    assert!(page.body.contains("<html lang=\"en\" dir=\"ltr\">"), "{}", page.body);
    let token = unescape(between(&page.body, "name=\"csrf_token\" value=\"", "\""));
    let back = unescape(between(&page.body, "name=\"back\" value=\"", "\""));
    assert_eq!(browser.form("/ui/language", &[("language", "ar"), ("back", &back)]).status, 403, "without the token");
    let chosen = browser.form("/ui/language", &[("language", "ar"), ("back", &back), ("csrf_token", &token)]);
    let page = follow(&mut browser, chosen);
    assert!(page.body.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", page.body);
    let elsewhere = browser.form("/ui/language", &[("language", "de"), ("back", "//evil.example/"), ("csrf_token", &token)]);
    assert!(
        elsewhere.header("location").is_some_and(|to| to.ends_with("/ui/") && !to.contains("evil")),
        "{:?}",
        elsewhere.header("location")
    );
    assert_eq!(browser.form("/ui/language", &[("language", "tlh"), ("csrf_token", &token)]).status, 400);
}

#[test]
fn exported_templates_and_words_can_be_changed_one_by_one() {
    let folder = TempFolder::new("theme");
    let export = || Command::new(BINARY).args(["theme", "export"]).arg(folder.path()).output().expect("it runs");
    assert!(export().status.success());
    let (templates, words) = (folder.path().join("templates"), folder.path().join("words"));
    std::fs::write(templates.join("logout.html"), "{{ t(\"page-logout-done\") }}, {{ frame.product }}").expect("written");
    std::fs::write(words.join("en.ftl"), "page-logout-done = So long\n").expect("written");
    assert!(export().status.success(), "what is there already is left alone");
    let server = server(&format!("{{templates: '{}', words: '{}'}}", templates.display(), words.display()));
    let mut browser = Browser::new(&server);
    assert_eq!(open(&mut browser, "/ui/logout").body, "So long, Selfsame");
    assert_eq!(title(&open(&mut browser, "/ui/login")), "Sign in – Selfsame", "everything else is as it was");
}

#[test]
fn a_template_that_does_not_compile_stops_the_start_with_its_line() {
    let folder = TempFolder::new("theme");
    std::fs::write(folder.path().join("home.html"), "{% if %}").expect("written");
    let pages = format!("{{templates: '{}'}}", folder.path().display());
    let (status, told) = TestServer::builder(BINARY).config(&config(&pages)).start_to_fail();
    assert_eq!(status.code(), Some(3), "{told}");
    assert!(told.contains("home.html, line 1"), "{told}");
}

#[test]
fn the_outbox_of_a_developer_shows_codes_and_exists_in_development_alone() {
    let server = TestServer::builder(BINARY).without_config().start();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/recovery");
    let sent = submit(&mut browser, &page, &[("method", "code"), ("email", "nobody@example.org")]);
    assert!(follow(&mut browser, sent).body.contains("data-message=\"1060003\""));
    create_person(&server, "ada@example.org");
    let page = open(&mut browser, "/ui/recovery");
    let sent = submit(&mut browser, &page, &[("method", "code"), ("email", "ada@example.org")]);
    follow(&mut browser, sent);
    let outbox = server.admin().send("GET", "/ui/outbox", &[("Accept", "text/html")], None);
    assert_eq!(outbox.status, 200);
    let code = between(&outbox.body, "<code class=\"code\" id=\"c-", "</code>").split('>').nth(1).expect("a code");
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    let style = between(&outbox.body, "<link rel=\"stylesheet\" href=\".", "\"");
    let style = server.admin().get(&format!("/ui{}", unescape(style)));
    assert_eq!((style.status, style.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert_eq!(browser.visit("/ui/outbox").status, 404, "not where people are");
    let grown_up = TestServer::builder(BINARY).without_config().environment("DEV", "false").start();
    for path in ["/ui/outbox", "/ui/assets/0/style.css"] {
        assert_eq!(grown_up.admin().get(path).status, 404, "{path}");
    }
}
