//! Whether the owner of a page agreed to a change of it, as far as the record shows.
//!
//! [`judge`] is a pure function over who spoke for the page at that time and the [`Record`]: who
//! wrote the change, who approved, and whether the forge's own record is there.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::record::{Evidence, EvidenceKind, Misfit, Record, Who};
use super::report::Named;
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

    /// Whether it says that the owner agreed.
    #[must_use]
    pub const fn is_agreement(self) -> bool {
        matches!(self, Self::OwnerAuthored | Self::OwnerApproved)
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

/// Somebody who speaks for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// What they were called then.
    pub name: String,
    /// By what they speak for it.
    pub voice: Voice,
}

/// Who owned a page at a time, and who spoke for it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The owner, by the id that they have today.
    pub owner: Holder,
    /// What they were called then.
    pub name: String,
    /// Everybody who spoke for it, by the ids that they have today. Empty where the owner had left,
    /// or the team had been dissolved.
    pub voices: BTreeMap<PersonId, Speaker>,
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

/// A verdict and what it rests on, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, as it follows the verdict: `Ada is a member of the team`.
    pub why: String,
}

impl Judgement {
    /// Of a page that nobody owned there is nobody who could have agreed: that is unknown, whoever
    /// approved.
    #[must_use]
    pub fn of_vacant(vacancy: &Vacancy, record: &Record) -> Self {
        Self { verdict: Verdict::Unknown, why: vacancy.words() }.with_misfits(record)
    }

    /// A signature that does not fit its commit changes no verdict, and is told with it.
    fn with_misfits(mut self, record: &Record) -> Self {
        for Misfit { commit, of } in &record.misfits {
            self.why +=
                &format!("; the signature of {commit} names a key of {} and does not fit", of.name);
        }
        self
    }
}

/// Judges a change of a page that somebody owned: the first line of the table that the record shows.
///
/// An author's own approval does not count, under whatever name it was given, nor that of whoever
/// asked for it to be merged; neither does that of a manager, a product manager or somebody who serves the team in another role, by that position
/// alone. A signature by an author proves who wrote, and approves nothing.
#[must_use]
pub fn judge(standing: &Standing, record: &Record) -> Judgement {
    let (verdict, mut why) = judge_by(standing, record);
    for who in &record.objections {
        // Somebody asked for changes, and it landed: they may have been made, which no record says.
        let voice = standing.voice(who);
        why += "; ";
        why += &match voice {
            Some(voice) => spoken(who, voice, standing) + " and asked for changes at last",
            None => Named::of(who).name + " asked for changes at last",
        };
    }
    Judgement { verdict, why }.with_misfits(record)
}

impl Standing {
    /// By what somebody speaks for the page; nothing where they do not.
    fn voice(&self, who: &Who) -> Option<&Voice> {
        who.id.as_ref().and_then(|id| self.voices.get(id)).map(|speaker| &speaker.voice)
    }

    /// Whether somebody whom nobody knows goes by the name of one who speaks for the page.
    fn sounds_like(&self, who: &Who) -> bool {
        self.voices.values().any(|speaker| who.only_goes_by(&speaker.name))
    }
}

fn judge_by(standing: &Standing, record: &Record) -> (Verdict, String) {
    let Record { authors, requesters, evidence, recorded, .. } = record;
    if standing.voices.is_empty() {
        let why = format!("{} owned the page and was not there any more", standing.name);
        return (Verdict::Unknown, why);
    }
    let voice = |who: &Who| standing.voice(who);
    let signed = |who: &Who| {
        let mut by = evidence.iter().filter(|one| one.kind == EvidenceKind::Signature);
        by.any(|one| one.by.is(who))
    };
    // The first of them, unless another one's word is proven.
    let mut speaking = authors.iter().filter_map(|who| Some((who, voice(who)?)));
    let first = speaking.clone().next();
    if let Some((author, voice)) = speaking.find(|(who, _)| signed(who)).or(first) {
        return (Verdict::OwnerAuthored, spoken(author, voice, standing));
    }
    let own = || authors.iter().chain(requesters);
    let others = || evidence.iter().filter(|one| !own().any(|who| who.is(&one.by)));
    // Who goes by an author's name from another address may be the author.
    let is_namesake = |one: &&Evidence| own().any(|who| who.may_be(&one.by));
    let independent = || others().filter(|one| !is_namesake(one));
    // The strongest evidence speaks first, of what landed before what came before it, and a word
    // before a deed.
    let weight =
        |one: &Evidence| (one.strength, one.other.is_none(), one.kind != EvidenceKind::Merge);
    let best = independent()
        .filter_map(|one| Some((one, voice(&one.by)?)))
        .max_by_key(|(one, _)| weight(one));
    if let Some((one, voice)) = best {
        return (Verdict::OwnerApproved, spoken(&one.by, voice, standing) + &seen(one));
    }
    if let Some(one) = independent().max_by_key(|one| weight(one)) {
        let by = Named::of(&one.by).name;
        let why = format!("{by} {} and does not speak for {}", did(one), standing.name);
        return (Verdict::ApprovedByAnother, why + &seen(one));
    }
    if let Some(one) = others().find(is_namesake) {
        let by = Named::of(&one.by).name;
        let why = format!("{by} {}, and may be the author of that name", did(one));
        return (Verdict::Unknown, why);
    }
    let own = evidence.iter().find(|one| one.kind != EvidenceKind::Signature);
    let (verdict, mut why) = match (own, recorded) {
        (Some(_), true) => (Verdict::Unapproved, "only an author did".to_owned()),
        (None, true) => (Verdict::Unapproved, "the forge has no approval of it".to_owned()),
        (Some(one), false) => (Verdict::Unknown, format!("only an author {}", did(one))),
        (None, false) => (Verdict::Unknown, "nothing says who agreed".to_owned()),
    };
    // They may speak for it: their file would have to say that the address is theirs.
    if let Some(author) = authors.iter().find(|who| standing.sounds_like(who)) {
        let by = Named::of(author).name;
        why += &format!("; {by} wrote it from an address that nobody lists");
    }
    (verdict, why)
}

/// What somebody did who took a change on.
fn did(one: &Evidence) -> &'static str {
    match one.kind {
        EvidenceKind::Trailer | EvidenceKind::Review => "approved",
        EvidenceKind::Merge => "merged it",
        EvidenceKind::Signature => "signed it",
    }
}

/// What was looked at, where that is not what landed.
fn seen(one: &Evidence) -> String {
    let said = |commit| format!("; they saw {commit}, and more landed with it");
    one.other.as_ref().map(said).unwrap_or_default()
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
