//! Which pages and files readers may have, and which are kept from everybody.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::content::{Found, Page, Role};
use crate::root::{NotInside, RepoPath};

/// The files of the content folder, parted by whether readers may have them.
pub(super) struct Published {
    pub pages: Vec<Page>,
    pub others: Vec<Found>,
    /// The pages and other files that are kept back, as paths of the repository.
    pub kept_back: BTreeSet<RepoPath>,
}

/// Parts what is published from what is not. `content` is the content folder, from the top of the
/// repository.
///
/// A page is private where a pattern of `private` in the configuration names it, where its own
/// front matter says so, or else where the page of the nearest folder above that says anything
/// does. A draft is left out, and with the page of a folder all that is below it, as Zola does.
/// A picture goes where the page or the folder that it lies beside goes.
pub(super) fn published(
    pages: Vec<Page>,
    others: Vec<Found>,
    content: &RepoPath,
    config: &Config,
    drafts: bool,
) -> Result<Published, NotInside> {
    let folders = Folders::of(&pages, drafts);
    let named = |path: &RepoPath| config.private.iter().any(|it| it.value.matches(path.as_str()));
    let mut closed = BTreeSet::new();
    let (pages, hidden): (Vec<_>, Vec<_>) = pages.into_iter().partition(|page| {
        let private = page.claims.private.as_ref().map(|private| private.value);
        let draft = page.is_draft() && !drafts;
        let inner = page.path.parent().unwrap_or_else(RepoPath::root);
        let open = match private {
            Some(private) => !private && !folders.in_draft(&inner),
            None => folders.is_open(&inner),
        };
        let keep = open && !draft && !named(&page.path);
        if !keep && page.role == Role::Page && page.path.file_name().starts_with("index.") {
            closed.insert(inner);
        }
        keep
    });
    let beside = |file: &Found| {
        let folder = file.relative.parent().unwrap_or_else(RepoPath::root);
        folders.is_open(&folder) && !up(folder).any(|above| closed.contains(&above))
    };
    let (others, locked): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|file| !named(&file.relative) && beside(file));
    let mut kept_back: BTreeSet<RepoPath> = hidden.into_iter().map(|page| page.file).collect();
    for file in locked {
        kept_back.insert(content.join(file.relative.as_str())?);
    }
    Ok(Published { pages, others, kept_back })
}

/// What the pages of folders say of all that is below them.
struct Folders {
    private: BTreeMap<RepoPath, bool>,
    draft: BTreeSet<RepoPath>,
}

impl Folders {
    fn of(pages: &[Page], drafts: bool) -> Self {
        let mut folders = Self { private: BTreeMap::new(), draft: BTreeSet::new() };
        for page in pages.iter().filter(|page| page.role == Role::Folder) {
            let folder = page.folder.clone();
            if page.is_draft() && !drafts {
                folders.draft.insert(folder.clone());
            }
            if let Some(private) = &page.claims.private {
                // Of the pages of one folder in several languages, the one that hides it wins.
                *folders.private.entry(folder).or_default() |= private.value;
            }
        }
        folders
    }

    fn in_draft(&self, folder: &RepoPath) -> bool {
        up(folder.clone()).any(|above| self.draft.contains(&above))
    }

    /// Whether a file of that folder is for readers, as far as folders decide.
    fn is_open(&self, folder: &RepoPath) -> bool {
        let nearest = up(folder.clone()).find_map(|above| self.private.get(&above));
        nearest != Some(&true) && !self.in_draft(folder)
    }
}

/// A folder, and the folders above it.
fn up(folder: RepoPath) -> impl Iterator<Item = RepoPath> {
    std::iter::successors(Some(folder), RepoPath::parent)
}
