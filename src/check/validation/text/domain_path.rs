use super::dns_subdomain;

/// What is wrong with `acme.io/foo`: the part and the problem (`IsDomainPrefixedPath`). An empty text is left to others.
pub fn domain_prefixed_path(text: &str) -> Vec<(&str, String)> {
    if text.is_empty() {
        return Vec::new();
    }
    let Some((host, path)) = text.split_once('/').filter(|(host, path)| !host.is_empty() && !path.is_empty()) else {
        return vec![(text, "must be a domain-prefixed path (such as \"acme.io/foo\")".to_owned())];
    };
    let mut problems: Vec<(&str, String)> = dns_subdomain(host).into_iter().map(|problem| (host, problem)).collect();
    if !path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&b)) {
        let pattern = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
        problems.push((path, format!("Invalid path (regex used for validation is '{pattern}')")));
    }
    problems
}
