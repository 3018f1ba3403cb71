//! One handbook, read whole; or as much of one as a question needs.

mod addresses;
mod committed;
mod files;
mod former;
mod hands;
mod kept;
mod location;
mod past;
mod published;
mod read;
mod settings;
mod shift;
mod state;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::audit::{Classes, Judging, Ledger, Story};
use crate::check::{Facts, Finding, Rule, gaps};
use crate::config::Config;
use crate::content::{ContentError, FolderPages, Folders, Found, Layout, Order, Page};
use crate::history::{self, Change, CommitId, Edge, History, HistoryError, People, Scope};
use crate::links::Links;
use crate::org::{FeatureId, Org, Review, ReviewedPage};
use crate::ownership::Ownership;
use crate::root::{NotInside, RepoPath};

use settings::{addressing, layout, parse_config, read_config, reserved};

pub use files::files_of;
pub use hands::{By, Handed, Hands, Rekinded};
pub use location::Location;
pub use past::Past;
pub use shift::Shift;
pub use state::State;

/// The endings of files that say who owns what; pictures and their like say nothing of it.
const TELLING: &[&str] = &["md", "markdown", "mdx", "toml", "yml", "yaml", "json"];

/// The machine failed while a handbook was read.
#[derive(Debug, thiserror::Error)]
pub enum HandbookError {
    /// The folder of the handbook is not there.
    #[error("cannot find the folder {}", path.display())]
    Root {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// What was named is no folder.
    #[error("{} is a file: name the folder of a handbook", path.display())]
    File {
        /// The file.
        path: PathBuf,
    },
    /// The repository has no work tree, so there are no files to publish.
    #[error("{} is a bare repository: a handbook is published from a clone with a work tree", path.display())]
    Bare {
        /// The folder.
        path: PathBuf,
    },
    /// Content could not be read.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// Git could not be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// A folder has a name that no path can be made of.
    #[error(transparent)]
    Path(#[from] NotInside),
}

/// What decides how a handbook is read, besides its files.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    /// The moment of reading.
    pub now: Timestamp,
    /// The day to judge by, where it is not the day of `now` in the company's time zone.
    pub today: Option<Date>,
    /// Whether drafts are read as pages.
    pub drafts: bool,
    /// Whether to find out what every change did. Without it no page has a last meaningful change.
    pub classes: bool,
    /// Whether to read what only a site shows: where links lead, and who held what before.
    pub site: bool,
    /// What lies before this need not be told of, so that nobody walks back to it: see
    /// [`Options::since`](crate::history::Options::since). Where something is private or redacted it
    /// is read all the same, since the past says what must not be shown.
    pub since: Option<Edge>,
    /// Where to remember what git said; nothing to remember nothing.
    pub cache: Option<&'a Path>,
}

/// A handbook.
#[derive(Debug)]
pub struct Handbook {
    /// Where it is.
    pub location: Location,
    /// Its settings.
    pub config: Config,
    /// How its content is laid out.
    pub layout: Layout,
    /// Which of its files are pages of folders.
    pub folder_pages: FolderPages,
    /// The folder of its content, from its root; empty where that is the root.
    pub content_folder: RepoPath,
    /// Its people, teams and features.
    pub org: Org,
    /// The pages that are published, by path. Private ones are not here, and nothing of them is.
    pub pages: Vec<Page>,
    /// The paths of all pages from the content folder, private ones and drafts too: patterns are
    /// about those as well.
    pub paths: Vec<RepoPath>,
    /// The other files of its content folder that are published.
    pub others: Vec<Found>,
    /// The folders of a plain handbook; none for one that Zola laid out.
    pub folders: Folders,
    /// The order of its pages and folders among their neighbours.
    pub order: Order,
    /// Where its links lead.
    pub links: Links,
    /// What git remembers of its pages.
    pub history: History,
    /// What each change did.
    pub classes: Classes,
    /// Who the people behind commits are.
    pub people: People,
    /// Who owns what.
    pub ownership: Ownership,
    /// Who held what before.
    pub past: Past,
    /// The day by which each page that has one must be read again.
    pub review_due: BTreeMap<RepoPath, Date>,
    /// The day to judge by.
    pub today: Date,
    /// The company's time zone.
    pub zone: TimeZone,
}

impl Handbook {
    /// What it is called: as its settings say, else as the company is; nothing where neither has a
    /// name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        read::named(&self.config, &self.org)
    }

