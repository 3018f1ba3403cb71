//! Changes of meaning with what they changed, word by word: pages of their own, folds on the pages
//! that they changed, entries of feeds, and each team's audit in short.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::SiteError;
use super::changes::class_words;
use super::lately::Lately;
use super::links::{Href, Link};
use super::names::Names;
use crate::audit::{
    Entry, Fold, Kind, Ledger, Mark, Named, Piece, Redliner, ReportedChange, Verdict, What, path_of,
};
use crate::org::{Holder, TeamId};
use crate::root::RepoPath;

/// How many redlines a page shows of itself.
const ON_A_PAGE: usize = 3;
/// How many changes a team's audit names.
const OF_A_TEAM: usize = 5;

/// A change as its page, a fold or a feed shows it.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// The page that changed.
    pub page: Link,
    /// What commits say of it, without mail addresses.
    pub subject: String,
    /// Its commit's short id.
    pub short: String,
    /// Its commit on the forge.
    pub commit: Option<Href>,
    /// The day on which it landed.
    pub date: String,
    /// The same in words.
    pub date_words: String,
    /// The day on which it was written, in words, where that is another one.
    pub written_words: Option<String>,
    /// Who is behind it.
    pub by: Vec<Link>,
    /// What it did, in a word.
    pub class: String,
    /// What is special about it.
    pub flags: Vec<&'static str>,
    /// What rules are made of, where that changed.
    pub signals: Vec<&'static str>,
    /// Where it changed something.
    pub sections: Vec<String>,
    /// How many words are new.
    pub words_added: usize,
    /// How many words are gone.
    pub words_removed: usize,
    /// Both in words.
    pub words_words: String,
    /// Who owned the page then.
    pub owner: Option<Link>,
    /// The verdict's name.
    pub verdict: Verdict,
    /// The same in words.
    pub verdict_words: String,
    /// Why it is said.
    pub why: String,
    /// What says that somebody agreed, in words.
    pub evidence: Vec<String>,
    /// What changed; empty where it is not to be shown.
    pub redline: Vec<Line>,
    /// How many passages more changed.
    pub more: usize,
    /// The same in words.
    pub more_words: String,
    /// Its own page.
    pub href: Href,
}

/// A passage of a redline, or the headings above the next ones.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The headings that the next passages stand under; empty for a passage.
    pub under: String,
    /// heading, paragraph, item, row or code.
    pub kind: &'static str,
    /// added, removed, edited or moved.
    pub what: &'static str,
    /// Where it was before, or is now, in words; empty where it did not move.
    pub moved: String,
    /// Its words.
    pub runs: Vec<Words>,
}

/// Words with one mark.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    /// same, added or removed.
    pub mark: Mark,
    /// Whether a space goes before them.
    pub spaced: bool,
    /// The words.
    pub text: String,
}

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
    /// The last of them.
    pub latest: Vec<ChangeLink>,
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

/// One change and what is needed to place it.
#[derive(Debug)]
pub struct Told {
    /// The page's file today.
    pub file: RepoPath,
    /// Its address below that of all generated pages.
    pub below: String,
    /// When it landed.
    pub landed: jiff::Timestamp,
    /// What names it for ever: its commit and the page's name then.
    pub key: String,
    /// The change itself.
    pub view: ChangeView,
}

/// The changes of meaning of the last year, newest landing first.
#[derive(Debug, Default)]
pub struct Redlines {
    /// All of them.
    pub all: Vec<Told>,
    since_words: String,
}

impl Redlines {
    /// Reads what the changes of meaning changed.
    ///
    /// # Errors
    /// [`SiteError::History`] where git cannot be read.
    pub fn read(names: &Names<'_>, lately: &Lately<'_>) -> Result<Self, SiteError> {
        let Some(ledger) = &lately.ledger else { return Ok(Self::default()) };
        let redliner = Redliner::new(ledger, false);
        let tell = |entry: &Entry<'_>| tell(names, ledger, &redliner, entry);
        let meaningful = lately.entries.par_iter().filter(|entry| entry.is_meaningful());
        let told: Vec<Option<Told>> = meaningful.map(tell).collect::<Result<_, SiteError>>()?;
        let since_words = names.words.day(lately.since).words;
        Ok(Self { all: told.into_iter().flatten().collect(), since_words })
    }

    /// The last redlines of each page, by file.
    #[must_use]
    pub fn by_page(&self) -> BTreeMap<&RepoPath, Vec<&ChangeView>> {
        let mut pages: BTreeMap<&RepoPath, Vec<&ChangeView>> = BTreeMap::new();
        for told in self.all.iter().filter(|told| !told.view.redline.is_empty()) {
            let shown = pages.entry(&told.file).or_default();
            if shown.len() < ON_A_PAGE {
                shown.push(&told.view);
            }
        }
        pages
    }

