//! Rules for `org/ownership.toml`: one for a folder where that says it, and one for each page that
//! differs.

use std::collections::BTreeMap;

use super::owners::Owned;
use crate::ownership::codeowners::pattern_of;
use crate::root::RepoPath;

/// A folder with the pages in it, and whose each is.
#[derive(Default)]
pub(super) struct Shelf {
    pages: BTreeMap<RepoPath, Option<Owned>>,
    folders: BTreeMap<RepoPath, Shelf>,
}

impl Shelf {
    /// Puts a page where it belongs.
    pub(super) fn add(&mut self, path: &RepoPath, owned: Option<Owned>) {
        let mut at = self;
        let mut above = Vec::new();
        let mut folder = path.parent();
        while let Some(one) = folder.filter(|one| !one.is_root()) {
            folder = one.parent();
            above.push(one);
        }
        for folder in above.into_iter().rev() {
            at = at.folders.entry(folder).or_default();
        }
        at.pages.insert(path.clone(), owned);
    }

    /// The rules, in an order in which the last one that matches a page is right.
    pub(super) fn rules(&self) -> Vec<(String, Owned)> {
        let mut rules = Vec::new();
        self.write(None, None, &mut rules);
        rules
    }

    /// Whose most pages below are, where each is somebody's.
    fn usual(&self) -> Option<&Owned> {
        let mut counts: BTreeMap<&Owned, usize> = BTreeMap::new();
        if !self.count(&mut counts) {
            return None;
        }
        let most = counts
            .into_iter()
            .max_by(|(one, count), (other, others)| count.cmp(others).then_with(|| other.cmp(one)));
        most.filter(|(_, count)| *count > 1).map(|(owned, _)| owned)
    }

    fn count<'s>(&'s self, counts: &mut BTreeMap<&'s Owned, usize>) -> bool {
        for owned in self.pages.values() {
            let Some(owned) = owned else { return false };
            *counts.entry(owned).or_default() += 1;
        }
        self.folders.values().all(|folder| folder.count(counts))
    }

    fn write(
        &self,
        here: Option<&RepoPath>,
        above: Option<&Owned>,
        rules: &mut Vec<(String, Owned)>,
    ) {
        let mut holds = above;
        if let Some(usual) = self.usual().filter(|usual| above != Some(*usual)) {
            // The content folder itself is every page.
            let pattern = here.map_or("*".to_owned(), |folder| format!("{}/", pattern_of(folder)));
            rules.push((pattern, usual.clone()));
            holds = Some(usual);
        }
        for (path, owned) in &self.pages {
            if let Some(owned) = owned.as_ref().filter(|owned| holds != Some(*owned)) {
                rules.push((pattern_of(path), owned.clone()));
            }
        }
        for (path, folder) in &self.folders {
            folder.write(Some(path), holds, rules);
        }
    }
}
