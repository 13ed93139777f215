//! The API server's verdicts.

use cpgen::check::schema::Minor;

use crate::oracle::{Oracle, Request};

pub use crate::oracle::Answer;

/// The API server of one minor.
pub struct Judge(Oracle);

impl Judge {
    /// That of a minor.
    pub fn new(minor: Minor) -> Judge {
        Judge(Oracle::new(minor.number()).unwrap_or_else(|error| panic!("the oracle of {minor}: {error:#}")))
    }

    /// What it says to manifests that shall be created, in their order.
    pub fn created(&self, texts: &[&str]) -> Vec<Answer> {
        self.judge(texts.iter().copied().map(Request::create).collect())
    }

    /// What it says to updates: what is there, and what shall be.
    pub fn updated(&self, pairs: &[(&str, &str)]) -> Vec<Answer> {
        self.judge(pairs.iter().map(|(old, new)| Request::update(*old, *new)).collect())
    }

    fn judge(&self, requests: Vec<Request>) -> Vec<Answer> {
        self.0.judge(&requests).unwrap_or_else(|error| panic!("{error:#}"))
    }
}
