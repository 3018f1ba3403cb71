//! The pages that are published.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::api::{Named, SCHEMA, Thing};
use crate::content::Page;
use crate::handbook::Handbook;
use crate::org::Holder;
use crate::root::RepoPath;

/// `pages.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Pages {
    /// The version of this shape: 1.
    pub schema: u32,
    /// The pages that are published, by path.
    pub pages: Vec<PageEntry>,
}

/// A page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageEntry {
    /// The file, from the repository's root.
    pub path: String,
    /// The address on its host, percent-encoded, with `/` at both ends; below the site's own path,
    /// where it has one; null for a page that is shown within others only (Zola's `render = false`).
    pub address: Option<String>,
    /// The title.
    pub title: String,
    /// `policy`, `guide` or `note`.
    pub kind: Option<String>,
    /// The team or person who owns it.
    pub owner: Option<Named>,
    /// How often it is read again.
    pub review_every: Option<String>,
    /// The day by which it is to be read again.
    pub review_due: Option<String>,
    /// The day of its last change of meaning.
    pub changed: Option<String>,
}

impl Pages {
    /// Reads them off a handbook. `address` knows where on its host a page is published.
    #[must_use]
    pub fn of(handbook: &Handbook, address: impl Fn(&Page) -> Option<String>) -> Self {
        let pages = handbook.pages.iter().map(|page| {
            let owned = handbook.ownership.pages.get(&page.file);
            let owner = owned.and_then(|owned| owned.owner.as_ref());
            let changed = handbook.story(&page.file).meaningful;
            let changed = changed.map(|one| handbook.day(handbook.history.commit(one).landed.at));
            PageEntry {
                path: page.file.to_string(),
                address: address(page),
                title: page.title.clone(),
                kind: owned.and_then(|owned| Some(owned.kind.as_ref()?.value.to_string())),
                owner: owner.map(|owner| Named::holder(&handbook.org, &owner.value)),
                review_every: owned
                    .and_then(|owned| Some(owned.review_every.as_ref()?.value.to_string())),
                review_due: handbook.review_due.get(&page.file).map(ToString::to_string),
                changed: changed.map(|day| day.to_string()),
            }
        });
        Self { schema: SCHEMA, pages: pages.collect() }
    }
}

/// The published pages that somebody owns.
pub(super) fn pages_of(handbook: &Handbook, holder: &Holder) -> Vec<Thing> {
    let files: BTreeSet<&RepoPath> = handbook.ownership.pages_of(holder).collect();
    let pages = handbook.pages.iter().filter(|page| files.contains(&page.file));
    pages.map(Thing::page).collect()
}
