use super::{dns_label, dns_subdomain};

/// The longest domain, and the longest path behind it: namespace, dot and name.
const DOMAIN: usize = 253;
const PATH: usize = 253 + 63 + 1;

/// The name of a signer of certificates: `example.com/signer-name`.
pub fn signer_name(text: &str) -> Vec<String> {
    let (domain, path) = match text.split_once('/') {
        Some((domain, path)) if !path.contains('/') => (domain, path),
        _ => return vec!["must be a fully qualified domain and path of the form 'example.com/signer-name'".to_owned()],
    };
    let mut problems = Vec::new();
    if domain.len() > DOMAIN {
        problems.push(format!("may not be more than {DOMAIN} bytes"));
    }
    problems.extend(first_bad(domain, dns_label));
    if !domain.contains('.') {
        problems.push("should be a domain with at least two segments separated by dots".to_owned());
    }
    problems.extend(first_bad(path, dns_subdomain));
    let most = DOMAIN + PATH + 1;
    if text.len() > most {
        problems.push(format!("may not be more than {most} bytes"));
    }
    problems
}

/// What is wrong with the first part between dots that has something wrong.
fn first_bad(text: &str, form: fn(&str) -> Vec<String>) -> Vec<String> {
    let bad = text.split('.').map(|label| (label, form(label))).find(|(_, problems)| !problems.is_empty());
    let named = bad.map(|(label, problems)| {
        problems.into_iter().map(|problem| format!("validating label {label:?}: {problem}")).collect()
    });
    named.unwrap_or_default()
}

/// Whether the signer is one of Kubernetes itself.
pub fn is_kubernetes_signer(name: &str) -> bool {
    let domain = name.split('/').next().unwrap_or_default();
    domain == "kubernetes.io" || domain.ends_with(".kubernetes.io")
}

/// The name of a bundle of trusted certificates, behind that of its signer where it has one: `example.com:signer:name`.
pub fn trust_bundle_name(text: &str) -> Vec<String> {
    match text.rsplit_once(':') {
        Some((signer, name)) if !signer.is_empty() => {
            // A slash in the signer's part is where the server expects a colon.
            if !signer.contains('/') {
                return dns_subdomain(name);
            }
            let (signer, prefix) = (signer.replace(':', "/"), signer.replace('/', ":"));
            vec![format!("ClusterTrustBundle for signerName {signer} must be named with prefix {prefix}:")]
        }
        Some(_) => vec!["ClusterTrustBundle without signer name must not have \":\" in its name".to_owned()],
        None => dns_subdomain(text),
    }
}
