//! How well changes are classified: precision and recall over labels given by hand.
//!
//! `HANDBOOK_CORPUS=/where/repositories/are cargo run --example classify_report` reads
//! `tests/corpus/labels/NAME.toml` beside the repository `NAME`. A label names a commit, a page's
//! path as of today and a class; no text of the repositories is kept here.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use zola_handbook::audit::{Class, Classes, Judging};
use zola_handbook::history::{self, Options, Repository, Scope};
use zola_handbook::root::RepoPath;

#[derive(serde::Deserialize)]
struct Labels {
    change: Vec<Label>,
}

#[derive(serde::Deserialize)]
struct Label {
    commit: String,
    path: String,
    class: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = std::env::var_os("HANDBOOK_CORPUS")
        .map(PathBuf::from)
        .ok_or("set HANDBOOK_CORPUS to the folder that holds the repositories")?;
    let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/labels");
    let mut files: Vec<PathBuf> = std::fs::read_dir(labels)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        report(name, &corpus.join(name), &toml::from_str(&std::fs::read_to_string(&file)?)?)?;
    }
    Ok(())
}

fn report(name: &str, path: &Path, labels: &Labels) -> Result<(), Box<dyn Error>> {
    let repository = Repository::discover(path)?.ok_or("there is no such repository")?;
    let scope = Scope::markdown(RepoPath::root());
    let history = history::read(&repository, &scope, &Options::default())?;
    let classes = Classes::of(&history, &repository, &Judging::default(), None)?;
    // How often each class was meant, and what was said then.
    let mut seen: BTreeMap<(Class, Class), usize> = BTreeMap::new();
    for label in &labels.change {
        let meant = Class::from_name(&label.class).ok_or("a label names no class")?;
        let file = RepoPath::new(&label.path)?;
        let gone =
            history.removed.iter().find(|log| log.changes.first().is_some_and(|c| c.path == file));
        let log = history.pages.get(&file).or(gone).ok_or("a label names no page")?;
        let change = log
            .changes
            .iter()
            .find(|change| history.commit(change).id.to_string() == label.commit)
            .ok_or_else(|| format!("{} did not change {}", label.commit, label.path))?;
        let said = classes.class(change).ok_or("a text is missing")?;
        if said != meant {
            println!(
                "{name}: {} {}: {} is {}",
                &label.commit[..7],
                label.path,
                said.as_str(),
                meant.as_str()
            );
        }
        *seen.entry((meant, said)).or_default() += 1;
    }
    println!("{name}: {} labels", labels.change.len());
    for class in Class::ALL {
        let sum = |wanted: &dyn Fn(&(Class, Class)) -> bool| -> usize {
            seen.iter().filter(|(key, _)| wanted(key)).map(|(_, count)| count).sum()
        };
        let (meant, said) = (sum(&|key| key.0 == class), sum(&|key| key.1 == class));
        let right = sum(&|key| key.0 == class && key.1 == class);
        if meant + said > 0 {
            println!("  {:<12} precision {right}/{said}, recall {right}/{meant}", class.as_str());
        }
    }
    Ok(())
}
