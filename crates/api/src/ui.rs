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
    /// `POST` for every form of ours.
    pub method: Text,
    /// In the order in which they are shown.
    pub nodes: Vec<Node>,
    /// About the form as a whole; those about one field stand at its node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<UiText>,
}

/// A message for a person. The id is the contract, the wording is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UiText {
    /// Seven digits; [`crate::text`] says which.
    pub id: u32,
    /// Our English words, as plain text.
    pub text: Text,
    /// Whether it informs, refuses or confirms.
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
    /// A label, or what happens next.
    Info,
    /// Something has to be put right.
    Error,
    /// Something was done.
    Success,
}

/// One element of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Decides which `attributes` there are.
    #[serde(rename = "type")]
    pub kind: NodeKind,
    /// Front ends draw the nodes of a group together, and may leave whole groups out.
    pub group: Group,
    /// What the element is made of.
    pub attributes: Attributes,
    /// What is wrong with this field, after a submission.
    pub messages: Vec<UiText>,
    /// What does not go into the element itself.
    pub meta: Meta,
}

/// The element's type, which `attributes.node_type` repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// An input field or a button.
    Input,
    /// Words to read, such as a secret.
    Text,
    /// A picture, such as a QR code.
    Img,
    /// A link.
    A,
    /// A script to load, for WebAuthn.
    Script,
}

/// The method (or general part) that a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Of no method: the CSRF token, and in places the identifier.
    Default,
    /// Password.
    Password,
    /// Buttons of OpenID Connect and OAuth 2.0 providers.
    Oidc,
    /// Buttons of SAML providers.
    Saml,
    /// Traits that are edited by themselves.
    Profile,
    /// Recovery and verification by link.
    Link,
    /// Codes sent to an address.
    Code,
    /// Authenticator app.
    Totp,
    /// Backup codes.
    LookupSecret,
    /// Security keys.
    Webauthn,
    /// Passkeys.
    Passkey,
    /// Sign-in that asks for the identifier before anything else.
    IdentifierFirst,
    /// A test for robots; known on the wire, and never sent.
    Captcha,
}

/// What a front end needs besides the attributes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// What to write on or beside the element.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<UiText>,
}

/// The attributes of an element, by its type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "node_type", rename_all = "lowercase")]
pub enum Attributes {
    /// Of [`NodeKind::Input`].
    Input(Box<Input>),
    /// Of [`NodeKind::Text`].
    Text {
        /// What to show; its context has the value for programs.
        text: UiText,
        /// Unique in the form.
        id: Text,
    },
    /// Of [`NodeKind::Img`].
    Img {
        /// A `data:` or absolute URL.
        src: String,
        /// Unique in the form.
        id: Text,
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// Of [`NodeKind::A`].
    A {
        /// Absolute.
        href: String,
        /// What the link says.
        title: UiText,
        /// Unique in the form.
        id: Text,
    },
    /// Of [`NodeKind::Script`].
    Script(Box<Script>),
}

/// An input field or button.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// The field's name in a submission; a dot leads into an object (`traits.name.first`).
    pub name: Text,
    /// The HTML type.
    #[serde(rename = "type")]
    pub kind: InputKind,
    /// What is filled in; for a button, what it submits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Whether the schema, or the method, insists on it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// The HTML `autocomplete` token, for password managers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<Text>,
    /// A label of the input's own; ours stand in [`Meta`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<UiText>,
    /// A regular expression that the value has to match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Text>,
    /// Always sent; true where the value cannot be changed.
    pub disabled: bool,
    /// JavaScript to run on a click, for old front ends that evaluate it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onclick: Option<Text>,
    /// The function of our script to call on a click, by its name.
    #[serde(default, rename = "onclickTrigger", skip_serializing_if = "Option::is_none")]
    pub onclick_trigger: Option<Text>,
    /// JavaScript to run once the form is shown, for old front ends that evaluate it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onload: Option<Text>,
    /// The function of our script to call once the form is shown, by its name.
    #[serde(default, rename = "onloadTrigger", skip_serializing_if = "Option::is_none")]
    pub onload_trigger: Option<Text>,
    /// In characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maxlength: Option<u32>,
    /// The values to choose from; empty if any may be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<InputOption>,
}

/// The type of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// One line of text.
    Text,
    /// Hidden while it is typed.
    Password,
    /// A number.
    Number,
    /// True or false.
    Checkbox,
    /// Not shown, and submitted as it is.
    Hidden,
    /// A mail address.
    Email,
    /// A phone number.
    Tel,
    /// A button that submits the form.
    Submit,
    /// A button that only runs its trigger.
    Button,
    /// `datetime-local`: a date with a time.
    DatetimeLocal,
    /// A date.
    Date,
    /// A URL.
    Url,
}

/// One choice of an input with a closed set of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputOption {
    /// As it is submitted; any JSON scalar.
    pub value: Value,
}

/// A script that the form needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// Absolute URL.
    pub src: String,
    /// The HTML attribute.
    #[serde(rename = "async")]
    pub is_async: bool,
    /// The HTML attribute.
    pub referrerpolicy: Text,
    /// The HTML attribute.
    pub crossorigin: Text,
    /// Subresource integrity: the hash that the script must have.
    pub integrity: Text,
    /// The media type.
    #[serde(rename = "type")]
    pub kind: Text,
    /// Unique in the form.
    pub id: Text,
    /// For a content security policy that goes by nonces.
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

    /// Writes on or beside the element.
    #[must_use]
    pub fn label(mut self, label: UiText) -> Self {
        self.meta.label = Some(label);
        self
    }

    /// Fills the input in; other elements stay as they are.
    #[must_use]
    pub fn value(self, value: impl Into<Value>) -> Self {
        let value = value.into();
        self.with(|input| input.value = Some(value))
    }

    /// Insists on the input.
    #[must_use]
    pub fn required(self) -> Self {
        self.with(|input| input.required = true)
    }

    /// Sets the input's `autocomplete` token.
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
