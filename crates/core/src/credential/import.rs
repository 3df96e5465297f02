//! The `credentials` of a create, batch or update body, read into types.
//!
//! Which credentials can be imported and how their members are spelt is the reference's; `code` and
//! `deviceauthn` cannot be: they come from traits and from devices.

use super::fields::{Fields, Read, bytes, count, flag, integer, text, texts, time, uuid};
use super::{ImportError, Strictness};
use crate::hash::PasswordHash;
use crate::secret::Secret;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use selfsame_api::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Where a plaintext password stands in the body, for errors about it.
pub const PASSWORD_PATH: &str = "credentials.password.config.password";
const HASH_PATH: &str = "credentials.password.config.hashed_password";

/// What a body wants to give to an identity.
#[derive(Default)]
pub struct CredentialImport {
    pub password: Option<PasswordImport>,
    pub oidc: Option<Vec<ProviderLink>>,
    pub saml: Option<Vec<ProviderLink>>,
    pub webauthn: Option<Authenticators>,
    pub passkey: Option<Authenticators>,
    pub lookup_secret: Option<Vec<LookupCode>>,
    /// The `otpauth://` URL, unchecked.
    pub totp: Option<Secret>,
}

/// A password as it is imported.
pub enum PasswordImport {
    Hash(PasswordHash),
    /// To be hashed before the merge.
    Plain(Secret),
    /// The old system's hook knows it.
    MigrationHook,
}

/// An account at a provider. Both names may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderLink {
    pub provider: String,
    pub subject: String,
    pub organization: Option<Uuid>,
    pub use_auto_link: bool,
}

/// A one-time code.
pub struct LookupCode {
    pub code: Secret,
    pub used_at: Option<Timestamp>,
}

/// WebAuthn or passkey credentials.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authenticators {
    /// In the shape in which they are stored.
    pub credentials: Vec<Value>,
    /// Empty if the body gave none.
    pub user_handle: Vec<u8>,
}

impl CredentialImport {
    /// The password that must be hashed before the merge.
    pub fn plain_password(&self) -> Option<&Secret> {
        match &self.password {
            Some(PasswordImport::Plain(password)) => Some(password),
            Some(PasswordImport::Hash(_) | PasswordImport::MigrationHook) | None => None,
        }
    }
}

/// Reads the member `credentials` of a body; `null` is no credentials. First the shape of all of it is
/// judged, then the password's hash.
pub fn parse(value: Value, strictness: Strictness) -> Result<CredentialImport, ImportError> {
    let mut fields = Fields::of(value, "credentials".to_owned(), strictness)?;
    let password = config(&mut fields, "password", RawPassword::read)?;
    let import = CredentialImport {
        password: None,
        oidc: config(&mut fields, "oidc", |config| config.list("providers", |link| provider_link(link, true)))?,
        saml: config(&mut fields, "saml", |config| config.list("providers", |link| provider_link(link, false)))?,
        webauthn: config(&mut fields, "webauthn", authenticators)?,
        passkey: config(&mut fields, "passkey", authenticators)?,
        lookup_secret: config(&mut fields, "lookup_secret", |config| config.list("codes", lookup_code))?,
        totp: config(&mut fields, "totp", |config| config.read("totp_url", text).map(Secret::new))?,
    };
    fields.finish()?;
    Ok(CredentialImport { password: password.map(RawPassword::judge).transpose()?, ..import })
}

/// Reads `{"config": {…}}` of the type `name`; an absent config is an empty one.
fn config<T>(fields: &mut Fields, name: &str, read: impl Fn(&mut Fields) -> Read<T>) -> Read<Option<T>> {
    let Some(mut outer) = fields.object(name)? else { return Ok(None) };
    let mut inner = match outer.object("config")? {
        Some(inner) => inner,
        None => Fields::of(Value::Null, String::new(), Strictness::Lenient)?,
    };
    let result = read(&mut inner)?;
    inner.finish()?;
    outer.finish()?;
    Ok(Some(result))
}

