//! The static API of a site: one document for each kind of thing.
//!
//! What pages say of people it says, and no more: no address, no account. Private pages and drafts
//! are not in it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Decides, Handover, Named, SCHEMA, Since, Thing};
use crate::handbook::Handbook;
use crate::metadata::Sited;
use crate::org::{Feature, Holder, Person, Repository, Team};
use crate::ownership::{Agreement, FeatureOwnership, LastWord, Term};
use crate::root::RepoPath;

/// `company.json`: what is published, and where the rest is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Company {
    /// The version of this shape: 1.
    pub schema: u32,
    /// What the company is called.
    pub name: Option<String>,
    /// What it is after.
    pub goals: Vec<String>,
    /// The time zone in which its days begin and end.
    pub timezone: String,
    /// The day by which handovers, leavers and reviews were judged.
    pub as_of: String,
    /// How many things nobody holds, by rule.
    pub gaps: Vec<Gap>,
}

/// Something that nobody holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Gap {
    /// The rule, as `check/name`.
    pub code: &'static str,
    /// What it is about.
    #[serde(flatten)]
    pub what: Thing,
    /// What is missing, as the end of a sentence that begins with the name.
    pub words: String,
    /// The file to edit, from the repository's root.
    pub path: String,
}

/// `people.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct People {
    /// The version of this shape: 1.
    pub schema: u32,
    /// Everybody, those who left too, by id.
    pub people: Vec<PersonEntry>,
}

/// A person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PersonEntry {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What they practise.
    pub craft: Option<String>,
    /// What their card says.
    pub title: Option<String>,
    /// Which kind of product manager they are.
    pub kind: Option<String>,
    /// Their manager.
    pub reports_to: Option<Named>,
    /// The share of their time that managing takes, 0 to 1.
    pub management: Option<f64>,
    /// Their first day.
    pub started: Option<String>,
    /// The day at whose end they were gone.
    pub left: Option<String>,
    /// The teams that they are a member of.
    pub teams: Vec<Named>,
    /// The features that they are captain of.
    pub captain_of: Vec<Thing>,
    /// The pages that they own.
    pub owner_of: Vec<Thing>,
}

/// `teams.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Teams {
    /// The version of this shape: 1.
    pub schema: u32,
    /// All teams, those dissolved too, by id.
    pub teams: Vec<TeamEntry>,
}

/// A team.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TeamEntry {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// What it is for.
    pub mission: Option<String>,
    /// Who leads it.
    pub lead: Option<Named>,
    /// Who is in it.
    pub members: Vec<Named>,
    /// Who serves it, and as what.
    pub supporting: Vec<super::Member>,
    /// Its product manager.
    pub product_manager: Option<Named>,
    /// Where to ask.
    pub contact: Option<String>,
    /// When and where its planning is open to all.
    pub planning: Option<String>,
    /// Where its planning notes are.
    pub notes: Option<String>,
    /// Its first day.
    pub founded: Option<String>,
    /// The day at whose end it was gone.
    pub dissolved: Option<String>,
    /// The features that it owns.
    pub features: Vec<Thing>,
    /// The pages that it owns.
    pub owner_of: Vec<Thing>,
    /// Who led it, oldest first.
    pub leads: Vec<Tenure>,
}

/// `features.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Features {
    /// The version of this shape: 1.
    pub schema: u32,
    /// All features, by id.
    pub features: Vec<FeatureEntry>,
}

