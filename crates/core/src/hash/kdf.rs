//! The families that cost time on purpose: bcrypt, argon2, pbkdf2, scrypt, and Firebase's scrypt.

use super::{Arena, HashError, HasherError, MOST_MICROS, Scheme, equal};
use aes::Aes256;
use aes::cipher::{KeyIvInit, StreamCipher};
use argon2::{Algorithm, Params, Version};
use base64::Engine;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig, general_purpose::NO_PAD};
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use hmac::digest::{FixedOutput, Update};
use hmac::{Hmac, KeyInit, SimpleHmac};
use std::ops::RangeInclusive;

/// The base64 of bcrypt; the last character of a salt carries four bits that nobody reads.
const BCRYPT_CONFIG: GeneralPurposeConfig = NO_PAD.with_decode_allow_trailing_bits(true);
const BCRYPT: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::BCRYPT, BCRYPT_CONFIG);

/// Longer digests are not asked of a key derivation, however long the stored one is.
const MAX_DIGEST: usize = 1024;

// Costs per unit of work, measured on a core of 2023.
pub(super) const fn bcrypt_micros(cost: u32) -> u64 {
    58 << cost
}

pub(super) const fn argon2_micros(memory_kib: u32, iterations: u32) -> u64 {
    (memory_kib as u64) * (iterations as u64) * 44 / 100 + 1
}

const fn scrypt_micros(n: u64, r: u32, p: u32) -> u64 {
    n * (r as u64) * (p as u64) * 19 / 100 + 1
}

#[derive(Clone)]
pub(super) struct Bcrypt {
    pub cost: u32,
    /// 22 characters of salt and 31 of digest; shorter ones match nothing, further ones are not read.
    tail: String,
}

impl Bcrypt {
    /// `tail` is `12$…`: all versions of the prefix mean the same algorithm.
    pub fn parse(tail: &str) -> Result<Self, HashError> {
        let malformed = |problem| HashError::Malformed { family: "bcrypt", problem };
        let (cost, tail) = tail.split_once('$').ok_or(malformed("the cost is missing"))?;
        let digits = cost.len() == 2 && cost.bytes().all(|byte| byte.is_ascii_digit());
        let cost = cost.parse::<u32>().ok().filter(|_| digits).ok_or(malformed("the cost is not two digits"))?;
        if tail.len() < 52 {
            return Err(malformed("salt and digest are shorter than 53 characters"));
        }
        match cost {
            ..4 => Err(malformed("the cost is below 4")),
            4..=15 => Ok(Self { cost, tail: tail.to_owned() }),
            16.. => Err(HashError::OutOfBounds { family: "bcrypt", limit: "the cost must be 4 to 15" }),
        }
    }

    pub fn verify(&self, password: &[u8]) -> bool {
        let (Some(salt), Some(digest)) = (self.tail.get(..22), self.tail.get(22..53)) else { return false };
        let mut raw = [0; 16];
        if !matches!(BCRYPT.decode_slice(salt, &mut raw), Ok(16)) {
            return false;
        }
        // What bcrypt would cut off is hashed all the same, so that the time says nothing.
        let is_equal = equal(bcrypt_digest(self.cost, raw, password).as_bytes(), digest.as_bytes());
        is_equal && password.len() <= super::BCRYPT_LIMIT
    }
}

fn bcrypt_digest(cost: u32, salt: [u8; 16], password: &[u8]) -> String {
    let mut key = zeroize::Zeroizing::new(password.to_vec());
    key.push(0);
    key.truncate(super::BCRYPT_LIMIT);
    BCRYPT.encode(&bcrypt::bcrypt(cost, salt, &key)[..23])
}

pub(super) fn hash_bcrypt(cost: u32, password: &[u8], salt: &[u8]) -> Result<String, HasherError> {
    if !(4..=15).contains(&cost) {
        return Err(HasherError::Parameters("the bcrypt cost must be 4 to 15"));
    }
    let salt: [u8; 16] = salt.try_into().map_err(|_| HasherError::Parameters("bcrypt needs 16 bytes of salt"))?;
    Ok(format!("$2a${cost:02}${}{}", BCRYPT.encode(salt), bcrypt_digest(cost, salt, password)))
}

#[derive(Clone)]
pub(super) struct Argon2 {
    algorithm: Algorithm,
    pub memory_kib: u32,
    pub iterations: u32,
    parallelism: u32,
    pub salt: Vec<u8>,
    pub digest: Vec<u8>,
}

