use super::super::port::{app_protocol, port_number, port_or_name, port_protocol};
use crate::check::validation::seen::Seen;
use crate::check::validation::text::dns_label;
use crate::check::validation::{Errors, Value};

/// Ports, each for itself (`validateServicePort`).
pub fn ports<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let ports = spec.get("ports");
    let mut names = Seen::new();
    for each in ports.items() {
        let (name, protocol, target) = (each.get("name"), each.get("protocol"), each.get("targetPort"));
        if name.text().is_empty() && ports.len() > 1 {
            errors.required(name, "service-port-name", "", "name each port where there are several");
        } else if !name.text().is_empty() {
            for problem in dns_label(name.text()) {
                errors.invalid(name, "service-port-name", &problem, "write a name like http");
            }
            if !names.insert(name.text()) {
                errors.duplicate(name, "service-port-name", "name each port differently");
            }
        }
        // A port that is absent is 0.
        let number = each.get("port").integer().unwrap_or(0);
        port_number(each.get("port"), number, errors);
        port_protocol(protocol, errors);
        target_port(target, number, errors);
        app_protocol(each.get("appProtocol"), errors);
    }
}

/// Nothing, 0 and an empty name are defaulted to the port.
fn target_port<'n>(target: Value<'n>, port: i64, errors: &mut Errors<'n>) {
    let is_default = target.integer().map_or(target.text().is_empty(), |number| number == 0);
    if is_default { port_number(target, port, errors) } else { port_or_name(target, errors) }
}

/// That no two ports have the same protocol and number.
pub fn unique<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let mut seen = Seen::new();
    for each in spec.get("ports").items() {
        let key = (each.get("protocol").text_or("TCP"), each.get("port").integer().unwrap_or(0));
        if !seen.insert(key) {
            let sentence = format!(
                "Duplicate value: {{\"Name\":\"\",\"Protocol\":\"{}\",\"AppProtocol\":null,\"Port\":{},\"TargetPort\":0,\"NodePort\":0}}",
                key.0, key.1
            );
            errors.add(each, "service-port-duplicate", sentence, "give each port another number or protocol");
        }
    }
}
