//! Comparing git's trees, reading no more of them than differs.
//!
//! A general tree diff costs about a millisecond a commit. Here equal ids are skipped, folders
//! outside what is asked for are never read, and the raw bytes of trees are kept, since the next
//! commit needs most of them again.

use std::cmp::Ordering;
use std::sync::Arc;

use super::entry::{Entry, Kind, entries, is_sound, next_entry};
use super::error::HistoryError;
use super::filter::Filter;
use super::id::{IdMap, ObjectId};
use super::object::Header;
use super::repository::Repository;
use crate::root::RepoPath;

/// A path's bytes, as git has them.
pub(super) type RawPath = Box<[u8]>;

/// A file on one side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: RawPath,
    pub(super) blob: ObjectId,
    /// Whether something that is no file (a link, a submodule) has the same path on the other
    /// side. Git does not look for a rename there.
    pub(super) in_place: bool,
}

/// A file whose text differs between the sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) path: RawPath,
    pub(super) before: ObjectId,
    pub(super) after: ObjectId,
}

/// How two trees differ, each list in order of paths.
#[derive(Debug, Default)]
pub(super) struct Delta {
    pub(super) added: Vec<File>,
    pub(super) removed: Vec<File>,
    pub(super) edited: Vec<Edit>,
}

/// Trees read through one handle, the recent ones kept.
pub(super) struct Trees<'r> {
    repository: &'r Repository,
    odb: &'r git2::Odb<'r>,
    kept: IdMap<Arc<[u8]>>,
    kept_bytes: usize,
}

/// How many bytes of trees one thread keeps.
const KEEP: usize = 8 << 20;

impl<'r> Trees<'r> {
    pub(super) fn new(repository: &'r Repository, odb: &'r git2::Odb<'r>) -> Self {
        Self { repository, odb, kept: IdMap::default(), kept_bytes: 0 }
    }

