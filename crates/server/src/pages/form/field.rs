//! One node: a field that a person fills in or reads, a button, or what is sent along unseen.

use crate::pages::words::Speaker;
use selfsame_api::ui::{Attributes, Group, Input, InputKind, Node, UiText, UiTextKind};
use serde::Serialize;
use serde_json::Value;

/// What is sent along.
#[derive(Clone, Serialize)]
pub struct Hidden {
    pub name: String,
    pub value: String,
    /// A function that is called once the page is there.
    pub onload: Option<String>,
}

/// What a person fills in or reads.
#[derive(Clone, Default, Serialize)]
pub struct Field {
    /// `input`, `checkbox`, `choice`, `secret`, `codes`, `image` or `link`.
    pub kind: &'static str,
    pub id: String,
    pub name: String,
    /// Of an input.
    pub input_type: &'static str,
    pub label: String,
    pub value: String,
    pub is_required: bool,
    pub is_disabled: bool,
    pub is_checked: bool,
    pub autocomplete: Option<String>,
    pub inputmode: Option<&'static str>,
    pub pattern: Option<String>,
    pub maxlength: Option<u32>,
    pub options: Vec<String>,
    /// Of a list of codes; a used one is empty.
    pub codes: Vec<String>,
    pub errors: Vec<String>,
    pub hints: Vec<String>,
    /// Of an image, in pixels.
    pub width: u32,
    pub height: u32,
}

#[derive(Clone, Serialize)]
pub struct Button {
    pub name: String,
    pub value: String,
    pub label: String,
    pub is_disabled: bool,
    /// The function that asks an authenticator; `value` is its argument.
    pub trigger: Option<String>,
    /// Takes a key away: what it is called, and since when it is there.
    pub removes: Option<Removal>,
}

#[derive(Clone, Serialize)]
pub struct Removal {
    pub name: String,
    pub added_at: String,
}

/// A message of the flow.
#[derive(Clone, Serialize)]
pub struct Message {
    pub id: u32,
    /// `info`, `error` or `success`.
    pub kind: UiTextKind,
    pub text: String,
}

impl Message {
    pub fn new(speaker: &Speaker, message: &UiText) -> Self {
        Self { id: message.id, kind: message.kind, text: speaker.message(message) }
    }
}

pub enum Part {
    Hidden(Hidden),
    Field(Box<Field>),
    Button(Button),
}

/// The part that a node makes; none for what a page of ours does by itself.
pub fn part(speaker: &Speaker, node: &Node) -> Option<Part> {
    let field = |field: Field| Some(Part::Field(Box::new(field)));
    match &node.attributes {
        Attributes::Input(input) => Some(match input.kind {
            InputKind::Hidden => Part::Hidden(hidden(input)),
            InputKind::Submit | InputKind::Button => Part::Button(button(speaker, node, input)),
            InputKind::Text
            | InputKind::Password
            | InputKind::Number
            | InputKind::Checkbox
            | InputKind::Email
            | InputKind::Tel
            | InputKind::DatetimeLocal
            | InputKind::Date
            | InputKind::Url => Part::Field(Box::new(input_field(speaker, node, input))),
        }),
        Attributes::Text { text, .. } => {
            let codes = codes(text);
            let kind = if codes.is_empty() { "secret" } else { "codes" };
            field(Field { kind, value: speaker.message(text), codes, ..named(speaker, node) })
        }
        Attributes::Img { src, width, height, .. } => {
            field(Field { kind: "image", value: src.clone(), width: *width, height: *height, ..named(speaker, node) })
        }
        Attributes::A { href, title, .. } => {
            let label = speaker.message(node.meta.label.as_ref().unwrap_or(title));
            field(Field { kind: "link", value: href.clone(), label, ..named(speaker, node) })
        }
        // The one script of the pages does what these do.
        Attributes::Script(_) => None,
    }
}

fn hidden(input: &Input) -> Hidden {
    Hidden {
        name: input.name.to_string(),
        value: text_of(input.value.as_ref()),
        onload: input.onload_trigger.as_ref().map(ToString::to_string),
    }
}

