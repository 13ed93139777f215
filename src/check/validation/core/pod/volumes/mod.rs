use super::PodContext;
use crate::check::validation::{Errors, Value};

/// The volumes of a pod (`ValidateVolumes`).
pub fn volumes<'n>(_spec: Value<'n>, _context: &PodContext<'n>, _errors: &mut Errors<'n>) {}
