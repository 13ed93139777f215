//! The lines of Confluent Platform that images are built for.

/// A line of Confluent Platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// 7.9, whose Kafka is Apache's 3.9 and may still have ZooKeeper.
    V7,
    /// 8.3, whose Kafka is Apache's 4.3.
    V8,
}

impl Line {
    /// The Kafka that it has, as a table shows it.
    pub fn name(self) -> &'static str {
        match self {
            Line::V7 => "Kafka 3.9",
            Line::V8 => "Kafka 4.3",
        }
    }

    /// Its folder of `tests/real/images`, and of the cache.
    pub fn folder(self) -> &'static str {
        match self {
            Line::V7 => "kafka-3.9",
            Line::V8 => "kafka-4.3",
        }
    }

    /// What its images are called in the cache.
    pub fn image(self) -> &'static str {
        match self {
            Line::V7 => "image-7",
            Line::V8 => "image-8",
        }
    }

    /// The Java of its images, and the release of Debian that has it.
    pub fn java(self) -> (&'static str, &'static str) {
        match self {
            Line::V7 => ("17", "bookworm"),
            Line::V8 => ("25", "trixie"),
        }
    }
}
