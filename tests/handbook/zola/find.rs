//! Which Zola is used, and what is said of one that cannot be.

use std::path::Path;

use zola_handbook::zola::{Dialect, Found, INSTALLATION, Search, Zola, ZolaError};

use crate::support::script::Scripts;

fn zola_that_says(version: &str) -> Scripts {
    Scripts::new().with("zola", &format!("echo '{version}'"))
}

/// A search that finds no copy and can keep none.
fn nowhere() -> Search<'static> {
    Search::keeping_in(Path::new("/nowhere"))
}

fn on_path(scripts: &Scripts) -> (Result<Zola, ZolaError>, String) {
    let path = scripts.path();
    let search = Search { path: Some(&path), ..nowhere() };
    let mut said = String::new();
    let found = search.find(&mut |line| said.push_str(line));
    (found, said)
}

#[test]
fn a_zola_on_the_path_is_asked_for_its_version() {
    let scripts = zola_that_says("zola 0.23.1");
    let zola = on_path(&scripts).0.unwrap();
    assert_eq!(zola.path(), scripts.program("zola"));
    assert_eq!(zola.version().to_string(), "0.23.1");
    assert_eq!(zola.dialect(), Dialect::Tera2);
    assert_eq!(zola.found(), Found::OnPath);
}

#[test]
fn a_named_zola_goes_before_the_one_on_the_path() {
    let named = zola_that_says("zola 0.22.1");
    let path = zola_that_says("zola 0.23.0").path();
    let program = named.program("zola");
    let search = Search { named: Some(&program), path: Some(&path), ..nowhere() };
    let zola = search.find(&mut |_| ()).unwrap();
    assert_eq!(zola.version().to_string(), "0.22.1");
    assert_eq!(zola.dialect(), Dialect::Tera1);
    assert_eq!(zola.found(), Found::Named);
}

#[test]
fn a_bare_name_is_looked_up_on_the_path() {
    let scripts = Scripts::new().with("zola-next", "echo zola 0.23.0");
    let path = scripts.path();
    let name = Path::new("zola-next");
    let search = Search { named: Some(name), path: Some(&path), ..nowhere() };
    assert_eq!(search.find(&mut |_| ()).unwrap().path(), scripts.program("zola-next"));
}

#[test]
fn a_named_program_that_is_not_there_is_an_error_even_with_another_on_the_path() {
    let path = zola_that_says("zola 0.23.0").path();
    let name = Path::new("/nowhere/zola");
    let search = Search { named: Some(name), path: Some(&path), ..nowhere() };
    let error = search.find(&mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("no program at `/nowhere/zola`"), "{error}");
    assert!(error.contains(INSTALLATION), "{error}");
}

#[test]
fn a_folder_of_the_path_that_is_relative_is_passed_over() {
    let search = |path: &'static str| {
        let search = Search {
            named: Some(Path::new("Cargo.toml.zola")),
            path: Some(path.as_ref()),
            ..nowhere()
        };
        search.find(&mut |_| ()).unwrap_err().to_string()
    };
    assert!(search(".:src").contains("no program at"));
}

#[test]
fn a_zola_that_is_too_old_is_named_with_its_version_and_what_to_do() {
    let scripts = zola_that_says("zola 0.21.0");
    let error = on_path(&scripts).0.unwrap_err().to_string();
    let path = scripts.program("zola");
    assert_eq!(
        error,
        format!(
            "`{}` is Zola 0.21.0; a handbook needs 0.22.0 or newer: \
             upgrade it ({INSTALLATION}) or name another with --zola",
            path.display()
        )
    );
}

#[test]
fn a_program_that_is_no_zola_is_named_with_what_it_said() {
    for (body, seen) in [
        ("echo hugo v0.128.0", "hugo v0.128.0"),
        ("echo zola 0.23.0; exit 3", "zola 0.23.0"),
        ("echo cannot execute >&2; exit 126", "cannot execute"),
        ("exit 1", "nothing, and ended with exit status: 1"),
    ] {
        let scripts = Scripts::new().with("zola", body);
        match on_path(&scripts).0.unwrap_err() {
            ZolaError::NotZola { path, seen: said } => {
                assert_eq!((path, said.as_str()), (scripts.program("zola"), seen));
            }
            other => panic!("{body}: {other}"),
        }
    }
}

#[test]
fn a_zola_newer_than_any_that_was_tried_is_used_and_said_to_be_untried() {
    let (zola, said) = on_path(&zola_that_says("zola 0.24.0"));
    assert_eq!(zola.unwrap().dialect(), Dialect::Tera2);
    assert!(said.starts_with("Zola 0.24.0 at `"), "{said}");
    assert!(said.contains("newer than any that was tried"), "{said}");
    assert_eq!(on_path(&zola_that_says("zola 0.23.9")).1, "");
}
