//! What a person sees of a flow: a form of nodes and messages, told as data so that any front end can
//! draw it. Static words are borrowed, so that building the usual form allocates little.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A word that is mostly one of ours and sometimes came from outside.
pub type Text = Cow<'static, str>;

/// The form of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UiContainer {
    /// Where the form goes.
    pub action: String,
    pub method: Text,
    pub nodes: Vec<Node>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<UiText>,
}

/// A message for a person. The id is the contract, the wording is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UiText {
    pub id: u32,
    pub text: Text,
    #[serde(rename = "type")]
    pub kind: UiTextKind,
    /// The data behind the words, for translators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Map<String, Value>>,
}

/// The tone of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UiTextKind {
    Info,
    Error,
    Success,
}

/// One element of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    #[serde(rename = "type")]
    pub kind: NodeKind,
    pub group: Group,
    pub attributes: Attributes,
    pub messages: Vec<UiText>,
    pub meta: Meta,
}

/// The element's type, which `attributes.node_type` repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    Input,
    Text,
    Img,
    A,
    Script,
}

/// The method (or general part) that a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Default,
    Password,
    Oidc,
    Saml,
    Profile,
    Link,
    Code,
    Totp,
    LookupSecret,
    Webauthn,
    Passkey,
    IdentifierFirst,
    Captcha,
}

/// What a front end needs besides the attributes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<UiText>,
}

/// The attributes of an element, by its type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "node_type", rename_all = "lowercase")]
pub enum Attributes {
    Input(Box<Input>),
    Text { text: UiText, id: Text },
    Img { src: String, id: Text, width: u32, height: u32 },
    A { href: String, title: UiText, id: Text },
    Script(Box<Script>),
}

/// An input field or button.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    pub name: Text,
    #[serde(rename = "type")]
    pub kind: InputKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<UiText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Text>,
    pub disabled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onclick: Option<Text>,
    #[serde(default, rename = "onclickTrigger", skip_serializing_if = "Option::is_none")]
    pub onclick_trigger: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onload: Option<Text>,
    #[serde(default, rename = "onloadTrigger", skip_serializing_if = "Option::is_none")]
    pub onload_trigger: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maxlength: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<InputOption>,
}

/// The type of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    Text,
    Password,
    Number,
    Checkbox,
    Hidden,
    Email,
    Tel,
    Submit,
    Button,
    DatetimeLocal,
    Date,
    Url,
}

/// One choice of an input with a closed set of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputOption {
    pub value: Value,
}

/// A script that the form needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    pub src: String,
    #[serde(rename = "async")]
    pub is_async: bool,
    pub referrerpolicy: Text,
    pub crossorigin: Text,
    pub integrity: Text,
    #[serde(rename = "type")]
    pub kind: Text,
    pub id: Text,
    pub nonce: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Node {
    /// An input without label, value or further attributes.
    pub fn input(group: Group, name: impl Into<Text>, kind: InputKind) -> Self {
        let input = Input {
            name: name.into(),
            kind,
            value: None,
            required: false,
            autocomplete: None,
            label: None,
            pattern: None,
            disabled: false,
            onclick: None,
            onclick_trigger: None,
            onload: None,
            onload_trigger: None,
            maxlength: None,
            options: Vec::new(),
        };
        Self { kind: NodeKind::Input, group, attributes: Attributes::Input(Box::new(input)), messages: Vec::new(), meta: Meta::default() }
    }

    /// A button that submits `name=value`.
    pub fn submit(group: Group, name: impl Into<Text>, value: impl Into<String>, label: UiText) -> Self {
        Self::input(group, name, InputKind::Submit).value(value.into()).label(label)
    }

    /// A script element.
    pub fn script(group: Group, script: Script) -> Self {
        let attributes = Attributes::Script(Box::new(script));
        Self { kind: NodeKind::Script, group, attributes, messages: Vec::new(), meta: Meta::default() }
    }

    #[must_use]
    pub fn label(mut self, label: UiText) -> Self {
        self.meta.label = Some(label);
        self
    }

    #[must_use]
    pub fn value(self, value: impl Into<Value>) -> Self {
        let value = value.into();
        self.with(|input| input.value = Some(value))
    }

    #[must_use]
    pub fn required(self) -> Self {
        self.with(|input| input.required = true)
    }

    #[must_use]
    pub fn autocomplete(self, hint: &'static str) -> Self {
        self.with(|input| input.autocomplete = Some(Cow::Borrowed(hint)))
    }

    /// Changes the attributes of an input; other elements stay as they are.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Input)) -> Self {
        if let Some(input) = self.as_input_mut() {
            change(input);
        }
        self
    }

    /// The attributes, if this is an input.
    pub fn as_input(&self) -> Option<&Input> {
        match &self.attributes {
            Attributes::Input(input) => Some(input),
            Attributes::Text { .. } | Attributes::Img { .. } | Attributes::A { .. } | Attributes::Script(_) => None,
        }
    }

    /// The attributes, if this is an input.
    pub fn as_input_mut(&mut self) -> Option<&mut Input> {
        match &mut self.attributes {
            Attributes::Input(input) => Some(input),
            Attributes::Text { .. } | Attributes::Img { .. } | Attributes::A { .. } | Attributes::Script(_) => None,
        }
    }

    /// The name of an input, else the element's id.
    pub fn name(&self) -> &str {
        match &self.attributes {
            Attributes::Input(input) => &input.name,
            Attributes::Text { id, .. } | Attributes::Img { id, .. } | Attributes::A { id, .. } => id,
            Attributes::Script(script) => &script.id,
        }
    }
}

impl UiText {
    /// A message with a context.
    pub fn with_context(id: u32, kind: UiTextKind, text: String, context: Map<String, Value>) -> Self {
        Self { id, text: Cow::Owned(text), kind, context: Some(context) }
    }
}

#[cfg(test)]
mod tests;
