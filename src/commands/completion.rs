use clap::CommandFactory;
use clap_complete::Shell;

use super::{Failure, Output};
use crate::cli::Cli;

/// `cpgen completion`.
pub fn run(shell: Shell, output: &mut Output) -> Result<(), Failure> {
    clap_complete::generate(shell, &mut Cli::command(), "cpgen", &mut output.text);
    Ok(())
}