    /// The bytes of any object.
    pub(super) fn read(
        &self,
        id: ObjectId,
        kind: git2::ObjectType,
    ) -> Result<git2::OdbObject<'r>, HistoryError> {
        self.repository.check(id)?;
        let object = id.oid().and_then(|oid| self.odb.read(oid));
        let object = object.map_err(|error| self.repository.unreadable(id, &error))?;
        if object.kind() == kind { Ok(object) } else { Err(self.repository.damaged(id)) }
    }

    /// What a commit says at its head.
    pub(super) fn header(&self, commit: ObjectId) -> Result<Header, HistoryError> {
        let raw = self.read(commit, git2::ObjectType::Commit)?;
        Header::parse(raw.data()).ok_or_else(|| self.repository.damaged(commit))
    }

    /// The id of a commit's root tree.
    pub(super) fn root_of(&self, commit: ObjectId) -> Result<ObjectId, HistoryError> {
        self.header(commit).map(|header| header.tree)
    }

    /// The blob of a regular file directly in a tree.
    pub(super) fn file_in(
        &mut self,
        tree: ObjectId,
        name: &[u8],
    ) -> Result<Option<ObjectId>, HistoryError> {
        self.entry_in(tree, name, Kind::File)
    }

    /// What has a path below a tree, where it is of that kind. The path of no name is the tree's own.
    pub(super) fn entry_at(
        &mut self,
        mut tree: ObjectId,
        path: &RepoPath,
        kind: Kind,
    ) -> Result<Option<ObjectId>, HistoryError> {
        if path.is_root() {
            return Ok((kind == Kind::Folder).then_some(tree));
        }
        let (folders, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
            let Some(below) = self.folder_in(tree, folder.as_bytes())? else { return Ok(None) };
            tree = below;
        }
        self.entry_in(tree, name.as_bytes(), kind)
    }

    /// The folder directly in a tree.
    pub(super) fn folder_in(
        &mut self,
        tree: ObjectId,
        name: &[u8],
    ) -> Result<Option<ObjectId>, HistoryError> {
        self.entry_in(tree, name, Kind::Folder)
    }

    /// Whether a tree has something of that path, which is of at least one name, in letters of either
    /// case. Folders may be there in several.
    pub(super) fn holds(&mut self, tree: ObjectId, path: &str) -> Result<bool, HistoryError> {
        let bytes = self.tree(tree)?;
        let (name, rest) = path.split_once('/').map_or((path, None), |(at, on)| (at, Some(on)));
        for entry in entries(&bytes) {
            let is_called = entry.name.eq_ignore_ascii_case(name.as_bytes());
            let has = match rest {
                None => is_called,
                Some(rest) => {
                    is_called && entry.kind == Kind::Folder && self.holds(entry.id, rest)?
                }
            };
            if has {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn entry_in(
        &mut self,
        tree: ObjectId,
        name: &[u8],
        kind: Kind,
    ) -> Result<Option<ObjectId>, HistoryError> {
        let bytes = self.tree(tree)?;
        let mut entries = entries(&bytes);
        let found = entries.find(|entry| entry.name == name && entry.kind == kind);
        Ok(found.map(|entry| entry.id))
    }

    /// The regular files directly in a tree whose names are wanted.
    pub(super) fn files_in(
        &mut self,
        tree: ObjectId,
        is_wanted: impl Fn(&[u8]) -> bool,
    ) -> Result<Vec<(RawPath, ObjectId)>, HistoryError> {
        let bytes = self.tree(tree)?;
        let files = entries(&bytes).filter(|one| one.kind == Kind::File && is_wanted(one.name));
        Ok(files.map(|file| (Box::from(file.name), file.id)).collect())
    }

    /// How `new` differs from `old`, as far as the filter goes. A missing side is an empty tree.
    pub(super) fn compare(
        &mut self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        filter: &impl Filter,
    ) -> Result<Delta, HistoryError> {
        let mut delta = Delta::default();
        if old != new {
            self.descend(old, new, &mut Vec::new(), filter, &mut delta)?;
            // A file and a folder of one name stand at two places of a tree's order.
            delta.added.sort_by(|a, b| a.path.cmp(&b.path));
            delta.removed.sort_by(|a, b| a.path.cmp(&b.path));
        }
        Ok(delta)
    }

    fn descend(
        &mut self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        dir: &mut Vec<u8>,
        filter: &impl Filter,
        delta: &mut Delta,
    ) -> Result<(), HistoryError> {
        let old = old.map(|id| self.tree(id)).transpose()?;
        let new = new.map(|id| self.tree(id)).transpose()?;
        let mut olds: &[u8] = old.as_deref().unwrap_or_default();
        let mut news: &[u8] = new.as_deref().unwrap_or_default();
        let mut a = next_entry(&mut olds);
        let mut b = next_entry(&mut news);
        loop {
            let order = match (&a, &b) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => a.order(b),
            };
            let left = if order.is_le() { a.take() } else { None };
            let right = if order.is_ge() { b.take() } else { None };
            let same = match (&left, &right) {
                (Some(l), Some(r)) => l.id == r.id && l.kind == r.kind,
                _ => false,
            };
            if !same {
                self.differ(left.as_ref(), right.as_ref(), dir, filter, delta)?;
            }
            if order.is_le() {
                a = next_entry(&mut olds);
            }
            if order.is_ge() {
                b = next_entry(&mut news);
            }
        }
        Ok(())
    }

    /// Deals with two entries of one name, of which one may be missing.
    fn differ(
        &mut self,
        left: Option<&Entry<'_>>,
        right: Option<&Entry<'_>>,
        dir: &mut Vec<u8>,
        filter: &impl Filter,
        delta: &mut Delta,
    ) -> Result<(), HistoryError> {
        let Some(name) = left.or(right).map(|entry| entry.name) else { return Ok(()) };
        let length = dir.len();
        if length > 0 {
            dir.push(b'/');
        }
        dir.extend_from_slice(name);
        let of = |entry: Option<&Entry<'_>>, kind| {
            entry.filter(|entry| entry.kind == kind).map(|entry| entry.id)
        };
        let (old_dir, new_dir) = (of(left, Kind::Folder), of(right, Kind::Folder));
        if (old_dir.is_some() || new_dir.is_some()) && filter.enters(dir) {
            self.descend(old_dir, new_dir, dir, filter, delta)?;
        }
        let (old_file, new_file) = (of(left, Kind::File), of(right, Kind::File));
        if (old_file.is_some() || new_file.is_some()) && filter.holds(dir) {
            let path = || Box::from(dir.as_slice());
            let in_place = left.is_some() && right.is_some();
            match (old_file, new_file) {
                (Some(before), Some(after)) => {
                    delta.edited.push(Edit { path: path(), before, after });
                }
                (Some(blob), None) => delta.removed.push(File { path: path(), blob, in_place }),
                (None, Some(blob)) => delta.added.push(File { path: path(), blob, in_place }),
                (None, None) => {}
            }
        }
        dir.truncate(length);
        Ok(())
    }

    fn tree(&mut self, id: ObjectId) -> Result<Arc<[u8]>, HistoryError> {
        if let Some(tree) = self.kept.get(&id) {
            return Ok(tree.clone());
        }
        let tree: Arc<[u8]> = Arc::from(self.read(id, git2::ObjectType::Tree)?.data());
        if !is_sound(&tree) {
            return Err(self.repository.damaged(id));
        }
        if self.kept_bytes > KEEP {
            self.kept.clear();
            self.kept_bytes = 0;
        }
        self.kept_bytes += tree.len();
        self.kept.insert(id, tree.clone());
        Ok(tree)
    }
}
