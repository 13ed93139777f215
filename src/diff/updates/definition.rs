use super::immutable::IMMUTABLE;
use super::{Refusal, Update};

/// What decides how custom resources are stored stays (`ValidateCustomResourceDefinitionUpdate`). It is taken to be
/// established.
pub fn definition(update: &Update) -> Vec<Refusal> {
    const FIELDS: [(&str, &str); 4] = [
        ("spec.scope", "spec.scope"),
        ("spec.names.kind", "spec.names.kind"),
        ("spec.group", "spec.group"),
        ("spec.names.plural", "spec.names.plural"),
    ];
    let instead = "define a new kind beside it and move the objects; to delete the definition deletes all its objects";
    let changed = FIELDS.iter().filter(|(field, _)| update.changes(field));
    changed.map(|(_, path)| update.refuse(path, IMMUTABLE, instead)).collect()
}
