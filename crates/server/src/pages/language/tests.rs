use super::*;
use http::HeaderValue;

fn of(accept: &'static str, cookie: Option<&'static str>) -> &'static str {
    let mut headers = HeaderMap::new();
    headers.insert("accept-language", HeaderValue::from_static(accept));
    if let Some(cookie) = cookie {
        headers.insert("cookie", HeaderValue::from_static(cookie));
    }
    Language::of(&headers).spoken().tag
}

#[test]
fn the_chosen_language_wins_over_the_one_that_a_browser_asks_for() {
    assert_eq!(of("xx, en;q=0.5", None), "en");
    assert_eq!(of("", Some("selfsame_language=en")), "en");
    assert_eq!(of("de-AT, fr;q=0.9", Some("selfsame_language=ar")), "ar");
    assert_eq!(of("nonsense;;q=x,,", Some("selfsame_language=xx")), "en");
}

#[test]
fn the_first_part_of_a_tag_decides() {
    assert_eq!(Language::find("EN-gb").map(|language| language.spoken().tag), Some("en"));
    assert_eq!(Language::find("x-en"), None);
    assert_eq!(Language::find(""), None);
}

#[test]
fn the_greatest_weight_wins_and_of_equal_ones_the_first() {
    assert_eq!(of("sv, de-AT;q=0.8, fr;q=0.9", None), "fr");
    assert_eq!(of("pt-BR, uk", None), "pt");
    assert_eq!(of("ja;q=0, nl;q=0.1", None), "nl");
    assert_eq!(of("sv, da", None), "en");
}
