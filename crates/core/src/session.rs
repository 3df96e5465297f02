//! Sessions as decisions see them: how one begins, what raises it, when it may be used and how long it lasts.

use crate::Ctx;
use crate::keyed::token_hash;
use crate::secret::Secret;
use selfsame_api::identity::IdentityState;
use selfsame_api::session::{Aal, AuthenticationMethod, Device, SessionMethod};
use selfsame_api::{IdentityId, SessionId, Timestamp};
use std::time::Duration;

/// A session of one identity. Its token is not here: the store keeps only the token's hash.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub id: SessionId,
    pub identity_id: IdentityId,
    /// False once revoked. Whether it may still be used also depends on `expires_at` and on the identity.
    pub active: bool,
    pub aal: Aal,
    pub methods: Vec<AuthenticationMethod>,
    pub devices: Vec<Device>,
    pub issued_at: Timestamp,
    pub authenticated_at: Timestamp,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The bearer secret of a session. No Debug.
#[derive(Clone)]
pub struct SessionToken(Secret);

impl SessionToken {
    /// What a client sent; it need not be a token of ours.
    pub fn new(text: String) -> Self {
        Self(Secret::new(text))
    }

    /// `ory_st_` and 32 random characters (190 bits).
    pub fn generate(ctx: &mut Ctx<'_>) -> Self {
        Self::new(format!("ory_st_{}", ctx.alphanumeric(32)))
    }

    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// What the store keeps. The token is random enough for a plain hash.
    pub fn hash(&self) -> [u8; 32] {
        token_hash(self.as_str())
    }
}

/// One completed authentication step.
pub fn completed(method: SessionMethod, aal: Aal, now: Timestamp) -> AuthenticationMethod {
    AuthenticationMethod { method, aal, completed_at: now, provider: None, organization: None }
}

/// The assurance level of the steps taken together: a second factor alone is worth no more than a first,
/// but a provider that vouches for two factors is worth both.
pub fn aal_of(methods: &[AuthenticationMethod]) -> Aal {
    let federated = |step: &AuthenticationMethod| matches!(step.method, SessionMethod::Oidc | SessionMethod::Saml);
    if methods.is_empty() {
        return Aal::Aal0;
    }
    let vouched = methods.iter().any(|step| step.aal == Aal::Aal2 && federated(step));
    let first = methods.iter().any(|step| step.aal == Aal::Aal1);
    let second = methods.iter().any(|step| step.aal == Aal::Aal2);
    if vouched || (first && second) { Aal::Aal2 } else { Aal::Aal1 }
}

/// A new session of `identity_id`, begun by one step on one device.
pub fn issue(ctx: &mut Ctx<'_>, identity_id: IdentityId, step: AuthenticationMethod, device: Device, lifespan: Duration) -> Session {
    let now = ctx.now;
    let methods = vec![step];
    Session {
        id: SessionId::from_random(ctx.id_bytes()),
        identity_id,
        active: true,
        aal: aal_of(&methods),
        methods,
        devices: vec![device],
        issued_at: now,
        authenticated_at: now,
        expires_at: now + lifespan,
        created_at: now,
        updated_at: now,
    }
}

impl Session {
    /// Whether the session lets anybody in: not revoked, not expired, and its identity may sign in.
    pub fn is_usable(&self, identity: IdentityState, now: Timestamp) -> bool {
        is_usable(self.active, self.expires_at, identity, now)
    }

    /// Another completed step: the session keeps its id and token and begins its life anew.
    pub fn step_up(&mut self, step: AuthenticationMethod, now: Timestamp, lifespan: Duration) {
        self.methods.push(step);
        self.aal = aal_of(&self.methods);
        self.authenticated_at = now;
        self.issued_at = now;
        self.expires_at = now + lifespan;
        self.updated_at = now;
    }

    /// A factor was set up by whoever holds the session and so was proven: the session is as long as it was, but fresh.
    pub fn enrol(&mut self, step: AuthenticationMethod, now: Timestamp) {
        self.methods.push(step);
        self.aal = aal_of(&self.methods);
        self.authenticated_at = now;
        self.updated_at = now;
    }
}

/// As [`Session::is_usable`], of a session that is not decoded.
pub fn is_usable(active: bool, expires_at: Timestamp, identity: IdentityState, now: Timestamp) -> bool {
    active && expires_at > now && identity == IdentityState::Active
}

/// When a session that ends at `expires_at` ends anew, if it is close enough to its end to be extended.
pub fn extended(expires_at: Timestamp, now: Timestamp, lifespan: Duration, earliest_possible_extend: Duration) -> Option<Timestamp> {
    (expires_at.minus(earliest_possible_extend) < now).then(|| now + lifespan)
}

/// Whether all factors were proven that the identity has: who gave less may have no more than a stolen password.
pub fn is_whole(aal: Aal, available: Aal) -> bool {
    aal >= available
}

/// Whether a session's level is below what is demanded of it. `available` is what its identity can reach.
pub fn falls_short(aal: Aal, required: RequiredAal, available: Aal) -> bool {
    match required {
        RequiredAal::Aal1 => aal < Aal::Aal1,
        RequiredAal::HighestAvailable => aal < available,
    }
}

/// What assurance a resource demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RequiredAal {
    Aal1,
    /// As much as the identity's credentials allow.
    #[default]
    HighestAvailable,
}

#[cfg(test)]
mod tests;
