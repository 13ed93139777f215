use super::super::resources::fractions;
use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

/// Fractions of bytes, and variables that hide others.
pub fn warnings<'n>(container: Value<'n>, errors: &mut Errors<'n>) {
    let resources = container.get("resources");
    fractions(resources.get("limits"), errors);
    fractions(resources.get("requests"), errors);
    let mut names = Seen::new();
    for variable in container.get("env").items() {
        let name = variable.get("name").text();
        if names.insert(name) {
            continue;
        }
        // A value that contains the one before it hides nothing.
        let (value, own) = (variable.get("value").text(), format!("$({name})"));
        if variable.get("valueFrom").is_set() || value == own || !value.contains(&own) {
            let sentence = format!("hides previous definition of {name:?}, which may be dropped when using apply");
            errors.warn(variable, "env-duplicate", &sentence, "remove one of them");
        }
    }
}
