use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The largest number that Go's reader of numbers takes.
const BIG: u32 = 0xFF_FFFF;

/// The address of a text as Go's `netutils.ParseIPSloppy` reads it: numbers may begin with zeros, and what is of IPv4
/// in IPv6 is of IPv4.
pub fn address(text: &str) -> Option<IpAddr> {
    match text.bytes().find(|b| matches!(b, b'.' | b':'))? {
        b'.' => ipv4(text).map(IpAddr::V4),
        _ => ipv6(text).map(|address| IpAddr::V6(address).to_canonical()),
    }
}

/// Whether it is an address of IPv4 or IPv6.
pub fn is_ip(text: &str) -> bool {
    address(text).is_some()
}

/// Whether it is an address of IPv6.
pub fn is_ipv6(text: &str) -> bool {
    matches!(address(text), Some(IpAddr::V6(_)))
}

/// Network and length of `10.0.0.0/8`; nothing where it is no such text.
pub fn prefix_of(text: &str) -> Option<(IpAddr, u8)> {
    let (network, length) = text.split_once('/')?;
    let (network, most) = match ipv4(network) {
        Some(network) => (IpAddr::V4(network), 32),
        None => (IpAddr::V6(ipv6(network)?), 128),
    };
    let length = number(length, 10).filter(|length| *length <= most)?;
    Some((network, length as u8))
}

fn ipv4(text: &str) -> Option<Ipv4Addr> {
    let mut parts = [0u8; 4];
    let mut count = 0;
    for part in text.split('.') {
        *parts.get_mut(count)? = u8::try_from(number(part, 10)?).ok()?;
        count += 1;
    }
    (count == 4).then(|| Ipv4Addr::from(parts))
}

fn ipv6(text: &str) -> Option<Ipv6Addr> {
    let Some((before, after)) = text.split_once("::") else {
        return <[u16; 8]>::try_from(groups(text)?).ok().map(Ipv6Addr::from);
    };
    let (before, after) = (groups(before)?, groups(after)?);
    let gap = 8usize.checked_sub(before.len() + after.len()).filter(|gap| *gap > 0)?;
    let all: Vec<u16> = before.into_iter().chain(std::iter::repeat_n(0, gap)).chain(after).collect();
    <[u16; 8]>::try_from(all).ok().map(Ipv6Addr::from)
}

/// Numbers with colons between, the last two of which may be written as of IPv4.
fn groups(text: &str) -> Option<Vec<u16>> {
    let mut groups = Vec::new();
    let mut parts = text.split(':').peekable();
    while let Some(part) = parts.next().filter(|_| !text.is_empty()) {
        if part.contains('.') && parts.peek().is_none() {
            let [a, b, c, d] = ipv4(part)?.octets();
            groups.extend([u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]);
        } else {
            groups.push(u16::try_from(number(part, 16)?).ok()?);
        }
    }
    Some(groups)
}

fn number(text: &str, radix: u32) -> Option<u32> {
    let mut number = 0u32;
    for digit in text.chars() {
        number = number * radix + digit.to_digit(radix)?;
        if number >= BIG {
            return None;
        }
    }
    (!text.is_empty()).then_some(number)
}
