//! What is kept from everybody, and what of the past is with it.
//!
//! A page is kept where the settings name it, where its front matter says so or calls it a draft,
//! and where the page of a folder above it does. Of a kept page nothing is told; nor is, on a page
//! that is open now, what was done to it while it was kept, whatever kept it then.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::classes::Classes;
use super::correction::TRAILER;
use super::reading::text;
use super::report::is_redacted;
use super::then::Past;
use crate::config::Config;
use crate::content::{FolderPages, Keeping, Spot};
use crate::history::{
    Action, BlobId, Change, Commit, CommitId, History, HistoryError, Identity, Repository, Trailer,
};
use crate::root::RepoPath;

/// Knows what is kept, today and as of a commit.
pub struct Privacy<'a> {
    config: &'a Config,
    content: &'a RepoPath,
    folder_pages: &'a FolderPages,
    repository: &'a Repository,
    past: Past<'a>,
}

impl<'a> Privacy<'a> {
    /// What keeps the pages of a content folder, which is given from the repository's root.
    #[must_use]
    pub fn new(
        config: &'a Config,
        content: &'a RepoPath,
        folder_pages: &'a FolderPages,
        repository: &'a Repository,
        past: Past<'a>,
    ) -> Self {
        Self { config, content, folder_pages, repository, past }
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
                let before = match change.before {
                    None => Kept::No,
                    Some(_) => side.kept(parent, from, (change.before, own))?,
                };
                let own = finding.and_then(|finding| finding.kept_after);
                let after = match change.after {
                    // A page that was kept to its end is not spoken of.
                    None => before,
                    Some(_) => side.kept(Some(commit.id), &change.path, (change.after, own))?,
                };
                if after != Kept::No {
                    marked.insert(change.commit);
                }
                let is_known = || log.kept.iter().any(|known| known.is_same_place(&change));
                if (before != Kept::No || after != Kept::No) && !is_known() {
                    log.kept.push(change.clone());
                }
                match (before, after) {
                    (Kept::No, Kept::No) => log.changes.push(change),
                    // Of words that are not there none can be told; its name of then may be a secret.
                    (Kept::Textless, Kept::No) => {
                        if change.from.take().is_some() {
                            change.action = Action::Modified;
                        }
                        log.changes.push(change);
                    }
                    (Kept::Surely, Kept::No) => {
                        (change.from, change.before) = (None, None);
                        change.action = Action::Opened;
                        opened = true;
                        log.changes.push(change);
                    }
                    (Kept::Surely, _) | (_, Kept::Surely) => {}
                    _ => log.untold.push(change),
                }
            }
        }
        removed.retain(|log| !log.changes.is_empty() || !log.untold.is_empty());
        marked.into_iter().for_each(|at| commits[at].flags.kept = true);
        Ok(opened)
    }

    /// Where folders have pages that ever kept what is below them.
    fn folders(
        &self,
        history: &History,
        classes: &Classes,
    ) -> Result<BTreeSet<Spot>, HistoryError> {
        let mut keeping = Keepers { known: self.spots(history), keeping: BTreeSet::new() };
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
        Ok(keeping.keeping)
    }

    /// Adds the folders that a file may be the page of, if it keeps them.
    fn add_folders(
        &self,
        file: &RepoPath,
        said: impl FnOnce() -> Result<Keeping, HistoryError>,
        keepers: &mut Keepers,
    ) -> Result<(), HistoryError> {
        let Some(spot) = self.folder_pages.spot_of_page(file) else { return Ok(()) };
        let Keepers { known, keeping } = keepers;
        if known.contains(&spot) && !keeping.contains(&spot) && said()?.closes() {
            keeping.insert(spot);
        }
        Ok(())
    }

    /// Where the pages of folders may be, of all folders that ever held a page.
    fn spots(&self, history: &History) -> BTreeSet<Spot> {
        let logs = history.pages.values().chain(&history.removed);
        let changes = logs.flat_map(|log| log.all());
        let paths = changes.flat_map(|change| change.from.iter().chain([&change.path]));
        let mut folders = BTreeSet::new();
        for path in history.pages.keys().chain(paths) {
            let mut at = path.parent();
            while let Some(folder) = at.filter(|folder| folders.insert(folder.clone())) {
                at = folder.parent();
            }
        }
        folders.iter().flat_map(|folder| self.folder_pages.spots_of_folder(folder)).collect()
    }

    /// What a text says; one that a clone does not have may say anything.
    fn said(&self, blob: Option<BlobId>) -> Result<Keeping, HistoryError> {
        let hidden = Keeping { private: Some(true), ..Keeping::default() };
        Ok(self.text_says(blob)?.unwrap_or(hidden))
    }

    /// What a text says; nothing where a clone does not have it.
    fn text_says(&self, blob: Option<BlobId>) -> Result<Option<Keeping>, HistoryError> {
        let Some(blob) = blob else { return Ok(Some(Keeping::default())) };
        Ok(text(self.repository, blob)?.map(|text| Keeping::of_text(&text)))
    }
}

