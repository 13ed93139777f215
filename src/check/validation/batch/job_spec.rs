use super::failure_policy::failure_policy;
use super::generated::template_labels;
use super::indexed::completion_mode;
use super::success_policy::success_policy;
use crate::check::validation::core::pod::{PodContext, pod_template, pod_template_warnings};
use crate::check::validation::numbers::nonnegative;
use crate::check::validation::text::domain_prefixed_path;
use crate::check::validation::{Errors, Value};

/// What owns the spec: only that of a Job itself gets the defaults of Jobs and loses what a minor has switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The Job.
    Job,
    /// A CronJob, as a template of Jobs.
    CronJob,
}

impl Owner {
    /// Whether a field is looked at: for a Job from that minor on.
    pub fn has(self, since: u32, errors: &Errors) -> bool {
        self == Owner::CronJob || errors.since(since)
    }

    /// Whether the condition of a pod gets a default status.
    pub fn has_default_status(self, errors: &Errors) -> bool {
        self == Owner::Job || errors.since(34)
    }

    /// How many pods must succeed, where that is said.
    pub fn completions(self, spec: Value) -> Option<i64> {
        let default = self == Owner::Job && !spec.get("parallelism").is_set();
        spec.get("completions").integer().or(default.then_some(1))
    }
}

/// The spec of a Job or of a template of Jobs, but for its selector (`validateJobSpec`).
pub fn job_spec<'n>(spec: Value<'n>, owner: Owner, errors: &mut Errors<'n>) {
    let (parallelism, completions) = (spec.get("parallelism"), spec.get("completions"));
    let (limit, failed) = (spec.get("backoffLimitPerIndex"), spec.get("maxFailedIndexes"));
    nonnegative(parallelism, errors);
    nonnegative(completions, errors);
    for field in ["activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"] {
        nonnegative(spec.get(field), errors);
    }
    nonnegative(limit, errors);
    nonnegative(failed, errors);
    if failed.is_set() && !limit.is_set() {
        let detail = "when maxFailedIndexes is specified";
        errors.required(limit, "backoff-per-index", detail, "say how often each index may fail");
    }
    let managed_by = spec.get("managedBy");
    if managed_by.is_set() && owner.has(32, errors) {
        manager(managed_by, errors);
    }
    completion_mode(spec, owner.completions(spec), errors);
    let (policy, template) = (spec.get("podFailurePolicy"), spec.get("template"));
    if policy.is_set() {
        failure_policy(spec, owner, errors);
    }
    if spec.get("successPolicy").is_set() && owner.has(31, errors) {
        success_policy(spec, owner.completions(spec), errors);
    }
    let replacement = spec.get("podReplacementPolicy");
    let known: &[&str] = if policy.is_set() { &["Failed"] } else { &["Failed", "TerminatingOrFailed"] };
    if replacement.is_set() && !known.contains(&replacement.text()) {
        errors.unsupported(replacement, "pod-replacement", known);
    }
    if owner == Owner::Job {
        template_labels(errors.object(), errors);
    }
    pod_template(template, &PodContext { is_template: true, ..PodContext::default() }, errors);
    restart_policy(template.get("spec").get("restartPolicy"), policy.is_set(), errors);
    if let (Some(completions), Some(parallelism)) = (owner.completions(spec), parallelism.integer())
        && spec.get("completionMode").text() == "Indexed"
        && completions > 100_000
        && parallelism > 10_000
    {
        let sentence = "In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than \
                        10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail";
        errors.warn(spec, "indexed-job", sentence, "lower one of the two");
    }
    pod_template_warnings(template, errors);
}

/// Who cares for the Job instead of the built-in controller.
fn manager<'n>(manager: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "write a domain, a slash and a path";
    if manager.is_empty() {
        errors.required(manager, "managed-by", "", fix);
    }
    for (part, problem) in domain_prefixed_path(manager.text()) {
        errors.add(manager, "managed-by", format!("Invalid value: {part:?}: {problem}"), fix);
    }
    if manager.text().len() > 63 {
        errors.too_long(manager, "managed-by", 63, "use a shorter name");
    }
}

fn restart_policy<'n>(policy: Value<'n>, has_failure_policy: bool, errors: &mut Errors<'n>) {
    match policy.text_or("Always") {
        "Always" => {
            let detail = "valid values: \"OnFailure\", \"Never\"";
            errors.required(policy, "restart-policy", detail, "write OnFailure or Never");
        }
        "OnFailure" if has_failure_policy => {
            let detail = "only \"Never\" is supported when podFailurePolicy is specified";
            errors.invalid(policy, "restart-policy", detail, "write Never");
        }
        "OnFailure" | "Never" => {}
        _ => {
            errors.unsupported(policy, "restart-policy", &["OnFailure", "Never"]);
        }
    }
}