impl Argon2 {
    /// `tail` is `v=19$m=…,t=…,p=…$salt$digest`.
    pub fn parse(algorithm: Algorithm, tail: &str) -> Result<Self, HashError> {
        const FAMILY: &str = "argon2";
        let malformed = |problem| HashError::Malformed { family: FAMILY, problem };
        let [version, parameters, salt, digest] = parts(tail).ok_or(malformed("expected version, parameters, salt, digest"))?;
        if version != "v=19" {
            return Err(malformed("only version 19 is known"));
        }
        let [memory_kib, iterations, parallelism] = numbers(parameters, ["m", "t", "p"]).ok_or(malformed("expected m=…,t=…,p=…"))?;
        let salt = BASE64_STANDARD_NO_PAD.decode(salt).map_err(|_| malformed("the salt is not unpadded base64"))?;
        let digest = BASE64_STANDARD_NO_PAD.decode(digest).map_err(|_| malformed("the digest is not unpadded base64"))?;
        argon2_bounds((memory_kib, iterations, parallelism), salt.len(), digest.len())
            .map_err(|limit| HashError::OutOfBounds { family: FAMILY, limit })?;
        Ok(Self { algorithm, memory_kib, iterations, parallelism, salt, digest })
    }

    pub fn is_argon2id(&self) -> bool {
        self.algorithm == Algorithm::Argon2id
    }

    pub fn verify(&self, password: &[u8], arena: &mut Arena) -> bool {
        let parameters = (self.memory_kib, self.iterations, self.parallelism);
        argon2_digest(self.algorithm, parameters, self.digest.len(), password, &self.salt, arena)
            .is_some_and(|digest| equal(&digest, &self.digest))
    }
}

/// What is taken from imports is what the configured hasher may make: a hash beyond it could not be verified.
fn argon2_bounds((memory_kib, iterations, parallelism): (u32, u32, u32), salt: usize, digest: usize) -> Result<(), &'static str> {
    let holds = |is_within: bool, limit| if is_within { Ok(()) } else { Err(limit) };
    holds((1..=1_048_576).contains(&memory_kib), "m must be 1 to 1048576 KiB")?;
    holds((1..=10).contains(&iterations), "t must be 1 to 10")?;
    holds((1..=16).contains(&parallelism), "p must be 1 to 16")?;
    // Kratos: takes what RFC 9106 forbids (less than 8 KiB a lane, short salts); we could never verify those.
    holds(memory_kib >= 8 * parallelism, "m must be at least 8 times p")?;
    holds((8..=1024).contains(&salt), "the salt must have 8 to 1024 bytes")?;
    holds((4..=MAX_DIGEST).contains(&digest), "the digest must have 4 to 1024 bytes")
}

fn argon2_digest(
    algorithm: Algorithm,
    (memory_kib, iterations, parallelism): (u32, u32, u32),
    length: usize,
    password: &[u8],
    salt: &[u8],
    arena: &mut Arena,
) -> Option<Vec<u8>> {
    let params = Params::new(memory_kib, iterations, parallelism, Some(length)).ok()?;
    let blocks = params.block_count();
    let function = argon2::Argon2::new(algorithm, Version::V0x13, params);
    let mut digest = vec![0; length];
    arena.with_blocks(blocks, |memory| function.hash_password_into_with_memory(password, salt, &mut digest, memory)).ok()?;
    Some(digest)
}

pub(super) fn hash_argon2id(
    parameters: (u32, u32, u32),
    key_length: usize,
    password: &[u8],
    salt: &[u8],
    arena: &mut Arena,
) -> Result<String, HasherError> {
    argon2_bounds(parameters, salt.len(), key_length).map_err(HasherError::Parameters)?;
    let digest = argon2_digest(Algorithm::Argon2id, parameters, key_length, password, salt, arena)
        .ok_or(HasherError::Parameters("argon2 does not take them"))?;
    let (memory_kib, iterations, parallelism) = parameters;
    let (salt, digest) = (BASE64_STANDARD_NO_PAD.encode(salt), BASE64_STANDARD_NO_PAD.encode(digest));
    Ok(format!("$argon2id$v=19$m={memory_kib},t={iterations},p={parallelism}${salt}${digest}"))
}

