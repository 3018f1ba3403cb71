//! What somebody means by words that name a person, or something of another kind than was asked for.

use zola_handbook::org::{Org, PersonId};
use zola_handbook::ownership::{Found, Kind, Lookup, Query, Subject};
use zola_handbook::root::RepoPath;

use super::Failure;

/// Words that name one thing, as they were typed: `time off` is one name, quoted or not.
#[derive(Debug, Clone)]
pub struct Name(String);

impl Name {
    /// The words with a space between them.
    pub fn of(words: &[String]) -> Self {
        Self(words.join(" "))
    }

    /// As one text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The one person who is meant.
///
/// # Errors
/// [`Failure::Usage`] where nobody is called so, with who is called alike, or several people are.
pub fn person(org: &Org, word: &str) -> Result<PersonId, Failure> {
    let query = Query { kind: Some(Kind::Person), ..Query::new(word) };
    let lookup = Lookup { org, pages: &[], content: &RepoPath::root() };
    let ids = |subjects: &[Subject], joint| {
        in_words(subjects.iter().map(|one| one.id().to_owned()).collect(), joint)
    };
    Err(Failure::Usage(match lookup.find(&query) {
        Found::One(Subject::Person(id), _) => return Ok(id),
        Found::Several(several) => {
            format!("`{word}` may be any of {}", ids(&several, "and"))
        }
        Found::Nothing(alike) if !alike.is_empty() => {
            format!("nobody is called `{word}`; did you mean {}?", ids(&alike, "or"))
        }
        Found::One(..) | Found::Nothing(_) => match other_kind(&lookup, &query) {
            Some(kind) => format!("`{}` is a {kind}, and nobody is called so", query.word),
            None => format!("nobody is called `{word}`"),
        },
    }))
}

/// Of which kind the thing is that a word names, where the question was about another kind.
pub fn other_kind(lookup: &Lookup<'_>, query: &Query) -> Option<&'static str> {
    let asked = query.kind?;
    match lookup.find(&Query { kind: None, ..query.clone() }) {
        Found::One(subject, _) if subject.kind() != asked && subject.kind() != Kind::Path => {
            Some(subject.kind().as_str())
        }
        _ => None,
    }
}

/// Names in a sentence: "`a`, `b` or `c`".
pub fn in_words(names: Vec<String>, joint: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} {joint} {last}", firsts.join(", ")),
    }
}
