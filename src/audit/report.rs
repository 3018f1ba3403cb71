//! An account of changes as programs read it: the JSON that others rely on.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::disclosure::Redliner;
use super::entry::Entry;
use super::fold::Piece;
use super::ledger::Ledger;
use super::record::{EvidenceKind, Strength, Who};
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

impl ReportedChange {
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
