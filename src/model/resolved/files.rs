use indexmap::IndexMap;

use super::Properties;

/// The files of one ConfigMap: texts that were derived, and static ones below `templates/`.
#[derive(Clone, Debug, Default)]
pub struct Files {
    pub(super) texts: IndexMap<String, String>,
    pub(super) paths: IndexMap<String, String>,
}

impl Files {
    /// A derived text.
    pub fn text(&mut self, name: &str, text: String) -> &mut Files {
        self.texts.insert(name.to_string(), text);
        self
    }

    /// Addresses, one a line.
    pub fn addresses(&mut self, name: &str, hosts: &[String]) -> &mut Files {
        self.text(name, hosts.iter().map(|host| format!("{host}\n")).collect())
    }

    /// Derived properties.
    pub fn properties(&mut self, name: &str, properties: &Properties) -> &mut Files {
        self.text(name, properties.text())
    }

    /// A static file.
    pub fn file(&mut self, name: &str, path: &str) -> &mut Files {
        self.paths.insert(name.to_string(), path.to_string());
        self
    }

    /// Whether there is any.
    pub fn is_any(&self) -> bool {
        !self.texts.is_empty() || !self.paths.is_empty()
    }
}
