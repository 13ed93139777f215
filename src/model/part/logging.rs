use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::resolved::Properties;

/// What is logged. All of it goes to standard output.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Logging {
    /// Level of the root logger.
    pub level: Level,
    /// Level by logger: `kafka.controller: TRACE`.
    pub loggers: IndexMap<String, Level>,
}

/// A Log4j level.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// Nothing.
    Off,
    /// What ends the process.
    Fatal,
    /// What failed.
    Error,
    /// What may fail next.
    Warn,
    /// What happens.
    Info,
    /// How it happens.
    Debug,
    /// Every step.
    Trace,
}

impl Level {
    /// As Log4j writes it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "OFF",
            Level::Fatal => "FATAL",
            Level::Error => "ERROR",
            Level::Warn => "WARN",
            Level::Info => "INFO",
            Level::Debug => "DEBUG",
            Level::Trace => "TRACE",
        }
    }
}

impl Default for Logging {
    fn default() -> Logging {
        Logging { level: Level::Info, loggers: IndexMap::new() }
    }
}

const PATTERN: &str = "[%d] %p %m (%c)%n";

impl Logging {
    /// The configuration file of Log4j 1, for Confluent Platform up to 7.9.
    pub fn log4j(&self) -> String {
        let mut text = format!(
            "log4j.rootLogger={}, stdout\nlog4j.appender.stdout=org.apache.log4j.ConsoleAppender\n\
             log4j.appender.stdout.layout=org.apache.log4j.PatternLayout\n\
             log4j.appender.stdout.layout.ConversionPattern={PATTERN}\n",
            self.level.name()
        );
        for (logger, level) in &self.loggers {
            let mut property = Properties::default();
            text.push_str(&property.set(&format!("log4j.logger.{logger}"), level.name()).text());
        }
        text
    }

    /// The configuration file of Log4j 2, for 8.0 and later. Properties, since not every component carries the YAML
    /// reader that Log4j would need.
    pub fn log4j2(&self) -> String {
        let mut text = format!(
            "appender.stdout.type=Console\nappender.stdout.name=STDOUT\n\
             appender.stdout.layout.type=PatternLayout\nappender.stdout.layout.pattern={PATTERN}\n\
             rootLogger.level={}\nrootLogger.appenderRef.stdout.ref=STDOUT\n",
            self.level.name()
        );
        for (number, (logger, level)) in self.loggers.iter().enumerate() {
            let mut properties = Properties::default();
            properties.set(&format!("logger.{number}.name"), logger);
            text.push_str(&properties.set(&format!("logger.{number}.level"), level.name()).text());
        }
        text
    }
}
