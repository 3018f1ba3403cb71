//! Finding a handbook without reading it whole: what the commands that answer questions share.

use std::env;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use zola_handbook::diagnostics::{Diagnostics, Format, Style, render};
use zola_handbook::handbook::{Handbook, Location, State, files_of};
use zola_handbook::history::{CommitId, Moment, NotAMoment, Repository};
use zola_handbook::ownership::Chronicle;
use zola_handbook::root::{self, RepoPath};

use super::handbook::ensure_work;
use super::{Failure, Global, Terminal};

/// Where a handbook is, and where to remember what its history said.
pub struct Asking {
    /// The handbook.
    pub location: Location,
    /// A folder for what is worth knowing the next time; nothing where none can be written.
    pub memory: Option<PathBuf>,
    /// `org/` from the repository's root.
    pub org: RepoPath,
    /// The commit that is checked out.
    pub head: Option<CommitId>,
}

/// In which form an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Answered {
    /// For people
    Human,
    /// For programs
    Json,
}

impl Asking {
    /// Finds the handbook, in a bare repository too.
    ///
    /// # Errors
    /// Where there is no such folder, or git cannot be read.
    pub fn find(global: &Global) -> Result<Self, Failure> {
        let start = match &global.root {
            Some(root) => root.clone(),
            None => {
                let here = env::current_dir()?;
                let here = here.canonicalize().unwrap_or(here);
                let repository = Repository::discover(&here)?;
                match &repository {
                    Some(repository) if repository.is_bare() => here,
                    found => root::find(&here, found.as_ref().and_then(Repository::workdir)),
                }
            }
        };
        let location = Location::for_answers(&start)?;
        let is_bare = location.repository.as_ref().is_some_and(Repository::is_bare);
        // A question is answered in a folder that cannot be written to, too.
        let remembers = !is_bare && ensure_work(&location).is_ok();
        let memory = if remembers { location.memory()? } else { None };
        let org = location.prefix.join("org")?;
        let head = match &location.repository {
            Some(repository) => repository.head()?,
            None => None,
        };
        Ok(Self { location, memory, org, head })
    }

    /// Whether there are no files here but those of commits.
    pub fn is_bare(&self) -> bool {
        self.location.repository.as_ref().is_some_and(Repository::is_bare)
    }

    /// The past of the metadata; nothing where nothing is committed.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn past(&self) -> Result<Option<Chronicle<'_>>, Failure> {
        let (Some(repository), Some(head)) = (&self.location.repository, self.head) else {
            return Ok(None);
        };
        let memory = self.memory.as_deref();
        Ok(Some(Chronicle::read(repository, &self.org, head, memory)?))
    }

    /// How things stand now.
    ///
    /// # Errors
    /// Where a file has a name that no path can be made of.
    pub fn now(&self, global: &Global) -> Result<(State, Diagnostics), Failure> {
        Ok(State::now(&self.location, global.today, Timestamp::now())?)
    }

    /// The moment that `--at` names, and the past as far as it: the place of the last landing by
    /// then. The company's time zone, by which days end, is that of now.
    ///
    /// # Errors
    /// A [`Failure::Usage`] where the text names no moment, or one before anything was committed.
    pub fn at(
        &self,
        text: &str,
        global: &Global,
    ) -> Result<(Chronicle<'_>, usize, Moment), Failure> {
        let Some(past) = self.past()? else {
            let words = "--at needs a git repository with at least one commit, and here is none";
            return Err(Failure::Usage(words.to_owned()));
        };
        let (now, _) = self.now(global)?;
        let repository = self.location.repository.as_ref();
        let moment = moment(("--at", text), now.today, repository)?;
        match moment {
            Moment::Day(day) => {
                let end = Moment::end_of(day, &now.zone);
                let place = past.line.by(end).ok_or_else(|| {
                    let since = if past.line.shallow {
                        ": this clone is shallow, and git fetch --unshallow brings the rest"
                    } else {
                        ""
                    };
                    let first = past.line.landings.first().map(|first| first.at);
                    let first = first.map(|at| at.to_zoned(now.zone.clone()).date());
                    let first = first
                        .map(|day| format!("; the first commit is of {day}"))
                        .unwrap_or_default();
                    Failure::Usage(format!("nothing was committed by {day}{first}{since}"))
                })?;
                Ok((past, place, moment))
            }
            Moment::Commit(commit) => {
                if let Some(place) = past.line.place(commit) {
                    return Ok((past, place, moment));
                }
                // A commit beside the published branch has a line of its own.
                let Some(repository) = repository else { return Ok((past, 0, moment)) };
                let beside = Chronicle::read(repository, &self.org, commit, None)?;
                let last = beside.last().unwrap_or_default();
                Ok((beside, last, moment))
            }
        }
    }

    /// The files of the repository, where a feature has code in it.
    pub fn files_where_asked(&self, handbook: &Handbook) -> Option<Vec<RepoPath>> {
        let mut features = handbook.org.features.values();
        let asked = features.any(|feature| feature.code_here().next().is_some());
        asked.then(|| files_of(self.location.boundary()))
    }

    /// Where a file of the repository is.
    pub fn on_disk(&self, path: &RepoPath) -> PathBuf {
        self.top().join(path.as_str())
    }

    /// The top of the work tree; without a repository the handbook's folder.
    pub fn top(&self) -> &Path {
        self.location.boundary()
    }

    /// The file of the repository that a word names from the folder of the user.
    pub fn file(&self, word: &str) -> Option<RepoPath> {
        let here = env::current_dir().ok()?;
        let path = here.join(word);
        if !path.exists() || Path::new(word).components().count() == 0 {
            return None;
        }
        let found = self.location.repository.as_ref()?.path_to_file(&path).ok()??;
        (!found.is_root()).then_some(found)
    }
}

/// The moment that an option names.
///
/// # Errors
/// [`Failure::Usage`] where its text names none.
pub fn moment(
    (option, text): (&str, &str),
    today: Date,
    repository: Option<&Repository>,
) -> Result<Moment, Failure> {
    Moment::read(text, today, repository).map_err(|error| match error {
        NotAMoment::Unknown(_) | NotAMoment::WithinADay(_) => {
            Failure::Usage(format!("{option}: {error}"))
        }
        NotAMoment::History(error) => error.into(),
    })
}

/// Shows problems of the metadata for people, on stderr.
pub fn tell(problems: &Diagnostics, terminal: &Terminal) {
    let style = Style {
        colour: terminal.colour(),
        width: terminal.width(),
        // Commands that answer questions have no such form themselves.
        each: "handbook check --format short",
    };
    terminal.say(&render(problems, Format::Human, style));
}
