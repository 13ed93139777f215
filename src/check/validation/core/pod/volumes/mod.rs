use super::PodContext;
use crate::check::validation::{Errors, Value};

/// The volumes of a pod (`ValidateVolumes`).
pub fn volumes<'n>(_spec: Value<'n>, _context: &PodContext<'n>, _errors: &mut Errors<'n>) {}

/// What the server warns of in the volumes of a pod (`GetWarningsForPod`).
pub fn volume_warnings<'n>(_spec: Value<'n>, _errors: &mut Errors<'n>) {}
