use rayon::prelude::*;

use super::rule::{subject, with_template};
use super::schema::{Fault, Minor, Schemas, resources};
use crate::manifest::{Manifests, Object};
use crate::source::{Finding, Findings};
use crate::yaml::Node;

/// Whether every object is what the schemas of that minor say. What a rule has said already is not said again, and kinds
/// that Kubernetes does not own pass.
pub fn conform(manifests: &Manifests, minor: Minor, findings: &mut Findings) {
    let mut schemas = Schemas::new(vec![minor]);
    schemas.ignore_missing = true;
    let known: Vec<String> = findings.subjects().map(str::to_owned).collect();
    let faults = |object: &Object| -> Vec<Fault> {
        let node = Node::from_json(&object.value);
        let judged = resources(&node).into_iter().flatten().map(|resource| schemas.judge(&resource).faults);
        judged.flatten().map(|(fault, _)| fault).collect()
    };
    let faults: Vec<Vec<Fault>> = manifests.objects().par_iter().map(faults).collect();
    for (object, fault) in manifests
        .objects()
        .iter()
        .zip(faults)
        .flat_map(|(object, faults)| faults.into_iter().map(move |fault| (object, fault)))
    {
        let subject = subject(object, &fault.path);
        if known.contains(&subject) {
            continue;
        }
        let sentence = with_template(object, &fault.sentence);
        let make = if fault.is_warning { Finding::warning } else { Finding::error };
        findings.push(make(fault.rule, subject, sentence, fault.fix));
    }
}
