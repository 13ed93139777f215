/// What one template rendered to.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Path of the template below `templates/`: `kafka/statefulset.yaml`.
    pub template: String,
    /// YAML with zero, one or several documents.
    pub text: String,
}
