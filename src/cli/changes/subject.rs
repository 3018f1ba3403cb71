//! What a word on the command line names: as `handbook who` looks it up, and pages that are gone.

use zola_handbook::handbook::Handbook;
use zola_handbook::history::{Change, PageLog, People};
use zola_handbook::org::{FeatureId, PersonId, TeamId};
use zola_handbook::ownership::{Found, Kind, Lookup, Query, Subject, names_file};
use zola_handbook::root::RepoPath;

use crate::cli::naming::{in_words, other_kind};
use crate::cli::{Failure, Terminal};

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
    /// A folder of pages, by its path, and the pages in it and below, those that are gone as well.
    Folder(RepoPath, Vec<RepoPath>),
}

impl Asked {
    /// As it is asked for without doubt.
    pub fn written(&self) -> String {
        let kind = match self {
            Self::Feature(_) => "feature",
            Self::Team(_) => "team",
            Self::Person(_) => "person",
            Self::Page(_) | Self::Folder(..) => "page",
        };
        format!("{kind}:{}", self.id())
    }

    /// Its id, or the page's file.
    fn id(&self) -> String {
        match self {
            Self::Feature(id) => id.to_string(),
            Self::Team(id) => id.to_string(),
            Self::Person(id) => id.to_string(),
            Self::Page(file) | Self::Folder(file, _) => file.to_string(),
        }
    }

