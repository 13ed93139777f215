/// The longest domain and user, in bytes.
const DOMAIN: usize = 256;
const USER: usize = 104;

/// What is wrong with a user of Windows: `USER` or `DOMAIN\USER`.
pub fn user_name(text: &str) -> Vec<String> {
    let problem = if text.is_empty() {
        "cannot be an empty string"
    } else if text.bytes().any(|b| b.is_ascii_control()) {
        "cannot contain control characters"
    } else if text.matches('\\').count() > 1 {
        "cannot contain more than one backslash"
    } else {
        let (domain, user) = text.split_once('\\').map_or((None, text), |(domain, user)| (Some(domain), user));
        let problems = domain.map(domain_problems).into_iter().flatten().chain(user_problems(user));
        return problems.map(|problem| format!("runAsUserName's {problem}")).collect();
    };
    vec![format!("runAsUserName {problem}")]
}

fn domain_problems(domain: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if domain.len() >= DOMAIN {
        problems.push(format!("Domain length must be under {DOMAIN} characters"));
    }
    if !is_net_bios(domain) && !domain.split('.').all(is_dns_label) {
        problems.push("Domain doesn't match the NetBios nor the DNS format".to_owned());
    }
    problems
}

fn user_problems(user: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if user.is_empty() {
        problems.push("User cannot be empty".to_owned());
    } else if user.len() > USER {
        problems.push(format!("User length must not be longer than {USER} characters"));
    }
    if !user.is_empty() && user.bytes().all(|b| matches!(b, b'.' | b' ')) {
        problems.push("User cannot contain only periods or spaces".to_owned());
    }
    if user.contains(['"', '/', '\\', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']']) {
        problems.push("User cannot contain the following characters: \"/\\:;|=,+*?<>@[]".to_owned());
    }
    problems
}

fn is_net_bios(domain: &str) -> bool {
    let forbidden = ['\\', '/', ':', '*', '?', '"', '<', '>', '|'];
    (1..=15).contains(&domain.chars().count()) && !domain.starts_with('.') && !domain.contains(forbidden)
}

fn is_dns_label(label: &str) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = label.as_bytes();
    bytes.len() <= 63
        && is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}
