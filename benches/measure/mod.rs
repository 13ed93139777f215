//! Whole processes in turn: time and peak memory.
#![allow(dead_code)]

mod peak;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use peak::peak;

/// The binary that is measured.
pub const CPGEN: &str = env!("CARGO_BIN_EXE_cpgen");

/// What one command took.
pub struct Figures {
    /// Median.
    pub seconds: f64,
    /// Most resident memory of any run.
    pub mebibytes: f64,
}

/// Runs the commands in turn, each twice, A A B B A A B B, and takes the median of each one's second runs: the first
/// finds the caches as another program left them.
pub fn in_turn<const N: usize>(runs: usize, commands: [&dyn Fn() -> Command; N]) -> [Figures; N] {
    let mut all: [Vec<(f64, f64)>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..runs {
        for (figures, make) in all.iter_mut().zip(&commands) {
            for is_warm in [false, true] {
                let mut command = make();
                let begin = Instant::now();
                let (status, kibibytes) = peak(&mut command);
                let taken = (begin.elapsed().as_secs_f64(), kibibytes as f64 / 1024.0);
                figures.extend(is_warm.then_some(taken));
                assert!(status.success(), "{command:?} failed");
            }
        }
    }
    all.map(|mut figures| {
        figures.sort_by(|a, b| a.0.total_cmp(&b.0));
        let peak = figures.iter().map(|figure| figure.1).fold(0.0, f64::max);
        Figures { seconds: figures[figures.len() / 2].0, mebibytes: peak }
    })
}

/// A command with its arguments.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// A path as text.
pub fn text(path: &Path) -> String {
    path.display().to_string()
}
