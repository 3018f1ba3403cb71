//! What somebody means by a word: a feature, a team, a person, a page, or a file of code.

use crate::content::{Page, Role};
use crate::metadata::nearest;
use crate::org::{FeatureId, Org, PersonId, TeamId};
use crate::root::RepoPath;

/// A kind of thing that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `feature:`
    Feature,
    /// `team:`
    Team,
    /// `person:`
    Person,
    /// `page:`
    Page,
    /// `path:`, a file of this repository that a feature's code globs match.
    Path,
}

impl Kind {
    /// All, in the order in which a word is tried.
    pub const ALL: [Self; 5] = [Self::Feature, Self::Team, Self::Person, Self::Page, Self::Path];

    /// The word for it, as it stands before the colon.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Team => "team",
            Self::Person => "person",
            Self::Page => "page",
            Self::Path => "path",
        }
    }
}

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A feature.
    Feature(FeatureId),
    /// A team.
    Team(TeamId),
    /// A person.
    Person(PersonId),
    /// A page, by its file.
    Page(RepoPath),
    /// A file of this repository, and the features that say it is theirs.
    Path(RepoPath, Vec<FeatureId>),
}

impl Subject {
    /// What kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Feature(_) => Kind::Feature,
            Self::Team(_) => Kind::Team,
            Self::Person(_) => Kind::Person,
            Self::Page(_) => Kind::Page,
            Self::Path(..) => Kind::Path,
        }
    }

    /// Its id: a page's and a file's is its path.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Feature(id) => id.as_str(),
            Self::Team(id) => id.as_str(),
            Self::Person(id) => id.as_str(),
            Self::Page(file) | Self::Path(file, _) => file.as_str(),
        }
    }
}

/// A question: a word, and what kind of thing is meant by it, where that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The kind, where it is said.
    pub kind: Option<Kind>,
    /// The word, without the kind.
    pub word: String,
    /// The file of this repository that the word names where the question was asked.
    pub file: Option<RepoPath>,
}

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

/// How well a word names a thing, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Id,
    Name,
    /// An alias, a label, a former id.
    Alias,
    /// Words of the name.
    Part,
}

impl Query {
    /// Reads `billing`, `team:platform`, `page:people/pay.md`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let said = text.split_once(':').and_then(|(kind, word)| {
            let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind)?;
            Some((kind, word.trim()))
        });
        match said {
            Some((kind, word)) => Self { kind: Some(kind), word: word.to_owned(), file: None },
            None => Self { kind: None, word: text.to_owned(), file: None },
        }
    }

    /// Says which file of the repository the word names.
    #[must_use]
    pub fn with_file(mut self, file: Option<RepoPath>) -> Self {
        self.file = file;
        self
    }

    fn asks_for(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|asked| asked == kind)
    }

    /// Whether the word looks like a path or an address, and not like a name.
    fn is_path(&self) -> bool {
        self.word.contains('/') || self.file.is_some()
    }

    /// The word as a path from the repository's root.
    fn as_path(&self) -> Option<RepoPath> {
        let word = self.word.trim_start_matches("./").trim_matches('/');
        self.file.clone().or_else(|| RepoPath::new(word).ok().filter(|path| !path.is_root()))
    }
}

