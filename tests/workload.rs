//! Every key of every component shows in the rendered objects, at the right place. The keys come from the JSON Schema:
//! one that is added later fails here until a case shows what it does.

mod support;

#[path = "workload/case.rs"]
mod case;
#[path = "workload/kafka.rs"]
mod kafka;
#[path = "workload/own.rs"]
mod own;
#[path = "workload/security.rs"]
mod security;
#[path = "workload/shared.rs"]
mod shared;

use std::collections::BTreeSet;

use case::Case;
use rayon::prelude::*;
use support::instance::ALL;
use support::keys::{keys_in, keys_of, schema};

fn cases() -> Vec<Case> {
    [shared::cases(), own::cases(), kafka::cases(), security::cases()].into_iter().flatten().collect()
}

fn check(cases: &[Case]) {
    let wrong: Vec<String> = cases.par_iter().flat_map(Case::mistakes).collect();
    assert!(wrong.is_empty(), "{} mistakes:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_all_components_share_shows() {
    check(&shared::cases());
}

#[test]
fn what_a_component_has_of_its_own_shows() {
    check(&own::cases());
}

#[test]
fn what_brokers_have_of_their_own_shows() {
    check(&kafka::cases());
}

#[test]
fn tls_and_sasl_show() {
    check(&security::cases());
}

/// Keys that have no effect by nature, and why.
const WITHOUT_EFFECT: &[(&str, &str)] = &[
    // It runs once, so it has no budget.
    ("controlCenter", "disruptionBudget.enabled"),
    ("controlCenter", "disruptionBudget.maxUnavailable"),
    // A quorum starts at once or never, so that the other way is refused.
    ("kraft", "rollout.podManagement"),
];

#[test]
fn every_key_has_a_case() {
    let schema = schema();
    let cases = cases();
    let mut missing = BTreeSet::new();
    for component in ALL {
        let keys = keys_of(&schema, component.key);
        assert!(keys.len() > 60, "{}: {keys:?}", component.key);
        let own = cases.iter().filter(|case| case.on.contains(&component.key));
        let covered: BTreeSet<String> = own.flat_map(|case| keys_in(&schema, component.key, &case.set)).collect();
        missing.extend(
            keys.difference(&covered)
                .filter(|key| !WITHOUT_EFFECT.contains(&(component.key, key.as_str())))
                .map(|key| format!("{}.{key}", component.key)),
        );
    }
    assert_eq!(missing, BTreeSet::new(), "give these keys a case in tests/workload/");
}
