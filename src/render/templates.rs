use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use crate::model::component::COMPONENTS;

static FOLDER: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The built-in files by path below `templates/`.
static BUILT_IN: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let mut files = BTreeMap::new();
    let mut open = vec![&FOLDER];
    while let Some(folder) = open.pop() {
        files.extend(folder.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?))));
        open.extend(folder.dirs());
    }
    files
});

/// The templates and static files of a render: cpgen's own, with the user's over them.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    user: BTreeMap<String, String>,
}

/// A template folder that cannot be read.
#[derive(Debug)]
pub struct TemplateError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why not.
    pub cause: io::Error,
}

impl Templates {
    /// cpgen's own, with the files below `folder` in their place or beside them. Files that begin with a dot are left
    /// alone.
    pub fn with(folder: &Path) -> Result<Templates, TemplateError> {
        let mut user = BTreeMap::new();
        read(folder, "", &mut user)?;
        Ok(Templates { user })
    }

    /// Whether the user has none of his own.
    pub fn is_built_in(&self) -> bool {
        self.user.is_empty()
    }

    /// The text of a template or static file, by its path below `templates/`.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.user.get(path) {
            Some(text) => Some(text),
            None => BUILT_IN.get(path).copied(),
        }
    }

    /// Paths of all built-in files, sorted.
    pub fn built_in() -> Vec<&'static str> {
        BUILT_IN.keys().copied().collect()
    }

    /// The user's templates that add objects to `component`: path and file name.
    pub fn added_to(&self, component: &str) -> Vec<(String, String)> {
        let own = self.yaml().filter_map(|path| {
            let name = path.strip_prefix(component)?.strip_prefix('/')?;
            Some((path.to_string(), name.to_string()))
        });
        own.collect()
    }

    /// The user's templates that belong to no component: rendered once.
    pub fn added(&self) -> Vec<String> {
        let folder = |path: &str| path.split('/').next().unwrap_or_default().to_string();
        let is_component = |path: &&str| COMPONENTS.iter().any(|component| component.name == folder(path));
        self.yaml().filter(|path| !is_component(path)).map(str::to_string).collect()
    }

    /// The user's YAML templates that have no built-in counterpart and are not parts of others.
    fn yaml(&self) -> impl Iterator<Item = &str> {
        self.user
            .keys()
            .map(String::as_str)
            .filter(|path| path.ends_with(".yaml") && !path.starts_with("part/") && !BUILT_IN.contains_key(path))
    }
}

fn read(folder: &Path, prefix: &str, user: &mut BTreeMap<String, String>) -> Result<(), TemplateError> {
    let failed = |path: &Path, cause| TemplateError { path: path.to_path_buf(), cause };
    for entry in fs::read_dir(folder).map_err(|cause| failed(folder, cause))? {
        let path = entry.map_err(|cause| failed(folder, cause))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), user)?;
        } else {
            let text = fs::read_to_string(&path).map_err(|cause| failed(&path, cause))?;
            user.insert(format!("{prefix}{name}"), text);
        }
    }
    Ok(())
}
