use std::net::{Ipv4Addr, Ipv6Addr};

/// An address in its parts, as Go's `net/url` takes it apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Url<'u> {
    /// What is before the first `:`, where that can be a scheme; else nothing.
    pub scheme: &'u str,
    /// What is before the `@` of its authority.
    pub user: Option<&'u str>,
    /// Host and port.
    pub host: &'u str,
    /// What follows a `?`.
    pub query: &'u str,
    /// What follows a `#`.
    pub fragment: &'u str,
}

impl<'u> Url<'u> {
    /// An address, or a path (`url.Parse`).
    ///
    /// # Errors
    /// What is wrong with it, in Go's words.
    pub fn parse(text: &'u str) -> Result<Url<'u>, String> {
        let (before, fragment) = text.split_once('#').unwrap_or((text, ""));
        let wrong = |text: &str, reason| format!("parse {text:?}: {reason}");
        let url = parse(before, false).map_err(|reason| wrong(before, reason))?;
        escapes(fragment).map_err(|reason| wrong(text, reason))?;
        Ok(Url { fragment, ..url })
    }

    /// An address with a scheme, or a path from the root (`url.ParseRequestURI`).
    pub fn of_request(text: &'u str) -> Option<Url<'u>> {
        parse(text, true).ok()
    }
}

fn parse(text: &str, is_request: bool) -> Result<Url<'_>, String> {
    if text.bytes().any(|b| b.is_ascii_control()) {
        return Err("net/url: invalid control character in URL".to_owned());
    }
    if text.is_empty() && is_request {
        return Err("empty url".to_owned());
    }
    if text.starts_with(':') {
        return Err("missing protocol scheme".to_owned());
    }
    let split = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme));
    let (scheme, rest) = split.unwrap_or(("", text));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let url = Url { scheme, query, ..Url::default() };
    if !rest.starts_with('/') {
        // What follows a scheme without a slash is not looked into.
        return match () {
            () if !scheme.is_empty() || text == "*" => Ok(url),
            () if is_request => Err("invalid URI for request".to_owned()),
            () if rest.split('/').next().is_some_and(|first| first.contains(':')) => {
                Err("first path segment in URL cannot contain colon".to_owned())
            }
            () => escapes(rest).map(|()| url),
        };
    }
    let has_authority = !scheme.is_empty() || !is_request && !rest.starts_with("///");
    let Some(rest) = rest.strip_prefix("//").filter(|_| has_authority) else {
        return escapes(rest).map(|()| url);
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let split = authority.rsplit_once('@');
    let (user, host) = split.map_or((None, authority), |(user, host)| (Some(user), host));
    check_host(&scheme.to_ascii_lowercase(), host)?;
    user.map_or(Ok(()), check_user)?;
    escapes(path)?;
    Ok(Url { user, host, ..url })
}

/// Whether it can be the scheme of an address: `https`, `git+ssh`.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

fn check_user(user: &str) -> Result<(), String> {
    if user.chars().all(|c| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c)) {
        return escapes(user);
    }
    Err("net/url: invalid userinfo".to_owned())
}

fn check_host(scheme: &str, host: &str) -> Result<(), String> {
    let port = match host.rfind('[') {
        Some(0) => {
            let (address, port) = host.rsplit_once(']').ok_or("missing ']' in host")?;
            let address = address.get(1..).unwrap_or_default();
            let (address, _) = address.split_once("%25").unwrap_or((address, ""));
            if address.parse::<Ipv4Addr>().is_ok() {
                return Err("invalid IP-literal".to_owned());
            }
            address.parse::<Ipv6Addr>().map_err(|_| "invalid host")?;
            port
        }
        Some(_) => return Err("invalid IP-literal".to_owned()),
        // More than one colon is for databases.
        None if matches!(scheme, "http" | "https") => host.find(':').map_or("", |at| &host[at..]),
        None => host.rfind(':').map_or("", |at| &host[at..]),
    };
    if !port.is_empty() && !port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit())) {
        return Err(format!("invalid port {port:?} after host"));
    }
    escapes(host)?;
    for part in host.split('%').skip(1).filter_map(|part| part.get(..2)) {
        if part.as_bytes()[0] < b'8' && part != "25" {
            return Err(format!("invalid URL escape \"%{part}\""));
        }
    }
    match host.chars().find(|c| c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_.~!$&'()*+,;=:[]<>\"%".contains(*c)) {
        Some(wrong) => Err(format!("invalid character {:?} in host name", wrong.to_string())),
        None => Ok(()),
    }
}

/// Two hexadecimal digits follow every `%`.
fn escapes(text: &str) -> Result<(), String> {
    for rest in text.match_indices('%').map(|(at, _)| &text[at..]) {
        let digits = rest.bytes().skip(1).take(2).filter(u8::is_ascii_hexdigit).count();
        if digits < 2 {
            let shown: String = rest.chars().take(3).collect();
            return Err(format!("invalid URL escape {shown:?}"));
        }
    }
    Ok(())
}