fn button(speaker: &Speaker, node: &Node, input: &Input) -> Button {
    Button {
        name: input.name.to_string(),
        value: text_of(input.value.as_ref()),
        label: label(speaker, node),
        is_disabled: input.disabled,
        trigger: input.onclick_trigger.as_ref().map(ToString::to_string),
        removes: node.meta.label.as_ref().and_then(removal),
    }
}

fn removal(label: &UiText) -> Option<Removal> {
    let member = |name: &str| label.context.as_ref()?.get(name)?.as_str().map(str::to_owned);
    Some(Removal { name: member("display_name")?, added_at: member("added_at")? })
}

fn input_field(speaker: &Speaker, node: &Node, input: &Input) -> Field {
    let is_code = input.autocomplete.as_deref() == Some("one-time-code") || input.name == "totp_code";
    let (kind, input_type) = match input.kind {
        _ if !input.options.is_empty() => ("choice", "text"),
        InputKind::Checkbox => ("checkbox", "checkbox"),
        InputKind::Password => ("input", "password"),
        InputKind::Number => ("input", "number"),
        InputKind::Email => ("input", "email"),
        InputKind::Tel => ("input", "tel"),
        InputKind::DatetimeLocal => ("input", "datetime-local"),
        InputKind::Date => ("input", "date"),
        InputKind::Url => ("input", "url"),
        InputKind::Text | InputKind::Hidden | InputKind::Submit | InputKind::Button => ("input", "text"),
    };
    let messages = |wanted: fn(UiTextKind) -> bool| {
        node.messages.iter().filter(|message| wanted(message.kind)).map(|message| speaker.message(message)).collect()
    };
    Field {
        kind,
        input_type,
        value: if input.kind == InputKind::Password { String::new() } else { text_of(input.value.as_ref()) },
        is_required: input.required,
        is_disabled: input.disabled,
        is_checked: input.value == Some(Value::Bool(true)),
        autocomplete: autocomplete(node.group, input, is_code),
        inputmode: is_code.then_some("numeric"),
        pattern: input.pattern.as_ref().map(ToString::to_string),
        maxlength: input.maxlength,
        options: input.options.iter().map(|option| text_of(Some(&option.value))).collect(),
        errors: messages(|kind| kind == UiTextKind::Error),
        hints: messages(|kind| kind != UiTextKind::Error),
        ..named(speaker, node)
    }
}

fn autocomplete(group: Group, input: &Input, is_code: bool) -> Option<String> {
    match (&input.autocomplete, group) {
        (Some(token), _) => Some(token.to_string()),
        (None, _) if is_code => Some("one-time-code".to_owned()),
        (None, _) if input.name == "identifier" => Some("username".to_owned()),
        (None, Group::LookupSecret) => Some("off".to_owned()),
        (None, _) => None,
    }
}

/// The parts that every field has.
fn named(speaker: &Speaker, node: &Node) -> Field {
    Field { id: id(node.name()), name: node.name().to_owned(), label: label(speaker, node), ..Field::default() }
}

/// What a node is called; by the last part of its name where it has no label.
pub fn label(speaker: &Speaker, node: &Node) -> String {
    let last = || node.name().rsplit('.').next().unwrap_or_default().replace('_', " ");
    node.meta.label.as_ref().map_or_else(last, |label| speaker.message(label))
}

/// The id of a field's element.
pub fn id(name: &str) -> String {
    let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    format!("field-{}", name.chars().map(safe).collect::<String>())
}

/// The codes of a list; none in another text.
fn codes(text: &UiText) -> Vec<String> {
    let secrets = text.context.as_ref().and_then(|context| context.get("secrets")).and_then(Value::as_array);
    let code = |secret: &Value| secret["context"]["secret"].as_str().unwrap_or_default().to_owned();
    secrets.into_iter().flatten().map(code).collect()
}

/// A value as a field shows it.
pub fn text_of(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
