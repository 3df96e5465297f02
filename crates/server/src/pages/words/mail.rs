//! What messages say: their words from the catalogues, in the language of the request that causes them.

use super::{Language, Words};
use fluent_bundle::FluentArgs;
use selfsame_core::message::{TemplateType, Wording, builtin};
use serde_json::{Map, Value};

impl Words {
    /// The words of a message with this data. Its language stands there; English speaks to whoever gave none.
    pub fn of_message(&self, kind: TemplateType, data: &Map<String, Value>) -> Wording {
        let language = data.get("language").and_then(Value::as_str).and_then(Language::find).unwrap_or(Language::FIRST);
        let mut args = FluentArgs::new();
        if let Some(minutes) = data.get("expires_in_minutes").and_then(Value::as_i64) {
            args.set("minutes", minutes);
        }
        if let Some(moment) = ["changed_at", "added_at"].iter().find_map(|name| data.get(*name)?.as_str()) {
            args.set("time", readable(moment));
        }
        let say = |key: String| self.find(language, &key, &args).unwrap_or(key);
        let words = builtin::words(kind).into_iter().map(|(name, key)| (name, say(key))).collect();
        let spoken = language.spoken();
        Wording { language: spoken.tag, direction: spoken.direction, words }
    }
}

/// An RFC 3339 time in UTC, to the minute, as people of all languages read it.
fn readable(moment: &str) -> String {
    moment.get(..16).map_or_else(|| moment.to_owned(), |minute| minute.replace('T', " ") + " UTC")
}

#[cfg(test)]
mod tests;
