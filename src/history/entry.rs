//! A tree as git stores it: one entry after another.

use std::cmp::Ordering;

use super::id::ObjectId;

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File,
    /// A symbolic link or a submodule.
    Other,
}

/// One entry of a tree: `mode SP name NUL id`.
pub(super) struct Entry<'t> {
    pub(super) kind: Kind,
    pub(super) name: &'t [u8],
    pub(super) id: ObjectId,
}

impl Entry<'_> {
    /// Git's order of names in a tree: a folder's is compared as if it ended in `/`. Entries of
    /// one name stand at one place unless only one of them is a folder.
    pub(super) fn order(&self, other: &Self) -> Ordering {
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

/// The entries of a tree's bytes.
pub(super) fn entries(mut tree: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    std::iter::from_fn(move || next_entry(&mut tree))
}

/// The next entry of a tree's bytes, which are shortened by it; nothing at their end, or where they
/// are no tree's.
pub(super) fn next_entry<'t>(rest: &mut &'t [u8]) -> Option<Entry<'t>> {
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
pub(super) fn is_sound(mut tree: &[u8]) -> bool {
    while next_entry(&mut tree).is_some() {}
    tree.is_empty()
}
