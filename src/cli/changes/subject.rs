//! What a word on the command line names: as `handbook who` looks it up, and pages that are gone.

use zola_handbook::handbook::Handbook;
use zola_handbook::org::{FeatureId, PersonId, TeamId};
use zola_handbook::ownership::{Found, Kind, Lookup, Query, Subject};
use zola_handbook::root::RepoPath;

use crate::cli::Failure;

/// Something that changes are asked of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A feature.
    Feature(FeatureId),
    /// A team.
    Team(TeamId),
    /// A person.
    Person(PersonId),
    /// A page, by its file; the last one of a page that is gone.
    Page(RepoPath),
}

impl Asked {
    /// As it is asked for without doubt.
    pub fn written(&self) -> String {
        match self {
            Self::Feature(id) => format!("feature:{id}"),
            Self::Team(id) => format!("team:{id}"),
            Self::Person(id) => format!("person:{id}"),
            Self::Page(file) => format!("page:{file}"),
        }
    }

    /// The same as it was looked up; nothing for a file of code, which has no history here.
    fn of(subject: Subject) -> Option<Self> {
        Some(match subject {
            Subject::Feature(id) => Self::Feature(id),
            Subject::Team(id) => Self::Team(id),
            Subject::Person(id) => Self::Person(id),
            Subject::Page(file) => Self::Page(file),
            Subject::Path(..) => return None,
        })
    }
}

/// What a text names, the likeliest first, and what else goes by it; `team:x` and the like say
/// which is meant.
///
/// # Errors
/// [`Failure::Usage`] where it names nothing, with what is like it, or several things equally.
pub fn find(handbook: &Handbook, text: &str) -> Result<Vec<Asked>, Failure> {
    let query = Query::new(text);
    let content = handbook.location.prefix.join(handbook.content_folder.as_str())?;
    let lookup = Lookup { org: &handbook.org, pages: &handbook.pages, content: &content };
    let gone = gone(handbook, &content, &query);
    let name = &query.word;
    match lookup.find(&query) {
        Found::One(first, others) => {
            let living = std::iter::once(first).chain(others).filter_map(Asked::of);
            let all: Vec<Asked> = living.chain(gone).collect();
            if all.is_empty() {
                return Err(Failure::Usage(format!(
                    "`{name}` is a file of code, and changes are told of pages: \
                     `handbook who {name}` says whose it is"
                )));
            }
            Ok(all)
        }
        Found::Several(several) => Err(Failure::Usage(format!(
            "`{name}` may be any of {}: say which",
            written(several, "and")
        ))),
        Found::Nothing(_) if !gone.is_empty() => Ok(gone),
        Found::Nothing(alike) if alike.is_empty() => Err(Failure::Usage(format!(
            "nothing here is called `{name}`; \
             name a page by its file, or a team, feature or person by id or name"
        ))),
        Found::Nothing(alike) => Err(Failure::Usage(format!(
            "nothing here is called `{name}`; did you mean {}?",
            written(alike, "or")
        ))),
    }
}

/// As things are asked for without doubt, in a sentence.
fn written(subjects: Vec<Subject>, joint: &str) -> String {
    let asked = subjects.into_iter().filter_map(Asked::of);
    let words: Vec<String> = asked.map(|one| format!("`{}`", one.written())).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} {joint} {last}", firsts.join(", ")),
    }
}

/// Pages that are gone, by their last file or its path from the content folder, with or without
/// its ending.
fn gone(handbook: &Handbook, content: &RepoPath, query: &Query) -> Vec<Asked> {
    if query.kind.is_some_and(|kind| kind != Kind::Page) {
        return Vec::new();
    }
    let slim = query.word.trim_matches('/');
    let stem = |path: &str| path.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let is_it = |path: &&RepoPath| {
        let mut names = std::iter::once(path.as_str()).chain(path.below(content));
        names.any(|name| name == slim || stem(name).as_deref() == Some(slim))
    };
    let last = handbook.history.removed.iter().filter_map(|log| Some(&log.changes.first()?.path));
    let mut found: Vec<Asked> = last.filter(is_it).cloned().map(Asked::Page).collect();
    found.dedup();
    found
}