/// A feature.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FeatureEntry {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The product that it belongs to.
    pub product: Option<String>,
    /// Other names that people ask for it by.
    pub aliases: Vec<String>,
    /// What its issues are labelled with.
    pub label: Option<String>,
    /// How far it is, in the company's own word.
    pub status: Option<String>,
    /// The informed captain.
    pub captain: Option<Named>,
    /// The small team.
    pub team: Option<Named>,
    /// The product manager: its own, else the team's.
    pub product_manager: Option<Named>,
    /// Who has the last word.
    pub decides: Option<Decides>,
    /// Where to ask.
    pub contact: Option<String>,
    /// Since when the captain has been captain.
    pub since: Option<Since>,
    /// A handover that is to come.
    pub next: Option<Handover>,
    /// Where its code is.
    pub code: Vec<Code>,
    /// Its captains, oldest first.
    pub captains: Vec<Tenure>,
    /// Its teams, oldest first.
    pub teams: Vec<Tenure>,
    /// Its product managers, oldest first.
    pub product_managers: Vec<Tenure>,
}

/// Where code is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Code {
    /// The repository's name or address; null for the handbook's own.
    pub repository: Option<String>,
    /// The globs of its files; an empty list means all.
    pub paths: Vec<String>,
}

/// Who held something, and when.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tenure {
    /// Who; null where nobody did.
    pub who: Option<Named>,
    /// From which day.
    pub from: String,
    /// The first day on which it was no longer so; null while it is.
    pub until: Option<String>,
    /// The commit of the published branch that says so; of a handover, the one that announced it.
    pub commit: String,
}

/// `pages.json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Pages {
    /// The version of this shape: 1.
    pub schema: u32,
    /// The pages that are published, by path.
    pub pages: Vec<PageEntry>,
}

/// A page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageEntry {
    /// The file, from the repository's root.
    pub path: String,
    /// The address within the site, with `/` at both ends.
    pub address: String,
    /// The title.
    pub title: String,
    /// `policy`, `guide` or `note`.
    pub kind: Option<String>,
    /// The team or person who owns it.
    pub owner: Option<Named>,
    /// How often it is read again.
    pub review_every: Option<String>,
    /// The day by which it is to be read again.
    pub review_due: Option<String>,
    /// The day of its last change of meaning.
    pub changed: Option<String>,
}

fn text(text: Option<&Sited<String>>) -> Option<String> {
    text.map(|text| text.value.clone())
}

fn shown<T: ToString>(value: Option<&Sited<T>>) -> Option<String> {
    value.map(|value| value.value.to_string())
}

impl Company {
    /// Reads it off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let company = handbook.org.company.as_ref();
        let goals = company.into_iter().flat_map(|company| &company.goals);
        let zone = company.and_then(|company| company.timezone.as_ref());
        let unconfirmed = std::collections::BTreeMap::new();
        let facts = handbook.facts(None, &unconfirmed);
        let gaps = handbook.gaps().into_iter().flat_map(|(rule, found)| {
            let facts = &facts;
            found.into_iter().map(move |gap| Gap {
                code: rule.code,
                what: Thing::of_finding(handbook, facts, &gap.subject),
                words: gap.words,
                path: gap.place.path().to_string(),
            })
        });
        Self {
            schema: SCHEMA,
            name: text(company.map(|company| &company.name)),
            goals: goals.map(|goal| goal.value.clone()).collect(),
            timezone: zone.map_or_else(|| "UTC".to_owned(), |zone| zone.value.name().to_owned()),
            as_of: handbook.today.to_string(),
            gaps: gaps.collect(),
        }
    }
}

impl People {
    /// Reads them off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let people = handbook.org.people.values().map(|person| PersonEntry::of(handbook, person));
        Self { schema: SCHEMA, people: people.collect() }
    }
}

impl PersonEntry {
    fn of(handbook: &Handbook, person: &Person) -> Self {
        let org = &handbook.org;
        let captained = handbook.ownership.captained_by(&person.id);
        let teams = org.teams_of(&person.id).filter(|team| team.is_current_on(handbook.today));
        Self {
            id: person.id.to_string(),
            name: person.name.value.clone(),
            craft: shown(person.craft.as_ref()),
            title: text(person.title.as_ref()),
            kind: shown(person.kind.as_ref()),
            reports_to: person.reports_to.as_ref().map(|one| Named::person(org, &one.value)),
            management: person.management.as_ref().map(|share| share.value.get()),
            started: shown(person.started.as_ref()),
            left: shown(person.left.as_ref()),
            teams: teams.map(|team| Named::team(org, &team.id)).collect(),
            captain_of: captained.map(|id| Thing::feature(org, id)).collect(),
            owner_of: pages_of(handbook, &Holder::Person(person.id.clone())),
        }
    }
}

