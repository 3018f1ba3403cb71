//! A company that lives: people come and go, features change hands, pages are edited.

use std::collections::BTreeMap;

use super::days::Days;

/// How large the company is, and how much happens.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub people: usize,
    pub features: usize,
    pub pages: usize,
    pub commits: usize,
    pub years: usize,
}

/// Numbers that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, many: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(many).unwrap()).unwrap()
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// The first second of the company: 4 January 2021, 08:00 UTC.
const START: i64 = 1_609_747_200;

struct Feature {
    id: String,
    formerly: Vec<String>,
    captain: usize,
    team: usize,
    next: Option<(usize, String, bool)>,
}

struct Company {
    size: Size,
    teams: usize,
    chance: Chance,
    features: Vec<Feature>,
    left: BTreeMap<usize, String>,
    /// The product manager of each team, where it has one.
    managers: Vec<Option<usize>>,
    pages: Vec<(usize, usize)>,
    renamed: usize,
}

/// Everything that happened to a company of that size; the same for the same seed.
pub fn company(size: Size, seed: u64) -> Days {
    let mut days = Days::new();
    let teams = (size.people / 4).max(1);
    let mut company = Company {
        size,
        teams,
        chance: Chance(seed),
        features: Vec::new(),
        left: BTreeMap::new(),
        managers: Vec::new(),
        pages: Vec::new(),
        renamed: 0,
    };
    let first = company.found();
    days.commit_at(START, &author(0), &first);
    let step = i64::try_from(size.years).unwrap() * 365 * 86_400
        / i64::try_from(size.commits.max(1)).unwrap();
    for number in 1..size.commits {
        let at = START + step * i64::try_from(number).unwrap();
        let (who, changes) = company.day(at);
        let (who, merger) = (author(who), author(number % size.people));
        match company.chance.one_in(4) {
            true => days.merge_at((at - step / 3, &who), (at, &merger), &changes),
            false => days.commit_at(at, &who, &changes),
        }
    }
    days
}

pub fn author(person: usize) -> String {
    format!("Person {person} <p{person}@example.org>")
}

