//! The lines about pages: one for a folder where that says it, and one for each page that differs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Owned, line, pattern};
use crate::org::{CodeClaims, Forge, Holder};
use crate::root::RepoPath;

/// A folder with the pages in it, each with those who are asked about it.
#[derive(Default)]
struct Folder {
    pages: BTreeMap<RepoPath, Asked>,
    folders: BTreeMap<RepoPath, Folder>,
}

impl Owned<'_> {
    pub(super) fn page_lines(
        &self,
        claims: &CodeClaims<'_>,
        forge: Forge,
        unnamed: &mut BTreeSet<Holder>,
    ) -> String {
        let mut root = Folder::default();
        let known: BTreeSet<&RepoPath> = self.pages.iter().map(|page| &page.file).collect();
        let claimed: BTreeSet<&RepoPath> =
            known.iter().copied().filter(|file| !claims.on(file.as_str()).is_empty()).collect();
        for page in self.pages {
            let owner = self.ownership.pages.get(&page.file).and_then(|page| page.owner.as_ref());
            let asked = owner.map(|owner| self.asked_or_noted(&owner.value, forge, unnamed));
            root.add(&page.file, asked.unwrap_or_default());
        }
        // Markdown that is no page has no owner: a line for its folder would give it one.
        let endings = self.endings();
        let others = self.files.iter().filter(|file| {
            let ending = ending_of(file);
            ending.is_some_and(|ending| endings.contains(ending))
                && file.below(self.content).is_some()
                && !known.contains(file)
        });
        for file in others {
            root.add(file, Asked::new());
        }
        let mut text = String::new();
        // A line for a folder above would take in Markdown that is no content.
        if let Some(content) = root.at(self.content) {
            content.write(self.content, None, &claimed, &mut text);
        }
        text
    }

    fn endings(&self) -> BTreeSet<&str> {
        self.pages.iter().filter_map(|page| ending_of(&page.file)).collect()
    }
}

fn ending_of(file: &RepoPath) -> Option<&str> {
    file.file_name().rsplit_once('.').map(|(_, ending)| ending)
}

impl Folder {
    fn add(&mut self, file: &RepoPath, asked: Asked) {
        let mut at = self;
        let parts: Vec<&str> = file.as_str().split('/').collect();
        for depth in 1..parts.len() {
            let Ok(path) = RepoPath::new(&parts[..depth].join("/")) else { return };
            at = at.folders.entry(path).or_default();
        }
        at.pages.insert(file.clone(), asked);
    }

    fn at(&self, path: &RepoPath) -> Option<&Self> {
        match path.parent() {
            Some(above) => self.at(&above)?.folders.get(path),
            None => Some(self),
        }
    }

    fn all(&self) -> Vec<(&RepoPath, &Asked)> {
        let below = self.folders.values().flat_map(Self::all);
        self.pages.iter().chain(below).collect()
    }

    /// Those who are asked about most pages below, where there is somebody for each.
    fn usual(&self) -> Option<&Asked> {
        let mut counts: BTreeMap<&Asked, usize> = BTreeMap::new();
        for (_, asked) in self.all() {
            if asked.is_empty() {
                return None;
            }
            *counts.entry(asked).or_default() += 1;
        }
        let most = counts
            .into_iter()
            .max_by(|(one, count), (other, others)| count.cmp(others).then_with(|| other.cmp(one)));
        most.filter(|(_, count)| *count > 1).map(|(asked, _)| asked)
    }

    fn write(
        &self,
        here: &RepoPath,
        above: Option<&Asked>,
        claimed: &BTreeSet<&RepoPath>,
        text: &mut String,
    ) {
        let usual = self.usual();
        let mut holds = above;
        if let Some(usual) = usual.filter(|usual| above != Some(*usual)) {
            let all = self.all();
            let endings: BTreeSet<&str> =
                all.iter().filter_map(|(file, _)| ending_of(file)).collect();
            for ending in endings {
                text.push_str(&line(&pattern::of_folder(here, ending), usual));
            }
            holds = Some(usual);
        }
        for (file, asked) in &self.pages {
            // What nobody is asked about needs a line only where another one would match it: one
            // for its folder, or one for a feature's code.
            let needed = match holds {
                Some(holds) => holds != asked,
                None => !asked.is_empty() || claimed.contains(file),
            };
            if needed {
                text.push_str(&line(&pattern::of_file(file), asked));
            }
        }
        for (path, folder) in &self.folders {
            folder.write(path, holds, claimed, text);
        }
    }
}
