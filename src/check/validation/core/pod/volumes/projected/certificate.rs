use super::{Paths, file_path, signed_by};
use crate::check::validation::meta::ANNOTATIONS;
use crate::check::validation::text::{is_kubernetes_signer, label_key};
use crate::check::validation::{Errors, Value};

const KEY_TYPES: &[&str] = &["RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"];

/// The lifetimes of certificates, in seconds.
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// Files with a certificate of the pod and its key.
pub fn certificate<'n>(source: Value<'n>, paths: &mut Paths<'n>, errors: &mut Errors<'n>) {
    let (signer, key_type) = (source.get("signerName"), source.get("keyType"));
    signed_by(signer, errors);
    user_annotations(source.get("userAnnotations"), errors);
    if !KEY_TYPES.contains(&key_type.text()) {
        errors.unsupported(key_type, "key-type", KEY_TYPES);
    }
    let most = if is_kubernetes_signer(signer.text()) { DAY } else { 91 * DAY };
    let expiration = source.get("maxExpirationSeconds");
    let detail = match expiration.integer() {
        Some(number) if number < HOUR => format!("if provided, maxExpirationSeconds must be >= {HOUR}"),
        Some(number) if number > most => format!("if provided, maxExpirationSeconds must be <= {most}"),
        _ => String::new(),
    };
    if !detail.is_empty() {
        errors.invalid(expiration, "certificate-lifetime", &detail, "write seconds in that range");
    }
    let mut count = 0;
    for field in ["credentialBundlePath", "keyPath", "certificateChainPath"] {
        let path = source.get(field);
        if !path.text().is_empty() {
            count += 1;
            file_path(path, errors);
            paths.take(path, path.text(), errors);
        }
    }
    if count == 0 {
        let detail = "specify at least one of credentialBundlePath, keyPath, and certificateChainPath";
        errors.required(source, "volume-source", detail, "set one of them");
    }
}

/// Annotations of a request for a certificate, whose keys have to name a domain (`ValidateUserAnnotations`).
fn user_annotations<'n>(annotations: Value<'n>, errors: &mut Errors<'n>) {
    let mut size = 0;
    for (key, value) in annotations.entries() {
        size += key.len() + value.text().len();
        let lower = key.to_lowercase();
        let mut problems = if lower.is_empty() { Vec::new() } else { label_key(&lower) };
        if problems.is_empty() && !lower.contains('/') {
            problems.push("must be a domain-prefixed key (such as \"acme.io/foo\")".to_owned());
        }
        for problem in problems {
            let fix = "write domain/name";
            errors.invalid_as(annotations, &format!("{lower:?}"), "annotation-key", &problem, fix).span = value.span();
        }
    }
    if size > ANNOTATIONS {
        errors.too_long(annotations, "annotations-size", ANNOTATIONS, "shorten the annotations");
    }
}
