//! Forms of flows: nodes, their attributes and texts.

use std::collections::HashMap;

use serde_json::Value;

use super::shape::{model, tagged};

model! {
    ui_container:
    /// A form to show.
    pub struct UiContainer {
        required {
            action: String => "Where the form is sent.",
            method: String => "HTTP method of the form.",
            #[serde(default, deserialize_with = "super::shape::list_or_null")]
            nodes: Vec<UiNode> => "Fields, buttons, pictures and scripts of the form.",
        }
        optional {
            messages: Vec<UiText> => "Texts to show.",
        }
    }
}

model! {
    ui_node:
    /// One part of a form.
    pub struct UiNode {
        required {
            attributes: UiNodeAttributes as Box => "What to draw, by `node_type`.",
            group: ui_node::GroupEnum => "Method the node belongs to.",
            #[serde(default, deserialize_with = "super::shape::list_or_null")]
            messages: Vec<UiText> => "Texts to show.",
            meta: UiNodeMeta as Box => "Label and the like.",
            r#type: ui_node::TypeEnum => "Its kind.",
        }
    }
    /// Methods that nodes belong to.
    pub enum GroupEnum {
        Default = "default", Password = "password", Oidc = "oidc", Profile = "profile", Link = "link", Code = "code",
        Totp = "totp", LookupSecret = "lookup_secret", Webauthn = "webauthn", Passkey = "passkey",
        IdentifierFirst = "identifier_first", Captcha = "captcha", Saml = "saml", Deviceauthn = "deviceauthn",
    }
    /// The kinds.
    pub enum TypeEnum { Text = "text", Input = "input", Img = "img", A = "a", Script = "script", Div = "div" }
}

model! {
    ui_node_meta:
    /// What is said about a node.
    pub struct UiNodeMeta {
        optional {
            label: Box<UiText> => "Label to show.",
        }
    }
}

model! {
    ui_text:
    /// A text with a stable number.
    pub struct UiText {
        required {
            id: i64 => "Stable number of the message.",
            text: String => "The text.",
            r#type: ui_text::TypeEnum => "Its kind.",
        }
        optional {
            context: Value => "Facts behind the text, for translations.",
        }
    }
    /// The kinds.
    pub enum TypeEnum { Info = "info", Error = "error", Success = "success" }
}

tagged! {
    ui_node_attributes:
    /// What to draw, by `node_type`.
    pub enum UiNodeAttributes by "node_type" {
        Input(UiNodeInputAttributes) = "input",
        Text(UiNodeTextAttributes) = "text",
        Img(UiNodeImageAttributes) = "img",
        A(UiNodeAnchorAttributes) = "a",
        Script(UiNodeScriptAttributes) = "script",
        Div(UiNodeDivisionAttributes) = "div",
    }
    also ui_node_input_attributes::{AutocompleteEnum, OnclickTriggerEnum, OnloadTriggerEnum};
}

