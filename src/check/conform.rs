use super::rule::{subject, with_template};
use super::schema::{Minor, Schemas, resources};
use crate::manifest::Manifests;
use crate::source::{Finding, Findings};
use crate::yaml::Node;

/// Whether every object is what the schemas of that minor say. What a rule has said already is not said again, and kinds
/// that Kubernetes does not own pass.
pub fn conform(manifests: &Manifests, minor: Minor, findings: &mut Findings) {
    let mut schemas = Schemas::new(vec![minor]);
    schemas.ignore_missing = true;
    let known: Vec<(&str, String)> = findings.subjects().map(|(rule, subject)| (rule, subject.to_owned())).collect();
    for object in manifests.objects() {
        let node = Node::from_json(&object.value);
        for resource in resources(&node).into_iter().flatten() {
            for (fault, _) in schemas.judge(&resource).faults {
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
    }
}
