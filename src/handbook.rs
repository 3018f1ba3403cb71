//! One handbook, read whole; or as much of one as a question needs.

mod addresses;
mod committed;
mod files;
mod former;
mod location;
mod moment;
mod past;
mod published;
mod settings;
mod shift;
mod state;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::audit::{self, Classes, Judging, Ledger, Story, Vocabulary};
use crate::check::{Facts, Finding, Rule, gaps};
use crate::config::Config;
use crate::content::{
    self, Addressing, Content, ContentError, Folders, Found, Layout, Order, Page,
};
use crate::diagnostics::Diagnostics;
use crate::history::{
    self, Change, CommitId, History, HistoryError, PageLog, People, Repository, Scope,
};
use crate::links::{self, Links};
use crate::org::{self, FeatureId, Org, ReviewedPage, Strictness};
use crate::ownership::Ownership;
use crate::root::{NotInside, RepoPath};

use committed::{Committed, org_files};
use published::{Published, published};
use settings::{addressing, layout, parse_config, read_config, reserved};

pub use files::files_of;
pub use location::Location;
pub use moment::Moment;
pub use past::Past;
pub use shift::{Handed, Shift};
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
    /// What landed by then need not be told of, so that nobody walks back to it: see
    /// [`history::Options::since`]. Where something is private or redacted it is read all the same,
    /// since the past says what must not be shown.
    pub since: Option<Timestamp>,
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
    /// Reads a handbook, and everything that is wrong with it. Of a bare repository it reads what
    /// HEAD has.
    ///
    /// # Errors
    /// [`HandbookError`] where the machine fails.
    pub fn read(
        location: Location,
        reading: &Reading<'_>,
    ) -> Result<(Self, Diagnostics), HandbookError> {
        let mut told = Diagnostics::new();
        let org_folder = location.prefix.join("org")?;
        let bare = location.repository.as_ref().filter(|repository| repository.is_bare());
        let files = match bare {
            None => {
                let (files, problems) = org::read(&location.root.join("org"), &org_folder);
                told.extend(problems);
                files
            }
            Some(repository) => match repository.head()? {
                Some(head) => org_files(repository, head, &org_folder)?,
                None => Vec::new(),
            },
        };
        let (org, problems) = org::parse(&org_folder, files, Strictness::Today);
        told.extend(problems);
        let zone = org.company.as_ref().and_then(|company| company.timezone.as_ref());
        let zone = zone.map_or(TimeZone::UTC, |zone| zone.value.time_zone().clone());
        let today = reading.today.unwrap_or_else(|| reading.now.to_zoned(zone.clone()).date());

        let Read { config, layout, content_folder, content, addressing } = match bare {
            None => Read::from_disk(&location, &mut told)?,
            Some(repository) => Read::from_head(&location, repository, &mut told)?,
        };
        let content_prefix = location.prefix.join(content_folder.as_str())?;
        let Content { pages, others, folders, order } = content;
        if layout == Layout::Zola {
            addresses::check(&pages, &reserved(&config), &mut told);
        }
        let mut ownership = Ownership::resolve(&org, &pages, today, &mut told);
        ownership.review_by_kind(&config.review_every);
        let paths = pages.iter().map(|page| page.path.clone()).collect();
        let Published { pages, others, kept_back } =
            published(pages, others, &content_prefix, &config, reading.drafts)?;
        let folders = folders.of_pages(&pages);

        let (history, classes) = remembered(&location, &content_prefix, &config, &org, reading)?;
        let rules = former::Rules { layout, addressing: &addressing, content: &content_prefix };
        let (links, past) = if reading.site {
            let repository = location.repository.as_ref();
            let former = repository
                .map(|git| former::read(git, &history, &pages, rules, reading.cache))
                .transpose()?
                .unwrap_or_default();
            let facts = links::Facts {
                former: &former,
                pages: &pages,
                others: &others,
                private: &kept_back,
                folders: &folders,
                layout,
                addressing: &addressing,
                history: &history,
                org: &org,
                config: &config,
                content: &content_prefix,
                root: &location.prefix,
                boundary: location.boundary(),
                repository,
            };
            let past = Past::read(&location, &org_folder, &org, (today, &zone), reading.cache)?;
            (links::read(&facts, &mut told), past)
        } else {
            (Links::default(), Past::default())
        };
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
            past,
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

    /// The changes of a log that may be told, newest first: not those of when the page was private.
    #[must_use]
    pub fn told<'l>(&self, log: &'l PageLog) -> Vec<&'l Change> {
        let content = self.location.prefix.join(self.content_folder.as_str()).ok();
        let kept = |file: &RepoPath| {
            let below = content.as_ref().and_then(|content| file.below(content));
            below.is_some_and(|below| {
                self.config.private.iter().any(|pattern| pattern.value.matches(below))
            })
        };
        let told = audit::told(log, &self.classes, &kept);
        told.into_iter().map(|(change, _)| change).collect()
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

/// The settings and the content, and how it is laid out.
struct Read {
    config: Config,
    layout: Layout,
    content_folder: RepoPath,
    content: Content,
    /// What decided the addresses of its pages.
    addressing: Addressing,
}

impl Read {
    fn from_disk(location: &Location, told: &mut Diagnostics) -> Result<Self, HandbookError> {
        let config = read_config(location, told)?;
        let (layout, content_folder) = layout(&location.root, &config)?;
        let folder = content::Folder {
            top: &location.root,
            folder: &location.root.join(content_folder.as_str()),
            prefix: location.prefix.join(content_folder.as_str())?,
            boundary: location.boundary(),
            layout,
            addressing: addressing(&config, &|name| location.root.join(name).is_file()),
            reserved: Some(reserved(&config)),
        };
        let content = content::load(&folder, told)?;
        Ok(Self { config, layout, content_folder, content, addressing: folder.addressing })
    }

    /// Of a bare repository; nothing but pages, since a site is not built from one.
    fn from_head(
        location: &Location,
        repository: &Repository,
        told: &mut Diagnostics,
    ) -> Result<Self, HandbookError> {
        let mut content = Content {
            pages: Vec::new(),
            others: Vec::new(),
            folders: Folders::default(),
            order: Order::default(),
        };
        let Some(head) = repository.head()? else {
            let content_folder = RepoPath::root();
            let (config, layout) = (Config::default(), Layout::Plain);
            let addressing = Addressing::default();
            return Ok(Self { config, layout, content_folder, content, addressing });
        };
        let Committed { config, layout, folder, pages, addressing } =
            Committed::read(location, repository, head, told)?;
        content.pages = pages;
        Ok(Self { config, layout, content_folder: folder, content, addressing })
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
        since: reading.since.filter(|_| config.private.is_empty() && config.redact.is_empty()),
        ..Default::default()
    };
    let mut history = history::read(repository, &scope, &options)?;
    published::forget_private_past(&mut history, config, content);
    if !reading.classes {
        return Ok((history, Classes::default()));
    }
    let judging = Judging { vocabulary: Vocabulary::of(org), patterns: config.classes.clone() };
    let classes = Classes::of(
        &history,
        repository,
        &judging,
        reading.cache.map(|cache| cache.join("classes")).as_deref(),
    )?;
    Ok((history, classes))
}
