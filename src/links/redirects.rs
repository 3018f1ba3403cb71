//! Addresses that lead elsewhere: those that pages had before, and those of the configuration.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use crate::content::front_matter::FrontMatter;
use crate::content::value::{Node, Value};
use crate::content::{Address, Layout, address, plain};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::root::RepoPath;

/// Whether there is a generated page at that address. Months of changes are not looked up.
pub fn is_generated(facts: &Facts<'_>, address: &Address) -> bool {
    let at = facts.config.at.to_string();
    let Some(below) = address.as_str().strip_prefix(&at) else { return false };
    let parts: Vec<&str> = below.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] | ["features" | "teams" | "people" | "gaps" | "changes"] => true,
        ["changes" | "api" | "feeds", ..] => true,
        ["features", id] => facts.org.features.keys().any(|known| known.as_str() == *id),
        ["teams", id] => facts.org.teams.keys().any(|known| known.as_str() == *id),
        ["people", id] => facts.org.people.keys().any(|known| known.as_str() == *id),
        _ => false,
    }
}

/// Where addresses lead at which nothing is published.
#[derive(Debug, Clone, Default)]
pub struct Redirects {
    /// To pages, by their place among the published ones.
    pages: BTreeMap<Address, usize>,
    /// As authors wrote them, for addresses such as `/pay.html` that are files'.
    written: BTreeMap<usize, BTreeSet<String>>,
    /// To wherever the configuration says.
    set: BTreeMap<Address, String>,
    /// Paths from the content folder that pages had before.
    paths: BTreeMap<RepoPath, usize>,
}

impl Redirects {
    /// Finds them: first the configuration's, then what pages say of themselves, then what git knows
    /// of their names. None is over a page, and each leads to where the page is now.
    #[must_use]
    pub fn of(facts: &Facts<'_>, told: &mut Diagnostics) -> Self {
        let mut redirects = Self::default();
        let there: BTreeSet<&Address> = facts
            .pages
            .iter()
            .map(|page| &page.address)
            .chain(facts.folders.iter().map(|(_, address)| address))
            .collect();
        redirects.set(facts, &there, told);
        for (at, page) in facts.pages.iter().enumerate() {
            for former in &page.foreign.former {
                redirects.say(at, former, &there, facts);
            }
        }
        redirects.recall(facts, &there);
        redirects.remember(facts, &there);
        redirects
    }

    /// The addresses that lead to pages, as Zola's `aliases` has them, by page.
    #[must_use]
    pub fn by_page(&self) -> BTreeMap<usize, Vec<String>> {
        let mut all: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (from, to) in &self.pages {
            all.entry(*to).or_default().push(from.as_str().trim_matches('/').to_owned());
        }
        for (to, written) in &self.written {
            all.entry(*to).or_default().extend(written.iter().cloned());
        }
        all
    }

    /// Addresses that lead to pages, without slashes at their ends and without `.html`, with the
    /// page's place among the published ones.
    pub fn pages(&self) -> impl Iterator<Item = (&str, usize)> {
        let addresses = self.pages.iter().map(|(from, to)| (from.as_str().trim_matches('/'), *to));
        let written = self.written.iter().flat_map(|(to, all)| all.iter().map(|it| (it, *to)));
        addresses.chain(written.map(|(it, to)| (it.trim_end_matches(".html"), to)))
    }

    /// Former paths from the content folder, with the page's place among the published ones.
    pub fn paths(&self) -> impl Iterator<Item = (&RepoPath, usize)> {
        self.paths.iter().map(|(from, to)| (from, *to))
    }

    /// The configuration's redirects: an address, and where it leads, an address of this site from
    /// its root or one of another site.
    pub fn configured(&self) -> impl Iterator<Item = (&Address, &str)> {
        self.set.iter().map(|(from, to)| (from, to.as_str()))
    }

    /// Where the configuration leads from an address.
    #[must_use]
    pub fn set_at(&self, address: &Address) -> Option<&str> {
        self.set.get(address).map(String::as_str)
    }

    /// Whether something leads elsewhere from that address.
    #[must_use]
    pub fn holds(&self, address: &Address) -> bool {
        self.set.contains_key(address) || self.pages.contains_key(address)
    }

