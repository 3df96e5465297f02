//! The configured way to hash fresh passwords, and the judgement of stored hashes against it.

use super::{Arena, LONGEST_PASSWORD, PasswordHash, Scheme, kdf};

/// The most that bcrypt reads of a password, in bytes.
pub const BCRYPT_LIMIT: usize = 72;

/// How fresh passwords are hashed: always so that [`PasswordHash::parse`] takes the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hasher {
    /// `cost` is the binary logarithm of the work, 4 to 15.
    Bcrypt { cost: u32 },
    /// Lengths in bytes.
    Argon2id { memory_kib: u32, iterations: u32, parallelism: u32, salt_length: usize, key_length: usize },
}

/// Why a password cannot be hashed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HasherError {
    #[error("the password has {length} bytes, but the configured hasher takes at most {limit}")]
    TooLong { length: usize, limit: usize },
    #[error("cannot hash with the configured parameters: {0}")]
    Parameters(&'static str),
}

impl Hasher {
    /// Bytes of salt that [`Hasher::hash`] wants.
    pub const fn salt_length(&self) -> usize {
        match self {
            Self::Bcrypt { .. } => 16,
            Self::Argon2id { salt_length, .. } => *salt_length,
        }
    }

    /// Memory of one hash in KiB.
    pub const fn memory_kib(&self) -> u32 {
        match self {
            Self::Bcrypt { .. } => 0,
            Self::Argon2id { memory_kib, .. } => *memory_kib,
        }
    }

    /// Rough time of one hash on a core of 2023, in microseconds.
    pub fn estimated_micros(&self) -> u64 {
        match *self {
            Self::Bcrypt { cost } => kdf::bcrypt_micros(cost),
            Self::Argon2id { memory_kib, iterations, .. } => kdf::argon2_micros(memory_kib, iterations),
        }
    }

    /// Whether `length` bytes of password can be hashed at all; check before asking the pool.
    pub fn check_length(&self, length: usize) -> Result<(), HasherError> {
        let limit = self.longest_password();
        // Kratos: answers 500 for such a password; it is the caller's input, so it is the caller's error.
        if length > limit { Err(HasherError::TooLong { length, limit }) } else { Ok(()) }
    }

    /// The longest password that can be hashed, in bytes.
    pub const fn longest_password(&self) -> usize {
        match self {
            Self::Bcrypt { .. } => BCRYPT_LIMIT,
            Self::Argon2id { .. } => LONGEST_PASSWORD,
        }
    }

    /// Hashes `password` with `salt`, [`Hasher::salt_length`] fresh random bytes, into the text that is stored.
    pub fn hash(&self, password: &[u8], salt: &[u8], arena: &mut Arena) -> Result<String, HasherError> {
        self.check_length(password.len())?;
        match *self {
            Self::Bcrypt { cost } => kdf::hash_bcrypt(cost, password, salt),
            Self::Argon2id { memory_kib, iterations, parallelism, key_length, .. } => {
                kdf::hash_argon2id((memory_kib, iterations, parallelism), key_length, password, salt, arena)
            }
        }
    }

    /// A hash as this hasher makes them, which no password has: comparing with it takes as long as with a real one.
    pub fn decoy(&self) -> Option<PasswordHash> {
        let text = match *self {
            Self::Bcrypt { cost } => format!("$2a${cost:02}${}", ".".repeat(53)),
            Self::Argon2id { memory_kib, iterations, parallelism, salt_length, key_length } => {
                let zeros = |length: usize| "A".repeat((length * 4).div_ceil(3));
                let (salt, digest) = (zeros(salt_length), zeros(key_length));
                format!("$argon2id$v=19$m={memory_kib},t={iterations},p={parallelism}${salt}${digest}")
            }
        };
        PasswordHash::parse(&text).ok()
    }

    /// Whether `stored` is of another family than this hasher's, or of weaker parameters, and should be
    /// replaced when its password is next known.
    // Kratos: compares the family only, so that raising the cost never reaches existing passwords.
    pub fn needs_rehash(&self, stored: &PasswordHash) -> bool {
        match (self, &stored.scheme) {
            (Self::Bcrypt { cost }, Scheme::Bcrypt(hash)) => hash.cost < *cost,
            (Self::Argon2id { memory_kib, iterations, salt_length, key_length, .. }, Scheme::Argon2(hash)) => {
                let work = |memory: u32, passes: u32| u64::from(memory) * u64::from(passes);
                !hash.is_argon2id()
                    || hash.memory_kib < *memory_kib
                    || work(hash.memory_kib, hash.iterations) < work(*memory_kib, *iterations)
                    || hash.salt.len() < *salt_length
                    || hash.digest.len() < *key_length
            }
            _ => true,
        }
    }
}
