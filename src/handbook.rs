//! One handbook, read whole; or as much of one as a question needs.

mod files;
mod moment;
mod state;

mod addresses;
mod published;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::audit::{Classes, Judging, Ledger, Story, Vocabulary};
use crate::check::{Facts, Finding, Rule, gaps};
use crate::config::{self, Config, SlugifyPaths};
use crate::content::{
    self, Addressing, Content, ContentError, Folders, Found, Layout, Order, Page, Slugify,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};
use crate::history::{self, CommitId, History, HistoryError, People, Repository, Scope};
use crate::links::{self, Links};
use crate::org::{self, FeatureId, Org, ReviewedPage, Strictness};
use crate::ownership::Ownership;
use crate::root::{NotInside, RepoPath};

pub use files::files_of;
pub use moment::Moment;
pub use state::State;

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

/// Where a handbook is.
#[derive(Debug)]
pub struct Location {
    /// The handbook's folder, canonical.
    pub root: PathBuf,
    /// The same, from the repository's root.
    pub prefix: RepoPath,
    /// The repository that remembers it; nothing where none does.
    pub repository: Option<Repository>,
}

impl Location {
    /// Looks at a folder.
    ///
    /// # Errors
    /// [`HandbookError`] where it is not there, or belongs to a repository without a work tree.
    pub fn of(root: &Path) -> Result<Self, HandbookError> {
        let root = std::fs::canonicalize(root)
            .map_err(|source| HandbookError::Root { path: root.to_path_buf(), source })?;
        let repository = Repository::discover(&root)?;
        let prefix = match &repository {
            Some(repository) if repository.is_bare() => {
                return Err(HandbookError::Bare { path: root });
            }
            Some(repository) => repository.path_to_file(&root)?.unwrap_or_else(RepoPath::root),
            None => RepoPath::root(),
        };
        Ok(Self { root, prefix, repository })
    }

    /// The same for a question, which a bare repository answers from its commits: there the
    /// handbook is the root, or `site/` where only that has an `org/`.
    ///
    /// # Errors
    /// [`HandbookError`] where it is not there, or git cannot be read.
    pub fn for_answers(root: &Path) -> Result<Self, HandbookError> {
        match Self::of(root) {
            Err(HandbookError::Bare { path }) => {
                let repository = Repository::discover(&path)?;
                let mut prefix = RepoPath::root();
                if let Some(repository) = &repository
                    && let Some(head) = repository.head()?
                {
                    let site = RepoPath::new("site")?;
                    let has_org = |folder: &RepoPath| -> Result<bool, HandbookError> {
                        Ok(!repository.files_at(head, &folder.join("org")?)?.is_empty())
                    };
                    if !has_org(&prefix)? && has_org(&site)? {
                        prefix = site;
                    }
                }
                Ok(Self { root: path, prefix, repository })
            }
            other => other,
        }
    }

    /// The folder that nothing of the handbook may lead out of.
    #[must_use]
    pub fn boundary(&self) -> &Path {
        self.repository.as_ref().and_then(Repository::workdir).unwrap_or(&self.root)
    }
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
    /// The day by which each page that has one must be read again.
    pub review_due: BTreeMap<RepoPath, Date>,
    /// The day to judge by.
    pub today: Date,
    /// The company's time zone.
    pub zone: TimeZone,
}

impl Handbook {
    /// Reads a handbook, and everything that is wrong with it.
    ///
    /// # Errors
    /// [`HandbookError`] where the machine fails.
    pub fn read(
        location: Location,
        reading: &Reading<'_>,
    ) -> Result<(Self, Diagnostics), HandbookError> {
        let mut told = Diagnostics::new();
        let config = read_config(&location, &mut told)?;
        let org_folder = location.prefix.join("org")?;
        let (files, problems) = org::read(&location.root.join("org"), &org_folder);
        told.extend(problems);
        let (org, problems) = org::parse(&org_folder, files, Strictness::Today);
        told.extend(problems);
        let zone = org.company.as_ref().and_then(|company| company.timezone.as_ref());
        let zone = zone.map_or(TimeZone::UTC, |zone| zone.value.time_zone().clone());
        let today = reading.today.unwrap_or_else(|| reading.now.to_zoned(zone.clone()).date());

        let (layout, content_folder) = layout(&location.root, &config)?;
        let folder = content::Folder {
            top: &location.root,
            folder: &location.root.join(content_folder.as_str()),
            prefix: location.prefix.join(content_folder.as_str())?,
            boundary: location.boundary(),
            layout,
            addressing: addressing(&config),
            reserved: Some(reserved(&config)),
        };
        let Content { pages, others, folders, order } = content::load(&folder, &mut told)?;
        if layout == Layout::Zola {
            addresses::check(&pages, &reserved(&config), &mut told);
        }
        let mut ownership = Ownership::resolve(&org, &pages, today, &mut told);
        ownership.review_by_kind(&config.review_every);
        let paths = pages.iter().map(|page| page.path.clone()).collect();
        let mut private: BTreeSet<RepoPath> = pages.iter().map(|page| page.file.clone()).collect();
        for other in &others {
            private.insert(folder.prefix.join(other.relative.as_str())?);
        }
        let (pages, others) = published::published(pages, others, &config, reading.drafts);
        for page in &pages {
            private.remove(&page.file);
        }
        for other in &others {
            private.remove(&folder.prefix.join(other.relative.as_str())?);
        }
        let folders = folders.of_pages(&pages);

        let (history, classes) = remembered(&location, &folder.prefix, &config, &org, reading)?;
        let links = links::read(
            &links::Facts {
                pages: &pages,
                others: &others,
                private: &private,
                folders: &folders,
                layout,
                addressing: &folder.addressing,
                history: &history,
                org: &org,
                config: &config,
                content: &folder.prefix,
                root: &location.prefix,
                boundary: location.boundary(),
                in_repository: location.repository.is_some(),
            },
            &mut told,
        );
        let people = People::of(&org);
        let mut handbook = Self {
            location,
            config,
            layout,
            content_folder,
            org,
            pages,
            paths,
            others,
            folders,
            order,
            links,
            history,
            classes,
            people,
            ownership,
            review_due: BTreeMap::new(),
            today,
            zone,
        };
        handbook.review_due = handbook.reviews();
        Ok((handbook, told))
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
            layout: self.layout,
            zone: &self.zone,
        })
    }

    /// What the company calls its own, and what it says of its changes.
    #[must_use]
    pub fn judging(&self) -> Judging {
        Judging { vocabulary: Vocabulary::of(&self.org), patterns: self.config.classes.clone() }
    }

    /// The day of a moment in the company's time zone.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
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

    /// When each page with a review interval must be read again: that long after it was last
    /// reviewed or changed in meaning, whichever came later. A page of which git knows neither has
    /// no such day.
    fn reviews(&self) -> BTreeMap<RepoPath, Date> {
        let mut due = BTreeMap::new();
        for page in &self.pages {
            let every =
                self.ownership.pages.get(&page.file).and_then(|owned| owned.review_every.as_ref());
            let Some(every) = every else { continue };
            let changed = self
                .story(&page.file)
                .meaningful
                .map(|change| self.history.commit(change).landed.at);
            let changed = changed.map(|at| self.day(at));
            let review = self.org.reviews.get(&ReviewedPage::new(page.path.as_str()));
            let reviewed = review.and_then(|review| review.date.as_ref()).map(|date| date.value);
            if let Some(day) = changed.max(reviewed).and_then(|last| every.value.after(last)) {
                due.insert(page.file.clone(), day);
            }
        }
        due
    }
}

