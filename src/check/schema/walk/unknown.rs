use super::Walk;
use crate::check::schema::fault::Step;
use crate::check::schema::{Shape, table::Definition};
use crate::source::{excerpt, nearest};
use crate::yaml::Entry;

/// How many objects below one are searched for a field that was written too high.
const SEARCHED: usize = 60;

impl<'n> Walk<'_, 'n> {
    pub(super) fn unknown_field(&mut self, entry: &'n Entry, definition: Definition) {
        let sentence = format!("there is no field `{}` here", excerpt(&entry.key));
        let known = self.table.fields(definition).map(|(name, _)| name);
        let fix = match (nearest(&entry.key, known), self.below(&entry.key, definition)) {
            (Some(near), _) if near.eq_ignore_ascii_case(&entry.key) => format!("did you mean `{near}`?"),
            (_, Some(path)) => format!("it belongs to `{path}`"),
            (Some(near), None) => format!("did you mean `{near}`?"),
            (None, None) => match self.list_of_fields(definition) {
                Some(list) => format!("take one of {list}"),
                None => "remove it, or nest it where it belongs".to_owned(),
            },
        };
        self.path.step(Step::Field(&entry.key));
        self.fault("unknown-field", entry.span, sentence, fix);
        self.path.back();
    }

    /// Where below the definition a field of that name is: `template.spec`.
    fn below(&self, name: &str, definition: Definition) -> Option<String> {
        let mut queue = vec![(String::new(), definition)];
        let mut at = 0;
        while let Some((path, definition)) = queue.get(at).cloned() {
            if at > 0 && self.table.field(definition, name).is_some() {
                return Some(path);
            }
            for (field, found) in self.table.fields(definition) {
                if let Shape::Object(index) = found.shape
                    && queue.len() < SEARCHED
                    && !matches!(field, "metadata" | "status")
                    && let Some(inner) = self.table.definition(index)
                {
                    let dot = if path.is_empty() { "" } else { "." };
                    queue.push((format!("{path}{dot}{field}"), inner));
                }
            }
            at += 1;
        }
        None
    }

    /// All fields of a definition that has few.
    fn list_of_fields(&self, definition: Definition) -> Option<String> {
        let names: Vec<&str> = self.table.fields(definition).map(|(name, _)| name).collect();
        (!names.is_empty() && names.len() <= 8).then(|| names.join(", "))
    }
}
