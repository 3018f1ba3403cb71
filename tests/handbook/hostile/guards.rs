//! The list of guards: each has a test that was seen to fail while the guard was taken away.

use std::path::Path;

/// Guards by file, each with what it sees to and its test by name.
const LIST: &str = include_str!("guards.md");

/// The file of a test: `places` in `hostile`, or a module of the library's own.
fn source_of(modules: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = modules.replace("::", "/");
    let own = path.strip_suffix("/tests").unwrap_or(&path);
    let places = [
        format!("tests/handbook/{path}.rs"),
        format!("tests/handbook/{path}/mod.rs"),
        format!("src/{own}.rs"),
        format!("src/{own}/mod.rs"),
        format!("src/{path}.rs"),
    ];
    places.iter().filter_map(|place| std::fs::read_to_string(root.join(place)).ok()).collect()
}

#[test]
fn every_guard_that_is_listed_is_there_and_so_is_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut guards = 0;
    for line in LIST.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let ["", file, _, test, ""] = cells[..] else { panic!("not three cells: {line}") };
        assert!(root.join("src").join(file).is_file(), "no src/{file}");
        let (modules, name) = test.rsplit_once("::").unwrap();
        assert!(source_of(modules).contains(&format!("fn {name}(")), "no test {test}");
        guards += 1;
    }
    assert!(guards > 100, "{guards}");
}
