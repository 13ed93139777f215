use crate::check::validation::meta::plain_object_meta;
use crate::check::validation::numbers::{at_most_all, int_or_percent};
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::path_segment;
use crate::check::validation::{Errors, Value};

/// A PodDisruptionBudget (`ValidatePodDisruptionBudget`). Its metadata are looked at where nothing else is wrong.
pub fn disruption_budget<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let spec = object.get("spec");
    let (available, unavailable) = (spec.get("minAvailable"), spec.get("maxUnavailable"));
    if available.is_set() && unavailable.is_set() {
        let detail = "minAvailable and maxUnavailable cannot be both set";
        errors.invalid(spec, "disruption-budget", detail, "keep one of the two").span = unavailable.span();
    }
    for limit in [available, unavailable] {
        int_or_percent(limit, errors);
        at_most_all(limit, errors);
    }
    label_selector(spec.get("selector"), errors);
    let eviction = spec.get("unhealthyPodEvictionPolicy");
    if eviction.is_set() && !["AlwaysAllow", "IfHealthyBudget"].contains(&eviction.text()) {
        errors.unsupported(eviction, "disruption-budget", &["AlwaysAllow", "IfHealthyBudget"]);
    }
    if errors.count() == 0 {
        plain_object_meta(object, path_segment, true, errors);
    }
}
