use serde_json::{Value, json};

use super::fields::{is_empty, made_value, set_absent};
use super::row::Preset::Number;
use super::row::fill_in;
use crate::check::schema::Minor;

/// `autoscaling/v1`: at least one replica, and 80 % of the processors that were asked for.
pub fn version_1(object: &mut Value, _: Minor) {
    let has_metrics = object.pointer("/metadata/annotations/autoscaling.alpha.kubernetes.io~1metrics").is_some();
    let Some(spec) = made_value(object, &["spec"]) else { return };
    fill_in(spec, &[("minReplicas", Number(1))]);
    if !has_metrics {
        fill_in(spec, &[("targetCPUUtilizationPercentage", Number(80))]);
    }
}

/// `autoscaling/v2`: the same, and rules of scaling where there are some.
pub fn version_2(object: &mut Value, _: Minor) {
    let Some(spec) = made_value(object, &["spec"]) else { return };
    fill_in(spec, &[("minReplicas", Number(1))]);
    if spec.is_object() && is_empty(spec, "metrics") {
        let target = json!({ "type": "Utilization", "averageUtilization": 80 });
        spec["metrics"] = json!([{ "type": "Resource", "resource": { "name": "cpu", "target": target } }]);
    }
    let Some(behavior) = spec.get_mut("behavior") else { return };
    let percent = json!({ "type": "Percent", "value": 100, "periodSeconds": 15 });
    if let Some(up) = made_value(behavior, &["scaleUp"]) {
        set_absent(up, "stabilizationWindowSeconds", 0);
        set_absent(up, "policies", json!([{ "type": "Pods", "value": 4, "periodSeconds": 15 }, percent]));
        set_absent(up, "selectPolicy", "Max");
    }
    if let Some(down) = made_value(behavior, &["scaleDown"]) {
        set_absent(down, "policies", json!([percent]));
        set_absent(down, "selectPolicy", "Max");
    }
}
