//! Password hashes: every format that can be imported, its check at import, and its verification.
//!
//! A [`PasswordHash`] exists only in parsed form, within the cost limits; parsing again what the store
//! holds therefore applies the limits again at verification. The prefixes are the reference's own
//! (`$md5-crypt$`, not `$1$`). Families marked as lenient accept any tail at import; a tail that makes
//! no sense never matches.

mod arena;
mod crypt;
mod digests;
mod hasher;
mod kdf;

pub use arena::Arena;
pub use hasher::{BCRYPT_LIMIT, Hasher, HasherError};

/// The longest password in bytes: nothing longer is hashed, so it matches nothing and cannot be set.
pub const LONGEST_PASSWORD: usize = 4096;
/// The longest text of a hash in bytes, which bounds its salt, too.
const LONGEST_TEXT: usize = 16 * 1024;
/// The most that one check may take by estimate: some five seconds of one core.
const MOST_MICROS: u64 = 5_000_000;

/// Why a text is no password hash that can be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    #[error("the password hash does not start like any supported format")]
    UnknownFormat,
    #[error("the {family} hash is out of bounds: {limit}")]
    OutOfBounds { family: &'static str, limit: &'static str },
    #[error("the {family} hash cannot be read: {problem}")]
    Malformed { family: &'static str, problem: &'static str },
}

/// A stored password hash, parsed and within the cost limits.
#[derive(Clone)]
pub struct PasswordHash {
    text: String,
    scheme: Scheme,
}

#[derive(Clone)]
enum Scheme {
    Bcrypt(kdf::Bcrypt),
    Argon2(kdf::Argon2),
    Pbkdf2(kdf::Pbkdf2),
    Scrypt(kdf::Scrypt),
    Firescrypt(kdf::Firescrypt),
    Digest(digests::Templated),
    Hmac(digests::Hmac),
    Md5Crypt(crypt::Md5Crypt),
    ShaCrypt(crypt::ShaCrypt),
    /// Accepted at import, matches no password.
    Unmatchable,
}

impl PasswordHash {
    /// Reads a hash as it is imported or stored, e.g. `$2a$12$…` or `{SSHA}…`.
    pub fn parse(text: &str) -> Result<Self, HashError> {
        if text.len() > LONGEST_TEXT {
            return Err(HashError::OutOfBounds { family: "password", limit: "its text must have at most 16384 bytes" });
        }
        parse_scheme(text).map(|scheme| Self { text: text.to_owned(), scheme })
    }

    /// The text that was parsed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `password` is the one that was hashed. One beyond [`LONGEST_PASSWORD`] never is, at no cost.
    pub fn verify(&self, password: &[u8], arena: &mut Arena) -> bool {
        if password.len() > LONGEST_PASSWORD {
            return false;
        }
        match &self.scheme {
            Scheme::Bcrypt(hash) => hash.verify(password),
            Scheme::Argon2(hash) => hash.verify(password, arena),
            Scheme::Pbkdf2(hash) => hash.verify(password),
            Scheme::Scrypt(hash) => hash.verify(password),
            Scheme::Firescrypt(hash) => hash.verify(password),
            Scheme::Digest(hash) => hash.verify(password),
            Scheme::Hmac(hash) => hash.verify(password),
            Scheme::Md5Crypt(hash) => hash.verify(password),
            Scheme::ShaCrypt(hash) => hash.verify(password),
            Scheme::Unmatchable => false,
        }
    }

    /// Rough time of verifying a password of `password_length` bytes on a core of 2023, in microseconds.
    pub fn estimated_micros(&self, password_length: usize) -> u64 {
        match &self.scheme {
            Scheme::Bcrypt(hash) => kdf::bcrypt_micros(hash.cost),
            Scheme::Argon2(hash) => kdf::argon2_micros(hash.memory_kib, hash.iterations),
            Scheme::Pbkdf2(hash) => hash.estimated_micros(),
            Scheme::Scrypt(hash) => hash.estimated_micros(),
            Scheme::Firescrypt(hash) => hash.estimated_micros(),
            Scheme::Digest(hash) => hash.estimated_micros(password_length),
            Scheme::Hmac(_) => 2 + password_length as u64 / 200,
            Scheme::Md5Crypt(_) => crypt::md5_crypt_micros(password_length),
            Scheme::ShaCrypt(hash) => hash.estimated_micros(password_length),
            Scheme::Unmatchable => 0,
        }
    }
}

fn parse_scheme(text: &str) -> Result<Scheme, HashError> {
    if let Some(tail) = text.strip_prefix("{SSHA") {
        return digests::parse_ssha(tail);
    }
    let (family, tail) = text.strip_prefix('$').and_then(|rest| rest.split_once('$')).ok_or(HashError::UnknownFormat)?;
    match family {
        "2" | "2a" | "2b" | "2y" | "2z" => kdf::Bcrypt::parse(tail).map(Scheme::Bcrypt),
        "argon2id" => kdf::Argon2::parse(argon2::Algorithm::Argon2id, tail).map(Scheme::Argon2),
        "argon2i" => kdf::Argon2::parse(argon2::Algorithm::Argon2i, tail).map(Scheme::Argon2),
        "scrypt" => kdf::parse_scrypt(tail),
        "firescrypt" => kdf::parse_firescrypt(tail),
        "sha1" | "sha256" | "sha512" | "md5" => digests::parse_digest(family, tail),
        "md5-crypt" => Ok(crypt::parse_md5_crypt(tail)),
        "sha256-crypt" | "sha512-crypt" => Ok(crypt::parse_sha_crypt(family, tail)),
        _ => match (family.strip_prefix("pbkdf2-sha"), family.strip_prefix("hmac-")) {
            (Some(size), _) => kdf::parse_pbkdf2(size, tail),
            (_, Some(digest)) => digests::parse_hmac(digest, tail),
            (None, None) => Err(HashError::UnknownFormat),
        },
    }
}

fn equal(left: &[u8], right: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(left, right).into()
}

#[cfg(test)]
mod tests;
