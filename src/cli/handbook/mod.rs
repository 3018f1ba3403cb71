//! Opening a handbook, and staging it: what `build`, `stage` and `serve` have in common.

mod options;
mod output;
mod outputs;
mod watched;
mod words;
mod zola;

use std::env;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use zola_handbook::content::Layout;
use zola_handbook::diagnostics::{Diagnostics, Format, Severity, Style, render};
use zola_handbook::handbook::{Handbook, Location, Reading};
use zola_handbook::history::Repository;
use zola_handbook::root;
use zola_handbook::site::{self, Map, SiteError, Staging, Written};
use zola_handbook::zola::{Dialect, Turn};

use super::terminal::Progress;
use super::{Failure, Global, Terminal};

pub use options::{Options, Shown};
pub use outputs::Outputs;

/// A handbook that was read, and what is wrong with it.
pub struct Opened {
    handbook: Handbook,
    problems: Diagnostics,
    format: Shown,
    named_root: Option<PathBuf>,
}

/// A site on disk that Zola can build.
pub struct StagedSite {
    /// The folder.
    pub folder: PathBuf,
    /// What writing it came to.
    pub written: Written,
    /// Where its files come from.
    pub map: Map,
}

impl Opened {
    /// Finds and reads the handbook.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn open(
        global: &Global,
        options: &Options,
        drafts: bool,
        terminal: &Terminal,
    ) -> Result<Self, Failure> {
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
        ensure_work(&location)?;
        let memory = location.memory()?;
        let reading = Reading {
            now: Timestamp::now(),
            today: global.today,
            drafts,
            classes: true,
            site: true,
            since: None,
            cache: memory.as_deref(),
        };
        let _sign: Progress = terminal.progress("reading pages and history");
        let (handbook, mut problems) = Handbook::read(location, &reading)?;
        problems.extend(site::diagnose(&handbook));
        if handbook.layout == Layout::Plain {
            terminal.line(&format!(
                "There is no Zola site here, so the Markdown in {} is published as it stands.",
                match handbook.content_folder.as_str() {
                    "" => "this folder".to_owned(),
                    folder => format!("{folder}/"),
                }
            ));
            if let Some(other) = words::handbook_near(&handbook.location) {
                terminal.line(&other);
            }
        }
        if options.strict || handbook.config.strict {
            problems.promote_warnings();
        }
        Ok(Self { handbook, problems, format: options.format, named_root: global.root.clone() })
    }

    /// The handbook's folder.
    pub fn root(&self) -> &Path {
        &self.handbook.location.root
    }

    /// Shows what is wrong, and says whether the handbook can be published all the same.
    ///
    /// # Errors
    /// Where stdout cannot be written to.
    pub fn tell(&self, terminal: &Terminal) -> Result<bool, Failure> {
        self.show(&self.problems, terminal)?;
        Ok(!self.problems.has_errors())
    }

    /// Shows what reading found wrong where the build ends with it, or where more can follow; a form
    /// that is one document waits for [`Opened::tell_rest`]. Says whether the build goes on.
    ///
    /// # Errors
    /// Where stdout cannot be written to.
    pub fn tell_first(&self, terminal: &Terminal) -> Result<bool, Failure> {
        if self.format.is_one_document() && !self.problems.has_errors() {
            return Ok(true);
        }
        self.tell(terminal)
    }

    /// Shows what building found wrong, after [`Opened::tell_first`].
    ///
    /// # Errors
    /// Where stdout cannot be written to.
    pub fn tell_rest(&self, more: &Diagnostics, terminal: &Terminal) -> Result<(), Failure> {
        if !self.format.is_one_document() {
            return self.show(more, terminal);
        }
        let mut all = self.problems.clone();
        all.extend(more.clone());
        self.show(&all, terminal)
    }

    /// Shows problems: for people on stderr, for programs on stdout.
    ///
    /// # Errors
    /// Where stdout cannot be written to. That its reader went away is none: a build must not end
    /// half-way, as if all were well, because nobody reads what it found.
    pub fn show(&self, problems: &Diagnostics, terminal: &Terminal) -> Result<(), Failure> {
        let style =
            Style { colour: terminal.colour(), width: terminal.width(), ..Style::default() };
        let text = render(problems, self.format.format(), style);
        match self.format {
            Shown::Human => terminal.say(&text),
            _ => match terminal.print(&text) {
                Ok(()) | Err(Failure::Closed) => {}
                Err(failure) => return Err(failure),
            },
        }
        Ok(())
    }

    /// Whether warnings are errors here.
    pub fn is_strict(&self, options: &Options) -> bool {
        options.strict || self.handbook.config.strict
    }

    /// The problems in words without colour; nothing where there is no error among them.
    pub fn problems_in_words(&self) -> Option<String> {
        (self.problems.worst() == Some(Severity::Error))
            .then(|| self.in_plain_words(&self.problems))
    }

    /// Problems as text without colour.
    pub fn in_plain_words(&self, problems: &Diagnostics) -> String {
        render(problems, Format::Human, Style::default())
    }

    /// Our folder below the handbook.
    pub fn work(&self) -> PathBuf {
        self.handbook.location.work()
    }

    /// Waits until no other build of this handbook runs.
    ///
    /// # Errors
    /// Where the file system has no locks.
    pub fn turn(&self, terminal: &Terminal) -> Result<Turn, Failure> {
        Ok(Turn::wait(&self.work(), &mut |words| terminal.line(words))?)
    }

    /// Writes the staged site. The caller has the turn.
    ///
    /// # Errors
    /// Where a file cannot be read or written, or a template fails.
    pub fn stage(
        &self,
        options: &Options,
        dialect: Dialect,
        terminal: &Terminal,
    ) -> Result<StagedSite, Failure> {
        let _sign = terminal.progress("staging the site");
        let staging = Staging { dialect, base: options.base_url.as_ref() };
        let (tree, map) = site::stage(&self.handbook, staging).map_err(|error| match error {
            SiteError::Body(_) => Failure::Wrong(error.to_string()),
            error => error.into(),
        })?;
        let folder = self.work().join("site");
        let written = tree.write(&folder)?;
        Ok(StagedSite { folder, written, map })
    }
}

/// Makes our folder, which git is told to ignore by a file of its own. One that is committed stays as
/// it is.
pub(super) fn ensure_work(location: &Location) -> Result<(), Failure> {
    if location.is_work_committed()? {
        return Ok(());
    }
    let work = location.work();
    let about = |what: &str, path: &Path, error: std::io::Error| {
        Failure::Machine(format!("cannot {what} {}: {error}", path.display()).into())
    };
    std::fs::create_dir_all(&work).map_err(|error| about("create", &work, error))?;
    let ignore = work.join(".gitignore");
    if !ignore.is_file() {
        std::fs::write(&ignore, "*\n").map_err(|error| about("write", &ignore, error))?;
    }
    Ok(())
}
