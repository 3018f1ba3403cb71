//! What the box "Who owns …?" knows: every feature, team and person, and who answers for each.

use std::collections::BTreeSet;

use serde::Serialize;

use super::links::{Href, Link};
use super::names::Names;
use crate::org::{Feature, Holder, Person, Team};

/// Everything that can be asked for but pages, which are in the search index.
#[derive(Debug, Serialize)]
pub struct Answers {
    answers: Vec<Answer>,
}

/// One thing that can be asked for.
#[derive(Debug, Serialize)]
struct Answer {
    /// `feature`, `team` or `person`.
    kind: &'static str,
    name: String,
    href: Option<Href>,
    /// Other words that mean it: its id, its aliases, its label.
    also: Vec<String>,
    /// What describes it, in a few words each: its product, a person's title, craft and roles.
    words: Vec<String>,
    /// One line that says what it is.
    about: String,
    captain: Option<Link>,
    team: Option<Link>,
    /// Who has the last word, where that is not the captain.
    decides: Option<Link>,
    lead: Option<Link>,
    contact: Option<Link>,
    /// Names of what belongs to it: a person's features, a team's people.
    holds: Vec<Link>,
    /// Its code in this repository, as regular expressions over the bytes of a path.
    code: Vec<String>,
    /// Its code in other repositories, behind the name of each.
    elsewhere: Vec<String>,
}

impl Answers {
    /// Everything, features first.
    #[must_use]
    pub fn of(names: &Names<'_>) -> Self {
        let handbook = names.handbook;
        let org = &handbook.org;
        let features = org.features.values().map(|feature| feature_answer(names, feature));
        let current = |team: &&Team| team.is_current_on(handbook.today);
        let teams = org.teams.values().filter(current).map(|team| team_answer(names, team));
        let here = |person: &&Person| person.is_current_on(handbook.today);
        let people = org.people.values().filter(here).map(|person| person_answer(names, person));
        Self { answers: features.chain(teams).chain(people).collect() }
    }
}

fn feature_answer(names: &Names<'_>, feature: &Feature) -> Answer {
    let Link { name, href } = names.feature(&feature.id);
    let owned = names.handbook.ownership.features.get(&feature.id);
    let captain = owned.and_then(|owned| owned.captain.as_ref()).map(|fact| &fact.value);
    let decides = owned.and_then(|owned| owned.decides.who.as_ref());
    let team = owned.and_then(|owned| owned.team.as_ref());
    let contact = owned.and_then(|owned| owned.contact.as_ref());
    let product = feature.product.as_ref().map(|product| product.value.clone());
    let label = feature.label.as_ref().map(|label| label.value.clone());
    let aliases = feature.aliases.iter().map(|alias| alias.value.clone());
    Answer {
        kind: "feature",
        also: aliases.chain([feature.id.to_string()]).chain(label).collect(),
        words: product.iter().cloned().collect(),
        about: product.unwrap_or_default(),
        captain: captain.map(|person| names.person(person)),
        team: team.map(|team| names.team(&team.value)),
        decides: decides
            .filter(|person| Some(*person) != captain)
            .map(|person| names.person(person)),
        lead: None,
        contact: contact.map(|contact| names.contact(&contact.value)),
        holds: Vec::new(),
        code: code(feature),
        elsewhere: elsewhere(feature),
        name,
        href,
    }
}

fn team_answer(names: &Names<'_>, team: &Team) -> Answer {
    let Link { name, href } = names.team(&team.id);
    Answer {
        kind: "team",
        also: vec![team.id.to_string()],
        words: Vec::new(),
        about: team.mission.as_ref().map(|mission| mission.value.clone()).unwrap_or_default(),
        captain: None,
        team: None,
        decides: None,
        lead: team.lead.as_ref().map(|lead| names.person(&lead.value)),
        contact: team.contact.as_ref().map(|contact| names.contact(&contact.value)),
        holds: names
            .handbook
            .ownership
            .features_of(&team.id)
            .map(|feature| names.feature(feature))
            .collect(),
        code: Vec::new(),
        elsewhere: Vec::new(),
        name,
        href,
    }
}

fn person_answer(names: &Names<'_>, person: &Person) -> Answer {
    let handbook = names.handbook;
    let Link { name, href } = names.person(&person.id);
    let team = handbook.org.teams_of(&person.id).find(|team| team.is_current_on(handbook.today));
    let title = person.title.as_ref().map(|title| title.value.clone());
    let craft = person.craft.as_ref().map(|craft| craft.value.as_str().replace('-', " "));
    let supports = handbook.org.supports(&person.id);
    let roles: BTreeSet<String> = supports
        .filter(|(team, _)| team.is_current_on(handbook.today))
        .map(|(_, supporting)| supporting.role.value.replace('-', " "))
        .collect();
    Answer {
        kind: "person",
        also: vec![person.id.to_string()],
        about: title.clone().or_else(|| craft.clone()).unwrap_or_default(),
        words: title.into_iter().chain(craft).chain(roles).collect(),
        captain: None,
        team: team.map(|team| names.team(&team.id)),
        decides: None,
        lead: None,
        contact: handbook
            .org
            .contact_of(&Holder::Person(person.id.clone()), handbook.today)
            .map(|contact| names.contact(&contact.value)),
        holds: handbook
            .ownership
            .captained_by(&person.id)
            .map(|feature| names.feature(feature))
            .collect(),
        code: Vec::new(),
        elsewhere: Vec::new(),
        name,
        href,
    }
}

/// A feature's code in this repository, as regular expressions over the bytes of a path.
fn code(feature: &Feature) -> Vec<String> {
    feature.code_here().map(|glob| glob.value.as_regex().to_owned()).collect()
}

/// The same of its code in other repositories, behind the name of each.
fn elsewhere(feature: &Feature) -> Vec<String> {
    feature
        .code
        .iter()
        .filter_map(|code| Some((code, regex::escape(code.elsewhere()?))))
        .flat_map(|(code, name)| {
            let all = code.paths.is_empty().then(|| format!("^{name}/.+$"));
            let globs = code.paths.iter().map(move |glob| {
                let regex = glob.value.as_regex();
                format!("^{name}/{}", regex.strip_prefix('^').unwrap_or(regex))
            });
            globs.chain(all).collect::<Vec<_>>()
        })
        .collect()
}
