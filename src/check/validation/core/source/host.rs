use crate::check::validation::text::{no_backsteps, relative_path};
use crate::check::validation::{Errors, Value};

const TYPES: &[&str] =
    &["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

/// A path of the node (`validateHostPathVolumeSource`).
pub fn host_path<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    if source.get("path").text().is_empty() {
        return;
    }
    local(source, errors);
    let kind = source.get("type");
    if !TYPES.contains(&kind.text()) {
        errors.unsupported(kind, "host-path-type", TYPES);
    }
}

/// A disk of the node (`validateLocalVolumeSource`).
pub fn local<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let path = source.get("path");
    errors.malformed(path, "volume-path", no_backsteps(path.text()), "write the path out");
}

/// A Git repository (`validateGitRepoVolumeSource`).
pub fn git_repo<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let folder = source.get("directory");
    errors.malformed(folder, "volume-path", relative_path(folder.text()), "write a path below the volume");
}
