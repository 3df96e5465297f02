//! The families that are one digest: salted SHA of LDAP, SHA and MD5 with a template, HMAC.
//!
//! Lenient at import; what cannot be read never matches. What would make the digest long is refused.

use super::{HashError, Scheme, equal, kdf::parts};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{KeyInit, Mac};
use sha2::Digest as _;

#[derive(Clone, Copy, PartialEq)]
enum Function {
    Md4,
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Function {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "md4" => Self::Md4,
            "md5" => Self::Md5,
            "sha1" => Self::Sha1,
            "sha224" => Self::Sha224,
            "sha256" => Self::Sha256,
            "sha384" => Self::Sha384,
            "sha512" => Self::Sha512,
            _ => return None,
        })
    }

    fn digest(self, input: &[u8]) -> Vec<u8> {
        match self {
            Self::Md4 => md4::Md4::digest(input).to_vec(),
            Self::Md5 => md5::Md5::digest(input).to_vec(),
            Self::Sha1 => sha1::Sha1::digest(input).to_vec(),
            Self::Sha224 => sha2::Sha224::digest(input).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(input).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(input).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(input).to_vec(),
        }
    }

    fn hmac(self, key: &[u8], input: &[u8]) -> Vec<u8> {
        fn mac<M: Mac + KeyInit>(key: &[u8], input: &[u8]) -> Vec<u8> {
            let mut mac = <M as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
            mac.update(input);
            mac.finalize().into_bytes().to_vec()
        }
        match self {
            Self::Md4 => mac::<hmac::Hmac<md4::Md4>>(key, input),
            Self::Md5 => mac::<hmac::Hmac<md5::Md5>>(key, input),
            Self::Sha1 => mac::<hmac::Hmac<sha1::Sha1>>(key, input),
            Self::Sha224 => mac::<hmac::Hmac<sha2::Sha224>>(key, input),
            Self::Sha256 => mac::<hmac::Hmac<sha2::Sha256>>(key, input),
            Self::Sha384 => mac::<hmac::Hmac<sha2::Sha384>>(key, input),
            Self::Sha512 => mac::<hmac::Hmac<sha2::Sha512>>(key, input),
        }
    }
}

/// A digest of a template that holds salt and password.
#[derive(Clone)]
pub(super) struct Templated {
    function: Function,
    template: Vec<u8>,
    salt: Vec<u8>,
    digest: Vec<u8>,
}

const PASSWORD: &[u8] = b"{PASSWORD}";
const SALT: &[u8] = b"{SALT}";
/// Together with the longest password they bound what one check digests to some 40 KiB.
const LONGEST_TEMPLATE: usize = 1024;
const LONGEST_SALT: usize = 1024;
const MOST_PLACEHOLDERS: usize = 8;

impl Templated {
    pub fn verify(&self, password: &[u8]) -> bool {
        let input = zeroize::Zeroizing::new(fill(&self.template, &self.salt, password));
        equal(&self.function.digest(&input), &self.digest)
    }

    pub fn estimated_micros(&self, password_length: usize) -> u64 {
        let filled = count(&self.template, PASSWORD) * password_length + count(&self.template, SALT) * self.salt.len();
        2 + (self.template.len() + filled) as u64 / 200
    }
}

fn count(template: &[u8], placeholder: &[u8]) -> usize {
    template.windows(placeholder.len()).filter(|part| *part == placeholder).count()
}

/// Replaces both placeholders in one pass: what is put in is not searched again.
fn fill(template: &[u8], salt: &[u8], password: &[u8]) -> Vec<u8> {
    let mut filled = Vec::with_capacity(template.len() + salt.len() + password.len());
    let mut rest = template;
    while let Some(first) = rest.first() {
        if let Some(tail) = rest.strip_prefix(PASSWORD) {
            filled.extend_from_slice(password);
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix(SALT) {
            filled.extend_from_slice(salt);
            rest = tail;
        } else {
            filled.push(*first);
            rest = &rest[1..];
        }
    }
    filled
}

/// `tail` follows `{SSHA`: `}…`, `256}…` or `512}…`, then base64 of digest and salt.
pub(super) fn parse_ssha(tail: &str) -> Result<Scheme, HashError> {
    let (size, encoded) = tail.split_once('}').ok_or(HashError::UnknownFormat)?;
    let (function, length) = match size {
        "" => (Function::Sha1, 20),
        "256" => (Function::Sha256, 32),
        "512" => (Function::Sha512, 64),
        _ => return Err(HashError::UnknownFormat),
    };
    let Ok(decoded) = BASE64_STANDARD.decode(encoded) else { return Ok(Scheme::Unmatchable) };
    match decoded.split_at_checked(length) {
        Some((digest, salt)) if !salt.is_empty() => {
            Ok(Scheme::Digest(Templated { function, template: [PASSWORD, SALT].concat(), salt: salt.to_vec(), digest: digest.to_vec() }))
        }
        _ => Ok(Scheme::Unmatchable),
    }
}

/// `tail` is `pf=template$salt$digest`, or for MD5 the digest alone; all of it base64.
pub(super) fn parse_digest(family: &str, tail: &str) -> Result<Scheme, HashError> {
    let Some(hash) = read_digest(family, tail) else { return Ok(Scheme::Unmatchable) };
    let out_of_bounds = |limit| Err(HashError::OutOfBounds { family: "templated", limit });
    // Kratos: bounds none of these, so that one sign-in may digest gigabytes.
    if hash.template.len() > LONGEST_TEMPLATE {
        return out_of_bounds("the template must have at most 1024 bytes");
    }
    if count(&hash.template, PASSWORD) + count(&hash.template, SALT) > MOST_PLACEHOLDERS {
        return out_of_bounds("the template must have at most 8 placeholders");
    }
    if hash.salt.len() > LONGEST_SALT {
        return out_of_bounds("the salt must have at most 1024 bytes");
    }
    Ok(Scheme::Digest(hash))
}

fn read_digest(family: &str, tail: &str) -> Option<Templated> {
    let function = Function::named(family)?;
    let decode = |text: &str| BASE64_STANDARD.decode(text).ok();
    if function == Function::Md5 && !tail.contains('$') {
        return Some(Templated { function, template: PASSWORD.to_vec(), salt: Vec::new(), digest: decode(tail)? });
    }
    let [template, salt, digest] = parts(tail)?;
    let template = decode(template.strip_prefix("pf=")?)?;
    if template.is_empty() {
        return None;
    }
    Some(Templated { function, template, salt: decode(salt)?, digest: decode(digest)? })
}

/// An HMAC of the password under a key that is stored beside it.
#[derive(Clone)]
pub(super) struct Hmac {
    function: Function,
    key: Vec<u8>,
    /// Lower-case hex, as stored inside the base64.
    digest: Vec<u8>,
}

impl Hmac {
    pub fn verify(&self, password: &[u8]) -> bool {
        equal(hex(&self.function.hmac(&self.key, password)).as_bytes(), &self.digest)
    }
}

/// `tail` is `base64(hex digest)$base64(key)`.
pub(super) fn parse_hmac(digest: &str, tail: &str) -> Result<Scheme, HashError> {
    let function = Function::named(digest).ok_or(HashError::UnknownFormat)?;
    let read = || {
        let [digest, key] = parts(tail)?;
        Some(Hmac { function, key: BASE64_STANDARD.decode(key).ok()?, digest: BASE64_STANDARD.decode(digest).ok()? })
    };
    Ok(read().map_or(Scheme::Unmatchable, Scheme::Hmac))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).map(char::from).collect()
}
