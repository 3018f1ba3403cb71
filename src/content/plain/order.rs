//! The order of pages and folders among their neighbours.

use std::collections::BTreeMap;

use crate::content::page::{Page, Role};
use crate::content::value::Node;
use crate::root::RepoPath;

/// Places among neighbours and names in lists, by path from the content folder, of pages and of
/// folders. What has no place follows what has one, by title.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    positions: BTreeMap<RepoPath, f64>,
    labels: BTreeMap<RepoPath, String>,
}

impl Order {
    /// What the pages' own settings say.
    #[must_use]
    pub fn of(pages: &[Page]) -> Self {
        let mut order = Self::default();
        for page in pages {
            let weight = match page.front.values.get("weight").map(|weight| &weight.node) {
                #[expect(clippy::cast_precision_loss, reason = "a weight is a small number")]
                Some(Node::Integer(weight)) => Some(*weight as f64),
                _ => None,
            };
            if let Some(label) = page.foreign.label.clone() {
                order.name(page.path.clone(), label);
            }
            if let Some(position) = page.foreign.position.or(weight) {
                order.place(page.path.clone(), position);
            }
        }
        order
    }

    /// Gives a page or folder a place, unless it has one.
    pub fn place(&mut self, path: RepoPath, position: f64) {
        self.positions.entry(path).or_insert(position);
    }

    /// Gives a page or folder this place, whatever place it had.
    pub(super) fn put(&mut self, path: RepoPath, position: f64) {
        self.positions.insert(path, position);
    }

    /// Gives a page or folder a name in lists, unless it has one.
    pub fn name(&mut self, path: RepoPath, label: String) {
        self.labels.entry(path).or_insert(label);
    }

    /// The place of a page or folder, the smallest first.
    #[must_use]
    pub fn position(&self, path: &RepoPath) -> Option<f64> {
        self.positions.get(path).copied()
    }

    /// What lists call a page: of a folder's page, what they call the folder, too.
    #[must_use]
    pub fn label_of(&self, page: &Page) -> Option<&str> {
        let folder = (page.role == Role::Folder).then_some(&page.folder);
        self.label(&page.path).or_else(|| self.label(folder?))
    }

    /// What lists call a page or folder.
    #[must_use]
    pub fn label(&self, path: &RepoPath) -> Option<&str> {
        self.labels.get(path).map(String::as_str)
    }
}
