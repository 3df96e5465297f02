//! Wrong passwords and codes, counted; and the networks from which an identity signed in lately.

use crate::TENANT;
use crate::error::{Result, StoreError};
use crate::ops::identities::Purpose;
use crate::ops::identities::read::{Whole, add_whole};
use crate::ops::identities::record::{credential_columns, identity_columns};
use crate::params;
use crate::sql::statements;
use crate::tx::{Row, Rx, Tx};
use selfsame_api::identity::{Channel, CredentialType};
use selfsame_api::{IdentityId, Timestamp};
use selfsame_core::Key;
use selfsame_core::attempts::{Levels, Subject, Subjects};
use std::time::Duration;
use uuid::Uuid;

/// The five buckets of an attempt, in the order of [`Subjects`].
macro_rules! levels {
    ($one:literal, $two:literal, $three:literal, $four:literal, $five:literal) => {
        concat!(
            "(SELECT drains_at FROM attempt WHERE tenant = $1 AND subject = ",
            $one,
            "), (SELECT drains_at FROM attempt WHERE tenant = $1 AND subject = ",
            $two,
            "), (SELECT drains_at FROM attempt WHERE tenant = $1 AND subject = ",
            $three,
            "), (SELECT drains_at FROM attempt WHERE tenant = $1 AND subject = ",
            $four,
            "), (SELECT drains_at FROM attempt WHERE tenant = $1 AND subject = ",
            $five,
            ")"
        )
    };
}

statements! {
    LEVELS = concat!("SELECT ", levels!("$2", "$3", "$4", "$5", "$6"), " LIMIT 1");
    // Who holds the identifier, or who stands in for nobody, is read whole: it costs the same either way.
    SIGN_IN = concat!(
        "SELECT f.holder, f.neighbour, n.seen_at, ",
        levels!("$5", "$6", "$7", "$8", "$9"),
        ", ",
        identity_columns!(),
        ", ",
        credential_columns!(),
        " FROM (SELECT (SELECT identity_key FROM credential_identifier WHERE tenant = $1 AND type = $2 AND identifier = $3) AS holder, ",
        "(SELECT identity_key FROM credential_identifier WHERE tenant = $1 AND identifier >= $3 ORDER BY identifier, type LIMIT 1) AS neighbour) f ",
        "LEFT JOIN identity i ON i.key = coalesce(f.holder, f.neighbour) AND i.tenant = $1 ",
        "LEFT JOIN credential c ON c.identity_key = i.key AND c.tenant = $1 ",
        "LEFT JOIN known_network n ON n.identity_key = f.holder AND n.tenant = $1 AND n.network = $4"
    );
    RECIPIENT = concat!(
        "SELECT (SELECT i.id FROM identity_address a JOIN identity i ON i.key = a.identity_key AND +i.tenant = +a.tenant WHERE a.tenant = $1 AND a.value = $2 AND a.via = $3 AND a.purpose = $4), ",
        "(SELECT n.seen_at FROM identity_address a JOIN known_network n ON n.identity_key = a.identity_key AND n.tenant = a.tenant AND n.network = $5 WHERE a.tenant = $1 AND a.value = $2 AND a.via = $3 AND a.purpose = $4), ",
        levels!("$6", "$7", "$8", "$9", "$10"),
        " LIMIT 1"
    );
    SEEN_AT = "SELECT seen_at FROM known_network WHERE tenant = $1 AND identity_key = $2 AND network = $3";
    COUNT,
        on sqlite "INSERT INTO attempt (tenant, subject, drains_at) VALUES ($1, $2, $3 + $4) ON CONFLICT (tenant, subject) DO UPDATE SET drains_at = min(max(attempt.drains_at, $3) + $4, $5) RETURNING drains_at",
        on postgres "INSERT INTO attempt (tenant, subject, drains_at) VALUES ($1, $2, $3::bigint + $4::bigint) ON CONFLICT (tenant, subject) DO UPDATE SET drains_at = least(greatest(attempt.drains_at, $3::bigint) + $4::bigint, $5::bigint) RETURNING drains_at";
    FORGET = "DELETE FROM attempt WHERE tenant = $1 AND subject = $2";
    REMEMBER,
        on sqlite "INSERT INTO known_network (tenant, identity_key, network, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT (identity_key, network) DO UPDATE SET seen_at = excluded.seen_at",
        on postgres "INSERT INTO known_network (tenant, identity_key, network, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, identity_key, network) DO UPDATE SET seen_at = excluded.seen_at";
}

