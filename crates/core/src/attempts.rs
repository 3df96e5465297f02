//! How many wrong passwords and codes are heard. Every wrong one fills buckets that drain with time; who would overflow one
//! has to wait. A bucket is kept as the moment at which it will be empty, so that counting is one atomic step.
//!
//! A device that is known, or a network from which the account signed in lately, has a bucket of its own: nobody else's
//! mistakes keep an owner out there. Only a whole sign-in makes them known, and only one with a second factor makes them
//! known to second factors: who has no more than a stolen password stays a stranger to those.

mod device;

pub use device::{DEVICE_LIFESPAN, KnownDevice};

use crate::keyed::CodeKeys;
use selfsame_api::session::Aal;
use selfsame_api::{IdentityId, Timestamp};
use std::net::IpAddr;
use std::time::Duration;

/// So many wrong attempts at once, and then one whenever a `count`th of the window has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// 0 means any number.
    pub count: u32,
    pub window: Duration,
}

/// The limits in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub per_account_and_network: Limit,
    pub per_account: Limit,
    pub per_network: Limit,
    /// For an account on a device or in a network that it knows.
    pub per_known_device: Limit,
}

/// What is guessed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    Password,
    Code,
    Totp,
    LookupSecret,
    Recovery,
    Verification,
    SignUp,
}

impl Factor {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Totp => "totp",
            Self::LookupSecret => "lookup_secret",
            Self::Recovery => "recovery",
            Self::Verification => "verification",
            Self::SignUp => "sign_up",
        }
    }
}

/// Whose factor it is. Before anybody is proven an account is the identifier as it is looked up, whether it exists or not:
/// the count tells nothing about that.
#[derive(Clone, Copy)]
pub enum Account<'a> {
    Identifier(&'a str),
    Identity(IdentityId),
}

/// What fills with wrong attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    AccountAndNetwork,
    Account,
    Network,
    KnownDevice,
    KnownNetwork,
}

impl Bucket {
    /// In the order of [`Subjects`] and [`Levels`].
    pub const ALL: [Self; 5] = [Self::AccountAndNetwork, Self::Account, Self::Network, Self::KnownDevice, Self::KnownNetwork];
}

/// Under what a bucket is stored: a keyed hash, so that the table tells nobody's identifiers or addresses.
pub type Subject = [u8; 16];

/// The buckets of one attempt.
#[derive(Clone, Copy)]
pub struct Subjects([Subject; 5]);

/// When each bucket will be empty; absent if it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Levels(pub [Option<Timestamp>; 5]);

/// Who asks, as the account knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Stranger,
    /// In a network from which the account signed in lately.
    KnownNetwork,
    /// With the sealed cookie that the account's sign-in left in the browser.
    KnownDevice,
}

/// Whether an attempt is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is; if it is wrong, it fills these.
    Hear(&'static [Bucket]),
    /// Not before so much time has passed.
    Wait(Duration),
}

/// How long a network counts as known after the last sign-in from there.
pub const NETWORK_LIFESPAN: Duration = Duration::from_hours(24 * 30);

const STRANGERS: &[Bucket] = &[Bucket::AccountAndNetwork, Bucket::Account, Bucket::Network];

impl Caller {
    /// The buckets that only attempts of the same kind of caller fill.
    pub const fn own(self) -> &'static [Bucket] {
        match self {
            Self::Stranger => STRANGERS,
            Self::KnownNetwork => &[Bucket::KnownNetwork],
            Self::KnownDevice => &[Bucket::KnownDevice],
        }
    }
}

impl Limit {
    /// What one wrong attempt fills, as time to drain; none if any number is heard.
    pub fn cost(self) -> Option<Duration> {
        self.window.checked_div(self.count).filter(|cost| !cost.is_zero())
    }

    /// How long until one more fits.
    fn wait(self, empty_at: Option<Timestamp>, now: Timestamp) -> Option<Duration> {
        let (cost, empty_at) = (self.cost()?, empty_at?);
        // A window that its count does not divide must not cost its last attempt.
        let room = (now + cost.saturating_mul(self.count)).minus(cost);
        (empty_at > room).then(|| empty_at.since(room))
    }
}

impl Limits {
    pub fn of(&self, bucket: Bucket) -> Limit {
        match bucket {
            Bucket::AccountAndNetwork => self.per_account_and_network,
            Bucket::Account => self.per_account,
            Bucket::Network => self.per_network,
            Bucket::KnownDevice | Bucket::KnownNetwork => self.per_known_device,
        }
    }

