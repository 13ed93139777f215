//! What a run can be told by environment variables.

use std::env;

use cpgen::check::schema::Minor;

/// How many mutants a run has that nobody asked for more.
const MUTANTS: usize = 6_000;

/// What a run is like.
#[derive(Debug)]
pub struct Options {
    /// How many mutants each minor judges (`CPGEN_MUTANTS`).
    pub mutants: usize,
    /// Which ones (`CPGEN_SEED`).
    pub seed: u64,
    /// Of one kind only (`CPGEN_KIND`).
    pub kind: Option<String>,
    /// Who judges (`CPGEN_MINORS=30,37`): the oldest and the newest, or everyone in a long run.
    pub minors: Vec<Minor>,
    /// How many of them kubeconform judges too (`CPGEN_PEER`).
    pub sample: usize,
    /// How many differences are reduced to their smallest manifest (`CPGEN_EXAMPLES`).
    pub examples: usize,
}

impl Options {
    /// The options of this process.
    pub fn from_environment() -> Options {
        let asked = number("CPGEN_MUTANTS");
        let is_long = asked.is_some_and(|asked| asked > 10 * MUTANTS as u64);
        let minors = match env::var("CPGEN_MINORS") {
            Ok(list) => list.split(',').map(minor).collect(),
            Err(_) if is_long => Minor::all().collect(),
            Err(_) => Minor::all().next().into_iter().chain([Minor::newest()]).collect(),
        };
        Options {
            mutants: asked.map_or(MUTANTS, |asked| asked as usize),
            seed: number("CPGEN_SEED").unwrap_or(1),
            kind: env::var("CPGEN_KIND").ok(),
            minors,
            sample: number("CPGEN_PEER").map_or(if is_long { 20_000 } else { 500 }, |sample| sample as usize),
            examples: number("CPGEN_EXAMPLES").unwrap_or(20) as usize,
        }
    }
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

fn minor(text: &str) -> Minor {
    let number = text.trim().trim_start_matches("1.").parse().ok();
    number.and_then(Minor::of).unwrap_or_else(|| panic!("CPGEN_MINORS: {text} is no minor that is known"))
}
