//! Mutations of a manifest as a whole.

use serde_json::{Value, json};

use crate::random::Random;
use crate::seed::Seed;

/// The manifest with its kind, its version or one of its parts taken from another one, or with one of them broken.
pub fn whole(seed: &Seed, other: &Seed, random: &mut Random) -> (Value, String) {
    let mut value = seed.value.clone();
    let parts = ["kind", "apiVersion", "metadata", "spec"];
    let what = match random.below(10) {
        9 if random.chance(20) => huge(&mut value, random),
        at @ 0..=3 => {
            let part = parts[at];
            match other.value.get(part) {
                Some(theirs) => value[part] = theirs.clone(),
                None => remove(&mut value, part),
            }
            format!("{part} of {}", other.kind.kind)
        }
        4 => {
            value["kind"] = other.value["kind"].clone();
            value["apiVersion"] = other.value["apiVersion"].clone();
            format!("called {}", other.kind.kind)
        }
        5 => {
            let versions =
                ["", "v1", "v2", "v1beta1", "apps/v1", "apps/v1beta1", "batch/v1beta1", "policy/v1beta1", "Apps/v1"];
            let version = versions[random.below(versions.len())];
            value["apiVersion"] = version.into();
            format!("apiVersion {version:?}")
        }
        6 => {
            let kind = match random.below(4) {
                0 => seed.kind.kind.to_lowercase(),
                1 => format!("{}s", seed.kind.kind),
                2 => String::new(),
                _ => format!("{} ", seed.kind.kind),
            };
            let what = format!("kind {kind:?}");
            value["kind"] = kind.into();
            what
        }
        7 => {
            let part = parts[random.below(4)];
            remove(&mut value, part);
            format!("without {part}")
        }
        _ => {
            let part = parts[random.below(4)];
            let odd = [json!(null), json!(1), json!([]), json!({}), json!(""), json!("x"), json!(true)];
            value[part] = odd[random.below(odd.len())].clone();
            format!("{part} {}", value[part])
        }
    };
    (value, what)
}

fn remove(value: &mut Value, part: &str) {
    value.as_object_mut().and_then(|map| map.shift_remove(part));
}

/// One of the maps of text gets larger than anything that may be stored.
fn huge(value: &mut Value, random: &mut Random) -> String {
    let fields = ["data", "stringData", "binaryData", "parameters"];
    let field = fields.into_iter().find(|field| value[*field].is_object()).filter(|_| random.chance(70));
    let sizes = [(256 << 10) - 10, 256 << 10, (256 << 10) + 1, (1 << 20) - 5, 1 << 20, (1 << 20) + 4];
    let size = sizes[random.below(sizes.len())];
    let map = match field {
        Some(field) => &mut value[field],
        None => &mut value["metadata"]["annotations"],
    };
    *map = json!({ "a": "A".repeat(size) });
    format!("{} of {size} bytes", field.unwrap_or("annotations"))
}
