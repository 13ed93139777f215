//! Filters of the templates, one per file.

pub mod json;
