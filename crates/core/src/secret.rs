//! Text that must not leak: passwords, session tokens, one-time codes.
//!
//! [`Secret`] has neither `Debug` nor `Display`, so that it cannot reach a log by accident, and its
//! memory is wiped when it is dropped.

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// A secret text, wiped on drop.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes over `text`.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself; keep the borrow short.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text's UTF-8 bytes.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// True for the empty text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}
