use crate::check::validation::text::{port, port_name};
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
