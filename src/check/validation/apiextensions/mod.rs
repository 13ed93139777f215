//! CustomResourceDefinitions (`k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation`).
//!
//! The API server keeps what all versions have alike once, beside them, and calls it so: a schema of the only version is
//! `spec.validation`.

mod alike;
mod approval;
mod columns;
mod conversion;
mod expressions;
mod names;
mod schema;
mod selectable;
mod subresources;
mod versions;
mod webhook;

use super::meta::plain_object_meta;
use super::text::dns_subdomain;
use super::{Errors, Value};
use alike::Alike;

/// A CustomResourceDefinition (`ValidateCustomResourceDefinition`).
pub fn custom_resource_definition<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let spec = object.get("spec");
    let wanted = format!("{}.{}", spec.get("names").get("plural").text(), spec.get("group").text());
    let form = |name: &str| {
        let mut problems = dns_subdomain(name);
        if name != wanted {
            problems.push("must be spec.names.plural+\".\"+spec.group".to_owned());
        }
        problems
    };
    plain_object_meta(object, form, false, errors);
    group_and_scope(spec, errors);
    let (versions, alike) = (spec.get("versions"), Alike::of(spec.get("versions")));
    versions::schemas_are_there(versions, errors);
    let keeps_unknown = spec.get("preserveUnknownFields").is_true();
    if keeps_unknown && versions.items().any(|version| schema::has_defaults(version.get("schema").get(schema::ROOT))) {
        let detail = "must be false in order to use defaults in the schema";
        errors.invalid(spec.get("preserveUnknownFields"), "preserve-unknown-fields", detail, "remove it");
    }
    versions::versions(versions, &alike, errors);
    names::names(spec.get("names"), errors);
    versions::shared(versions, &alike, errors);
    conversion::conversion(spec, keeps_unknown, errors);
    versions::stored(object, versions, errors);
    approval::approval(object, errors);
    if keeps_unknown {
        let detail = "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema \
                      instead";
        errors.invalid(spec.get("preserveUnknownFields"), "preserve-unknown-fields", detail, "remove it");
    }
    if !errors.are_there() {
        versions::warnings(versions, errors);
    }
}

fn group_and_scope<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (group, scope) = (spec.get("group"), spec.get("scope"));
    let problems = dns_subdomain(group.text());
    let fix = "write a group like example.com";
    if group.text().is_empty() {
        errors.required(group, "definition-group", "", fix);
    } else if !problems.is_empty() {
        errors.invalid(group, "definition-group", &problems.join(","), fix);
    } else if !group.text().contains('.') {
        errors.invalid(group, "definition-group", "should be a domain with at least one dot", fix);
    }
    if scope.text().is_empty() {
        errors.required(scope, "definition-scope", "", "write Namespaced");
    } else if !matches!(scope.text(), "Cluster" | "Namespaced") {
        errors.unsupported(scope, "definition-scope", &["Cluster", "Namespaced"]);
    }
}
