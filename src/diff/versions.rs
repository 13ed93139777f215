use serde_json::{Value, json};

/// One form of an object for all versions of its API, where built-in kinds have several: autoscalers of `autoscaling/v1`
/// in the words of `autoscaling/v2`. And without the version itself, which is no part of what is stored.
pub fn unified(mut stored: Value, api_version: &str, kind: &str) -> Value {
    if let Some(map) = stored.as_object_mut() {
        map.shift_remove("apiVersion");
    }
    if (api_version, kind) == ("autoscaling/v1", "HorizontalPodAutoscaler")
        && let Some(spec) = stored.get_mut("spec").and_then(Value::as_object_mut)
        && let Some(percent) = spec.shift_remove("targetCPUUtilizationPercentage")
    {
        let target = json!({ "type": "Utilization", "averageUtilization": percent });
        let metric = json!({ "type": "Resource", "resource": { "name": "cpu", "target": target } });
        spec.insert("metrics".to_owned(), json!([metric]));
    }
    stored
}

/// The version of the API in whose words [`unified`] puts an object.
pub fn unified_version<'v>(api_version: &'v str, kind: &str) -> &'v str {
    if (api_version, kind) == ("autoscaling/v1", "HorizontalPodAutoscaler") { "autoscaling/v2" } else { api_version }
}
