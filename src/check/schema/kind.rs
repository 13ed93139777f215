use super::table::Definition;

/// A kind of object that can be created.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// `StatefulSet`.
    pub kind: &'static str,
    /// `apps/v1`.
    pub api_version: &'static str,
    /// Its fields.
    pub definition: Definition,
    /// Whether its objects live in namespaces.
    pub namespaced: bool,
    /// Whether its objects are stored under a name. Reviews are not.
    pub named: bool,
}

impl Kind {
    /// `apps` of `apps/v1`; empty for the core.
    pub fn group(&self) -> &'static str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }
}
