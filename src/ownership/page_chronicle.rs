//! Since when a page has had its owner: read off its front matter, that of the folders above it, and
//! the rules, landing by landing, under every name that the page had.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Chronicle;
use super::lookup::names_file;
use super::page::of_claims;
use crate::content::{Claims, FolderPages, claims, front_matter};
use crate::diagnostics::{Diagnostics, Source};
use crate::history::{BlobId, HistoryError, Line, Scope};
use crate::org::{self, Former, Holder, Org, OrgFile, Strictness};
use crate::root::RepoPath;

/// The past of pages.
#[derive(Debug)]
pub struct PageChronicle<'c, 'r> {
    org: &'c Chronicle<'r>,
    line: Line,
    /// The content folder, from the repository's root.
    content: &'c RepoPath,
    /// Which of its files are pages of folders.
    folder_pages: &'c FolderPages,
}

/// What became of a page that had a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is called so now.
    Called(RepoPath),
    /// The landing of that place took it away, when it was called so.
    Removed(RepoPath, usize),
}

/// What a page was called at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// It was called so.
    Called(RepoPath),
    /// It was not there yet: the landing of that place brought it.
    ToCome(usize),
}

/// A page under one of its names.
struct Named {
    file: RepoPath,
    /// The landings through which it had the name.
    from: usize,
    until: usize,
}

type Versions<'l> = HashMap<&'l RepoPath, Vec<(usize, Option<BlobId>)>>;

/// The text that a file had after a landing.
fn text_at(versions: &[(usize, Option<BlobId>)], place: usize) -> Option<BlobId> {
    versions.iter().rev().find(|(other, _)| *other <= place)?.1
}

