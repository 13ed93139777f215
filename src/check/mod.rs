//! Rules that the finished objects must keep. Only what passes them may be emitted.

mod conform;
pub mod defaults;
mod kubernetes;
mod maps;
mod rule;
pub mod schema;
pub mod validation;
pub mod verdict;

pub use rule::{Report, Rule};

use crate::manifest::{Manifests, Object};
use crate::source::Findings;
use schema::Minor;

/// All rules, in the order in which they are listed and explained.
pub const RULES: &[&Rule] = &[
    &kubernetes::unique_object::RULE,
    &kubernetes::object_name::RULE,
    &kubernetes::label_value::RULE,
    &kubernetes::string_value::RULE,
    &kubernetes::dangling_service_name::RULE,
    &kubernetes::dangling_selector::RULE,
    &kubernetes::duplicate_port::RULE,
    &kubernetes::duplicate_env::RULE,
    &kubernetes::env_value::RULE,
    &kubernetes::mount_without_volume::RULE,
    &kubernetes::duplicate_mount::RULE,
    &kubernetes::node_port::RULE,
];

/// Objects that no rule has an error about. Nothing but [`check`] makes one.
#[derive(Clone, Debug)]
pub struct Checked {
    manifests: Manifests,
}

impl Checked {
    /// The objects, in the order in which they are emitted.
    pub fn objects(&self) -> &[Object] {
        self.manifests.objects()
    }

    /// Those of its objects that `wanted` takes.
    pub fn only(mut self, wanted: impl Fn(&Object) -> bool) -> Checked {
        self.manifests.retain(wanted);
        self
    }
}

/// Asks the schemas of the Kubernetes that the objects are for, where one is named, and every rule. Nothing comes out
/// checked where one of them has an error; warnings do not hinder.
pub fn check(manifests: Manifests, minor: Option<Minor>) -> (Option<Checked>, Findings) {
    let rules = || {
        let mut findings = Findings::default();
        RULES.iter().for_each(|rule| (rule.check)(&manifests, &mut Report::new(rule, &mut findings)));
        findings
    };
    let schemas = || minor.map(|minor| conform::faults(&manifests, minor)).unwrap_or_default();
    let (mut findings, faults) = rayon::join(rules, schemas);
    conform::add(faults, &mut findings);
    let checked = (!findings.has_errors()).then_some(Checked { manifests });
    (checked, findings)
}
