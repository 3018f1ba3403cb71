//! Where authored pages are in the content that Zola is given.

use std::collections::{BTreeMap, BTreeSet};

use super::SiteError;
use crate::content::{Layout, Page, Role};
use crate::handbook::Handbook;
use crate::root::RepoPath;

/// A page and its file in the staged content.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its file, from the staged content folder.
    pub staged: RepoPath,
    /// Whether it is a section to Zola: the page at a folder's address.
    pub is_section: bool,
}

/// Every page's place, and every folder that they need.
#[derive(Debug)]
pub struct Places<'a> {
    /// The pages, in the order of their paths.
    pub pages: Vec<Place<'a>>,
    /// The folders of the staged content, the root first. Those of a plain handbook come with the
    /// folder that each stands for.
    pub folders: BTreeMap<RepoPath, Option<RepoPath>>,
}

/// Names in a folder that mean something to Zola, so that no other page is staged under them.
const ZOLAS: [&str; 2] = ["index", "_index"];

impl<'a> Places<'a> {
    /// Finds a place for every page. A site that Zola laid out stays as it is. In a plain handbook
    /// a section is staged in the folder of its address, and any other page in that of its folder
    /// under a name that nothing else in it has; its address stands in its front matter.
    ///
    /// # Errors
    /// [`SiteError`] where a name is no path.
    pub fn of(handbook: &'a Handbook) -> Result<Self, SiteError> {
        match handbook.layout {
            Layout::Zola => Self::of_zola(handbook),
            Layout::Plain => Self::of_plain(handbook),
        }
    }

    fn of_zola(handbook: &'a Handbook) -> Result<Self, SiteError> {
        let mut folders = BTreeMap::from([(RepoPath::root(), None)]);
        let mut pages = Vec::new();
        for page in &handbook.pages {
            let mut folder = page.path.parent();
            while let Some(above) = folder {
                folder = above.parent();
                folders.insert(above, None);
            }
            let is_section = page.role == Role::Folder;
            pages.push(Place { page, staged: page.path.clone(), is_section });
        }
        Ok(Self { pages, folders })
    }

    fn of_plain(handbook: &'a Handbook) -> Result<Self, SiteError> {
        let staged = |folder: &RepoPath| {
            let address = handbook.folders.address(folder).map_or("", |at| at.as_str());
            RepoPath::new(address.trim_matches('/'))
        };
        let mut folders = BTreeMap::new();
        for (folder, _) in handbook.folders.iter() {
            folders.insert(staged(folder)?, Some(folder.clone()));
        }
        let mut taken: BTreeSet<RepoPath> = BTreeSet::new();
        let mut pages = Vec::new();
        for page in &handbook.pages {
            if let Some(folder) = handbook.folders.at(&page.address) {
                let staged = staged(folder)?.join("_index.md")?;
                pages.push(Place { page, staged, is_section: true });
                continue;
            }
            let folder = staged(&page.path.parent().unwrap_or_else(RepoPath::root))?;
            let name = page.address.as_str().trim_matches('/').rsplit('/').next().unwrap_or("");
            let name = crate::content::plain::part(name);
            let mut staged = folder.join(&format!("{name}.md"))?;
            let mut number = 2;
            while ZOLAS.contains(&name.as_str()) && number == 2 || taken.contains(&staged) {
                staged = folder.join(&format!("{name}-{number}.md"))?;
                number += 1;
            }
            taken.insert(staged.clone());
            pages.push(Place { page, staged, is_section: false });
        }
        Ok(Self { pages, folders })
    }
}
