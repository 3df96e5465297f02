//! Which way stands first.

use super::{Form, Way};
use selfsame_api::ui::{Group, UiText};

/// From the safest to what is for the day on which nothing else is at hand.
const SAFEST: [Group; 13] = [
    Group::Passkey,
    Group::Webauthn,
    Group::Oidc,
    Group::Saml,
    Group::Totp,
    Group::IdentifierFirst,
    Group::Profile,
    Group::Password,
    Group::Code,
    Group::Link,
    Group::LookupSecret,
    Group::Captcha,
    Group::Default,
];

/// Beside a field that says who somebody is, the way that most accounts have.
const USUAL: [Group; 7] =
    [Group::IdentifierFirst, Group::Profile, Group::Password, Group::Code, Group::Link, Group::Webauthn, Group::Passkey];

/// The group that a person tried last, by what the flow says.
pub fn wanted(messages: &[UiText], active: Option<&str>) -> Option<Group> {
    let by_message = messages.iter().find_map(|message| match message.id {
        4000008 | 4000011 => Some(Group::Totp),
        4000012 | 4000014 | 4000016 => Some(Group::LookupSecret),
        4000035 | 4010008 | 4010010 | 4040003 => Some(Group::Code),
        _ => None,
    });
    by_message.or_else(|| active.and_then(|name| serde_json::from_value(name.into()).ok()))
}

/// Puts the ways in their places.
pub fn arrange(form: &mut Form, mut ways: Vec<Way>, wanted: Option<Group>, is_registration: bool) {
    ways.sort_by_key(|way| place(&SAFEST, way.group));
    let tried = ways.iter().position(|way| way.has_problem() || Some(way.group) == wanted);
    if form.fields.is_empty() {
        let main = tried.unwrap_or(0);
        form.main = (main < ways.len()).then(|| ways.remove(main));
        form.others = ways;
        return;
    }
    let main = ways.iter().enumerate().min_by_key(|(_, way)| place(&USUAL, way.group)).map(|(at, _)| at);
    form.main = main.map(|at| ways.remove(at));
    // Who signs up says who they are before they choose.
    let leads = |way: &Way| !is_registration && matches!(way.group, Group::Passkey | Group::Oidc | Group::Saml);
    (form.lead, form.others) = ways.into_iter().partition(leads);
    form.is_open = form.others.iter().any(|way| way.has_problem() || Some(way.group) == wanted);
}

fn place(order: &[Group], group: Group) -> usize {
    order.iter().position(|one| *one == group).unwrap_or(order.len())
}
