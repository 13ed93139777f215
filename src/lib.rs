//! cpgen: one values file becomes complete, checked Kubernetes manifests for Confluent Platform.
//!
//! Data walks down one corridor, and each stage takes the noun that the stage before it made:
//! `values` (Tree) → `model` (Values → Platform) → `render` (text) → `manifest` (Manifests) → `check` (Checked) →
//! `emit`.

pub mod check;
pub mod cli;
pub mod commands;
pub mod diff;
pub mod emit;
pub mod import;
pub mod manifest;
pub mod model;
pub mod render;
pub mod source;
pub mod values;
pub mod yaml;