/// A folder with a Zola configuration and a `content/` is laid out as Zola wants it; any other is
/// plain Markdown, wherever its pages are.
fn layout(root: &Path, config: &Config) -> Result<(Layout, RepoPath), ContentError> {
    if config.file.is_some() && root.join("content").is_dir() {
        return Ok((Layout::Zola, RepoPath::new("content")?));
    }
    Ok((Layout::Plain, content::find(root)?))
}

/// Zola's configuration, with ours in it; the defaults where there is none. One that cannot be read
/// stops the build, like all that it says wrongly.
fn read_config(location: &Location, told: &mut Diagnostics) -> Result<Config, NotInside> {
    for name in config::FILE_NAMES {
        let path = location.prefix.join(name)?;
        match std::fs::read(location.root.join(name)) {
            Ok(bytes) => match parse_config(path, bytes, told) {
                Some(config) => return Ok(config),
                None => continue,
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                let message = format!("the configuration cannot be read: {error}");
                told.push(Diagnostic::error("config/unreadable", message).at(Place::unread(path)));
                return Ok(Config::default());
            }
        }
    }
    Ok(Config::default())
}

/// Reads a configuration; nothing where the file is another program's.
fn parse_config(path: RepoPath, bytes: Vec<u8>, told: &mut Diagnostics) -> Option<Config> {
    match String::from_utf8(bytes) {
        Ok(text) if config::is_foreign(path.file_name(), &text) => None,
        Ok(text) => {
            let (config, problems) = Config::parse(&Arc::new(Source::new(path, text)));
            told.extend(problems);
            Some(config)
        }
        Err(error) => {
            let broken = error.utf8_error().to_string();
            told.push(Diagnostic::error("config/unreadable", broken).at(Place::unread(path)));
            Some(Config::default())
        }
    }
}

/// The address of generated pages, at and below which nobody else's may be.
fn reserved(config: &Config) -> content::Address {
    content::Address::of([config.at.folder()])
}

/// What of Zola's settings decides addresses.
fn addressing(config: &Config) -> Addressing {
    Addressing {
        slugify: match config.zola.slugify_paths {
            SlugifyPaths::On => Slugify::On,
            SlugifyPaths::Safe => Slugify::Safe,
            SlugifyPaths::Off => Slugify::Off,
        },
        keep_dates: config.zola.slugify_keep_dates,
        default_language: config.zola.default_language.clone(),
        other_languages: config.zola.languages.clone(),
    }
}

/// What git remembers, and what each change did; empty where there is no repository.
fn remembered(
    location: &Location,
    content: &RepoPath,
    config: &Config,
    org: &Org,
    reading: &Reading<'_>,
) -> Result<(History, Classes), HandbookError> {
    let Some(repository) = &location.repository else {
        return Ok((History::default(), Classes::default()));
    };
    let scope = Scope::new([content.clone()], ["md", "markdown", "mdx"]);
    let options = history::Options {
        cache_dir: reading.cache,
        bulk_from: usize::try_from(config.bulk).unwrap_or(usize::MAX),
        ..Default::default()
    };
    let history = history::read(repository, &scope, &options)?;
    if !reading.classes {
        return Ok((history, Classes::default()));
    }
    let judging =
        Judging { vocabulary: Vocabulary::of(org), patterns: config.classes.clone() };
    let classes = Classes::of(
        &history,
        repository,
        &judging,
        reading.cache.map(|cache| cache.join("classes")).as_deref(),
    )?;
    Ok((history, classes))
}
