use crate::check::validation::{Errors, Value};

/// How many pods an indexed Job may run at a time, and how many of its indexes may fail.
const MOST: i64 = 100_000;

/// The same where there are more completions than [`MOST`].
const MOST_OF_MANY: i64 = 10_000;

const RULE: &str = "indexed-job";

/// How a Job counts its pods, and the limits of that.
pub fn completion_mode<'n>(spec: Value<'n>, completions: Option<i64>, errors: &mut Errors<'n>) {
    let mode = spec.get("completionMode");
    let (limit, failed) = (spec.get("backoffLimitPerIndex"), spec.get("maxFailedIndexes"));
    if mode.is_set() && !["NonIndexed", "Indexed"].contains(&mode.text()) {
        errors.unsupported(mode, "completion-mode", &["NonIndexed", "Indexed"]);
    }
    if mode.text() == "Indexed" {
        indexed(spec, completions, errors);
    } else if !mode.is_set() || mode.text() == "NonIndexed" {
        for field in [limit, failed].into_iter().filter(|field| field.is_set()) {
            let fix = "write `completionMode: Indexed`, or remove it";
            errors.invalid(field, RULE, "requires indexed completion mode", fix);
        }
    }
}

fn indexed<'n>(spec: Value<'n>, completions: Option<i64>, errors: &mut Errors<'n>) {
    let (parallelism, failed) = (spec.get("parallelism"), spec.get("maxFailedIndexes"));
    if completions.is_none() {
        let detail = "when completion mode is Indexed";
        errors.required(spec.get("completions"), RULE, detail, "say how many indexes there are");
    }
    if parallelism.integer().is_some_and(|number| number > MOST) {
        let detail = format!("must be less than or equal to {MOST} when completion mode is Indexed");
        errors.invalid(parallelism, RULE, &detail, "lower it");
    }
    if let (Some(number), Some(completions)) = (failed.integer(), completions)
        && number > completions
    {
        errors.invalid(failed, RULE, "must be less than or equal to completions", "lower it");
    }
    if failed.integer().is_some_and(|number| number > MOST) {
        errors.invalid(failed, RULE, &format!("must be less than or equal to {MOST}"), "lower it");
    }
    if completions.is_some_and(|number| number > MOST) && spec.get("backoffLimitPerIndex").is_set() {
        if !failed.is_set() {
            let detail = format!("must be specified when completions is above {MOST}");
            errors.required(failed, RULE, &detail, &format!("write {MOST_OF_MANY} or less"));
        }
        for field in [parallelism, failed] {
            if field.integer().is_some_and(|number| number > MOST_OF_MANY) {
                let detail = format!(
                    "must be less than or equal to {MOST_OF_MANY} when completions are above {MOST} and used with \
                     backoff limit per index"
                );
                errors.invalid(field, RULE, &detail, "lower it");
            }
        }
    }
}
