//! The builder of the real cluster, without what takes minutes to build: its cache, its versions, and the recorder.
#![allow(dead_code, unused_imports)]

#[path = "real/build/mod.rs"]
mod build;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use build::cache::{Inputs, artefact_of};
use build::{Line, Minor, command, go};

/// A cache that no other test shares.
fn cache(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cache-{name}-{}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    folder
}

#[test]
fn what_was_built_is_not_built_again() {
    let cache = cache("again");
    let first =
        artefact_of(&cache, "it", Inputs::new("1"), |place, _| Ok(fs::write(place.join("file"), "one")?)).unwrap();
    let second = artefact_of(&cache, "it", Inputs::new("1"), |_, _| panic!("it is built again")).unwrap();
    let other =
        artefact_of(&cache, "it", Inputs::new("2"), |place, _| Ok(fs::write(place.join("file"), "two")?)).unwrap();
    assert_eq!(first, second);
    assert_ne!(first, other, "it is made from something else");
    assert_eq!(fs::read_to_string(cache.join("it/current/file")).unwrap(), "two");
    assert_eq!(fs::read_to_string(first.join("file")).unwrap(), "one");
    fs::remove_dir_all(cache).unwrap();
}

#[test]
fn what_is_half_built_is_not_used() {
    let cache = cache("half");
    let failure = artefact_of(&cache, "it", Inputs::new("1"), |place, log| {
        fs::write(place.join("half"), "")?;
        command::run(Command::new("sh").args(["-c", "seq 100; echo what went wrong >&2; exit 3"]), log)
    });
    let said = failure.unwrap_err().to_string();
    assert!(said.ends_with("\n99\n100\nwhat went wrong") && !said.contains("\n60\n"), "{said}");
    assert!(said.contains("exit status: 3") && said.contains(&format!("{}/it/log", cache.display())), "{said}");
    let place = artefact_of(&cache, "it", Inputs::new("1"), |_, _| Ok(())).unwrap();
    assert!(!place.join("half").exists());
    fs::remove_dir_all(cache).unwrap();
}

#[test]
fn two_who_want_the_same_build_it_once() {
    static BUILT: AtomicUsize = AtomicUsize::new(0);
    let cache = cache("once");
    let want = || {
        artefact_of(&cache, "it", Inputs::new("1"), |_, _| {
            BUILT.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(300));
            Ok(())
        })
    };
    std::thread::scope(|scope| {
        let both = [scope.spawn(want), scope.spawn(want)];
        both.into_iter().for_each(|one| drop(one.join().unwrap().unwrap()));
    });
    assert_eq!(BUILT.load(Ordering::SeqCst), 1);
    fs::remove_dir_all(cache).unwrap();
}

#[test]
fn every_file_counts() {
    let folder = cache("inputs");
    fs::create_dir_all(folder.join("below")).unwrap();
    fs::write(folder.join("below/file"), "text").unwrap();
    let name = || Inputs::new("").files(&folder).unwrap().name();
    let before = name();
    assert_eq!(before, name());
    fs::write(folder.join("below/file"), "Text").unwrap();
    let changed = name();
    fs::rename(folder.join("below/file"), folder.join("file")).unwrap();
    assert!(before != changed && changed != name());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn modules_pin_their_versions() {
    for minor in [Minor::Oldest, Minor::Newest] {
        assert!(minor.version().starts_with(&format!("{}.", minor.name())), "{}", minor.version());
    }
    for name in go::names() {
        assert!(go::version(name).is_some(), "go.mod of {name} names no version");
        let sums = format!("{}/tests/real/go/{name}/go.sum", env!("CARGO_MANIFEST_DIR"));
        assert!(fs::metadata(&sums).is_ok(), "{sums} is missing");
    }
}

#[test]
fn commands_of_confluents_images_are_there() {
    for line in [Line::V7, Line::V8] {
        for command in ["kafka-server-start", "kafka-storage", "connect-distributed", "kafka-topics"] {
            build::main_class(line, command).unwrap();
        }
    }
    assert!(build::main_class(Line::V7, "zookeeper-server-start").is_ok());
    let error = build::main_class(Line::V8, "zookeeper-server-start").unwrap_err().to_string();
    assert_eq!(error, "Kafka 4.3 has no zookeeper-server-start");
}

#[test]
fn the_recorder_passes_its_own_tests() {
    let module = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/real/go/recorder");
    let test = Command::new("go").args(["test", "./..."]).current_dir(module).output();
    let test = test.expect("this test needs Go: https://go.dev/dl");
    assert!(test.status.success(), "{}", String::from_utf8_lossy(&test.stdout));
}
