use crate::check::validation::meta::object_meta;
use crate::check::validation::numbers::nonnegative;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

/// A ControllerRevision (`ValidateControllerRevisionCreate`).
pub fn controller_revision<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let (data, revision) = (object.get("data"), object.get("revision"));
    let is_late = errors.since(31);
    if is_late {
        nonnegative(revision, errors);
    }
    let is_object = data.node().is_some_and(|node| node.entries().is_some());
    if !data.is_set() {
        errors.required(data, "revision-data", "data is mandatory", "let the controller write its revisions");
    } else if is_late && !is_object {
        let detail = "data must be a valid JSON object";
        errors.required(data, "revision-data", detail, "let the controller write its revisions");
    }
    if !is_late {
        nonnegative(revision, errors);
    }
}
