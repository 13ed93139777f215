use super::legacy::whole_number;
use super::update::{STALLED, is_rolling, limits};
use crate::check::validation::core::pod::{PodContext, pod_template, pod_template_warnings};
use crate::check::validation::matching::{label, selects};
use crate::check::validation::meta::object_meta;
use crate::check::validation::numbers::{at_most_all, int_or_percent, nonnegative, share};
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::workload::{lasting, mismatch, nonempty_selector};
use crate::check::validation::{Errors, Value};

/// A DaemonSet (`ValidateDaemonSet`).
pub fn daemon_set<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    whole_number(object, "deprecated.daemonset.template.generation", errors);
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    let (selector, template) = (spec.get("selector"), spec.get("template"));
    let known = errors.count();
    label_selector(selector, errors);
    let labels = template.get("metadata").get("labels");
    if errors.count() == known && !selects(selector, |key| label(labels, key)) {
        mismatch(labels, errors);
    }
    nonempty_selector(selector, "daemonset", errors);
    pod_template(template, &PodContext { is_template: true, ..PodContext::default() }, errors);
    lasting(template, "DaemonSet", errors);
    nonnegative(spec.get("minReadySeconds"), errors);
    update_strategy(spec.get("updateStrategy"), errors);
    nonnegative(spec.get("revisionHistoryLimit"), errors);
    pod_template_warnings(template, errors);
}

/// How pods are replaced (`ValidateDaemonSetUpdateStrategy`).
fn update_strategy<'n>(strategy: Value<'n>, errors: &mut Errors<'n>) {
    if is_rolling(strategy, &["RollingUpdate", "OnDelete"], errors) {
        let (unavailable, surge) = limits(strategy);
        int_or_percent(unavailable, errors);
        int_or_percent(surge, errors);
        at_most_all(unavailable, errors);
        at_most_all(surge, errors);
        let has_unavailable = !unavailable.is_set() || share(unavailable) != 0;
        let has_surge = share(surge) != 0;
        if has_unavailable && has_surge {
            let detail = "may not be set when maxUnavailable is non-zero";
            errors.invalid(surge, STALLED, detail, "set maxUnavailable to 0 beside it");
        } else if !has_unavailable && !has_surge {
            errors.required(unavailable, STALLED, "cannot be 0 when maxSurge is 0", "let one of the two be above 0");
        }
    }
}
