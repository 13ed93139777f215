//! What the API server accepts of pods with a warning (`k8s.io/kubernetes/pkg/api/pod/warnings.go`).

use super::facts::Facts;
use crate::check::validation::{Errors, Value};

/// Of a pod (`GetWarningsForPod`).
pub fn pod_warnings<'n>(_object: Value<'n>, _facts: &Facts<'n>, _errors: &mut Errors<'n>) {}

/// Of a template of pods (`GetWarningsForPodTemplate`).
pub fn pod_template_warnings<'n>(_template: Value<'n>, _errors: &mut Errors<'n>) {}
