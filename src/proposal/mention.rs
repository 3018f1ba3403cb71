//! Whom a few words name: `Ada Lovelace`, `@ada`, `@company/replay`, `the Replay team`.

use crate::content::Cell;
use crate::email::{self, Email};
use crate::org::Account;

/// Somebody, or a team, as a text names them.
#[derive(Debug, Clone, Default)]
pub(super) struct Mention {
    /// What they are called; empty where only an account or an address is written.
    pub(super) name: String,
    /// Their account on the forge, without its `@`.
    pub(super) account: Option<String>,
    /// Their address.
    pub(super) address: Option<Email>,
    /// Whether a team is meant.
    pub(super) team: bool,
}

/// Words for nobody.
const NOBODY: [&str; 24] = [
    "-",
    "–",
    "—",
    "?",
    "??",
    "n/a",
    "na",
    "none",
    "nobody",
    "no one",
    "noone",
    "no owner",
    "tbd",
    "tba",
    "tbc",
    "todo",
    "vacant",
    "unowned",
    "unassigned",
    "open",
    "unknown",
    "everyone",
    "anyone",
    "all",
];

/// Words that make a name a team's.
const TEAMS: [&str; 7] = ["team", "squad", "guild", "chapter", "tribe", "crew", "department"];

/// More words than any name has: a sentence, which names nobody.
const WORDS: usize = 6;

/// Whether a cell or a value says that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '_', '(', ')', '.']).trim().to_lowercase();
    text.is_empty() || NOBODY.contains(&text.as_str())
}

/// Whom a cell of a table names, in order.
pub(super) fn of_cell(cell: &Cell) -> Vec<Mention> {
    let mut found = of_text(&cell.text);
    for mention in &mut found {
        let theirs = cell.links.iter().filter(|(words, _)| *words == mention.name);
        mention.team |= theirs.flat_map(|(_, target)| target.split('/')).any(is_team_word);
    }
    found
}

/// Whom a text names, in order: names with commas, `and`, `&`, `/` or line breaks between them.
pub(super) fn of_text(text: &str) -> Vec<Mention> {
    text.split([',', ';', '\n']).flat_map(of_part).collect()
}

/// The same of what stands between two commas. Where a piece of it is too long for a name, it is a
/// sentence, whose other pieces are no names either.
fn of_part(part: &str) -> Vec<Mention> {
    let between = [" and ", " or ", " & ", " / ", " + "];
    let text = between.iter().fold(part.to_owned(), |text, word| text.replace(word, ","));
    let text = text.replace(" @", ",@");
    let named = |piece: &str| piece.split(['(', '[', '<']).next().unwrap_or_default().to_owned();
    if text.split(',').any(|piece| named(piece).split_whitespace().count() > WORDS) {
        return Vec::new();
    }
    text.split(',').filter_map(one).collect()
}

fn one(text: &str) -> Option<Mention> {
    let (text, address) = match text.split_once('<') {
        Some((name, rest)) => (name, rest.split('>').next().filter(|rest| rest.contains('@'))),
        None => (text, None),
    };
    // `Ada (backup: Bob)`: what is in brackets is said about the name.
    let text = text.split(['(', '[']).next().unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches(|one: char| !one.is_alphanumeric() && one != '@' && one != '.');
    let address = address.map(Email::new);
    if let Some(account) = text.strip_prefix('@') {
        let account = Account::new(account)?.as_str().to_owned();
        let team = account.contains('/');
        return Some(Mention { account: Some(account), address, team, ..Mention::default() });
    }
    if text.contains('@') && !text.contains(' ') {
        return Some(Mention { address: Some(Email::new(text)), ..Mention::default() });
    }
    if is_nothing(text) || text.split(' ').count() > WORDS || !text.chars().any(char::is_alphabetic)
    {
        return address.map(|address| Mention { address: Some(address), ..Mention::default() });
    }
    let team = text.split(' ').any(is_team_word);
    Some(Mention { name: email::taken_out(text), address, team, account: None })
}

fn is_team_word(word: &str) -> bool {
    let word = word.to_lowercase();
    TEAMS.iter().any(|known| word.strip_suffix('s').unwrap_or(&word) == *known)
}

/// A name without what says only that it is a team's, in small letters and without spaces: what
/// two ways to write a team's name have in common.
pub(super) fn team_key(name: &str) -> String {
    team_words(name).replace(' ', "").to_lowercase()
}

/// The same as words; of a name that says no more than that it is a team's, all of it.
pub(super) fn team_words(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let telling = |word: &&str| !is_team_word(word) && !word.eq_ignore_ascii_case("the");
    let own: Vec<&str> = words.iter().copied().filter(telling).collect();
    if own.is_empty() { words.join(" ") } else { own.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let shown = |one: Mention| {
            let team = if one.team { "team " } else { "" };
            let address = if one.address.is_some() { " …" } else { "" };
            format!(
                "{team}{}{}{address}",
                one.name,
                one.account.map_or(String::new(), |it| format!("@{it}"))
            )
        };
        of_text(text).into_iter().map(shown).collect()
    }

    #[test]
    fn names_are_taken_apart_as_people_write_them() {
        assert_eq!(named("Ada Lovelace"), ["Ada Lovelace"]);
        assert_eq!(named("Ada, Bob and Cleo"), ["Ada", "Bob", "Cleo"]);
        assert_eq!(named("Ada (backup: Bob)"), ["Ada"]);
        assert_eq!(named("Ada [she wrote the very first program] and Bob"), ["Ada", "Bob"]);
        assert_eq!(named("@ada @bob"), ["@ada", "@bob"]);
        assert_eq!(named("@us/replay"), ["team @us/replay"]);
        assert_eq!(named("Replay team"), ["team Replay team"]);
        assert_eq!(named("Ada <ada@x.example>"), ["Ada …"]);
        assert_eq!(named("ada@x.example"), [" …"]);
        assert_eq!(named("Ada Lovelace ada@x.example"), ["Ada Lovelace …"]);
    }

    #[test]
    fn words_for_nobody_name_nobody() {
        for text in ["", "-", "TBD", "N/A", "*none*", "?", "(vacant)", "everyone"] {
            assert_eq!(named(text), Vec::<String>::new(), "{text}");
            assert!(is_nothing(text), "{text}");
        }
        let sentence = "Whoever happens to be in the office on that day or about to come";
        assert_eq!(named(sentence), Vec::<String>::new());
    }
}
