mod affinity;
mod label_keys;
mod node_selector;
mod spread;
mod tolerations;
mod warnings;

pub use affinity::affinity;
pub use node_selector::node_selector;
pub use spread::topology_spread;
pub use tolerations::{tolerated, tolerations};
pub use warnings::{deprecated_node_label, scheduling_warnings, term_warnings};
