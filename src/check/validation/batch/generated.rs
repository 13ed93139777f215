//! The labels and the selector that the API server generates for a Job (`generateSelector`,
//! `validateGeneratedSelector`).

use std::borrow::Cow;

use crate::check::validation::matching::{label, selects};
use crate::check::validation::meta::final_name;
use crate::check::validation::text::label_value;
use crate::check::validation::workload::mismatch;
use crate::check::validation::{Errors, Value};

const UID: &str = "batch.kubernetes.io/controller-uid";
const UIDS: [&str; 2] = ["controller-uid", UID];
const NAMES: [&str; 2] = ["job-name", "batch.kubernetes.io/job-name"];

/// Stands for the identity of the Job, which only the API server knows: no label has this text.
const UNKNOWN: &str = "\u{0}";

/// What the generated labels are.
struct Job<'n> {
    name: Cow<'n, str>,
    /// The name for a comparison: unknown where the API server makes it up.
    known_name: &'n str,
    labels: Value<'n>,
    selector: Value<'n>,
}

impl<'n> Job<'n> {
    fn of(object: Value<'n>) -> Job<'n> {
        let (metadata, spec) = (object.get("metadata"), object.get("spec"));
        let name = metadata.get("name").text();
        let known_name = if name.is_empty() { UNKNOWN } else { name };
        let labels = spec.get("template").get("metadata").get("labels");
        Job { name: final_name(metadata), known_name, labels, selector: spec.get("selector") }
    }

    fn generated(&self, key: &str) -> Option<&'n str> {
        if UIDS.contains(&key) { Some(UNKNOWN) } else { NAMES.contains(&key).then_some(self.known_name) }
    }

    /// Whether the selector selects such labels. It asks for the identity too, unless it does that itself.
    fn selects(&self, is_manual: bool, of: impl Fn(&str) -> Option<&'n str>) -> bool {
        let asks = |key| self.selector.get("matchLabels").entries().any(|(name, _)| name == key);
        if !is_manual && !asks(UID) && of(UID) != Some(UNKNOWN) {
            return false;
        }
        (!is_manual && !self.selector.is_set()) || selects(self.selector, of)
    }
}

/// The labels that the template gets, where an object without labels shares them.
pub fn shared_labels<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let (labels, job) = (object.get("metadata").get("labels"), Job::of(object));
    if job.labels.is_set() && labels.is_empty() {
        generated_labels(&job, object, labels, errors);
    }
}

/// The labels that the template gets.
pub fn template_labels<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let (known, job) = (errors.count(), Job::of(object));
    if !object.get("spec").get("manualSelector").is_true() {
        generated_labels(&job, object, job.labels, errors);
    }
    for fault in errors.after(known) {
        fault.path = fault.path.replace("template.metadata.labels", "template.labels");
    }
}

/// A name that is too long for a label breaks the two that carry it.
fn generated_labels<'n>(job: &Job<'n>, object: Value<'n>, at: Value<'n>, errors: &mut Errors<'n>) {
    let problems = label_value(&job.name);
    for key in NAMES.into_iter().filter(|key| !problems.is_empty() && label(job.labels, key).is_none()) {
        let sentence = format!("Invalid value: {:?}: {}", job.name, problems.join("; "));
        let fix = format!("choose a name of 63 bytes at most, for it becomes the label {key}");
        errors.add(at, "label-value", sentence, &fix).span = object.get("metadata").get("name").span();
    }
}

/// What the author of a Job says of them must be the same.
pub fn generated_selector<'n>(object: Value<'n>, is_sound: bool, errors: &mut Errors<'n>) {
    let job = Job::of(object);
    for key in [UIDS[0], NAMES[0], UIDS[1], NAMES[1]] {
        let own = job.labels.entries().find(|(name, _)| *name == key);
        if let Some((_, own)) = own.filter(|(_, own)| job.generated(key) != Some(own.text())) {
            let must = if UIDS.contains(&key) { "the uid of the Job" } else { &job.name };
            let fix = "remove the label: the API server sets it";
            errors.invalid(own, "generated-selector", &format!("must be '{must}'"), fix);
        }
    }
    if job.selector.is_set() && is_sound && !job.selects(false, |key| job.generated(key)) {
        let fix = "remove the selector, or set `manualSelector: true`";
        errors.invalid(job.selector, "generated-selector", "`selector` not auto-generated", fix);
    }
}

/// Whether the selector, which has no errors, selects the pods of the template with their generated labels.
pub fn selected_template<'n>(object: Value<'n>, is_manual: bool, errors: &mut Errors<'n>) {
    let job = Job::of(object);
    let of = |key: &str| label(job.labels, key).or_else(|| job.generated(key).filter(|_| !is_manual));
    if !job.selects(is_manual, of) {
        mismatch(job.labels, errors);
    }
}
