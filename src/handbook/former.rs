//! Addresses that pages had before: those that the versions of their own settings say, and those
//! that their paths came to while the settings said none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::audit;
use crate::config::Config;
use crate::content::front_matter::{self, FrontMatter};
use crate::content::value::{Node, Value};
use crate::content::{Addressing, Foreign, Layout, Page, address, plain};
use crate::diagnostics::{Diagnostics, Source};
use crate::history::{BlobId, Change, History, HistoryError, Repository, cache};
use crate::root::RepoPath;

/// Addresses of each page, by its file from the repository's root: each with the place of its
/// commit in the history.
pub(super) type Former = BTreeMap<RepoPath, Vec<(usize, String)>>;

/// What a version of a page said of its address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    /// The whole of it.
    address: Option<String>,
    /// Its last part.
    slug: Option<String>,
    /// Others that were to lead to it.
    former: Vec<String>,
}

/// What decides how an address was made.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    /// How the content is laid out.
    pub(super) layout: Layout,
    /// What of a Zola site decides addresses.
    pub(super) addressing: &'a Addressing,
    /// The content folder, from the repository's root.
    pub(super) content: &'a RepoPath,
    /// What is told of commits.
    pub(super) config: &'a Config,
}

/// Reads every version of every page, or what is remembered of it.
///
/// # Errors
/// Where git cannot be read.
pub(super) fn read(
    repository: &Repository,
    history: &History,
    pages: &[Page],
    rules: Rules<'_>,
    memory: Option<&Path>,
) -> Result<Former, HistoryError> {
    let logs = pages.iter().filter_map(|page| history.pages.get(&page.file));
    let is_open = |change: &&Change| !audit::is_redacted(rules.config, history.commit(change));
    let told = logs.flat_map(|log| &log.changes).filter(is_open);
    let ids: BTreeSet<BlobId> = told.filter_map(|change| change.after).collect();
    let said = said(repository, &ids, rules.layout, memory)?;
    let mut former = Former::new();
    for page in pages {
        let Some(log) = history.pages.get(&page.file) else { continue };
        let mut theirs = Vec::new();
        for change in log.changes.iter().filter(is_open) {
            let Some(said) = change.after.and_then(|id| said.get(&id)) else { continue };
            let below = change.path.below(rules.content).and_then(|it| RepoPath::new(it).ok());
            let Some(path) = below.filter(|path| !path.is_root()) else { continue };
            let address = address_of(&path, said, rules);
            theirs
                .extend(said.former.iter().cloned().chain([address]).map(|it| (change.commit, it)));
        }
        let mut seen = BTreeSet::new();
        theirs.retain(|(_, address)| seen.insert(address.clone()));
        former.insert(page.file.clone(), theirs);
    }
    Ok(former)
}

fn address_of(path: &RepoPath, said: &Said, rules: Rules<'_>) -> String {
    match (rules.layout, &said.address, &said.slug) {
        (Layout::Zola, address, slug) => {
            let text = |key: &str, text: &Option<String>| {
                let value = Value { node: Node::Text(text.clone()?), span: 0..0 };
                Some((key.to_owned(), value))
            };
            let entries = [text("path", address), text("slug", slug)];
            let node = Node::Table(entries.into_iter().flatten().collect());
            let values = Value { node, span: 0..0 };
            let front = FrontMatter { values, body: 0, present: true, unread_keeping: None };
            address::of_zola_page(path, &front, rules.addressing).to_string()
        }
        (Layout::Plain, Some(address), _) => address.clone(),
        (Layout::Plain, None, slug) => {
            plain::former_address(path, slug.as_deref(), rules.addressing.numbered).to_string()
        }
    }
}

fn said(
    repository: &Repository,
    ids: &BTreeSet<BlobId>,
    layout: Layout,
    memory: Option<&Path>,
) -> Result<BTreeMap<BlobId, Said>, HistoryError> {
    let format = match layout {
        Layout::Zola => cache::Format { name: "addresses of a site", version: 1 },
        Layout::Plain => cache::Format { name: "addresses", version: 1 },
    };
    let memory = memory.map(|folder| folder.join("addresses"));
    let stored: Option<Vec<([u8; 20], Said)>> =
        memory.as_deref().and_then(|path| cache::load(path, format));
    let stored = stored.unwrap_or_default();
    let mut known: BTreeMap<BlobId, Said> =
        stored.into_iter().map(|(id, said)| (BlobId::from_bytes(id), said)).collect();
    let unknown: Vec<BlobId> = ids.iter().filter(|id| !known.contains_key(*id)).copied().collect();
    let fresh: Vec<Option<(BlobId, Said)>> = unknown
        .par_iter()
        .with_min_len(64)
        .map(|id| match repository.blob(*id) {
            Ok(text) => Ok(Some((*id, said_by(&text, layout)))),
            // A partial clone does not have every text.
            Err(HistoryError::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        })
        .collect::<Result<_, _>>()?;
    // What is not asked for any more may be of a page that was made private since.
    let before = known.len();
    known.retain(|id, _| ids.contains(id));
    let grown = known.len() < before || fresh.iter().any(Option::is_some);
    known.extend(fresh.into_iter().flatten());
    if let Some(path) = memory.filter(|_| grown) {
        let all: Vec<([u8; 20], &Said)> =
            known.iter().map(|(id, said)| (*id.as_bytes(), said)).collect();
        cache::keep(&path, format, &all);
    }
    Ok(known)
}

fn said_by(text: &[u8], layout: Layout) -> Said {
    let text = String::from_utf8_lossy(text);
    // Most pages of most handbooks have no settings.
    if !text.trim_start_matches('\u{feff}').starts_with(['-', '+', '{']) {
        return Said::default();
    }
    let source = Arc::new(Source::new(RepoPath::root(), text.into_owned()));
    // What was wrong with it then nobody can mend now.
    let front = front_matter::read(&source, &mut Diagnostics::new());
    match layout {
        Layout::Plain => {
            let Foreign { permalink: address, slug, former, .. } = Foreign::of(&front);
            Said { address, slug, former }
        }
        Layout::Zola => {
            let text = |key: &str| {
                let text = front.values.get(key)?.as_text()?.trim();
                (!text.is_empty()).then(|| text.to_owned())
            };
            let former = match front.values.get("aliases").map(|aliases| &aliases.node) {
                Some(Node::List(aliases)) => {
                    aliases.iter().filter_map(Value::as_text).map(str::to_owned).collect()
                }
                _ => Vec::new(),
            };
            Said { address: text("path"), slug: text("slug"), former }
        }
    }
}
