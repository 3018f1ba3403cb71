//! An account of changes as programs read it: the JSON that others rely on.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::disclosure::Redliner;
use super::entry::Entry;
use super::fold::{Piece, is_order};
use super::ledger::Ledger;
use super::record::{EvidenceKind, Strength, Who};
use super::redline::place_of;
use super::verdict::Verdict;
use crate::config::Config;
use crate::email;
use crate::history::{Commit, HistoryError, Moment};
use crate::metadata::PageKind;
use crate::org::Holder;

/// A person or a team as JSON names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Named {
    /// The id; nothing for somebody whom the company does not know.
    pub id: Option<String>,
    /// What they are called. Without an id it is text from a commit, without mail addresses.
    pub name: String,
}

impl Named {
    /// Somebody behind a commit or a review.
    #[must_use]
    pub fn of(who: &Who) -> Self {
        let name = email::taken_out(&who.name);
        let name = if name.is_empty() || name == "…" { "somebody".to_owned() } else { name };
        Self { id: who.id.as_ref().map(ToString::to_string), name }
    }
}

/// Something that says that somebody agreed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportedEvidence {
    /// Its kind.
    pub kind: EvidenceKind,
    /// The short id of a commit, an address, or a file from the repository's root.
    pub source: String,
    /// Who agreed; of a signature who signed, which may be an author.
    pub by: Named,
    /// What it is worth.
    pub strength: Strength,
}

impl ReportedEvidence {
    /// In words: `signature by Ada (signed, 1f6a2b3)`. Names are text from commits: escape it.
    #[must_use]
    pub fn words(&self) -> String {
        let (kind, strength) = (self.kind.as_str(), self.strength.as_str());
        format!("{kind} by {} ({strength}, {})", self.by.name, self.source)
    }
}

/// One change of one page. Every key is always there.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportedChange {
    /// The commit's whole id.
    pub commit: String,
    /// When it reached the published branch, in the company's time zone.
    pub landed: String,
    /// When it was written, in the company's time zone.
    pub date: String,
    /// Who wrote it; machines are left out.
    pub authors: Vec<Named>,
    /// The page's file today, or its last one, from the repository's root.
    pub page: String,
    /// The page's file before, where the change moved it; else null.
    pub moved_from: Option<String>,
    /// The file to which the change moved it, which may be an older one than `page`; else null.
    pub moved_to: Option<String>,
    /// What the page is called today; of a page that is gone, its file.
    pub title: String,
    /// What the page is today, of one that is gone what it was: policy, guide or note; null where
    /// nothing says so.
    pub kind: Option<&'static str>,
    /// What the page was before, where the change made another kind of it; else, and where it was
    /// of none, null.
    pub kind_before: Option<&'static str>,
    /// What the page became, where the change made another kind of it; else, and where it is of
    /// none since, null.
    pub kind_after: Option<&'static str>,
    /// What the change is; null where a partial clone lacks the texts.
    pub class: Option<&'static str>,
    /// `moved`, `bulk`, `corrected`, `opened`.
    pub flags: Vec<&'static str>,
    /// What rules are made of, where that changed.
    pub signals: Vec<&'static str>,
    /// The heading paths under which something changed; the page's title for what stands above its
    /// first heading.
    pub sections: Vec<String>,
    /// How many words are new.
    pub words_added: usize,
    /// How many words are gone.
    pub words_removed: usize,
    /// Who owned the page then.
    pub owner: Option<Named>,
    /// Whether the owner agreed.
    pub verdict: Verdict,
    /// Why that is said.
    pub why: String,
    /// What says that somebody agreed.
    pub evidence: Vec<ReportedEvidence>,
    /// What the commit says of itself, without mail addresses; empty where it is redacted.
    pub subject: String,
    /// What changed word by word, folded, where it was asked for and may be shown; else null.
    pub redline: Option<Vec<Piece>>,
}

/// An account of changes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this shape.
    pub schema: u32,
    /// Where it begins: a day, or a commit's id; null for the beginning of all.
    #[schemars(with = "Option<String>")]
    pub from: Option<Moment>,
    /// Where it ends; null for now.
    #[schemars(with = "Option<String>")]
    pub to: Option<Moment>,
    /// How many more changes may be part of it and are not told, since the clone lacks the texts that
    /// say whether their pages were private then.
    pub untold: usize,
    /// The changes, newest landing first.
    pub changes: Vec<ReportedChange>,
}

/// What an account comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many changes there are.
    pub changes: usize,
    /// Of how many pages.
    pub pages: usize,
    /// How many of each verdict, all of them, in their order.
    pub verdicts: Vec<(Verdict, usize)>,
    /// How many changes there are to the pages of each owner then, most first; null for pages without
    /// one.
    pub owners: Vec<(Option<Named>, usize)>,
}

