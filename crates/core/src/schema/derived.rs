//! What traits give rise to: identifiers, addresses, names.

use super::extension::{Extension, Format, KEY};
use super::printed::printed;
use super::violation::{MOST_VIOLATIONS, Rule, Violation};
use crate::normalise::{self, LONGEST_IDENTIFIER, Unusable};
use selfsame_api::identity::Channel;
use serde_json::Value;
use std::cell::OnceCell;

/// Everything that valid traits give rise to. All lists are normalised, in the order of the schema,
/// without repeats and without empty texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Derived {
    /// The traits themselves, with phone numbers rewritten to E.164.
    pub traits: Value,
    pub password_identifiers: Vec<String>,
    pub webauthn_identifiers: Vec<String>,
    pub code_addresses: Vec<(Channel, String)>,
    pub verifiable: Vec<(Channel, String)>,
    pub recovery: Vec<(Channel, String)>,
    /// As given, for an authenticator app to show.
    pub totp_account_name: Option<String>,
    /// As given, for a passkey dialogue to show.
    pub passkey_display_name: Option<String>,
}

/// Annotated values that one identity's traits may hold: reading them, and comparing what they give rise to, stays cheap.
// Kratos: takes any number.
pub const MOST_VALUES: usize = 2000;

/// Identifiers and addresses that one identity may have in all.
const MOST_ENTRIES: usize = 2000;

/// Collects what each annotated value contributes.
pub struct Derivation<'a> {
    extensions: &'a [Extension],
    derived: Derived,
    violations: Vec<Violation>,
    values: usize,
    exceeded: Option<Violation>,
}

impl<'a> Derivation<'a> {
    pub fn new(extensions: &'a [Extension]) -> Self {
        Self { extensions, derived: Derived::default(), violations: Vec::new(), values: 0, exceeded: None }
    }

    /// Adds the contribution of one value; `pointer` says where it stands, and is asked only if it is wrong.
    pub fn add(&mut self, extension: usize, value: &Value, pointer: &dyn Fn() -> String) {
        let Some(extension) = self.extensions.get(extension) else { return };
        self.values += 1;
        if self.values > MOST_VALUES {
            self.exceeded.get_or_insert_with(too_many_values);
        } else if self.derived.entries() >= MOST_ENTRIES {
            self.exceeded.get_or_insert_with(|| too_many("give rise to", "identifiers and addresses", MOST_ENTRIES));
        }
        if self.exceeded.is_some() || self.violations.len() >= MOST_VIOLATIONS {
            return;
        }
        let raw = printed(value);
        if let Err(problem) = self.derived.take(extension, &raw) {
            self.violations.push(Violation {
                instance: pointer(),
                schema: format!("{}/{}", extension.pointer, KEY.replace('/', "~1")),
                rule: Rule::Extension,
                message: problem.message(&raw),
            });
        }
    }

    pub fn finish(self) -> Result<Derived, Vec<Violation>> {
        let Self { derived, mut violations, exceeded, .. } = self;
        violations.extend(exceeded);
        if violations.is_empty() { Ok(derived) } else { Err(violations) }
    }
}

/// The traits hold more than [`MOST_VALUES`] annotated values.
pub fn too_many_values() -> Violation {
    too_many("hold", "values that identifiers, addresses or names are made of", MOST_VALUES)
}

fn too_many(have: &str, what: &str, limit: usize) -> Violation {
    let message = format!("these traits {have} more than {limit} {what}");
    Violation { instance: "/traits".into(), schema: "/properties/traits".into(), rule: Rule::Extension, message }
}

impl Derived {
    fn entries(&self) -> usize {
        let identifiers = self.password_identifiers.len() + self.webauthn_identifiers.len() + self.code_addresses.len();
        identifiers + self.verifiable.len() + self.recovery.len()
    }
}

/// Why a value cannot be what its annotation says.
enum Problem {
    Empty,
    TooLong,
    Unusable(Unusable),
    NoChannelForCode,
    NoFormatForSms,
}

impl Problem {
    fn message(&self, raw: &str) -> String {
        match self {
            Self::Empty => "this trait is a sign-in identifier and must not be empty".to_owned(),
            Self::TooLong => format!("an identifier or address has at most {LONGEST_IDENTIFIER} bytes"),
            Self::Unusable(unusable) => format!("{raw:?} {unusable}"),
            Self::NoChannelForCode => {
                "the schema marks this trait as an identifier for codes but not how they are sent: `via` must be \"email\" or \"sms\""
                    .to_owned()
            }
            Self::NoFormatForSms => {
                "the schema verifies this trait by text message, which needs a `format`: \"tel\", or \"no-validate\" for any text"
                    .to_owned()
            }
        }
    }
}

