use std::fmt;

use crate::source::Finding;
use crate::yaml::Span;

/// One thing that is wrong with an object, before it is known which file the object is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule that it breaks, in kebab case.
    pub rule: &'static str,
    /// Whether the API server lets it pass with a warning.
    pub is_warning: bool,
    /// Where in the object: `spec.template.spec.containers[0].image`; empty for the object itself.
    pub path: String,
    /// The same as a JSON pointer: `/spec/template/spec/containers/0/image`.
    pub pointer: String,
    /// Where in the text.
    pub span: Span,
    /// What is wrong, in one sentence without a final stop.
    pub sentence: String,
    /// What to do about it.
    pub fix: String,
}

impl Fault {
    /// Something that the API server refuses.
    pub fn error(
        rule: &'static str,
        path: &Path,
        span: Span,
        sentence: impl Into<String>,
        fix: impl Into<String>,
    ) -> Fault {
        let (sentence, fix) = (sentence.into(), fix.into());
        Fault { rule, is_warning: false, path: path.to_string(), pointer: path.pointer(), span, sentence, fix }
    }

    /// The fault as a finding, which has no place yet. `subject` says what it is about.
    pub fn finding(&self, subject: String) -> Finding {
        let make = if self.is_warning { Finding::warning } else { Finding::error };
        make(self.rule, subject, &self.sentence, &self.fix)
    }

    /// The same as something that it lets pass.
    pub fn as_warning(self) -> Fault {
        Fault { is_warning: true, ..self }
    }
}

/// The way from an object down to one of its values.
#[derive(Clone, Debug, Default)]
pub struct Path<'a>(Vec<Step<'a>>);

/// One step of a path.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// Into a field.
    Field(&'a str),
    /// Into a key that the author of the object chose.
    Key(&'a str),
    /// Into an item of a list.
    Item(usize),
}

impl<'a> Path<'a> {
    /// One step further. Must be followed by [`Path::back`].
    pub fn step(&mut self, step: Step<'a>) {
        self.0.push(step);
    }

    /// One step back.
    pub fn back(&mut self) {
        self.0.pop();
    }

    /// As a JSON pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        let part = |step: &Step| match step {
            Step::Field(name) | Step::Key(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
            Step::Item(index) => format!("/{index}"),
        };
        self.0.iter().map(part).collect()
    }

    /// How many steps there are.
    pub fn depth(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Path<'_> {
    /// As the API server writes it: `spec.ports[0].port`, `data[server.properties]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if at == 0 => write!(f, "{name}")?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Key(key) => write!(f, "[{key}]")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
