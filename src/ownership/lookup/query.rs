//! A question: a word, and what is meant by it.

use crate::org::{FeatureId, PersonId, TeamId};
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

    pub(super) fn asks_for(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|asked| asked == kind)
    }

    /// Whether the word looks like a path or an address, and not like a name.
    pub(super) fn is_path(&self) -> bool {
        self.word.contains('/') || self.file.is_some()
    }

    /// The word as a path from the repository's root.
    #[must_use]
    pub fn as_path(&self) -> Option<RepoPath> {
        let word = self.word.trim_start_matches("./").trim_matches('/');
        self.file.clone().or_else(|| RepoPath::new(word).ok().filter(|path| !path.is_root()))
    }
}
