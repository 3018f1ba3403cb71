//! What makes a change of words likely to be a change of rules.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use super::gathering::Draft;
use super::redline::{Mark, What};
use super::token::{Is, Token};
use super::vocabulary::{
    CURRENCIES, DOING, GOING, MODALS, MONTHS, NAMING, NUMBERS, ROLES, TEAMS, TOWARDS, UNITS,
    UNNAMED, Vocabulary, WEEKDAYS,
};

/// Something that was added, taken out or replaced, and that rules are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signal {
    /// Money: a number with a currency.
    Amount,
    /// Any other number, in digits or words, and words such as `twice`.
    Number,
    /// A day, a month, a year.
    Date,
    /// A word that binds or frees: must, may, should, never.
    Modal,
    /// What somebody is at the company: manager, director, or the company's own words.
    Role,
    /// A team.
    Team,
}

impl Signal {
    /// All of them, in their order.
    pub const ALL: [Self; 6] =
        [Self::Amount, Self::Number, Self::Date, Self::Modal, Self::Role, Self::Team];

    /// As JSON and people write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Number => "number",
            Self::Date => "date",
            Self::Modal => "modal",
            Self::Role => "role",
            Self::Team => "team",
        }
    }

    /// Whether a change of it is a change of a rule on its face. Roles and teams are named in
    /// passing, too.
    #[must_use]
    pub fn binds(self) -> bool {
        matches!(self, Self::Amount | Self::Number | Self::Date | Self::Modal)
    }
}

/// The signals of a redline.
pub(super) fn signals(drafts: &[Draft<'_>], vocabulary: &Vocabulary) -> BTreeSet<Signal> {
    let mut found = BTreeSet::new();
    for draft in drafts.iter().filter(|draft| draft.is_changed()) {
        let (removed, added) = sides(draft);
        let before = counted(&removed, vocabulary);
        let after = counted(&added, vocabulary);
        let differs = |one: &Counted, other: &Counted| -> Vec<Signal> {
            one.iter()
                .filter(|(what, count)| other.get(*what) != Some(count))
                .map(|((signal, _), _)| *signal)
                .collect()
        };
        found.extend(differs(&before, &after));
        found.extend(differs(&after, &before));
    }
    found
}

/// A word of one side.
struct Word<'t> {
    token: &'t Token,
    changed: bool,
    /// Whether a sentence begins with it.
    begins: bool,
}

type Side<'t> = Vec<Word<'t>>;

fn sides<'t>(draft: &Draft<'t>) -> (Side<'t>, Side<'t>) {
    let side = |alone: Mark| -> Side<'t> {
        let mut begins = true;
        let mut words = Vec::new();
        for (token, changed) in draft.words.side(alone) {
            if token.is == Is::Word {
                words.push(Word { token, changed, begins });
            }
            begins = token.is != Is::Word && matches!(&*token.text, "." | "!" | "?" | ":");
        }
        words
    };
    match draft.what {
        // The words are still there.
        What::MovedAway(_) => (Vec::new(), Vec::new()),
        _ => (side(Mark::Removed), side(Mark::Added)),
    }
}

/// What was found, as written, and how often.
type Counted = BTreeMap<(Signal, String), usize>;

