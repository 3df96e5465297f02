//! All templates in force: the built-in ones and those that replace them.

use super::builtin::{self, Part};
use super::kind::field_name;
use super::template::{Escape, Template};
use super::{Content, TemplateType, Wording};
use selfsame_api::identity::Channel;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The templates of every message.
#[derive(Clone)]
pub struct Templates(BTreeMap<(TemplateType, Part), Result<Template, String>>);

/// A template that replaces a built-in one.
pub struct Override {
    pub kind: TemplateType,
    pub part: Part,
    /// The source with what is beside it, or why it cannot be had.
    pub source: Result<OverrideSource, String>,
}

/// A template's text.
pub struct OverrideSource {
    /// Its file or address, for error messages.
    pub name: String,
    pub text: String,
    /// Texts that define what this one uses, with their names.
    pub beside: Vec<(String, String)>,
}

impl Templates {
    /// The built-in templates, each replaced by the last of `overrides` that is for it. A replacement that cannot be
    /// used fails its messages, not the others.
    pub fn new(overrides: Vec<Override>) -> Self {
        let mut all = BTreeMap::new();
        for kind in TemplateType::ALL {
            for part in Part::ALL {
                if let Some(source) = builtin::source(kind, part) {
                    let name = format!("{} {}", kind.as_str(), part.file());
                    all.insert((kind, part), Template::parse(&name, &source, &[builtin::SHARED]).map_err(|error| error.to_string()));
                }
            }
        }
        for Override { kind, part, source } in overrides {
            let parsed = source.and_then(|source| {
                let beside: Vec<_> = source.beside.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                Template::parse(&source.name, &source.text, &beside).map_err(|error| error.to_string())
            });
            all.insert((kind, part), parsed);
        }
        Self(all)
    }

    /// Renders subject and body into `content`, or notes why that cannot be done.
    pub fn fill(&self, kind: TemplateType, channel: Channel, content: &mut Content, wording: &Wording) {
        match self.texts(kind, channel, content, wording) {
            Ok((subject, body)) => (content.subject, content.body, content.unrendered) = (subject, body, None),
            Err(reason) => content.unrendered = Some(reason),
        }
    }

    fn texts(&self, kind: TemplateType, channel: Channel, content: &Content, wording: &Wording) -> Result<(String, String), String> {
        let mut fields = fields(&content.data, wording);
        fields.insert("UserRequestHeaders".to_owned(), Value::Object(content.request_headers.clone()));
        let render = |part| self.part(kind, part, &fields, Escape::Text);
        match channel {
            Channel::Email => Ok((one_line(&render(Part::Subject)?), render(Part::Text)?)),
            Channel::Sms => Ok((String::new(), render(Part::Sms)?)),
        }
    }

    /// The HTML body of an e-mail.
    pub fn html(&self, kind: TemplateType, data: &Map<String, Value>, wording: &Wording) -> Result<String, String> {
        let mut fields = fields(data, wording);
        // They are there for the text only; HTML is rendered when they have been forgotten.
        fields.insert("UserRequestHeaders".to_owned(), Value::Object(Map::new()));
        self.part(kind, Part::Html, &fields, Escape::Html)
    }

    fn part(&self, kind: TemplateType, part: Part, fields: &Map<String, Value>, escape: Escape) -> Result<String, String> {
        match self.0.get(&(kind, part)) {
            Some(Ok(template)) => template.render(fields, escape).map_err(|error| error.to_string()),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(format!("{} has no template for this channel", kind.as_str())),
        }
    }
}

/// The data under the names that templates use.
fn fields(data: &Map<String, Value>, wording: &Wording) -> Map<String, Value> {
    let mut fields: Map<String, Value> = data.iter().map(|(key, value)| (field_name(key), value.clone())).collect();
    fields.insert("Language".to_owned(), wording.language.into());
    fields.insert("Words".to_owned(), wording.json());
    // What the reference's templates may ask for although this message has none of it.
    for absent in ["OAuth2LoginRequest", "RequestURLDomain", "Identity", "TransientPayload", "RequestURL"] {
        fields.entry(absent).or_insert(Value::Null);
    }
    fields
}

/// A subject is one line, whatever a template or a value does.
fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_control()).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
