//! The objects that the templates rendered: parsed, patched by the user, stamped with checksums, in apply order.

mod checksum;
mod labels;
mod manifests;
mod object;
mod order;
pub mod patch;
mod pod;

pub use checksum::{CHECKSUM_ANNOTATION, RELOAD_ANNOTATION, stamp};
pub use labels::{label, labels_at, selects};
pub use manifests::Manifests;
pub use object::Object;
pub use order::sort;
pub use patch::Patch;
pub use pod::{
    Container, POD_TEMPLATES, containers, items, pod_spec_path, pod_template, pod_template_path, pod_volumes,
};
