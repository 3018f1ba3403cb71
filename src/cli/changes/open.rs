//! Reading a handbook in order to ask about its past.

use std::path::PathBuf;

use jiff::Timestamp;
use zola_handbook::audit::Classes;
use zola_handbook::diagnostics::{Diagnostics, Severity};
use zola_handbook::handbook::{Handbook, Reading};
use zola_handbook::history::{Change, Edge};

use crate::cli::asking::{Asking, moment, tell};
use crate::cli::{Failure, Global, Terminal};

/// A handbook, and where to remember what is found out about it.
pub struct Opened {
    /// The handbook.
    pub handbook: Handbook,
    /// A folder for what is worth knowing the next time; nothing where none can be written.
    pub memory: Option<PathBuf>,
}

/// How much of a handbook is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Depth<'a> {
    /// Whether the class of every change is wanted, by which review dates go.
    pub classes: bool,
    /// From when on changes are wanted, as the user said it.
    pub since: Option<&'a str>,
}

impl Opened {
    /// Reads the handbook, in a bare repository too. What is wrong with its metadata is said on
    /// stderr, since it can make an owner of today wrong; the past is told all the same.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn open(global: &Global, depth: Depth<'_>, terminal: &Terminal) -> Result<Self, Failure> {
        let asking = Asking::find(global)?;
        // What cannot be read as a moment is told later, with the option's name.
        let since = depth.since.and_then(|text| since(&asking, global, text).ok());
        let Asking { location, memory, .. } = asking;
        let reading = Reading {
            now: Timestamp::now(),
            today: global.today,
            drafts: false,
            classes: depth.classes,
            site: false,
            since,
            cache: memory.as_deref(),
        };
        let _sign = terminal.progress("reading pages and history");
        let (handbook, problems) = Handbook::read(location, &reading)?;
        if problems.has_errors() {
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
            let mut told = Diagnostics::new();
            errors.cloned().for_each(|problem| told.push(problem));
            tell(&told, terminal);
        }
        Ok(Self { handbook, memory })
    }

    /// What those changes did that `asked` names. Those of them that must not be told are taken out
    /// of the history.
    ///
    /// # Errors
    /// Where git fails.
    pub fn classes(&mut self, asked: &dyn Fn(&Change) -> bool) -> Result<Classes, Failure> {
        let classes = self.read_classes(asked)?;
        match self.handbook.keep_private(&classes, asked)? {
            // A page that was opened begins there, with all that it says.
            true => self.read_classes(asked),
            false => Ok(classes),
        }
    }

    fn read_classes(&self, asked: &dyn Fn(&Change) -> bool) -> Result<Classes, Failure> {
        let Self { handbook, memory } = self;
        let Some(git) = &handbook.location.repository else { return Ok(Classes::default()) };
        let history = &handbook.history;
        let logs = history.pages.values().chain(&history.removed);
        let changes = logs.flat_map(|log| &log.changes).filter(|change| asked(change));
        let cache = memory.as_ref().map(|folder| folder.join("classes"));
        Ok(Classes::of_changes(changes, history, git, &handbook.judging(), cache.as_deref())?)
    }
}

/// The edge beyond which changes are asked for.
fn since(asking: &Asking, global: &Global, text: &str) -> Result<Edge, Failure> {
    let (state, _) = asking.now(global)?;
    let since = moment(("--since", text), state.today, asking.location.repository.as_ref())?;
    Ok(since.begins(&state.zone))
}