#[derive(Clone)]
pub(super) struct Pbkdf2 {
    function: Prf,
    iterations: u32,
    salt: Vec<u8>,
    digest: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Prf {
    Sha1,
    Sha3With224,
    Sha256,
    Sha3With384,
    Sha512,
}

/// `size` is the part of `$pbkdf2-sha<size>$`, `tail` is `i=…,l=…$salt$digest`.
pub(super) fn parse_pbkdf2(size: &str, tail: &str) -> Result<Scheme, HashError> {
    const FAMILY: &str = "pbkdf2";
    let malformed = |problem| HashError::Malformed { family: FAMILY, problem };
    if !(1..=3).contains(&size.len()) || !size.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(HashError::UnknownFormat);
    }
    let [parameters, salt, digest] = parts(tail).ok_or(malformed("expected parameters, salt, digest"))?;
    // The length is not used: that of the digest counts.
    let [iterations, _length] = numbers(parameters, ["i", "l"]).ok_or(malformed("expected i=…,l=…"))?;
    within(iterations, 1..=10_000_000, FAMILY, "i must be 1 to 10000000")?;
    let salt = BASE64_STANDARD_NO_PAD.decode(salt).map_err(|_| malformed("the salt is not unpadded base64"))?;
    let digest = BASE64_STANDARD_NO_PAD.decode(digest).map_err(|_| malformed("the digest is not unpadded base64"))?;
    let function = match size {
        "1" => Prf::Sha1,
        "224" => Prf::Sha3With224,
        "384" => Prf::Sha3With384,
        "512" => Prf::Sha512,
        _ => Prf::Sha256,
    };
    if digest.is_empty() {
        return Ok(Scheme::Unmatchable);
    }
    let hash = Pbkdf2 { function, iterations, salt, digest };
    // Kratos: does not bound the digest's length, which multiplies the work.
    within(hash.estimated_micros(), 0..=MOST_MICROS, FAMILY, "one check must take at most some five seconds of one core")?;
    Ok(Scheme::Pbkdf2(hash))
}

impl Prf {
    const fn block(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha3With224 => 28,
            Self::Sha256 => 32,
            Self::Sha3With384 => 48,
            Self::Sha512 => 64,
        }
    }

    const fn nanos(self) -> u64 {
        match self {
            Self::Sha1 | Self::Sha256 => 120,
            Self::Sha512 => 450,
            Self::Sha3With224 | Self::Sha3With384 => 900,
        }
    }
}

impl Pbkdf2 {
    pub fn verify(&self, password: &[u8]) -> bool {
        match self.function {
            Prf::Sha1 => self.verify_by::<Hmac<sha1::Sha1>>(password),
            Prf::Sha256 => self.verify_by::<Hmac<sha2::Sha256>>(password),
            Prf::Sha512 => self.verify_by::<Hmac<sha2::Sha512>>(password),
            Prf::Sha3With224 => self.verify_by::<SimpleHmac<sha3::Sha3_224>>(password),
            Prf::Sha3With384 => self.verify_by::<SimpleHmac<sha3::Sha3_384>>(password),
        }
    }

    fn verify_by<P: KeyInit + Update + FixedOutput + Clone>(&self, password: &[u8]) -> bool {
        let mut digest = vec![0; self.digest.len()];
        pbkdf2::pbkdf2::<P>(password, &self.salt, self.iterations, &mut digest).is_ok() && equal(&digest, &self.digest)
    }

    pub fn estimated_micros(&self) -> u64 {
        let blocks = self.digest.len().div_ceil(self.function.block()) as u64;
        u64::from(self.iterations) * blocks * self.function.nanos() / 1000 + 1
    }
}

#[derive(Clone)]
pub(super) struct Scrypt {
    log_n: u8,
    r: u32,
    p: u32,
    salt: Vec<u8>,
    digest: Vec<u8>,
}

/// `tail` is `ln=…,r=…,p=…$salt$digest`, where `ln` is N itself.
pub(super) fn parse_scrypt(tail: &str) -> Result<Scheme, HashError> {
    const FAMILY: &str = "scrypt";
    let malformed = |problem| HashError::Malformed { family: FAMILY, problem };
    let [parameters, salt, digest] = parts(tail).ok_or(malformed("expected parameters, salt, digest"))?;
    let [n, r, p] = numbers(parameters, ["ln", "r", "p"]).ok_or(malformed("expected ln=…,r=…,p=…"))?;
    within(n, 1..=131_072, FAMILY, "ln must be 1 to 131072")?;
    within(r, 1..=8, FAMILY, "r must be 1 to 8")?;
    within(p, 1..=10, FAMILY, "p must be 1 to 10")?;
    let salt = BASE64_STANDARD.decode(salt).map_err(|_| malformed("the salt is not padded base64"))?;
    let digest = BASE64_STANDARD.decode(digest).map_err(|_| malformed("the digest is not padded base64"))?;
    within(digest.len(), 0..=MAX_DIGEST, FAMILY, "the digest must have at most 1024 bytes")?;
    if n < 2 || !n.is_power_of_two() || digest.is_empty() {
        return Ok(Scheme::Unmatchable);
    }
    Ok(Scheme::Scrypt(Scrypt { log_n: n.ilog2() as u8, r, p, salt, digest }))
}

