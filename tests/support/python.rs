//! The readers that are written in Python, pinned in `tests/schema/requirements.txt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const REQUIREMENTS: &str = include_str!("../schema/requirements.txt");

/// A program of a virtual environment of our own, installed once. Fails where that cannot be.
pub fn python(program: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kubernetes-validate");
        let mark = folder.join("requirements.txt");
        if fs::read_to_string(&mark).is_ok_and(|installed| installed == REQUIREMENTS) {
            return folder;
        }
        let _ = fs::remove_dir_all(&folder);
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schema/requirements.txt");
        let pip = folder.join("bin/pip");
        run(Command::new(pip).args(["install", "--quiet", "--disable-pip-version-check", "-r", list]));
        fs::write(mark, REQUIREMENTS).unwrap();
        folder
    });
    let path = folder.join("bin").join(program);
    assert!(path.exists(), "{} is missing; remove {} and run again", path.display(), folder.display());
    path
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| {
        panic!("this test needs Python 3 with venv, and PyPI or a mirror of it at its first run: {command:?}: {error}")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "this test needs kubernetes-validate from PyPI: {command:?}\n{said}");
}
