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
    /// The ids of each person, and of each team: that of now, then the former ones.
    people: Vec<Vec<String>>,
    team_ids: Vec<Vec<String>>,
    /// The product manager of each team, where it has one.
    managers: Vec<Option<usize>>,
    pages: Vec<Page>,
    renamed: usize,
}

#[derive(Clone, Copy)]
struct Page {
    owner: usize,
    edits: usize,
    moves: usize,
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
        people: (0..size.people).map(|person| vec![format!("person-{person}")]).collect(),
        team_ids: (0..teams).map(|team| vec![format!("team-{team}")]).collect(),
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
            self.rules(),
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
            self.pages.push(Page { owner: page % self.size.people, edits: 0, moves: 0 });
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
            3 if self.chance.one_in(6) => {
                let person = self.chance.below(self.size.people);
                (person, self.rename_person(person))
            }
            4 if self.chance.one_in(6) => {
                let team = self.chance.below(self.teams);
                (0, self.rename_team(team))
            }
            6 if self.size.pages > 0 && self.chance.one_in(4) => {
                let page = self.chance.below(self.size.pages);
                let old = self.page(page).0;
                self.pages[page].moves += 1;
                self.pages[page].edits += usize::from(self.chance.one_in(2));
                (self.chance.below(self.size.people), vec![(old, None), self.page(page)])
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
                self.pages[page].owner = self.chance.below(self.size.people);
                (self.chance.below(self.size.people), vec![self.page(page)])
            }
            _ if self.size.pages > 0 => {
                let page = self.chance.below(self.size.pages);
                self.pages[page].edits += 1;
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
        let text = format!("{text}{}", formerly(&self.people[person]));
        (format!("org/people/{}.toml", self.people[person][0]), Some(text))
    }

    fn team(&self, team: usize) -> (String, Option<String>) {
        let members: Vec<String> = (0..self.size.people)
            .filter(|person| person % self.teams == team)
            .map(|person| format!("\"{}\"", self.people[person][0]))
            .collect();
        let mut text = format!(
            "name = \"Team {team}\"\nmission = \"Keep things going\"\nlead = {}\nmembers = [{}]\n\
             contact = \"#team-{team}\"\nplanning = \"Mondays\"\nnotes = \"https://example.org/{team}\"\n",
            members[0],
            members.join(", ")
        );
        if let Some(manager) = self.managers.get(team).copied().flatten() {
            text.push_str(&format!(
                "supporting = [{{ person = \"{}\", role = \"product-manager\" }}]\n",
                self.people[manager][0]
            ));
        }
        text.push_str(&formerly(&self.team_ids[team]));
        (format!("org/teams/{}.toml", self.team_ids[team][0]), Some(text))
    }

    fn feature(&self, number: usize) -> (String, Option<String>) {
        let feature = &self.features[number];
        let mut text = format!(
            "name = \"Feature {number}\"\ncaptain = \"{}\"\nteam = \"{}\"\n\
             aliases = [\"alias {number}\"]\nlabel = \"label/{number}\"\n",
            self.people[feature.captain][0], self.team_ids[feature.team][0]
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
                "next = {{ captain = \"{}\", from = {from}{accepted} }}\n",
                self.people[*captain][0]
            ));
        }
        (format!("org/features/{}.toml", feature.id), Some(text))
    }

    fn page(&self, page: usize) -> (String, Option<String>) {
        let Page { owner, edits, moves } = self.pages[page];
        let owner = match page % 3 {
            0 => String::new(),
            _ => format!("[extra.handbook]\nowner = \"{}\"\n", self.people[owner][0]),
        };
        let text = format!("+++\ntitle = \"Page {page}\"\n{owner}+++\n\nEdited {edits} times.\n");
        let moved = if moves > 0 { format!("-moved-{moves}") } else { String::new() };
        (format!("content/part-{}/page-{page}{moved}.md", page % 7), Some(text))
    }

    fn rules(&self) -> (String, Option<String>) {
        let text = format!("[[page]]\npattern = \"/*\"\nowner = \"{}\"\n", self.team_ids[0][0]);
        ("org/ownership.toml".to_owned(), Some(text))
    }

    /// Somebody gets another id: their file moves, and everything that names them says so.
    fn rename_person(&mut self, person: usize) -> Changes {
        let old = self.person(person).0;
        self.renamed += 1;
        self.people[person].insert(0, format!("renamed-{}", self.renamed));
        let mut changes = vec![(old, None), self.person(person)];
        let teams = (0..self.teams)
            .filter(|team| person % self.teams == *team || self.managers[*team] == Some(person));
        changes.extend(teams.map(|team| self.team(team)));
        let features = (0..self.features.len()).filter(|number| {
            let feature = &self.features[*number];
            let next = feature.next.as_ref().map(|(captain, ..)| *captain);
            feature.captain == person || next == Some(person)
        });
        changes.extend(features.map(|number| self.feature(number)));
        let pages = (0..self.pages.len()).filter(|page| self.pages[*page].owner == person);
        changes.extend(pages.map(|page| self.page(page)));
        changes
    }

    /// The same for a team.
    fn rename_team(&mut self, team: usize) -> Changes {
        let old = self.team(team).0;
        self.renamed += 1;
        self.team_ids[team].insert(0, format!("team-renamed-{}", self.renamed));
        let mut changes = vec![(old, None), self.team(team), self.rules()];
        let features =
            (0..self.features.len()).filter(|number| self.features[*number].team == team);
        changes.extend(features.map(|number| self.feature(number)));
        changes
    }
}

fn formerly(ids: &[String]) -> String {
    if ids.len() > 1 { format!("formerly = {:?}\n", &ids[1..]) } else { String::new() }
}
