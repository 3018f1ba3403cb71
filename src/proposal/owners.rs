//! Whose each page is: what its settings say, what a table of pages says, what CODEOWNERS says.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::columns::{Column, Setting};
use super::features::{Columns, page_at};
use super::mention::{self, Mention, is_nothing};
use super::roster::Who;
use super::{ProposalError, Reading, line_of};
use crate::content::value::{Node, Value};
use crate::content::{Page, tables};
use crate::email::Email;
use crate::metadata::ReviewInterval;
use crate::org::{Account, Forge};
use crate::ownership::codeowners::{Written, places};
use crate::root::{RepoPath, read_inside};

/// Whose a page is, and by what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owned {
    pub(super) who: Who,
    /// The kind of source: for all pages of a rule the same words.
    pub(super) by: &'static str,
}

/// What pages say of themselves.
pub(super) const SETTINGS: &str = "front matter";

/// What was found out of the pages, by path from the content folder.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) owners: BTreeMap<RepoPath, Owned>,
    pub(super) reviews: BTreeMap<RepoPath, String>,
}

/// Tables of a page's settings in which generators keep what is the author's own.
const INNER: [&str; 3] = ["extra", "params", "metadata"];

impl Reading<'_> {
    /// Whose pages are that have no owner yet.
    pub(super) fn pages(&mut self) -> Result<Pages, ProposalError> {
        let mut pages = Pages::default();
        let handbook = self.handbook;
        for page in &handbook.pages {
            self.settings(page, &mut pages);
        }
        for page in &handbook.pages {
            self.listed(page, &mut pages);
        }
        self.code_owners(&mut pages)?;
        Ok(pages)
    }

    /// What a page's front matter says.
    fn settings(&mut self, page: &Page, pages: &mut Pages) {
        let values = &page.front.values;
        let inner = INNER.iter().filter_map(|key| values.get(key));
        for table in std::iter::once(values).chain(inner) {
            let Node::Table(entries) = &table.node else { continue };
            for (key, value) in entries {
                let Some(setting) = Setting::of(key) else { continue };
                let source = &page.source;
                let why = format!("{}:{}", page.file, source.position(value.span.start).line);
                if setting == Setting::Review {
                    let every = value.as_text().filter(|text| ReviewInterval::new(text).is_some());
                    if let Some(every) = every {
                        pages.reviews.entry(page.path.clone()).or_insert_with(|| every.to_owned());
                    }
                    continue;
                }
                let mut mentions = of_value(value);
                let channel = value.as_text().filter(|text| text.starts_with('#'));
                if let (true, Some(one)) = (channel.is_some(), mentions.first_mut()) {
                    one.name = one.name.replace(['-', '_'], " ");
                }
                mentions.iter_mut().for_each(|one| one.team |= is_teams(setting, one, channel));
                let Some(who) = self.first(&mentions, &why) else { continue };
                if let (Some(channel), Some(team)) = (channel, who.team()) {
                    self.roster.teams[team].contact = Some(channel.to_owned());
                }
                self.own(page, Owned { who, by: SETTINGS }, &why, pages);
            }
        }
    }

    /// What a table of pages says, each linked from its line.
    fn listed(&mut self, page: &Page, pages: &mut Pages) {
        for table in tables(page.markdown()) {
            let columns = Columns::of(&table);
            if Columns::of_features(&table).is_some() || columns.at(Column::Page).is_none() {
                continue;
            }
            for row in &table.rows {
                let Some(cell) = columns.cell(Column::Page, row) else { continue };
                let target = cell.links.iter().find_map(|(_, to)| page_at(self.handbook, page, to));
                let Some(target) = target else { continue };
                let why = line_of(page, &row.span);
                let named = |column| columns.cell(column, row).map(mention::of_cell);
                let mut teams = named(Column::Team).unwrap_or_default();
                teams.iter_mut().for_each(|team| team.team = true);
                let mut mentions = named(Column::Owner).unwrap_or_default();
                mentions.extend(teams);
                if let Some(who) = self.first(&mentions, &why) {
                    self.own(target, Owned { who, by: "a table of pages" }, &why, pages);
                }
            }
        }
    }

    /// What CODEOWNERS says, page by page, so that its language need not be translated.
    fn code_owners(&mut self, pages: &mut Pages) -> Result<(), ProposalError> {
        let Some((place, text)) = self.code_owners_file()? else { return Ok(()) };
        if Written::is_made(&text) {
            return Ok(());
        }
        let written = Written::read(&text);
        let mut used = std::collections::BTreeSet::new();
        let handbook = self.handbook;
        for page in &handbook.pages {
            let Some(line) = written.line_of(&page.file) else { continue };
            used.insert(line.number);
            let why = format!("{place}:{}", line.number);
            let mut mentions: Vec<Mention> =
                line.owners.iter().flat_map(|owner| mention::of_text(owner)).collect();
            // A team outlasts its members.
            mentions.sort_by_key(|one| !one.team);
            if let Some(who) = self.first(&mentions, &why) {
                self.own(page, Owned { who, by: "CODEOWNERS" }, &why, pages);
            }
        }
        let others = written.len() - used.len();
        if others > 0 {
            let verb = if others == 1 { "matches" } else { "match" };
            self.check(format!(
                "{others} of the {} lines of {place} {verb} no page: what is about code belongs to features, as `code`",
                written.len()
            ));
        }
        Ok(())
    }

    /// The file that a forge would read.
    fn code_owners_file(&self) -> Result<Option<(&'static str, String)>, ProposalError> {
        let top = self.handbook.location.boundary();
        for place in Forge::ALL.into_iter().flat_map(places) {
            let path: PathBuf = top.join(place);
            match read_inside(top, &path) {
                Ok(Some(bytes)) => {
                    return Ok(Some((place, String::from_utf8_lossy(&bytes).into_owned())));
                }
                Ok(None) => {}
                Err(source) => return Err(ProposalError::Read { path, source }),
            }
        }
        Ok(None)
    }

    /// The first of those who are named; who else is named is told.
    fn first(&mut self, mentions: &[Mention], why: &str) -> Option<Who> {
        let (first, others) = mentions.split_first()?;
        let who = self.roster.holder(first, why);
        if !others.is_empty() {
            *self.several.entry(self.roster.name(who).to_owned()).or_default() += 1;
        }
        Some(who)
    }

    /// Notes whose a page is. What was found first counts; an owner that the handbook names by
    /// itself goes before all of this.
    fn own(&mut self, page: &Page, owned: Owned, why: &str, pages: &mut Pages) {
        let there = self.handbook.ownership.pages.get(&page.file);
        if there.is_some_and(|there| there.owner.is_some()) {
            return;
        }
        match pages.owners.get(&page.path) {
            None => drop(pages.owners.insert(page.path.clone(), owned)),
            Some(first) if first.who != owned.who && first.by != owned.by => {
                let differ = self.differ.entry((first.by, owned.by)).or_default();
                differ.push(format!("{} ({why})", page.path));
            }
            Some(_) => {}
        }
    }
}

