use crate::check::{Report, Rule};
use crate::manifest::Manifests;

/// Names that the API server accepts and from which controllers can make further names.
pub const RULE: Rule = Rule {
    name: "object-name",
    explanation: "Object names are DNS names: lower case letters, digits, `-` and, for most kinds, `.`; a Service's \
                  name is one label that begins with a letter and has at most 63 characters. A StatefulSet's pods \
                  carry its name with a hash as a label, so it may have at most 52 characters or no pod is ever made.",
    bad: "apiVersion: v1\nkind: Service\nmetadata: {name: 1-kafka.orders}\n",
    good: "apiVersion: v1\nkind: Service\nmetadata: {name: orders-kafka}\n",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        if let Some(problem) = problem(object.kind(), object.name()) {
            let fix = "choose a shorter or simpler name; most names begin with the name of the platform";
            report.error(object, "metadata.name", format!("`{}` {problem}", object.name()), fix);
        }
        // `namespace: n` without quotes is false.
        if let Some(namespace) = object.value.pointer("/metadata/namespace").filter(|namespace| !namespace.is_string())
        {
            report.error(object, "metadata.namespace", format!("`{namespace}` is not a string"), "quote it");
        }
        if let Some(namespace) = object.namespace().filter(|namespace| !is_label(namespace) || namespace.len() > 63) {
            let sentence = format!("`{namespace}` is no name of a namespace");
            report.error(object, "metadata.namespace", sentence, "use up to 63 lower case letters, digits and `-`");
        }
    }
}

fn problem(kind: &str, name: &str) -> Option<String> {
    let longest = match kind {
        "StatefulSet" | "CronJob" => 52,
        "Service" | "Namespace" => 63,
        _ => 253,
    };
    if name.len() > longest {
        return Some(format!("has {} characters, and a {kind}'s name may have {longest}", name.len()));
    }
    match kind {
        // These are path segments only: `system:x:Y` is a valid name.
        "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding" | "PodDisruptionBudget" => {
            let valid = !name.contains(['/', '%']) && name != "." && name != "..";
            (!valid).then(|| "may not contain `/` or `%`, nor be `.` or `..`".to_owned())
        }
        "Service" if !is_label(name) || name.starts_with(|c: char| c.is_ascii_digit()) => {
            Some("must be lower case letters, digits and `-`, begin with a letter and end with no `-`".to_owned())
        }
        "Namespace" | "StatefulSet" if !is_label(name) => {
            Some("must be lower case letters, digits and `-`, and neither begin nor end with `-`".to_owned())
        }
        _ if !name.split('.').all(is_label) => {
            Some("must be lower case letters, digits, `-` and `.`, with a letter or digit at both ends".to_owned())
        }
        _ => None,
    }
}

fn is_label(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty() && text.bytes().all(inner) && !text.starts_with('-') && !text.ends_with('-')
}
