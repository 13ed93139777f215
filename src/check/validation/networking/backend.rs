use super::class::typed_reference;
use crate::check::validation::text::{dns_1035_label, dns_label, port, port_name};
use crate::check::validation::{Errors, Value};

const RULE: &str = "ingress-backend";

/// What answers behind a path (`validateIngressBackend`).
pub fn backend<'n>(backend: Value<'n>, errors: &mut Errors<'n>) {
    let (service, resource) = (backend.get("service"), backend.get("resource"));
    let detail = match (service.is_set(), resource.is_set()) {
        (true, false) => return service_backend(backend, service, errors),
        (false, true) => return typed_reference(resource, errors),
        (true, true) => "cannot set both resource and service backends",
        (false, false) => "resource or service backend is required",
    };
    errors.add(backend, RULE, format!("Invalid value: \"\": {detail}"), "name one Service");
}

fn service_backend<'n>(backend: Value<'n>, service: Value<'n>, errors: &mut Errors<'n>) {
    let name = service.get("name");
    let form = if errors.since(36) { dns_label } else { dns_1035_label };
    if name.text().is_empty() {
        errors.required(name, RULE, "", "name a Service");
    } else {
        errors.malformed(name, RULE, form(name.text()), "write the name of a Service");
    }
    let (name, number) = (service.get("port").get("name"), service.get("port").get("number"));
    match (name.text().is_empty(), number.integer().unwrap_or(0)) {
        (false, 0) => errors.malformed(name, "port-range", port_name(name.text()), "write the name of a port"),
        (true, 0) => {
            errors.required(backend, RULE, "port name or number is required", "name a port of the Service");
        }
        (true, each) => errors.malformed(number, "port-range", port(each), "write a port from 1 to 65535"),
        (false, _) => {
            let sentence = "Invalid value: \"\": cannot set both port name & port number".to_owned();
            errors.add(backend, RULE, sentence, "keep one of them");
        }
    }
}
