use std::collections::HashSet;

use crate::check::validation::meta::object_meta;
use crate::check::validation::text::{config_key, dns_subdomain};
use crate::check::validation::{Errors, Value};

/// The most that the values of one ConfigMap may have together, in bytes.
const MOST: usize = 1 << 20;

/// A ConfigMap (`ValidateConfigMap`).
pub fn config_map<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let (data, binary) = (object.get("data"), object.get("binaryData"));
    let binary_keys: HashSet<&str> = binary.entries().map(|(key, _)| key).collect();
    let mut size = 0;
    for (key, value) in data.entries() {
        keyed(key, value, errors);
        if binary_keys.contains(key) {
            let detail = "duplicate of key present in binaryData";
            errors.invalid_as(value, &format!("{key:?}"), "config-key", detail, "keep the key in one of the two");
        }
        size += value.text().len();
    }
    for (key, value) in binary.entries() {
        keyed(key, value, errors);
        size += decoded(value.text());
    }
    if size > MOST {
        errors.too_long(object, "config-size", MOST, "spread the values over several objects").path = "[]".to_owned();
    }
}

fn keyed<'n>(key: &'n str, value: Value<'n>, errors: &mut Errors<'n>) {
    for problem in config_key(key) {
        let sentence = format!("Invalid value: {key:?}: {problem}");
        errors.add(value, "config-key", sentence, "use letters, digits, `-`, `_` and `.`");
    }
}

/// How many bytes base64 stands for.
pub fn decoded(text: &str) -> usize {
    text.bytes().filter(|b| !matches!(b, b'=' | b'\n' | b'\r')).count() * 3 / 4
}