/// The published pages that somebody owns.
fn pages_of(handbook: &Handbook, holder: &Holder) -> Vec<Thing> {
    let files: std::collections::BTreeSet<&RepoPath> =
        handbook.ownership.pages_of(holder).collect();
    let pages = handbook.pages.iter().filter(|page| files.contains(&page.file));
    pages
        .map(|page| Thing { kind: "page", id: page.file.to_string(), name: page.title.clone() })
        .collect()
}

impl Teams {
    /// Reads them off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let teams = handbook.org.teams.values().map(|team| TeamEntry::of(handbook, team));
        Self { schema: SCHEMA, teams: teams.collect() }
    }
}

impl TeamEntry {
    fn of(handbook: &Handbook, team: &Team) -> Self {
        let org = &handbook.org;
        let features = handbook.ownership.features_of(&team.id);
        let manager = crate::ownership::product_manager_of(org, team);
        let leads = handbook.past.leads.get(&team.id).map(Vec::as_slice).unwrap_or_default();
        Self {
            id: team.id.to_string(),
            name: team.name.value.clone(),
            mission: text(team.mission.as_ref()),
            lead: team.lead.as_ref().map(|lead| Named::person(org, &lead.value)),
            members: team.members.iter().map(|one| Named::person(org, &one.value)).collect(),
            supporting: team
                .supporting
                .iter()
                .map(|one| {
                    let Named { id, name } = Named::person(org, &one.person.value);
                    super::Member { id, name, role: one.role.value.clone() }
                })
                .collect(),
            product_manager: manager.map(|one| Named::person(org, &one.value)),
            contact: shown(team.contact.as_ref()),
            planning: text(team.planning.as_ref()),
            notes: shown(team.notes.as_ref()),
            founded: shown(team.founded.as_ref()),
            dissolved: shown(team.dissolved.as_ref()),
            features: features.map(|id| Thing::feature(org, id)).collect(),
            owner_of: pages_of(handbook, &Holder::Team(team.id.clone())),
            leads: tenures(leads, |id| Named::person(org, id)),
        }
    }
}

fn tenures<T>(terms: &[Term<T>], named: impl Fn(&T) -> Named) -> Vec<Tenure> {
    let tenure = |term: &Term<T>| Tenure {
        who: term.who.as_ref().map(&named),
        from: term.from.to_string(),
        until: term.until.map(|until| until.to_string()),
        commit: term.commit.to_string(),
    };
    terms.iter().map(tenure).collect()
}

impl Features {
    /// Reads them off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let features = handbook.org.features.values().filter_map(|feature| {
            let owned = handbook.ownership.features.get(&feature.id)?;
            Some(FeatureEntry::of(handbook, feature, owned))
        });
        Self { schema: SCHEMA, features: features.collect() }
    }
}

