//! What became of every key of the old values.

mod json;
mod markdown;
mod text;

use super::write::one_line;
use crate::source::Place;

/// What became of the old values.
#[derive(Debug, Default)]
pub struct Report {
    /// One line for every key, in the order of the files.
    pub lines: Vec<Line>,
    /// What holds for the whole.
    pub notes: Vec<String>,
}

/// What became of one key.
#[derive(Clone, Debug)]
pub struct Line {
    /// The key as the chart has it: `cp-kafka.persistence.size`.
    pub key: String,
    /// Where it stands.
    pub place: Place,
    /// What became of it.
    pub fate: Fate,
}

/// What can become of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is set here, possibly otherwise than it was.
    Mapped(String),
    /// It says what holds anyway.
    Default(String),
    /// It is left out, for this reason.
    Dropped(String),
    /// It needs a hand: this.
    Open(String),
    /// The chart has no such key; this one is near.
    Unknown(Option<String>),
}

impl Fate {
    /// What it is called.
    pub fn word(&self) -> &'static str {
        match self {
            Fate::Mapped(_) => "mapped",
            Fate::Default(_) => "default",
            Fate::Dropped(_) => "dropped",
            Fate::Open(_) => "open",
            Fate::Unknown(_) => "unknown",
        }
    }

    /// What there is to say about it.
    pub fn detail(&self) -> String {
        match self {
            Fate::Mapped(text) | Fate::Default(text) | Fate::Dropped(text) | Fate::Open(text) => text.clone(),
            Fate::Unknown(Some(near)) => format!("the chart has no such key and ignores it; did you mean `{near}`?"),
            Fate::Unknown(None) => "the chart has no such key and ignores it".to_string(),
        }
    }
}

impl Line {
    /// `FILE:LINE`.
    pub fn whereabouts(&self) -> String {
        format!("{}:{}", one_line(&self.place.source.name), self.place.line)
    }
}

/// The words of all fates, with how many lines have each.
type Tally = [(&'static str, usize); 5];

impl Report {
    /// Whether a key is unknown or needs a hand.
    pub fn is_doubtful(&self) -> bool {
        self.lines.iter().any(|line| matches!(line.fate, Fate::Unknown(_) | Fate::Open(_)))
    }

    /// The report as `text`, `json` or `markdown`.
    pub fn write(&self, format: &str) -> String {
        match format {
            "json" => json::write(self),
            "markdown" => markdown::write(self),
            _ => text::write(self),
        }
    }

    fn tally(&self) -> Tally {
        ["mapped", "default", "dropped", "open", "unknown"]
            .map(|word| (word, self.lines.iter().filter(|line| line.fate.word() == word).count()))
    }

    fn sum(&self) -> String {
        let counts: Vec<String> = self.tally().iter().map(|(word, count)| format!("{count} {word}")).collect();
        format!("{} keys: {}", self.lines.len(), counts.join(", "))
    }
}
