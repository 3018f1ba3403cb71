//! Changes as rows of a list.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::links::{Href, Link};
use super::names::Names;
use super::redlines::Redlines;
use super::views::{Counts, Month};
use crate::audit::{Class, Verdict};
use crate::history::{Action, Change};
use crate::org::{Holder, TeamId};
use crate::root::RepoPath;

/// How many pages of one commit are shown at once.
const PAGES: usize = 12;

/// One commit and what it did to pages.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The day on which it landed, `2026-11-01`.
    pub date: String,
    /// The same in words.
    pub date_words: String,
    /// What it says of itself.
    pub subject: String,
    /// The commit on the forge.
    pub href: Option<Href>,
    /// The commit's abbreviated id.
    pub short: String,
    /// Who is behind it.
    pub by: Vec<Link>,
    /// How many pages it changed.
    pub touched: usize,
    /// The pages that it changed: first those that it changed in meaning, and of these first those
    /// where rules changed.
    pub pages: Vec<Touched>,
    /// More pages that it changed in meaning, to be unfolded: whatever many pages a commit touches,
    /// it hides no such change.
    pub folded: Vec<Touched>,
    /// How many pages are folded, in words; empty where none is.
    pub folded_words: String,
    /// How many more pages it changed in form only, in words; empty where there are none.
    pub more_words: String,
    /// Whether it touched many pages at once.
    pub bulk: bool,
    /// Whether it changed no page in meaning.
    pub light: bool,
}

/// A page that a commit changed.
#[derive(Debug, Clone, Serialize)]
pub struct Touched {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: Option<Href>,
    /// What was done to it, in a word.
    pub what: String,
    /// The page of the change, and what it says in short, where it changed in meaning lately enough
    /// to have one.
    pub judged: Option<Judged>,
}

/// A change that has a page, in short.
#[derive(Debug, Clone, Serialize)]
pub struct Judged {
    /// The change's own page.
    pub href: Href,
    /// Who owned the page then.
    pub owner: Option<Link>,
    /// The verdict's name.
    pub verdict: Verdict,
    /// The same in words.
    pub words: String,
    /// Where it changed something, the first places and how many more.
    pub sections: Vec<String>,
    /// What rules are made of, where that changed.
    pub signals: Vec<String>,
    /// How many words are new and gone, in words.
    pub words_words: String,
}

/// The changes of all published pages, commit by commit.
#[derive(Debug)]
pub struct Changes<'a> {
    names: &'a Names<'a>,
    redlines: &'a Redlines,
    /// For each commit by its place in the history, newest landing first: the pages it changed.
    commits: Vec<(usize, Vec<(&'a RepoPath, &'a Change)>)>,
    /// For each page: the places in `commits` of those that changed it.
    of_page: BTreeMap<&'a RepoPath, Vec<usize>>,
    /// How many changes of pages that are gone today were made before they went, by month.
    gone: BTreeMap<Month, usize>,
}

impl<'a> Changes<'a> {
    /// Sorts the logs of published pages, and the ends of those that are gone, by commit. Commits at
    /// the edge of a shallow clone are left out: what they seem to do, they did not.
    #[must_use]
    pub fn of(names: &'a Names<'a>, redlines: &'a Redlines) -> Self {
        let handbook = names.handbook;
        let mut by_commit: BTreeMap<usize, Vec<(&RepoPath, &Change)>> = BTreeMap::new();
        let mut gone: BTreeMap<Month, usize> = BTreeMap::new();
        for log in &handbook.history.removed {
            for change in &log.changes {
                let commit = handbook.history.commit(change);
                if commit.flags.boundary {
                    continue;
                }
                // That a page ended is told; what was done to it before is counted.
                if change.action == Action::Removed {
                    by_commit.entry(change.commit).or_default().push((&change.path, change));
                } else {
                    *gone.entry(month_of(handbook.day(commit.landed.at))).or_default() += 1;
                }
            }
        }
        for page in &handbook.pages {
            let Some(log) = handbook.history.pages.get(&page.file) else { continue };
            for change in &log.changes {
                if !handbook.history.commit(change).flags.boundary {
                    by_commit.entry(change.commit).or_default().push((&page.file, change));
                }
            }
        }
        let mut commits: Vec<_> = by_commit.into_iter().collect();
        // The history's own order breaks ties: what came with one merge stays together.
        commits.sort_by_key(|(at, _)| {
            (std::cmp::Reverse(handbook.history.commits[*at].landed.at), *at)
        });
        let mut of_page: BTreeMap<&RepoPath, Vec<usize>> = BTreeMap::new();
        for (place, (_, touched)) in commits.iter().enumerate() {
            for (page, _) in touched.iter().filter(|(_, change)| change.action != Action::Removed) {
                of_page.entry(page).or_default().push(place);
            }
        }
        Self { names, redlines, commits, of_page, gone }
    }

