//! The order that `sidebars.js` of Docusaurus gives, by the ids of its documents.

use std::collections::HashMap;

use super::nav::Step;
use super::numbers;
use super::script::{Literal, first_object};
use crate::content::Page;
use crate::content::value::Value;
use crate::root::RepoPath;

/// What the sidebars say, in order: pages, and folders that a category stands for.
pub(super) fn steps(program: &str, pages: &[Page]) -> (Vec<Step>, Vec<(RepoPath, String)>) {
    let mut reading = Reading { ids: ids(pages), steps: Vec::new(), folders: Vec::new() };
    if let Some(Literal::Table(sidebars)) = first_object(program) {
        for (_, sidebar) in &sidebars {
            reading.items(sidebar);
        }
    }
    (reading.steps, reading.folders)
}

/// Documents by their ids: the path without ending and numbers, the last part of it an `id` of the
/// front matter where there is one.
fn ids(pages: &[Page]) -> HashMap<String, &RepoPath> {
    let mut ids = HashMap::new();
    for page in pages {
        let path = page.path.as_str();
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let bare = numbers::without(stem);
        if let Some(id) = page.front.values.get("id").and_then(Value::as_text) {
            let folder =
                bare.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
            ids.insert(format!("{folder}{id}"), &page.path);
        }
        ids.entry(bare).or_insert(&page.path);
        ids.entry(stem.to_owned()).or_insert(&page.path);
    }
    ids
}

struct Reading<'p> {
    ids: HashMap<String, &'p RepoPath>,
    steps: Vec<Step>,
    folders: Vec<(RepoPath, String)>,
}

impl Reading<'_> {
    fn items(&mut self, items: &Literal) {
        match items {
            Literal::List(items) => items.iter().for_each(|item| self.item(item)),
            Literal::Table(_) => self.item(items),
            _ => {}
        }
    }

    fn item(&mut self, item: &Literal) {
        match item {
            Literal::Text(id) => self.document(id, None),
            Literal::Table(entries) => match item.get("type").and_then(Literal::text) {
                Some("category") => {
                    let label = item.get("label").and_then(Literal::text).unwrap_or_default();
                    let own = item.get("link").and_then(|link| link.get("id"));
                    self.category(label, own, item.get("items"));
                }
                Some("doc" | "ref") => {
                    let label = item.get("label").and_then(Literal::text);
                    if let Some(id) = item.get("id").and_then(Literal::text) {
                        self.document(id, label);
                    }
                }
                Some(_) => {}
                // `{ Label: [ … ] }`
                None => entries
                    .iter()
                    .for_each(|(label, items)| self.category(label, None, Some(items))),
            },
            _ => {}
        }
    }

    fn document(&mut self, id: &str, label: Option<&str>) {
        if let Some(path) = self.ids.get(id) {
            self.steps.push(((*path).clone(), label.map(str::to_owned)));
        }
    }

    /// A category is the folder that all of its documents are in, where it is one.
    fn category(&mut self, label: &str, own: Option<&Literal>, items: Option<&Literal>) {
        let first = self.steps.len();
        if let Some(id) = own.and_then(Literal::text) {
            self.document(id, None);
        }
        if let Some(items) = items {
            self.items(items);
        }
        let mut folders = self.steps[first..].iter().map(|(path, _)| path.parent());
        let Some(Some(mut folder)) = folders.next() else { return };
        for other in folders.flatten() {
            while other.below(&folder).is_none() {
                folder = folder.parent().unwrap_or_else(RepoPath::root);
            }
        }
        if !folder.is_root() && !label.is_empty() {
            self.folders.push((folder, label.to_owned()));
        }
    }
}
