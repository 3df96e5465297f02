//! Ways to sign in. Each method is one module behind [`Method`]; the one list of them is [`LOGIN_ORDER`].

pub mod code;
pub mod identifier_first;
pub mod keys;
pub mod lookup_secret;
pub mod passkey;
pub mod password;
pub mod profile;
mod second_factor;
pub mod settings;
pub mod totp;
pub mod webauthn;

use crate::app::Current;
use crate::attempts::Trace;
use crate::flow::step::Step;
use crate::http::error::ApiError;
use crate::http::public::csrf::{SubmitRefusal, check_submit};
use crate::http::public::visit::{Live, Visit};
use crate::schemas::Schema;
use code::{CodeProof, CodeUse};
use selfsame_api::flow::FlowType;
use selfsame_api::identity::CredentialType;
use selfsame_api::session::{Aal, AuthenticationMethod};
use selfsame_api::text;
use selfsame_api::ui::{Group, Node, Text, UiText};
use selfsame_core::Ctx;
use selfsame_core::Key;
use selfsame_core::flow::Flow;
use selfsame_core::flow::body::FlowBody;
use selfsame_core::flow::login::{Login, Proven};
use selfsame_core::flow::registration::Registration;
use selfsame_core::flow::settings::{Protection, Settings};
use selfsame_core::identity::Identity;
use selfsame_store::ops::identities::IdentityRow;
use selfsame_store::ops::identities::read::Checked;
use selfsame_store::ops::identities::record::Spent;
use selfsame_store::ops::secrets::SentTo;
use serde_json::Value;
use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

pub use settings::{Change, SettingsAttempt, SettingsForm};

/// Asked in this order who answers a submitted login, and in this order for the nodes of its form.
pub static LOGIN_ORDER: &[&dyn Method] = &[
    &password::Password,
    &code::Code,
    &totp::Totp,
    &passkey::Passkey,
    &webauthn::Webauthn,
    &lookup_secret::LookupSecret,
    &identifier_first::IdentifierFirst,
];

/// Asked in this order who answers a submitted registration, and in this order for the nodes of its form.
pub static REGISTRATION_ORDER: &[&dyn Method] = &[&password::Password, &code::Code, &passkey::Passkey, &webauthn::Webauthn];

/// Asked in this order who answers submitted settings, and in this order for the nodes of their form.
pub static SETTINGS_ORDER: &[&dyn Method] =
    &[&profile::Profile, &password::Password, &totp::Totp, &passkey::Passkey, &webauthn::Webauthn, &lookup_secret::LookupSecret];

/// One way to sign in, or one part of an account.
pub trait Method: Sync {
    /// The word for it on the wire.
    fn name(&self) -> &'static str;

    /// Which factor it proves; none unless a method says so.
    fn aal(&self, _current: &Current) -> Aal {
        Aal::Aal0
    }

    /// Whether it can prove a factor of this level.
    fn proves(&self, aal: Aal, current: &Current) -> bool {
        self.aal(current) == aal
    }

    /// Whether it can be used in flows of this kind.
    fn is_for(&self, _kind: FlowType) -> bool {
        true
    }

    /// Whether an identifier that was typed stands in the form again once a submission was refused.
    fn keeps_identifier(&self) -> bool {
        true
    }

    /// What a login that no method claims lacks for this one, by the node's name. The first method that misses
    /// something answers.
    fn misses_login(&self, _body: &FlowBody, _flow: &Flow<Login>, _current: &Current) -> Vec<(Text, UiText)> {
        Vec::new()
    }

