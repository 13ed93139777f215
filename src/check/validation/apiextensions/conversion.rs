use super::webhook::{webhook_service, webhook_url};
use crate::check::validation::seen::Seen;
use crate::check::validation::text::dns_1035_label;
use crate::check::validation::{Errors, Value};

const RULE: &str = "definition-conversion";

/// How objects go from version to version (`validateCustomResourceConversion`). The API server keeps the parts of
/// `webhook` in `conversion` itself.
pub fn conversion<'n>(spec: Value<'n>, keeps_unknown: bool, errors: &mut Errors<'n>) {
    let conversion = spec.get("conversion");
    if !conversion.is_set() {
        return;
    }
    let before = errors.count();
    let (strategy, webhook) = (conversion.get("strategy"), conversion.get("webhook"));
    if keeps_unknown && strategy.text() != "None" {
        let detail = "must be None if spec.preserveUnknownFields is true";
        errors.invalid(strategy, RULE, detail, "remove preserveUnknownFields");
    }
    if strategy.text().is_empty() {
        errors.required(strategy, RULE, "", "write None");
    } else if !matches!(strategy.text(), "None" | "Webhook") {
        errors.unsupported(strategy, RULE, &["None", "Webhook"]);
    }
    let (client, versions) = (webhook.get("clientConfig"), webhook.get("conversionReviewVersions"));
    if strategy.text() == "Webhook" {
        client_config(client, errors);
        review_versions(versions, errors);
    } else {
        let detail = "should not be set when strategy is not set to Webhook";
        if client.is_set() {
            errors.forbidden(client, RULE, detail, "write `strategy: Webhook`");
        }
        if !versions.is_empty() {
            errors.forbidden(versions, RULE, detail, "write `strategy: Webhook`");
        }
    }
    for fault in errors.after(before) {
        fault.path = fault.path.replace("webhook.clientConfig", "webhookClientConfig").replace("webhook.c", "c");
    }
}

fn client_config<'n>(client: Value<'n>, errors: &mut Errors<'n>) {
    let (url, service) = (client.get("url"), client.get("service"));
    if !client.is_set() {
        errors.required(client, RULE, "required when strategy is set to Webhook", "name a Service");
    } else if url.is_set() == service.is_set() {
        errors.required(client, RULE, "exactly one of url or service is required", "name a Service");
    } else if url.is_set() {
        webhook_url(url, errors);
    } else {
        webhook_service(service, errors);
    }
}

fn review_versions<'n>(versions: Value<'n>, errors: &mut Errors<'n>) {
    if versions.is_empty() {
        errors.required(versions, RULE, "", "write v1");
        return;
    }
    let mut seen = Seen::new();
    for version in versions.items() {
        if seen.insert(version.text()) {
            errors.malformed(version, RULE, dns_1035_label(version.text()), "write v1");
        } else {
            errors.invalid(version, RULE, "duplicate version", "name each version once");
        }
    }
    if !versions.items().any(|version| matches!(version.text(), "v1" | "v1beta1")) {
        errors.invalid(versions, RULE, "must include at least one of v1, v1beta1", "add v1");
    }
}
