use super::job_spec::{Owner, job_spec};
use super::schedule::schedule_problem;
use super::time_zone::time_zone_problems;
use crate::check::validation::meta::{final_name, object_meta};
use crate::check::validation::numbers::nonnegative;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::workload::pod_name_warning;
use crate::check::validation::{Errors, Value};

/// The longest name: its Jobs get 11 bytes more, and their pods have labels of 63 bytes.
const NAME: usize = 52;

/// A CronJob (`ValidateCronJobCreate`).
pub fn cron_job<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    // From 1.37 on generated code asks for a schedule, after all else.
    let has_schedule = !spec.get("schedule").is_empty();
    if has_schedule {
        schedule(spec.get("schedule"), errors);
    } else if !errors.since(37) {
        no_schedule(spec, errors);
    }
    nonnegative(spec.get("startingDeadlineSeconds"), errors);
    let zone = spec.get("timeZone");
    if zone.is_set() {
        errors.malformed(
            zone,
            "time-zone",
            time_zone_problems(zone.text()),
            "write a name such as Europe/Berlin or Etc/UTC",
        );
    }
    let concurrency = spec.get("concurrencyPolicy");
    if !["Allow", "Forbid", "Replace"].contains(&concurrency.text_or("Allow")) {
        errors.unsupported(concurrency, "concurrency-policy", &["Allow", "Forbid", "Replace"]);
    }
    job_template(spec.get("jobTemplate").get("spec"), errors);
    nonnegative(spec.get("successfulJobsHistoryLimit"), errors);
    nonnegative(spec.get("failedJobsHistoryLimit"), errors);
    let metadata = object.get("metadata");
    if final_name(metadata).len() > NAME {
        let detail = format!("must be no more than {NAME} characters");
        errors.invalid(metadata.get("name"), "object-name", &detail, "choose a shorter name");
    }
    if !has_schedule && errors.since(37) {
        no_schedule(spec, errors);
    }
    pod_name_warning(object, errors);
}

fn no_schedule<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "say when it runs: \"0 3 * * *\" is at three in the night";
    errors.required(spec.get("schedule"), "cron-schedule", "", fix);
}

/// When it runs (`validateScheduleFormat`).
fn schedule<'n>(schedule: Value<'n>, errors: &mut Errors<'n>) {
    if let Some(problem) = schedule_problem(schedule.text()) {
        let fix = "write minute, hour, day of month, month and day of week, or @hourly and the like";
        errors.invalid(schedule, "cron-schedule", &problem, fix);
    }
    if schedule.text().contains("TZ") {
        let detail = "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
        errors.invalid(schedule, "cron-schedule", detail, "move the time zone into `timeZone`");
    }
}

/// The template of its Jobs (`ValidateJobTemplateSpec`).
fn job_template<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    job_spec(spec, Owner::CronJob, errors);
    let (selector, manual) = (spec.get("selector"), spec.get("manualSelector"));
    if selector.is_set() {
        errors.invalid(selector, "generated-selector", "`selector` will be auto-generated", "remove it");
    }
    if manual.is_true() {
        let sentence = "Unsupported value: true: supported values: \"nil\", \"false\"".to_owned();
        errors.add(manual, "generated-selector", sentence, "remove it");
    }
}
