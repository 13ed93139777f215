use serde_json::Value;

use super::{Context, Plan};
use crate::model::part::format::{domain, namespace};
use crate::source::{Findings, excerpt};

/// Reports what a pod could not take over from its free-form settings, which would be lost without a word.
pub fn check(context: &Context, plan: &Plan, findings: &mut Findings) {
    let workload = plan.workload;
    let mut error = |path: &[&str], rule: &'static str, sentence: String, fix: &str| {
        context.error(findings, rule, &[&plan.section[..], path].concat(), sentence, fix);
    };
    for (name, variable) in &workload.env {
        if variable.value.is_some() && variable.value_from.is_some() {
            let sentence = format!("the variable `{}` has two values", excerpt(name));
            let fix = "keep `value` or `valueFrom`, and set the other to null if another file sets it";
            error(&["env", name], "two-values", sentence, fix);
        }
    }
    for (key, containers) in [("sidecars", &workload.sidecars), ("initContainers", &workload.init_containers)] {
        for (name, container) in containers {
            if let Err(problem) = namespace(name) {
                let sentence = format!("`{}` cannot name a container", excerpt(name));
                error(&[key, name], "bad-format", sentence, &problem.fix);
            }
            if !container.is_object() {
                let fix = "write it as a pod has it, without `name`: `{ image: busybox, command: [sleep, inf] }`";
                error(&[key, name], "not-a-map", format!("the container `{}` is no map", excerpt(name)), fix);
            } else if container.get("name").is_some_and(|own| own != name) {
                let fix = "remove `name`: the key is its name";
                error(&[key, name], "two-names", format!("the container `{}` has another name", excerpt(name)), fix);
            }
        }
    }
    let probes = &workload.probes;
    for (name, probe) in
        [("startup", &probes.startup), ("readiness", &probes.readiness), ("liveness", &probes.liveness)]
    {
        if probe.handler.as_ref().is_some_and(|handler| !matches!(handler, Value::Object(_))) {
            let fix = "write it as a pod has it: `{ httpGet: { path: /, port: 8080 } }`";
            error(&["probes", name, "handler"], "not-a-map", "the handler of a probe is no map".to_owned(), fix);
        }
    }
    for property in workload.config_from_secrets.keys() {
        let is_file = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if property.is_empty() || property.starts_with('.') || !property.chars().all(is_file) {
            let sentence =
                format!("`{}` cannot be the name of a file, by which its value is mounted", excerpt(property));
            let fix = "use a-z, A-Z, 0-9, `.`, `_` and `-`, as all properties of Confluent Platform do";
            error(&["configFromSecrets", property], "bad-format", sentence, fix);
        }
    }
    for (property, at) in &workload.config_from_secrets {
        let path = [&plan.section[..], &["configFromSecrets", property]].concat();
        check_reference(context, &path, ("secret", &at.secret), &[("key", &at.key)], findings);
    }
}

/// Reports a reference to keys of a Secret or ConfigMap that no API server takes. `of` is where its name stands below
/// `path`, and the name; `keys` are the same for what is read of it.
pub fn check_reference(
    context: &Context,
    path: &[&str],
    of: (&str, &str),
    keys: &[(&str, &str)],
    findings: &mut Findings,
) {
    let is_key = |text: &str| {
        let is_of_key = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        !text.is_empty() && text.len() <= 253 && text.chars().all(is_of_key)
    };
    let mut check = |(field, text): (&str, &str), is_good: bool, example: &str| {
        if !is_good {
            let sentence = match text.is_empty() {
                true => format!("`{field}` is missing"),
                false => format!("`{}` cannot be {example}", excerpt(text)),
            };
            let fix = format!("set `{field}` to {example}");
            context.error(findings, "bad-reference", &[path, &[field]].concat(), sentence, fix);
        }
    };
    check(of, domain(of.1).is_ok(), "the name of an object in the same namespace");
    keys.iter().for_each(|key| check(*key, is_key(key.1), "one of its keys"));
}