/// Where pages of folders are that keep what is below them.
struct Keepers {
    /// Where such pages may be.
    known: BTreeSet<Spot>,
    keeping: BTreeSet<Spot>,
}

/// Answers for one side of a change.
struct Side<'p> {
    privacy: &'p Privacy<'p>,
    /// Folders whose pages ever kept what is below them: elsewhere a page's own word decides.
    folders: BTreeSet<Spot>,
    used: bool,
}

impl Side<'_> {
    /// Whether a page was kept as of a commit. Of its text there is the name, and what it says, where
    /// that is known.
    fn kept(
        &self,
        at: Option<CommitId>,
        file: &RepoPath,
        (text, said): (Option<BlobId>, Option<Keeping>),
    ) -> Result<Kept, HistoryError> {
        let privacy = self.privacy;
        if privacy.is_named(file) {
            return Ok(Kept::Surely);
        }
        let own = match said {
            Some(said) => said,
            // The other text of the change is not there, so that neither was read.
            None => match privacy.text_says(text)? {
                Some(said) => said,
                None if self.used => return Ok(Kept::Textless),
                None => return Ok(Kept::No),
            },
        };
        if own.is_draft(privacy.folder_pages.layout()) {
            return Ok(Kept::Surely);
        }
        let mut above = std::iter::successors(file.parent(), RepoPath::parent);
        let keeps = |folder: &RepoPath| {
            let spots = privacy.folder_pages.spots_of_folder(folder);
            spots.iter().any(|spot| self.folders.contains(spot))
        };
        if !above.any(|folder| keeps(&folder)) {
            return Ok(Kept::of(own.private == Some(true)));
        }
        match at.map(|at| privacy.past.is_kept(at, file)) {
            Some(Ok(kept)) => Ok(Kept::of(kept)),
            // Beyond the edge of a shallow clone, or in a partial one.
            None | Some(Err(HistoryError::Missing { .. })) => Ok(Kept::Unread),
            Some(Err(error)) => Err(error),
        }
    }
}

/// Whether a page was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// Everybody could read it.
    No,
    /// It was.
    Surely,
    /// The clone does not have its text, which may have kept it.
    Textless,
    /// The clone does not have the text of a folder's page that may have kept it.
    Unread,
}

impl Kept {
    fn of(kept: bool) -> Self {
        if kept { Self::Surely } else { Self::No }
    }
}

/// Takes out of commits what others say of redacted ones, `Revert "…"`, and the names that those
/// give to others: whoever is known by their address keeps the name that their file gives. One word
/// alone is a quote only between quotation marks.
pub fn forget_redacted(history: &mut History, config: &Config) {
    if config.redact.is_empty() {
        return;
    }
    let (mut redacted, others): (Vec<&mut Commit>, Vec<&mut Commit>) =
        history.commits.iter_mut().partition(|commit| is_redacted(config, commit));
    for commit in &mut redacted {
        for other in &mut commit.co_authors {
            *other = Arc::new(Identity { name: String::new(), email: other.email.clone() });
        }
        forget_trailers(&mut commit.trailers);
    }
    let subjects = redacted.iter().map(|commit| commit.subject.as_str());
    let subjects: Vec<&str> = subjects.filter(|subject| !subject.is_empty()).collect();
    for commit in others {
        for subject in &subjects {
            let quoted = format!("\"{subject}\"");
            commit.subject = commit.subject.replace(&quoted, "\"…\"");
            if subject.contains(' ') {
                commit.subject = commit.subject.replace(subject, "…");
            }
        }
    }
}

/// Takes out what the trailers of a redacted commit say, all but what kind of change it calls itself.
/// Whoever has an address in them is known by it all the same.
pub(super) fn forget_trailers(trailers: &mut [Trailer]) {
    let told = trailers.iter_mut().filter(|one| !one.token.eq_ignore_ascii_case(TRAILER));
    told.for_each(|trailer| trailer.value.clear());
}
