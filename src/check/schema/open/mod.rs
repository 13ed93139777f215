//! Schemas that come as JSON: of CustomResourceDefinitions, of OpenAPI documents, of files in the layout that
//! kubeconform reads.

mod check;
mod combine;
mod crd;
mod document;
mod limits;
mod lists;
mod location;

use std::sync::Arc;

use serde_json::Value;

pub use check::{Check, is_known_format};
pub use crd::{Crd, crds};
pub use document::Document;
pub use location::Location;

/// A schema and the document that its references point into.
#[derive(Clone, Debug)]
pub struct OpenSchema {
    /// The whole document.
    pub document: Arc<Value>,
    /// Where in it the schema is, as a JSON pointer.
    pub pointer: String,
    /// Whether it is of a CustomResourceDefinition, where null is a value and defaults are filled in.
    pub is_custom: bool,
}

impl OpenSchema {
    /// The schema itself.
    pub fn root(&self) -> &Value {
        self.document.pointer(&self.pointer).unwrap_or(&Value::Null)
    }
}
