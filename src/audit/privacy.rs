//! What is kept from everybody, and what of the past is with it.
//!
//! A page is kept where the settings name it, where its front matter says so or calls it a draft,
//! and where the page of a folder above it does. Of a kept page nothing is told; nor is, on a page
//! that is open now, what was done to it while it was kept, whatever kept it then.

use std::collections::BTreeSet;

use super::classes::Classes;
use super::reading::text;
use super::then::Past;
use crate::config::Config;
use crate::content::{Keeping, Layout};
use crate::history::{Action, BlobId, Change, CommitId, History, HistoryError, Repository};
use crate::root::RepoPath;

/// Knows what is kept, today and as of a commit.
pub struct Privacy<'a> {
    config: &'a Config,
    content: &'a RepoPath,
    layout: Layout,
    repository: &'a Repository,
    past: Past<'a>,
}

impl<'a> Privacy<'a> {
    /// What keeps the pages of a content folder, which is given from the repository's root.
    #[must_use]
    pub fn new(
        config: &'a Config,
        content: &'a RepoPath,
        layout: Layout,
        repository: &'a Repository,
        past: Past<'a>,
    ) -> Self {
        Self { config, content, layout, repository, past }
    }

    /// Whether a file that a commit has was kept then.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn is_kept(&self, at: CommitId, file: &RepoPath) -> Result<bool, HistoryError> {
        match self.is_named(file) {
            true => Ok(true),
            false => self.past.is_kept(at, file),
        }
    }

    /// Whether the settings name a file.
    fn is_named(&self, file: &RepoPath) -> bool {
        let Some(below) = file.below(self.content) else { return false };
        self.config.private.iter().any(|pattern| pattern.value.matches(below))
    }

    /// Takes out of the logs of a history what must not be told, among the changes that `asked`
    /// names: it goes to [`PageLog::kept`](crate::history::PageLog::kept), and its commits are marked. A change that opened a page
    /// stays as its beginning, [`Action::Opened`]. Says whether there was one.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn keep(
        &self,
        history: &mut History,
        classes: &Classes,
        asked: &dyn Fn(&Change) -> bool,
    ) -> Result<bool, HistoryError> {
        let folders = self.folders(history, classes)?;
        // A text that is not there may have kept its page, if anything ever kept one.
        let used = !self.config.private.is_empty() || !folders.is_empty() || classes.keep_any();
        let side = Side { privacy: self, folders, used };
        let History { commits, pages, removed, .. } = history;
        let mut opened = false;
        let mut marked = BTreeSet::new();
        for log in pages.values_mut().chain(removed.iter_mut()) {
            for mut change in std::mem::take(&mut log.changes) {
                let commit = &commits[change.commit];
                if !asked(&change) {
                    log.changes.push(change);
                    continue;
                }
                let finding = classes.told(&change).map(|told| told.finding);
                let from = change.from.as_ref().unwrap_or(&change.path);
                let parent = commit.parents.first().copied();
                let own = finding.and_then(|finding| finding.kept_before);
                let before = change.before.is_some() && side.is_kept(parent, from, own)?;
                let own = finding.and_then(|finding| finding.kept_after);
                let after = match change.after {
                    // A page that was kept to its end is not spoken of.
                    None => before,
                    Some(_) => side.is_kept(Some(commit.id), &change.path, own)?,
                };
                if after {
                    marked.insert(change.commit);
                }
                if before || after {
                    log.kept.push(change.clone());
                }
                if before && !after {
                    (change.from, change.before) = (None, None);
                    change.action = Action::Opened;
                    opened = true;
                }
                if !after {
                    log.changes.push(change);
                }
            }
        }
        removed.retain(|log| !log.changes.is_empty());
        marked.into_iter().for_each(|at| commits[at].flags.kept = true);
        Ok(opened)
    }

    /// The folders whose pages ever kept what is below them.
    fn folders(
        &self,
        history: &History,
        classes: &Classes,
    ) -> Result<BTreeSet<RepoPath>, HistoryError> {
        let mut keeping = BTreeSet::new();
        for (file, log) in history
            .pages
            .iter()
            .map(|(file, log)| (Some(file), log))
            .chain(history.removed.iter().map(|log| (None, log)))
        {
            if log.changes.is_empty()
                && let Some((file, blob)) = file.zip(log.blob)
            {
                self.add_folders(file, || self.said(Some(blob)), &mut keeping)?;
            }
            for change in &log.changes {
                let found = classes.told(change).map(|told| told.finding);
                let from = change.from.as_ref().unwrap_or(&change.path);
                let sides = [
                    (from, change.before, found.and_then(|found| found.kept_before)),
                    (&change.path, change.after, found.and_then(|found| found.kept_after)),
                ];
                for (path, blob, known) in sides {
                    let said = || known.map_or_else(|| self.said(blob), Ok);
                    self.add_folders(path, said, &mut keeping)?;
                }
            }
        }
        Ok(keeping)
    }

    /// Adds the folders that a file may be the page of, if it keeps them.
    fn add_folders(
        &self,
        file: &RepoPath,
        said: impl FnOnce() -> Result<Keeping, HistoryError>,
        keeping: &mut BTreeSet<RepoPath>,
    ) -> Result<(), HistoryError> {
        let name = file.file_name().to_lowercase();
        let stem = name.split('.').next().unwrap_or_default();
        let is_page_of_folder = match self.layout {
            Layout::Zola => stem == "_index",
            Layout::Plain => matches!(stem, "_index" | "index" | "readme"),
        };
        let folder = file.parent().filter(|_| is_page_of_folder);
        if let Some(folder) = folder.filter(|folder| !keeping.contains(folder))
            && said()?.closes()
        {
            keeping.insert(folder);
        }
        Ok(())
    }

    /// What a text says; one that a clone does not have may say anything.
    fn said(&self, blob: Option<BlobId>) -> Result<Keeping, HistoryError> {
        let Some(blob) = blob else { return Ok(Keeping::default()) };
        let text = text(self.repository, blob)?;
        Ok(text.map_or(Keeping { private: Some(true), ..Keeping::default() }, |text| {
            Keeping::of_text(&text)
        }))
    }
}

/// Answers for one side of a change.
struct Side<'p> {
    privacy: &'p Privacy<'p>,
    /// Folders whose pages ever kept what is below them: elsewhere a page's own word decides.
    folders: BTreeSet<RepoPath>,
    used: bool,
}

impl Side<'_> {
    /// Whether a page was kept as of a commit. `own` is what its text says, where that is there.
    fn is_kept(
        &self,
        at: Option<CommitId>,
        file: &RepoPath,
        own: Option<Keeping>,
    ) -> Result<bool, HistoryError> {
        if self.privacy.is_named(file) {
            return Ok(true);
        }
        let Some(own) = own else { return Ok(self.used) };
        if own.is_draft(self.privacy.layout) {
            return Ok(true);
        }
        let mut above = std::iter::successors(file.parent(), RepoPath::parent);
        if !above.any(|folder| self.folders.contains(&folder)) {
            return Ok(own.private == Some(true));
        }
        match at.map(|at| self.privacy.past.is_kept(at, file)) {
            Some(Ok(kept)) => Ok(kept),
            // Beyond the edge of a shallow clone, or in a partial one.
            None | Some(Err(HistoryError::Missing { .. })) => Ok(true),
            Some(Err(error)) => Err(error),
        }
    }
}