impl Lookup<'_> {
    /// Whether the pages must be read before this question can be answered. They need not be where
    /// the word names something in `org/`.
    #[must_use]
    pub fn needs_pages(&self, query: &Query) -> bool {
        match query.kind {
            Some(kind) => kind == Kind::Page,
            None => !self.in_org(query).iter().any(|(fit, _)| *fit < Fit::Part),
        }
    }

    /// Looks a word up: as feature, then team, person, page and path, by id before name before
    /// alias. Only where nothing is called so, words of names will do.
    #[must_use]
    pub fn find(&self, query: &Query) -> Found {
        let mut all = self.in_org(query);
        all.extend(self.in_pages(query));
        let whole: Vec<_> = all.iter().filter(|(fit, _)| *fit < Fit::Part).cloned().collect();
        let mut meant = if whole.is_empty() { all } else { whole };
        if meant.iter().all(|(fit, _)| *fit == Fit::Part)
            && let Some(path) = self.in_code(query)
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
                let fit = fit(word, feature.id.as_str(), &feature.name.value, aliases.chain(former));
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
            has_words(&page.title, &query.word).then_some(Fit::Part)
        };
        let found = self.pages.iter().filter_map(|page| Some((fit(page)?, page)));
        found.map(|(fit, page)| (fit, Subject::Page(page.file.clone()))).collect()
    }

    /// A file of code, where the word is a path.
    fn in_code(&self, query: &Query) -> Option<Subject> {
        if !query.asks_for(Kind::Path) || !(query.is_path() || query.kind == Some(Kind::Path)) {
            return None;
        }
        let path = query.as_path()?;
        let owners = owners_of(self.org, &path);
        // A word with a slash may be a page's address that is mistyped; a file that is there, or
        // that a feature claims, is a path.
        let is_meant = query.file.is_some() || query.kind == Some(Kind::Path) || !owners.is_empty();
        is_meant.then_some(Subject::Path(path, owners))
    }

    /// What is called most like the word.
    fn nearest(&self, query: &Query) -> Vec<Subject> {
        let org = self.org;
        let mut known: Vec<(&str, Subject)> = Vec::new();
        if query.asks_for(Kind::Feature) {
            for feature in org.features.values() {
                let aliases = feature.aliases.iter().map(|alias| alias.value.as_str());
                let names = [feature.id.as_str(), &feature.name.value].into_iter().chain(aliases);
                known.extend(names.map(|name| (name, Subject::Feature(feature.id.clone()))));
            }
        }
        if query.asks_for(Kind::Team) {
            for team in org.teams.values() {
                let names = [team.id.as_str(), &team.name.value];
                known.extend(names.map(|name| (name, Subject::Team(team.id.clone()))));
            }
        }
        if query.asks_for(Kind::Person) {
            for person in org.people.values() {
                let names = [person.id.as_str(), &person.name.value];
                known.extend(names.map(|name| (name, Subject::Person(person.id.clone()))));
            }
        }
        if query.asks_for(Kind::Page) {
            for page in self.pages {
                let names = [page.path.as_str(), &page.title];
                known.extend(names.map(|name| (name, Subject::Page(page.file.clone()))));
            }
        }
        let mut found: Vec<Subject> = Vec::new();
        for word in nearest(&query.word, known.iter().map(|(name, _)| *name)) {
            let named = known.iter().filter(|(name, _)| *name == word);
            for (_, subject) in named {
                if !found.contains(subject) {
                    found.push(subject.clone());
                }
            }
        }
        found
    }
}

/// The features whose code globs of this repository match a path.
#[must_use]
pub fn owners_of(org: &Org, path: &RepoPath) -> Vec<FeatureId> {
    let owns = |feature: &&crate::org::Feature| {
        let here = feature.code.iter().filter(|code| code.repository.is_none());
        here.flat_map(|code| &code.paths).any(|glob| glob.value.matches(path.as_str()))
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

fn without_ending(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') && !stem.is_empty() => stem,
        _ => path,
    }
}

fn fit<'n>(
    word: &str,
    id: &str,
    name: &str,
    aliases: impl IntoIterator<Item = &'n str>,
) -> Option<Fit> {
    if id.eq_ignore_ascii_case(word) {
        return Some(Fit::Id);
    }
    if is_called(name, word) {
        return Some(Fit::Name);
    }
    if aliases.into_iter().any(|alias| is_called(alias, word)) {
        return Some(Fit::Alias);
    }
    has_words(name, word).then_some(Fit::Part)
}

/// Whether two names are one to a reader: capitals make no difference.
fn is_called(name: &str, word: &str) -> bool {
    name.eq_ignore_ascii_case(word) || (!name.is_ascii() && name.to_lowercase() == word.to_lowercase())
}

/// Whether a name has all of these words in it.
fn has_words(name: &str, words: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let parts = lower.split(|one: char| !one.is_alphanumeric());
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let name = parts(name);
    let words = parts(words);
    !words.is_empty() && words.iter().all(|word| name.contains(word))
}
