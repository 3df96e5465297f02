//! How many anonymous flows a client has open: a bound that keeps a flood of requests from filling the disk.
//! Counted in memory, by second of expiry; a restart forgets, and the sweeper deletes what has expired.

use selfsame_api::Timestamp;
use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Open flows by client.
#[derive(Default)]
pub struct FlowQuota(Mutex<HashMap<Option<IpAddr>, Open>>);

#[derive(Default)]
struct Open {
    total: usize,
    /// Second of expiry, and how many end then; in order.
    ends: VecDeque<(i64, usize)>,
}

/// The client has as many flows open as it may; the first of them ends in so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    pub retry_after: u32,
}

/// Idle clients are forgotten once there are this many.
const MOST_CLIENTS: usize = 10_000;

impl FlowQuota {
    /// Counts one more flow that ends at `expires_at`.
    pub fn open(&self, client: Option<IpAddr>, limit: usize, now: Timestamp, expires_at: Timestamp) -> Result<(), TooMany> {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= MOST_CLIENTS {
            clients.retain(|_, open| {
                open.forget_ended(now.seconds());
                open.total > 0
            });
        }
        let open = clients.entry(client.map(network_of)).or_default();
        open.forget_ended(now.seconds());
        if open.total >= limit {
            let first = open.ends.front().map_or(1, |(second, _)| second - now.seconds());
            return Err(TooMany { retry_after: u32::try_from(first.max(1)).unwrap_or(u32::MAX) });
        }
        open.total += 1;
        let second = expires_at.seconds();
        let place = open.ends.partition_point(|(own, _)| *own < second);
        match open.ends.get_mut(place) {
            Some((own, count)) if *own == second => *count += 1,
            Some(_) | None => open.ends.insert(place, (second, 1)),
        }
        Ok(())
    }

    /// A flow was completed before its end.
    pub fn close(&self, client: Option<IpAddr>) {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = clients.get_mut(&client.map(network_of))
            && let Some(last) = open.ends.back_mut()
        {
            last.1 -= 1;
            open.total -= 1;
            if last.1 == 0 {
                open.ends.pop_back();
            }
        }
    }
}

impl Open {
    fn forget_ended(&mut self, now: i64) {
        while let Some((second, count)) = self.ends.front()
            && *second <= now
        {
            self.total -= count;
            self.ends.pop_front();
        }
    }
}

/// One household has one IPv4 address but a whole /64 of IPv6.
fn network_of(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6((address.to_bits() & (u128::MAX << 64)).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_micros(second * 1_000_000)
    }

    #[expect(clippy::unnecessary_wraps, reason = "that is how the quota takes it")]
    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_client_is_turned_away_until_its_first_flow_ends() {
        let quota = FlowQuota::default();
        assert_eq!(quota.open(ip("10.0.0.1"), 2, at(0), at(10)), Ok(()));
        assert_eq!(quota.open(ip("10.0.0.1"), 2, at(1), at(11)), Ok(()));
        assert_eq!(quota.open(ip("10.0.0.1"), 2, at(2), at(12)), Err(TooMany { retry_after: 8 }));
        assert_eq!(quota.open(ip("10.0.0.2"), 2, at(2), at(12)), Ok(()));
        assert_eq!(quota.open(ip("10.0.0.1"), 2, at(10), at(20)), Ok(()));
    }

    #[test]
    fn a_completed_flow_makes_room() {
        let quota = FlowQuota::default();
        for _ in 0..1000 {
            assert_eq!(quota.open(ip("10.0.0.1"), 1, at(0), at(10)), Ok(()));
            quota.close(ip("10.0.0.1"));
        }
        quota.close(ip("10.0.0.1"));
        quota.close(ip("10.0.0.9"));
    }

    #[test]
    fn lifespans_may_shrink() {
        let quota = FlowQuota::default();
        for end in [10, 5, 7, 12] {
            assert_eq!(quota.open(None, 4, at(0), at(end)), Ok(()));
        }
        assert_eq!(quota.open(None, 4, at(4), at(20)), Err(TooMany { retry_after: 1 }));
        assert_eq!(quota.open(None, 4, at(5), at(20)), Ok(()));
        assert_eq!(quota.open(None, 4, at(5), at(20)), Err(TooMany { retry_after: 2 }));
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one_client() {
        let quota = FlowQuota::default();
        assert_eq!(quota.open(ip("2001:db8::1"), 1, at(0), at(10)), Ok(()));
        assert!(quota.open(ip("2001:db8::2"), 1, at(0), at(10)).is_err());
        assert_eq!(quota.open(ip("2001:db8:0:1::1"), 1, at(0), at(10)), Ok(()));
        assert_eq!(quota.open(ip("10.0.0.1"), 1, at(0), at(10)), Ok(()));
        assert!(quota.open(ip("::ffff:10.0.0.1"), 1, at(0), at(10)).is_err());
    }
}
