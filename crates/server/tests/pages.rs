//! The pages as a browser without JavaScript gets them: what it is shown, where it is led, what it is told to keep.

use selfsame_testkit::TestServer;
use selfsame_testkit::selfservice::{Browser, PASSWORD, create_person};
use selfsame_testkit::site::{between, follow, open, path, signed_in, submit, title, unescape};

/// Nothing configured: all flows are shown on our pages.
fn server() -> TestServer {
    TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).without_config().start()
}

#[test]
fn the_root_leads_who_is_not_signed_in_to_the_login_page() {
    let server = server();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/");
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(title(&page), "Sign in – Selfsame");
    assert!(page.body.contains("autocomplete=\"username webauthn\""), "{}", page.body);
    assert!(page.body.contains("autocomplete=\"current-password\""));
}

#[test]
fn somebody_signs_up_in_two_steps_and_sees_their_account() {
    let server = server();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/registration");
    let traits = [("traits.email", "ada@example.org"), ("traits.name.first", "Ada"), ("traits.name.last", "")];
    let sent = submit(&mut browser, &page, &[&traits[..], &[("method", "profile")]].concat());
    let page = follow(&mut browser, sent);
    assert!(title(&page).contains("Choose how you sign in"), "{}", title(&page));
    let sent = submit(&mut browser, &page, &[&traits[..], &[("method", "password"), ("password", PASSWORD)]].concat());
    let home = follow(&mut browser, sent);
    assert_eq!(home.status, 200, "{}", home.body);
    let verification = open(&mut browser, "/ui/verification");
    assert!(verification.body.contains("name=\"email\" value=\"ada@example.org\""), "the address need not be typed: {}", verification.body);
    for shown in ["Hello, Ada", "ada@example.org", "Not confirmed", "This device", "Sign out"] {
        assert!(home.body.contains(shown), "no {shown:?} in {}", home.body);
    }
}

#[test]
fn a_wrong_password_is_told_in_the_title_and_on_the_page() {
    let server = server();
    create_person(&server, "ada@example.org");
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    let sent = submit(&mut browser, &page, &[("method", "password"), ("identifier", "ada@example.org"), ("password", "wrong")]);
    let page = follow(&mut browser, sent);
    assert!(title(&page).starts_with("Problem: "), "{}", title(&page));
    assert!(page.body.contains("role=\"alert\"") && page.body.contains("data-message=\"4000006\""), "{}", page.body);
    assert!(page.body.contains("value=\"ada@example.org\""), "what was typed stays");
    assert!(!page.body.contains("value=\"wrong\""), "but for the password");
}

#[test]
fn a_missing_field_has_its_message_beside_it_and_in_the_summary() {
    let server = server();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    let sent = submit(&mut browser, &page, &[("method", "password"), ("identifier", ""), ("password", "x")]);
    let page = follow(&mut browser, sent);
    assert!(page.body.contains("<a href=\"#field-identifier\">"), "{}", page.body);
    assert!(page.body.contains("aria-invalid=\"true\" aria-describedby=\"field-identifier-about\""), "{}", page.body);
}

#[test]
fn pages_tell_browsers_to_keep_nothing_and_to_load_nothing_from_elsewhere() {
    let server = server();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    let header = |name: &str| page.header(name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "same-origin");
    assert_eq!(header("x-content-type-options"), "nosniff");
    let policy = header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self';", "style-src 'self';"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(page.header("strict-transport-security").is_none(), "this is no HTTPS");
    for inline in ["<style", " style=", "onclick=", "javascript:"] {
        assert!(!page.body.contains(inline), "{inline} in {}", page.body);
    }
}

