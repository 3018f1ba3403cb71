//! The package as crates.io is given it: what the program is made of, its documentation, and nothing
//! else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{assert_data_eq, str};

use crate::support::company::read;
use crate::support::program::files;

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// The folders that are in the package as a whole.
const WHOLE: [&str; 4] = ["src", "themes", "site/content", "site/org"];

fn list() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--locked"])
        .current_dir(PROJECT)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = String::from_utf8(output.stdout).unwrap();
    // As Windows writes them.
    let list = list.lines().map(|line| line.replace('\\', "/"));
    // Cargo's own note of the commit, where there is one.
    list.filter(|path| path != ".cargo_vcs_info.json").collect()
}

#[test]
fn nothing_foreign_is_in_the_package() {
    let of_whole = |path: &&String| {
        WHOLE.iter().any(|folder| path.strip_prefix(folder).is_some_and(|it| it.starts_with('/')))
    };
    let list = list();
    let rest: Vec<&str> = list.iter().filter(|path| !of_whole(path)).map(String::as_str).collect();
    assert_data_eq!(
        format!("{}\n", rest.join("\n")),
        str![[r#"
ARCHITECTURE.md
CHANGELOG.md
CONTRIBUTING.md
Cargo.lock
Cargo.toml
Cargo.toml.orig
LICENSE
README.md
docs/README.md
docs/any-markdown.md
docs/api.md
docs/audit.md
docs/check.md
docs/codeowners.md
docs/commands.md
docs/configuration.md
docs/getting-started.md
docs/hostile-text.md
docs/metadata.md
docs/publishing.md
docs/theme.md
docs/who.md
docs/zola-sites.md
docs/zola.md
site/zola.toml

"#]]
    );
}

#[test]
fn whatever_the_program_is_made_of_is_in_the_package() {
    let list = list();
    for folder in WHOLE {
        let all = files(&Path::new(PROJECT).join(folder));
        assert!(!all.is_empty(), "{folder}");
        for file in all {
            let file = format!("{folder}/{}", file.display()).replace('\\', "/");
            assert!(list.contains(&file), "{file}");
        }
    }
    let embedded = regex::Regex::new(r#"include_(?:str|bytes|dir)!\(\s*"([^"]+)"\s*\)"#).unwrap();
    let mut found = 0;
    for source in files(&Path::new(PROJECT).join("src")) {
        if source.extension().is_none_or(|it| it != "rs") {
            continue;
        }
        let text = read(&Path::new(PROJECT).join("src").join(&source));
        for named in embedded.captures_iter(&text) {
            let path = match named[1].strip_prefix("$CARGO_MANIFEST_DIR/") {
                Some(path) => PathBuf::from(path),
                None => Path::new("src").join(&source).parent().unwrap().join(&named[1]),
            };
            let path = Path::new(PROJECT).join(path).canonicalize().unwrap();
            let path = path.strip_prefix(Path::new(PROJECT).canonicalize().unwrap()).unwrap();
            let path = path.display().to_string().replace('\\', "/");
            let folder = format!("{path}/");
            let is_there = list.contains(&path) || list.iter().any(|one| one.starts_with(&folder));
            assert!(is_there, "{path}, which {} embeds", source.display());
            found += 1;
        }
    }
    assert!(found > 30, "{found}");
}
