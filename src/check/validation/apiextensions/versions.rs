use super::alike::Alike;
use super::columns::columns;
use super::schema::{self, ROOT, schema};
use super::selectable::selectable;
use super::subresources::subresources;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::dns_1035_label;
use crate::check::validation::{Errors, Value};

const RULE: &str = "definition-version";

/// That each version has a schema.
pub fn schemas_are_there<'n>(versions: Value<'n>, errors: &mut Errors<'n>) {
    let detail = if errors.since(34) { "" } else { "schemas are required" };
    for version in versions.items() {
        let schema = version.get("schema").get(ROOT);
        if !schema.is_set() {
            let fix = "add it; `type: object` with `x-kubernetes-preserve-unknown-fields: true` takes all";
            errors.required(schema, "definition-schema", detail, fix);
        }
    }
}

/// Each version, without what all have alike.
pub fn versions<'n>(versions: Value<'n>, alike: &Alike, errors: &mut Errors<'n>) {
    let (mut names, mut are_unique, mut stored) = (Seen::new(), true, 0);
    for (at, version) in versions.items().enumerate() {
        let name = version.get("name");
        are_unique &= names.insert(name.text());
        stored += usize::from(version.get("storage").is_true());
        let problems = dns_1035_label(name.text());
        if !problems.is_empty() {
            errors.invalid(name, RULE, &problems.join(","), "write a version like v1");
        }
        deprecation(version, errors);
        if !alike.schema {
            schema(version.get("schema"), has_status(version), errors);
        }
        if !alike.subresources {
            subresources(version.get("subresources"), errors);
        }
        if !alike.columns {
            let before = errors.count();
            columns(version.get("additionalPrinterColumns"), errors);
            moved(errors, before, "jsonPath", "JSONPath");
        }
        if !alike.selectable && !version.get("selectableFields").is_empty() && errors.since(31) {
            let found = version.get("schema").get(ROOT);
            let has_own = !alike.schema && found.is_set();
            selectable(version.get("selectableFields"), found, has_own, at, errors);
        }
    }
    let at = versions;
    if !are_unique {
        errors.invalid(at, RULE, "must contain unique version names", "give each version another name");
    }
    if stored != 1 {
        let detail = "must have exactly one version marked as storage version";
        errors.invalid(at, RULE, detail, "set `storage: true` in one version");
    }
    // The first version is kept once more, outside of the list.
    let first = versions.items().next().map(|version| version.get("name"));
    if let Some(name) = first.filter(|name| !name.text().is_empty()) {
        let problems = dns_1035_label(name.text());
        if !problems.is_empty() {
            let fault = errors.invalid(name, RULE, &problems.join(","), "write a version like v1");
            "spec.version".clone_into(&mut fault.path);
        }
    }
}

/// What all versions have alike, once.
pub fn shared<'n>(versions: Value<'n>, alike: &Alike, errors: &mut Errors<'n>) {
    let Some(first) = versions.items().next() else { return };
    if alike.schema {
        let before = errors.count();
        schema(first.get("schema"), versions.items().any(has_status), errors);
        moved(errors, before, "spec.versions[0].schema", "spec.validation");
    }
    if alike.subresources {
        let before = errors.count();
        subresources(first.get("subresources"), errors);
        moved(errors, before, "spec.versions[0].", "spec.");
    }
    if alike.columns {
        let before = errors.count();
        columns(first.get("additionalPrinterColumns"), errors);
        moved(errors, before, "spec.versions[0].", "spec.");
        moved(errors, before, "jsonPath", "JSONPath");
    }
    if alike.selectable && !first.get("selectableFields").is_empty() && errors.since(31) {
        let before = errors.count();
        let found = first.get("schema").get(ROOT);
        let has_own = alike.schema && first.get("schema").is_set();
        selectable(first.get("selectableFields"), found, has_own, usize::MAX, errors);
        moved(errors, before, "spec.versions[0].", "spec.");
    }
}

fn moved(errors: &mut Errors, before: usize, from: &str, to: &str) {
    for fault in errors.after(before) {
        fault.path = fault.path.replacen(from, to, 1);
        fault.sentence = fault.sentence.replace(from, to);
    }
}

fn has_status(version: Value) -> bool {
    version.get("subresources").get("status").is_set()
}

fn deprecation<'n>(version: Value<'n>, errors: &mut Errors<'n>) {
    let warning = version.get("deprecationWarning");
    if !warning.is_set() {
        return;
    }
    let is_shown = |letter: char| letter == ' ' || !(letter.is_control() || letter.is_whitespace());
    let mut problems = Vec::new();
    if !version.get("deprecated").is_true() {
        problems.push("can only be set for deprecated versions".to_owned());
    } else {
        if warning.text().len() > 256 {
            problems.push("must be <= 256 characters long".to_owned());
        }
        if warning.text().is_empty() {
            problems.push("must not be an empty string".to_owned());
        }
        if let Some((at, _)) = warning.text().char_indices().find(|(_, letter)| !is_shown(*letter)) {
            let found = format!("non-printable character found at index {at}");
            problems.push(format!("must only contain printable UTF-8 characters; {found}"));
        }
    }
    errors.malformed(warning, "definition-deprecation", problems, "write one short line");
}

/// That what is stored is of a version that is stored.
pub fn stored<'n>(object: Value<'n>, versions: Value<'n>, errors: &mut Errors<'n>) {
    let mut stored = versions.items().filter(|version| version.get("storage").is_true());
    let place = object.get("status").get("storedVersions");
    let mut at_status = |detail: &str| {
        let sentence = format!("Invalid value: []: {detail}");
        errors.add(place, RULE, sentence, "set `storage: true` in one version").path =
            "status.storedVersions".to_owned();
    };
    let Some(first) = stored.next() else { return at_status("must have at least one stored version") };
    let first = first.get("name").text();
    for other in stored.filter(|version| version.get("name").text() != first) {
        at_status(&format!("must have the storage version {}", other.get("name").text()));
    }
}

/// What the API server warns of in good schemas.
pub fn warnings<'n>(versions: Value<'n>, errors: &mut Errors<'n>) {
    versions.items().for_each(|version| schema::warnings(version.get("schema").get(ROOT), errors));
}
