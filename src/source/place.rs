use std::sync::{Arc, OnceLock};

/// One text that cpgen read: a values file, standard input, a `--set` flag, a template.
#[derive(Debug)]
pub struct Source {
    /// As the user named it: a path, `-` for standard input, `--set` for a flag, `default` for built-in values.
    pub name: String,
    /// The whole text. Empty where there is none to show (built-in values).
    pub text: String,
    lines: OnceLock<Lines>,
}

/// Where the lines of a text begin.
#[derive(Debug)]
struct Lines {
    starts: Vec<usize>,
    is_ascii: bool,
}

impl Source {
    /// A source that can be shared by all the places that point into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source { name: name.into(), text: text.into(), lines: OnceLock::new() })
    }

    /// Line and column, in characters and from 1, of a byte of the text.
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| Lines {
            starts: std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1))
                .collect(),
            is_ascii: self.text.is_ascii(),
        });
        let line = lines.starts.partition_point(|start| *start <= byte).max(1);
        let before = &self.text.as_bytes()[lines.starts[line - 1]..byte.min(self.text.len())];
        let column = if lines.is_ascii { before.len() } else { String::from_utf8_lossy(before).chars().count() };
        (line, column + 1)
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
    /// The place of a built-in default, which no file sets.
    pub fn of_default() -> Place {
        Place { source: Source::new("default", ""), line: 1, column: 1, length: 1 }
    }

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
