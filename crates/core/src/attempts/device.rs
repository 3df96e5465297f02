//! The sealed cookie by which an account knows a browser: it signed in there before. It lets nobody in; whoever has it is
//! only not held up by other people's wrong attempts.

use crate::Ctx;
use crate::secretbox::{DoesNotOpen, SealKeys};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use selfsame_api::session::Aal;
use selfsame_api::{IdentityId, Timestamp};
use std::time::Duration;
use uuid::Uuid;

/// How long a browser stays known after a sign-in.
pub const DEVICE_LIFESPAN: Duration = Duration::from_hours(24 * 180);

/// As many people share a browser; of more, those who signed in last.
const MOST_PEOPLE: usize = 8;
const NAME: usize = 16;
const ENTRY: usize = 25;

/// Who signed in with a browser: when, and how well proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Person {
    id: IdentityId,
    at: Timestamp,
    aal: Aal,
}

impl Person {
    fn from_entry(entry: &[u8; ENTRY]) -> Option<Self> {
        let (id, rest) = entry.split_first_chunk::<16>()?;
        let (micros, aal) = rest.split_first_chunk::<8>()?;
        let aal = [Aal::Aal0, Aal::Aal1, Aal::Aal2].into_iter().find(|level| [*level as u8] == aal)?;
        Some(Self { id: IdentityId(Uuid::from_bytes(*id)), at: Timestamp::from_micros(i64::from_be_bytes(*micros)), aal })
    }
}

/// A browser and who signed in with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    /// Random; under it the device's wrong attempts are counted.
    name: [u8; NAME],
    people: Vec<Person>,
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
        Some(Self { name: *name, people: entries.iter().map(Person::from_entry).collect::<Option<_>>()? })
    }

    /// The cookie's value.
    pub fn seal(&self, ctx: &mut Ctx<'_>, keys: &SealKeys, cookie: &str) -> Result<String, DoesNotOpen> {
        let mut plain = self.name.to_vec();
        for Person { id, at, aal } in &self.people {
            plain.extend_from_slice(id.0.as_bytes());
            plain.extend_from_slice(&at.micros().to_be_bytes());
            plain.push(*aal as u8);
        }
        let mut nonce = [0; 24];
        ctx.rng.fill_bytes(&mut nonce);
        Ok(URL_SAFE_NO_PAD.encode(keys.seal(cookie.as_bytes(), &plain, nonce)?))
    }

    /// Somebody signed in, with all the factors that the account has.
    pub fn remember(&mut self, id: IdentityId, aal: Aal, now: Timestamp) {
        self.people.retain(|known| known.id != id);
        self.people.insert(0, Person { id, at: now, aal });
        self.people.truncate(MOST_PEOPLE);
    }

    /// Whether this person signed in here lately, proven at least so well.
    pub fn knows(&self, id: IdentityId, aal: Aal, now: Timestamp) -> bool {
        self.people.iter().any(|known| known.id == id && known.aal >= aal && known.at + DEVICE_LIFESPAN > now)
    }

    pub(super) fn name(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.name)
    }
}
