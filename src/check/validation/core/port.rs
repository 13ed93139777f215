use crate::check::validation::text::{label_key, port, port_name};
use crate::check::validation::{Errors, Value};

/// The number or name of a port (`ValidatePortNumOrName`).
pub fn port_or_name<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    let problems = match value.integer() {
        Some(number) => port(number),
        None => port_name(value.text()),
    };
    for problem in problems {
        errors.invalid(value, "port-range", &problem, "write a port from 1 to 65535, or the name of one");
    }
}

/// A number of a port that is written there, or comes from elsewhere.
pub fn port_number<'n>(value: Value<'n>, number: i64, errors: &mut Errors<'n>) {
    for problem in port(number) {
        let sentence = format!("Invalid value: {number}: {problem}");
        errors.add(value, "port-range", sentence, "write a port from 1 to 65535");
    }
}

/// The protocol of a port; none is TCP.
pub fn port_protocol<'n>(protocol: Value<'n>, errors: &mut Errors<'n>) {
    if !matches!(protocol.text_or("TCP"), "SCTP" | "TCP" | "UDP") {
        errors.unsupported(protocol, "port-protocol", &["SCTP", "TCP", "UDP"]);
    }
}

/// The protocol that is spoken behind a port.
pub fn app_protocol<'n>(protocol: Value<'n>, errors: &mut Errors<'n>) {
    if protocol.is_set() {
        let fix = "write a protocol like http or example.com/mine";
        errors.malformed(protocol, "app-protocol", label_key(protocol.text()), fix);
    }
}
