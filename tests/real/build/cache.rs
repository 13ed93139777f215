//! Where what was built stays: one folder for each thing, named after a hash of what it is made from, so that nothing
//! is built twice and nothing half-built is ever used.

use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::steps;

/// The cache: `$CPGEN_REAL_CACHE`, else the user's cache folder.
pub fn folder() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("CPGEN_REAL_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("cpgen/real")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/cpgen/real")))
        .context("no HOME: set CPGEN_REAL_CACHE to a folder")
}

/// What something is made from.
pub struct Inputs(Sha256);

impl Inputs {
    /// A recipe: the commands and choices that are not in files.
    pub fn new(recipe: &str) -> Inputs {
        Inputs(Sha256::new()).text(recipe)
    }

    /// Some text.
    pub fn text(mut self, text: &str) -> Inputs {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
        self
    }

    /// All files of a folder of this repository, with their names.
    pub fn files(mut self, folder: &Path) -> Result<Inputs> {
        let mut paths = super::files::files_below(folder)?;
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
            let content = fs::read(&path)?;
            self = self.text(&name);
            self.0.update((content.len() as u64).to_le_bytes());
            self.0.update(&content);
        }
        Ok(self)
    }

    /// Something else of the cache.
    pub fn artefact(self, path: &Path) -> Inputs {
        self.text(&path.to_string_lossy())
    }

    /// The name of what is made from it.
    pub fn name(self) -> String {
        self.0.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The folder of the thing called `name`, made by `build` in an empty folder where it is not there yet. Other runs that
/// want the same thing wait. `build` is told the folder, and the file for what commands print. `current` next to it leads
/// to the newest one, for use by hand. The cache may be deleted at any time at which nothing uses it.
pub fn artefact(name: &str, inputs: Inputs, build: impl FnOnce(&Path, &Path) -> Result<()>) -> Result<PathBuf> {
    artefact_of(&folder()?, name, inputs, build)
}

/// The same in a cache of the caller's own.
pub fn artefact_of(
    cache: &Path,
    name: &str,
    inputs: Inputs,
    build: impl FnOnce(&Path, &Path) -> Result<()>,
) -> Result<PathBuf> {
    let home = cache.join(name);
    let place = home.join(inputs.name());
    if place.is_dir() {
        return Ok(place);
    }
    fs::create_dir_all(&home).with_context(|| format!("{}", home.display()))?;
    let _lock = lock(&home, name)?;
    if place.is_dir() {
        return Ok(place);
    }
    let unfinished = home.join("unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)?;
    }
    fs::create_dir(&unfinished)?;
    let log = home.join("log");
    fs::write(&log, "")?;
    let begin = Instant::now();
    let step = steps::begin(name);
    step.iter().for_each(|line| say(line));
    build(&unfinished, &log)?;
    fs::rename(&unfinished, &place)?;
    if step.is_some() {
        say(&format!("built {} in {} s", steps::title(name), begin.elapsed().as_secs()));
    }
    let link = home.join("current.new");
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(&place, &link)?;
    fs::rename(&link, home.join("current"))?;
    Ok(place)
}

/// Holds everybody else off. The kernel lets go of it whatever ends this process.
fn lock(home: &Path, name: &str) -> Result<File> {
    let file = File::create(home.join("lock"))?;
    if file.try_lock().is_err() {
        say(&format!("waiting for another run that builds {}", steps::title(name)));
        file.lock()?;
    }
    Ok(file)
}

/// Writes a line to standard error, also where a test harness keeps what tests print.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
