use crate::check::validation::{Errors, Value};

/// `affinity` of a pod (`validateAffinity`).
pub fn affinity<'n>(_spec: Value<'n>, _errors: &mut Errors<'n>) {}

/// `tolerations` of a pod (`ValidateTolerations`).
pub fn tolerations<'n>(_spec: Value<'n>, _errors: &mut Errors<'n>) {}

/// `topologySpreadConstraints` of a pod (`validateTopologySpreadConstraints`).
pub fn topology_spread<'n>(_spec: Value<'n>, _errors: &mut Errors<'n>) {}
