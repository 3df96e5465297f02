//! A flow's nodes as a page shows them: fields, buttons, and the ways to go on, the safest first.
//!
//! A way is what the nodes of one group make up. Where a field stands that several ways need, such as the identifier,
//! all of them share one form; otherwise each has a form of its own, so that the button at its end is the one that the
//! Enter key presses.

mod field;
mod ways;

pub use field::{Button, Field, Message, label, text_of};

use super::words::Speaker;
use field::{Hidden, Part, part};
use selfsame_api::text;
use selfsame_api::ui::{Group, InputKind, Node, UiContainer, UiTextKind};
use serde::Serialize;
use ways::arrange;

/// A form to be rendered.
#[derive(Serialize)]
pub struct Form {
    pub action: String,
    pub method: String,
    pub messages: Vec<Message>,
    /// What is wrong with fields, for the summary.
    pub problems: Vec<Problem>,
    /// What every way sends.
    pub hidden: Vec<Hidden>,
    /// Fields that all ways share.
    pub fields: Vec<Field>,
    /// Beside the fields: one press of a button each.
    pub lead: Vec<Way>,
    pub main: Option<Way>,
    pub others: Vec<Way>,
    /// Leads to the step before.
    pub back: Option<Button>,
    /// Whether the other ways stand open, since one of them was tried.
    pub is_open: bool,
    /// Whose form it is, where it says so: for people, and for what keeps their passwords.
    pub who: Option<String>,
}

/// What is wrong with a field.
#[derive(Clone, Serialize)]
pub struct Problem {
    pub field: String,
    pub label: String,
    pub text: String,
}

/// What the nodes of one group make up.
#[derive(Serialize)]
pub struct Way {
    pub group: Group,
    pub fields: Vec<Field>,
    pub buttons: Vec<Button>,
    pub hidden: Vec<Hidden>,
    /// Whether it takes JavaScript: all its buttons ask an authenticator.
    pub needs_script: bool,
}

impl Way {
    fn new(group: Group) -> Self {
        Self { group, fields: Vec::new(), buttons: Vec::new(), hidden: Vec::new(), needs_script: false }
    }

    fn has_problem(&self) -> bool {
        self.fields.iter().any(|field| !field.errors.is_empty())
    }
}

/// The form of a flow. `active` is the method that came furthest.
pub fn form(speaker: &Speaker, ui: &UiContainer, active: Option<&str>, is_registration: bool) -> Form {
    let mut form = sorted(speaker, ui);
    let mut ways = std::mem::take(&mut form.others);
    if is_registration {
        first_step_goes_on(speaker, &mut ways);
    }
    let wanted = ways::wanted(&ui.messages, active);
    arrange(&mut form, ways, wanted, is_registration);
    form
}

/// Who one is comes before how one signs in: nobody is signed up by the first step of two.
fn first_step_goes_on(speaker: &Speaker, ways: &mut [Way]) {
    for button in ways.iter_mut().filter(|way| way.group == Group::Profile).flat_map(|way| &mut way.buttons) {
        button.label = speaker.message(&text::LABEL_CONTINUE);
    }
}

/// Every group of its own, in the order of the nodes: for settings.
pub fn sections(speaker: &Speaker, ui: &UiContainer) -> Form {
    sorted(speaker, ui)
}

/// The parts of a form; all ways are `others`.
fn sorted(speaker: &Speaker, ui: &UiContainer) -> Form {
    let mut form = Form {
        action: ui.action.clone(),
        method: ui.method.to_lowercase(),
        messages: ui.messages.iter().map(|message| Message::new(speaker, message)).collect(),
        problems: Vec::new(),
        hidden: Vec::new(),
        fields: Vec::new(),
        lead: Vec::new(),
        main: None,
        others: Vec::new(),
        back: None,
        is_open: false,
        who: None,
    };
    for node in &ui.nodes {
        let Some(part) = part(speaker, node) else { continue };
        let text = |message: &selfsame_api::ui::UiText| speaker.message(message);
        let wrong = node.messages.iter().filter(|message| message.kind == UiTextKind::Error);
        form.problems.extend(wrong.map(|message| Problem {
            field: field::id(node.name()),
            label: label(speaker, node),
            text: text(message),
        }));
        match part {
            Part::Button(button) if button.name == "screen" => form.back = Some(button),
            Part::Hidden(hidden) if node.group == Group::Default => form.hidden.push(hidden),
            Part::Field(field) if node.group == Group::Default => form.fields.push(*field),
            other => way(&mut form.others, node.group).take(other),
        }
    }
    form.who = ui.nodes.iter().find_map(who);
    for way in &mut form.others {
        way.needs_script = !way.buttons.is_empty() && way.buttons.iter().all(|button| button.trigger.is_some());
    }
    form
}

/// What a node says about whose form it is, without asking for it.
fn who(node: &Node) -> Option<String> {
    let input = node.as_input()?;
    let is_given = input.kind == InputKind::Hidden || node.group == Group::Profile;
    let is_name = input.name == "identifier" || matches!(input.autocomplete.as_deref(), Some("email" | "username" | "tel"));
    Some(text_of(input.value.as_ref())).filter(|text| is_given && is_name && !text.is_empty())
}

fn way(ways: &mut Vec<Way>, group: Group) -> &mut Way {
    let at = ways.iter().position(|way| way.group == group).unwrap_or_else(|| {
        ways.push(Way::new(group));
        ways.len() - 1
    });
    &mut ways[at]
}

impl Way {
    fn take(&mut self, part: Part) {
        match part {
            Part::Hidden(hidden) => self.hidden.push(hidden),
            Part::Field(field) => self.fields.push(*field),
            Part::Button(button) => self.buttons.push(button),
        }
    }
}

#[cfg(test)]
mod tests;
