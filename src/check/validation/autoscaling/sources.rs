//! Where the metrics of autoscalers come from.

use super::reference::{Group, reference};
use super::target::target;
use crate::check::validation::core::pod::container_resource;
use crate::check::validation::text::{dns_label, path_segment};
use crate::check::validation::{Errors, Value};

const RULE: &str = "metric-source";
const TARGET: &str = "metric-target";

/// A metric of another object (`validateObjectSource`).
pub fn object<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    reference(source.get("describedObject"), Group::Any, errors);
    identifier(source.get("metric"), errors);
    let target = judged_target(source, errors);
    if !target.get("value").is_set() && !target.get("averageValue").is_set() {
        let detail = "must set either a target value or averageValue";
        errors.required(target.get("averageValue"), TARGET, detail, "set one of the two");
    }
}

/// A metric from outside of the cluster (`validateExternalSource`).
pub fn external<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    identifier(source.get("metric"), errors);
    let target = judged_target(source, errors);
    match (target.get("value").is_set(), target.get("averageValue").is_set()) {
        (false, false) => {
            let detail = "must set either a target value for metric or a per-pod target";
            errors.required(target.get("averageValue"), TARGET, detail, "set one of the two");
        }
        (true, true) => {
            let detail = "may not set both a target value for metric and a per-pod target";
            errors.forbidden(target.get("value"), TARGET, detail, "set one of the two");
        }
        _ => {}
    }
}

/// A metric of the pods themselves (`validatePodsSource`).
pub fn pods<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    identifier(source.get("metric"), errors);
    let target = judged_target(source, errors);
    if !target.get("averageValue").is_set() {
        let detail = "must specify a positive target averageValue";
        errors.required(target.get("averageValue"), TARGET, detail, "set it");
    }
}

/// What the pods use of a resource (`validateResourceSource`).
pub fn resource<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    resource_name(source.get("name"), errors);
    usage(source, errors);
}

/// What one container of the pods uses of a resource (`validateContainerResourceSource`).
pub fn container<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let (name, container) = (source.get("name"), source.get("container"));
    resource_name(name, errors);
    if !name.is_empty() {
        container_resource(name.text(), name, errors);
    }
    if container.is_empty() {
        errors.required(container, RULE, "must specify a container", "name the container");
    } else {
        errors.malformed(container, RULE, dns_label(container.text()), "name a container that can exist");
    }
    usage(source, errors);
}

fn resource_name<'n>(name: Value<'n>, errors: &mut Errors<'n>) {
    if name.is_empty() {
        errors.required(name, RULE, "must specify a resource name", "name a resource such as cpu or memory");
    }
}

/// The target of a resource.
fn usage<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let target = judged_target(source, errors);
    let (share, amount) = (target.get("averageUtilization"), target.get("averageValue"));
    match (share.is_set(), amount.is_set()) {
        (false, false) => {
            let detail = "must set either a target raw value or a target utilization";
            errors.required(share, TARGET, detail, "set averageUtilization or averageValue");
        }
        (true, true) => {
            let detail = "may not set both a target raw value and a target utilization";
            errors.forbidden(amount, TARGET, detail, "set averageUtilization or averageValue");
        }
        _ => {}
    }
}

fn judged_target<'n>(source: Value<'n>, errors: &mut Errors<'n>) -> Value<'n> {
    target(source.get("target"), errors);
    source.get("target")
}

/// The name of a metric (`validateMetricIdentifier`).
fn identifier<'n>(metric: Value<'n>, errors: &mut Errors<'n>) {
    let name = metric.get("name");
    if name.is_empty() {
        errors.required(name, RULE, "must specify a metric name", "name the metric");
    }
    errors.malformed(name, RULE, path_segment(name.text()), "name a metric that can exist");
}
