//! What a decision may use besides its facts: the present time and fresh randomness.

use rand::{Rng, rngs::ChaCha20Rng};
use selfsame_api::Timestamp;

/// The short internal key of a row: 64 bits, ordered by time of creation, unique within a tenant.
/// It never leaves the server; the wire knows rows by random UUIDs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub i64);

/// Time and chance for one decision.
pub struct Ctx<'a> {
    pub now: Timestamp,
    pub rng: &'a mut ChaCha20Rng,
}

impl Ctx<'_> {
    /// Sixteen fresh random bytes, for an id.
    pub fn id_bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    /// `length` random characters of `A-Za-z0-9`, each with 5.95 bits.
    pub fn alphanumeric(&mut self, length: usize) -> String {
        const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let draw = (self.rng.next_u32() >> 26) as usize;
            if let Some(character) = ALPHABET.get(draw) {
                text.push(char::from(*character));
            }
        }
        text
    }

    /// `length` random characters of `a-z0-9`, each with 5.17 bits.
    pub fn lower_alphanumeric(&mut self, length: usize) -> String {
        const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let draw = (self.rng.next_u32() >> 26) as usize;
            if let Some(character) = ALPHABET.get(draw) {
                text.push(char::from(*character));
            }
        }
        text
    }

    /// `length` random decimal digits.
    pub fn digits(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let draw = (self.rng.next_u32() >> 28) as u8;
            if draw < 10 {
                text.push(char::from(b'0' + draw));
            }
        }
        text
    }
}
