//! Running what builds.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::cache::say;

/// How many lines of a failed build are shown.
const LAST: usize = 30;

/// A command that leaves the machine usable for others.
pub fn command(program: &str) -> Command {
    let mut command = Command::new("nice");
    command.args(["-n", "10", program]).stdin(Stdio::null());
    command
}

/// Runs `command` to its end and writes what it prints to the end of `log`. Fails with the last of it.
pub fn run(command: &mut Command, log: &Path) -> Result<()> {
    let out: File = OpenOptions::new().create(true).append(true).open(log)?;
    let mut child = command.stdout(out.try_clone()?).stderr(out).spawn().with_context(|| shown(command))?;
    let begin = Instant::now();
    let mut minutes = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(50));
        if begin.elapsed().as_secs() / 60 > minutes {
            minutes += 1;
            say(&format!("  ... {minutes} min"));
        }
    };
    if status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&std::fs::read(log)?).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let last = lines[lines.len().saturating_sub(LAST)..].join("\n");
    bail!("{}: {status}; all of it is in {}\n{last}", shown(command), log.display())
}

/// What `command` prints.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::piped()).stdout(Stdio::piped()).output().with_context(|| shown(command))?;
    if !output.status.success() {
        bail!("{}: {}\n{}", shown(command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    words.join(" ").trim_start_matches("nice -n 10 ").to_string()
}
