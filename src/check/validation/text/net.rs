use std::net::{IpAddr, Ipv6Addr};

/// The address of a text as Go's `netutils.ParseIPSloppy` reads it: numbers of IPv4 may begin with zeros.
fn address(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        return text.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let mut parts = [0u8; 4];
    let mut count = 0;
    for part in text.split('.') {
        let is_number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        *parts.get_mut(count)? = part.parse().ok().filter(|_| is_number)?;
        count += 1;
    }
    (count == 4).then(|| IpAddr::from(parts))
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
    let network = address(network)?;
    let most = if network.is_ipv4() { 32 } else { 128 };
    let is_number = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit());
    let length = length.parse().ok().filter(|length| is_number && *length <= most)?;
    Some((network, length))
}

/// An address where a field has been lax; the stricter form takes no zeros before numbers and no IPv4 within IPv6
/// (`IsValidIPForLegacyField`).
pub fn ip(text: &str, is_strict: bool) -> Vec<String> {
    let problem = match address(text) {
        None => "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        Some(IpAddr::V4(address)) if is_strict && address.to_string() != text => "must not have leading 0s",
        Some(IpAddr::V6(address)) if is_strict && address.to_ipv4_mapped().is_some() => {
            "must not be an IPv4-mapped IPv6 address"
        }
        Some(_) => return Vec::new(),
    };
    vec![problem.to_owned()]
}

/// What the API server warns of in the way an address is written (`GetWarningsForIP`).
pub fn unusual_ip(text: &str) -> Option<String> {
    let invalid = |usual: String| format!("non-standard IP address {text:?} is invalid: use {usual:?}");
    match address(text)? {
        IpAddr::V4(address) => (address.to_string() != text).then(|| invalid(address.to_string())),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => Some(invalid(inner.to_string())),
            None => (address.to_string() != text).then(|| {
                format!("IPv6 address {text:?} should be in RFC 5952 canonical format ({:?})", address.to_string())
            }),
        },
    }
}