    /// Whether an attempt of this caller is heard now.
    pub fn judge(&self, levels: &Levels, caller: Caller, now: Timestamp) -> Verdict {
        let wait = |buckets: &'static [Bucket]| {
            let waits = buckets.iter().filter_map(|bucket| self.of(*bucket).wait(levels.of(*bucket), now));
            waits.max().map_or(Verdict::Hear(buckets), Verdict::Wait)
        };
        match (caller, wait(STRANGERS)) {
            (Caller::KnownDevice, _) | (Caller::KnownNetwork, Verdict::Wait(_)) => wait(caller.own()),
            (Caller::Stranger | Caller::KnownNetwork, verdict) => verdict,
        }
    }

    /// The most that a bucket holds: attempts beyond the limit at the same moment are paid for with longer waits, but where
    /// the account is known the next one is never far away.
    pub fn most(&self, bucket: Bucket) -> Duration {
        let limit = self.of(bucket);
        match bucket {
            Bucket::AccountAndNetwork | Bucket::Account | Bucket::Network => limit.window.saturating_mul(2),
            Bucket::KnownDevice | Bucket::KnownNetwork => limit.window + limit.cost().unwrap_or_default(),
        }
    }

    /// How long until another attempt is heard, once one more was counted and left the buckets at `levels`: none if that one
    /// still had room. Attempts at the same moment are heard together; those beyond the limit are told so only here.
    pub fn overflow(&self, counted: &[(Bucket, Timestamp)], now: Timestamp) -> Option<Duration> {
        let over = counted.iter().filter_map(|(bucket, empty_at)| {
            let limit = self.of(*bucket);
            let full = now + limit.cost()?.saturating_mul(limit.count);
            (*empty_at > full).then(|| limit.wait(Some(*empty_at), now)).flatten()
        });
        over.max()
    }
}

impl Levels {
    pub fn of(&self, bucket: Bucket) -> Option<Timestamp> {
        self.0[bucket as usize]
    }

    /// Whether the caller's own bucket holds anything.
    pub fn has_own(&self, now: Timestamp) -> bool {
        self.of(Bucket::AccountAndNetwork).is_some_and(|empty_at| empty_at > now)
    }
}

impl Subjects {
    /// The buckets of an attempt at `account`'s `factor` from `client`, with the known device's cookie if there is one.
    pub fn new(keys: &CodeKeys, factor: Factor, account: Account<'_>, client: Option<IpAddr>, device: Option<&KnownDevice>) -> Self {
        let network = network(client).unwrap_or_default();
        let account = match account {
            Account::Identifier(identifier) => format!("identifier\0{identifier}"),
            Account::Identity(id) => format!("identity\0{id}"),
        };
        let device = device.map(KnownDevice::name).unwrap_or_default();
        let factor = factor.as_str();
        Self(Bucket::ALL.map(|bucket| {
            let mac = keys.mac(&match bucket {
                Bucket::AccountAndNetwork => format!("attempt\0{factor}\0network\0{network}\0{account}"),
                Bucket::Account => format!("attempt\0{factor}\0{account}"),
                Bucket::Network => format!("attempt\0network\0{network}"),
                Bucket::KnownDevice => format!("attempt\0{factor}\0device\0{device}"),
                Bucket::KnownNetwork => format!("attempt\0{factor}\0known\0{network}\0{account}"),
            });
            std::array::from_fn(|at| mac[at])
        }))
    }

    pub fn of(&self, bucket: Bucket) -> &Subject {
        &self.0[bucket as usize]
    }

    pub fn all(&self) -> &[Subject; 5] {
        &self.0
    }
}

/// The network of a client: IPv4 /24, IPv6 /48. A client on a Unix socket has none.
pub fn network(client: Option<IpAddr>) -> Option<String> {
    Some(match client?.to_canonical() {
        IpAddr::V4(address) => format!("{}/24", IpAddr::V4((address.to_bits() & (u32::MAX << 8)).into())),
        IpAddr::V6(address) => format!("{}/48", IpAddr::V6((address.to_bits() & (u128::MAX << 80)).into())),
    })
}

/// Under what name an identity keeps that it signed in from a network at this level.
pub fn noted_as(network: &str, aal: Aal) -> String {
    match aal {
        Aal::Aal0 | Aal::Aal1 => network.to_owned(),
        Aal::Aal2 => format!("{network} aal2"),
    }
}

#[cfg(test)]
mod tests;
