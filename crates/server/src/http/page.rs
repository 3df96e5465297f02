//! Page tokens, page sizes and the links between pages.

use super::error::{ApiError, ApiResult};
use super::request::Query;
use super::respond::Link;
use crate::keys::Keys;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::{Rng, rngs::ChaCha20Rng};
use selfsame_api::Timestamp;
use selfsame_core::Key;
use selfsame_core::secretbox::SealKeys;
use std::time::Duration;
use uuid::Uuid;

/// A page size from the query: absent, empty or not positive is the default, too large is the maximum.
pub fn size(query: &Query, name: &str, default: usize, greatest: usize) -> ApiResult<usize> {
    let Some(text) = query.get(name) else { return Ok(default) };
    let value: i64 = text.parse().map_err(|_| ApiError::bad_request(format!("{name}: expected a whole number, got {text:?}")))?;
    Ok(if value <= 0 { default } else { usize::try_from(value).unwrap_or(usize::MAX).min(greatest) })
}

/// The token of the page after the identity under `key`: shaped like a UUID, since clients may check that.
/// Version 8 (RFC 9562: free form), with the key in the low half.
// Kratos: the token is the last identity's id, and pages are ordered by it.
pub fn identity_token(key: Key) -> String {
    uuid::Builder::from_custom_bytes(u128::from(key.0 as u64).to_be_bytes()).into_uuid().to_string()
}

/// What a token of the identity list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityToken {
    /// From the beginning.
    Start,
    After(Key),
    /// An identity's own id, as the reference hands out.
    AfterIdentity(Uuid),
}

/// Reads a token of the identity list.
pub fn parse_identity_token(text: &str) -> ApiResult<IdentityToken> {
    let token = Uuid::parse_str(text).map_err(|_| ApiError::bad_request("page_token: not a page token of this list"))?;
    if token.is_nil() {
        return Ok(IdentityToken::Start);
    }
    if token.get_version_num() == 8 {
        // The variant's two bits stand where a key, being positive and below 2^62, has none.
        let low = token.as_u128() as u64 & !(0b11 << 62);
        return Ok(IdentityToken::After(Key(low as i64)));
    }
    Ok(IdentityToken::AfterIdentity(token))
}

/// The token of the page of `list` before the row under `key`, for lists with the newest first. The same page has
/// the same token each time: its nonce is a keyed hash of what it says.
pub fn stable_token(keys: &Keys, list: &str, key: Key) -> Option<String> {
    let hash = keys.codes.mac(&format!("page token of {list}: {}", key.0));
    let nonce = std::array::from_fn(|at| hash[at]);
    keys.pages.seal(list.as_bytes(), &key.0.to_be_bytes(), nonce).ok().map(|sealed| BASE64_URL_SAFE_NO_PAD.encode(sealed))
}

/// Reads a token of [`stable_token`]; absent is the first page.
pub fn open_stable_token(keys: &Keys, list: &str, token: Option<&str>) -> Option<Key> {
    let Some(token) = token else { return Some(Key(i64::MAX)) };
    let plain = keys.pages.open(list.as_bytes(), &BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    Some(Key(i64::from_be_bytes(plain.try_into().ok()?)))
}

/// How long a sealed token is good.
const TOKEN_LIFESPAN: Duration = Duration::from_hours(1);

/// The sealed token of the page before the row under `key`, for the list called `list`. None without a key to seal with.
pub fn seal_token(keys: &SealKeys, list: &str, key: Key, now: Timestamp, rng: &mut ChaCha20Rng) -> Option<String> {
    let mut nonce = [0; 24];
    rng.fill_bytes(&mut nonce);
    let plain = [(now + TOKEN_LIFESPAN).micros().to_be_bytes(), key.0.to_be_bytes()].concat();
    keys.seal(list.as_bytes(), &plain, nonce).ok().map(|sealed| BASE64_URL_SAFE_NO_PAD.encode(sealed))
}

/// Opens a token of [`seal_token`]; none if it is no token of this list or too old.
pub fn open_token(keys: &SealKeys, list: &str, token: &str, now: Timestamp) -> Option<Key> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let plain = keys.open(list.as_bytes(), &sealed).ok()?;
    let (expiry, key) = plain.split_first_chunk::<8>()?;
    let fresh = Timestamp::from_micros(i64::from_be_bytes(*expiry)) > now;
    let key = i64::from_be_bytes(key.try_into().ok()?);
    fresh.then_some(Key(key))
}

/// A page of a short list, by offset: the contract's legacy paging, for lists that are never long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetPage {
    pub limit: usize,
    pub number: usize,
    style: Style,
}

/// Which parameters the links of a list carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `page` and `per_page`.
    Short,
    /// Those, and `page_size` and `page_token`.
    Long,
}

const DEFAULT_LIMIT: usize = 250;
/// Pages behind this one are as empty as it is; arithmetic on it does not overflow.
const FURTHEST_PAGE: usize = 1 << 40;

