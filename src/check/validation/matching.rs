use super::Value;

/// Whether a selector that has no errors selects what has such labels; an absent one selects nothing
/// (`LabelSelectorAsSelector`).
pub fn selects<'n>(selector: Value<'n>, label: impl Fn(&str) -> Option<&'n str>) -> bool {
    let meets = |requirement: Value<'n>| {
        let label = label(requirement.get("key").text());
        let is_listed =
            || label.is_some_and(|label| requirement.get("values").items().any(|item| item.text() == label));
        match requirement.get("operator").text() {
            "In" => is_listed(),
            "NotIn" => !is_listed(),
            "Exists" => label.is_some(),
            _ => label.is_none(),
        }
    };
    selector.is_set()
        && selector.get("matchLabels").entries().all(|(key, value)| label(key) == Some(value.text()))
        && selector.get("matchExpressions").items().all(meets)
}

/// The label of that key; one that is null is empty.
pub fn label<'n>(labels: Value<'n>, key: &str) -> Option<&'n str> {
    labels.entries().find(|(name, _)| *name == key).map(|(_, value)| value.text())
}