impl<'c, 'r> PageChronicle<'c, 'r> {
    /// The past of the pages below a folder.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn read(
        org: &'c Chronicle<'r>,
        content: &'c RepoPath,
        folder_pages: &'c FolderPages,
    ) -> Result<Self, HistoryError> {
        let scope = Scope::new([content.clone()], ["md", "markdown", "mdx"]);
        let file = org.memory.as_ref().map(|folder| folder.join("line-content"));
        let line = match org.line.landings.last() {
            Some(head) => org.repository.line(head.commit, &scope, file.as_deref())?,
            None => Line::default(),
        };
        Ok(Self { org, line, content, folder_pages })
    }

    /// The place of the landing since which the page has had the owner that it has after the
    /// landing `until`, and that owner; nothing where the page is not committed. A page that was
    /// renamed keeps its past, and so do people and teams, who are called as they are in `today`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn owned_since(
        &self,
        page: &RepoPath,
        until: usize,
        today: &Org,
    ) -> Result<Option<(usize, Option<Holder>)>, HistoryError> {
        let versions = self.line.versions();
        let rules = self.org.folder.join("ownership.toml").unwrap_or_else(|_| RepoPath::root());
        let rules = self.org.versions_of(&rules);
        let mut known: HashMap<Option<BlobId>, Org> = HashMap::new();
        let former = Former::of(today);
        let mut since: Option<(usize, Option<Holder>)> = None;
        for named in self.names(page, until, &versions)? {
            let mut places: BTreeSet<usize> = rules.iter().map(|(place, _)| *place).collect();
            let folders = self.folders_of(&named.file, &versions);
            for file in std::iter::once(&named.file).chain(&folders) {
                let theirs = versions.get(file).map(Vec::as_slice).unwrap_or_default();
                places.extend(theirs.iter().map(|(place, _)| *place));
            }
            let text = |file: &RepoPath, place: usize| text_at(versions.get(file)?, place);
            for place in places.range(named.from..=named.until).rev().copied() {
                let Some(blob) = text(&named.file, place) else { return Ok(since) };
                let mut claimed = vec![self.claims(&named.file, blob)?];
                let there = folders.iter().filter(|file| text(file, place).is_some());
                for folder in self.speaking(&named.file, there) {
                    if let Some(blob) = text(&folder, place) {
                        claimed.push(self.claims(&folder, blob)?);
                    }
                }
                let rules_then = text_at(rules, place);
                let org = match known.entry(rules_then) {
                    Entry::Occupied(entry) => entry.into_mut(),
                    Entry::Vacant(entry) => entry.insert(self.rules(rules_then)?),
                };
                let path = self.below(&named.file);
                let claimed: Vec<&Claims> = claimed.iter().collect();
                let owned = of_claims(org, &path.unwrap_or_else(RepoPath::root), &claimed);
                let owner = owned.owner.map(|fact| former.holder(fact.value));
                if since.as_ref().is_some_and(|(_, held)| *held != owner) {
                    return Ok(since);
                }
                since = Some((place, owner));
            }
        }
        Ok(since)
    }

    /// What became of the file that a word named, as far as the landing `until`; nothing where no
    /// page ever had that name. The word is a path from the root or from the content folder, with or
    /// without its ending.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn fate(&self, word: &RepoPath, until: usize) -> Result<Option<Fate>, HistoryError> {
        let versions = self.line.versions();
        let last = |path: &RepoPath| {
            let theirs = versions.get(path).map(Vec::as_slice).unwrap_or_default();
            theirs.iter().rev().find(|(place, _)| *place <= until).copied()
        };
        // Of several the one that had the name last.
        let named = versions.keys().filter(|path| names_file(word.as_str(), path, self.content));
        let named = named.filter_map(|path| Some((last(path)?.0, (*path).clone()))).max();
        let Some((_, mut file)) = named else { return Ok(None) };
        // Each name was given later than the one before, so this ends.
        while let Some((place, None)) = last(&file) {
            let mut renamed = self.renamed(place, &versions)?.into_iter();
            match renamed.find(|(old, _)| *old == file) {
                Some((_, now)) => file = now,
                None => return Ok(Some(Fate::Removed(file, place))),
            }
        }
        Ok(Some(Fate::Called(file)))
    }

    /// What a page that is called so after the landing `last` was called after the landing `then`;
    /// nothing where no landing brought it.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn called_then(
        &self,
        page: &RepoPath,
        (then, last): (usize, usize),
    ) -> Result<Option<Then>, HistoryError> {
        let names = self.names(page, last, &self.line.versions())?;
        let named = names.iter().find(|named| (named.from..=named.until).contains(&then));
        let came = || names.last().map(|named| Then::ToCome(named.from));
        Ok(named.map(|named| Then::Called(named.file.clone())).or_else(came))
    }

    /// The page under each of its names, the last one first.
    fn names(
        &self,
        page: &RepoPath,
        until: usize,
        versions: &Versions<'_>,
    ) -> Result<Vec<Named>, HistoryError> {
        let mut names: Vec<Named> = Vec::new();
        let (mut file, mut until) = (page.clone(), until);
        loop {
            let theirs = versions.get(&file).map(Vec::as_slice).unwrap_or_default();
            let theirs = || theirs.iter().filter(|(place, _)| *place <= until);
            // Where it came after it was gone, it came anew.
            let gone = theirs().rev().find(|(_, text)| text.is_none()).map(|(place, _)| *place);
            let came = theirs().find(|(place, _)| gone.is_none_or(|gone| *place > gone));
            let Some(from) = came.map(|(place, _)| *place) else { return Ok(names) };
            let mut renamed = self.renamed(from, versions)?.into_iter();
            let before = renamed.find(|(_, new)| *new == file).map(|(old, _)| old);
            names.push(Named { file, from, until });
            let (Some(old), Some(last)) = (before, from.checked_sub(1)) else { return Ok(names) };
            (file, until) = (old, last);
        }
    }

    /// The files that a landing gave another name, each with the old and the new one.
    fn renamed(
        &self,
        landing: usize,
        versions: &Versions<'_>,
    ) -> Result<Vec<(RepoPath, RepoPath)>, HistoryError> {
        let Some(before) = landing.checked_sub(1) else { return Ok(Vec::new()) };
        let Some(landing) = self.line.landings.get(landing) else { return Ok(Vec::new()) };
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for (path, now) in &landing.changes {
            let then = versions.get(path).and_then(|versions| text_at(versions, before));
            match (then, now) {
                (Some(then), None) => removed.push((path.clone(), then)),
                (None, Some(now)) => added.push((path.clone(), *now)),
                _ => {}
            }
        }
        let pairs = self.org.repository.renames(&removed, &added)?;
        let pair = |((new, _), source): ((RepoPath, BlobId), Option<usize>)| {
            Some((removed.get(source?)?.0.clone(), new))
        };
        Ok(added.into_iter().zip(pairs).filter_map(pair).collect())
    }

    /// The files that ever were the page of a folder above a file.
    fn folders_of(&self, file: &RepoPath, versions: &Versions<'_>) -> Vec<RepoPath> {
        let Some(below) = self.below(file) else { return Vec::new() };
        let may_be = |page: &&RepoPath| {
            let (folder, name) = page.as_str().rsplit_once('/').unwrap_or(("", page.as_str()));
            let rest = match folder {
                "" => Some(below.as_str()),
                folder => below.as_str().strip_prefix(folder).and_then(|it| it.strip_prefix('/')),
            };
            rest.is_some_and(|rest| {
                let beside = rest.split_once('/').map(|(folder, _)| folder);
                self.folder_pages.may_be(name, beside)
            })
        };
        let files: Vec<RepoPath> = versions.keys().filter_map(|path| self.below(path)).collect();
        let listings = self.folder_pages.listings(files.iter().filter(may_be));
        self.whole(self.folder_pages.above_at_times(&below, &listings))
    }

    /// The pages of the folders above a file, nearest first, where these files were there.
    fn speaking<'f>(
        &self,
        file: &RepoPath,
        there: impl Iterator<Item = &'f RepoPath>,
    ) -> Vec<RepoPath> {
        let Some(below) = self.below(file) else { return Vec::new() };
        let there: Vec<RepoPath> = there.filter_map(|path| self.below(path)).collect();
        let listings = self.folder_pages.listings(&there);
        self.whole(self.folder_pages.above(&below, &listings))
    }

    /// A path from the content folder.
    fn below(&self, path: &RepoPath) -> Option<RepoPath> {
        path.below(self.content).and_then(|path| RepoPath::new(path).ok())
    }

    /// Paths from the repository's root.
    fn whole(&self, paths: Vec<RepoPath>) -> Vec<RepoPath> {
        paths.into_iter().filter_map(|path| self.content.join(path.as_str()).ok()).collect()
    }

    fn claims(&self, path: &RepoPath, text: BlobId) -> Result<Claims, HistoryError> {
        let bytes = self.org.repository.blob(text)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let source = Arc::new(Source::new(path.clone(), text));
        let mut nobody = Diagnostics::new();
        let front = front_matter::read(&source, &mut nobody);
        Ok(claims::read(&front, &source, &mut nobody))
    }

    /// The rules about pages, and everybody whom the metadata ever had: whether an owner is still
    /// there is not the question.
    fn rules(&self, text: Option<BlobId>) -> Result<Org, HistoryError> {
        let mut files = Vec::new();
        for kind in ["people", "teams"] {
            for id in self.org.ids(kind) {
                if let Some(path) = self.org.path(&format!("{kind}/{id}.toml")) {
                    files.push(OrgFile::new(path, b"name = \"\"".to_vec()));
                }
            }
        }
        if let (Some(text), Some(path)) = (text, self.org.path("ownership.toml")) {
            files.push(OrgFile::new(path, self.org.repository.blob(text)?));
        }
        Ok(org::parse(&self.org.folder, files, Strictness::Past).0)
    }
}
