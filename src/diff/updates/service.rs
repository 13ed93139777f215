use serde_json::Value;

use super::{Refusal, Update};

/// Addresses that a Service was given stay its own (`ValidateServiceUpdate`). What the new manifest does not say, the
/// server keeps.
pub fn service(update: &Update) -> Vec<Refusal> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let (before, after) = (text(update.before("/spec/type")), text(update.after("/spec/type")));
    let instead = format!(
        "`kubectl delete {}` and apply the new one: it is unreachable in between, and its address may change; or make a \
         second Service",
        update.argument()
    );
    let mut refusals = Vec::new();
    if before != "ExternalName" && after != "ExternalName" {
        refusals.extend(addresses(update, &instead));
        refusals.extend(released(update));
        refusals.extend(families(update, &instead));
    }
    if before == "LoadBalancer" && after == before && update.changes("spec.loadBalancerClass") {
        refusals.push(update.refuse("spec.loadBalancerClass", "Invalid value: may not change once set", &*instead));
    }
    let checks_health = |policy: Option<&Value>, kind: &str| kind == "LoadBalancer" && text(policy) == "Local";
    let both = checks_health(update.before("/spec/externalTrafficPolicy"), &before)
        && checks_health(update.after("/spec/externalTrafficPolicy"), &after);
    if both && update.changes("spec.healthCheckNodePort") {
        refusals.push(update.refuse("spec.healthCheckNodePort", "Forbidden: field is immutable", instead));
    }
    refusals
}

/// The cluster addresses: those of `clusterIPs`, or the one of `clusterIP`.
fn cluster_ips(object: &Value) -> Vec<&str> {
    let list = object.pointer("/spec/clusterIPs").and_then(Value::as_array);
    let all: Vec<&str> = list.into_iter().flatten().filter_map(Value::as_str).collect();
    if !all.is_empty() {
        return all;
    }
    object.pointer("/spec/clusterIP").and_then(Value::as_str).into_iter().collect()
}

fn is_headless(object: &Value) -> bool {
    cluster_ips(object).first() == Some(&"None")
}

fn addresses(update: &Update, instead: &str) -> Option<Refusal> {
    let (before, after) = (cluster_ips(update.old), cluster_ips(update.new));
    // A manifest without an address got one, which the server keeps; to no address at all it cannot go.
    let unset = before.is_empty() && is_headless(update.new);
    let changed = before.iter().zip(&after).any(|(before, after)| before != after);
    (unset || changed).then(|| update.refuse("spec.clusterIPs[0]", "Invalid value: may not change once set", instead))
}

fn families(update: &Update, instead: &str) -> Option<Refusal> {
    if is_headless(update.old) || is_headless(update.new) {
        return None;
    }
    let first = |object: &Value| object.pointer("/spec/ipFamilies/0").and_then(Value::as_str).map(str::to_owned);
    let (before, after) = (first(update.old)?, first(update.new)?);
    (before != after).then(|| update.refuse("spec.ipFamilies[0]", "Invalid value: may not change once set", instead))
}

/// A Service that requires both families has two, whatever its manifest lists, and so has one without addresses and
/// without pods of its own that says nothing of them; one that is written takes the other away.
fn released(update: &Update) -> Option<Refusal> {
    const POLICY: &str = "/spec/ipFamilyPolicy";
    let policy = |value: Option<&'_ Value>| value.and_then(Value::as_str).map(str::to_owned);
    let families = |value: Option<&Value>| value.and_then(Value::as_array).map_or(0, Vec::len);
    let before = policy(update.before(POLICY));
    let is_plain = is_headless(update.old) && update.before("/spec/selector").is_none() && before.is_none();
    let had_both =
        before.as_deref() == Some("RequireDualStack") || is_plain || families(update.before("/spec/ipFamilies")) == 2;
    let after = policy(update.after(POLICY)).or(before);
    let after = after.as_deref().unwrap_or(if is_plain { "RequireDualStack" } else { "SingleStack" });
    let is_released = had_both && families(update.after("/spec/ipFamilies")) == 1 && after != "SingleStack";
    let sentence = "Invalid value: must be 'SingleStack' to release the secondary IP family";
    is_released.then(|| update.refuse("spec.ipFamilyPolicy", sentence, "list both families, or none"))
}
