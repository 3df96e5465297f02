//! A browser without JavaScript on the pages: it follows redirects, reads titles, sends forms.

use crate::selfservice::{Browser, PASSWORD};
use crate::{Response, TestServer};

/// Follows redirects within the server.
pub fn follow(browser: &mut Browser, response: Response) -> Response {
    let mut response = response;
    for _ in 0..8 {
        match response.header("location").map(path) {
            Some(next) if matches!(response.status, 302 | 303) => response = browser.visit(&next),
            _ => return response,
        }
    }
    panic!("it is led around without an end")
}

/// Visits a page and follows redirects.
pub fn open(browser: &mut Browser, at: &str) -> Response {
    let first = browser.visit(at);
    follow(browser, first)
}

/// A URL without scheme, host and fragment.
pub fn path(url: &str) -> String {
    let path = url.find("://").map_or(url, |at| &url[at + 3..][url[at + 3..].find('/').expect("a path")..]);
    path.split('#').next().unwrap_or(path).to_owned()
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("no {start:?} in {text}")) + start.len();
    &text[from..from + text[from..].find(end).expect("an end")]
}

/// HTML as text.
pub fn unescape(text: &str) -> String {
    text.replace("&#x2f;", "/").replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Where the page's first form of a flow goes.
pub fn action(page: &Response) -> String {
    path(&unescape(between(&page.body, "<form class=\"stack\" action=\"", "\"")))
}

/// The hidden fields of a page's flow, and those that are given.
pub fn submit(browser: &mut Browser, page: &Response, fields: &[(&str, &str)]) -> Response {
    let token = unescape(between(&page.body, "name=\"csrf_token\" value=\"", "\""));
    let all: Vec<(&str, &str)> = [("csrf_token", token.as_str())].into_iter().chain(fields.iter().copied()).collect();
    browser.form(&action(page), &all)
}

/// The window's title.
pub fn title(page: &Response) -> String {
    unescape(between(&page.body, "<title>", "</title>"))
}

/// A browser of somebody who signed in on the page.
pub fn signed_in(server: &TestServer, email: &str) -> Browser {
    let mut browser = Browser::new(server);
    let page = open(&mut browser, "/ui/login");
    let done = submit(&mut browser, &page, &[("method", "password"), ("identifier", email), ("password", PASSWORD)]);
    assert_eq!(done.status, 303, "{}", done.body);
    browser
}