    /// What a page's log comes to; empty where git does not know the page.
    #[must_use]
    pub fn story(&self, file: &RepoPath) -> Story<'_> {
        self.history
            .pages
            .get(file)
            .map(|log| Story::of(log, &self.history, &self.classes))
            .unwrap_or_default()
    }

    /// The last review of a page, unless it is dated later than the day to judge by.
    #[must_use]
    pub fn review(&self, page: &Page) -> Option<&Review> {
        let review = self.org.reviews.get(&ReviewedPage::new(page.path.as_str()))?;
        let has_come = review.date.as_ref().is_none_or(|date| date.value <= self.today);
        has_come.then_some(review)
    }

    /// The changes of its pages, to be given an account of; nothing where there is no repository.
    #[must_use]
    pub fn ledger(&self) -> Option<Ledger<'_>> {
        Some(Ledger {
            repository: self.location.repository.as_ref()?,
            org: &self.org,
            pages: &self.pages,
            ownership: &self.ownership,
            config: &self.config,
            history: &self.history,
            people: &self.people,
            content: self.location.prefix.join(self.content_folder.as_str()).ok()?,
            org_folder: self.location.prefix.join("org").ok()?,
            folder_pages: &self.folder_pages,
            zone: &self.zone,
        })
    }

    /// Takes out of the history what must not be told, among the changes that `asked` names, whose
    /// classes are given: for a handbook that was read without classes. Says whether a page was
    /// opened by one of them, which then has another text before.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn keep_private(
        &mut self,
        classes: &Classes,
        asked: &dyn Fn(&Change) -> bool,
    ) -> Result<bool, HistoryError> {
        let mut history = std::mem::take(&mut self.history);
        let opened = match self.ledger() {
            Some(ledger) => ledger.privacy().keep(&mut history, classes, asked),
            None => Ok(false),
        };
        self.history = history;
        opened
    }

    /// What the company calls its own, and what it says of its changes.
    #[must_use]
    pub fn judging(&self) -> Judging<'_> {
        Judging::of(&self.org, &self.config, &self.pages)
    }

    /// The branch to which links to the forge lead: the one of the settings, else the one that is
    /// checked out, else `main`.
    #[must_use]
    pub fn branch(&self) -> String {
        let here = self.location.repository.as_ref();
        let checked_out = || here?.head_branch().ok().flatten();
        self.config.branch.clone().or_else(checked_out).unwrap_or_else(|| "main".to_owned())
    }

    /// The day of a moment in the company's time zone.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// The handbook as it stood at the end of a day, when this commit was the last one; with what
    /// every change did where `classes` says so, see [`Reading::classes`].
    ///
    /// # Errors
    /// [`HandbookError`] where git cannot be read.
    pub fn as_it_stood(
        &self,
        (commit, day): (CommitId, Date),
        classes: bool,
        cache: Option<&Path>,
    ) -> Result<Option<Self>, HandbookError> {
        let Some(repository) = &self.location.repository else { return Ok(None) };
        let location = Location {
            root: self.location.root.clone(),
            prefix: self.location.prefix.clone(),
            repository: Some(repository.standing_at(commit)),
        };
        let reading = Reading {
            now: history::Moment::end_of(day, &self.zone),
            today: Some(day),
            drafts: false,
            classes,
            site: false,
            since: None,
            cache,
        };
        // What was wrong with it then nobody can mend now.
        Ok(Some(Self::read(location, &reading)?.0))
    }

    /// Whether what it says on disk is what HEAD has; so it is without a repository.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn is_as_committed(&self) -> Result<bool, HistoryError> {
        let Some(repository) = &self.location.repository else { return Ok(true) };
        repository.is_as_committed(&Scope::new([self.location.prefix.clone()], TELLING.to_vec()))
    }

    /// What nobody holds, by rule.
    #[must_use]
    pub fn gaps(&self) -> Vec<(Rule, Vec<Finding>)> {
        gaps(&self.facts(None, &BTreeMap::new()))
    }

    /// All that the rules look at. `files` are those of the repository, and `unconfirmed` the
    /// features whose captains never confirmed that they are, where somebody looked.
    #[must_use]
    pub fn facts<'a>(
        &'a self,
        files: Option<&'a [RepoPath]>,
        unconfirmed: &'a BTreeMap<FeatureId, CommitId>,
    ) -> Facts<'a> {
        Facts {
            config: &self.config,
            org: &self.org,
            pages: &self.pages,
            paths: &self.paths,
            ownership: &self.ownership,
            review_due: &self.review_due,
            files,
            unconfirmed,
            today: self.today,
        }
    }
}
