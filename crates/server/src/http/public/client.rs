//! The address of the client behind proxies. What a proxy says counts only if the proxy is trusted: anybody
//! can send such headers.

use http::HeaderMap;
use std::net::IpAddr;

/// Proxies whose forwarded headers count, besides those on this machine.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<(IpAddr, u32)>);

impl TrustedProxies {
    /// From addresses and networks in CIDR notation.
    pub fn new<'a>(networks: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let parse = |text: &'a str| {
            let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
            let address: IpAddr = address.parse().ok()?;
            let longest = if address.is_ipv4() { 32 } else { 128 };
            let length = length.map_or(Some(longest), |length| length.parse().ok()).filter(|length| *length <= longest)?;
            Some((address, length))
        };
        let networks =
            networks.into_iter().map(|text| parse(text).ok_or_else(|| format!("{text:?} is neither an IP address nor a network")));
        networks.collect::<Result<_, _>>().map(Self)
    }

    fn holds(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_loopback() || self.0.iter().any(|(network, length)| same_network(*network, address, *length))
    }
}

fn same_network(network: IpAddr, address: IpAddr, length: u32) -> bool {
    match (network, address) {
        (IpAddr::V4(one), IpAddr::V4(two)) => (one.to_bits() ^ two.to_bits()).leading_zeros() >= length,
        (IpAddr::V6(one), IpAddr::V6(two)) => (one.to_bits() ^ two.to_bits()).leading_zeros() >= length,
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

/// The client's address. A connection over a Unix socket (no peer) comes from this machine.
pub fn client_ip(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &TrustedProxies) -> Option<IpAddr> {
    if peer.is_some_and(|peer| !trusted.holds(peer)) {
        return peer.map(|peer| peer.to_canonical());
    }
    let named = ["true-client-ip", "cf-connecting-ip", "x-real-ip"];
    let named = named.iter().find_map(|name| headers.get(*name)?.to_str().ok().and_then(address_of));
    named.or_else(|| forwarded(headers, trusted)).or(peer).map(|address| address.to_canonical())
}

/// The last address of `X-Forwarded-For` that is no trusted proxy: what stands before it may be invented.
fn forwarded(headers: &HeaderMap, trusted: &TrustedProxies) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let addresses: Vec<IpAddr> = lines.flat_map(|line| line.split(',')).map_while(address_of).collect();
    addresses.iter().rev().find(|address| !trusted.holds(**address)).or(addresses.first()).copied()
}

/// An address with or without a port.
fn address_of(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    fn ip(peer: &str, headers: &[(&'static str, &'static str)]) -> String {
        let trusted = TrustedProxies::new(["10.0.0.0/8", "2001:db8::1"]).unwrap();
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        client_ip(Some(peer.parse().unwrap()), &headers.collect(), &trusted).unwrap().to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(ip("192.0.2.1", &[("x-forwarded-for", "203.0.113.9")]), "192.0.2.1");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "203.0.113.9")]), "203.0.113.9");
        assert_eq!(ip("10.1.2.3", &[("x-real-ip", "203.0.113.9:4455")]), "203.0.113.9");
        assert_eq!(ip("2001:db8::2", &[("x-real-ip", "203.0.113.9")]), "2001:db8::2");
        assert_eq!(ip("::ffff:192.0.2.1", &[]), "192.0.2.1");
    }

    #[test]
    fn the_nearest_untrusted_address_is_the_client() {
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "1.1.1.1, 203.0.113.9, 10.0.0.7")]), "203.0.113.9");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "10.0.0.8, 10.0.0.7")]), "10.0.0.8");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "junk")]), "127.0.0.1");
    }

    #[test]
    fn networks_are_checked() {
        assert!(TrustedProxies::new(["10.0.0.0/33"]).is_err());
        assert!(TrustedProxies::new(["proxy.example"]).is_err());
    }
}
