use rayon::prelude::*;

use super::rule::{subject, with_template};
use super::schema::{Fault, Minor, Schemas, resources};
use crate::manifest::{Manifests, Object};
use crate::source::{Finding, Findings};
use crate::yaml::Node;

/// Where objects are not what the schemas of that minor say. Kinds that Kubernetes does not own pass.
pub fn faults(manifests: &Manifests, minor: Minor) -> Vec<(&Object, Fault)> {
    let mut schemas = Schemas::new(vec![minor]);
    schemas.ignore_missing = true;
    let of_one = |object| of_object(object, &schemas).into_iter().map(move |fault| (object, fault));
    manifests.objects().par_iter().flat_map_iter(of_one).collect()
}

fn of_object(object: &Object, schemas: &Schemas) -> Vec<Fault> {
    let node = Node::from_json(&object.value);
    let judged = resources(&node).into_iter().flatten().map(|resource| schemas.judge(&resource));
    judged.flat_map(|judged| judged.faults).map(|(fault, _)| fault).collect()
}

/// Adds faults to what the rules have found. What a rule has said already is not said again.
pub fn add(faults: Vec<(&Object, Fault)>, findings: &mut Findings) {
    let known: Vec<(&str, String)> = findings.subjects().map(|(rule, subject)| (rule, subject.to_owned())).collect();
    for (object, fault) in faults {
        let subject = subject(object, &fault.path);
        // A rule of cpgen's own has said it already, or more about the same place.
        let said = |(rule, known): &(&str, String)| {
            *known == subject || (fault.is_warning || *rule == fault.rule) && known.starts_with(&subject)
        };
        if known.iter().any(said) {
            continue;
        }
        let sentence = with_template(object, &fault.sentence);
        findings.push(Finding { sentence, ..fault.finding(subject) });
    }
}
