//! An identity as rows: JSON documents are prepared before a write and parsed after a read, outside the
//! transaction, so that the writer thread only binds values.

use crate::error::{ClashField, Result, StoreError};
use crate::sealing::Sealer;
use crate::tx::Row;
use selfsame_api::identity::{Channel, CredentialType, IdentityState};
use selfsame_api::session::Aal;
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::Key;
use selfsame_core::identity::{Credential, Identity};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The columns of `identity`, borrowed from the statement that is being read.
#[derive(Clone, Copy, Debug)]
pub struct IdentityView<'a> {
    pub key: Key,
    pub id: IdentityId,
    pub schema_id: &'a str,
    pub external_id: Option<&'a str>,
    pub organization_id: Option<Uuid>,
    pub state: IdentityState,
    pub state_changed_at: Option<Timestamp>,
    pub available_aal: Aal,
    /// A JSON object.
    pub traits: &'a str,
    /// JSON, or none for `null`.
    pub metadata_public: Option<&'a str>,
    pub metadata_admin: Option<&'a str>,
    /// A JSON array in wire form.
    pub verifiable_addresses: &'a str,
    pub recovery_addresses: &'a str,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The columns of `identity`, in the order in which [`IdentityView::from_row`] reads them.
macro_rules! identity_columns {
    () => {
        "i.key, i.id, i.schema_id, i.external_id, i.organization_id, i.state, i.state_changed_at, i.available_aal, i.traits, \
         i.metadata_public, i.metadata_admin, i.verifiable_addresses, i.recovery_addresses, i.version, i.created_at, i.updated_at"
    };
}
pub(crate) use identity_columns;

/// How many columns `identity_columns` has: a credential's follow.
pub(crate) const IDENTITY_WIDTH: usize = 16;

/// The columns of `credential` as [`CredentialRow::from_row`] reads them.
macro_rules! credential_columns {
    () => {
        "c.type, c.identifiers, c.config, c.sealed, c.version, c.created_at, c.updated_at"
    };
}
pub(crate) use credential_columns;

/// How many columns `credential_columns` has.
pub(crate) const CREDENTIAL_WIDTH: usize = 7;

impl<'a> IdentityView<'a> {
    /// Reads the columns from `first` on.
    pub fn from_row(row: &'a Row<'_>, first: usize) -> Result<Self> {
        let at = |offset: usize| first + offset;
        Ok(Self {
            key: Key(row.int(at(0))?),
            id: IdentityId(row.uuid(at(1))?),
            schema_id: row.text(at(2))?,
            external_id: row.opt_text(at(3))?,
            organization_id: row.opt_blob(at(4))?.map(Uuid::from_slice).transpose().map_err(|error| StoreError::Bug(error.to_string()))?,
            state: if row.text(at(5))? == "active" { IdentityState::Active } else { IdentityState::Inactive },
            state_changed_at: row.opt_int(at(6))?.map(Timestamp::from_micros),
            available_aal: aal(row.text(at(7))?),
            traits: row.text(at(8))?,
            metadata_public: row.opt_text(at(9))?,
            metadata_admin: row.opt_text(at(10))?,
            verifiable_addresses: row.text(at(11))?,
            recovery_addresses: row.text(at(12))?,
            version: row.int(at(13))?,
            created_at: Timestamp::from_micros(row.int(at(14))?),
            updated_at: Timestamp::from_micros(row.int(at(15))?),
        })
    }

