use std::sync::Arc;

/// One text that cpgen read: a values file, standard input, a `--set` flag, a template.
#[derive(Debug)]
pub struct Source {
    /// As the user named it: a path, `-` for standard input, `--set` for a flag, `default` for built-in values.
    pub name: String,
    /// The whole text. Empty where there is none to show (built-in values).
    pub text: String,
}

impl Source {
    /// A source that can be shared by all the places that point into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source { name: name.into(), text: text.into() })
    }
}

/// A position in a source: where a value was set, where a mistake is.
#[derive(Clone, Debug)]
pub struct Place {
    /// The text that this position is in.
    pub source: Arc<Source>,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// How many characters the marked text has, at least 1.
    pub length: usize,
}

impl Place {
    /// Whether this place stands for a built-in default, which no file sets.
    pub fn is_default(&self) -> bool {
        self.source.name == "default"
    }
}

impl std::fmt::Display for Place {
    /// `FILE:LINE:COLUMN`, as compilers write it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.source.name, self.line, self.column)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        (&self.source.name, self.line, self.column) == (&other.source.name, other.line, other.column)
    }
}
