//! Which factors an identity can sign in with, judged from its credentials alone.

use super::{Credential, Identity};
use selfsame_api::identity::CredentialType;
use selfsame_api::session::Aal;
use serde_json::Value;

/// What the configuration says about counting. Other methods count whether they are enabled or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactorRules {
    /// `selfservice.methods.code.passwordless_enabled`: then everybody has a first factor.
    pub code_passwordless: bool,
    /// `selfservice.methods.code.mfa_enabled`
    pub code_mfa: bool,
    /// `selfservice.methods.password.config.migrate_hook.enabled`
    pub password_migration_hook: bool,
}

/// The highest assurance level that the identity can reach.
pub fn available_aal(identity: &Identity, rules: FactorRules) -> Aal {
    if second_factor_count(identity, rules) > 0 {
        Aal::Aal2
    } else if first_factor_count(identity, rules) > 0 {
        Aal::Aal1
    } else {
        Aal::Aal0
    }
}

/// Which ways to sign in an identity has, codes aside: whether those serve depends on the identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstFactors {
    pub password: bool,
    pub passkey: bool,
    pub webauthn: bool,
    pub oidc: bool,
}

impl FirstFactors {
    /// What is shown where nobody is to tell what an account has.
    pub const ALL: Self = Self { password: true, passkey: true, webauthn: true, oidc: true };

    pub fn of(identity: &Identity, rules: FactorRules) -> Self {
        let credential = |kind| identity.credentials.get(&kind);
        let has_keys = |kind, fits: fn(&Value) -> bool| {
            credential(kind).is_some_and(|credential| is_identified(credential) && keys(credential).any(fits))
        };
        Self {
            password: credential(CredentialType::Password).is_some_and(|credential| is_usable_password(credential, rules)),
            passkey: has_keys(CredentialType::Passkey, |_| true),
            webauthn: has_keys(CredentialType::Webauthn, is_passwordless),
            oidc: credential(CredentialType::Oidc).is_some_and(|credential| oidc_providers(credential) > 0),
        }
    }

    pub fn any(self) -> bool {
        self.password || self.passkey || self.webauthn || self.oidc
    }
}

/// How an account signs in, for whoever forgot that there is one. Both lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInHints {
    /// Types of credentials.
    pub types: Vec<&'static str>,
    /// Ids of providers of social sign-in.
    pub providers: Vec<String>,
}

impl SignInHints {
    pub fn of(identity: &Identity, rules: FactorRules) -> Self {
        let has = FirstFactors::of(identity, rules);
        let has_code = identity.credentials.get(&CredentialType::Code).is_some_and(is_identified);
        let all =
            [("code", has_code), ("oidc", has.oidc), ("passkey", has.passkey), ("password", has.password), ("webauthn", has.webauthn)];
        let linked = identity.credentials.get(&CredentialType::Oidc);
        let providers = linked.into_iter().flat_map(|credential| list(credential, "providers"));
        let mut providers: Vec<String> = providers.map(|entry| text(entry, "provider").to_owned()).collect();
        providers.sort();
        providers.dedup();
        Self { types: all.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect(), providers }
    }
}

/// How many ways to sign in there are.
pub fn first_factor_count(identity: &Identity, rules: FactorRules) -> usize {
    let of_credentials: usize = identity
        .credentials
        .iter()
        .map(|(kind, credential)| match kind {
            CredentialType::Password => usize::from(is_usable_password(credential, rules)),
            CredentialType::Oidc => oidc_providers(credential),
            CredentialType::Webauthn if is_identified(credential) => keys(credential).filter(|key| is_passwordless(key)).count(),
            CredentialType::Passkey if is_identified(credential) => keys(credential).count(),
            CredentialType::Webauthn
            | CredentialType::Passkey
            | CredentialType::Saml
            | CredentialType::Totp
            | CredentialType::LookupSecret
            | CredentialType::Code
            | CredentialType::Deviceauthn => 0,
        })
        .sum();
    of_credentials + usize::from(rules.code_passwordless)
}

/// How many second factors there are.
pub fn second_factor_count(identity: &Identity, rules: FactorRules) -> usize {
    identity
        .credentials
        .iter()
        .map(|(kind, credential)| match kind {
            CredentialType::Totp => usize::from(has_totp_key(credential)),
            CredentialType::LookupSecret => usize::from(has_lookup_codes(credential)),
            CredentialType::Webauthn => keys(credential).filter(|key| !is_passwordless(key)).count(),
            CredentialType::Code if rules.code_mfa => {
                list(credential, "addresses").filter(|address| !text(address, "address").is_empty()).count()
            }
            CredentialType::Code
            | CredentialType::Password
            | CredentialType::Oidc
            | CredentialType::Saml
            | CredentialType::Passkey
            | CredentialType::Deviceauthn => 0,
        })
        .sum()
}

/// Whether a password lets somebody in.
pub fn is_usable_password(credential: &Credential, rules: FactorRules) -> bool {
    let waits_for_hook = credential.config.get("use_password_migration_hook").and_then(Value::as_bool).unwrap_or(false);
    is_identified(credential)
        && (!text(&credential.config, "hashed_password").is_empty() || (waits_for_hook && rules.password_migration_hook))
}

/// Linked accounts, without those that belong to an organisation: they open only its own sign-in.
fn oidc_providers(credential: &Credential) -> usize {
    let is_linked = |identifier: &String| {
        list(credential, "providers").any(|entry| {
            let (provider, subject) = (text(entry, "provider"), text(entry, "subject"));
            let belongs_to_organization = !text(entry, "organization").is_empty();
            !belongs_to_organization
                && !provider.is_empty()
                && !subject.is_empty()
                && identifier.strip_prefix(provider).and_then(|rest| rest.strip_prefix(':')) == Some(subject)
        })
    };
    credential.identifiers.iter().filter(|identifier| is_linked(identifier)).count()
}

/// Whether there is an authenticator app.
pub fn has_totp_key(credential: &Credential) -> bool {
    url::Url::parse(text(&credential.config, "totp_url").trim()).is_ok_and(|key| key.scheme() == "otpauth")
}

/// Whether there are backup codes, used or not.
pub fn has_lookup_codes(credential: &Credential) -> bool {
    list(credential, "recovery_codes").next().is_some()
}

fn is_identified(credential: &Credential) -> bool {
    credential.identifiers.iter().any(|identifier| !identifier.is_empty())
}

fn keys(credential: &Credential) -> impl Iterator<Item = &Value> {
    list(credential, "credentials")
}

fn is_passwordless(key: &Value) -> bool {
    key.get("is_passwordless").and_then(Value::as_bool).unwrap_or(false)
}

fn list<'a>(credential: &'a Credential, member: &str) -> impl Iterator<Item = &'a Value> {
    credential.config.get(member).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests;
