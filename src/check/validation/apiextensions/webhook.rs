use crate::check::schema::Url;
use crate::check::validation::text::{dns_subdomain, port};
use crate::check::validation::{Errors, Value};

const RULE: &str = "webhook-client";

/// The address of a webhook (`ValidateWebhookURL`).
pub fn webhook_url<'n>(url: Value<'n>, errors: &mut Errors<'n>) {
    let form = "; desired format: https://host[/path]";
    let fix = "write an address like https://host/path";
    let parts = match Url::parse(url.text()) {
        Ok(parts) => parts,
        Err(error) => {
            errors.required(url, RULE, &format!("url must be a valid URL: {error}{form}"), fix);
            return;
        }
    };
    let mut wrong = |shown: &str, detail: &str| {
        errors.invalid_as(url, &format!("{shown:?}"), RULE, detail, fix);
    };
    if !parts.scheme.eq_ignore_ascii_case("https") {
        wrong(&parts.scheme.to_lowercase(), &format!("'https' is the only allowed URL scheme{form}"));
    }
    if parts.host.is_empty() {
        wrong("", &format!("host must be specified{form}"));
    }
    if let Some(user) = parts.user {
        wrong(user, "user information is not permitted in the URL");
    }
    if !parts.fragment.is_empty() {
        wrong(parts.fragment, "fragments are not permitted in the URL");
    }
    if !parts.query.is_empty() {
        wrong(parts.query, "query parameters are not permitted in the URL");
    }
}

/// The Service of a webhook (`ValidateWebhookService`). For definitions the API server takes name and namespace for
/// each other.
pub fn webhook_service<'n>(service: Value<'n>, errors: &mut Errors<'n>) {
    for (field, other) in [("name", "namespace"), ("namespace", "name")] {
        if service.get(other).text().is_empty() {
            let detail = if errors.since(34) { String::new() } else { format!("service {field} is required") };
            let fault = errors.required(service.get(other), RULE, &detail, &format!("set {other}"));
            fault.path = fault.path.replace(&format!("service.{other}"), &format!("service.{field}"));
        }
    }
    let number = service.get("port");
    let problems = port(number.integer().unwrap_or(443));
    if !problems.is_empty() {
        let detail = format!("port is not valid: {}", problems.join(", "));
        errors.invalid(number, "port-range", &detail, "write a port from 1 to 65535");
    }
    let path = service.get("path");
    let fix = "write a path like /convert";
    match path.text() {
        "" | "/" => return,
        "//" => {
            errors.invalid(path, RULE, "segment[0] may not be empty", fix);
            return;
        }
        text if !text.starts_with('/') => {
            errors.invalid(path, RULE, "must start with a '/'", fix);
        }
        _ => {}
    }
    let checked = path.text().get(1..).unwrap_or_default();
    for (at, step) in checked.strip_suffix('/').unwrap_or(checked).split('/').enumerate() {
        if step.is_empty() {
            errors.invalid(path, RULE, &format!("segment[{at}] may not be empty"), fix);
            continue;
        }
        for problem in dns_subdomain(step) {
            errors.invalid(path, RULE, &format!("segment[{at}]: {problem}"), fix);
        }
    }
}
