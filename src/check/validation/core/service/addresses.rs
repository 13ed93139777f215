use super::is_headless;
use crate::check::validation::net::{endpoint_ip, legacy_ip};
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

const RULE: &str = "service-type-fields";

/// What the type of a Service asks of its ports and addresses.
pub fn by_type<'n>(spec: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    let headless = is_headless(spec);
    if spec.get("ports").is_empty() && !headless && kind != "ExternalName" {
        errors.required(spec.get("ports"), "service-ports", "", "add a port, or write `clusterIP: None`");
    }
    if kind == "LoadBalancer" && !errors.since(33) {
        kubelet_port(spec, errors);
    }
    match kind {
        "LoadBalancer" | "NodePort" if headless => {
            let ip = spec.get("clusterIPs").items().next().unwrap_or(spec.get("clusterIP"));
            let detail = format!("may not be set to 'None' for {kind} services");
            let fault = errors.invalid(ip, RULE, &detail, "remove it, or write `type: ClusterIP`");
            "spec.clusterIPs[0]".clone_into(&mut fault.path);
        }
        "ExternalName" => external_name(spec, errors),
        _ => {}
    }
}

/// Up to 1.32 the port of the kubelet was not balanced.
fn kubelet_port<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    for port in spec.get("ports").items().filter(|port| port.get("port").integer() == Some(10250)) {
        let sentence = "Invalid value: 10250: may not expose port 10250 externally since it is used by kubelet";
        errors.add(port, "service-kubelet-port", sentence.to_owned(), "choose another port");
    }
}

fn external_name<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (ip, ips) = (spec.get("clusterIP"), spec.get("clusterIPs"));
    let (detail, fix) = ("may not be set for ExternalName services", "remove it: an ExternalName is only a name");
    if !ips.is_empty() {
        errors.forbidden(ips, RULE, detail, fix);
    } else if !ip.text().is_empty() {
        "spec.clusterIPs".clone_into(&mut errors.forbidden(ip, RULE, detail, fix).path);
    }
    if !spec.get("ipFamilies").is_empty() {
        errors.forbidden(spec.get("ipFamilies"), RULE, detail, fix);
    }
    if spec.get("ipFamilyPolicy").is_set() {
        errors.forbidden(spec.get("ipFamilyPolicy"), RULE, detail, fix);
    }
    let name = spec.get("externalName");
    let canonical = name.text().strip_suffix('.').unwrap_or(name.text());
    if canonical.is_empty() {
        errors.required(name, "service-external-name", "", "name the host that the Service stands for");
        return;
    }
    for problem in dns_subdomain(canonical) {
        let sentence = format!("Invalid value: {canonical:?}: {problem}");
        errors.add(name, "service-external-name", sentence, "write the name of a host");
    }
}

/// Addresses outside of the cluster under which a Service is reached.
pub fn external<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    for ip in spec.get("externalIPs").items() {
        if legacy_ip(ip, errors) {
            endpoint_ip(ip, errors);
        }
    }
}
