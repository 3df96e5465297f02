//! Secrets, ciphers and password hashers.

use std::time::Duration;

use serde::Deserialize;

use crate::secret::{SecretList, optional_list};
use crate::units;

/// `secrets`: where cookie or cipher secrets are `None`, the server generates one and keeps it in its data folder.
#[derive(Clone, Default, Deserialize)]
pub struct Secrets {
    /// Used where no list of its own is given.
    #[serde(default, deserialize_with = "optional_list")]
    pub default: Option<SecretList>,
    /// Session and continuity cookies, HMAC of codes and link tokens.
    #[serde(default, deserialize_with = "optional_list")]
    pub cookie: Option<SecretList>,
    /// Sealing of recoverable secrets; 32 characters each.
    #[serde(default, deserialize_with = "optional_list")]
    pub cipher: Option<SecretList>,
    /// Page tokens; `None` means under keys derived from those of cookies.
    #[serde(default, deserialize_with = "optional_list")]
    pub pagination: Option<SecretList>,
}

impl Secrets {
    /// The secrets of cookies, codes and link tokens: `cookie`, else `default`.
    pub fn cookie_or_default(&self) -> Option<&SecretList> {
        self.cookie.as_ref().or(self.default.as_ref())
    }
}

/// `ciphers`
#[derive(Debug, Clone, Deserialize)]
pub struct Ciphers {
    /// The algorithm of stored provider tokens.
    pub algorithm: CipherAlgorithm,
}

/// `ciphers.algorithm`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CipherAlgorithm {
    /// The reference's default: no encryption of its own.
    Noop,
    /// AES-GCM.
    Aes,
    /// XChaCha20-Poly1305.
    #[serde(rename = "xchacha20-poly1305")]
    XChaCha20Poly1305,
}

/// `hashers`
#[derive(Debug, Clone, Deserialize)]
pub struct Hashers {
    /// The algorithm of new hashes.
    pub algorithm: HashAlgorithm,
    /// Parameters of bcrypt.
    pub bcrypt: Bcrypt,
    /// Parameters of argon2id.
    pub argon2: Argon2,
}

/// `hashers.algorithm`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HashAlgorithm {
    /// argon2id
    Argon2,
    /// bcrypt
    Bcrypt,
}

/// `hashers.bcrypt`
#[derive(Debug, Clone, Deserialize)]
pub struct Bcrypt {
    /// Binary logarithm of the rounds; at least 12 outside development.
    pub cost: u32,
}

/// `hashers.argon2`
#[derive(Debug, Clone, Deserialize)]
pub struct Argon2 {
    /// Memory in bytes; `m` of the hash is a 1024th.
    #[serde(deserialize_with = "units::bytes")]
    pub memory: u64,
    /// `t`
    pub iterations: u32,
    /// `p`; `None` = twice the number of processors.
    pub parallelism: Option<u32>,
    /// Bytes of salt.
    pub salt_length: u32,
    /// Bytes of hash.
    pub key_length: u32,
    /// How long a login with an unknown identifier should seem to hash.
    #[serde(deserialize_with = "units::duration")]
    pub expected_duration: Duration,
    /// The spread around it.
    #[serde(deserialize_with = "units::duration")]
    pub expected_deviation: Duration,
}

impl Argon2 {
    /// `m` of the hash, in KiB.
    pub fn memory_kib(&self) -> u32 {
        u32::try_from(self.memory / 1024).unwrap_or(u32::MAX)
    }
}
