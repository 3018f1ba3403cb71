//! The files of a proposal.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::features::Draft;
use super::mailmap;
use super::owners::{Pages, SETTINGS};
use super::past::Term;
use super::roster::{Band, Candidate, Who};
use super::rules::Shelf;
use super::{Asked, Proposal, ProposalError, Proposed, Reading};
use crate::escape::visible;
use crate::org::Forge;
use crate::ownership::codeowners::pattern_of;
use crate::root::RepoPath;

/// Writes down what was found.
pub(super) fn proposal(
    reading: &Reading<'_>,
    asked: &Asked<'_>,
    drafts: &[Draft],
    terms: &[Vec<Term>],
    pages: &Pages,
) -> Result<Proposal, ProposalError> {
    let folder = reading.handbook.location.prefix.join("org")?;
    let mut desk = Desk { reading, folder, proposal: Proposal::default() };
    desk.proposal.check.clone_from(&reading.checks);
    let company = reading.handbook.config.zola.title.as_deref().unwrap_or(asked.company);
    if reading.handbook.org.company.is_none() {
        let text = format!("schema = 1\nname = {}\n", toml::Value::from(company));
        desk.add("company.toml", text, format!("the company, as {company}"))?;
    }
    let people: Vec<&Candidate> =
        reading.roster.people.iter().filter(|one| !one.known && one.id.is_some()).collect();
    for person in &people {
        desk.person(person)?;
    }
    for team in reading.roster.teams.iter().filter(|one| !one.known) {
        desk.team(team)?;
    }
    for (draft, terms) in drafts.iter().zip(terms) {
        desk.feature(draft, terms)?;
    }
    desk.rules(pages)?;
    desk.mailmap()?;
    let mut proposal = desk.proposal;
    proposal.files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(proposal)
}

struct Desk<'r, 'h> {
    reading: &'r Reading<'h>,
    /// `org/` from the repository's root.
    folder: RepoPath,
    proposal: Proposal,
}

impl Desk<'_, '_> {
    /// Adds a file below `org/`.
    fn add(&mut self, below: &str, text: String, why: String) -> Result<(), ProposalError> {
        let path = self.folder.join(below)?;
        self.add_at(path, text, why);
        Ok(())
    }

    fn add_at(&mut self, path: RepoPath, text: String, why: String) {
        if !self.is_there(&path) {
            self.proposal.files.push(Proposed { path, text, why });
        }
    }

    fn is_there(&self, path: &RepoPath) -> bool {
        let top = self.reading.handbook.location.boundary();
        top.join(path.as_str()).symlink_metadata().is_ok()
    }

    fn person(&mut self, person: &Candidate) -> Result<(), ProposalError> {
        let Some(id) = &person.id else { return Ok(()) };
        let mut document = DocumentMut::new();
        document["name"] = value(&person.name);
        if let Some(craft) = person.craft {
            document["craft"] = value(craft);
        }
        if !person.emails.is_empty() {
            let emails: Array = person.emails.iter().map(|email| email.as_written()).collect();
            document["emails"] = value(emails);
        }
        if let Some(account) = &person.account {
            document["accounts"] = self.accounts(account);
        }
        self.add(&format!("people/{id}.toml"), headed(&document, &person.why), words(&person.why))
    }

    fn team(&mut self, team: &Band) -> Result<(), ProposalError> {
        let Some(id) = &team.id else { return Ok(()) };
        let mut document = DocumentMut::new();
        document["name"] = value(&team.name);
        let ids =
            team.members.iter().filter_map(|at| self.reading.roster.people.get(*at)?.id.as_ref());
        let members: Array = ids.map(|id| id.as_str()).collect();
        if !members.is_empty() {
            document["members"] = value(members);
        }
        if let Some(contact) = &team.contact {
            document["contact"] = value(contact);
        }
        if let Some(account) = &team.account {
            document["accounts"] = self.accounts(account);
        }
        self.add(&format!("teams/{id}.toml"), headed(&document, &team.why), words(&team.why))
    }