impl Report {
    /// Writes entries down, as far as they may be shown; so many others are `untold`.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn of(
        entries: &[Entry<'_>],
        untold: usize,
        (from, to): (Option<Moment>, Option<Moment>),
        redliner: &Redliner<'_>,
    ) -> Result<Self, HistoryError> {
        let changes = entries.iter().map(|entry| ReportedChange::of(entry, redliner));
        Ok(Self { schema: 1, from, to, untold, changes: changes.collect::<Result<_, _>>()? })
    }

    /// What it comes to.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut owners: BTreeMap<Option<&Named>, usize> = BTreeMap::new();
        let mut pages: Vec<&str> = self.changes.iter().map(|change| &*change.page).collect();
        pages.sort_unstable();
        pages.dedup();
        for change in &self.changes {
            *owners.entry(change.owner.as_ref()).or_default() += 1;
        }
        let mut owners: Vec<(Option<Named>, usize)> =
            owners.into_iter().map(|(owner, count)| (owner.cloned(), count)).collect();
        owners.sort_by(|a, b| (a.0.is_none(), b.1, &a.0).cmp(&(b.0.is_none(), a.1, &b.0)));
        let count = |verdict| self.changes.iter().filter(|one| one.verdict == verdict).count();
        Summary {
            changes: self.changes.len(),
            pages: pages.len(),
            verdicts: Verdict::ALL.into_iter().map(|verdict| (verdict, count(verdict))).collect(),
            owners,
        }
    }
}

impl Summary {
    /// The owners of then by name, each with how many changes there were to their pages, most first;
    /// nothing where no page had one. Names may be text from commits: escape them.
    pub fn owned(&self) -> impl Iterator<Item = (&str, usize)> {
        let known = self.owners.iter().any(|(owner, _)| owner.is_some());
        let owners = self.owners.iter().filter(move |_| known);
        owners.map(|(owner, count)| (owner.as_ref().map_or("nobody", |one| &*one.name), *count))
    }
}

impl Report {
    /// From when to when it is, as the end of a phrase: `, 2026-10-01 to 1f6a2b3`; nothing for all.
    #[must_use]
    pub fn between(&self) -> String {
        match (self.from.map(Moment::in_short), self.to.map(Moment::in_short)) {
            (Some(from), Some(to)) => format!(", {from} to {to}"),
            (Some(from), None) => format!(", since {from}"),
            (None, Some(to)) => format!(", until {to}"),
            (None, None) => String::new(),
        }
    }

    /// That something is not told, and what brings it; nothing where all is told.
    #[must_use]
    pub fn untold_words(&self) -> Option<String> {
        let changes = match self.untold {
            0 => return None,
            1 => "1 more change is",
            _ => "more changes are",
        };
        let count = if self.untold == 1 { String::new() } else { format!("{} ", self.untold) };
        Some(format!(
            "{count}{changes} not told: this clone lacks texts that say whether the pages were \
             private then (git fetch --refetch --no-filter)"
        ))
    }
}

impl ReportedChange {
    /// From where to where the change moved the page, in words: to where it is today is not said.
    #[must_use]
    pub fn moved_words(&self) -> Option<String> {
        let from = self.moved_from.as_ref()?;
        Some(match self.moved_to.as_ref().filter(|to| **to != self.page) {
            Some(to) => format!("moved from {from} to {to}"),
            None => format!("moved from {from}"),
        })
    }

    /// What kind of page it stopped to be and became by the change, in words.
    #[must_use]
    pub fn kind_words(&self) -> Option<String> {
        match (self.kind_before, self.kind_after) {
            (Some(before), Some(after)) => Some(format!("no longer a {before}, now a {after}")),
            (Some(before), None) => Some(format!("no longer a {before}")),
            (None, after) => after.map(|after| format!("now a {after}")),
        }
    }

