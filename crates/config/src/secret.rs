//! Secrets from the configuration. The types have neither `Debug` nor `Display`, so that no log line and no error
//! text can show them by accident; whoever needs the text calls `expose`.

use serde::Deserialize;

/// One secret text: a password, a client secret, a connection string with credentials.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret in the clear.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Secrets in the order of the configuration: the first one writes, all of them read. Never empty.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretList(Vec<String>);

impl SecretList {
    /// The list `secrets`, `None` when there is none in it.
    pub fn new(secrets: Vec<String>) -> Option<Self> {
        (!secrets.is_empty()).then_some(Self(secrets))
    }

    /// The secret that signs and seals what is written from now on.
    pub fn current(&self) -> &str {
        &self.0[0]
    }

    /// Every secret, the current one first.
    pub fn expose_all(&self) -> &[String] {
        &self.0
    }
}

/// Reads an optional list, in which an empty list is as good as none.
pub(crate) fn optional_list<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<SecretList>, D::Error> {
    Ok(Option::<Vec<String>>::deserialize(deserializer)?.and_then(SecretList::new))
}
