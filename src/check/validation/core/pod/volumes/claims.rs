use super::PodContext;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{dns_label, dns_subdomain};
use crate::check::validation::{Errors, Value};

/// What the API server appends to `generateName`, and how much of the prefix it keeps.
const GENERATED: &str = "xxxxx";
const PREFIX: usize = 58;

/// The name that a pod has or will have; templates have none.
fn owner(context: &PodContext, errors: &Errors) -> Option<String> {
    if context.is_template {
        return None;
    }
    let metadata = errors.object().get("metadata");
    let (name, prefix) = (metadata.get("name").text(), metadata.get("generateName").text());
    if name.is_empty() && !prefix.is_empty() {
        let kept: String = prefix.chars().take(PREFIX).collect();
        return Some(kept + GENERATED);
    }
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

/// The claims that come into being with a pod, for its ephemeral volumes.
pub fn created(list: Value, context: &PodContext, errors: &Errors) -> Vec<String> {
    let mut ephemeral = list.items().filter(|volume| volume.get("ephemeral").is_set()).peekable();
    match ephemeral.peek().and_then(|_| owner(context, errors)) {
        Some(owner) => ephemeral.map(|volume| format!("{owner}-{}", volume.get("name").text())).collect(),
        None => Vec::new(),
    }
}

/// What the name of an ephemeral volume has against the claim that comes into being for it.
pub fn ephemeral_name<'n>(name: Value<'n>, context: &PodContext, errors: &mut Errors<'n>) {
    let Some(owner) = owner(context, errors).filter(|_| !name.text().is_empty()) else { return };
    let claim = format!("{owner}-{}", name.text());
    for problem in dns_subdomain(&claim) {
        let detail = format!("PVC name {claim:?}: {problem}");
        errors.invalid(name, "ephemeral-claim", &detail, "choose another name");
    }
}

/// A volume may not wait for a claim that comes into being for another volume of the same pod.
pub fn not_created<'n>(volume: Value<'n>, created: &[String], errors: &mut Errors<'n>) {
    if created.is_empty() {
        return;
    }
    let claim = volume.get("persistentVolumeClaim").get("claimName");
    if claim.is_set() && created.iter().any(|name| name == claim.text()) {
        let detail = "must not reference a PVC that gets created for an ephemeral volume";
        errors.invalid(claim, "ephemeral-claim", detail, "name another claim");
    }
}

/// Judges the claim templates of a StatefulSet, which stand before the volumes of its pods, as volumes; how many they are.
pub fn templates<'n>(
    list: Value<'n>,
    context: &PodContext<'n>,
    names: &mut Seen<&'n str>,
    errors: &mut Errors<'n>,
) -> usize {
    let mut count = 0;
    for name in &context.claims {
        if !names.insert(name) {
            continue;
        }
        let problems = dns_label(name);
        let mut add = |field: &str, sentence: String| {
            let fault = errors.add(list, "volume-name", sentence, "choose a name that is one");
            fault.path.push_str(&format!("[{count}].{field}"));
        };
        if name.is_empty() {
            add("persistentVolumeClaim.claimName", "Required value".to_owned());
            add("name", "Required value".to_owned());
        } else {
            problems.into_iter().for_each(|problem| add("name", format!("Invalid value: {name:?}: {problem}")));
        }
        count += 1;
    }
    count
}