impl OffsetPage {
    /// From `page_token` and `page_size`, else `page` and `per_page`. Never an error: what does not parse is the default.
    pub fn from_query(query: &Query) -> Self {
        if query.has("page_token") || query.has("page_size") {
            let limit = limit(query, "page_size", 1000);
            let offset = query.get("page_token").and_then(offset_of_token).unwrap_or(0);
            return Self { limit, number: (offset / limit).min(FURTHEST_PAGE), style: Style::Long };
        }
        Self { limit: limit(query, "per_page", 1000), number: number(query), style: Style::Long }
    }

    /// From `page` and `per_page` alone, at most 500 a page.
    pub fn of_identities(query: &Query) -> Self {
        Self { limit: limit(query, "per_page", 500), number: number(query), style: Style::Short }
    }

    pub fn offset(self) -> usize {
        self.number.saturating_mul(self.limit)
    }

    /// The links of this page of a list of `total` rows.
    pub fn links(self, query: &Query, total: usize) -> Vec<Link> {
        let (limit, offset, total) = (self.limit as i64, self.offset() as i64, total as i64);
        let last = if total == 0 { 0 } else { (total - 1) / limit * limit };
        let link = |rel: &'static str, offset: i64, limit: i64| Link { rel, query: self.query(query, offset, limit) };
        if total == 0 {
            // The page before the first one leads nowhere, but it is what the contract's recordings show.
            return vec![link("first", 0, limit), link("next", offset.saturating_add(limit), limit), link("prev", offset - limit, limit)];
        }
        if offset >= last {
            return if total <= limit {
                vec![link("first", 0, total)]
            } else {
                vec![link("first", 0, limit), link("prev", last - limit, limit)]
            };
        }
        if offset < limit {
            return vec![link("next", offset + limit, limit), link("last", last, limit)];
        }
        vec![link("first", 0, limit), link("next", offset + limit, limit), link("prev", offset - limit, limit), link("last", last, limit)]
    }

    fn query(self, query: &Query, offset: i64, limit: i64) -> Vec<(String, String)> {
        let (page, limit_text) = ((offset / limit).to_string(), limit.to_string());
        match self.style {
            Style::Short => query.replacing(&[("page", page), ("per_page", limit_text)], &[]),
            Style::Long => {
                let token = BASE64_URL_SAFE_NO_PAD.encode(format!(r#"{{"offset":"{offset}","v":2}}"#));
                let set = [("page", page), ("page_size", limit_text.clone()), ("page_token", token), ("per_page", limit_text)];
                query.replacing(&set, &[])
            }
        }
    }
}

fn limit(query: &Query, name: &str, greatest: i64) -> usize {
    let value = query.get(name).and_then(|text| text.parse::<i64>().ok());
    value.map_or(DEFAULT_LIMIT, |value| value.clamp(1, greatest) as usize)
}

fn number(query: &Query) -> usize {
    let number: usize = query.get("page").and_then(|text| text.parse().ok()).unwrap_or(0);
    number.min(FURTHEST_PAGE)
}

fn offset_of_token(token: &str) -> Option<usize> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let value: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    value.get("offset")?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::Secrets;
    use rand::SeedableRng;
    use selfsame_core::secret::Secret;

    #[test]
    fn tokens_round_trip() {
        for key in [1, 0x3fff_ffff_ffff_ffff, 1_234_567_890_123] {
            assert_eq!(parse_identity_token(&identity_token(Key(key))).ok(), Some(IdentityToken::After(Key(key))));
        }
        assert!(parse_identity_token("nonsense").is_err());
    }

    #[test]
    fn stable_tokens_are_the_same_each_time_and_open_for_their_own_list() {
        let secret = |text: &str| vec![Secret::new(text.to_owned())];
        let keys = Keys::derive(&Secrets { cookie: secret("cookie"), cipher: vec![[1; 32]], pagination: secret("pages") });
        let token = stable_token(&keys, "sessions", Key(77)).unwrap();
        assert_eq!(stable_token(&keys, "sessions", Key(77)).unwrap(), token);
        assert_ne!(stable_token(&keys, "sessions", Key(78)).unwrap(), token);
        assert_eq!(open_stable_token(&keys, "sessions", Some(&token)), Some(Key(77)));
        assert_eq!(open_stable_token(&keys, "messages", Some(&token)), None);
        assert_eq!(open_stable_token(&keys, "sessions", Some("nonsense")), None);
        assert_eq!(open_stable_token(&keys, "sessions", None), Some(Key(i64::MAX)));
    }

    #[test]
    fn sealed_tokens_open_for_an_hour_and_for_their_own_list() {
        let (keys, mut rng) = (SealKeys::new(vec![[3; 32]]), ChaCha20Rng::from_seed([4; 32]));
        let now = Timestamp::from_micros(1_000_000);
        let token = seal_token(&keys, "letters", Key(77), now, &mut rng).unwrap();
        assert_eq!(open_token(&keys, "letters", &token, now + Duration::from_mins(59)), Some(Key(77)));
        assert_eq!(open_token(&keys, "letters", &token, now + Duration::from_hours(1)), None);
        assert_eq!(open_token(&keys, "parcels", &token, now), None);
        assert_eq!(open_token(&SealKeys::new(vec![[5; 32]]), "letters", &token, now), None);
        assert_eq!(open_token(&keys, "letters", "nope", now), None);
    }
}
