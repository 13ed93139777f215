use crate::check::validation::text::Quantity;
use crate::check::validation::{Errors, Value};

/// The most digits that Go reads into 64 bits.
const DIGITS: usize = 18;

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
        if quantity.is_some_and(|quantity| is_below_zero(quantity, amount)) {
            errors.invalid(amount, "volume-capacity", "must be a valid resource quantity", fix);
        }
        if quantity.is_none_or(|quantity| quantity.sign().is_le()) {
            errors.invalid(amount, "volume-capacity", "must be greater than zero", fix);
        }
    }
}

/// Whether the whole amount is below zero in 64 bits of Go, where what is too large counts as zero, or begins again below
/// zero if it is written with many digits.
fn is_below_zero(quantity: Quantity, amount: Value) -> bool {
    let whole = quantity.ceil();
    let digits = || amount.text().trim_start_matches(['+', '-', '0']).bytes().filter(u8::is_ascii_digit).count();
    i64::try_from(whole).map_or_else(|_| digits() > DIGITS && (whole as i64) < 0, |whole| whole < 0)
}
