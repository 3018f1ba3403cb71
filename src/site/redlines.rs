//! Changes of meaning with what they changed, word by word: pages of their own, folds on the pages
//! that they changed, entries of feeds, and each team's audit in short.

mod addresses;
mod rows;
mod shown;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use self::addresses::Addresses;
use self::shown::first_of;
use super::SiteError;
use super::changes::{class_words, what};
use super::lately::Lately;
use super::links::{Href, Link};
use super::names::Names;
use crate::audit::{
    Entry, EvidenceKind, Fold, Piece, Redliner, ReportedChange, ReportedEvidence, Strength,
    Verdict, below_title, is_order,
};
use crate::history::CommitId;
use crate::org::{Holder, TeamId};
use crate::root::RepoPath;

pub use rows::Cell;
pub use shown::{ChangeView, Line, Words};

/// How many redlines a page shows of itself.
const ON_A_PAGE: usize = 3;
/// How many changes a team's audit names.
const OF_A_TEAM: usize = 5;

/// A team's audit in short.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TeamAudit {
    /// Since when, in words; empty where nothing changed.
    pub since_words: String,
    /// How many changes of meaning its pages had.
    pub changes: usize,
    /// The same as the beginning of a sentence.
    pub words: String,
    /// How many of each verdict there are, those that there are.
    pub verdicts: Vec<VerdictCount>,
    /// The first of them, those to which the owner did not agree before the others, the latest first.
    pub latest: Vec<ChangeLink>,
    /// The others.
    pub others: Vec<ChangeLink>,
    /// How many those are, in words.
    pub others_words: String,
    /// Its feed.
    pub feed: Option<Href>,
}

/// A verdict and how often it was given.
#[derive(Debug, Clone, Serialize)]
pub struct VerdictCount {
    /// Its name.
    pub verdict: Verdict,
    /// The same in words.
    pub words: String,
    /// How often.
    pub count: usize,
}

impl VerdictCount {
    /// Counts verdicts, in their order.
    #[must_use]
    pub fn all(names: &Names<'_>, verdicts: &[Verdict]) -> Vec<Self> {
        let counted = Verdict::ALL.into_iter().map(|verdict| Self {
            verdict,
            words: verdict_words(names, verdict),
            count: verdicts.iter().filter(|one| **one == verdict).count(),
        });
        counted.filter(|one| one.count > 0).collect()
    }
}

/// A change in a line.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeLink {
    /// The page that changed.
    pub title: String,
    /// The change's own page.
    pub href: Href,
    /// When it landed, in words.
    pub date_words: String,
    /// The verdict, in words.
    pub verdict_words: String,
}

impl ChangeLink {
    fn of(view: &ChangeView) -> Self {
        Self {
            title: view.page.name.clone(),
            href: view.href.clone(),
            date_words: view.date_words.clone(),
            verdict_words: view.verdict_words.clone(),
        }
    }
}

/// One change and what is needed to place it.
#[derive(Debug)]
pub struct Told {
    /// The page's file today, or its last one.
    pub file: RepoPath,
    /// Of a page that is gone, who owned it; of others the books say who owns them.
    pub ended: Option<Option<Holder>>,
    /// Its address below that of all generated pages.
    pub below: String,
    /// When it landed.
    pub landed: jiff::Timestamp,
    /// What names it for ever: its commit and the page's name then.
    pub key: String,
    /// The change itself.
    pub view: ChangeView,
}

impl Told {
    /// Whether it is of one of these pages, or the end of a page that one of these owned.
    #[must_use]
    pub fn is_of(&self, pages: &BTreeSet<&RepoPath>, holder: Option<&Holder>) -> bool {
        match &self.ended {
            Some(owner) => holder.is_some() && holder == owner.as_ref(),
            None => pages.contains(&self.file),
        }
    }
}

/// The changes of meaning of the last year, newest landing first.
#[derive(Debug, Default)]
pub struct Redlines {
    /// All of them.
    pub all: Vec<Told>,
    /// The places in `all` of what names each for ever.
    of_key: BTreeMap<String, usize>,
    /// The places in `all` of each page's changes, by the page's file today.
    of_file: BTreeMap<RepoPath, Vec<usize>>,
    /// The first day that is told of.
    since: Option<Date>,
    since_words: String,
}