    fn set(&mut self, facts: &Facts<'_>, there: &BTreeSet<&Address>, told: &mut Diagnostics) {
        let table = &facts.config.redirects;
        let from: BTreeMap<Address, &str> = table
            .iter()
            .map(|(from, to)| (Address::of([from.as_str()]), to.value.as_str()))
            .filter(|(from, _)| !there.contains(from) && !is_generated(facts, from))
            .collect();
        for (written, to) in table {
            let problem = |code, message: String, help: &str| {
                Diagnostic::warning(code, message).at(to.place.clone()).with_help(help)
            };
            let address = Address::of([written.as_str()]);
            if there.contains(&address) || is_generated(facts, &address) {
                told.push(problem(
                    "config/redirect-over-page",
                    format!("there is a page at `{written}`, so nobody is led away from it"),
                    "take this redirect out, or move the page",
                ));
                continue;
            }
            // A chain is followed to its end.
            let mut target = to.value.as_str();
            let mut seen = BTreeSet::from([address.clone()]);
            let path = |target: &str| Address::of([target.split(['#', '?']).next().unwrap_or("")]);
            while target.starts_with('/') {
                let next = path(target);
                match from.get(&next) {
                    Some(after) if seen.insert(next) => target = after,
                    _ => break,
                }
            }
            let end = path(target);
            let sound = !target.starts_with('/')
                || there.contains(&end)
                || is_generated(facts, &end)
                || facts.pages.iter().any(|page| {
                    page.foreign.former.iter().any(|former| Address::of([former.as_str()]) == end)
                });
            if seen.contains(&end) || !sound {
                told.push(problem(
                    "config/redirect-nowhere",
                    format!("`{}` is the address of no page", to.value),
                    "write the address of a page, as in \"/org/features/\", or of another site",
                ));
                continue;
            }
            self.set.insert(address, target.to_owned());
        }
    }

    /// Notes an address that a page says it had.
    fn say(&mut self, page: usize, former: &str, there: &BTreeSet<&Address>, facts: &Facts<'_>) {
        let address = Address::of([former]);
        if there.contains(&address) || self.holds(&address) || is_generated(facts, &address) {
            return;
        }
        if former.ends_with(".html") {
            let path = address.as_str().trim_matches('/').to_owned();
            if !self.written.values().any(|known| known.contains(&path)) {
                self.written.entry(page).or_default().insert(path);
            }
        } else {
            self.pages.insert(address, page);
        }
    }

    /// Notes every address that a page had by its own settings. Where two pages had one, it is the
    /// one's that had it last.
    fn recall(&mut self, facts: &Facts<'_>, there: &BTreeSet<&Address>) {
        let mut found: Vec<(usize, usize, &str)> = Vec::new();
        for (at, page) in facts.pages.iter().enumerate() {
            let former = facts.former.get(&page.file).map(Vec::as_slice).unwrap_or_default();
            found.extend(former.iter().map(|(commit, address)| (*commit, at, address.as_str())));
        }
        found.sort_unstable();
        for (_, page, address) in found {
            if Address::of([address]) != Address::home() {
                self.say(page, address, there, facts);
            }
        }
    }

    /// Notes every name that git knows of each page. Where two pages had a name, it is the one's
    /// that had it last.
    fn remember(&mut self, facts: &Facts<'_>, there: &BTreeSet<&Address>) {
        let today: BTreeSet<&RepoPath> = facts.pages.iter().map(|page| &page.path).collect();
        let mut found: Vec<(usize, usize, RepoPath)> = Vec::new();
        for (at, page) in facts.pages.iter().enumerate() {
            let Some(log) = facts.history.pages.get(&page.file) else { continue };
            for change in &log.changes {
                let former = change.from.as_ref().and_then(|from| from.below(facts.content));
                if let Some(former) = former.and_then(|path| RepoPath::new(path).ok())
                    && !today.contains(&former)
                    && !former.is_root()
                {
                    found.push((change.commit, at, former));
                }
            }
        }
        found.sort();
        for (_, page, path) in found {
            let address = match facts.layout {
                Layout::Zola => {
                    let none = Value { node: Node::Table(Vec::new()), span: 0..0 };
                    let front =
                        FrontMatter { values: none, body: 0, present: false, unread_keeping: None };
                    address::of_zola_page(&path, &front, facts.addressing)
                }
                Layout::Plain => plain::former_address(&path, None, facts.addressing.numbered),
            };
            self.paths.entry(path).or_insert(page);
            let free = !there.contains(&address)
                && !self.holds(&address)
                && !is_generated(facts, &address)
                && address != Address::home();
            if free {
                self.pages.insert(address, page);
            }
        }
    }
}
