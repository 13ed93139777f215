/// What was said otherwise before: the minor since when the newer words are, those, and the older ones.
const CHANGED: [(u32, &str, &str); 5] = [
    (36, " is invalid: use \"", " will be considered invalid in a future Kubernetes release: use \""),
    (35, "a valid label key must", "a qualified name must"),
    (35, "must be no more than 63 bytes", "must be no more than 63 characters"),
    (35, "must be no more than 253 bytes", "must be no more than 253 characters"),
    (32, "Too long: may not be more than", "Too long: must have at most"),
];

/// A sentence of the newest minor in the words of an older one.
pub fn of_minor(sentence: String, minor: u32) -> String {
    let changed = CHANGED.iter().filter(|(since, newer, _)| minor < *since && sentence.contains(newer));
    changed.fold(sentence.clone(), |sentence, (_, newer, older)| sentence.replace(newer, older))
}
