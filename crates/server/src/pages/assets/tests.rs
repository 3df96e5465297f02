use super::*;

#[test]
fn images_are_known_by_their_first_bytes() {
    assert_eq!(image_type(b"\x89PNG\r\n"), Some("image/png"));
    assert_eq!(image_type(b"<?xml version='1.0'?><svg/>"), Some("image/svg+xml"));
    assert_eq!(image_type(b"<html>"), None);
    assert_eq!(image_type(b""), None);
}

#[test]
fn configured_values_become_variables_for_light_and_dark() {
    let style = [("accent", "#0a6"), ("accent_text_dark", "black")];
    let style = style.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let own = model::Pages { are_shown: true, name: String::new(), logo: None, style, templates: None, words: None };
    assert_eq!(variables(&own), ":root{--accent:#0a6;}@media (prefers-color-scheme: dark){:root{--accent-text:black;}}");
}
