//! What somebody means by a word: a feature, a team, a person, a page, or a file of code.

mod fit;
mod nearest;
mod query;

use self::fit::{Fit, fit, has_words, is_called_but_for_number, without_ending};
use crate::content::{Page, Role};
use crate::org::{FeatureId, Org};
use crate::root::RepoPath;

pub use query::{Kind, Query, Subject};

/// What a question came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One thing, and what else goes by that word.
    One(Subject, Vec<Subject>),
    /// Several that are meant equally.
    Several(Vec<Subject>),
    /// Nothing; what is called most like it.
    Nothing(Vec<Subject>),
}

/// Everything that can be asked for.
#[derive(Debug, Clone, Copy)]
pub struct Lookup<'a> {
    /// The people, teams and features.
    pub org: &'a Org,
    /// The pages, as far as they were read.
    pub pages: &'a [Page],
    /// The content folder, from the repository's root.
    pub content: &'a RepoPath,
}

impl Lookup<'_> {
    /// Whether the pages must be read before this question can be answered. They need not be where
    /// the word names something in `org/`.
    #[must_use]
    pub fn needs_pages(&self, query: &Query) -> bool {
        match query.kind {
            Some(kind) => kind == Kind::Page,
            None => !self.in_org(query).iter().any(|(fit, _)| *fit < Fit::Number),
        }
    }

    /// Looks a word up: as feature, then team, person, page and path, by id before name before
    /// alias. Only where nothing is called so, the plural or singular will do, and only then words
    /// of names.
    #[must_use]
    pub fn find(&self, query: &Query) -> Found {
        let mut all = self.in_org(query);
        all.extend(self.in_pages(query));
        let better_than = |least: Fit| -> Option<Vec<_>> {
            let better: Vec<_> = all.iter().filter(|(fit, _)| *fit < least).cloned().collect();
            (!better.is_empty()).then_some(better)
        };
        let mut meant = better_than(Fit::Number).or_else(|| better_than(Fit::Part)).unwrap_or(all);
        if meant.iter().all(|(fit, _)| *fit == Fit::Part)
            && let Some(path) = self.in_code(query).or_else(|| self.folder(query))
        {
            return Found::One(path, meant.into_iter().map(|(_, subject)| subject).collect());
        }
        meant.sort_by(|(fit, one), (other_fit, other)| {
            (one.kind(), *fit, one).cmp(&(other.kind(), *other_fit, other))
        });
        let Some((fit, first)) = meant.first().cloned() else {
            return Found::Nothing(self.nearest(query));
        };
        // Words of names are too little to prefer one kind to another.
        let is_rival = |(other_fit, other): &&(Fit, Subject)| {
            fit == Fit::Part || (*other_fit == fit && other.kind() == first.kind())
        };
        if meant.iter().filter(is_rival).count() > 1 {
            return Found::Several(
                meant.iter().filter(is_rival).map(|(_, subject)| subject.clone()).collect(),
            );
        }
        let others = meant.into_iter().skip(1).map(|(_, subject)| subject).collect();
        Found::One(first, others)
    }

    fn in_org(&self, query: &Query) -> Vec<(Fit, Subject)> {
        let mut found = Vec::new();
        let word = query.word.as_str();
        if word.is_empty() {
            return found;
        }
        let org = self.org;
        if query.asks_for(Kind::Feature) {
            for feature in org.features.values() {
                let aliases = feature.aliases.iter().chain(&feature.label).map(|one| &*one.value);
                let former = feature.formerly.iter().map(|one| one.value.as_str());
                let fit =
                    fit(word, feature.id.as_str(), &feature.name.value, aliases.chain(former));
                found.extend(fit.map(|fit| (fit, Subject::Feature(feature.id.clone()))));
            }
        }
        if query.asks_for(Kind::Team) {
            for team in org.teams.values() {
                let former = team.formerly.iter().map(|one| one.value.as_str());
                let fit = fit(word, team.id.as_str(), &team.name.value, former);
                found.extend(fit.map(|fit| (fit, Subject::Team(team.id.clone()))));
            }
        }
        if query.asks_for(Kind::Person) {
            let login = word.strip_prefix('@').unwrap_or(word);
            for person in org.people.values() {
                let former = person.formerly.iter().map(|one| one.value.as_str());
                let accounts = [&person.accounts.github, &person.accounts.gitlab];
                let is_account = word != login
                    && accounts.into_iter().flatten().any(|account| account.value.is(login));
                let fit = fit(word, person.id.as_str(), &person.name.value, former)
                    .or(is_account.then_some(Fit::Alias));
                found.extend(fit.map(|fit| (fit, Subject::Person(person.id.clone()))));
            }
        }
        found
    }

    fn in_pages(&self, query: &Query) -> Vec<(Fit, Subject)> {
        if !query.asks_for(Kind::Page) {
            return Vec::new();
        }
        let address = format!("/{}/", query.word.trim_matches('/')).replace("//", "/");
        let path = query.as_path();
        let fit = |page: &Page| {
            let names_it = |path: &RepoPath| {
                page.file == *path
                    || page.path == *path
                    || without_ending(page.path.as_str()) == path.as_str()
                    || (page.role == Role::Folder && page.file.parent().as_ref() == Some(path))
            };
            if path.as_ref().is_some_and(names_it) {
                return Some(Fit::Id);
            }
            if page.address.as_str().eq_ignore_ascii_case(&address) && query.word.contains('/') {
                return Some(Fit::Id);
            }
            if query.is_path() {
                return None;
            }
            if page.title.eq_ignore_ascii_case(&query.word) {
                return Some(Fit::Name);
            }
            let name = without_ending(page.path.file_name());
            if page.role == Role::Page && name.eq_ignore_ascii_case(&query.word) {
                return Some(Fit::Alias);
            }
            if is_called_but_for_number(&page.title, &query.word) {
                return Some(Fit::Number);
            }
            has_words(&page.title, &query.word).then_some(Fit::Part)
        };
        let found = self.pages.iter().filter_map(|page| Some((fit(page)?, page)));
        found.map(|(fit, page)| (fit, Subject::Page(page.file.clone()))).collect()
    }

    /// A folder with pages in it, where the word is a path, from the root or from the content folder.
    fn folder(&self, query: &Query) -> Option<Subject> {
        if !query.asks_for(Kind::Path) || !(query.is_path() || query.kind == Some(Kind::Path)) {
            return None;
        }
        let path = query.as_path()?;
        let folder = if pages_below(self.pages, &path).next().is_some() {
            path
        } else {
            let below = self.content.join(path.as_str()).ok()?;
            pages_below(self.pages, &below).next()?;
            below
        };
        Some(Subject::Path(folder, Vec::new()))
    }

    /// A file of code, where the word is a path; a folder of pages is none.
    fn in_code(&self, query: &Query) -> Option<Subject> {
        if !query.asks_for(Kind::Path) || !(query.is_path() || query.kind == Some(Kind::Path)) {
            return None;
        }
        let path = query.as_path()?;
        let mut owners = owners_of(self.org, &path);
        if owners.is_empty() && query.file.is_none() {
            owners = owners_elsewhere(self.org, &path);
        }
        // A word with a slash may be a page's address that is mistyped; a file that is there, or
        // that a feature claims, is a path.
        let is_meant = query.file.is_some() || query.kind == Some(Kind::Path) || !owners.is_empty();
        let has_pages = || self.folder(query).is_some();
        (is_meant && (!owners.is_empty() || !has_pages())).then_some(Subject::Path(path, owners))
    }
}

