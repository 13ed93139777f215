//! Every rendered object is what a typed client of Kubernetes takes it for: it goes into the type of its kind and comes
//! back whole. A field in the wrong place or with a misspelt name would not survive that.

mod support;

use serde_json::json;
use support::platform::{Objects, at, merged, profiles};
use support::typed::mistakes;

#[test]
fn every_object_of_every_profile_survives_its_type() {
    let mut seen = std::collections::BTreeSet::new();
    for profile in profiles() {
        let objects = Objects::of_profile(&profile);
        let found: Vec<String> = objects.0.iter().flat_map(mistakes).collect();
        assert!(found.is_empty(), "{profile}:\n{}", found.join("\n"));
        seen.extend(objects.0.iter().map(|object| object["kind"].as_str().unwrap().to_string()));
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn mistakes_do_not_survive() {
    let objects = Objects::of_profile("kraft");
    let set = objects.get("StatefulSet", "orders-kafka");
    assert_eq!(mistakes(set), Vec::<String>::new());
    for (path, value) in [
        ("spec.replica", json!(3)),
        ("spec.template.spec.priorityClass", json!("high")),
        ("spec.replicas", json!("3")),
        ("spec.updateStrategy.rollingUpdate.maxSurge", json!(1)),
        ("metadata.labels", json!({ "a": 1 })),
    ] {
        let broken = merged(set, &at(path, value));
        assert_ne!(mistakes(&broken), Vec::<String>::new(), "{path}");
    }
    let unknown = merged(set, &json!({ "kind": "Secret" }));
    assert_ne!(mistakes(&unknown), Vec::<String>::new());
}
