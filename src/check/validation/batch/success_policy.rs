use super::intervals::count;
use crate::check::validation::numbers::nonnegative;
use crate::check::validation::{Errors, Value};

const RULES: usize = 20;

/// The longest text of indexes, in bytes.
const INDEXES: usize = 64 << 10;

const RULE: &str = "success-policy";

/// When an indexed Job has succeeded (`validateSuccessPolicy`).
pub fn success_policy<'n>(spec: Value<'n>, completions: Option<i64>, errors: &mut Errors<'n>) {
    let policy = spec.get("successPolicy");
    if spec.get("completionMode").text() != "Indexed" {
        let fix = "write `completionMode: Indexed`, or remove it";
        errors.invalid(policy, RULE, "requires indexed completion mode", fix);
        return;
    }
    let rules = policy.get("rules");
    if rules.is_empty() {
        let detail = "at least one rules must be specified when the successPolicy is specified";
        errors.required(rules, RULE, detail, "add a rule");
    }
    if rules.len() > RULES {
        errors.too_many(rules, RULE, RULES, "unite some of them");
    }
    for rule in rules.items() {
        success_rule(rule, completions, errors);
    }
}

fn success_rule<'n>(rule: Value<'n>, completions: Option<i64>, errors: &mut Errors<'n>) {
    let (enough, indexes) = (rule.get("succeededCount"), rule.get("succeededIndexes"));
    if !enough.is_set() && !indexes.is_set() {
        let detail = "at least one of succeededCount or succeededIndexes must be specified";
        errors.required(rule, RULE, detail, "give one of them");
    }
    // Without completions, which is an error of its own, the API server breaks here.
    let Some(completions) = completions else { return };
    let mut total = 0;
    if indexes.is_set() {
        if indexes.text().len() > INDEXES {
            errors.too_long(indexes, RULE, INDEXES, "write intervals such as 0-99");
        }
        match count(indexes.text(), completions) {
            Ok(number) => total = number,
            Err(problem) => {
                let detail = format!("error parsing succeededIndexes: {problem}");
                errors.invalid(indexes, RULE, &detail, "write numbers and intervals in order: 0,2-4");
            }
        }
    }
    nonnegative(enough, errors);
    let Some(number) = enough.integer() else { return };
    if number > completions {
        let detail = format!("must be less than or equal to {completions} (the number of specified completions)");
        errors.invalid(enough, RULE, &detail, "lower it");
    }
    if indexes.is_set() && number > total {
        let detail = format!(
            "must be less than or equal to {total} (the number of indexes in the specified succeededIndexes field)"
        );
        errors.invalid(enough, RULE, &detail, "lower it");
    }
}
