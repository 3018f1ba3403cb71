//! Reading a handbook whole.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::committed::{Committed, org_files};
use super::published::{Published, published};
use super::settings::{addressing, layout, read_config, reserved};
use super::{Handbook, HandbookError, Location, Past, Reading, addresses, former, kept};
use crate::audit::{self, Classes, Judging, Privacy, Story};
use crate::config::Config;
use crate::content::{
    self, Address, Addressing, Content, FolderPages, Folders, Layout, Order, Page,
};
use crate::diagnostics::Diagnostics;
use crate::history::{self, History, Moment, People, Repository, Scope};
use crate::links::{self, Links};
use crate::org::{self, Org, Strictness};
use crate::ownership::Ownership;
use crate::root::RepoPath;

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
        location.check_work(&mut told)?;
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
        // What was wrong with it then nobody can mend now.
        let of_the_past = bare.is_some_and(Repository::is_of_the_past);
        let strictness = if of_the_past { Strictness::Past } else { Strictness::Today };
        let (org, problems) = org::parse(&org_folder, files, strictness);
        told.extend(problems);
        let zone = org.zone();
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
        let folder_pages = FolderPages::new(layout, &addressing);
        let mut ownership = Ownership::resolve(&org, (&pages, &folder_pages), today, &mut told);
        ownership.review_by_kind(&config.review_every);
        let paths: Vec<RepoPath> = pages.iter().map(|page| page.path.clone()).collect();
        let pages_and_files: Vec<RepoPath> =
            paths.iter().chain(others.iter().map(|file| &file.relative)).cloned().collect();
        let Published { pages, others, kept_back } =
            published(pages, others, &content_prefix, &config, reading.drafts)?;
        let folders = folders.of_pages(&pages);
        let mut pages = pages;
        name_home(&mut pages, &config, &org);

        let (history, classes) = remembered(
            &location,
            &content_prefix,
            &folder_pages,
            &config,
            (&org, &pages),
            reading,
        )?;
        let files = pages_and_files.iter();
        let of = location.repository.as_ref().map(|repository| (&history, repository));
        kept::check(&config, files, &content_prefix, of, &mut told)?;
        let rules = former::Rules {
            layout,
            addressing: &addressing,
            content: &content_prefix,
            config: &config,
        };
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
                top: &location.root,
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
            folder_pages,
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

    /// When each page with a review interval must be read again: that long after it was last
    /// reviewed or changed in meaning, whichever came later. What is dated later than the day to judge
    /// by does not count. A page of which git knows neither has no such day.
    fn reviews(&self) -> BTreeMap<RepoPath, Date> {
        let mut due = BTreeMap::new();
        let now = Moment::end_of(self.today, &self.zone);
        for page in &self.pages {
            let every =
                self.ownership.pages.get(&page.file).and_then(|owned| owned.review_every.as_ref());
            let Some(every) = every else { continue };
            let log = self.history.pages.get(&page.file);
            let changed = log.and_then(|log| {
                let story = Story::by(now, log, &self.history, &self.classes);
                Some(self.day(self.history.commit(story.meaningful?).landed.at))
            });
            let review = self.review(page).and_then(|review| review.date.as_ref());
            let reviewed = review.map(|date| date.value);
            if let Some(day) = changed.max(reviewed).and_then(|last| every.value.after(last)) {
                due.insert(page.file.clone(), day);
            }
        }
        due
    }
}

/// What a handbook is called: as its settings say, else as the company is.
pub(super) fn named<'a>(config: &'a Config, org: &'a Org) -> Option<&'a str> {
    let company = org.company.as_ref().map(|company| company.name.value.as_str());
    let title = config.zola.title.as_deref();
    title.into_iter().chain(company).find(|name| !name.is_empty())
}

/// Gives a front page without a title of its own the name of the site.
pub(super) fn name_home(pages: &mut [Page], config: &Config, org: &Org) {
    let home = pages.iter_mut().find(|page| page.address == Address::home());
    if let (Some(home), Some(name)) = (home.filter(|home| home.is_untitled()), named(config, org)) {
        home.title = name.to_owned();
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
        let (layout, content_folder) = layout(location, &config)?;
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
    folder_pages: &FolderPages,
    config: &Config,
    (org, pages): (&Org, &[content::Page]),
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
    audit::forget_redacted(&mut history, config);
    if !reading.classes {
        return Ok((history, Classes::default()));
    }
    let judging = Judging::of(org, config, pages);
    let cache = reading.cache.map(|cache| cache.join("classes"));
    let read = |history: &History| Classes::of(history, repository, &judging, cache.as_deref());
    let mut classes = read(&history)?;
    let org_folder = location.prefix.join("org")?;
    let past = audit::Past::new(repository, org_folder, content.clone(), folder_pages, org);
    let privacy = Privacy::new(config, content, folder_pages, repository, past);
    if privacy.keep(&mut history, &classes, &|_| true)? {
        // A page that was opened begins there, with all that it says.
        classes = read(&history)?;
    }
    Ok((history, classes))
}