    /// Remembers in a new flow what the form of this method needs, such as a challenge.
    fn begin_login(&self, _current: &Current, _flow: &mut Flow<Login>, _ctx: &mut Ctx<'_>) {}

    /// Adds its nodes to a login form, if it is on and fits.
    fn login_nodes(&self, _form: &LoginForm<'_>, _nodes: &mut Vec<Node>) {}

    /// Whether a submission is meant for this method and the method is on. None are unless a method says so.
    fn claims_login(&self, _body: &FlowBody, _current: &Current) -> bool {
        false
    }

    /// Remembers in a new flow what the form of this method needs, such as a challenge.
    fn begin_registration(&self, _current: &Current, _flow: &mut Flow<Registration>, _ctx: &mut Ctx<'_>) {}

    /// Whether it answers submissions of this flow at all.
    fn fits(&self, _flow: &Flow<Login>) -> bool {
        true
    }

    /// Adds its nodes to a registration form, if it is on.
    fn registration_nodes(&self, _form: &RegistrationForm<'_>, _nodes: &mut Vec<Node>) {}

    /// Whether a registration is meant for this method and the method is on.
    fn claims_registration(&self, _body: &FlowBody, _current: &Current) -> bool {
        false
    }

    /// What a registration that no method claims lacks for this one, by the node's name. The first method that
    /// misses something answers.
    fn misses_registration(&self, _attempt: &RegistrationAttempt<'_>) -> Vec<(Text, UiText)> {
        Vec::new()
    }

    /// Makes the credential with which a new identity signs in, or refuses. Asked only after
    /// [`Method::claims_registration`].
    fn register<'a>(&'a self, _attempt: RegistrationAttempt<'a>) -> Answer<'a, Result<NewCredential, Refusal>> {
        Box::pin(async { Err(Refusal::Message(text::REGISTRATION_NO_METHOD)) })
    }

    /// The fields that a form no longer fills in once a submission was refused.
    fn one_time_fields(&self) -> &'static [&'static str] {
        &[]
    }

    /// Proves who submits, or refuses. Asked only after [`Method::claims_login`].
    fn login<'a>(&'a self, _attempt: LoginAttempt<'a>) -> Answer<'a, Result<Accepted, Refusal>> {
        Box::pin(async { Err(Refusal::Message(text::LOGIN_NO_METHOD)) })
    }

    /// Whether settings may be changed by this method.
    fn is_on_in_settings(&self, _current: &Current) -> bool {
        false
    }

    /// The group of its nodes in a settings form: a submission to the method takes the messages off them.
    fn settings_group(&self) -> Group {
        Group::Default
    }

    /// Whether a submission to it takes the messages off all nodes, not only off those of its group.
    fn clears_all_nodes(&self) -> bool {
        false
    }

    /// How well its changes are protected before anything else about them is judged.
    fn settings_protection(&self) -> Protection {
        Protection::Recent
    }

    /// Remembers in a new flow what the form of this method needs, such as a secret. Asked only if the method is on.
    fn begin_settings(&self, _current: &Current, _identity: &Identity, _flow: &mut Flow<Settings>, _ctx: &mut Ctx<'_>) {}

    /// Adds its nodes to a settings form. Asked only if the method is on.
    fn settings_nodes(&self, _form: &SettingsForm<'_>, _nodes: &mut Vec<Node>) {}

    /// Whether submitted settings are meant for this method, be it on or not.
    fn claims_settings(&self, _body: &FlowBody) -> bool {
        false
    }

    /// Whether its refusals leave the messages of earlier submissions to the flow as they are.
    fn keeps_flow_messages(&self) -> bool {
        false
    }

    /// Shows in a refused form what was sent.
    fn refill_settings(&self, _attempt: &SettingsAttempt<'_>, _nodes: &mut Vec<Node>) {}

    /// Makes the change, or refuses. Asked only after [`Method::claims_settings`], and if the method is on. It may be
    /// asked again if others changed the account meanwhile.
    fn change<'a>(&'a self, _attempt: SettingsAttempt<'a>) -> Answer<'a, Result<Change, Refusal>> {
        Box::pin(async { Err(Refusal::Message(text::SETTINGS_NO_METHOD)) })
    }
}

/// Messages of a schema, by the names of their nodes.
pub fn owned(messages: Vec<(String, UiText)>) -> Vec<(Text, UiText)> {
    messages.into_iter().map(|(name, message)| (Cow::Owned(name), message)).collect()
}

/// What a method's asynchronous work returns.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What the form of a login depends on.
pub struct LoginForm<'a> {
    pub current: &'a Current,
    pub flow: &'a Flow<Login>,
    /// Who is signed in, in a refresh and for a second factor.
    pub holder: Option<&'a Identity>,
}

/// What the form of a registration depends on.
pub struct RegistrationForm<'a> {
    pub current: &'a Current,
    pub flow: &'a Flow<Registration>,
    pub schema: &'a Schema,
}

/// A submission to a registration flow.
pub struct RegistrationAttempt<'a> {
    pub visit: &'a Visit,
    pub flow: &'a Flow<Registration>,
    pub body: &'a FlowBody,
    pub schema: &'a Schema,
    /// The identity as the traits make it, without this method's credential.
    pub identity: &'a Identity,
    /// What is wrong with the traits, by the node's name; then the method only adds what is wrong with its own fields.
    pub wrong: Vec<(Text, UiText)>,
}

/// With what a new identity signs in, and the step that its making was.
pub struct NewCredential {
    pub kind: CredentialType,
    pub config: Value,
    pub version: u32,
    /// Instead of those that come from the traits.
    pub identifiers: Option<Vec<String>>,
    pub step: AuthenticationMethod,
    /// The challenge of the flow that was answered: it counts only if the commit finds it open.
    pub challenge: Option<String>,
    /// The code whose being right this depends on.
    pub code: Option<SignUpCode>,
}

/// A right code of a sign-up and the address that it proves.
pub struct SignUpCode {
    pub used: CodeUse,
    pub sent_to: Option<SentTo>,
    /// What the right guess asks and leaves behind, for each address that got a code.
    pub traces: Vec<Trace>,
}

/// A submission to a login flow.
pub struct LoginAttempt<'a> {
    pub visit: &'a Visit,
    pub flow: &'a Flow<Login>,
    pub body: &'a FlowBody,
    pub live: Option<&'a Live>,
}

impl LoginAttempt<'_> {
    /// The flow's form as it is.
    pub fn shown(&self) -> Vec<Node> {
        self.flow.nodes.clone().unwrap_or_else(|| crate::flow::login::form(&self.visit.current, self.flow, None))
    }

    /// The check against cross-site submissions: a method makes it once the required fields are there.
    pub fn check_csrf(&self) -> Result<(), Refusal> {
        check_csrf(self.visit, self.flow.kind, self.body)
    }
}

/// The check against cross-site submissions, as what it refuses.
pub fn check_csrf(visit: &Visit, kind: FlowType, body: &FlowBody) -> Result<(), Refusal> {
    check_submit(visit, kind, body).map_err(|refusal| match refusal {
        SubmitRefusal::Violation(error) => Refusal::Error(error),
        SubmitRefusal::Message(message) => Refusal::Message(message),
    })
}

/// A proven factor and the rows of whose it is.
pub struct Accepted {
    pub proven: Proven,
    pub identity: IdentityRow,
    pub identity_key: Key,
    /// The one-time secret that was used. The login counts only if the commit spends it.
    pub spent: Option<Spent>,
    /// The plain credential that was checked: the login counts only if the commit finds it unchanged.
    pub checked: Option<Checked>,
    /// What the checked credential's config becomes by its use.
    pub used: Option<String>,
    /// The challenge of the flow that was answered: the login counts only if the commit finds it open.
    pub challenge: Option<String>,
    /// What the right attempt leaves behind, where wrong ones are counted.
    pub trace: Trace,
    /// What the identity's credentials amount to under the rules of the moment.
    pub available_aal: Aal,
    /// The code that was right. The login counts only if the commit uses it.
    pub code: Option<Box<CodeProof>>,
}

/// Why a method did not accept a submission.
pub enum Refusal {
    /// Messages on fields.
    Fields(Vec<(Text, UiText)>),
    /// A message for the whole flow.
    Message(UiText),
    /// The flow leads on to another form.
    Step(Box<Step>),
    /// The form made anew, with messages for the whole flow.
    Form { nodes: Vec<Node>, messages: Vec<UiText> },
    /// Too many wrong attempts: nobody is heard before so much time has passed.
    TooMany(Duration),
    /// Not the person's mistake: the flow stays as it is.
    Error(Box<ApiError>),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Error(Box::new(error))
    }
}

impl From<crate::hasher::PoolError> for Refusal {
    fn from(error: crate::hasher::PoolError) -> Self {
        Self::from(ApiError::from(error))
    }
}

impl From<selfsame_store::StoreError> for Refusal {
    fn from(error: selfsame_store::StoreError) -> Self {
        ApiError::from(error).into()
    }
}
