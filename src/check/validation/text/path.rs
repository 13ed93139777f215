const UPWARD: &str = "must not contain '..'";

/// A path without `..` among its parts.
pub fn no_backsteps(text: &str) -> Vec<String> {
    if text.split('/').any(|part| part == "..") { vec![UPWARD.to_owned()] } else { Vec::new() }
}

/// A path below some folder: relative and without `..`.
pub fn relative_path(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if text.starts_with('/') {
        problems.push("must be a relative path".to_owned());
    }
    problems.extend(no_backsteps(text));
    problems
}

/// The path of a file of a volume: relative, without `..`, and not beginning with it, which kubelets use themselves.
pub fn local_path(text: &str) -> Vec<String> {
    let mut problems = relative_path(text);
    if text.starts_with("..") && !text.starts_with("../") {
        problems.push("must not start with '..'".to_owned());
    }
    problems
}