struct RawPassword {
    hash: String,
    plain: Secret,
    hook: bool,
}

impl RawPassword {
    fn read(config: &mut Fields) -> Read<Self> {
        Ok(Self {
            hash: config.read("hashed_password", text)?,
            plain: Secret::new(config.read("password", text)?),
            hook: config.read("use_password_migration_hook", flag)?,
        })
    }

    fn judge(self) -> Read<PasswordImport> {
        if self.hook {
            return Ok(PasswordImport::MigrationHook);
        }
        if !self.plain.is_empty() {
            return Ok(PasswordImport::Plain(self.plain));
        }
        let refused = |problem| ImportError::Value { path: HASH_PATH.to_owned(), problem };
        if self.hash.is_empty() {
            return Err(refused("either `hashed_password` or `password` is needed".to_owned()));
        }
        PasswordHash::parse(&self.hash).map(PasswordImport::Hash).map_err(|error| refused(error.to_string()))
    }
}

fn provider_link(mut fields: Fields, may_auto_link: bool) -> Read<ProviderLink> {
    let link = ProviderLink {
        provider: fields.read("provider", text)?,
        subject: fields.read("subject", text)?,
        organization: fields.maybe("organization", uuid)?,
        use_auto_link: may_auto_link && fields.read("use_auto_link", flag)?,
    };
    fields.finish()?;
    Ok(link)
}

fn lookup_code(mut fields: Fields) -> Read<LookupCode> {
    let code = LookupCode { code: Secret::new(fields.read("code", text)?), used_at: fields.maybe("used_at", time)? };
    fields.finish()?;
    Ok(code)
}

fn authenticators(config: &mut Fields) -> Read<Authenticators> {
    Ok(Authenticators { credentials: config.list("credentials", authenticator)?, user_handle: config.read("user_handle", bytes)? })
}

/// One authenticator, rebuilt with the defaults that the wire shows.
fn authenticator(mut fields: Fields) -> Read<Value> {
    let mut stored = Map::new();
    let mut put = |name: &str, value: Value| stored.insert(name.to_owned(), value);
    put("id", base64(&fields.read("id", bytes)?));
    put("public_key", base64(&fields.read("public_key", bytes)?));
    put("attestation_type", fields.read("attestation_type", text)?.into());
    if let Some(mut inner) = fields.object("authenticator")? {
        let value = json!({
            "aaguid": base64(&inner.read("aaguid", bytes)?),
            "sign_count": inner.read("sign_count", count)?,
            "clone_warning": inner.read("clone_warning", flag)?,
        });
        inner.finish()?;
        put("authenticator", value);
    }
    put("display_name", fields.read("display_name", text)?.into());
    put("added_at", fields.maybe("added_at", time)?.unwrap_or(Timestamp::ZERO).to_string().into());
    put("is_passwordless", fields.read("is_passwordless", flag)?.into());
    if let Some(mut inner) = fields.object("flags")? {
        let mut flags = Map::new();
        for name in ["user_present", "user_verified", "backup_eligible", "backup_state"] {
            flags.insert(name.to_owned(), inner.read(name, flag)?.into());
        }
        inner.finish()?;
        put("flags", flags.into());
    }
    let transport = fields.read("transport", texts)?;
    if !transport.is_empty() {
        put("transport", transport.into());
    }
    if let Some(mut inner) = fields.object("attestation")? {
        let value = json!({
            "client_dataJSON": base64(&inner.read("client_dataJSON", bytes)?),
            "client_data_hash": base64(&inner.read("client_data_hash", bytes)?),
            "authenticator_data": base64(&inner.read("authenticator_data", bytes)?),
            "public_key_algorithm": inner.read("public_key_algorithm", integer)?,
            "object": base64(&inner.read("object", bytes)?),
        });
        inner.finish()?;
        put("attestation", value);
    }
    fields.finish()?;
    Ok(stored.into())
}

pub(super) fn base64(bytes: &[u8]) -> Value {
    BASE64_STANDARD.encode(bytes).into()
}