impl Scrypt {
    pub fn verify(&self, password: &[u8]) -> bool {
        scrypt_key(self.log_n, self.r, self.p, password, &self.salt, self.digest.len()).is_some_and(|digest| equal(&digest, &self.digest))
    }

    pub const fn estimated_micros(&self) -> u64 {
        scrypt_micros(1 << self.log_n, self.r, self.p)
    }
}

fn scrypt_key(log_n: u8, r: u32, p: u32, password: &[u8], salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let params = scrypt::Params::new(log_n, r, p).ok()?;
    let mut key = vec![0; length];
    scrypt::scrypt(password, salt, &params, &mut key).ok()?;
    Some(key)
}

#[derive(Clone)]
pub(super) struct Firescrypt {
    log_n: u8,
    r: u32,
    p: u32,
    /// Salt and separator, one after the other.
    salt: Vec<u8>,
    digest: Vec<u8>,
    signer_key: Vec<u8>,
}

/// `tail` is `ln=…,r=…,p=…$salt$digest$separator$signer key`, where `ln` is the logarithm of N.
pub(super) fn parse_firescrypt(tail: &str) -> Result<Scheme, HashError> {
    const FAMILY: &str = "firescrypt";
    let malformed = |problem| HashError::Malformed { family: FAMILY, problem };
    let [parameters, salt, digest, separator, signer_key] =
        parts(tail).ok_or(malformed("expected parameters, salt, digest, separator, signer key"))?;
    let [log_n, r, p] = numbers(parameters, ["ln", "r", "p"]).ok_or(malformed("expected ln=…,r=…,p=…"))?;
    within(log_n, 1..=17, FAMILY, "ln must be 1 to 17")?;
    within(r, 1..=8, FAMILY, "r must be 1 to 8")?;
    within(p, 1..=10, FAMILY, "p must be 1 to 10")?;
    let decode = |part: &str, problem| BASE64_STANDARD.decode(part).map_err(|_| malformed(problem));
    let mut salt = decode(salt, "the salt is not padded base64")?;
    let digest = decode(digest, "the digest is not padded base64")?;
    salt.extend(decode(separator, "the separator is not padded base64")?);
    let signer_key = decode(signer_key, "the signer key is not padded base64")?;
    if digest.is_empty() {
        return Ok(Scheme::Unmatchable);
    }
    Ok(Scheme::Firescrypt(Firescrypt { log_n: log_n as u8, r, p, salt, digest, signer_key }))
}

impl Firescrypt {
    pub fn verify(&self, password: &[u8]) -> bool {
        let Some(key) = scrypt_key(self.log_n, self.r, self.p, password, &self.salt, 32) else { return false };
        let Ok(mut cipher) = ctr::Ctr128BE::<Aes256>::new_from_slices(&key, &[0; 16]) else { return false };
        let mut sealed = self.signer_key.clone();
        cipher.apply_keystream(&mut sealed);
        equal(&sealed, &self.digest)
    }

    pub const fn estimated_micros(&self) -> u64 {
        scrypt_micros(1 << self.log_n, self.r, self.p)
    }
}

/// Exactly `N` parts between `$`.
pub(super) fn parts<const N: usize>(text: &str) -> Option<[&str; N]> {
    text.split('$').collect::<Vec<_>>().try_into().ok()
}

/// `a=1,b=2` for the names `a` and `b`, in that order.
fn numbers<const N: usize>(text: &str, names: [&str; N]) -> Option<[u32; N]> {
    let fields: [&str; N] = text.split(',').collect::<Vec<_>>().try_into().ok()?;
    let mut values = [0; N];
    for ((value, field), name) in values.iter_mut().zip(fields).zip(names) {
        let digits = field.strip_prefix(name)?.strip_prefix('=')?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // A number too large to read is too large for every limit.
        *value = if digits.is_empty() { return None } else { digits.parse().unwrap_or(u32::MAX) };
    }
    Some(values)
}

fn within<T: PartialOrd + Copy>(value: T, range: RangeInclusive<T>, family: &'static str, limit: &'static str) -> Result<(), HashError> {
    if range.contains(&value) { Ok(()) } else { Err(HashError::OutOfBounds { family, limit }) }
}