/// What a sign-in begins with.
pub struct SignIn {
    /// Who holds the identifier.
    pub holder: Option<Whole>,
    /// Who holds it or the next one in order: whose rows are read, and forgotten, in the place of nobody's.
    pub neighbour: Option<Key>,
    /// When the holder last signed in from the network.
    pub seen_at: Option<Timestamp>,
    pub levels: Levels,
}

/// Who holds an identifier among credentials of this type, and what counts against an attempt at it: one statement.
pub async fn sign_in(rx: &mut Rx<'_>, kind: CredentialType, identifier: &str, network: &str, subjects: &Subjects) -> Result<SignIn> {
    let [one, two, three, four, five] = subjects.all();
    let params = params![TENANT, kind.as_str(), identifier, network, one, two, three, four, five];
    let mut begun = SignIn { holder: None, neighbour: None, seen_at: None, levels: Levels::default() };
    let (mut whole, mut is_held) = (None, false);
    rx.each(SIGN_IN, params, |row| {
        is_held = row.opt_int(0)?.is_some();
        begun.neighbour = row.opt_int(1)?.map(Key);
        begun.seen_at = row.opt_int(2)?.map(Timestamp::from_micros);
        begun.levels = levels_from(row, 3)?;
        add_whole(row, 3 + begun.levels.0.len(), &mut whole)
    })
    .await?;
    begun.holder = whole.filter(|_| is_held);
    Ok(begun)
}

/// What a guess at a code that was sent to an address begins with.
#[derive(Default)]
pub struct Recipient {
    /// Who has the address.
    pub identity: Option<IdentityId>,
    /// When they last signed in from the network.
    pub seen_at: Option<Timestamp>,
    pub levels: Levels,
}

/// Who has an address for this purpose, and what counts against a guess at a code that went there: one statement.
pub async fn recipient(
    rx: &mut Rx<'_>,
    purpose: Purpose,
    (via, value): (Channel, &str),
    network: &str,
    subjects: &Subjects,
) -> Result<Recipient> {
    let [one, two, three, four, five] = subjects.all();
    let params = params![TENANT, value, via.as_str(), purpose.as_str(), network, one, two, three, four, five];
    let found = rx.first(RECIPIENT, params, |row| {
        let identity = row.opt_blob(0)?.map(Uuid::from_slice).transpose();
        let identity = identity.map_err(|error| StoreError::Corrupt(format!("an identity's id is none: {error}")))?;
        Ok(Recipient {
            identity: identity.map(IdentityId),
            seen_at: row.opt_int(1)?.map(Timestamp::from_micros),
            levels: levels_from(row, 2)?,
        })
    });
    found.await.map(Option::unwrap_or_default)
}

/// What counts against an attempt.
pub async fn levels(rx: &mut Rx<'_>, subjects: &Subjects) -> Result<Levels> {
    let [one, two, three, four, five] = subjects.all();
    rx.first(LEVELS, params![TENANT, one, two, three, four, five], |row| levels_from(row, 0)).await.map(Option::unwrap_or_default)
}

fn levels_from(row: &Row<'_>, first: usize) -> Result<Levels> {
    let mut levels = Levels::default();
    for (place, level) in levels.0.iter_mut().enumerate() {
        *level = row.opt_int(first + place)?.map(Timestamp::from_micros);
    }
    Ok(levels)
}

/// When an identity last signed in from a network.
pub async fn seen_at(rx: &mut Rx<'_>, identity: Key, network: &str) -> Result<Option<Timestamp>> {
    rx.first(SEEN_AT, params![TENANT, identity, network], |row| row.int(0).map(Timestamp::from_micros)).await
}

/// Counts a wrong attempt that fills a bucket by `cost`, though never beyond `most`; when the bucket will be empty now.
pub async fn count(tx: &mut Tx<'_>, subject: &Subject, cost: Duration, most: Duration, now: Timestamp) -> Result<Timestamp> {
    let cost = i64::try_from(cost.as_micros()).unwrap_or(i64::MAX / 4);
    let params = params![TENANT, subject, now, cost, now + most];
    let drains_at = tx.returning(COUNT, params, |row| row.int(0)).await?;
    Ok(drains_at.map_or(now, Timestamp::from_micros))
}

/// Empties a bucket.
pub async fn forget(tx: &mut Tx<'_>, subject: &Subject) -> Result<()> {
    tx.send(FORGET, params![TENANT, subject]).await
}

/// An identity signed in from this network.
pub async fn remember_network(tx: &mut Tx<'_>, identity: Key, network: &str, now: Timestamp) -> Result<()> {
    tx.send(REMEMBER, params![TENANT, identity, network, now]).await
}

#[cfg(test)]
mod tests;