    /// A team's audit in short: of the pages that it owns today.
    #[must_use]
    pub fn of_team(&self, names: &Names<'_>, team: &TeamId) -> TeamAudit {
        let holder = Holder::Team(team.clone());
        let pages: Vec<&RepoPath> = names.handbook.ownership.pages_of(&holder).collect();
        let ours: Vec<&Told> = self.all.iter().filter(|told| pages.contains(&&told.file)).collect();
        let verdicts = Verdict::ALL.into_iter().map(|verdict| VerdictCount {
            verdict,
            words: verdict_words(names, verdict),
            count: ours.iter().filter(|told| told.view.verdict == verdict).count(),
        });
        TeamAudit {
            words: names.words.count("audit_counted", ours.len(), &[("day", &self.since_words)]),
            since_words: self.since_words.clone(),
            changes: ours.len(),
            verdicts: verdicts.filter(|one| one.count > 0).collect(),
            latest: ours
                .iter()
                .take(OF_A_TEAM)
                .map(|told| ChangeLink {
                    title: told.view.page.name.clone(),
                    href: told.view.href.clone(),
                    date_words: told.view.date_words.clone(),
                    verdict_words: told.view.verdict_words.clone(),
                })
                .collect(),
            feed: Some(names.file(&format!("feeds/teams/{team}.xml"))),
        }
    }
}

/// What a verdict is called.
fn verdict_words(names: &Names<'_>, verdict: Verdict) -> String {
    names.words.say(&format!("verdict_{}", verdict.as_str().replace('-', "_"))).to_owned()
}

fn tell(
    names: &Names<'_>,
    ledger: &Ledger<'_>,
    redliner: &Redliner<'_>,
    entry: &Entry<'_>,
) -> Result<Option<Told>, SiteError> {
    let handbook = names.handbook;
    let Some(page) = names.page(entry.picked.file) else { return Ok(None) };
    let commit = entry.commit;
    let facts = ReportedChange::of(entry, ledger.org, ledger.config, ledger.zone);
    let redline = redliner.folded(entry, Fold::default())?.unwrap_or_default();
    let then = entry.picked.change.path.as_str();
    let stem = then.rsplit_once('.').map_or(then, |(stem, _)| stem);
    let id = commit.id.to_string();
    let below = format!("changes/{}/{}", &id[..12], slug::slugify(stem));
    let landed = names.words.at(commit.landed.at, &handbook.zone);
    let written = names.words.at(commit.written, &handbook.zone);
    let more = redline.iter().find_map(|piece| match piece {
        Piece::More(count) => Some(*count),
        _ => None,
    });
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
        flags: facts.flags,
        signals: facts.signals,
        sections: facts.sections,
        words_added: facts.words_added,
        words_removed: facts.words_removed,
        words_words: names.words.fill(
            "words_counted",
            &[
                ("added", &facts.words_added.to_string()),
                ("removed", &facts.words_removed.to_string()),
            ],
        ),
        owner: entry.owner.as_ref().map(|(holder, name)| {
            let link = names.holder(holder);
            // Whoever is not in the books any more keeps the name of then.
            if link.href.is_some() { link } else { Link { name: name.clone(), href: None } }
        }),
        verdict: facts.verdict,
        verdict_words: verdict_words(names, facts.verdict),
        why: facts.why,
        evidence: facts
            .evidence
            .iter()
            .map(|one| {
                let (kind, strength) = (format!("{:?}", one.kind), format!("{:?}", one.strength));
                let Named { name, .. } = &one.by;
                format!("{kind} by {name} ({}, {})", strength.to_lowercase(), one.source)
            })
            .collect(),
        redline: redline.iter().filter_map(|piece| line(names, piece)).collect(),
        more: more.unwrap_or(0),
        more_words: more
            .map(|more| names.words.count("more_passages", more, &[]))
            .unwrap_or_default(),
        href: names.href(&below),
    };
    Ok(Some(Told {
        file: entry.picked.file.clone(),
        below,
        landed: commit.landed.at,
        key: format!("{id}:{then}"),
        view,
    }))
}

fn line(names: &Names<'_>, piece: &Piece) -> Option<Line> {
    let part = match piece {
        Piece::Under(section) => {
            let under = path_of(section);
            return Some(Line {
                under,
                kind: "",
                what: "",
                moved: String::new(),
                runs: Vec::new(),
            });
        }
        Piece::More(_) => return None,
        Piece::Part(part) => part,
    };
    let section = |section: &[String]| match section {
        [] => names.words.say("moved_top").to_owned(),
        section => format!("“{}”", path_of(section)),
    };
    let (what, moved) = match &part.what {
        What::Same => ("same", String::new()),
        What::Edited => ("edited", String::new()),
        What::Added => ("added", String::new()),
        What::Removed => ("removed", String::new()),
        What::MovedHere(from) => {
            ("moved", names.words.fill("moved_here", &[("section", &section(from))]))
        }
        What::MovedAway(to) => {
            ("moved", names.words.fill("moved_away", &[("section", &section(to))]))
        }
    };
    let kind = match part.kind {
        Kind::Heading(_) => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Item(_) => "item",
        Kind::Row => "row",
        Kind::Code => "code",
    };
    let runs = part.runs.iter().map(|run| Words {
        mark: run.mark,
        spaced: run.text.starts_with(' '),
        text: run.text.trim_start().to_owned(),
    });
    Some(Line { under: String::new(), kind, what, moved, runs: runs.collect() })
}
