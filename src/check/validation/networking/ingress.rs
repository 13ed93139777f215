use super::backend::backend;
use super::path::http_path;
use crate::check::validation::meta::object_meta;
use crate::check::validation::text::{dns_subdomain, is_ip, wildcard_subdomain};
use crate::check::validation::{Errors, Value};

const ANNOTATION: &str = "kubernetes.io/ingress.class";

/// An Ingress (`ValidateIngressCreate`).
pub fn ingress<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    let (default, rules, class) = (spec.get("defaultBackend"), spec.get("rules"), spec.get("ingressClassName"));
    if default.is_set() {
        backend(default, errors);
    } else if rules.is_empty() {
        let sentence = "Invalid value: null: either `defaultBackend` or `rules` must be specified";
        errors.add(spec, "ingress-rules", sentence.to_owned(), "add a rule");
    }
    rules.items().for_each(|each| rule(each, errors));
    spec.get("tls").items().for_each(|each| tls(each, errors));
    if class.is_set() {
        errors.malformed(class, "ingress-class", dns_subdomain(class.text()), "write the name of an IngressClass");
    }
    // One that is null is there, and empty.
    let mut annotations = object.get("metadata").get("annotations").entries();
    let Some((_, annotation)) = annotations.find(|(name, _)| *name == ANNOTATION) else { return };
    if class.is_set() && annotation.text() != class.text() {
        let detail = "must match `ingressClassName` when both are specified";
        let fault = errors.invalid(annotation, "ingress-class", detail, "remove the annotation");
        fault.path = format!("annotations.{ANNOTATION}");
    } else if !class.is_set() && !errors.are_there() {
        let sentence = format!("annotation \"{ANNOTATION}\" is deprecated, please use 'spec.ingressClassName' instead");
        errors.warn(annotation, "deprecated-field", &sentence, "use spec.ingressClassName");
    }
}

fn rule<'n>(rule: Value<'n>, errors: &mut Errors<'n>) {
    let host = rule.get("host");
    if is_ip(host.text()) {
        let detail = "must be a DNS name, not an IP address";
        errors.invalid(host, "ingress-host", detail, "write a name like example.com");
    }
    if !host.text().is_empty() {
        host_name(host, errors);
    }
    let http = rule.get("http");
    if http.is_set() && http.get("paths").is_empty() {
        errors.required(http.get("paths"), "ingress-paths", "", "add a path");
    }
    http.get("paths").items().for_each(|path| http_path(path, errors));
}

fn host_name<'n>(host: Value<'n>, errors: &mut Errors<'n>) {
    let form = if host.text().contains('*') { wildcard_subdomain } else { dns_subdomain };
    errors.malformed(host, "ingress-host", form(host.text()), "write a name like example.com or *.example.com");
}

fn tls<'n>(tls: Value<'n>, errors: &mut Errors<'n>) {
    tls.get("hosts").items().for_each(|host| host_name(host, errors));
    let secret = tls.get("secretName");
    if !secret.text().is_empty() {
        errors.malformed(secret, "secret-name", dns_subdomain(secret.text()), "write the name of a Secret");
    }
}
