//! Reading a handbook in order to ask about its past.

use std::env;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use zola_handbook::diagnostics::{Diagnostics, Format, Severity, Style, render};
use zola_handbook::handbook::{Handbook, Location, Reading};
use zola_handbook::history::Repository;
use zola_handbook::root;

use crate::cli::{Failure, Global, Terminal};

/// Where what git said is remembered.
pub fn cache_of(root: &Path) -> PathBuf {
    root.join(".handbook").join("cache")
}

/// Reads the handbook without classifying its whole past. What is wrong with its metadata is said
/// on stderr, since it can make an owner of today wrong; the past is told all the same.
///
/// # Errors
/// Where the machine fails.
pub fn open(global: &Global, terminal: &Terminal) -> Result<Handbook, Failure> {
    let root = match &global.root {
        Some(root) => root.clone(),
        None => {
            let here = env::current_dir()?;
            let here = here.canonicalize().unwrap_or(here);
            let repository = Repository::discover(&here)?;
            root::find(&here, repository.as_ref().and_then(Repository::workdir))
        }
    };
    let location = Location::of(&root)?;
    super::super::handbook::ensure_work(&location.root)?;
    let cache = cache_of(&location.root);
    let reading = Reading {
        now: Timestamp::now(),
        today: global.today,
        drafts: false,
        classes: false,
        cache: Some(&cache),
    };
    let _sign = terminal.progress("reading pages and history");
    let (handbook, problems) = Handbook::read(location, &reading)?;
    if problems.has_errors() {
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        let mut told = Diagnostics::new();
        errors.cloned().for_each(|problem| told.push(problem));
        let style = Style { colour: terminal.colour(), width: terminal.width() };
        terminal.say(&render(&told, Format::Human, style));
    }
    Ok(handbook)
}