#[test]
fn assets_are_kept_for_good_under_the_hash_of_what_they_are() {
    let server = server();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    let style = unescape(between(&page.body, "<link rel=\"stylesheet\" href=\"", "\""));
    let kept = browser.visit(&style);
    assert_eq!((kept.status, kept.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert_eq!(kept.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let old = browser.visit("/ui/assets/0000000000000000/style.css");
    assert_eq!((old.status, old.header("cache-control")), (200, Some("no-store")));
    assert_eq!(browser.visit("/ui/assets/0000000000000000/nothing.css").status, 404);
}

#[test]
fn the_first_view_is_below_thirty_kilobytes() {
    let server = server();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/ui/login");
    let style = browser.visit(&unescape(between(&page.body, "<link rel=\"stylesheet\" href=\"", "\"")));
    let script = browser.visit(&unescape(between(&page.body, "<script src=\"", "\"")));
    let logo = browser.visit(&unescape(between(&page.body, "<link rel=\"icon\" href=\"", "\"")));
    let sum = page.body.len() + style.body.len() + script.body.len() + logo.body.len();
    assert!(sum < 30_000, "{sum} bytes");
}

#[test]
fn a_flow_of_another_browser_leads_to_a_fresh_one_with_a_word_about_it() {
    let server = server();
    let mut other = Browser::new(&server);
    let begun = other.visit("/self-service/login/browser");
    let foreign = path(begun.header("location").expect("a page"));
    let mut browser = Browser::new(&server);
    open(&mut browser, "/ui/login");
    let page = open(&mut browser, &foreign);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("That form was too old"), "{}", page.body);
    let again = open(&mut browser, "/ui/login");
    assert!(!again.body.contains("That form was too old"), "said once");
}

#[test]
fn a_browser_without_cookies_is_told_so_instead_of_led_around() {
    let server = server();
    let mut browser = Browser::new(&server);
    let begun = browser.visit("/self-service/login/browser");
    browser.cookies.clear();
    let page = browser.visit(&path(begun.header("location").expect("a page")));
    assert_eq!(page.status, 403);
    assert!(page.body.contains("cookies"), "{}", page.body);
}

#[test]
fn what_a_link_asked_for_is_kept_on_the_way_to_a_flow() {
    let server = server();
    let mut browser = Browser::new(&server);
    let begun = browser.visit("/ui/login?aal=aal1&refresh=true&return_to=https%3A%2F%2Fapp.example%2F");
    let target = begun.header("location").expect("a redirect");
    assert!(target.ends_with("/self-service/login/browser?aal=aal1&refresh=true&return_to=https%3A%2F%2Fapp.example%2F"), "{target}");
}

#[test]
fn settings_lead_through_the_login_to_their_section() {
    let server = server();
    create_person(&server, "ada@example.org");
    let mut browser = Browser::new(&server);
    let first = browser.visit("/ui/settings?section=totp");
    let login = first.header("location").expect("a redirect").to_owned();
    assert!(
        login.contains("/self-service/login/browser?return_to=") && login.ends_with("%2Fself-service%2Fsettings%2Fbrowser%23totp"),
        "{login}"
    );
    let page = follow(&mut browser, first);
    let done = submit(&mut browser, &page, &[("method", "password"), ("identifier", "ada@example.org"), ("password", PASSWORD)]);
    assert!(done.header("location").expect("a target").ends_with("/self-service/settings/browser#totp"), "{:?}", done.header("location"));
    let settings = follow(&mut browser, done);
    assert!(settings.body.contains("<section class=\"card\" id=\"totp\""), "{}", settings.body);
}

#[test]
fn signing_out_ends_the_session_and_needs_the_forms_token() {
    let server = server();
    create_person(&server, "ada@example.org");
    let mut browser = signed_in(&server, "ada@example.org");
    let home = open(&mut browser, "/ui/");
    let refused = browser.form("/ui/logout", &[("csrf_token", "nonsense")]);
    let refused = follow(&mut browser, refused);
    assert!(title(&refused).starts_with("Problem: "), "{}", title(&refused));
    assert_eq!(browser.script("GET", "/sessions/whoami", None).status, 200, "still signed in");

    let token = unescape(between(&home.body, "name=\"csrf_token\" value=\"", "\""));
    let done = browser.form("/ui/logout", &[("csrf_token", &token)]);
    let page = follow(&mut browser, done);
    assert!(page.body.contains("You are signed out"), "{}", page.body);
    assert_eq!(browser.script("GET", "/sessions/whoami", None).status, 401);
}

#[test]
fn another_device_is_signed_out_from_the_account_page() {
    let server = server();
    create_person(&server, "ada@example.org");
    let mut phone = signed_in(&server, "ada@example.org");
    let mut browser = signed_in(&server, "ada@example.org");
    let home = open(&mut browser, "/ui/");
    let session = unescape(between(&home.body, "name=\"session\" value=\"", "\""));
    let token = unescape(between(&home.body, "name=\"csrf_token\" value=\"", "\""));
    assert_eq!(browser.form("/ui/sessions", &[("session", &session)]).status, 403);
    assert_eq!(phone.script("GET", "/sessions/whoami", None).status, 200, "without the token nothing happens");
    let done = browser.form("/ui/sessions", &[("session", &session), ("csrf_token", &token)]);
    let page = follow(&mut browser, done);
    assert!(page.body.contains("That device is signed out"), "{}", page.body);
    assert_eq!(phone.script("GET", "/sessions/whoami", None).status, 401);
    assert_eq!(browser.script("GET", "/sessions/whoami", None).status, 200);
}

#[test]
fn where_every_flow_has_another_page_there_are_none_of_ours() {
    let pages = ["login", "registration", "settings", "recovery", "verification", "error"];
    let flows: Vec<String> = pages
        .iter()
        .filter(|page| !matches!(**page, "login" | "error"))
        .map(|page| format!("{page}: {{ui_url: \"http://app.example/{page}\"}}"))
        .collect();
    let config = selfsame_testkit::selfservice::config("", &flows.join("\n"));
    let server = TestServer::builder(env!("CARGO_BIN_EXE_selfsame")).config(&config).start();
    let mut browser = Browser::new(&server);
    for path in ["/", "/ui/", "/ui/login", "/ui/error", "/ui/assets/0/style.css"] {
        let answer = browser.visit(path);
        assert_eq!((answer.status, answer.body.as_str()), (404, "404 page not found\n"), "{path}");
    }
}

#[test]
fn an_error_is_shown_in_words_with_its_details_folded_away() {
    let server = server();
    let mut browser = Browser::new(&server);
    let page = open(&mut browser, "/self-service/login/browser?return_to=https://evil.example/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Something went wrong") && page.body.contains("self_service_flow_return_to_forbidden"), "{}", page.body);
    assert_eq!(browser.visit("/ui/error?id=7f1c3b1e-0000-4000-8000-000000000000").status, 404);
    assert_eq!(browser.visit("/ui/error").status, 404);
}
