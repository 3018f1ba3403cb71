//! What the record shows of a commit: who wrote it, and what says that somebody agreed.

use schemars::JsonSchema;
use serde::Serialize;

use crate::email::Email;
use crate::org::PersonId;

/// Somebody behind a commit or a review.
#[derive(Debug, Clone, Default)]
pub struct Who {
    /// The person of the company, where they are known.
    pub id: Option<PersonId>,
    /// What they are called. Where there is no id, it is text from a commit or a forge: escape it.
    pub name: String,
    /// Their address, for recognising only.
    pub email: Email,
}

impl Who {
    /// Whether two are one, as far as can be told: by id; else by address; else by name.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (&self.id, &other.id) {
            (Some(one), Some(other)) => one == other,
            _ if self.email.same_as(&other.email) => true,
            _ => {
                let unaddressed = self.email.is_empty() || other.email.is_empty();
                unaddressed && self.is_namesake_of(other)
            }
        }
    }

    /// Whether two may be one, who write under one name from two addresses and are not both known.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        !self.is(other) && (self.id.is_none() || other.id.is_none()) && self.is_namesake_of(other)
    }

    /// Whether somebody whom nobody knows writes, from an address, under this name.
    pub(super) fn only_goes_by(&self, name: &str) -> bool {
        self.id.is_none() && !self.email.is_empty() && self.is_called(name)
    }

    fn is_namesake_of(&self, other: &Self) -> bool {
        self.is_called(&other.name)
    }

    fn is_called(&self, name: &str) -> bool {
        !self.name.is_empty() && self.name.eq_ignore_ascii_case(name)
    }
}

/// The kind of a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// A line of a commit's message, such as `Reviewed-by`.
    Trailer,
    /// Somebody merged the branch.
    Merge,
    /// A review on the forge.
    Review,
    /// A signature of a commit: of the change itself, or of the merge that brought it in.
    Signature,
}

impl EvidenceKind {
    /// As JSON writes it, and as a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trailer => "trailer",
            Self::Merge => "merge",
            Self::Review => "review",
            Self::Signature => "signature",
        }
    }
}

/// How much a piece of evidence is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Anybody could have written it.
    Claimed,
    /// The forge says so, and knew who was asking.
    Forge,
    /// Somebody's key signed it, and it was verified.
    Signed,
}

impl Strength {
    /// As JSON writes it, and as a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Forge => "forge",
            Self::Signed => "signed",
        }
    }
}

/// Something that says that somebody agreed.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Its kind.
    pub kind: EvidenceKind,
    /// Where it is: a commit, or a file of `org/approvals/` or an address on the forge.
    pub source: String,
    /// Who agreed; of a signature who signed, which may be an author.
    pub by: Who,
    /// What it is worth.
    pub strength: Strength,
    /// The short id of the commit that they looked at, where it is not the last one that landed.
    pub other: Option<String>,
}

/// A signature that names somebody's key, and that this key did not make of this commit.
#[derive(Debug, Clone)]
pub struct Misfit {
    /// The short id of the commit that bears it.
    pub commit: String,
    /// Whose key it names.
    pub of: Who,
}

/// What the record shows of one commit.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Who wrote it: author and co-authors, machines left out.
    pub authors: Vec<Who>,
    /// Whose request it was: their approval is their own, under whatever name they wrote.
    pub requesters: Vec<Who>,
    /// What says that somebody agreed, and whose signature proves who wrote.
    pub evidence: Vec<Evidence>,
    /// Reviewers whose last word was that something must change first, machines left out.
    pub objections: Vec<Who>,
    /// Signatures that prove nothing, and that somebody should look at.
    pub misfits: Vec<Misfit>,
    /// Whether the forge's record of how it landed is there.
    pub recorded: bool,
}
