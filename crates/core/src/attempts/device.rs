//! The sealed cookie by which an account knows a browser: it signed in there before. It lets nobody in; whoever has it is
//! only not held up by other people's wrong attempts.

use crate::Ctx;
use crate::secretbox::{DoesNotOpen, SealKeys};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use selfsame_api::{IdentityId, Timestamp};
use std::time::Duration;
use uuid::Uuid;

/// How long a browser stays known after a sign-in.
pub const DEVICE_LIFESPAN: Duration = Duration::from_hours(24 * 180);

/// As many people share a browser; of more, those who signed in last.
const MOST_PEOPLE: usize = 8;
const NAME: usize = 16;
const ENTRY: usize = 24;

/// A browser and who signed in with it, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    /// Random; under it the device's wrong attempts are counted.
    name: [u8; NAME],
    people: Vec<(IdentityId, Timestamp)>,
}

impl KnownDevice {
    /// A browser in which nobody signed in so far.
    pub fn fresh(ctx: &mut Ctx<'_>) -> Self {
        Self { name: ctx.id_bytes(), people: Vec::new() }
    }

    /// Opens the value of the cookie called `cookie`; nothing if this server did not write it.
    pub fn open(keys: &SealKeys, cookie: &str, value: &str) -> Option<Self> {
        let blob = URL_SAFE_NO_PAD.decode(value).ok()?;
        let plain = keys.open(cookie.as_bytes(), &blob).ok()?;
        let (name, rest) = plain.split_first_chunk::<NAME>()?;
        let (entries, []) = rest.as_chunks::<ENTRY>() else { return None };
        let people = entries.iter().map(|entry| {
            let (id, micros) = entry.split_first_chunk::<16>()?;
            let micros = i64::from_be_bytes(micros.try_into().ok()?);
            Some((IdentityId(Uuid::from_bytes(*id)), Timestamp::from_micros(micros)))
        });
        Some(Self { name: *name, people: people.collect::<Option<_>>()? })
    }

    /// The cookie's value.
    pub fn seal(&self, ctx: &mut Ctx<'_>, keys: &SealKeys, cookie: &str) -> Result<String, DoesNotOpen> {
        let mut plain = self.name.to_vec();
        for (id, at) in &self.people {
            plain.extend_from_slice(id.0.as_bytes());
            plain.extend_from_slice(&at.micros().to_be_bytes());
        }
        let mut nonce = [0; 24];
        ctx.rng.fill_bytes(&mut nonce);
        Ok(URL_SAFE_NO_PAD.encode(keys.seal(cookie.as_bytes(), &plain, nonce)?))
    }

    /// Somebody signed in.
    pub fn remember(&mut self, id: IdentityId, now: Timestamp) {
        self.people.retain(|(known, _)| *known != id);
        self.people.insert(0, (id, now));
        self.people.truncate(MOST_PEOPLE);
    }

    /// Whether this person signed in here lately.
    pub fn knows(&self, id: IdentityId, now: Timestamp) -> bool {
        self.people.iter().any(|(known, at)| *known == id && *at + DEVICE_LIFESPAN > now)
    }

    pub(super) fn name(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.name)
    }
}
