//! What a claim's volume is filled with. Claims say it in two fields, an older and a newer one.

use crate::check::validation::text::{dns_label, dns_subdomain};
use crate::check::validation::{Errors, Value};

/// In a template, as both fields are written.
pub fn as_written<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (old, new) = (spec.get("dataSource"), spec.get("dataSourceRef"));
    data_source(old, errors);
    data_source(new, errors);
    let namespace = new.get("namespace");
    if !namespace.text().is_empty() {
        errors.malformed(namespace, "namespace-name", dns_label(namespace.text()), "name a namespace that can exist");
        if old.is_set() {
            clash(spec, "may not be specified when dataSourceRef.namespace is specified", errors);
        }
    } else {
        alike(spec, old, new, errors);
    }
}

/// In a claim, where the server drops what it has no use for and then fills one field from the other.
pub fn normalized<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (old, new) = (spec.get("dataSource"), spec.get("dataSourceRef"));
    if new.is_set() && new.get("namespace").text().is_empty() {
        let before = errors.count();
        data_source(if old.is_set() { old } else { new }, errors);
        for fault in errors.after(before) {
            fault.path = fault.path.replacen(".dataSourceRef", ".dataSource", 1);
        }
        if old.is_set() {
            data_source(new, errors);
            alike(spec, old, new, errors);
        }
    } else if is_known(old) {
        data_source(old, errors);
    }
}

/// Whether it is of a kind that the older field always took; others are dropped there.
fn is_known(source: Value) -> bool {
    let (group, kind) = (source.get("apiGroup").text(), source.get("kind").text());
    matches!((group, kind), ("", "PersistentVolumeClaim") | ("snapshot.storage.k8s.io", "VolumeSnapshot"))
}

/// One of them (`validateDataSource`, `validateDataSourceRef`).
fn data_source<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    if !source.is_set() {
        return;
    }
    errors.needed(source, "data-source", &["name", "kind"]);
    let (group, kind) = (source.get("apiGroup"), source.get("kind").text());
    if !group.text().is_empty() {
        errors.malformed(group, "data-source", dns_subdomain(group.text()), "name the group of the kind");
    } else if kind != "PersistentVolumeClaim" {
        let detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
        errors.invalid_as(source, &format!("{kind:?}"), "data-source", detail, "set apiGroup");
    }
}

fn alike<'n>(spec: Value<'n>, old: Value<'n>, new: Value<'n>, errors: &mut Errors<'n>) {
    if !old.is_set() || !new.is_set() {
        return;
    }
    let parts = |source: Value<'n>| {
        let group = source.get("apiGroup");
        (group.is_set(), group.text(), source.get("kind").text(), source.get("name").text())
    };
    if parts(old) != parts(new) {
        clash(spec, "must match dataSourceRef", errors);
    }
}

fn clash<'n>(spec: Value<'n>, detail: &str, errors: &mut Errors<'n>) {
    errors.invalid_as(spec, "\"dataSource\"", "data-source", detail, "keep dataSourceRef");
}