impl FeatureEntry {
    fn of(handbook: &Handbook, feature: &Feature, owned: &FeatureOwnership) -> Self {
        let org = &handbook.org;
        let past = handbook.past.features.get(&feature.id).cloned().unwrap_or_default();
        let captain = owned.captain.as_ref().map(|captain| &captain.value);
        let last = past.captains.last().filter(|term| term.who.is_some());
        let since = last.filter(|term| term.who.as_ref() == captain).map(|term| Since {
            date: term.from.to_string(),
            commit: Some(term.commit.to_string()),
        });
        let agreed_by = match handbook.past.agreements.get(&feature.id) {
            Some(Agreement::Agreed(person)) => Some(Named::person(org, person)),
            _ => None,
        };
        Self {
            id: feature.id.to_string(),
            name: feature.name.value.clone(),
            product: text(feature.product.as_ref()),
            aliases: feature.aliases.iter().map(|alias| alias.value.clone()).collect(),
            label: text(feature.label.as_ref()),
            status: text(feature.status.as_ref()),
            captain: captain.map(|captain| Named::person(org, captain)),
            team: owned.team.as_ref().map(|team| Named::team(org, &team.value)),
            product_manager: owned
                .product_manager
                .as_ref()
                .map(|manager| Named::person(org, &manager.value)),
            decides: owned.decides.who.as_ref().map(|id| {
                let Named { id, name } = Named::person(org, id);
                let role = match owned.decides.role {
                    LastWord::Captain => "captain",
                    LastWord::ProductManager => "product-manager",
                    LastWord::Named => "named",
                };
                Decides { id, name, role }
            }),
            contact: owned.contact.as_ref().map(|contact| contact.value.to_string()),
            since,
            next: owned.next.as_ref().map(|next| Handover {
                from: next.from.to_string(),
                captain: next.captain.as_ref().map(|one| Named::person(org, one)),
                team: next.team.as_ref().map(|one| Named::team(org, one)),
                accepted: next.accepted,
                agreed_by,
            }),
            code: feature
                .code
                .iter()
                .map(|code| Code {
                    repository: code.repository.as_ref().map(|one| match &one.value {
                        Repository::Web(address) => address.to_string(),
                        Repository::Name(name) => name.clone(),
                    }),
                    paths: code.paths.iter().map(|one| one.value.as_str().to_owned()).collect(),
                })
                .collect(),
            captains: tenures(&past.captains, |id| Named::person(org, id)),
            teams: tenures(&past.teams, |id| Named::team(org, id)),
            product_managers: tenures(&past.product_managers, |id| Named::person(org, id)),
        }
    }
}

impl Pages {
    /// Reads them off a handbook.
    #[must_use]
    pub fn of(handbook: &Handbook) -> Self {
        let pages = handbook.pages.iter().map(|page| {
            let owned = handbook.ownership.pages.get(&page.file);
            let owner = owned.and_then(|owned| owned.owner.as_ref());
            let changed = handbook.story(&page.file).meaningful;
            let changed = changed.map(|one| handbook.day(handbook.history.commit(one).landed.at));
            PageEntry {
                path: page.file.to_string(),
                address: page.address.to_string(),
                title: page.title.clone(),
                kind: owned.and_then(|owned| Some(owned.kind.as_ref()?.value.to_string())),
                owner: owner.map(|owner| Named::holder(&handbook.org, &owner.value)),
                review_every: owned
                    .and_then(|owned| Some(owned.review_every.as_ref()?.value.to_string())),
                review_due: handbook.review_due.get(&page.file).map(ToString::to_string),
                changed: changed.map(|day| day.to_string()),
            }
        });
        Self { schema: SCHEMA, pages: pages.collect() }
    }
}

impl Thing {
    /// What a finding is about.
    fn of_finding(
        handbook: &Handbook,
        facts: &crate::check::Facts<'_>,
        subject: &crate::check::Subject,
    ) -> Self {
        use crate::check::Subject;
        match subject {
            Subject::Feature(id) => Self::feature(&handbook.org, id),
            Subject::Team(id) => Self::team(&handbook.org, id),
            Subject::Person(id) => Self::person(&handbook.org, id),
            Subject::Page(file) => {
                let page = handbook.pages.iter().find(|page| page.file == *file);
                let name = page.map_or_else(|| file.to_string(), |page| page.title.clone());
                Self { kind: "page", id: file.to_string(), name }
            }
            Subject::Pattern(pattern) => {
                Self { kind: "pattern", id: pattern.clone(), name: facts.name_of(subject) }
            }
        }
    }
}