model! {
    ui_node_input_attributes:
    /// A field or a button.
    pub struct UiNodeInputAttributes {
        required {
            disabled: bool => "Whether the field takes input.",
            name: String => "Name of the form field.",
            node_type: ui_node_input_attributes::NodeTypeEnum => "Kind of node.",
            r#type: ui_node_input_attributes::TypeEnum => "HTML input type.",
        }
        optional {
            autocomplete: ui_node_input_attributes::AutocompleteEnum => "Hint for the browser, as HTML's `autocomplete`.",
            label: Box<UiText> => "Label inside the field.",
            maxlength: i64 => "Longest input.",
            onclick: String => "Script for clicks; prefer the trigger.",
            #[serde(rename = "onclickTrigger")]
            onclick_trigger: ui_node_input_attributes::OnclickTriggerEnum => "Function to call on a click.",
            onload: String => "Script for load; prefer the trigger.",
            #[serde(rename = "onloadTrigger")]
            onload_trigger: ui_node_input_attributes::OnloadTriggerEnum => "Function to call on load.",
            pattern: String => "Regular expression for the input.",
            required: bool => "Whether the field must be filled.",
        }
        nullable {
            value: Value => "Value to start with.",
        }
    }
    /// Hints for the browser.
    pub enum AutocompleteEnum {
        Email = "email", Tel = "tel", Url = "url", CurrentPassword = "current-password", NewPassword = "new-password",
        OneTimeCode = "one-time-code", UsernameWebauthn = "username webauthn", Username = "username",
    }
    /// Kind of node.
    pub enum NodeTypeEnum { Input = "input" }
    /// Functions of `webauthn.js`.
    pub enum OnclickTriggerEnum {
        OryWebAuthnRegistration = "oryWebAuthnRegistration", OryWebAuthnLogin = "oryWebAuthnLogin",
        OryPasskeyLogin = "oryPasskeyLogin", OryPasskeyLoginAutocompleteInit = "oryPasskeyLoginAutocompleteInit",
        OryPasskeyRegistration = "oryPasskeyRegistration",
        OryPasskeySettingsRegistration = "oryPasskeySettingsRegistration",
    }
    /// Functions of `webauthn.js`.
    pub enum OnloadTriggerEnum {
        OryWebAuthnRegistration = "oryWebAuthnRegistration", OryWebAuthnLogin = "oryWebAuthnLogin",
        OryPasskeyLogin = "oryPasskeyLogin", OryPasskeyLoginAutocompleteInit = "oryPasskeyLoginAutocompleteInit",
        OryPasskeyRegistration = "oryPasskeyRegistration",
        OryPasskeySettingsRegistration = "oryPasskeySettingsRegistration",
    }
    /// The kinds.
    pub enum TypeEnum {
        Text = "text", Password = "password", Number = "number", Checkbox = "checkbox", Hidden = "hidden",
        Email = "email", Tel = "tel", Submit = "submit", Button = "button", DatetimeLocal = "datetime-local",
        Date = "date", Url = "url",
    }
}

model! {
    ui_node_text_attributes:
    /// A text to show.
    pub struct UiNodeTextAttributes {
        required {
            id: String => "Its id.",
            node_type: ui_node_text_attributes::NodeTypeEnum => "Kind of node.",
            text: UiText as Box => "The text.",
        }
    }
    /// Kind of node.
    pub enum NodeTypeEnum { Text = "text" }
}

model! {
    ui_node_image_attributes:
    /// A picture.
    pub struct UiNodeImageAttributes {
        required {
            height: i64 => "Height in pixels.",
            id: String => "Its id.",
            node_type: ui_node_image_attributes::NodeTypeEnum => "Kind of node.",
            src: String => "Where it is loaded from.",
            width: i64 => "Width in pixels.",
        }
    }
    /// Kind of node.
    pub enum NodeTypeEnum { Img = "img" }
}

model! {
    ui_node_anchor_attributes:
    /// A link.
    pub struct UiNodeAnchorAttributes {
        required {
            href: String => "Where the link leads.",
            id: String => "Its id.",
            node_type: ui_node_anchor_attributes::NodeTypeEnum => "Kind of node.",
            title: UiText as Box => "Text of the link.",
        }
    }
    /// Kind of node.
    pub enum NodeTypeEnum { A = "a" }
}

model! {
    ui_node_script_attributes:
    /// A script to load.
    pub struct UiNodeScriptAttributes {
        required {
            r#async: bool => "Whether the script may load asynchronously.",
            crossorigin: String => "HTML's `crossorigin`.",
            id: String => "Its id.",
            integrity: String => "Hash the script must have.",
            node_type: ui_node_script_attributes::NodeTypeEnum => "Kind of node.",
            nonce: String => "Random value to use once.",
            referrerpolicy: String => "HTML's `referrerpolicy`.",
            src: String => "Where it is loaded from.",
            r#type: String => "MIME type.",
        }
    }
    /// Kind of node.
    pub enum NodeTypeEnum { Script = "script" }
}

model! {
    ui_node_division_attributes:
    /// A container for a script to fill.
    pub struct UiNodeDivisionAttributes {
        required {
            id: String => "Its id.",
            node_type: ui_node_division_attributes::NodeTypeEnum => "Kind of node.",
        }
        optional {
            class: String => "CSS classes.",
            data: HashMap<String, String> => "Data attributes.",
        }
    }
    /// Kind of node.
    pub enum NodeTypeEnum { Div = "div" }
}