/// Looks at the words of one side, those that stayed beside them included: the currency may stand
/// beside the number that changed. Only what changed is counted.
fn counted(side: &[Word<'_>], vocabulary: &Vocabulary) -> Counted {
    let changed: Vec<bool> = side.iter().map(|word| word.changed).collect();
    let phrases = vocabulary.roles.iter().chain(&vocabulary.teams);
    let reach = phrases.map(Vec::len).max().unwrap_or_default().max(1);
    let near = beside(&changed, reach);
    // Words far from any change are not looked at: most of a page.
    let folded = |(word, near): (&Word<'_>, &bool)| match near {
        true => word.token.text.to_lowercase().replace('’', "'"),
        false => String::new(),
    };
    let words: Vec<String> = side.iter().zip(&near).map(folded).collect();
    let mut found = Counted::new();
    let mut count = |signal, text: &str| *found.entry((signal, text.to_owned())).or_default() += 1;
    for (at, word) in words.iter().enumerate().filter(|(at, _)| near[*at]) {
        let next = words.get(at + 1).map_or("", String::as_str);
        let last = at.checked_sub(1).map_or("", |at| &words[at]);
        // What a sentence begins with says what is done: `Eat. Head to the desk.`
        let last = if side[at].begins && word == "head" { "" } else { last };
        if changed[at]
            && let Some(signal) = of_word(word, last, next)
        {
            count(signal, word);
        }
        for (signal, phrases) in
            [(Signal::Role, &vocabulary.roles), (Signal::Team, &vocabulary.teams)]
        {
            // Phrases that begin with the same word stand together.
            let beginning = phrases
                .range::<[String], _>((Bound::Included(&words[at..=at]), Bound::Unbounded))
                .take_while(|phrase| phrase.first() == Some(word));
            let here = beginning.into_iter().find(|phrase| {
                words.get(at..at + phrase.len()).is_some_and(|there| there == phrase.as_slice())
            });
            let here = here.filter(|phrase| changed[at..at + phrase.len()].contains(&true));
            if let Some(phrase) = here {
                count(signal, &phrase.join(" "));
            }
        }
    }
    found
}

/// For each place, whether any that holds is so near to it.
fn beside(holds: &[bool], reach: usize) -> Vec<bool> {
    let mut near = vec![false; holds.len()];
    for at in (0..holds.len()).filter(|at| holds[*at]) {
        near[at.saturating_sub(reach)..holds.len().min(at + reach + 1)].fill(true);
    }
    near
}

/// What a word between two others signals.
pub(super) fn of_word(word: &str, last: &str, next: &str) -> Option<Signal> {
    let singular = word.strip_suffix("'s").unwrap_or(word);
    let singular = singular.strip_suffix('s').unwrap_or(singular);
    let is = |words: &[&str]| words.contains(&word);
    if word.chars().any(|c| c.is_ascii_digit()) {
        return of_figure(word, last, next);
    }
    if is(MONTHS) || is(WEEKDAYS) || (matches!(word, "march" | "may") && is_day(last, next)) {
        Some(Signal::Date)
    } else if is(MODALS) {
        Some(Signal::Modal)
    } else if is(NUMBERS) || (word == "once" && matches!(next, "a" | "an" | "per" | "every")) {
        Some(Signal::Number)
    } else if is(ROLES) || ROLES.contains(&singular) {
        (!is_done(singular, last, next)).then_some(Signal::Role)
    } else if is(TEAMS) || TEAMS.contains(&singular) {
        let unnamed = last.is_empty() || last.ends_with("'s") || UNNAMED.contains(&last);
        (singular != "team" || !unnamed).then_some(Signal::Team)
    } else {
        None
    }
}

/// Whether a word that is a role elsewhere says what somebody does: to head for a place, to lead to
/// something. Behind `your`, `the` and the like it names somebody.
fn is_done(role: &str, last: &str, next: &str) -> bool {
    match role {
        // What is to be done by a head of any department, or where one heads.
        "head" if matches!(next, "to" | "for") => last.is_empty() || GOING.contains(&last),
        "head" => {
            let is_named = NAMING.contains(&last) || last.ends_with("'s") || last.ends_with("s'");
            TOWARDS.contains(&next) && !is_named
        }
        "lead" => matches!(next, "to" | "into") && DOING.contains(&last),
        _ => false,
    }
}

fn of_figure(word: &str, last: &str, next: &str) -> Option<Signal> {
    let core: String = word.chars().filter(|c| c.is_ascii_digit()).collect();
    let starts = word.trim_start_matches(|c: char| "+-~<>≤≥€£$¥₹".contains(c));
    let is_number = starts.starts_with(|c: char| c.is_ascii_digit());
    if word.chars().any(|c| "€£$¥₹".contains(c))
        || (is_number && (CURRENCIES.contains(&next) || CURRENCIES.contains(&last)))
    {
        return Some(Signal::Amount);
    }
    let behind = starts.trim_start_matches(|c: char| c.is_ascii_digit() || ".,'".contains(c));
    let is_name =
        behind.len() > 3 && behind.chars().all(char::is_alphabetic) && !UNITS.contains(&behind);
    if !is_number || is_name {
        // A name with a figure in it, such as `h2`, `covid-19` or `37signals`.
        return None;
    }
    let is_year = core.len() == 4 && (core.starts_with("19") || core.starts_with("20"));
    let is_iso = core.len() == 8 && word.matches(['-', '/', '.']).count() == 2;
    let is_plain = word.len() == 4;
    let by_month = MONTHS.contains(&last) || MONTHS.contains(&next);
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
    if is_iso || (is_year && is_plain) || by_month || (is_ordinal && is_day(last, next)) {
        return Some(Signal::Date);
    }
    Some(Signal::Number)
}

/// Whether a figure that could be a day stands beside a word that could be a month.
fn is_day(last: &str, next: &str) -> bool {
    let figure = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n) || (1900..2100).contains(&n))
    };
    figure(last) || figure(next) || MONTHS.contains(&next)
}
