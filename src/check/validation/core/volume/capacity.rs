use crate::check::validation::text::Quantity;
use crate::check::validation::{Errors, Value};

/// How large a volume is, and nothing else.
pub fn capacity<'n>(capacity: Value<'n>, errors: &mut Errors<'n>) {
    if capacity.is_empty() {
        errors.required(capacity, "volume-capacity", "", "set storage");
    }
    if capacity.len() != 1 || !capacity.entries().any(|(name, _)| name == "storage") {
        errors.unsupported(capacity, "volume-capacity", &["storage"]);
    }
    for (_, amount) in capacity.entries() {
        let quantity = Quantity::of(amount);
        let fix = "write how large it is, as 10Gi";
        if quantity.is_some_and(|quantity| quantity.value() < 0) {
            errors.invalid(amount, "volume-capacity", "must be a valid resource quantity", fix);
        }
        if quantity.is_none_or(|quantity| quantity.sign().is_le()) {
            errors.invalid(amount, "volume-capacity", "must be greater than zero", fix);
        }
    }
}
