//! The `cpgen` command: parse, run, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    cpgen::commands::main()
}