    /// Where it changed something, as the parts of a phrase: `at the top of the page`, `in Sick pay`,
    /// `Travel`. Headings in it are an author's text.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        let top = format!("at {}", place_of(&[]));
        let mut places = below_title(&self.sections, &self.title, &top);
        if let Some(first) = places.iter_mut().find(|place| **place != top) {
            first.insert_str(0, "in ");
        }
        places
    }

    /// Whether its redline shows that only the order of passages is another one.
    #[must_use]
    pub fn is_order(&self) -> bool {
        let counted = self.words_added + self.words_removed;
        counted == 0 && self.redline.as_deref().is_some_and(is_order)
    }

    /// Whether the page is a policy, or was one before the change.
    #[must_use]
    pub fn is_of_policy(&self) -> bool {
        let policy = Some(PageKind::Policy.as_str());
        self.kind == policy || self.kind_before == policy
    }

    /// What is special about it and what of rules it touches, in words: a move with its place.
    #[must_use]
    pub fn marks(&self) -> Vec<String> {
        let moved = self.moved_words();
        let said = |mark: &&'static str| match &moved {
            Some(moved) if *mark == "moved" => moved.clone(),
            _ => (*mark).to_owned(),
        };
        let all = self.flags.iter().chain(&self.signals).map(said);
        self.kind_words().into_iter().chain(all).collect()
    }

    /// Writes one entry down, as far as it may be shown.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn of(entry: &Entry<'_>, redliner: &Redliner<'_>) -> Result<Self, HistoryError> {
        let Ledger { org, config, zone, .. } = redliner.ledger;
        let commit = entry.commit;
        let finding = &entry.finding;
        let owner = entry.owner.as_ref().map(|(holder, name)| match holder {
            // Under the name of today, where there is one.
            holder if org.holder(holder.id()).is_some() => {
                Named { id: Some(holder.id().to_owned()), name: org.holder_name(holder).to_owned() }
            }
            Holder::Person(id) => Named { id: Some(id.to_string()), name: name.clone() },
            Holder::Team(id) => Named { id: Some(id.to_string()), name: name.clone() },
        });
        let moment = |at: jiff::Timestamp| {
            let at = at.to_zoned((*zone).clone());
            at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
        };
        let withheld = is_withheld(config, commit);
        Ok(Self {
            commit: commit.id.to_string(),
            landed: moment(commit.landed.at),
            date: moment(commit.written),
            authors: entry.authors.iter().map(Named::of).collect(),
            page: entry.picked.file.to_string(),
            moved_from: entry.moved().map(|(from, _)| from.to_string()),
            moved_to: entry.moved().map(|(_, to)| to.to_string()),
            title: entry.title().to_owned(),
            kind: entry.kinds.today.map(PageKind::as_str),
            kind_before: entry.kinds.changed.and_then(|(before, _)| before).map(PageKind::as_str),
            kind_after: entry.kinds.changed.and_then(|(_, after)| after).map(PageKind::as_str),
            class: entry.class.map(super::Class::as_str),
            flags: entry.flags(),
            signals: finding.signals.iter().map(|signal| signal.as_str()).collect(),
            sections: under_title(redliner.sections(entry)?, entry.title()),
            words_added: finding.words_added,
            words_removed: finding.words_removed,
            owner,
            verdict: entry.judgement.verdict,
            why: email::taken_out(&entry.judgement.why),
            evidence: entry
                .evidence
                .iter()
                .map(|evidence| ReportedEvidence {
                    kind: evidence.kind,
                    source: evidence.source.clone(),
                    by: Named::of(&evidence.by),
                    strength: evidence.strength,
                })
                .collect(),
            subject: if withheld { String::new() } else { email::taken_out(&commit.subject) },
            redline: None,
        })
    }
}

/// Heading paths with the title for what stands above the first heading.
fn under_title(mut sections: Vec<String>, title: &str) -> Vec<String> {
    for top in sections.iter_mut().filter(|section| section.is_empty()) {
        title.clone_into(top);
    }
    let mut known = BTreeSet::new();
    sections.retain(|section| known.insert(section.clone()));
    sections
}

/// Heading paths as they are read below a page's title: without it in front of each, and `top` for
/// what stands right below it. That needs no place to be named, unless something changed elsewhere,
/// too.
#[must_use]
pub fn below_title(sections: &[String], title: &str, top: &str) -> Vec<String> {
    if sections.iter().all(|section| section == title) {
        return Vec::new();
    }
    let below = |section: &String| {
        if section == title {
            return top.to_owned();
        }
        let rest = section.strip_prefix(title).and_then(|rest| rest.strip_prefix(" > "));
        rest.unwrap_or(section).to_owned()
    };
    sections.iter().map(below).collect()
}

/// Whether what a commit says of itself is told to nobody: it is redacted, or it may speak of a page
/// that was kept from everybody.
#[must_use]
pub fn is_withheld(config: &Config, commit: &Commit) -> bool {
    commit.flags.kept || is_redacted(config, commit)
}

/// Whether the settings take a commit's text out of everything.
#[must_use]
pub fn is_redacted(config: &Config, commit: &Commit) -> bool {
    !config.redact.is_empty() && config.redacts(&commit.id.to_string())
}
