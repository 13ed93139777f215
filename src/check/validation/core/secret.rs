use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::check::validation::meta::object_meta;
use crate::check::validation::text::{config_key, dns_subdomain};
use crate::check::validation::{Errors, Value};

use super::config_map::decoded;

/// The most that the values of one Secret may have together, in bytes.
const MOST: usize = 1 << 20;

const TYPE: &str = "secret-type";

/// A Secret (`ValidateSecret`). What `stringData` says goes before `data`; nothing of either is shown.
pub fn secret<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let (data, texts) = (object.get("data"), object.get("stringData"));
    let mut size = 0;
    for (key, value) in texts.entries() {
        keyed(key, value, errors);
        size += value.text().len();
    }
    let replaced: HashSet<&str> = texts.entries().map(|(key, _)| key).collect();
    for (key, value) in data.entries().filter(|(key, _)| !replaced.contains(key)) {
        keyed(key, value, errors);
        size += decoded(value.text());
    }
    if size > MOST {
        errors.too_long(data, "config-size", MOST, "spread the values over several objects");
    }
    by_type(object, errors);
    if object.get("type").text() == "kubernetes.io/tls" && !errors.are_there() {
        pem(object, errors);
    }
}

/// What the API server warns of in a certificate and its key. Whether they belong together is not asked here.
fn pem<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    for (key, what) in [("tls.crt", "certificate"), ("tls.key", "key")] {
        let bytes = content(object, key).unwrap_or_default();
        if memchr::memmem::find(&bytes, b"-----BEGIN ").is_none() {
            let sentence = format!("tls: failed to find any PEM data in {what} input");
            let fix = "write a certificate and its key in PEM";
            errors.warn(object.get("data"), "secret-certificate", &sentence, fix).path = format!("data[{key}]");
            return;
        }
    }
}

fn has(map: Value, key: &str) -> bool {
    map.entries().any(|(other, _)| other == key)
}

fn keyed<'n>(key: &'n str, value: Value<'n>, errors: &mut Errors<'n>) {
    for problem in config_key(key) {
        let sentence = format!("Invalid value: {key:?}: {problem}");
        errors.add(value, "config-key", sentence, "use letters, digits, `-`, `_` and `.`").path =
            format!("data[{key}]");
    }
}

/// The keys that a type asks for.
fn by_type<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let has = |key: &str| has(object.get("data"), key) || has(object.get("stringData"), key);
    let missing = |keys: &[&'static str], errors: &mut Errors<'n>| {
        for key in keys.iter().filter(|key| !has(key)) {
            require(object, key, errors);
        }
    };
    match object.get("type").text() {
        "kubernetes.io/service-account-token" => {
            let annotations = object.get("metadata").get("annotations");
            let account = "kubernetes.io/service-account.name";
            if annotations.key(account).is_none_or(|name| name.text().is_empty()) {
                let fault = errors.required(annotations, TYPE, "", "name the account in that annotation");
                fault.path = format!("metadata.annotations[{account}]");
            }
        }
        "kubernetes.io/dockercfg" => json(object, ".dockercfg", errors),
        "kubernetes.io/dockerconfigjson" => json(object, ".dockerconfigjson", errors),
        "kubernetes.io/basic-auth" if !has("username") && !has("password") => {
            missing(&["username", "password"], errors);
        }
        "kubernetes.io/ssh-auth" if content(object, "ssh-privatekey").is_none_or(|bytes| bytes.is_empty()) => {
            require(object, "ssh-privatekey", errors);
        }
        "kubernetes.io/tls" => missing(&["tls.crt", "tls.key"], errors),
        _ => {}
    }
}

fn require<'n>(object: Value<'n>, key: &str, errors: &mut Errors<'n>) {
    let fault = errors.required(object.get("data"), TYPE, "", &format!("add {key}, or write another type"));
    fault.path = format!("data[{key}]");
}

/// The bytes of a key.
fn content(object: Value, key: &str) -> Option<Vec<u8>> {
    let find = |field| object.get(field).entries().find(|(other, _)| *other == key).map(|(_, value)| value.text());
    if let Some(text) = find("stringData") {
        return Some(text.as_bytes().to_vec());
    }
    let clean: Vec<u8> = find("data")?.bytes().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
    Some(STANDARD.decode(clean).unwrap_or_default())
}

/// A value that must be an object of JSON; to Go, null is one.
fn json<'n>(object: Value<'n>, key: &str, errors: &mut Errors<'n>) {
    let Some(bytes) = content(object, key) else { return require(object, key, errors) };
    let json = serde_json::from_slice::<serde_json::Value>(&bytes);
    if !json.is_ok_and(|json| json.is_object() || json.is_null()) {
        let sentence = "Invalid value: \"<secret contents redacted>\": not an object of JSON".to_owned();
        errors.add(object.get("data"), TYPE, sentence, "write the configuration as JSON").path = format!("data[{key}]");
    }
}
