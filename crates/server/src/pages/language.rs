//! The languages of the pages, and which of them a browser gets: the one that was chosen on a page, else the one
//! that it asks for.

use http::HeaderMap;

/// The cookie of the switcher.
pub const COOKIE: &str = "selfsame_language";

/// One of [`LANGUAGES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(usize);

/// A language, and its words.
pub struct Spoken {
    /// As HTML and `Accept-Language` have it.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    pub direction: &'static str,
    /// In Fluent's syntax.
    pub catalogue: &'static str,
}

const fn spoken(tag: &'static str, name: &'static str, direction: &'static str, catalogue: &'static str) -> Spoken {
    Spoken { tag, name, direction, catalogue }
}

/// All of them; the first is for whoever asks for none of these.
pub const LANGUAGES: &[Spoken] = &[
    spoken("en", "English", "ltr", include_str!("locales/en.ftl")),
    spoken("de", "Deutsch", "ltr", include_str!("locales/de.ftl")),
    spoken("fr", "Français", "ltr", include_str!("locales/fr.ftl")),
    spoken("es", "Español", "ltr", include_str!("locales/es.ftl")),
    spoken("it", "Italiano", "ltr", include_str!("locales/it.ftl")),
    spoken("pt", "Português", "ltr", include_str!("locales/pt.ftl")),
    spoken("nl", "Nederlands", "ltr", include_str!("locales/nl.ftl")),
    spoken("pl", "Polski", "ltr", include_str!("locales/pl.ftl")),
    spoken("uk", "Українська", "ltr", include_str!("locales/uk.ftl")),
    spoken("tr", "Türkçe", "ltr", include_str!("locales/tr.ftl")),
    spoken("zh", "中文", "ltr", include_str!("locales/zh.ftl")),
    spoken("ja", "日本語", "ltr", include_str!("locales/ja.ftl")),
    spoken("ar", "العربية", "rtl", include_str!("locales/ar.ftl")),
];

impl Language {
    pub const FIRST: Self = Self(0);

    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    pub fn index(self) -> usize {
        self.0
    }

    pub fn spoken(self) -> &'static Spoken {
        &LANGUAGES[self.0]
    }

    /// The language with this tag, or the one that its first part names: `pt-BR` is Portuguese.
    pub fn find(tag: &str) -> Option<Self> {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.iter().position(|spoken| spoken.tag.eq_ignore_ascii_case(main)).map(Self)
    }

    /// What a browser gets.
    pub fn of(headers: &HeaderMap) -> Self {
        let chosen = crate::http::public::visit::cookies(headers).find(|(name, _)| *name == COOKIE);
        let chosen = chosen.and_then(|(_, tag)| Self::find(tag));
        let asked = || headers.get("accept-language").and_then(|value| value.to_str().ok()).and_then(Self::negotiate);
        chosen.or_else(asked).unwrap_or(Self::FIRST)
    }

    /// The best of an `Accept-Language` list: the greatest weight, then the first (RFC 9110, 12.5.4).
    fn negotiate(list: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for entry in list.split(',') {
            let (tag, weight) = entry.split_once(';').unwrap_or((entry, ""));
            let weight: f32 = weight.trim().strip_prefix("q=").and_then(|text| text.parse().ok()).unwrap_or(1.0);
            if let Some(language) = Self::find(tag.trim())
                && weight > best.map_or(0.0, |(_, best)| best)
            {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests;
