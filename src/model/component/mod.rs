//! One file per component: what a user may set, what they get when they do not, and how it is resolved.

pub mod connect;
pub mod control_center;
mod derived;
pub mod kafka;
pub mod kraft;
pub mod ksql;
pub mod rest_proxy;
pub mod schema_registry;
pub mod zookeeper;

use super::resolved::{Context, Instance};
use crate::source::Findings;

/// One component as the rest of cpgen sees it.
pub struct Component {
    /// Its name in folders, labels and `--show-only`: `schema-registry`.
    pub name: &'static str,
    /// Its section in the values: `schemaRegistry`.
    pub key: &'static str,
    /// Its one-line description, for help and docs.
    pub about: &'static str,
    /// Makes its instances: none when it is off, one, or one for each of `clusters` too.
    pub resolve: fn(&Context, &mut Findings) -> Vec<Instance>,
}

/// All components, in the order in which they depend on each other. The table of contents of this folder.
pub const COMPONENTS: &[Component] = &[
    zookeeper::COMPONENT,
    kraft::COMPONENT,
    kafka::COMPONENT,
    schema_registry::COMPONENT,
    connect::COMPONENT,
    rest_proxy::COMPONENT,
    ksql::COMPONENT,
    control_center::COMPONENT,
];
