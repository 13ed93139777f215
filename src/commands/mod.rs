//! The verbs, one per file, and what they share: where values come from, how a run can fail.

mod completion;
mod diff;
mod explain;
mod failure;
mod files;
mod fleet;
mod import;
mod init;
mod input;
mod one_dash;
mod render;
mod schema;
mod show;
mod validate;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Colour, Command};
use crate::source::{count, report};
pub use failure::Failure;
pub use schema::{commented_defaults, json_schema};

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    if std::env::args_os().any(|argument| argument == "render") {
        render::warm();
    }
    let cli = match Cli::try_parse_from(one_dash::two_dashes(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let colour = match cli.color {
        Colour::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        Colour::Always => true,
        Colour::Never => false,
    };
    let mut output = Output { text: Vec::new(), messages: String::new(), colour, verdict: 0 };
    let result = match cli.command {
        Command::Render(args) => render::run(&args, &mut output),
        Command::Validate(args) => validate::run(&args, &mut output),
        Command::Diff(args) => diff::run(&args, &mut output),
        Command::Import(args) => import::run(&args, &mut output),
        Command::Show(args) => show::run(&args, &mut output),
        Command::Init(args) => init::run(&args, &mut output),
        Command::Explain(args) => explain::run(&args, &mut output),
        Command::Completion { shell } => completion::run(shell, &mut output),
    };
    finish(result, output)
}

/// What a verb wants to say. Nothing reaches standard output before all of it is complete.
pub struct Output {
    /// For standard output.
    pub text: Vec<u8>,
    /// For standard error, when the run succeeds.
    pub messages: String,
    colour: bool,
    /// What the process exits with when the run succeeds: a verdict can be bad.
    pub verdict: u8,
}

impl Output {
    /// Adds findings that did not stop the run.
    pub fn warn(&mut self, findings: crate::source::Findings) {
        let sorted = findings.sorted();
        if !sorted.is_empty() {
            self.messages.push_str(&report(&sorted, self.colour));
        }
    }
}

fn finish(result: Result<(), Failure>, output: Output) -> ExitCode {
    let failed = |failure: Failure| {
        let text = match failure {
            Failure::Findings(findings) => {
                let sorted = findings.sorted();
                format!("{}{}\n", report(&sorted, output.colour), count(&sorted))
            }
            Failure::Usage(message) => format!("error: {message}\n"),
            Failure::Io(error) => format!("error: {error:#}\n"),
        };
        let _ = io::stderr().write_all(text.as_bytes());
    };
    if let Err(failure) = result {
        let code = failure.exit_code();
        failed(failure);
        return ExitCode::from(code);
    }
    let _ = io::stderr().write_all(output.messages.as_bytes());
    match io::stdout().write_all(&output.text).and_then(|()| io::stdout().flush()) {
        // Whoever read us has seen enough, as `head` does.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            failed(Failure::Io(anyhow::Error::new(error).context("cannot write to standard output")));
            ExitCode::from(3)
        }
        _ => ExitCode::from(output.verdict),
    }
}
