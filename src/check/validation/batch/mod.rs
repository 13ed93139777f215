//! Kinds of the group batch (`k8s.io/kubernetes/pkg/apis/batch/validation`).

mod cron_job;
mod failure_policy;
mod generated;
mod indexed;
mod intervals;
mod job;
mod job_spec;
mod schedule;
mod success_policy;
mod time_zone;

pub use cron_job::cron_job;
pub use job::job;
