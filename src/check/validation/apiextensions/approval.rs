use crate::check::schema::Url;
use crate::check::validation::{Errors, Value};

const ANNOTATION: &str = "api-approved.kubernetes.io";

/// That the groups of Kubernetes itself are approved (`validateAPIApproval`).
pub fn approval<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let group = object.get("spec").get("group").text();
    let is_of = |domain: &str| group.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if !is_of("k8s.io") && !is_of("kubernetes.io") {
        return;
    }
    let annotations = object.get("metadata").get("annotations");
    let found = annotations.key(ANNOTATION);
    let text = found.map(Value::text).unwrap_or_default();
    let is_url = Url::of_request(text).is_some_and(|url| !url.scheme.is_empty() && !url.host.is_empty());
    let see = "see https://github.com/kubernetes/enhancements/pull/1111";
    let fix = "use a group of your own";
    if text.is_empty() {
        let detail = format!("protected groups must have approval annotation \"{ANNOTATION}\", {see}");
        let fault = errors.required(found.unwrap_or(annotations), "definition-approval", &detail, fix);
        fault.path = format!("metadata.annotations[{ANNOTATION}]");
    } else if !text.starts_with("unapproved") && !is_url {
        let detail = format!(
            "protected groups must have approval annotation \"{ANNOTATION}\" with either a URL or a reason starting \
             with \"unapproved\", {see}"
        );
        errors.invalid(found.unwrap_or(annotations), "definition-approval", &detail, fix);
    }
}