/// The normal forms of one value, each made when it is first asked for: an e-mail address often
/// serves five purposes, and a phone number is slow to read.
struct Spellings<'a> {
    raw: &'a str,
    graceful: OnceCell<String>,
    email: OnceCell<Result<String, Unusable>>,
    phone: OnceCell<Result<String, Unusable>>,
}

impl<'a> Spellings<'a> {
    fn of(raw: &'a str) -> Self {
        Self { raw, graceful: OnceCell::new(), email: OnceCell::new(), phone: OnceCell::new() }
    }

    fn graceful(&self) -> String {
        self.graceful.get_or_init(|| normalise::graceful(self.raw)).clone()
    }

    fn email(&self) -> Result<String, Problem> {
        self.email.get_or_init(|| normalise::strict_email(self.raw)).clone().map_err(Problem::Unusable)
    }

    fn phone(&self) -> Result<String, Problem> {
        self.phone.get_or_init(|| normalise::strict_phone(self.raw)).clone().map_err(Problem::Unusable)
    }
}

impl Derived {
    fn take(&mut self, extension: &Extension, raw: &str) -> Result<(), Problem> {
        let spellings = Spellings::of(raw);
        if extension.is_password_identifier || extension.is_webauthn_identifier {
            let identifier = identifier(spellings.graceful())?;
            if extension.is_webauthn_identifier {
                add_once(&mut self.webauthn_identifiers, identifier.clone());
            }
            if extension.is_password_identifier {
                add_once(&mut self.password_identifiers, identifier);
            }
        }
        if extension.is_code_identifier {
            let channel = extension.code_via.ok_or(Problem::NoChannelForCode)?;
            let address = match (channel, extension.format) {
                (Channel::Email, Format::Absent | Format::Email) => spellings.email()?,
                (Channel::Email, Format::Tel | Format::Other) => spellings.graceful(),
                (Channel::Sms, _) => spellings.phone()?,
            };
            add_once(&mut self.code_addresses, (channel, identifier(address)?));
        }
        if let Some(channel) = extension.verification {
            let address = match (channel, extension.format) {
                (Channel::Email, Format::Absent | Format::Email | Format::Tel) => spellings.email()?,
                (Channel::Sms, Format::Absent) => return Err(Problem::NoFormatForSms),
                (Channel::Sms, Format::Email | Format::Tel) => spellings.phone()?,
                (_, Format::Other) => spellings.graceful(),
            };
            add_address(&mut self.verifiable, channel, address)?;
        }
        if let Some(channel) = extension.recovery {
            let address = match (channel, extension.format) {
                (Channel::Email, Format::Absent | Format::Email) => spellings.email()?,
                (Channel::Email, Format::Tel | Format::Other) => spellings.graceful(),
                (Channel::Sms, _) => spellings.phone()?,
            };
            add_address(&mut self.recovery, channel, address)?;
        }
        if extension.is_totp_account_name && self.totp_account_name.is_none() {
            self.totp_account_name = Some(raw.to_owned());
        }
        if extension.is_passkey_display_name && self.passkey_display_name.is_none() {
            self.passkey_display_name = Some(raw.to_owned());
        }
        Ok(())
    }
}

// Kratos: stores nothing and answers 500 for an empty identifier; it is the caller's mistake, so 400.
fn identifier(normalised: String) -> Result<String, Problem> {
    if normalised.is_empty() { Err(Problem::Empty) } else { within_bounds(normalised) }
}

// Kratos: of any length that its database can index, beyond that 500.
fn within_bounds(normalised: String) -> Result<String, Problem> {
    if normalised.len() > LONGEST_IDENTIFIER { Err(Problem::TooLong) } else { Ok(normalised) }
}

// Kratos: keeps an address without text, which only one identity can have. An empty one is none.
fn add_address(addresses: &mut Vec<(Channel, String)>, channel: Channel, address: String) -> Result<(), Problem> {
    if !address.is_empty() {
        add_once(addresses, (channel, within_bounds(address)?));
    }
    Ok(())
}

fn add_once<T: PartialEq>(list: &mut Vec<T>, entry: T) {
    if !list.contains(&entry) {
        list.push(entry);
    }
}
