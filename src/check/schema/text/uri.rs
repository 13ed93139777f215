/// Whether it is an address with a scheme, or a path from the root (`url.ParseRequestURI` of Go).
pub fn is_uri(text: &str) -> bool {
    if text.bytes().any(|b| b.is_ascii_control()) {
        return false;
    }
    let text = text.split(['?', '#']).next().unwrap_or_default();
    match text.split_once(':') {
        _ if text.starts_with('/') => has_escapes(text),
        // What follows a scheme without a slash is not looked into.
        Some((scheme, rest)) => is_scheme(scheme) && (!rest.starts_with('/') || is_below(rest)),
        None => false,
    }
}

/// Whether it can be the scheme of an address: `https`, `git+ssh`.
pub fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

fn is_below(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return has_escapes(rest) };
    let host = rest.split('/').next().unwrap_or_default();
    let is_closed = host.contains('[') == host.contains(']');
    is_closed && !host.contains([' ', '<', '>', '"', '^', '`', '{', '}', '|', '\\']) && has_escapes(&rest[host.len()..])
}

/// Whether two hexadecimal digits follow every `%`.
fn has_escapes(path: &str) -> bool {
    let digits = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    path.split('%').skip(1).all(digits)
}
