use crate::check::schema::Resource;

/// Kinds that are named on the command line: `Secret` or `apps/v1/Deployment`.
#[derive(Clone, Debug, Default)]
pub struct Selection(Vec<String>);

impl Selection {
    /// The kinds of lists with commas.
    pub fn new(lists: &[String]) -> Selection {
        let words = lists.iter().flat_map(|list| list.split(',')).map(str::trim).filter(|word| !word.is_empty());
        Selection(words.map(str::to_owned).collect())
    }

    /// Whether the object is of one of them.
    pub fn names(&self, resource: &Resource) -> bool {
        let qualified = format!("{}/{}", resource.api_version, resource.kind);
        self.0.iter().any(|word| *word == resource.kind || *word == qualified)
    }
}
