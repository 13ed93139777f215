use super::sources::{container, external, object, pods, resource};
use crate::check::validation::{Errors, Value};

const RULE: &str = "metric-source";

const TYPES: &[&str] = &["ContainerResource", "External", "Object", "Pods", "Resource"];

/// What judges the source of one type.
type Judge = for<'n> fn(Value<'n>, &mut Errors<'n>);

/// The sources, in the order in which the API server looks for them.
const SOURCES: &[(&str, &str, Judge)] = &[
    ("Object", "object", object),
    ("External", "external", external),
    ("Pods", "pods", pods),
    ("Resource", "resource", resource),
    ("ContainerResource", "containerResource", container),
];

/// A metric of an autoscaler (`validateMetricSpec`). Only the first source is looked into.
pub fn metric<'n>(metric: Value<'n>, errors: &mut Errors<'n>) {
    let kind = metric.get("type");
    if kind.is_empty() {
        errors.required(kind, RULE, "must specify a metric source type", "say what it is: Resource, Pods or the like");
    }
    if !TYPES.contains(&kind.text()) {
        errors.unsupported(kind, RULE, TYPES);
    }
    let mut sources = SOURCES.iter().filter(|(_, field, _)| metric.get(field).is_set());
    if let Some((_, field, judge)) = sources.next() {
        judge(metric.get(field), errors);
    }
    let is_single = sources.next().is_none();
    let expected = SOURCES.iter().find(|(name, _, _)| *name == kind.text()).map(|(_, field, _)| *field);
    if let Some(field) = expected.filter(|field| !metric.get(field).is_set()) {
        let detail = "must populate information for the given metric source";
        errors.required(metric.get(field), RULE, detail, "describe the metric there");
    }
    for (_, field, _) in SOURCES.iter().filter(|(_, field, _)| !is_single && expected != Some(*field)) {
        if metric.get(field).is_set() {
            let detail = "must populate the given metric source only";
            errors.forbidden(metric.get(field), RULE, detail, "make it a metric of its own");
        }
    }
}

/// Whether the metrics can be told where no pod runs.
pub fn can_reach_zero(metrics: Value) -> bool {
    metrics.items().any(|metric| ["Object", "External"].contains(&metric.get("type").text()))
}