impl Redlines {
    /// Reads what the changes of meaning changed.
    ///
    /// # Errors
    /// [`SiteError::History`] where git cannot be read.
    pub fn read<'a>(names: &Names<'_>, lately: &Lately<'a>) -> Result<Self, SiteError> {
        let Some(ledger) = &lately.ledger else { return Ok(Self::default()) };
        let redliner = Redliner::new(ledger, false);
        let of_entry = |entry: &Entry<'a>| (entry.commit.id, &entry.picked.change.path);
        let addresses = Addresses::of(lately.entries.iter().map(of_entry));
        let meaningful: Vec<&Entry<'a>> =
            lately.entries.iter().filter(|entry| entry.is_meaningful()).collect();
        let how = Fold { passages: usize::MAX, ..Fold::default() };
        let redlines = redliner.folded(&meaningful, how)?;
        let tell = |(entry, redline): (&Entry<'a>, Option<Vec<Piece>>)| {
            tell(names, &redliner, &addresses, entry, &redline.unwrap_or_default())
        };
        let told = meaningful.into_par_iter().zip(redlines).map(tell);
        let told: Vec<Option<Told>> = told.collect::<Result<_, SiteError>>()?;
        let all: Vec<Told> = told.into_iter().flatten().collect();
        let mut of_file: BTreeMap<RepoPath, Vec<usize>> = BTreeMap::new();
        for (at, told) in all.iter().enumerate() {
            of_file.entry(told.file.clone()).or_default().push(at);
        }
        Ok(Self {
            of_file,
            of_key: all.iter().enumerate().map(|(at, told)| (told.key.clone(), at)).collect(),
            all,
            since: Some(lately.since),
            since_words: names.words.day(lately.since).words,
        })
    }

    /// What a commit changed in a page, by the page's path of then; nothing where that was no
    /// change of meaning, or is too long ago.
    #[must_use]
    pub fn of(&self, commit: CommitId, then: &RepoPath) -> Option<&ChangeView> {
        self.of_key.get(&key(commit, then)).and_then(|at| self.all.get(*at)).map(|told| &told.view)
    }

    /// The first day whose changes were judged, in words, where that is after another one.
    #[must_use]
    pub fn began_after(&self, day: Date) -> Option<&str> {
        self.since.filter(|since| *since > day).map(|_| self.since_words.as_str())
    }

    /// The last redlines of a page, short enough to stand beside its text.
    #[must_use]
    pub fn of_page(&self, names: &Names<'_>, file: &RepoPath) -> Vec<ChangeView> {
        let places = self.of_file.get(file).into_iter().flatten();
        let told = places.filter_map(|at| self.all.get(*at)).map(|told| &told.view);
        let shown = told.filter(|view| !view.redline.is_empty()).take(ON_A_PAGE);
        shown.map(|view| view.in_short(names)).collect()
    }

    /// A team's audit in short: of the pages that it owns today, and the ends of those that it owned.
    #[must_use]
    pub fn of_team(&self, names: &Names<'_>, team: &TeamId) -> TeamAudit {
        let holder = Holder::Team(team.clone());
        let pages: BTreeSet<&RepoPath> = names.handbook.ownership.pages_of(&holder).collect();
        let ours = self.all.iter().filter(|told| told.is_of(&pages, Some(&holder)));
        let ours: Vec<&Told> = ours.collect();
        let verdicts: Vec<Verdict> = ours.iter().map(|told| told.view.verdict).collect();
        let (settled, open): (Vec<&Told>, Vec<&Told>) =
            ours.iter().copied().partition(|told| told.view.verdict.is_agreement());
        let mut latest: Vec<ChangeLink> =
            open.into_iter().chain(settled).map(|told| ChangeLink::of(&told.view)).collect();
        let others = latest.split_off(latest.len().min(OF_A_TEAM));
        TeamAudit {
            words: names.words.count("audit_counted", ours.len(), &[("day", &self.since_words)]),
            since_words: self.since_words.clone(),
            changes: ours.len(),
            verdicts: VerdictCount::all(names, &verdicts),
            latest,
            others_words: names.words.count("and_more", others.len(), &[]),
            others,
            feed: Some(names.file(&format!("feeds/teams/{team}.xml"))),
        }
    }
}

