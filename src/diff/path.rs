use std::fmt;

/// Where in an object something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field: `spec`.
    Field(String),
    /// A key that the author chose: `data[server.properties]`.
    Key(String),
    /// An item of a list, and what it is called where its list knows names.
    Item(usize, Option<String>),
}

impl Path {
    /// The path one step on.
    pub fn with(&self, step: Step) -> Path {
        let mut steps = self.0.clone();
        steps.push(step);
        Path(steps)
    }

    /// Whether it leads into what `fields` (`spec.selector`) names, or is on the way there.
    pub fn touches(&self, fields: &str) -> bool {
        let mut steps = self.0.iter().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            _ => None,
        });
        fields.split('.').all(|field| steps.next().is_none_or(|step| step == field))
    }

    /// The names of its fields, without keys and items.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            _ => None,
        })
    }
}

impl fmt::Display for Path {
    /// `spec.template.spec.containers[kafka].env[A].value`; items without a name by number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if number == 0 => write!(f, "{name}")?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Key(key) | Step::Item(_, Some(key)) => write!(f, "[{key}]")?,
                Step::Item(index, None) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