    /// The same as it was looked up; nothing for a path, which may be a folder of pages or a file of
    /// code, which has no history here.
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
/// which is meant. A page is found by the names that it had before, too, and the user is told.
///
/// # Errors
/// [`Failure::Usage`] where it names nothing, with what is like it, or several things equally.
pub fn find(handbook: &Handbook, text: &str, terminal: &Terminal) -> Result<Vec<Asked>, Failure> {
    let query = Query::new(text);
    let content = handbook.location.prefix.join(handbook.content_folder.as_str())?;
    let lookup = Lookup { org: &handbook.org, pages: &handbook.pages, content: &content };
    let gone = gone(handbook, &content, &query);
    let name = &query.word;
    let alike = match lookup.find(&query) {
        Found::One(first, others) => {
            let living = std::iter::once(first).chain(others).filter_map(Asked::of);
            let all: Vec<Asked> = living.chain(gone).collect();
            if all.is_empty() {
                if let Some(folder) = folder(handbook, &content, &query) {
                    return Ok(vec![folder]);
                }
                return Err(Failure::Usage(format!(
                    "`{name}` is a file of code, and changes are told of pages: \
                     `handbook who {name}` says whose it is"
                )));
            }
            return Ok(all);
        }
        Found::Several(several) => {
            return Err(Failure::Usage(format!(
                "`{name}` may be any of {}: say which",
                written(several, &query, "and")
            )));
        }
        Found::Nothing(_) if !gone.is_empty() => return Ok(gone),
        Found::Nothing(alike) => alike,
    };
    if let Some(page) = formerly(handbook, &content, &query) {
        terminal.line(&format!("note: `{name}` is a former name of {page}"));
        return Ok(vec![Asked::Page(page)]);
    }
    if let Some(folder) = folder(handbook, &content, &query) {
        return Ok(vec![folder]);
    }
    if matches!(query.kind, None | Some(Kind::Person)) && is_an_author(handbook, name) {
        return Err(Failure::Usage(format!(
            "`{name}` is an author in git, and nobody in org/people is known to be them; give the \
             person a file there with the address of their commits in `emails`, or say in .mailmap \
             which of those who have one they are"
        )));
    }
    let thing = query.kind.map_or("nothing here", |kind| match kind {
        Kind::Feature => "no feature",
        Kind::Team => "no team",
        Kind::Person => "nobody",
        Kind::Page => "no page",
        Kind::Path => "no file of code",
    });
    if !alike.is_empty() {
        return Err(Failure::Usage(format!(
            "{thing} is called `{name}`; did you mean {}?",
            written(alike, &query, "or")
        )));
    }
    let hint = match (other_kind(&lookup, &query), query.kind) {
        (Some(other), _) => format!("that is a {other}"),
        (None, None) => {
            "name a page by its file, or a team, feature or person by id or name".to_owned()
        }
        (None, Some(Kind::Page | Kind::Path)) => {
            "name it by its file, its address or its title".to_owned()
        }
        (None, Some(_)) => "name it by its id or its name, as `handbook who` does".to_owned(),
    };
    Err(Failure::Usage(format!("{thing} is called `{name}`; {hint}")))
}

/// The files of the pages that a word names, as [`find`] does, where one page is wanted.
///
/// # Errors
/// [`Failure::Usage`] where it names no page, or a folder of them.
pub fn find_page(
    handbook: &Handbook,
    word: &str,
    terminal: &Terminal,
) -> Result<Vec<RepoPath>, Failure> {
    let found = find(handbook, &format!("page:{word}"), terminal)?;
    let mut files = Vec::new();
    for asked in found {
        match asked {
            Asked::Page(file) => files.push(file),
            Asked::Folder(..) => {
                return Err(Failure::Usage(format!(
                    "`{word}` is a folder of pages: name one of them"
                )));
            }
            Asked::Feature(_) | Asked::Team(_) | Asked::Person(_) => {}
        }
    }
    Ok(files)
}

/// Whether somebody of that name, whom the company does not know, wrote a commit of which is told.
fn is_an_author(handbook: &Handbook, name: &str) -> bool {
    let people = People::of(&handbook.org);
    let commits = handbook.history.commits.iter().filter(|commit| !commit.flags.kept);
    let mut authors =
        commits.flat_map(|commit| std::iter::once(&commit.author).chain(&commit.co_authors));
    let name = name.to_lowercase();
    authors.any(|author| author.name.to_lowercase() == name && people.behind(author).is_none())
}

/// As things are asked for without doubt, in a sentence; by their ids where the question says of
/// which kind they are.
fn written(subjects: Vec<Subject>, query: &Query, joint: &str) -> String {
    let asked = subjects.into_iter().filter_map(Asked::of);
    let names = asked.map(|one| if query.kind.is_some() { one.id() } else { one.written() });
    in_words(names.collect(), joint)
}

/// The folder of pages that a word names, from the root or from the content folder.
fn folder(handbook: &Handbook, content: &RepoPath, query: &Query) -> Option<Asked> {
    if query.kind.is_some_and(|kind| kind != Kind::Page) {
        return None;
    }
    let path = RepoPath::new(query.word.trim_start_matches("./").trim_end_matches('/')).ok()?;
    let living = || handbook.pages.iter().map(|page| &page.file);
    let gone = handbook.history.removed.iter().filter_map(|log| Some(&log.changes.first()?.path));
    let all: Vec<&RepoPath> = living().chain(gone).collect();
    [Some(path.clone()), content.join(path.as_str()).ok()].into_iter().flatten().find_map(
        |folder| {
            let below =
                |file: &&&RepoPath| file.below(&folder).is_some_and(|rest| !rest.is_empty());
            let files: Vec<RepoPath> = all.iter().filter(below).copied().cloned().collect();
            (!folder.is_root() && !files.is_empty()).then_some(Asked::Folder(folder, files))
        },
    )
}

/// Pages that are gone, by their last file or its path from the content folder, with or without
/// its ending.
fn gone(handbook: &Handbook, content: &RepoPath, query: &Query) -> Vec<Asked> {
    let last = handbook.history.removed.iter().filter_map(|log| Some(&log.changes.first()?.path));
    let last = last.filter(|path| is_named(path, content, query));
    let mut found: Vec<Asked> = last.cloned().map(Asked::Page).collect();
    found.dedup();
    found
}

/// The page that had this name before, by its file of today, or by the last one of a page that is
/// gone: of several the one that had it last, and rather one that is still there.
fn formerly(handbook: &Handbook, content: &RepoPath, query: &Query) -> Option<RepoPath> {
    let had = |log: &PageLog| {
        let named = |change: &&Change| {
            change.from.as_ref().is_some_and(|from| is_named(from, content, query))
        };
        // The newest commit has the first place.
        log.changes.iter().find(named).map(|change| change.commit)
    };
    let living = handbook
        .pages
        .iter()
        .filter_map(|page| Some((had(handbook.history.pages.get(&page.file)?)?, &page.file)));
    let gone = handbook
        .history
        .removed
        .iter()
        .filter_map(|log| Some((had(log)?, &log.changes.first()?.path)));
    let last = living.min().or_else(|| gone.min());
    last.map(|(_, file)| file.clone())
}

/// Whether a word names that file of a page.
fn is_named(path: &RepoPath, content: &RepoPath, query: &Query) -> bool {
    if query.kind.is_some_and(|kind| kind != Kind::Page) {
        return false;
    }
    let slim = query.word.trim_start_matches("./").trim_matches('/');
    names_file(slim, path, content)
}
