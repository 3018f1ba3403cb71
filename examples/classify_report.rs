//! How well changes are classified: precision and recall over labels given by hand.
//!
//! `HANDBOOK_CORPUS=/where/repositories/are cargo run --example classify_report` reads
//! `tests/corpus/labels/NAME.toml`, and `NAME.second.toml` and the like, for the repository `NAME`. A label names a commit, a page's
//! path as of today or its last one, a class, and where the change is short enough its signals; no
//! text of the repositories is kept here.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use zola_handbook::audit::{Class, Classes, Judging, Signal};
use zola_handbook::config::Config;
use zola_handbook::history::{self, Change, History, Options, Repository, Scope};
use zola_handbook::org::Org;
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
    signals: Option<BTreeSet<Signal>>,
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
        let repository = name.split('.').next().unwrap_or_default();
        report(name, &corpus.join(repository), &toml::from_str(&std::fs::read_to_string(&file)?)?)?;
    }
    Ok(())
}

fn report(name: &str, path: &Path, labels: &Labels) -> Result<(), Box<dyn Error>> {
    let repository = Repository::discover(path)?.ok_or("there is no such repository")?;
    let scope = Scope::markdown(RepoPath::root());
    let history = history::read(&repository, &scope, &Options::default())?;
    let config = Config::default();
    let classes =
        Classes::of(&history, &repository, &Judging::of(&Org::default(), &config, &[]), None)?;
    let (mut by_class, mut by_signal) = (Tally::default(), Tally::default());
    for label in &labels.change {
        let meant = Class::from_name(&label.class).ok_or("a label names no class")?;
        let change = labelled(&history, label)?;
        let told = classes.told(change).ok_or("a text is missing")?;
        let differs = |said: &dyn Display, meant: &dyn Display| {
            println!("{name}: {} {}: {said}, meant {meant}", &label.commit[..7], label.path);
        };
        if told.class != meant {
            differs(&told.class.as_str(), &meant.as_str());
        }
        by_class.count(&BTreeSet::from([meant]), &BTreeSet::from([told.class]));
        if let Some(signals) = &label.signals {
            if *signals != told.finding.signals {
                differs(&words(&told.finding.signals), &words(signals));
            }
            by_signal.count(signals, &told.finding.signals);
        }
    }
    println!("{name}: {} labels", labels.change.len());
    by_class.print(Class::as_str);
    by_signal.print(Signal::as_str);
    Ok(())
}

fn labelled<'h>(history: &'h History, label: &Label) -> Result<&'h Change, Box<dyn Error>> {
    let file = RepoPath::new(&label.path)?;
    let gone = history.removed.iter().filter(|log| log.changes.iter().any(|c| c.path == file));
    let mut changes = history.pages.get(&file).into_iter().chain(gone).flat_map(|log| &log.changes);
    let found = changes.find(|change| history.commit(change).id.to_string() == label.commit);
    Ok(found.ok_or_else(|| format!("{} did not change {}", label.commit, label.path))?)
}

fn words(signals: &BTreeSet<Signal>) -> String {
    let words: Vec<_> = signals.iter().map(|signal| signal.as_str()).collect();
    if words.is_empty() { "no signals".to_owned() } else { words.join(" ") }
}

/// How often each was meant, said, and both.
struct Tally<T>(BTreeMap<T, [usize; 3]>);

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord + Copy> Tally<T> {
    fn count(&mut self, meant: &BTreeSet<T>, said: &BTreeSet<T>) {
        for one in meant.union(said) {
            let counts = self.0.entry(*one).or_default();
            let (meant, said) = (meant.contains(one), said.contains(one));
            counts[0] += usize::from(meant);
            counts[1] += usize::from(said);
            counts[2] += usize::from(meant && said);
        }
    }

    fn print(&self, name: impl Fn(T) -> &'static str) {
        for (what, [meant, said, right]) in &self.0 {
            println!("  {:<12} precision {right}/{said}, recall {right}/{meant}", name(*what));
        }
    }
}
