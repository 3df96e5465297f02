//! How many rows a client made without having signed in: flows, and errors that it was sent to look at. The
//! bound keeps a flood of requests from filling the disk. A row counts until the sweeper may delete it.
//! Counted in memory, by second of that time; a restart forgets.

use selfsame_api::Timestamp;
use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Rows that count, by client.
#[derive(Default)]
pub struct FlowQuota(Mutex<Clients>);

struct Clients {
    by_network: HashMap<Option<IpAddr>, Open>,
    total: usize,
    /// When all clients were last looked at, in seconds.
    pruned_at: i64,
    /// How many clients there must be for the next look.
    prune_at: usize,
}

#[derive(Default)]
struct Open {
    total: usize,
    /// Second of the end, and how many end then; in order.
    ends: VecDeque<(i64, usize)>,
}

/// The client has as many rows as it may; the first of them ends in so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    pub retry_after: u32,
}

/// Idle clients are forgotten once there are this many.
const MOST_CLIENTS: usize = 10_000;
/// All clients together may have as much as this many that are at their limit.
const FULL_CLIENTS: usize = 200;
/// When to come back if it was others who filled the server.
const RETRY_AFTER_OTHERS: u32 = 60;

impl FlowQuota {
    /// Counts one more row that ends at `ends_at`.
    pub fn open(&self, client: Option<IpAddr>, limit: usize, now: Timestamp, ends_at: Timestamp) -> Result<(), TooMany> {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        clients.open(client.map(network_of), limit, now.seconds(), ends_at.seconds())
    }

    /// A row was done with before its end, or could not be written: it counts no longer.
    pub fn close(&self, client: Option<IpAddr>) {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let clients = &mut *clients;
        if let Some(open) = clients.by_network.get_mut(&client.map(network_of))
            && let Some(last) = open.ends.back_mut()
        {
            last.1 -= 1;
            open.total -= 1;
            clients.total -= 1;
            if last.1 == 0 {
                open.ends.pop_back();
            }
        }
    }
}

impl Default for Clients {
    fn default() -> Self {
        Self { by_network: HashMap::new(), total: 0, pruned_at: i64::MIN, prune_at: MOST_CLIENTS }
    }
}

impl Clients {
    fn open(&mut self, network: Option<IpAddr>, limit: usize, now: i64, ends_at: i64) -> Result<(), TooMany> {
        let most = limit.saturating_mul(FULL_CLIENTS);
        if self.by_network.len() >= self.prune_at || self.total >= most {
            self.prune(now);
        }
        if let Some(open) = self.by_network.get_mut(&network) {
            self.total -= open.forget_ended(now);
            if open.total >= limit {
                let first = open.ends.front().map_or(1, |(second, _)| second - now);
                return Err(TooMany { retry_after: u32::try_from(first.max(1)).unwrap_or(u32::MAX) });
            }
        }
        if self.total >= most {
            return Err(TooMany { retry_after: RETRY_AFTER_OTHERS });
        }
        self.total += 1;
        self.by_network.entry(network).or_default().add(ends_at);
        Ok(())
    }

    /// Looks at every client, and so at most once in a second, and not again before their number has doubled.
    fn prune(&mut self, now: i64) {
        if self.pruned_at == now {
            return;
        }
        self.pruned_at = now;
        let total = &mut self.total;
        self.by_network.retain(|_, open| {
            *total -= open.forget_ended(now);
            open.total > 0
        });
        self.prune_at = MOST_CLIENTS.max(2 * self.by_network.len());
    }
}

impl Open {
    fn add(&mut self, second: i64) {
        self.total += 1;
        let place = self.ends.partition_point(|(own, _)| *own < second);
        match self.ends.get_mut(place) {
            Some((own, count)) if *own == second => *count += 1,
            Some(_) | None => self.ends.insert(place, (second, 1)),
        }
    }

    /// How many have ended.
    fn forget_ended(&mut self, now: i64) -> usize {
        let before = self.total;
        while let Some((second, count)) = self.ends.front()
            && *second <= now
        {
            self.total -= count;
            self.ends.pop_front();
        }
        before - self.total
    }
}

/// One household has one IPv4 address but up to a /56 of IPv6.
fn network_of(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6((address.to_bits() & (u128::MAX << 72)).into()),
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
        assert!(quota.open(ip("2001:db8:0:ff::1"), 1, at(0), at(10)).is_err());
        assert_eq!(quota.open(ip("2001:db8:0:100::1"), 1, at(0), at(10)), Ok(()));
        assert_eq!(quota.open(ip("10.0.0.1"), 1, at(0), at(10)), Ok(()));
        assert!(quota.open(ip("::ffff:10.0.0.1"), 1, at(0), at(10)).is_err());
    }

    #[expect(clippy::unnecessary_wraps, reason = "that is how the quota takes it")]
    fn client(number: u32) -> Option<IpAddr> {
        Some(IpAddr::V4(number.into()))
    }

    #[test]
    fn all_clients_together_have_a_ceiling() {
        let quota = FlowQuota::default();
        for number in 0..200 {
            assert_eq!(quota.open(client(number), 1, at(0), at(10)), Ok(()));
        }
        assert_eq!(quota.open(client(200), 1, at(1), at(11)), Err(TooMany { retry_after: 60 }));
        quota.close(client(7));
        assert_eq!(quota.open(client(200), 1, at(1), at(11)), Ok(()));
        assert_eq!(quota.open(client(201), 1, at(1), at(11)), Err(TooMany { retry_after: 60 }));
        assert_eq!(quota.open(client(201), 1, at(10), at(20)), Ok(()), "what has ended makes room, whoever it was");
        assert_eq!(quota.0.lock().unwrap().total, 2);
    }

    #[test]
    fn many_clients_are_looked_at_once_a_second_and_forgotten_when_idle() {
        let quota = FlowQuota::default();
        let many = MOST_CLIENTS as u32;
        for number in 0..many {
            assert_eq!(quota.open(client(number), 1000, at(0), at(if number % 2 == 0 { 10 } else { 20 })), Ok(()));
        }
        quota.open(client(many), 1000, at(10), at(20)).unwrap();
        let count = || quota.0.lock().unwrap().by_network.len();
        assert_eq!(count(), MOST_CLIENTS / 2 + 1);
        for number in 0..=many {
            quota.open(client(many * 2 + number), 1000, at(10), at(10)).unwrap();
        }
        assert!(count() > MOST_CLIENTS, "the same second: nobody is looked at again");
        quota.open(client(0), 1000, at(20), at(30)).unwrap();
        assert_eq!((count(), quota.0.lock().unwrap().total), (1, 1));
    }
}