    fn feature(&mut self, draft: &Draft, terms: &[Term]) -> Result<(), ProposalError> {
        let mut document = DocumentMut::new();
        document["name"] = value(&draft.name);
        let id = |who: Option<Who>| self.reading.roster.id(who?).map(|id| id.id().to_owned());
        let person = |at: Option<usize>| id(at.map(Who::Person));
        let texts = [
            ("captain", person(draft.captain)),
            ("team", id(draft.team.map(Who::Team))),
            ("product", draft.product.clone()),
            ("product_manager", person(draft.manager)),
            ("contact", draft.contact.clone()),
            ("label", draft.label.clone()),
            ("status", draft.status.clone()),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                document[key] = value(text);
            }
        }
        if !draft.docs.is_empty() {
            document["docs"] = value(draft.docs.iter().collect::<Array>());
        }
        let mut earlier = ArrayOfTables::new();
        for term in terms {
            let mut table = Table::new();
            if let Some(captain) = person(term.captain) {
                table["captain"] = value(captain);
            }
            if let Ok(from) = term.from.to_string().parse() {
                table["from"] = Item::Value(Value::Datetime(toml_edit::Formatted::new(from)));
            }
            table["commit"] = value(term.commit.to_string());
            earlier.push(table);
        }
        let since = match (terms.first(), terms.last()) {
            (Some(first), Some(last)) if terms.len() > 1 => {
                format!(
                    "; {} captains since {}, the last from {}",
                    captains(terms),
                    first.from,
                    last.from
                )
            }
            (Some(first), _) => format!("; captain since {}", first.from),
            _ => String::new(),
        };
        if !earlier.is_empty() {
            document["earlier"] = Item::ArrayOfTables(earlier);
        }
        let why: BTreeSet<String> = [draft.why.clone()].into();
        let path = format!("features/{}.toml", draft.id);
        self.add(&path, headed(&document, &why), format!("{}{since}", draft.why))
    }

    /// An account on the forge that the repository is on; on the one that most are on, where its
    /// address does not say.
    fn accounts(&self, account: &str) -> Item {
        let repository = self.reading.handbook.location.repository.as_ref();
        let origin = repository.and_then(|repository| repository.origin_url().ok().flatten());
        let forge = origin.and_then(|url| Forge::of_remote(&url)).unwrap_or(Forge::GitHub);
        let mut accounts = toml_edit::InlineTable::new();
        accounts.insert(forge.key(), account.into());
        value(accounts)
    }

    /// `org/ownership.toml`, or what belongs into the one that is there.
    fn rules(&mut self, pages: &Pages) -> Result<(), ProposalError> {
        let mut shelf = Shelf::default();
        let handbook = self.reading.handbook;
        for page in &handbook.pages {
            let has_owner = handbook.ownership.pages.get(&page.file);
            if has_owner.is_none_or(|there| there.owner.is_none()) {
                shelf.add(&page.path, pages.owners.get(&page.path).cloned());
            } else {
                shelf.add(&page.path, None);
            }
        }
        let mut tables: Vec<(&str, DocumentMut)> = Vec::new();
        for (pattern, owned) in shelf.rules() {
            let Some(owner) = self.reading.roster.id(owned.who) else { continue };
            let mut table = DocumentMut::new();
            table["pattern"] = value(pattern);
            table["owner"] = value(owner.id());
            tables.push((owned.by, table));
        }
        for (path, every) in &pages.reviews {
            let pattern = pattern_of(path);
            let same = |table: &DocumentMut| {
                table.get("pattern").and_then(Item::as_str) == Some(pattern.as_str())
            };
            match tables.iter_mut().find(|(by, table)| *by == SETTINGS && same(table)) {
                Some((_, table)) => table["review_every"] = value(every),
                None => {
                    let mut table = DocumentMut::new();
                    table["pattern"] = value(pattern);
                    table["review_every"] = value(every);
                    tables.push((SETTINGS, table));
                }
            }
        }
        if tables.is_empty() {
            return Ok(());
        }
        let sources: BTreeSet<&str> = tables.iter().map(|(by, _)| *by).collect();
        let sources = sources.into_iter().collect::<Vec<_>>().join(", ");
        let count = tables.len();
        let rules: Vec<String> =
            tables.iter().map(|(by, table)| format!("# by {by}\n[[page]]\n{table}")).collect();
        let text = rules.join("\n");
        let path = self.folder.join("ownership.toml")?;
        if self.is_there(&path) {
            self.proposal.rules = Some(text);
        } else {
            let many = if count == 1 { "1 rule".to_owned() } else { format!("{count} rules") };
            let head = "# Who owns which pages; of the rules that match a page the last one counts.\n\
                        # Proposed by `handbook import`.\n\n";
            self.add_at(path, format!("{head}{text}"), format!("{many}, by {sources}"));
        }
        Ok(())
    }

    /// `.mailmap`, or what belongs into the one that is there.
    fn mailmap(&mut self) -> Result<(), ProposalError> {
        let people = self.reading.roster.people.iter();
        let lines: Vec<Vec<String>> =
            people.map(mailmap::lines).filter(|lines| !lines.is_empty()).collect();
        if lines.is_empty() {
            return Ok(());
        }
        self.proposal.doubles = lines.len();
        let mut all: Vec<String> = lines.into_iter().flatten().collect();
        all.sort();
        let text = format!("{}\n", all.join("\n"));
        let path = RepoPath::new(".mailmap")?;
        let many = self.proposal.doubles;
        let who = if many == 1 { "1 person".to_owned() } else { format!("{many} people") };
        if self.is_there(&path) {
            self.proposal.mailmap = Some(text);
        } else {
            let head = "# Whose names and addresses are one person's: see gitmailmap(5).\n";
            self.add_at(
                path,
                format!("{head}{text}"),
                format!("{who} wrote under several names or addresses"),
            );
        }
        Ok(())
    }
}

/// How many people were captain.
fn captains(terms: &[Term]) -> usize {
    terms.iter().filter_map(|term| term.captain).collect::<BTreeSet<_>>().len()
}

/// A file with what speaks for it at its head.
fn headed(document: &DocumentMut, why: &BTreeSet<String>) -> String {
    let lines: String = why.iter().take(FEW).map(|why| format!("#   {}\n", visible(why))).collect();
    format!("# Proposed by `handbook import`, from:\n{lines}{document}")
}

/// So many reasons are given.
const FEW: usize = 3;

fn words(why: &BTreeSet<String>) -> String {
    let first: Vec<&str> = why.iter().take(FEW).map(String::as_str).collect();
    let more = match why.len().saturating_sub(FEW) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", first.join(", "))
}
