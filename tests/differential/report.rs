//! What a run came to, for a person.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use cpgen::check::schema::Minor;

use crate::disagreement::{Disagreement, Group};
use crate::judge::Judge;
use crate::reduce::Reducer;
use crate::run::Run;
use crate::tally::{Count, total};
use crate::update::{Differing, Pairs};
use crate::verdict::schemas;

/// Where differences are written down, one file for each minor and kind.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("differential")
}

/// One line for each kind.
pub fn table(run: &Run) -> String {
    let mut text = format!("Kubernetes {}, {} places of seeds\n{}", run.minor, run.places, head());
    run.tally.iter().for_each(|(kind, count)| text.push_str(&line(kind, count)));
    text.push_str(&line("all", &total(&run.tally)));
    let twice = total(&run.tally).duplicates;
    let _ = writeln!(
        text,
        "{twice} mutants have a key twice, which the server overlooks and cpgen refuses unless told not to"
    );
    if run.panics > 0 {
        let _ = writeln!(text, "{} mutants beside these break a validator of the server", run.panics);
    }
    for seed in &run.refused_seeds {
        let _ = writeln!(text, "no seed there: {}", seed.chars().take(200).collect::<String>());
    }
    text
}

fn head() -> String {
    let [kind, mutants, refused, missed, alarms, policy, agreement, paths, same] =
        ["kind", "mutants", "refused", "missed", "false", "policy", "agree %", "paths", "same %"];
    format!("{kind:<26}{mutants:>9}{refused:>9}{missed:>8}{alarms:>7}{policy:>8}{agreement:>9}{paths:>9}{same:>8}\n")
}

fn line(name: &str, count: &Count) -> String {
    format!(
        "{name:<26}{:>9}{:>9}{:>8}{:>7}{:>8}{:>9.2}{:>9}{:>8.2}\n",
        count.all,
        count.refused,
        count.missed,
        count.false_alarms,
        count.policy,
        count.agreement(),
        count.paths,
        count.path_agreement()
    )
}

/// Writes the differences down, the most frequent ones first, and the first `examples` of each kind in their smallest form.
pub fn write(run: &Run, examples: usize) {
    fs::create_dir_all(folder()).expect("a folder");
    let judge = Judge::new(run.minor);
    let schemas = schemas(run.minor);
    let mut reducer = Reducer { judge: &judge, schemas: &schemas };
    for (kind, count) in &run.tally {
        let mut text = format!("# {kind} in {}\n\n{}", run.minor, head());
        text.push_str(&line(kind, count));
        let number = run.minor.number();
        let _ = writeln!(
            text,
            "\n`CPGEN_KIND={kind} CPGEN_MINORS={number} CPGEN_MUTANTS=20000 cargo test --test differential verdicts`"
        );
        for (title, groups) in [("Verdicts that differ", &run.disagreements), ("First paths that differ", &run.paths)] {
            let _ = writeln!(text, "\n## {title}\n");
            section(&mut text, groups, kind, examples, &mut reducer);
        }
        fs::write(folder().join(format!("{}-{kind}.md", run.minor)), text).expect("a report is written");
    }
}

fn section(
    text: &mut String,
    groups: &BTreeMap<Disagreement, Group>,
    kind: &str,
    examples: usize,
    reducer: &mut Reducer,
) {
    let mut groups: Vec<(&Disagreement, &Group)> = groups.iter().filter(|(what, _)| what.kind == kind).collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.count));
    for (at, (what, group)) in groups.into_iter().enumerate() {
        let _ = writeln!(text, "### {:?}, {} times", what.relation, group.count);
        let _ = writeln!(text, "ours: {}\nserver: {}\nmutation: {}", what.ours, what.theirs, group.what);
        if at < examples {
            let _ = writeln!(text, "```yaml\n{}```", reducer.reduce(what, &group.text));
        }
    }
}

/// What came of pairs, a line for each kind that has refusals.
pub fn updates(minor: Minor, pairs: &BTreeMap<&str, Pairs>) -> String {
    let mut text = format!(
        "Updates in {minor}\n{:<26}{:>9}{:>9}{:>8}{:>7}{:>9}\n",
        "kind", "pairs", "refused", "missed", "false", "unknown"
    );
    for (kind, count) in pairs {
        let (all, refused) = (count.all, count.refused);
        let _ = writeln!(
            text,
            "{kind:<26}{all:>9}{refused:>9}{:>8}{:>7}{:>9}",
            count.missed, count.false_alarms, count.unknown
        );
    }
    text
}

/// Writes down the pairs that are judged otherwise: each kind of difference with its shortest pair.
pub fn write_updates(minor: Minor, differences: &[(String, Differing)]) {
    let mut text = format!("# Updates in {minor}\n");
    for (what, group) in differences {
        let Differing { count, what: mutation, old, new } = group;
        let _ = writeln!(text, "\n## {count} times: {what}\n\nmutation: {mutation}\n```yaml\n{old}---\n{new}```");
    }
    fs::create_dir_all(folder()).expect("a folder");
    fs::write(folder().join(format!("{minor}-updates.md")), text).expect("a report is written");
}
