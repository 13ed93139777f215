use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use regex::Regex;

use crate::commands::Failure;
use crate::source::Source;

/// A file to judge, which is read when its turn comes.
#[derive(Debug)]
pub struct File {
    /// Its path, or what standard input is called.
    pub path: PathBuf,
    /// The text of standard input.
    input: Option<OnceLock<Arc<Source>>>,
}

impl File {
    /// Its text. What is no Unicode becomes U+FFFD, as kubectl has it.
    pub fn read(&self) -> io::Result<Arc<Source>> {
        let name = self.path.display().to_string();
        let Some(input) = &self.input else { return Ok(Source::new(name, text(fs::read(&self.path)?))) };
        if let Some(read) = input.get() {
            return Ok(read.clone());
        }
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        Ok(input.get_or_init(|| Source::new(name, text(bytes))).clone())
    }
}

/// UTF-8, or UTF-16 behind a byte order mark: Windows writes it, and kubectl reads it.
fn text(bytes: Vec<u8>) -> String {
    let units =
        |of: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect::<Vec<_>>();
    match bytes[..] {
        [0xff, 0xfe, ..] => return String::from_utf16_lossy(&units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => return String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => {}
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The files that paths name: themselves, and of folders everything below that ends in .yaml, .yml or .json, sorted.
/// Those that a pattern matches are left out. No path is standard input.
pub fn below(paths: &[PathBuf], ignored: &[Regex], stdin: &str) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            files.push(File { path: stdin.into(), input: Some(OnceLock::new()) });
            continue;
        }
        // What is not there is reported when it is to be read, after everything else was judged.
        if path.is_dir() {
            let mut found = Vec::new();
            walk(path, &mut found)?;
            found.sort();
            files.extend(found.into_iter().map(|path| File { path, input: None }));
        } else {
            files.push(File { path: path.clone(), input: None });
        }
    }
    files.retain(|file| {
        let path = file.path.to_string_lossy();
        !ignored.iter().any(|pattern| pattern.is_match(&path))
    });
    Ok(files)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error| Failure::io("read", folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if entry.file_type().map_err(failed)?.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    Ok(())
}
