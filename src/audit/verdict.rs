//! Whether the owner of a page agreed to a change of it, as far as the record shows.
//!
//! [`judge`] is a pure function over the record: who wrote the change, who spoke for the page at
//! that time, who approved, and whether the forge's own record is there.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::report::Named;
use crate::email::Email;
use crate::org::{FeatureId, Holder, PersonId};

/// What the record shows. [`Verdict::Unknown`] is the usual one: git hardly ever says who agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// An author speaks for the owner.
    OwnerAuthored,
    /// Somebody who speaks for the owner, and is no author, approved.
    OwnerApproved,
    /// Somebody approved who does not speak for the owner.
    ApprovedByAnother,
    /// The forge's record of it is there, and nobody approved.
    Unapproved,
    /// There was no owner, or no such record.
    Unknown,
}

impl Verdict {
    /// All of them, in the order in which people are told.
    pub const ALL: [Self; 5] = [
        Self::OwnerAuthored,
        Self::OwnerApproved,
        Self::ApprovedByAnother,
        Self::Unapproved,
        Self::Unknown,
    ];

    /// As options and JSON write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnerAuthored => "owner-authored",
            Self::OwnerApproved => "owner-approved",
            Self::ApprovedByAnother => "approved-by-another",
            Self::Unapproved => "unapproved",
            Self::Unknown => "unknown",
        }
    }

    /// The verdict that [`Verdict::as_str`] writes so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == name)
    }

    /// In words, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OwnerAuthored => "written by the owner",
            Self::OwnerApproved => "approved by the owner",
            Self::ApprovedByAnother => "approved by somebody else",
            Self::Unapproved => "nobody approved",
            Self::Unknown => "unknown",
        }
    }
}

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
                unaddressed && !self.name.is_empty() && self.name.eq_ignore_ascii_case(&other.name)
            }
        }
    }
}

/// By what somebody speaks for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voice {
    /// They own it.
    Owner,
    /// They are a member of the team that owns it.
    Member,
    /// They are the captain of a feature that it documents.
    Captain(FeatureId),
}

/// Who owned a page at a time, and who spoke for it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The owner.
    pub owner: Holder,
    /// What they were called.
    pub name: String,
    /// Everybody who spoke for it, by the ids that they have today. Empty where the owner had left,
    /// or the team had been dissolved.
    pub voices: BTreeMap<PersonId, Voice>,
}

/// A page that nobody owned when a change of it was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vacancy {
    /// Whether the page was not there before the change landed.
    pub new: bool,
    /// What the owner was called whom the page had once the change had landed.
    pub filled_by: Option<String>,
}

impl Vacancy {
    /// Why nobody can have agreed.
    fn words(&self) -> String {
        match (self.new, &self.filled_by) {
            (true, Some(name)) => {
                format!("the page is new and came with its owner, {name}: nobody owned it before")
            }
            (true, None) => "the page is new, and came without an owner".to_owned(),
            (false, Some(name)) => {
                format!("the page had no owner until this landed, and {name} since")
            }
            (false, None) => "the page had no owner then".to_owned(),
        }
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
}

/// How much a piece of evidence is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Anybody could have written it.
    Claimed,
    /// The forge says so, and knew who was asking.
    Forge,
}

/// Something that says that somebody agreed.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Its kind.
    pub kind: EvidenceKind,
    /// Where it is: a commit, or a file of `org/approvals/` or an address on the forge.
    pub source: String,
    /// Who agreed.
    pub by: Who,
    /// What it is worth.
    pub strength: Strength,
}

/// What is known about one change of one page.
#[derive(Debug, Clone, Default)]
pub struct Case<'a> {
    /// Who wrote it: author and co-authors, machines left out.
    pub authors: &'a [Who],
    /// Who owned the page, as of the published branch before the change landed.
    pub standing: Option<&'a Standing>,
    /// What is known where nobody did.
    pub vacancy: Vacancy,
    /// Who agreed.
    pub evidence: &'a [Evidence],
    /// Whether the forge's record of the landed commit is there.
    pub recorded: bool,
}

/// A verdict and what it rests on, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, as it follows the verdict: `Ada is a member of the team`.
    pub why: String,
}

/// Judges a change: the first line of the table that the record shows.
///
/// An author's own approval does not count, under whatever name it was given; neither does that of
/// a manager, a product manager or somebody who serves the team in another role, by that position
/// alone. Without an owner there is nobody who could have agreed: that is unknown, whoever approved.
#[must_use]
pub fn judge(case: &Case<'_>) -> Judgement {
    let say = |verdict, why: String| Judgement { verdict, why };
    let Some(standing) = case.standing else {
        return say(Verdict::Unknown, case.vacancy.words());
    };
    if standing.voices.is_empty() {
        let why = format!("{} owned the page and was not there any more", standing.name);
        return say(Verdict::Unknown, why);
    }
    let voice = |who: &Who| who.id.as_ref().and_then(|id| standing.voices.get(id));
    if let Some((author, voice)) = case.authors.iter().find_map(|who| Some((who, voice(who)?))) {
        return say(Verdict::OwnerAuthored, spoken(author, voice, standing));
    }
    let independent =
        || case.evidence.iter().filter(|one| !case.authors.iter().any(|who| who.is(&one.by)));
    // The strongest evidence speaks first.
    let best = independent()
        .filter_map(|one| Some((one, voice(&one.by)?)))
        .max_by_key(|(one, _)| one.strength);
    if let Some((one, voice)) = best {
        return say(Verdict::OwnerApproved, spoken(&one.by, voice, standing));
    }
    if let Some(one) = independent().max_by_key(|one| one.strength) {
        let by = Named::of(&one.by).name;
        let why = format!("{by} approved and does not speak for {}", standing.name);
        return say(Verdict::ApprovedByAnother, why);
    }
    if case.recorded {
        let own = !case.evidence.is_empty();
        let why = if own { "only an author did" } else { "the forge has no approval of it" };
        return say(Verdict::Unapproved, why.to_owned());
    }
    say(Verdict::Unknown, "nothing says who agreed".to_owned())
}

fn spoken(who: &Who, voice: &Voice, standing: &Standing) -> String {
    match voice {
        Voice::Owner => format!("{} owned the page", who.name),
        Voice::Member => format!("{} was a member of {}", who.name, standing.name),
        Voice::Captain(feature) => {
            format!("{} was captain of {feature}, which the page documents", who.name)
        }
    }
}