    /// The commits that changed any of these pages, newest landing first, `most` at the most.
    #[must_use]
    pub fn touching(&self, pages: &BTreeSet<&RepoPath>, most: usize) -> Vec<Row> {
        let places: BTreeSet<usize> =
            pages.iter().filter_map(|page| self.of_page.get(page)).flatten().copied().collect();
        places
            .into_iter()
            .take(most)
            .map(|place| {
                let (at, touched) = &self.commits[place];
                let ours: Vec<_> =
                    touched.iter().filter(|(page, _)| pages.contains(*page)).copied().collect();
                self.row(*at, &ours)
            })
            .collect()
    }

    /// The commits of a person, newest landing first, `most` at the most.
    #[must_use]
    pub fn by(&self, person: &crate::org::PersonId, most: usize) -> Vec<Row> {
        let handbook = self.names.handbook;
        self.commits
            .iter()
            .filter(|(at, _)| {
                let commit = &handbook.history.commits[*at];
                let mut identities = std::iter::once(&commit.author).chain(&commit.co_authors);
                identities.any(|identity| handbook.people.behind(identity) == Some(person))
            })
            .map(|(at, touched)| self.row(*at, touched))
            .take(most)
            .collect()
    }

    /// How many changes of pages that are gone today were made in a month before they went.
    #[must_use]
    pub fn of_gone_pages(&self, month: Month) -> usize {
        self.gone.get(&month).copied().unwrap_or_default()
    }

    /// All commits by the month in which they landed, `(year, month)`, latest month first.
    #[must_use]
    pub fn by_month(&self) -> Vec<(Month, Vec<Row>)> {
        let mut months: Vec<(Month, Vec<Row>)> = Vec::new();
        for (at, touched) in &self.commits {
            let day = self.names.handbook.day(self.names.handbook.history.commits[*at].landed.at);
            let month = month_of(day);
            let row = self.row(*at, touched);
            match months.last_mut() {
                Some((last, rows)) if *last == month => rows.push(row),
                _ => months.push((month, vec![row])),
            }
        }
        months
    }

    /// How many changes of meaning there were, by the team that owns the page today and by month.
    #[must_use]
    pub fn by_team(&self) -> Counts {
        let handbook = self.names.handbook;
        let mut counts = Counts::new();
        for (at, touched) in &self.commits {
            let day = handbook.day(handbook.history.commits[*at].landed.at);
            for (file, change) in touched {
                // Nobody owns today what is gone.
                if change.action == Action::Removed {
                    continue;
                }
                if handbook.classes.class(change).is_some_and(|class| class.is_meaningful()) {
                    let months = counts.entry(self.team(file)).or_default();
                    *months.entry(month_of(day)).or_default() += 1;
                }
            }
        }
        counts
    }