fn date(seconds: i64) -> String {
    let at = jiff::Timestamp::from_second(seconds).unwrap();
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

type Changes = Vec<(String, Option<String>)>;

impl Company {
    fn found(&mut self) -> Changes {
        let mut all: Changes = vec![
            ("zola.toml".into(), Some("title = \"Generated\"\n[extra.handbook]\n".into())),
            ("org/company.toml".into(), Some("schema = 1\nname = \"Generated\"\n".into())),
            (
                "org/ownership.toml".into(),
                Some("[[page]]\npattern = \"/*\"\nowner = \"team-0\"\n".into()),
            ),
            ("content/_index.md".into(), Some("+++\ntitle = \"Home\"\n+++\n".into())),
            ("src/billing/tax.rs".into(), Some("// tax\n".into())),
        ];
        for person in 0..self.size.people {
            all.push(self.person(person));
        }
        for team in 0..self.teams {
            let manager = (team % 3 != 0).then_some(team % self.size.people);
            self.managers.push(manager);
            all.push(self.team(team));
        }
        for number in 0..self.size.features {
            let team = number % self.teams;
            let captain = self.member(team);
            self.features.push(Feature {
                id: format!("feature-{number}"),
                formerly: Vec::new(),
                captain,
                team,
                next: None,
            });
            all.push(self.feature(number));
        }
        for page in 0..self.size.pages {
            self.pages.push((page % self.size.people, 0));
            all.push(self.page(page));
        }
        all
    }

    /// What happens on a day, and who does it.
    fn day(&mut self, at: i64) -> (usize, Changes) {
        let number = self.chance.below(self.size.features);
        let today = date(at);
        match self.chance.below(10) {
            0 => {
                let feature = &self.features[number];
                let team = feature.team;
                self.features[number].captain = self.member(team);
                (self.chance.below(self.size.people), vec![self.feature(number)])
            }
            1 => {
                let from = date(at + 86_400 * i64::try_from(self.chance.below(90)).unwrap());
                let captain = self.chance.below(self.size.people);
                let accepted = self.chance.one_in(2);
                self.features[number].next = Some((captain, from, accepted));
                let who = if self.chance.one_in(2) { captain } else { 0 };
                (who, vec![self.feature(number)])
            }
            2 => {
                if let Some((captain, from, _)) = self.features[number].next.clone()
                    && from <= today
                {
                    self.features[number].captain = captain;
                    self.features[number].next = None;
                }
                (0, vec![self.feature(number)])
            }
            3 => {
                let person = self.chance.below(self.size.people);
                match self.left.remove(&person) {
                    Some(_) => {}
                    None => drop(self.left.insert(person, today)),
                }
                (0, vec![self.person(person)])
            }
            4 => {
                let team = self.chance.below(self.teams);
                let manager = self.chance.below(self.size.people);
                self.managers[team] = self.chance.one_in(2).then_some(manager);
                (1, vec![self.team(team)])
            }
            5 if self.chance.one_in(5) => {
                let old = self.feature(number).0;
                self.renamed += 1;
                let feature = &mut self.features[number];
                let id = format!("renamed-{}", self.renamed);
                let former = std::mem::replace(&mut feature.id, id);
                feature.formerly.insert(0, former);
                (0, vec![(old, None), self.feature(number)])
            }
            6 if self.size.pages > 0 => {
                let page = self.chance.below(self.size.pages);
                self.pages[page].0 = self.chance.below(self.size.people);
                (self.chance.below(self.size.people), vec![self.page(page)])
            }
            _ if self.size.pages > 0 => {
                let page = self.chance.below(self.size.pages);
                self.pages[page].1 += 1;
                (self.chance.below(self.size.people), vec![self.page(page)])
            }
            _ => (0, vec![self.feature(number)]),
        }
    }

    fn member(&mut self, team: usize) -> usize {
        let place = self.chance.below(self.size.people.div_ceil(self.teams));
        (team + place * self.teams) % self.size.people
    }

    fn person(&self, person: usize) -> (String, Option<String>) {
        let left = self.left.get(&person).map(|day| format!("left = {day}\n")).unwrap_or_default();
        let text = format!(
            "name = \"Person {person}\"\ncraft = \"engineer\"\nemails = [\"p{person}@example.org\"]\n\
             started = 2020-01-01\naccounts = {{ github = \"p{person}\" }}\n{left}"
        );
        (format!("org/people/person-{person}.toml"), Some(text))
    }

    fn team(&self, team: usize) -> (String, Option<String>) {
        let members: Vec<String> = (0..self.size.people)
            .filter(|person| person % self.teams == team)
            .map(|person| format!("\"person-{person}\""))
            .collect();
        let mut text = format!(
            "name = \"Team {team}\"\nmission = \"Keep things going\"\nlead = {}\nmembers = [{}]\n\
             contact = \"#team-{team}\"\nplanning = \"Mondays\"\nnotes = \"https://example.org/{team}\"\n",
            members[0],
            members.join(", ")
        );
        if let Some(manager) = self.managers.get(team).copied().flatten() {
            text.push_str(&format!(
                "supporting = [{{ person = \"person-{manager}\", role = \"product-manager\" }}]\n"
            ));
        }
        (format!("org/teams/team-{team}.toml"), Some(text))
    }

    fn feature(&self, number: usize) -> (String, Option<String>) {
        let feature = &self.features[number];
        let mut text = format!(
            "name = \"Feature {number}\"\ncaptain = \"person-{}\"\nteam = \"team-{}\"\n\
             aliases = [\"alias {number}\"]\nlabel = \"label/{number}\"\n",
            feature.captain, feature.team
        );
        if number == 0 {
            text.push_str("code = [\"src/billing/**\"]\n");
        }
        if !feature.formerly.is_empty() {
            text.push_str(&format!("formerly = {:?}\n", feature.formerly));
        }
        if let Some((captain, from, accepted)) = &feature.next {
            let accepted = if *accepted { ", accepted = true" } else { "" };
            text.push_str(&format!(
                "next = {{ captain = \"person-{captain}\", from = {from}{accepted} }}\n"
            ));
        }
        (format!("org/features/{}.toml", feature.id), Some(text))
    }

    fn page(&self, page: usize) -> (String, Option<String>) {
        let (owner, edits) = self.pages[page];
        let owner = match page % 3 {
            0 => String::new(),
            _ => format!("[extra.handbook]\nowner = \"person-{owner}\"\n"),
        };
        let text = format!("+++\ntitle = \"Page {page}\"\n{owner}+++\n\nEdited {edits} times.\n");
        (format!("content/part-{}/page-{page}.md", page % 7), Some(text))
    }
}