/// Whether a team is meant: by the key, by its name, or by a channel of the chat.
fn is_teams(setting: Setting, one: &Mention, channel: Option<&str>) -> bool {
    let names_person = one.account.is_some() || one.address.is_some();
    channel.is_some() || (setting == Setting::Team && !names_person)
}

/// Whom a value of front matter names.
fn of_value(value: &Value) -> Vec<Mention> {
    match &value.node {
        Node::Text(text) if is_nothing(text) => Vec::new(),
        Node::Text(text) => mention::of_text(text.trim_start_matches('#')),
        Node::List(values) => values.iter().flat_map(of_value).collect(),
        Node::Table(_) => {
            let text = |key: &str| value.get(key).and_then(Value::as_text);
            let account =
                ["github", "gitlab", "login", "username"].iter().find_map(|key| text(key));
            let address = ["email", "mail"].iter().find_map(|key| text(key));
            let team = text("team").filter(|team| !is_nothing(team));
            let name = text("name").or(team).unwrap_or_default().to_owned();
            let account = account.and_then(Account::new).map(|one| one.as_str().to_owned());
            let mention = Mention {
                team: team.is_some_and(|team| team == name),
                address: address.map(Email::new),
                name,
                account,
            };
            let is_somebody =
                !mention.name.is_empty() || mention.account.is_some() || mention.address.is_some();
            is_somebody.then_some(mention).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