    pub fn to_row(&self) -> IdentityRow {
        IdentityRow {
            key: self.key,
            id: self.id,
            schema_id: self.schema_id.to_owned(),
            external_id: self.external_id.map(str::to_owned),
            organization_id: self.organization_id,
            state: self.state,
            state_changed_at: self.state_changed_at,
            available_aal: self.available_aal,
            traits: self.traits.to_owned(),
            metadata_public: self.metadata_public.map(str::to_owned),
            metadata_admin: self.metadata_admin.map(str::to_owned),
            verifiable_addresses: self.verifiable_addresses.to_owned(),
            recovery_addresses: self.recovery_addresses.to_owned(),
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

pub(crate) fn aal(text: &str) -> Aal {
    match text {
        "aal2" => Aal::Aal2,
        "aal1" => Aal::Aal1,
        _ => Aal::Aal0,
    }
}

/// The columns of `identity`, owned.
#[derive(Clone, Debug)]
pub struct IdentityRow {
    pub key: Key,
    pub id: IdentityId,
    pub schema_id: String,
    pub external_id: Option<String>,
    pub organization_id: Option<Uuid>,
    pub state: IdentityState,
    pub state_changed_at: Option<Timestamp>,
    pub available_aal: Aal,
    pub traits: String,
    pub metadata_public: Option<String>,
    pub metadata_admin: Option<String>,
    pub verifiable_addresses: String,
    pub recovery_addresses: String,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl IdentityRow {
    pub fn view(&self) -> IdentityView<'_> {
        IdentityView {
            key: self.key,
            id: self.id,
            schema_id: &self.schema_id,
            external_id: self.external_id.as_deref(),
            organization_id: self.organization_id,
            state: self.state,
            state_changed_at: self.state_changed_at,
            available_aal: self.available_aal,
            traits: &self.traits,
            metadata_public: self.metadata_public.as_deref(),
            metadata_admin: self.metadata_admin.as_deref(),
            verifiable_addresses: &self.verifiable_addresses,
            recovery_addresses: &self.recovery_addresses,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

/// One credential as stored. Its config is plain JSON or, for secrets that must be recovered, sealed.
#[derive(Clone, PartialEq)]
pub struct CredentialRow {
    pub kind: CredentialType,
    /// A JSON array of strings.
    pub identifiers: String,
    pub config: StoredConfig,
    pub version: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A credential's config at rest. No Debug: it holds hashes.
#[derive(Clone, PartialEq)]
pub enum StoredConfig {
    Plain(String),
    Sealed(Vec<u8>),
}

impl CredentialRow {
    /// Reads the columns from `first` on.
    pub(crate) fn from_row(row: &Row<'_>, first: usize) -> Result<Self> {
        let at = |offset: usize| first + offset;
        let kind = row.text(at(0))?;
        Ok(Self {
            kind: kind.parse().map_err(|_| StoreError::Corrupt(format!("unknown credential type {kind}")))?,
            identifiers: row.text(at(1))?.to_owned(),
            config: match (row.opt_text(at(2))?, row.opt_blob(at(3))?) {
                (Some(text), None) => StoredConfig::Plain(text.to_owned()),
                (None, Some(blob)) => StoredConfig::Sealed(blob.to_owned()),
                _ => return Err(StoreError::Corrupt("a credential has no config".into())),
            },
            version: row.int(at(4))? as u32,
            created_at: Timestamp::from_micros(row.int(at(5))?),
            updated_at: Timestamp::from_micros(row.int(at(6))?),
        })
    }

    fn seal(identity: IdentityId, kind: CredentialType, credential: &Credential, sealer: &Sealer) -> Result<Self> {
        let config = credential.config.to_string();
        Ok(Self {
            kind,
            identifiers: json(&credential.identifiers)?,
            config: if is_sealed(kind) {
                StoredConfig::Sealed(sealer.seal(&associated(identity, kind), config.as_bytes())?)
            } else {
                StoredConfig::Plain(config)
            },
            version: credential.version,
            created_at: credential.created_at,
            updated_at: credential.updated_at,
        })
    }

    /// The config as JSON text.
    pub fn open_config(&self, identity: IdentityId, sealer: &Sealer) -> Result<String> {
        match &self.config {
            StoredConfig::Plain(text) => Ok(text.clone()),
            StoredConfig::Sealed(blob) => String::from_utf8(sealer.open(&associated(identity, self.kind), blob)?)
                .map_err(|_| StoreError::Corrupt("a sealed config is not text".into())),
        }
    }

    /// What replaces this row's sealed config by `after` when a one-time secret of it is spent; none if it is not sealed.
    pub fn spend(&self, identity: IdentityId, after: &Value, sealer: &Sealer) -> Result<Option<Spent>> {
        let StoredConfig::Sealed(before) = &self.config else { return Ok(None) };
        let after = sealer.seal(&associated(identity, self.kind), after.to_string().as_bytes())?;
        Ok(Some(Spent { kind: self.kind, before: before.clone(), after }))
    }

    /// The credential as decisions see it.
    pub fn decode(&self, identity: IdentityId, sealer: &Sealer) -> Result<Credential> {
        Ok(Credential {
            identifiers: parse(&self.identifiers)?,
            config: parse(&self.open_config(identity, sealer)?)?,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// A one-time secret's use, ready to be committed: the sealed config that it was checked against, and the one in which
/// it is used. A seal is never the same twice, so that equal bytes are the same write.
#[derive(Clone)]
pub struct Spent {
    pub kind: CredentialType,
    pub before: Vec<u8>,
    pub after: Vec<u8>,
}

/// Secrets that must be recovered in clear are sealed; hashes and public keys need not be.
const fn is_sealed(kind: CredentialType) -> bool {
    matches!(kind, CredentialType::Totp | CredentialType::LookupSecret | CredentialType::Oidc | CredentialType::Saml)
}

fn associated(identity: IdentityId, kind: CredentialType) -> Vec<u8> {
    format!("credential/{identity}/{kind}/config").into_bytes()
}

/// What an address in `identity_address` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    Verification,
    Recovery,
}

impl Purpose {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Recovery => "recovery",
        }
    }
}

/// An identity, ready to be written.
#[derive(Clone)]
pub struct IdentityRecord {
    pub row: IdentityRow,
    pub credentials: Vec<CredentialRow>,
    pub(crate) identifiers: Vec<(CredentialType, String)>,
    pub(crate) addresses: Vec<(Purpose, Channel, String)>,
}

impl IdentityRecord {
    /// Prepares the rows of a new `identity` under `key`. `available_aal` is what its credentials amount to.
    pub fn new(identity: &Identity, key: Key, available_aal: Aal, sealer: &Sealer) -> Result<Self> {
        Self::prepare(identity, key, available_aal, |kind, credential| CredentialRow::seal(identity.id, kind, credential, sealer))
    }

    /// Prepares what `before` becomes. A credential that did not change keeps its row, sealed as it is, unless reading
    /// it has brought it up to a later version.
    pub fn revised(before: &Loaded, after: &Identity, available_aal: Aal, sealer: &Sealer) -> Result<Self> {
        Self::prepare(after, before.key, available_aal, |kind, credential| match before.row_of(kind) {
            Some(row) if row.version == credential.version && before.identity.credentials.get(&kind) == Some(credential) => Ok(row.clone()),
            _ => CredentialRow::seal(after.id, kind, credential, sealer),
        })
    }

    fn prepare(
        identity: &Identity,
        key: Key,
        available_aal: Aal,
        to_row: impl Fn(CredentialType, &Credential) -> Result<CredentialRow>,
    ) -> Result<Self> {
        let optional = |value: &Value| (!value.is_null()).then(|| value.to_string());
        let row = IdentityRow {
            key,
            id: identity.id,
            schema_id: identity.schema_id.clone(),
            external_id: identity.external_id.clone(),
            organization_id: identity.organization_id,
            state: identity.state,
            state_changed_at: identity.state_changed_at,
            available_aal,
            traits: identity.traits.to_string(),
            metadata_public: optional(&identity.metadata_public),
            metadata_admin: optional(&identity.metadata_admin),
            verifiable_addresses: json(&identity.verifiable_addresses)?,
            recovery_addresses: json(&identity.recovery_addresses)?,
            version: 1,
            created_at: identity.created_at,
            updated_at: identity.updated_at,
        };
        let credentials = identity.credentials.iter().map(|(kind, credential)| to_row(*kind, credential)).collect::<Result<_>>()?;
        Ok(Self { row, credentials, identifiers: identifiers(identity), addresses: addresses(identity) })
    }

    /// Everything over which this identity may clash with another.
    pub fn claims(&self) -> impl Iterator<Item = ClashField> {
        let identifiers = self
            .identifiers
            .iter()
            .map(|(kind, identifier)| ClashField::CredentialIdentifier { kind: kind.to_string(), identifier: identifier.clone() });
        let addresses = self.addresses.iter().map(|(purpose, via, value)| {
            let (via, value) = (via.as_str().to_owned(), value.clone());
            match purpose {
                Purpose::Verification => ClashField::VerifiableAddress { via, value },
                Purpose::Recovery => ClashField::RecoveryAddress { via, value },
            }
        });
        identifiers.chain(addresses).chain(self.row.external_id.clone().map(ClashField::ExternalId))
    }
}

pub(crate) fn identifiers(identity: &Identity) -> Vec<(CredentialType, String)> {
    let all = identity.credentials.iter();
    all.flat_map(|(kind, credential)| credential.identifiers.iter().map(|identifier| (*kind, identifier.clone()))).collect()
}

pub(crate) fn addresses(identity: &Identity) -> Vec<(Purpose, Channel, String)> {
    let verification = identity.verifiable_addresses.iter().map(|one| (Purpose::Verification, one.via, one.value.clone()));
    let recovery = identity.recovery_addresses.iter().map(|one| (Purpose::Recovery, one.via, one.value.clone()));
    verification.chain(recovery).collect()
}

/// An identity as it was read, with what an update needs to know that it is still the same.
#[derive(Clone)]
pub struct Loaded {
    pub key: Key,
    pub version: i64,
    pub available_aal: Aal,
    pub identity: Identity,
    /// What the credentials were decoded from.
    rows: Vec<CredentialRow>,
}

impl Loaded {
    /// Parses rows.
    pub fn decode(row: &IdentityRow, rows: Vec<CredentialRow>, sealer: &Sealer) -> Result<Self> {
        let optional = |text: &Option<String>| text.as_deref().map_or(Ok(Value::Null), parse);
        let credentials = rows.iter().map(|one| Ok((one.kind, one.decode(row.id, sealer)?)));
        let identity = Identity {
            id: row.id,
            schema_id: row.schema_id.clone(),
            external_id: row.external_id.clone(),
            organization_id: row.organization_id,
            state: row.state,
            state_changed_at: row.state_changed_at,
            traits: parse(&row.traits)?,
            metadata_public: optional(&row.metadata_public)?,
            metadata_admin: optional(&row.metadata_admin)?,
            credentials: credentials.collect::<Result<BTreeMap<_, _>>>()?,
            verifiable_addresses: parse(&row.verifiable_addresses)?,
            recovery_addresses: parse(&row.recovery_addresses)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        };
        Ok(Self { key: row.key, version: row.version, available_aal: row.available_aal, identity, rows })
    }

    pub(crate) fn row_of(&self, kind: CredentialType) -> Option<&CredentialRow> {
        self.rows.iter().find(|row| row.kind == kind)
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Bug(error.to_string()))
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(format!("a stored document does not parse: {error}")))
}
