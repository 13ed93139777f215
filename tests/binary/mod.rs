//! The real binary in a folder of its own.
#![allow(dead_code)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Values that render quickly: one component and a Kafka elsewhere.
pub const SMALL: &str = "\
kafka: { enabled: false }
kraft: { enabled: false }
schemaRegistry: { enabled: false }
connect: { enabled: false }
ksql: { enabled: false }
external: { kafka: { bootstrap: \"k:9092\" } }
";

/// What a run left behind.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A folder that is empty at first and that no other test shares.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("folder-{}-{number}", std::process::id()));
        fs::remove_dir_all(&path).ok();
        fs::create_dir_all(&path).expect("the folder is made");
        Folder(path)
    }

    pub fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder::new();
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder is made");
        fs::write(&path, content).expect("the file is written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.join(name).symlink_metadata().is_ok()
    }

    /// All files below the folder, sorted, with their paths in it.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut open = vec![self.0.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("the folder is read") {
                let path = entry.expect("the folder is read").path();
                match path.is_dir() && !path.is_symlink() {
                    true => open.push(path),
                    false => files.push(path.strip_prefix(&self.0).expect("it is inside").display().to_string()),
                }
            }
        }
        files.sort();
        files
    }

    /// Runs cpgen in the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        self.feed(args, b"")
    }

    /// Runs cpgen in the folder with `input` on standard input.
    pub fn feed(&self, args: &[&str], input: &[u8]) -> Run {
        finish(self.command(args), input)
    }

    /// cpgen, ready to run in the folder, in an environment that says nothing about colours or languages.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cpgen"));
        command.args(args).current_dir(&self.0).env_clear().env("PATH", "/usr/bin:/bin");
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            fs::remove_dir_all(&self.0).ok();
        }
    }
}

/// Runs `command` to its end.
pub fn finish(mut command: Command, input: &[u8]) -> Run {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("cpgen starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let output = std::thread::scope(|scope| {
        // Whoever does not read standard input ends before it is written.
        scope.spawn(move || stdin.write_all(input).ok());
        child.wait_with_output().expect("cpgen ends")
    });
    Run {
        code: output.status.code().unwrap_or_else(|| panic!("cpgen was killed: {}", output.status)),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// A file of this repository.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