/// The pages in a folder and in those below it.
pub fn pages_below<'p>(pages: &'p [Page], folder: &RepoPath) -> impl Iterator<Item = &'p Page> {
    pages.iter().filter(move |page| page.file.below(folder).is_some_and(|rest| !rest.is_empty()))
}

/// Whether a word names that file of a page: by its path from the repository's root or from the
/// content folder, with or without its ending.
#[must_use]
pub fn names_file(word: &str, file: &RepoPath, content: &RepoPath) -> bool {
    let stem = |path: &str| path.rsplit_once('.').is_some_and(|(stem, _)| stem == word);
    let mut names = std::iter::once(file.as_str()).chain(file.below(content));
    names.any(|name| name == word || stem(name))
}

/// The features whose code globs of this repository match a path.
#[must_use]
pub fn owners_of(org: &Org, path: &RepoPath) -> Vec<FeatureId> {
    let owning = org.features.values().filter(|feature| feature.claims(path.as_str()));
    owning.map(|feature| feature.id.clone()).collect()
}

/// The features whose code in another repository a path names, behind that repository's name:
/// `company/app/billing/tax.rs`.
fn owners_elsewhere(org: &Org, path: &RepoPath) -> Vec<FeatureId> {
    let owns = |feature: &&crate::org::Feature| {
        let mut code = feature.code.iter();
        code.any(|code| code.below(path.as_str()).is_some_and(|below| code.holds(below)))
    };
    org.features.values().filter(owns).map(|feature| feature.id.clone()).collect()
}

/// The ids that something had before, the last one first.
#[must_use]
pub fn former_ids(org: &Org, subject: &Subject) -> Vec<String> {
    fn ids<T: ToString>(formerly: &[crate::metadata::Sited<T>]) -> Vec<String> {
        formerly.iter().map(|former| former.value.to_string()).collect()
    }
    match subject {
        Subject::Feature(id) => org.feature(id).map(|one| ids(&one.formerly)),
        Subject::Team(id) => org.team(id).map(|one| ids(&one.formerly)),
        Subject::Person(id) => org.person(id).map(|one| ids(&one.formerly)),
        Subject::Page(_) | Subject::Path(..) => None,
    }
    .unwrap_or_default()
}
