//! The packed schemas under `src/check/schema/tables/` are what Kubernetes published: each is made again from the
//! OpenAPI documents in the Go module of its minor and compared.
//!
//! `CPGEN_BLESS=1 cargo test --test kubernetes_schemas` writes them anew; so does a new line in `RELEASES`, after which
//! `src/check/schema/minor.rs` must list it.

mod go;
mod lifecycle;
mod openapi;
mod pack;

use std::fs;
use std::path::PathBuf;

use cpgen::check::schema::Minor;

/// The release of each minor whose documents are used: the newest whose Go module is served.
const RELEASES: [&str; 8] = ["1.30.14", "1.31.14", "1.32.2", "1.33.13", "1.34.4", "1.35.4", "1.36.3", "1.37.2"];

fn committed(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/check/schema/tables").join(name)
}

fn compare(name: &str, made: &[u8]) {
    let path = committed(name);
    if std::env::var_os("CPGEN_BLESS").is_some() {
        fs::write(&path, made).expect("a table is written");
    }
    let same = fs::read(&path).is_ok_and(|bytes| bytes == made);
    assert!(same, "{name} is not what the documents say: CPGEN_BLESS=1 cargo test --test kubernetes_schemas");
}

#[test]
fn tables_are_what_kubernetes_published() {
    for release in RELEASES {
        let documents = go::module("k8s.io/kubernetes", release).join("api/openapi-spec/v3");
        let (minor, _) = release.rsplit_once('.').expect("major.minor.patch");
        compare(&format!("{minor}.bin"), &pack::pack(&openapi::read(&documents)));
    }
}

#[test]
fn lifecycles_are_what_kubernetes_published() {
    compare("lifecycle.txt", lifecycle::table().as_bytes());
}

#[test]
fn every_minor_has_its_table_and_every_name_in_it_is_found() {
    assert_eq!(Minor::all().len(), RELEASES.len());
    for (minor, release) in Minor::all().zip(RELEASES) {
        assert!(release.starts_with(&format!("{minor}.")), "{minor} {release}");
        let table = minor.table();
        let (mut kinds, mut fields) = (0, 0);
        for kind in table.kinds() {
            let found = table.kind(kind.api_version, kind.kind).expect("a kind that is listed is found");
            assert_eq!(found.definition, kind.definition);
            for (name, field) in table.fields(kind.definition) {
                assert_eq!(table.field(kind.definition, name), Some(field), "{minor} {} {name}", kind.kind);
                fields += 1;
            }
            kinds += 1;
        }
        assert!(kinds > 60 && fields > 250, "{minor}: {kinds} kinds, {fields} fields");
    }
}
