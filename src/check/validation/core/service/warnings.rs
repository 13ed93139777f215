use crate::check::validation::net::{warn_cidr, warn_ip};
use crate::check::validation::{Errors, Value};

const RULE: &str = "service-ignored-field";

/// What the API server warns of in a good Service (`GetWarningsForService`).
pub fn warnings<'n>(object: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    let spec = object.get("spec");
    let hints = "service.kubernetes.io/topology-aware-hints";
    if let Some(hints) = object.get("metadata").get("annotations").key(hints) {
        let sentence = "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use \
                        service.kubernetes.io/topology-mode instead";
        errors.warn(hints, "deprecated-field", sentence, "use service.kubernetes.io/topology-mode");
    }
    cluster_ips(spec, errors);
    let (balancer, external) = (spec.get("loadBalancerIP"), spec.get("externalIPs"));
    let is_headless = kind == "ClusterIP" && spec.get("clusterIP").text() == "None";
    let mut ignored = |value: Value<'n>, what: &str| {
        errors.warn(value, RULE, what, "remove it");
    };
    if is_headless {
        if !balancer.text().is_empty() {
            ignored(balancer, "spec.loadBalancerIP is ignored for headless services");
        }
        if !external.is_empty() {
            ignored(external, "spec.externalIPs is ignored for headless services");
        }
        if spec.get("sessionAffinity").text_or("None") != "None" {
            ignored(spec.get("sessionAffinity"), "spec.SessionAffinity is ignored for headless services");
        }
    }
    external.items().for_each(|ip| warn_ip(ip, errors));
    if errors.since(36) && !external.is_empty() && !is_headless && kind != "ExternalName" {
        let sentence = "spec.externalIPs is deprecated and may no longer be implemented in some clusters";
        errors.warn(external, "deprecated-field", sentence, "use a load balancer or a gateway");
    }
    warn_ip(balancer, errors);
    spec.get("loadBalancerSourceRanges").items().for_each(|range| warn_cidr(range, range.text(), errors));
    if kind == "ExternalName" && !external.is_empty() {
        errors.warn(external, RULE, "spec.externalIPs is ignored when spec.type is \"ExternalName\"", "remove it");
    }
    let name = spec.get("externalName");
    if kind != "ExternalName" && !name.text().is_empty() {
        errors.warn(name, RULE, "spec.externalName is ignored when spec.type is not \"ExternalName\"", "remove it");
    }
    let distribution = spec.get("trafficDistribution");
    if errors.since(35) && distribution.text() == "PreferClose" {
        let sentence = "\"PreferClose\" is deprecated; use \"PreferSameZone\"";
        errors.warn(distribution, "deprecated-field", sentence, "write PreferSameZone");
    }
}

fn cluster_ips<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (ip, ips) = (spec.get("clusterIP"), spec.get("clusterIPs"));
    if matches!(ip.text(), "" | "None") {
        return;
    }
    if ips.is_empty() {
        let before = errors.count();
        warn_ip(ip, errors);
        errors.after(before).iter_mut().for_each(|fault| "spec.clusterIPs[0]".clone_into(&mut fault.path));
    }
    ips.items().for_each(|ip| warn_ip(ip, errors));
}
