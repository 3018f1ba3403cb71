//! What a word on the command line names: as `handbook who` looks it up, and pages that are gone.

use std::collections::{BTreeMap, BTreeSet};

use zola_handbook::content::Role;
use zola_handbook::handbook::Handbook;
use zola_handbook::history::{Change, Commit, PageLog, People};
use zola_handbook::org::{FeatureId, PersonId, TeamId};
use zola_handbook::ownership::{Found, Kind, Lookup, Query, Subject, names_file};
use zola_handbook::root::RepoPath;

use super::Opened;
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

/// How much a word names that is the path of a folder with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Breadth {
    /// All pages of the folder.
    Folder,
    /// The folder's own page.
    Page,
}

/// What a text names, the likeliest first, and what else goes by it; `team:x` and the like say
/// which is meant. A folder is all pages in it and below, its own included. A page is found by the
/// names that it had before, too, and the user is told.
///
/// # Errors
/// [`Failure::Usage`] where it names nothing, with what is like it, or several things equally.
pub fn find(opened: &mut Opened, text: &str, terminal: &Terminal) -> Result<Vec<Asked>, Failure> {
    named(opened, text, Breadth::Folder, terminal)
}

fn named(
    opened: &mut Opened,
    text: &str,
    breadth: Breadth,
    terminal: &Terminal,
) -> Result<Vec<Asked>, Failure> {
    let query = Query::new(text);
    let location = &opened.handbook.location;
    let content = location.prefix.join(opened.handbook.content_folder.as_str())?;
    forget_kept(opened, &content, &query)?;
    let handbook = &opened.handbook;
    let lookup = Lookup { org: &handbook.org, pages: &handbook.pages, content: &content };
    let gone = gone(handbook, &content, &query);
    let name = &query.word;
    let widened = |found: Vec<Asked>| match breadth {
        Breadth::Folder => widened(handbook, &content, &query, found),
        Breadth::Page => found,
    };
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
            return Ok(widened(all));
        }
        Found::Several(several) => {
            let all = widened(several.iter().cloned().filter_map(Asked::of).collect());
            if let [Asked::Folder(..)] = all.as_slice() {
                return Ok(all);
            }
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
    if matches!(query.kind, None | Some(Kind::Person)) && is_an_author(opened, name)? {
        return Err(Failure::Usage(format!(
            "`{name}` is an author in git, and nobody in org/people is known to be them; give the \
             person a file there with the address of their commits in `emails`, or say in .mailmap \
             which of those who have one they are"
        )));
    }
    let handbook = &opened.handbook;
    let lookup = Lookup { org: &handbook.org, pages: &handbook.pages, content: &content };
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

/// The files of the pages that a word names, as [`find`] does, where one page is wanted: of a folder
/// its own.
///
/// # Errors
/// [`Failure::Usage`] where it names no page, or a folder that has none of its own.
pub fn find_page(
    opened: &mut Opened,
    word: &str,
    terminal: &Terminal,
) -> Result<Vec<RepoPath>, Failure> {
    let found = named(opened, &format!("page:{word}"), Breadth::Page, terminal)?;
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
fn is_an_author(opened: &mut Opened, name: &str) -> Result<bool, Failure> {
    let name = name.to_lowercase();
    let people = People::of(&opened.handbook.org);
    let is_theirs = |commit: &Commit| {
        let mut authors = std::iter::once(&commit.author).chain(&commit.co_authors);
        authors.any(|author| author.name.to_lowercase() == name && people.behind(author).is_none())
    };
    let history = &opened.handbook.history;
    let logs = history.pages.values().chain(&history.removed);
    let changes = logs.flat_map(|log| &log.changes);
    let theirs: Vec<Change> =
        changes.filter(|change| is_theirs(history.commit(change))).cloned().collect();
    forget(opened, &theirs)?;
    let history = &opened.handbook.history;
    let logs = history.pages.values().chain(&history.removed);
    let told = logs.flat_map(|log| &log.changes).map(|change| history.commit(change));
    Ok(told.filter(|commit| !commit.flags.kept).any(is_theirs))
}

/// As things are asked for without doubt, in a sentence; by their ids where the question says of
/// which kind they are.
fn written(subjects: Vec<Subject>, query: &Query, joint: &str) -> String {
    let asked = subjects.into_iter().filter_map(Asked::of);
    let names = asked.map(|one| if query.kind.is_some() { one.id() } else { one.written() });
    in_words(names.collect(), joint)
}

/// Takes what nobody is to be told of out of the logs of pages that go by a word today no more: that
/// there was a page of that name, or a folder with pages, is part of what is kept.
fn forget_kept(opened: &mut Opened, content: &RepoPath, query: &Query) -> Result<(), Failure> {
    let folders = folders(content, query);
    let goes_by = |path: &RepoPath| {
        is_named(path, content, query) || folders.iter().any(|folder| path.below(folder).is_some())
    };
    let history = &opened.handbook.history;
    let gone = history.removed.iter().filter(|log| {
        let mut paths = log.changes.iter().flat_map(|one| one.from.iter().chain([&one.path]));
        paths.any(goes_by)
    });
    let moved = history.pages.values().filter(|log| {
        let mut former = log.changes.iter().filter_map(|change| change.from.as_ref());
        former.any(goes_by)
    });
    forget(opened, &gone.chain(moved).flat_map(|log| &log.changes).cloned().collect::<Vec<_>>())
}

/// Takes what nobody is to be told of out of the history, among these changes.
fn forget(opened: &mut Opened, changes: &[Change]) -> Result<(), Failure> {
    let mut asked: BTreeMap<usize, BTreeSet<&RepoPath>> = BTreeMap::new();
    for change in changes {
        asked.entry(change.commit).or_default().insert(&change.path);
    }
    if !asked.is_empty() {
        let is_asked = |change: &Change| {
            asked.get(&change.commit).is_some_and(|paths| paths.contains(&change.path))
        };
        opened.classes(&is_asked)?;
    }
    Ok(())
}

/// The folders of which a word may be the path, from the root or from the content folder.
fn folders(content: &RepoPath, query: &Query) -> Vec<RepoPath> {
    if query.kind.is_some_and(|kind| kind != Kind::Page) {
        return Vec::new();
    }
    let path = RepoPath::new(query.word.trim_start_matches("./").trim_end_matches('/')).ok();
    let path = path.filter(|path| !path.is_root());
    let below = path.as_ref().and_then(|path| content.join(path.as_str()).ok());
    path.into_iter().chain(below).collect()
}

/// The folder of pages that a word names, with the pages that are in it and below, or were: whoever
/// moves a page out of a folder that a gate asks for is asked, too.
fn folder(handbook: &Handbook, content: &RepoPath, query: &Query) -> Option<Asked> {
    let history = &handbook.history;
    let living = handbook.pages.iter().map(|page| (&page.file, history.pages.get(&page.file)));
    let gone = history.removed.iter().filter_map(|log| Some((log.last_file()?, Some(log))));
    let all: Vec<(&RepoPath, Option<&PageLog>)> = living.chain(gone).collect();
    folders(content, query).into_iter().find_map(|folder| {
        let below = |file: &RepoPath| file.below(&folder).is_some_and(|rest| !rest.is_empty());
        let was = |log: &PageLog| {
            let mut paths = log.changes.iter().flat_map(|one| one.from.iter().chain([&one.path]));
            paths.any(below)
        };
        let is_asked =
            |(file, log): &&(&RepoPath, Option<&PageLog>)| below(file) || log.is_some_and(was);
        let files: Vec<RepoPath> =
            all.iter().filter(is_asked).map(|(file, _)| (*file).clone()).collect();
        (!files.is_empty()).then_some(Asked::Folder(folder, files))
    })
}

/// The same, with the folder of which the word is the path in place of its own page, and of pages
/// that are only called alike.
fn widened(
    handbook: &Handbook,
    content: &RepoPath,
    query: &Query,
    found: Vec<Asked>,
) -> Vec<Asked> {
    let Some(Asked::Folder(folder, mut files)) = folder(handbook, content, query) else {
        return found;
    };
    let is_for_folder = |one: &Asked| {
        let Asked::Page(file) = one else { return false };
        let page = handbook.pages.iter().find(|page| page.file == *file);
        page.is_some_and(|page| {
            let is_beside = || names_file(folder.as_str(), file, content);
            let is_its_own = page.role == Role::Folder
                && (file.parent().as_ref() == Some(&folder) || is_beside());
            is_its_own
                || !(page.title.eq_ignore_ascii_case(&query.word) || is_named(file, content, query))
        })
    };
    let Some(first) = found.iter().position(is_for_folder) else { return found };
    let mut kept = Vec::new();
    for (at, one) in found.into_iter().enumerate() {
        let is_own = is_for_folder(&one);
        match one {
            // Beside the folder, not in it.
            Asked::Page(own) if is_own && names_file(folder.as_str(), &own, content) => {
                files.push(own);
            }
            _ if is_own => {}
            other => kept.push((at, other)),
        }
    }
    let place = kept.iter().filter(|(at, _)| *at < first).count();
    let mut all: Vec<Asked> = kept.into_iter().map(|(_, one)| one).collect();
    all.insert(place, Asked::Folder(folder, files));
    all
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
