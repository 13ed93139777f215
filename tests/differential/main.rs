//! `cpgen validate` and the API server judge the same manifests: valid ones of every kind whose rules we have, and
//! mutants of them. The server's verdicts come from its own decoding, defaulting and validation (`tests/oracle/`).
//!
//! `CPGEN_MUTANTS=1000000 cargo test --release --test differential -- --nocapture` is the long run, for every minor.
//! `CPGEN_KIND=Service CPGEN_MINORS=37 CPGEN_MUTANTS=20000` looks at one kind, `CPGEN_SEED=7` at other mutants.

#[path = "../real/build/mod.rs"]
#[allow(dead_code, unused_imports)]
mod build;
#[path = "../support/oracle.rs"]
mod oracle;

mod blank;
mod compare;
mod disagreement;
mod judge;
mod mutate;
mod options;
mod peer;
mod random;
mod reach;
mod reduce;
mod report;
mod run;
mod seed;
mod site;
mod tally;
mod update;
mod usage;
mod verdict;

use cpgen::check::schema::Minor;
use options::Options;
use reach::Reach;
use run::run;
use tally::total;

#[test]
fn seeds_use_every_field() {
    let (open, stale) = usage::unexplained();
    assert!(open.is_empty(), "no seed uses these fields, and unused.txt does not say why:\n{}", open.join("\n"));
    assert!(stale.is_empty(), "unused.txt explains what is used, or no field:\n{}", stale.join("\n"));
}

#[test]
fn seeds_are_valid() {
    let newest = Minor::newest();
    let judge = judge::Judge::new(newest);
    let (seeds, mut refused) = run::valid(seed::seeds(newest), &judge);
    for (_, kind) in seed::KINDS {
        refused.extend((!seeds.iter().any(|seed| seed.kind.kind == kind)).then(|| format!("there is no {kind}")));
    }
    let schemas = verdict::schemas(newest);
    for seed in seeds {
        let ours = verdict::verdict(&seed.value.to_string(), &schemas);
        refused.extend(ours.errors.iter().map(|error| format!("{}: we: {} {}", seed.file, error.path, error.sentence)));
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn verdicts_equal_the_servers() {
    let options = Options::from_environment();
    let mut wrong = Vec::new();
    let mut reach = Reach::default();
    for minor in &options.minors {
        let run = run(*minor, &options);
        println!("{}", report::table(&run));
        report::write(&run, options.examples);
        reach.add(&run);
        if *minor == Minor::newest() && options.sample > 0 {
            println!("{}", peer::compare(&run.sample));
        }
        let all = total(&run.tally);
        let mut claim = |holds: bool, what: String| wrong.extend((!holds).then_some(format!("{minor}: {what}")));
        // What is still judged otherwise stands in the README's limits.
        claim(all.agreement() >= 99.9, format!("{:.2} % of all verdicts agree", all.agreement()));
        for (kind, count) in &run.tally {
            claim(count.agreement() >= 99.0, format!("{kind}: {:.2} % of the verdicts agree", count.agreement()));
        }
        claim(all.false_alarms == 0, format!("{} false alarms", all.false_alarms));
        claim(all.path_agreement() >= 98.0, format!("{:.2} % of the first paths agree", all.path_agreement()));
    }
    if options.kind.is_none() {
        println!("{}", reach.report());
        if options.minors == [Minor::newest()] {
            wrong.extend(
                reach.open_texts().into_iter().map(|text| format!("no rule of ours, nor foreign.txt, has: {text}")),
            );
        }
        wrong.extend(reach.gaps());
    }
    assert!(wrong.is_empty(), "{}\nsee {}", wrong.join("\n"), report::folder().display());
}

#[test]
fn updates_are_refused_as_by_the_server() {
    let options = Options::from_environment();
    let mut wrong = Vec::new();
    for minor in &options.minors {
        let (pairs, differences) = update::updates(*minor, &options);
        println!("{}", report::updates(*minor, &pairs));
        let all: usize = pairs.values().map(|count| count.all).sum();
        let differing: usize = differences.values().map(|group| group.count).sum();
        wrong.extend(
            (differing * 1000 > all).then(|| format!("{minor}: {differing} of {all} pairs are judged otherwise")),
        );
        let mut differences: Vec<_> = differences.into_iter().collect();
        differences.sort_by_key(|(_, group)| std::cmp::Reverse(group.count));
        differences.iter().for_each(|(what, group)| println!("{:6} {what}\n       {}", group.count, group.what));
        report::write_updates(*minor, &differences);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
