//! The words that signals are read by: those that all companies use, and a company's own.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::org::Org;

/// What a company calls its roles and teams, besides the words that all companies use.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub(super) roles: BTreeSet<Vec<String>>,
    pub(super) teams: BTreeSet<Vec<String>>,
}

impl Vocabulary {
    /// The words of an organisation: crafts, titles, roles of supporting people, names of teams.
    #[must_use]
    pub fn of(org: &Org) -> Self {
        let phrase = |text: &str| -> Vec<String> {
            text.split([' ', '-']).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
        };
        let people = org.people.values();
        let crafts = people.clone().filter_map(|one| one.craft.as_ref());
        let titles = people.filter_map(|one| one.title.as_ref());
        let supporting = org.teams.values().flat_map(|team| &team.supporting);
        let roles = crafts
            .map(|craft| phrase(craft.value.as_str()))
            .chain(titles.map(|title| phrase(&title.value)))
            .chain(supporting.map(|one| phrase(&one.role.value)));
        let teams = org.teams.values().map(|team| phrase(&team.name.value));
        Self {
            roles: roles.filter(|phrase| !phrase.is_empty()).collect(),
            teams: teams.filter(|phrase| !phrase.is_empty()).collect(),
        }
    }

    /// A name for exactly these words, so that what was worked out with others is not reused.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(format!("{:?}{:?}", self.roles, self.teams));
        digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Words that all companies use for roles; the plural of each counts, too.
pub(super) const ROLES: &[&str] = &[
    "manager",
    "director",
    "lead",
    "leader",
    "head",
    "officer",
    "chief",
    "captain",
    "owner",
    "supervisor",
    "administrator",
    "accountant",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "founder",
    "partner",
    "principal",
    "associate",
    "apprentice",
    "trustee",
    "executive",
    "president",
    "designer",
    "engineer",
    "developer",
    "programmer",
    "analyst",
    "researcher",
    "consultant",
];

/// Words that all companies use for teams.
pub(super) const TEAMS: &[&str] =
    &["team", "department", "committee", "board", "squad", "guild", "hr"];

/// Before these, `team` names no team: `your team`, `two teams`.
pub(super) const UNNAMED: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "my", "your", "our", "their", "his", "her",
    "its", "own", "any", "each", "every", "no", "some", "many", "more", "most", "all", "both",
    "other", "another", "whole", "entire", "of", "in", "on", "to", "for", "with", "and", "or",
    "as", "one", "two", "three", "new",
];

/// Behind these, what somebody is at the company is named: `your head for the day`.
pub(super) const NAMING: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "my",
    "your",
    "our",
    "their",
    "his",
    "her",
    "its",
    "any",
    "each",
    "every",
    "no",
    "some",
    "all",
    "both",
    "other",
    "another",
    "new",
    "team",
    "department",
    "deputy",
    "acting",
    "interim",
];

/// Before these, who heads or leads goes somewhere: `head for a walk`, `it can lead to`.
pub(super) const TOWARDS: &[&str] = &[
    "for", "to", "into", "out", "over", "off", "back", "home", "towards", "toward", "down", "up",
    "straight", "there",
];

/// Behind these, `head to` and `head for` are done; behind any other word somebody is named: `the
/// sales head to approve`.
pub(super) const GOING: &[&str] = &[
    "i",
    "we",
    "you",
    "they",
    "he",
    "she",
    "it",
    "who",
    "people",
    "everyone",
    "everybody",
    "and",
    "then",
    "to",
    "please",
    "just",
    "now",
    "first",
    "can",
    "could",
    "may",
    "might",
    "will",
    "would",
    "should",
    "must",
    "shall",
    "we'll",
    "you'll",
    "they'll",
    "let's",
    "don't",
    "not",
    "never",
    "always",
    "usually",
];

/// Behind these, `lead` is done.
pub(super) const DOING: &[&str] = &[
    "can", "could", "may", "might", "will", "would", "should", "must", "to", "not", "often",
    "usually", "which", "it", "this", "that",
];

/// Words that bind or free.
pub(super) const MODALS: &[&str] = &[
    "must",
    "may",
    "might",
    "should",
    "shall",
    "never",
    "always",
    "can",
    "cannot",
    "can't",
    "mustn't",
    "shouldn't",
    "not",
    "required",
    "require",
    "requires",
    "mandatory",
    "optional",
    "forbidden",
    "prohibited",
    "permitted",
    "allowed",
    "entitled",
    "only",
    "unless",
    "except",
    "don't",
    "won't",
    "no",
    "needn't",
];

/// Months that mean nothing else.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Days of the week.
pub(super) const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
];

/// Numbers in words, and how often something is done.
pub(super) const NUMBERS: &[&str] = &[
    "zero",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "half",
    "double",
    "twice",
    "quarterly",
    "annually",
    "weekly",
    "monthly",
    "daily",
    "fortnightly",
    "thrice",
    "yearly",
    "hourly",
    "biannually",
    "semiannually",
    "semiannual",
    "bi-yearly",
    "biweekly",
    "bi-weekly",
    "bimonthly",
];

/// Money.
pub(super) const CURRENCIES: &[&str] =
    &["gbp", "usd", "eur", "chf", "cad", "aud", "pounds", "dollars", "euros", "pence", "cents"];

/// What may stand right behind a number, as in `12months`.
pub(super) const UNITS: &[&str] = &[
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute",
    "minutes", "times", "percent", "people",
];
