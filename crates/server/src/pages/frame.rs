//! What stands around every page: title, language, assets, the ways to other pages, the switcher.

use super::language::Language;
use super::notice::Notice;
use super::visitor::{Event, Page, PageRequest};
use serde::Serialize;

#[derive(Serialize)]
pub struct Frame<'a> {
    lang: &'static str,
    dir: &'static str,
    /// The path under which the server is reached; mostly empty.
    root: String,
    product: &'a str,
    title: String,
    notice: Option<String>,
    is_signed_in: bool,
    /// Which of the account's pages this is.
    here: &'static str,
    csrf: String,
    /// Where the switcher leads back to.
    back: String,
    languages: Vec<Choice>,
    style: String,
    plain: String,
    script: String,
    logo: String,
}

#[derive(Serialize)]
struct Choice {
    tag: &'static str,
    name: &'static str,
    is_current: bool,
}

impl<'a> Frame<'a> {
    pub fn new<T>(request: &'a PageRequest, page: &Page<'_, T>) -> Self {
        let pages = &request.visit.current.pages;
        let language = request.speaker.language;
        let notice = Notice::of(request).map(|notice| request.speaker.say(&notice.key(), &[]));
        let root = root(&request.visit.selfservice().public_url);
        let [style, plain, script, logo] = pages.assets.urls(&format!("{root}/ui"));
        Self {
            lang: language.spoken().tag,
            dir: language.spoken().direction,
            root,
            product: &pages.name,
            title: title(request, page, notice.as_deref()),
            notice,
            is_signed_in: page.is_signed_in,
            here: page.template.trim_end_matches(".html"),
            csrf: request.csrf(),
            back: request.visit.parts.uri.path_and_query().map_or("/ui/", |path| path.as_str()).to_owned(),
            languages: Language::all().map(|one| choice(one, language)).collect(),
            style,
            plain,
            script,
            logo,
        }
    }
}

/// The path of the public base URL, without a slash at its end.
fn root(public_url: &str) -> String {
    url::Url::parse(public_url).map(|url| url.path().trim_end_matches('/').to_owned()).unwrap_or_default()
}

fn choice(one: Language, current: Language) -> Choice {
    Choice { tag: one.spoken().tag, name: one.spoken().name, is_current: one == current }
}

fn title<T>(request: &PageRequest, page: &Page<'_, T>, notice: Option<&str>) -> String {
    let product = request.visit.current.pages.name.as_str();
    let name = request.speaker.say(page.name, &[]);
    let names = [("page", name.as_str()), ("product", product)];
    let with = |key: &str, event: &str| request.speaker.say(key, &[names[0], names[1], ("event", event)]);
    match (page.event, notice) {
        (Some(Event::Problem(problem)), _) => with("page-title-error", problem),
        (Some(Event::Done(event)), _) | (None, Some(event)) => with("page-title-event", event),
        (None, None) => request.speaker.say("page-title", &names),
    }
}
