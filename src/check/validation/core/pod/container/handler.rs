use super::super::facts::Facts;
use crate::check::validation::text::{header_name, port, port_name};
use crate::check::validation::{Errors, Value};

const SCHEMES: &[&str] = &["HTTP", "HTTPS"];

/// What probes can do.
pub const OF_PROBES: &[&str] = &["exec", "httpGet", "tcpSocket", "grpc"];

/// What hooks of the life cycle can do.
pub const OF_HOOKS: &[&str] = &["exec", "httpGet", "tcpSocket", "sleep"];

/// What a probe or a hook does: one of `kinds` (`validateHandler`).
pub fn handler<'n>(handler: Value<'n>, kinds: &[&'static str], facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let mut has_one = false;
    for kind in kinds {
        let action = handler.get(kind);
        if !action.is_set() {
            continue;
        }
        if has_one {
            errors.forbidden(action, "handler", "may not specify more than 1 handler type", "keep one of them");
            continue;
        }
        has_one = true;
        match *kind {
            "exec" => {
                if action.get("command").is_empty() {
                    errors.required(action.get("command"), "handler", "", "write the command as a list");
                }
            }
            "httpGet" => http_get(action, errors),
            "sleep" => sleep(action, facts, errors),
            "grpc" => port_number(action.get("port"), errors),
            _ => port_number_or_name(action.get("port"), errors),
        }
    }
    if !has_one {
        let fix = format!("add one of {}", kinds.join(", "));
        errors.required(handler, "handler", "must specify a handler type", &fix);
    }
}

/// `validateHTTPGetAction`.
fn http_get<'n>(action: Value<'n>, errors: &mut Errors<'n>) {
    port_number_or_name(action.get("port"), errors);
    errors.one_of(action.get("scheme"), "http-scheme", SCHEMES);
    let headers = action.get("httpHeaders");
    for header in headers.items() {
        let name = header.get("name");
        for problem in header_name(name.text()) {
            let shown = format!("{:?}", name.text());
            let fix = "use letters, digits and `-`";
            errors.invalid_as(headers, &shown, "http-header", &problem, fix).span = name.span();
        }
    }
}

/// `ValidatePortNumOrName`.
fn port_number_or_name<'n>(target: Value<'n>, errors: &mut Errors<'n>) {
    if target.is_text() {
        errors.malformed(target, "port-name", port_name(target.text()), "write a port, or the name of one");
    } else {
        port_number(target, errors);
    }
}

fn port_number<'n>(target: Value<'n>, errors: &mut Errors<'n>) {
    let number = target.integer().unwrap_or(0);
    for problem in port(number) {
        errors.invalid_as(target, &number.to_string(), "port-range", &problem, "write a port from 1 to 65535");
    }
}

/// `validateSleepAction`.
fn sleep<'n>(action: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let seconds = action.get("seconds").integer().unwrap_or(0);
    let may_be_zero = errors.since(33);
    if seconds <= facts.grace && (seconds > 0 || may_be_zero && seconds == 0) {
        return;
    }
    let least = if may_be_zero { "non-negative" } else { "greater than 0" };
    let gate = "Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.";
    let mut detail = format!("must be {least} and less than terminationGracePeriodSeconds ({})", facts.grace);
    if errors.since(32) && !may_be_zero {
        detail = format!("{detail}. {gate}");
    }
    let fix = "sleep for less, or set terminationGracePeriodSeconds to more";
    errors.invalid_as(action, &seconds.to_string(), "sleep-seconds", &detail, fix);
}
