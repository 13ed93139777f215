use crate::check::{Report, Rule};
use crate::manifest::Manifests;

/// What the API server stores for one ConfigMap or Secret at most.
const LIMIT: usize = 1 << 20;

/// No ConfigMap or Secret beyond one MiB.
pub const RULE: Rule = Rule {
    name: "config-map-size",
    explanation: "The values of a ConfigMap or Secret may have one MiB together; the API server refuses more.",
    bad: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {first: \"{1MiB}\", second: x}\n",
    good: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {first: x, second: x}\n",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects().iter().filter(|object| matches!(object.kind(), "ConfigMap" | "Secret")) {
        let maps =
            ["data", "binaryData", "stringData"].into_iter().filter_map(|field| object.value.get(field)?.as_object());
        let size: usize = maps.flat_map(|map| map.values()).filter_map(|value| value.as_str()).map(str::len).sum();
        if size > LIMIT {
            let sentence = format!("its values have {size} bytes, and {LIMIT} are allowed");
            report.error(object, "data", sentence, "spread them over several objects, or mount them from an image");
        }
    }
}
