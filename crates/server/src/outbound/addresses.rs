//! Which addresses may be called.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether private networks may be called. Other special ranges may never be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateAddresses {
    Allowed,
    Refused,
}

impl PrivateAddresses {
    pub fn permits(self, address: IpAddr) -> bool {
        let is_private = match address {
            IpAddr::V4(address) => is_private_v4(address),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(mapped) => return self.permits(mapped.into()),
                None => address.is_loopback() || address.segments()[0] & 0xfe00 == 0xfc00,
            },
        };
        let is_public = match address {
            IpAddr::V4(address) => !is_special_v4(address),
            IpAddr::V6(address) => is_public_v6(address),
        };
        if is_private { self == Self::Allowed } else { is_public }
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    address.is_loopback() || address.is_private() || address.is_link_local()
}

/// The special-purpose ranges of the IANA registry that are not private.
fn is_special_v4(address: Ipv4Addr) -> bool {
    match address.octets() {
        [0, ..] | [192, 0, 0 | 2, _] | [192, 88, 99, _] | [198, 18 | 19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        [100, second, ..] => second & 0b1100_0000 == 64,
        [first, ..] => first >= 224,
    }
}

/// Global unicast, without what tunnels to elsewhere or is set aside.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_set_aside =
        (first == 0x2001 && (second < 0x0200 || second == 0x0db8)) || first == 0x2002 || (first == 0x3fff && second < 0x1000);
    first & 0xe000 == 0x2000 && !is_set_aside
}
