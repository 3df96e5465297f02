//! The hashes of Unix' `crypt`: MD5 (`$1$`), SHA-256 (`$5$`) and SHA-512 (`$6$`), behind the prefixes
//! of the reference.
//!
//! Lenient at import; what cannot be read never matches.

use super::{MOST_MICROS, Scheme, equal};
use md5::{Digest, Md5};

/// Longer passwords match nothing: the work of these functions grows with the password's length.
const MAX_PASSWORD: usize = 512;
/// What a short password may cost: some three seconds of SHA-512. A longer one is held against [`MOST_MICROS`].
const MAX_ROUNDS: u32 = 5_000_000;
const ALPHABET: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

#[derive(Clone)]
pub(super) struct Md5Crypt {
    salt: String,
    digest: String,
}

/// `tail` is `salt$digest`.
pub(super) fn parse_md5_crypt(tail: &str) -> Scheme {
    match tail.split_once('$') {
        Some((salt, digest)) if digest.len() == 22 => Scheme::Md5Crypt(Md5Crypt { salt: salt.to_owned(), digest: digest.to_owned() }),
        _ => Scheme::Unmatchable,
    }
}

impl Md5Crypt {
    pub fn verify(&self, password: &[u8]) -> bool {
        let salt = self.salt.as_bytes();
        password.len() <= MAX_PASSWORD && equal(md5_crypt(password, &salt[..salt.len().min(8)]).as_bytes(), self.digest.as_bytes())
    }
}

/// A thousand rounds, each of some 1.9 times the password and a digest, in blocks of 64 bytes.
pub(super) const fn md5_crypt_micros(password_length: usize) -> u64 {
    let blocks = 1 + (password_length as u64 * 19 / 10 + 22) / 64;
    250 * blocks
}

fn md5_crypt(password: &[u8], salt: &[u8]) -> String {
    let inner = Md5::new().chain_update(password).chain_update(salt).chain_update(password).finalize();
    let mut outer = Md5::new().chain_update(password).chain_update(b"$1$").chain_update(salt);
    for start in (0..password.len()).step_by(16) {
        outer.update(&inner[..(password.len() - start).min(16)]);
    }
    let mut length = password.len();
    while length > 0 {
        outer.update(if length & 1 == 1 { &[0] } else { &password[..1] });
        length >>= 1;
    }
    let mut digest = outer.finalize();
    for round in 0..1000 {
        let mut hash = Md5::new();
        hash.update(if round & 1 == 1 { password } else { digest.as_slice() });
        if round % 3 != 0 {
            hash.update(salt);
        }
        if round % 7 != 0 {
            hash.update(password);
        }
        hash.update(if round & 1 == 1 { digest.as_slice() } else { password });
        digest = hash.finalize();
    }
    let mut text = String::with_capacity(22);
    for (high, middle, low) in [(0, 6, 12), (1, 7, 13), (2, 8, 14), (3, 9, 15), (4, 10, 5)] {
        push_group(&mut text, [digest[high], digest[middle], digest[low]], 4);
    }
    push_group(&mut text, [0, 0, digest[11]], 2);
    text
}

#[derive(Clone)]
pub(super) struct ShaCrypt {
    wide: bool,
    params: sha_crypt::Params,
    rounds: u32,
    salt: String,
    digest: String,
}

/// `tail` is `salt$digest` or `rounds=…$salt$digest`.
pub(super) fn parse_sha_crypt(family: &str, tail: &str) -> Scheme {
    read_sha_crypt(family == "sha512-crypt", tail).map_or(Scheme::Unmatchable, Scheme::ShaCrypt)
}

fn read_sha_crypt(wide: bool, tail: &str) -> Option<ShaCrypt> {
    let (rounds, tail) = match tail.strip_prefix("rounds=") {
        Some(rest) => rest.split_once('$').and_then(|(rounds, rest)| Some((rounds.parse::<u32>().ok()?, rest)))?,
        None => (sha_crypt::Params::RECOMMENDED_ROUNDS, tail),
    };
    let (salt, digest) = tail.split_once('$')?;
    if rounds > MAX_ROUNDS || digest.len() != if wide { 86 } else { 43 } {
        return None;
    }
    let params = sha_crypt::Params::new(rounds).ok()?;
    Some(ShaCrypt { wide, params, rounds, salt: salt.to_owned(), digest: digest.to_owned() })
}

impl ShaCrypt {
    pub fn verify(&self, password: &[u8]) -> bool {
        if password.len() > MAX_PASSWORD || self.estimated_micros(password.len()) > MOST_MICROS {
            return false;
        }
        let salt = self.salt.as_bytes();
        let text = if self.wide {
            sha512_text(&sha_crypt::sha512_crypt(password, salt, self.params))
        } else {
            sha256_text(&sha_crypt::sha256_crypt(password, salt, self.params))
        };
        equal(text.as_bytes(), self.digest.as_bytes())
    }

    /// Each round digests some 1.9 times the password, most of the salt and the digest before.
    pub fn estimated_micros(&self, password_length: usize) -> u64 {
        let (block, digest, nanos) = if self.wide { (128, 64, 600) } else { (64, 32, 175) };
        let blocks = 1 + (password_length as u64 * 19 / 10 + digest + 11) / block;
        u64::from(self.rounds) * blocks * nanos / 1000 + 1
    }
}

fn sha256_text(digest: &[u8; 32]) -> String {
    let mut text = String::with_capacity(43);
    let mut triple = [0, 10, 20];
    for _ in 0..10 {
        push_group(&mut text, triple.map(|index: usize| digest[index]), 4);
        triple = [(triple[2] + 1) % 30, (triple[0] + 1) % 30, (triple[1] + 1) % 30];
    }
    push_group(&mut text, [0, digest[31], digest[30]], 3);
    text
}

fn sha512_text(digest: &[u8; 64]) -> String {
    let mut text = String::with_capacity(86);
    let mut triple = [0, 21, 42];
    for _ in 0..21 {
        push_group(&mut text, triple.map(|index: usize| digest[index]), 4);
        triple = [(triple[1] + 1) % 63, (triple[2] + 1) % 63, (triple[0] + 1) % 63];
    }
    push_group(&mut text, [0, 0, digest[63]], 2);
    text
}

/// `count` characters of six bits, lowest first.
fn push_group(text: &mut String, [high, middle, low]: [u8; 3], count: usize) {
    let bits = u32::from_be_bytes([0, high, middle, low]);
    text.extend((0..count).map(|index| char::from(ALPHABET[(bits >> (6 * index) & 63) as usize])));
}