    /// The team that a page belongs to: its owner, or the only team of the person who owns it.
    fn team(&self, file: &RepoPath) -> Option<TeamId> {
        let handbook = self.names.handbook;
        match &handbook.ownership.pages.get(file)?.owner.as_ref()?.value {
            Holder::Team(team) => Some(team.clone()),
            Holder::Person(person) => {
                let mut teams = handbook.org.teams_of(person);
                let team = teams.find(|team| team.is_current_on(handbook.today))?;
                let another = teams.any(|team| team.is_current_on(handbook.today));
                (!another).then(|| team.id.clone())
            }
        }
    }

    fn row(&self, at: usize, touched: &[(&RepoPath, &Change)]) -> Row {
        let handbook = self.names.handbook;
        let commit = &handbook.history.commits[at];
        let mut pages: Vec<(bool, Touched)> = touched
            .iter()
            .filter_map(|(file, change)| {
                let link = match change.action {
                    Action::Removed => Link { name: file.to_string(), href: None },
                    _ => self.names.page(file)?,
                };
                let class = handbook.classes.class(change);
                let light = class.is_some_and(|class| !class.is_meaningful());
                let told = self.redlines.of(commit.id, &change.path);
                let judged = told.map(|view| Judged {
                    href: view.href.clone(),
                    owner: view.owner.clone(),
                    verdict: view.verdict,
                    words: view.verdict_words.clone(),
                    sections: view.sections.clone(),
                    signals: view.signals.clone(),
                    words_words: match view.words_added + view.words_removed {
                        0 => view.words_words.clone(),
                        _ => self.names.words.fill(
                            "words_in_short",
                            &[
                                ("added", &view.words_added.to_string()),
                                ("removed", &view.words_removed.to_string()),
                            ],
                        ),
                    },
                });
                let what = what(self.names, change, class);
                Some((light, Touched { title: link.name, href: link.href, what, judged }))
            })
            .collect();
        let touches_rules =
            |page: &Touched| page.judged.as_ref().is_some_and(|judged| !judged.signals.is_empty());
        pages.sort_by(|(light, a), (other, b)| {
            let of = |light, page| (light, !touches_rules(page));
            (of(light, a), &a.title).cmp(&(of(other, b), &b.title))
        });
        let light = pages.iter().all(|(light, _)| *light);
        let touched = pages.len();
        let rest = pages.split_off(pages.len().min(PAGES));
        let (only_form, folded): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(light, _)| *light);
        let in_words = |key: &str, count: usize| match count {
            0 => String::new(),
            count => self.names.words.count(key, count, &[]),
        };
        let day = self.names.words.at(commit.landed.at, &handbook.zone);
        Row {
            date: day.iso,
            date_words: day.words,
            subject: self.names.subject(commit),
            href: self.names.commit(commit),
            short: commit.id.short(),
            by: self.names.authors(commit),
            touched,
            pages: pages.into_iter().map(|(_, page)| page).collect(),
            folded_words: in_words("more_pages", folded.len()),
            more_words: in_words("more_in_form", only_form.len()),
            folded: folded.into_iter().map(|(_, page)| page).collect(),
            bulk: commit.flags.bulk,
            light,
        }
    }
}

fn month_of(day: Date) -> Month {
    (day.year(), day.month())
}

/// What was done to a page, in a word, with where it was before where that moved.
#[must_use]
pub fn what(names: &Names<'_>, change: &Change, class: Option<Class>) -> String {
    let Some(from) = &change.from else { return class_words(names, class) };
    let key = match class {
        Some(Class::None) => "class_moved_from",
        Some(Class::Substantive) => "class_moved_and_changed",
        _ => "class_moved_and",
    };
    let class = class_words(names, class);
    names.words.fill(key, &[("file", from.as_str()), ("class", &class)])
}

/// What a class is called; nothing where this clone cannot tell.
#[must_use]
pub fn class_words(names: &Names<'_>, class: Option<Class>) -> String {
    match class {
        Some(class) => names.words.say(&format!("class_{}", class.as_str())).to_owned(),
        None => names.words.say("class_unknown").to_owned(),
    }
}
