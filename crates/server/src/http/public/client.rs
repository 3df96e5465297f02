//! Who asks and under which URL, behind proxies. What a proxy says counts only if the proxy is trusted: anybody
//! can send such headers.

use crate::http::error::{ApiError, ApiResult};
use crate::http::listen::Peer;
use http::HeaderMap;
use http::request::Parts;
use selfsame_core::flow::request_url::RequestUrl;
use std::net::IpAddr;

/// Proxies whose forwarded headers count: `serve.public.trusted_proxies`.
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
            // An IPv4 network in the clothes of IPv6 is the IPv4 network.
            let canonical = address.to_canonical();
            if canonical.is_ipv4() && address.is_ipv6() {
                Some((canonical, u32::checked_sub(length, 96)?))
            } else {
                Some((address, length))
            }
        };
        let networks =
            networks.into_iter().map(|text| parse(text).ok_or_else(|| format!("{text:?} is neither an IP address nor a network")));
        networks.collect::<Result<_, _>>().map(Self)
    }

    /// Whether what this end of a connection says of the client counts. A Unix socket (no peer) is reached
    /// only from this machine.
    pub fn believe(&self, peer: Option<IpAddr>) -> bool {
        peer.is_none_or(|peer| self.holds(peer))
    }

    fn holds(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|(network, length)| same_network(*network, address, *length))
    }
}

fn same_network(network: IpAddr, address: IpAddr, length: u32) -> bool {
    match (network, address) {
        (IpAddr::V4(one), IpAddr::V4(two)) => (one.to_bits() ^ two.to_bits()).leading_zeros() >= length,
        (IpAddr::V6(one), IpAddr::V6(two)) => (one.to_bits() ^ two.to_bits()).leading_zeros() >= length,
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

/// The address at the other end of the connection; none on a Unix socket.
pub fn peer_ip(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<Peer>().and_then(|peer| peer.0).map(|peer| peer.ip())
}

/// The URL of a request as its sender wrote it, by what a trusted proxy says of it.
// Kratos: believes everybody.
pub fn request_url(parts: &Parts, is_tls: bool, trusted: &TrustedProxies) -> ApiResult<String> {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let is_proxy = trusted.believe(peer_ip(parts));
    let url = RequestUrl {
        scheme: if is_tls { "https" } else { "http" },
        host: text("host").or_else(|| parts.uri.authority().map(http::uri::Authority::as_str)).unwrap_or_default(),
        forwarded_proto: text("x-forwarded-proto").filter(|_| is_proxy),
        forwarded_host: text("x-forwarded-host").filter(|_| is_proxy),
        path_and_query: parts.uri.path_and_query().map_or("/", |path| path.as_str()),
    };
    url.build().map_err(|error| ApiError::bad_request(error.to_string()))
}

/// The client's address. What proxies append to `X-Forwarded-For` decides; a header that names the client
/// counts only where there is no such list, since most proxies pass on what they do not know.
// Kratos: such a header wins over the list, and both count whoever sends them.
pub fn client_ip(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &TrustedProxies) -> Option<IpAddr> {
    let found = if !trusted.believe(peer) {
        peer
    } else if headers.contains_key("x-forwarded-for") {
        forwarded(headers, trusted).or(peer)
    } else {
        let named = ["true-client-ip", "cf-connecting-ip", "x-real-ip"];
        named.iter().find_map(|name| headers.get(*name)?.to_str().ok().and_then(address_of)).or(peer)
    };
    found.map(|address| address.to_canonical())
}

/// The nearest address of the list that is no trusted proxy: what stands before it may be invented. If all
/// are proxies, or what stands before them is no address, the one furthest from here.
fn forwarded(headers: &HeaderMap, trusted: &TrustedProxies) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().map(|value| value.to_str().unwrap_or("?"));
    let entries: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    let mut furthest = None;
    for entry in entries.iter().rev() {
        let Some(address) = address_of(entry) else { break };
        furthest = Some(address);
        if !trusted.holds(address) {
            break;
        }
    }
    furthest
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

    fn trusted() -> TrustedProxies {
        TrustedProxies::new(["127.0.0.0/8", "10.0.0.0/8", "2001:db8::1"]).unwrap()
    }

    fn ip(peer: &str, headers: &[(&'static str, &'static str)]) -> String {
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        client_ip(Some(peer.parse().unwrap()), &headers.collect(), &trusted()).unwrap().to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(ip("192.0.2.1", &[("x-forwarded-for", "203.0.113.9")]), "192.0.2.1");
        assert_eq!(ip("192.0.2.1", &[("true-client-ip", "203.0.113.9")]), "192.0.2.1");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "203.0.113.9")]), "203.0.113.9");
        assert_eq!(ip("::ffff:127.0.0.1", &[("x-forwarded-for", "203.0.113.9")]), "203.0.113.9");
        assert_eq!(ip("10.1.2.3", &[("x-real-ip", "203.0.113.9:4455")]), "203.0.113.9");
        assert_eq!(ip("2001:db8::2", &[("x-real-ip", "203.0.113.9")]), "2001:db8::2");
        assert_eq!(ip("::ffff:192.0.2.1", &[]), "192.0.2.1");
    }

    #[test]
    fn this_machine_is_believed_only_if_it_is_listed() {
        let headers: HeaderMap =
            [(HeaderName::from_static("x-forwarded-for"), HeaderValue::from_static("203.0.113.9"))].into_iter().collect();
        let here = Some("127.0.0.1".parse().unwrap());
        assert_eq!(client_ip(here, &headers, &TrustedProxies::new(["10.0.0.0/8"]).unwrap()), here);
        let unix_socket = client_ip(None, &headers, &TrustedProxies::default());
        assert_eq!(unix_socket.map(|address| address.to_string()).as_deref(), Some("203.0.113.9"));
    }

    #[test]
    fn the_nearest_untrusted_address_is_the_client() {
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "1.1.1.1, 203.0.113.9, 10.0.0.7")]), "203.0.113.9");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.9, 10.0.0.7")]), "203.0.113.9");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "10.0.0.8, 10.0.0.7")]), "10.0.0.8");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "junk")]), "127.0.0.1");
    }

    #[test]
    fn an_entry_that_is_no_address_does_not_hide_what_a_proxy_added_behind_it() {
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "junk, 203.0.113.9")]), "203.0.113.9");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "1.1.1.1, junk, 203.0.113.9, 10.0.0.7")]), "203.0.113.9");
        assert_eq!(ip("127.0.0.1", &[("x-forwarded-for", "1.1.1.1, junk, 10.0.0.7")]), "10.0.0.7");
    }

    #[test]
    fn a_header_that_names_the_client_does_not_contradict_the_list_of_proxies() {
        for name in ["true-client-ip", "cf-connecting-ip", "x-real-ip"] {
            assert_eq!(ip("127.0.0.1", &[(name, "1.1.1.1"), ("x-forwarded-for", "203.0.113.9")]), "203.0.113.9", "{name}");
        }
        assert_eq!(ip("127.0.0.1", &[("x-real-ip", "1.1.1.1"), ("true-client-ip", "203.0.113.9")]), "203.0.113.9");
    }

    #[test]
    fn networks_are_checked() {
        assert!(TrustedProxies::new(["10.0.0.0/33"]).is_err());
        assert!(TrustedProxies::new(["proxy.example"]).is_err());
    }
}
