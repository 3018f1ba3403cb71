//! Comparing git's trees, reading no more of them than differs.
//!
//! A general tree diff costs about a millisecond a commit. Here equal ids are skipped, folders
//! outside what is asked for are never read, and the raw bytes of trees are kept, since the next
//! commit needs most of them again.

use std::cmp::Ordering;
use std::sync::Arc;

use super::error::HistoryError;
use super::id::{IdMap, ObjectId};
use super::object;
use super::repository::Repository;
use super::scope::{Scope, leads_to};
use crate::root::RepoPath;

/// Which part of a tree is compared.
pub(super) trait Filter {
    /// Whether files below this folder may matter.
    fn enters(&self, dir: &[u8]) -> bool;
    /// Whether this file matters.
    fn holds(&self, path: &[u8]) -> bool;
}

/// Everything below a folder.
pub(super) struct Below<'a>(pub(super) &'a RepoPath);

impl Filter for Below<'_> {
    fn enters(&self, dir: &[u8]) -> bool {
        let folder = self.0.as_str().as_bytes();
        folder == dir || leads_to(folder, dir) || leads_to(dir, folder)
    }
    fn holds(&self, path: &[u8]) -> bool {
        leads_to(self.0.as_str().as_bytes(), path)
    }
}

/// The files of a scope.
pub(super) struct InScope<'a>(pub(super) &'a Scope);

impl Filter for InScope<'_> {
    fn enters(&self, dir: &[u8]) -> bool {
        self.0.enters(dir)
    }
    fn holds(&self, path: &[u8]) -> bool {
        self.0.holds_bytes(path)
    }
}

/// Files of a scope's kinds in the whole repository.
pub(super) struct OfKind<'a>(pub(super) &'a Scope);

impl Filter for OfKind<'_> {
    fn enters(&self, _: &[u8]) -> bool {
        true
    }
    fn holds(&self, path: &[u8]) -> bool {
        self.0.is_kind(path)
    }
}

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

    /// The id of a commit's root tree.
    pub(super) fn root_of(&mut self, commit: ObjectId) -> Result<ObjectId, HistoryError> {
        let raw = self.read(commit, git2::ObjectType::Commit)?;
        let header = object::Header::parse(raw.data());
        header.map(|header| header.tree).ok_or_else(|| self.repository.damaged(commit))
    }

    /// The blob of a regular file directly in a tree.
    pub(super) fn file_in(
        &mut self,
        tree: ObjectId,
        name: &[u8],
    ) -> Result<Option<ObjectId>, HistoryError> {
        self.entry_in(tree, name, Kind::File)
    }

    /// The folder directly in a tree.
    pub(super) fn folder_in(
        &mut self,
        tree: ObjectId,
        name: &[u8],
    ) -> Result<Option<ObjectId>, HistoryError> {
        self.entry_in(tree, name, Kind::Folder)
    }

    /// Whether something of that name, in letters of either case, is directly in a tree.
    pub(super) fn holds(&mut self, tree: ObjectId, name: &[u8]) -> Result<bool, HistoryError> {
        let bytes = self.tree(tree)?;
        Ok(entries(&bytes).any(|entry| entry.name.eq_ignore_ascii_case(name)))
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
    /// A symbolic link or a submodule.
    Other,
}

/// One entry of a tree: `mode SP name NUL id`.
struct Entry<'t> {
    kind: Kind,
    name: &'t [u8],
    id: ObjectId,
}

impl Entry<'_> {
    /// Git's order of names in a tree: a folder's is compared as if it ended in `/`. Entries of
    /// one name stand at one place unless only one of them is a folder.
    fn order(&self, other: &Self) -> Ordering {
        let common = self.name.len().min(other.name.len());
        self.name[..common].cmp(&other.name[..common]).then_with(|| {
            let next = |entry: &Self| match entry.name.get(common) {
                Some(byte) => *byte,
                None if entry.kind == Kind::Folder => b'/',
                None => 0,
            };
            next(self).cmp(&next(other)).then(self.name.len().cmp(&other.name.len()))
        })
    }
}

fn entries(mut tree: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    std::iter::from_fn(move || next_entry(&mut tree))
}

/// Reads the next entry; nothing at the end, and where the bytes are none that git would write.
fn next_entry<'t>(rest: &mut &'t [u8]) -> Option<Entry<'t>> {
    let space = rest.iter().position(|byte| *byte == b' ')?;
    let nul = space + 1 + rest[space + 1..].iter().position(|byte| *byte == 0)?;
    let id = ObjectId::from_slice(&rest[nul + 1..])?;
    let kind = match &rest[..space] {
        b"40000" | b"040000" => Kind::Folder,
        // 100644 and 100755; very old repositories have 100664.
        mode if mode.starts_with(b"100") => Kind::File,
        _ => Kind::Other,
    };
    let name = &rest[space + 1..nul];
    // Somebody made that by hand: a path with it would lead out of its folder.
    if matches!(name, b"" | b"." | b"..") || name.contains(&b'/') {
        return None;
    }
    *rest = &rest[nul + 21..];
    Some(Entry { kind, name, id })
}

/// Whether a tree is entries throughout, each of a name that stays within its folder.
fn is_sound(mut tree: &[u8]) -> bool {
    while next_entry(&mut tree).is_some() {}
    tree.is_empty()
}
