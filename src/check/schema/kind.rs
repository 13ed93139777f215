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
