//! How things stand, or stood: as much of a handbook as a question needs, and no more.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::committed::Committed;
use super::read::name_home;
use super::{HandbookError, Location, addressing, read_config};
use crate::config::Config;
use crate::content::{self, Addressing, Folder, FolderPages, Layout, Page};
use crate::diagnostics::Diagnostics;
use crate::history::CommitId;
use crate::org::{self, Org, Strictness};
use crate::ownership::{Chronicle, Ownership};
use crate::root::RepoPath;

/// The metadata of one moment, and the pages where they were asked for.
#[derive(Debug)]
pub struct State {
    /// The people, teams and features.
    pub org: Org,
    /// `org/` from the repository's root.
    pub org_folder: RepoPath,
    /// The content folder from the repository's root; known once the pages are read.
    pub content: RepoPath,
    /// Which of its files are pages of folders; known once the pages are read.
    pub folder_pages: FolderPages,
    /// The settings; known once the pages are read.
    pub config: Option<Config>,
    /// Every page, drafts and private ones too; nothing where they were not asked for.
    pub pages: Option<Vec<Page>>,
    /// Who owns the features, and the pages as far as they were read.
    pub ownership: Ownership,
    /// The day to judge by.
    pub today: Date,
    /// The company's time zone.
    pub zone: TimeZone,
    /// The commit that this is the state of; nothing for the work tree.
    pub commit: Option<CommitId>,
}

impl State {
    /// How the work tree has it.
    ///
    /// # Errors
    /// Where a folder has a name that no path can be made of.
    pub fn now(
        location: &Location,
        today: Option<Date>,
        now: Timestamp,
    ) -> Result<(Self, Diagnostics), HandbookError> {
        let folder = location.prefix.join("org")?;
        let (files, mut told) = org::read(&location.root.join("org"), &folder);
        let (org, problems) = org::parse(&folder, files, Strictness::Today);
        told.extend(problems);
        let zone = org.zone();
        let today = today.unwrap_or_else(|| now.to_zoned(zone.clone()).date());
        Ok((Self::of(org, folder, today, zone, None), told))
    }

    /// How it was after a landing of the published branch. Without a day to judge by, it is that
    /// of the landing.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn after(
        chronicle: &Chronicle<'_>,
        folder: &RepoPath,
        landing: usize,
        today: Option<Date>,
    ) -> Result<Self, HandbookError> {
        let org = chronicle.org_after(landing)?;
        let zone = org.zone();
        let today = today
            .or_else(|| chronicle.day(landing, &zone))
            .unwrap_or_else(|| Timestamp::UNIX_EPOCH.to_zoned(zone.clone()).date());
        let commit = chronicle.line.landings.get(landing).map(|landing| landing.commit);
        Ok(Self::of(org, folder.clone(), today, zone, commit))
    }

    fn of(
        org: Org,
        org_folder: RepoPath,
        today: Date,
        zone: TimeZone,
        commit: Option<CommitId>,
    ) -> Self {
        let folder_pages = FolderPages::new(Layout::Plain, &Addressing::default());
        let unsaid = &mut Diagnostics::new();
        let ownership = Ownership::resolve(&org, (&[], &folder_pages), today, unsaid);
        Self {
            org,
            org_folder,
            content: RepoPath::root(),
            folder_pages,
            config: None,
            pages: None,
            ownership,
            today,
            zone,
            commit,
        }
    }

    /// Reads the pages, where they have not been.
    ///
    /// # Errors
    /// Where content or git cannot be read.
    pub fn read_pages(&mut self, location: &Location) -> Result<Diagnostics, HandbookError> {
        let mut told = Diagnostics::new();
        if self.pages.is_some() {
            return Ok(told);
        }
        let (mut pages, config) = match self.commit {
            None => self.pages_on_disk(location, &mut told)?,
            Some(commit) => self.pages_at(location, commit)?,
        };
        name_home(&mut pages, &config, &self.org);
        let of_pages = (pages.as_slice(), &self.folder_pages);
        self.ownership = Ownership::resolve(&self.org, of_pages, self.today, &mut told);
        self.ownership.review_by_kind(&config.review_every);
        self.config = Some(config);
        self.pages = Some(pages);
        Ok(told)
    }

    fn pages_on_disk(
        &mut self,
        location: &Location,
        told: &mut Diagnostics,
    ) -> Result<(Vec<Page>, Config), HandbookError> {
        let config = read_config(location, told)?;
        let (layout, folder) = super::layout(location, &config)?;
        self.content = location.prefix.join(folder.as_str())?;
        let folder = Folder {
            top: &location.root,
            folder: &location.root.join(folder.as_str()),
            prefix: self.content.clone(),
            boundary: location.boundary(),
            layout,
            addressing: addressing(&config, &|name| location.root.join(name).is_file()),
            reserved: Some(super::reserved(&config)),
        };
        self.folder_pages = folder.folder_pages();
        Ok((content::load(&folder, told)?.pages, config))
    }

    fn pages_at(
        &mut self,
        location: &Location,
        commit: CommitId,
    ) -> Result<(Vec<Page>, Config), HandbookError> {
        let Some(repository) = &location.repository else {
            return Ok((Vec::new(), Config::default()));
        };
        // What was wrong with it then nobody can mend now.
        let mut told = Diagnostics::new();
        let then = Committed::read(location, repository, commit, &mut told)?;
        self.content = location.prefix.join(then.folder.as_str())?;
        self.folder_pages = FolderPages::new(then.layout, &then.addressing);
        Ok((then.pages, then.config))
    }
}
