//! Whether a node has the secrets that its database is served with: next to the data stands a check of each list of
//! secrets, an HMAC under the secret that writes, of a random salt. Whoever holds that secret can repeat it; nobody can
//! get the secret from it, nor compare two databases by it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The check of one list, as it is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SecretCheck {
    pub salt: [u8; 16],
    pub mac: [u8; 32],
}

/// What a stored check says about a list of secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was made with the secret that this list writes with.
    Same,
    /// It was made with another one of the list: the list was rotated since.
    Rotated,
    /// It was made with a secret that the list does not have.
    Foreign,
}

impl SecretCheck {
    /// The check of the list called `name`, which writes with `secret`. `salt` must be fresh randomness.
    pub fn of(name: &str, secret: &[u8], salt: [u8; 16]) -> Self {
        Self { salt, mac: keyed(name, secret, &salt).finalize().into_bytes().into() }
    }

    /// Where the secret that made this check stands among those of the list called `name`.
    pub fn judge<'s>(&self, name: &str, secrets: impl IntoIterator<Item = &'s [u8]>) -> Standing {
        let made_it = |secret: &[u8]| keyed(name, secret, &self.salt).verify_slice(&self.mac).is_ok();
        match secrets.into_iter().position(made_it) {
            Some(0) => Standing::Same,
            Some(_) => Standing::Rotated,
            None => Standing::Foreign,
        }
    }
}

fn keyed(name: &str, secret: &[u8], salt: &[u8; 16]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(b"selfsame secret check\0");
    mac.update(name.as_bytes());
    mac.update(&[0]);
    mac.update(salt);
    mac
}

#[cfg(test)]
mod tests;