/// What names a change for ever.
fn key(commit: CommitId, then: &RepoPath) -> String {
    format!("{commit}:{then}")
}

/// Words of JSON as readers meet them.
fn spoken(names: &Names<'_>, of: &str, words: &[&str]) -> Vec<String> {
    words.iter().map(|word| names.words.say(&format!("{of}_{word}")).to_owned()).collect()
}

/// What says that somebody agreed, in a line.
fn evidence_words(names: &Names<'_>, evidence: &ReportedEvidence) -> String {
    let kind = names.words.say(match evidence.kind {
        EvidenceKind::Trailer => "evidence_trailer",
        EvidenceKind::Merge => "evidence_merge",
        EvidenceKind::Review => "evidence_review",
        EvidenceKind::Signature => "evidence_signature",
    });
    let strength = names.words.say(match evidence.strength {
        Strength::Claimed => "strength_claimed",
        Strength::Forge => "strength_forge",
        Strength::Signed => "strength_signed",
    });
    let (name, source) = (evidence.by.name.as_str(), evidence.source.as_str());
    let values = [("kind", kind), ("name", name), ("strength", strength), ("source", source)];
    names.words.fill("evidence", &values)
}

/// What a verdict is called.
fn verdict_words(names: &Names<'_>, verdict: Verdict) -> String {
    names.words.say(&format!("verdict_{}", verdict.as_str().replace('-', "_"))).to_owned()
}

fn tell<'a>(
    names: &Names<'_>,
    redliner: &Redliner<'_>,
    addresses: &Addresses<'a>,
    entry: &Entry<'a>,
    redline: &[Piece],
) -> Result<Option<Told>, SiteError> {
    let handbook = names.handbook;
    // A page that is gone is known by its file: its title was among its words.
    let gone = entry.picked.page.is_none();
    let file = entry.picked.file;
    let page = match gone {
        true => Some(Link { name: file.to_string(), href: None }),
        false => names.page(file),
    };
    let Some(page) = page else { return Ok(None) };
    let commit = entry.commit;
    let Some(below) = addresses.get(commit.id, &entry.picked.change.path) else { return Ok(None) };
    let facts = ReportedChange::of(entry, redliner)?;
    let landed = names.words.at(commit.landed.at, &handbook.zone);
    let written = names.words.at(commit.written, &handbook.zone);
    let view = ChangeView {
        page,
        subject: names.subject(commit),
        short: commit.id.short(),
        commit: names.commit(commit),
        date: landed.iso.clone(),
        date_words: landed.words,
        written_words: (written.iso != landed.iso).then_some(written.words),
        by: names.authors(commit),
        class: class_words(names, entry.class),
        what: what(names, entry.picked.change, entry.class),
        flags: spoken(names, "flag", &facts.flags),
        signals: spoken(names, "signal", &facts.signals),
        sections: first_of(
            names,
            below_title(&facts.sections, &facts.title, names.words.say("moved_top")),
        ),
        words_added: facts.words_added,
        words_removed: facts.words_removed,
        words_words: match facts.words_added + facts.words_removed {
            0 if is_order(redline) => names.words.say("words_in_order").to_owned(),
            _ => names.words.fill(
                "words_counted",
                &[
                    ("added", &facts.words_added.to_string()),
                    ("removed", &facts.words_removed.to_string()),
                ],
            ),
        },
        owner: entry.owner.as_ref().map(|(holder, name)| {
            let link = names.holder(holder);
            // Whoever is not in the books any more keeps the name of then.
            if link.href.is_some() { link } else { Link { name: name.clone(), href: None } }
        }),
        verdict: facts.verdict,
        verdict_words: verdict_words(names, facts.verdict),
        why: facts.why,
        evidence: facts.evidence.iter().map(|one| evidence_words(names, one)).collect(),
        redline: Line::all(names, redline),
        more: 0,
        more_words: String::new(),
        href: names.href(below),
    };
    Ok(Some(Told {
        ended: gone.then(|| entry.owner.as_ref().map(|(holder, _)| holder.clone())),
        file: file.clone(),
        below: below.to_owned(),
        landed: commit.landed.at,
        key: key(commit.id, &entry.picked.change.path),
        view,
    }))
}
