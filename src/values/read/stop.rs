use std::fmt::Display;

/// Why serde could not go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// A field without a default is not set.
    Missing(&'static str),
    /// A type refused a value, in its own words.
    Refused(String),
    /// A finding says so already.
    Reported,
}

impl serde::de::Error for Stop {
    fn custom<T: Display>(message: T) -> Stop {
        Stop::Refused(message.to_string())
    }

    fn missing_field(field: &'static str) -> Stop {
        Stop::Missing(field)
    }
}

impl Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stop::Missing(field) => write!(f, "`{field}` is missing"),
            Stop::Refused(message) => f.write_str(message),
            Stop::Reported => f.write_str("a value could not be read"),
        }
    }
}

impl std::error::Error for Stop {}
