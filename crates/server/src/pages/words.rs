//! Words for people: catalogues in Fluent's syntax, built in, with an operator's own laid over them. A catalogue is
//! parsed when its language is first spoken, so that what nobody reads costs no memory.

mod mail;

use super::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use minijinja::value::{Kwargs, Object, Value as TemplateValue, from_args};
use minijinja::{Error as TemplateError, State};
use selfsame_api::Timestamp;
use selfsame_api::ui::UiText;
use serde_json::{Map, Value};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The words of every language.
pub struct Words {
    /// What the operator says instead, by language.
    own: Vec<Option<String>>,
    bundles: Vec<OnceLock<FluentBundle<FluentResource>>>,
}

/// A folder of words that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("pages.words: {file}: {reason}")]
pub struct BadWords {
    file: String,
    reason: String,
}

impl Words {
    /// The built-in words, and over them those in `folder`: files `LANGUAGE.ftl`.
    pub fn load(folder: Option<&Path>) -> Result<Self, BadWords> {
        let own = Language::all().map(|language| folder.map_or(Ok(None), |folder| read(folder, language))).collect::<Result<_, _>>()?;
        Ok(Self { own, bundles: Language::all().map(|_| OnceLock::new()).collect() })
    }

    fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        self.bundles[language.index()].get_or_init(|| bundle(language, self.own[language.index()].as_deref()))
    }

    /// What `key` says: a message's id, or `id.attribute`. English where the language has nothing.
    fn find(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        [language, Language::FIRST].into_iter().find_map(|language| format(self.bundle(language), key, args))
    }
}

fn read(folder: &Path, language: Language) -> Result<Option<String>, BadWords> {
    let path = folder.join(format!("{}.ftl", language.spoken().tag));
    let failed = |reason: String| BadWords { file: path.display().to_string(), reason };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => return Ok(None),
        Err(error) => return Err(failed(error.to_string())),
    };
    match FluentResource::try_new(text.clone()) {
        Ok(_) => Ok(Some(text)),
        Err((_, problems)) => {
            let line = |at: usize| text[..at.min(text.len())].lines().count().max(1);
            Err(failed(problems.first().map_or_else(String::new, |problem| format!("line {}: {problem}", line(problem.pos.start)))))
        }
    }
}

fn bundle(language: Language, own: Option<&str>) -> FluentBundle<FluentResource> {
    let spoken = language.spoken();
    let mut bundle = FluentBundle::new_concurrent(spoken.tag.parse().into_iter().collect());
    // Marks of direction around what is inserted matter where it may run the other way.
    bundle.set_use_isolating(spoken.direction == "rtl");
    for text in [Some(spoken.catalogue), own].into_iter().flatten() {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(whole_messages, _)| whole_messages);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn format(bundle: &FluentBundle<FluentResource>, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(name) => message.get_attribute(name)?.value(),
    };
    let mut problems = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut problems).into_owned();
    problems.is_empty().then_some(text)
}

/// The words of one language, at one moment. In templates it is the function `t`.
#[derive(Clone)]
pub struct Speaker {
    words: Arc<Words>,
    pub language: Language,
    now: Timestamp,
}

impl Speaker {
    pub fn new(words: Arc<Words>, language: Language, now: Timestamp) -> Self {
        Self { words, language, now }
    }

    /// A page's own words; the key itself where there are none.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args = args.iter().map(|(name, value)| (*name, FluentValue::from(*value))).collect();
        self.words.find(self.language, key, &args).unwrap_or_else(|| key.to_owned())
    }

    /// A flow's message: by its id, with the members of its context; its own text where there are no words for it.
    pub fn message(&self, message: &UiText) -> String {
        let key = format!("message-{}", message.id);
        let args = self.arguments(message);
        self.words.find(self.language, &key, &args).unwrap_or_else(|| message.text.to_string())
    }

    fn arguments<'a>(&self, message: &'a UiText) -> FluentArgs<'a> {
        let empty = Map::new();
        let context = message.context.as_ref().unwrap_or(&empty);
        let mut args = FluentArgs::new();
        for (name, value) in context {
            args.set(name.clone(), self.argument(value));
        }
        args.set("text", message.text.to_string());
        args.set("slug", slug(&message.text));
        if let Some(seconds) = self.span(context) {
            args.set("minutes", if seconds < 60 { 0 } else { seconds.div_ceil(60) });
        }
        args
    }

    fn argument(&self, value: &Value) -> FluentValue<'static> {
        match value {
            Value::String(text) => text.clone().into(),
            Value::Number(number) => number.as_i64().map_or_else(|| number.as_f64().unwrap_or_default().into(), FluentValue::from),
            Value::Array(items) => self.list(items).into(),
            Value::Null | Value::Bool(_) | Value::Object(_) => value.to_string().into(),
        }
    }

    /// Ways to sign in by their names, messages by their texts; `none` for an empty list.
    fn list(&self, items: &[Value]) -> String {
        if items.is_empty() {
            return "none".to_owned();
        }
        let none = FluentArgs::new();
        let word = |item: &Value| match item.as_str().or_else(|| item["text"].as_str()) {
            Some(text) => self.words.find(self.language, &format!("way-{text}"), &none).unwrap_or_else(|| text.to_owned()),
            None => item.to_string(),
        };
        let separator = self.words.find(self.language, "list-separator", &none).unwrap_or_else(|| ", ".to_owned());
        items.iter().map(word).collect::<Vec<_>>().join(&separator)
    }

    /// The span of time that a message is about, in seconds.
    fn span(&self, context: &Map<String, Value>) -> Option<u64> {
        if let Some(seconds) = context.get("retry_after").and_then(Value::as_u64) {
            return Some(seconds);
        }
        let moment = context.iter().find(|(name, _)| name.ends_with("_at_unix")).and_then(|(_, moment)| moment.as_i64());
        moment.map(|moment| moment.abs_diff(self.now.seconds()))
    }
}

/// Lower case, letters and digits alone, words joined by hyphens.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

impl std::fmt::Debug for Speaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Speaker").field(&self.language.spoken().tag).finish()
    }
}

impl Object for Speaker {
    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[TemplateValue]) -> Result<TemplateValue, TemplateError> {
        let (key, named): (String, Kwargs) = from_args(args)?;
        let mut given = FluentArgs::new();
        for name in named.args() {
            let value: TemplateValue = named.peek(name)?;
            let number = value.as_i64();
            given.set(name.to_owned(), number.map_or_else(|| FluentValue::from(value.to_string()), FluentValue::from));
        }
        Ok(self.words.find(self.language, &key, &given).unwrap_or(key).into())
    }
}

#[cfg(test)]
mod tests;
