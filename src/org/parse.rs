//! From files to an [`Org`].

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{LARGEST, Misplaced, OrgFile, Shelf, shelf};
use super::page_rule::RawRule;
use super::{
    APPROVAL, Approval, COMPANY, Company, FEATURE, Feature, OWNERSHIP, Org, PERSON, Person, REVIEW,
    Review, ReviewedPage, TEAM, Team, names,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity, Source};
use crate::metadata::{Document, Keys, Strictness};
use crate::root::RepoPath;

/// Makes an organisation of the files below `folder`, which is `org/` from the repository's root.
///
/// Of today's files ([`Strictness::Today`]) every mistake is told. Of a commit's files
/// ([`Strictness::Past`]) what can be understood is: unknown keys, missing ones and ids that name
/// nobody are passed over, and only a file of which nothing can be read is noted.
#[must_use]
pub fn parse(folder: &RepoPath, files: Vec<OrgFile>, how: Strictness) -> (Org, Diagnostics) {
    let mut files = files;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let mut reading = Reading { how, ..Reading::new() };
    let paths: BTreeSet<_> = files.iter().map(|file| file.path.clone()).collect();
    // Most of the time goes into TOML, and no file needs another one for that.
    let outcomes: Vec<Outcome> =
        files.into_par_iter().map(|file| Outcome::of(file, folder, how)).collect();
    for outcome in outcomes {
        reading.take(outcome, &paths);
    }
    names::settle(reading)
}

/// What has been read so far.
pub(super) struct Reading {
    pub(super) how: Strictness,
    pub(super) org: Org,
    pub(super) rules: Vec<RawRule>,
    /// Ids of people and teams whose files are there, and could not be read.
    pub(super) unread: BTreeSet<String>,
    pub(super) problems: Diagnostics,
}

impl Reading {
    fn new() -> Self {
        Self {
            how: Strictness::Today,
            org: Org::default(),
            rules: Vec::new(),
            unread: BTreeSet::new(),
            problems: Diagnostics::new(),
        }
    }

    fn take(&mut self, outcome: Outcome, paths: &BTreeSet<RepoPath>) {
        match outcome {
            Outcome::Held(held, problems) => {
                self.hold(*held);
                self.problems.extend(problems);
            }
            Outcome::Unread(unread, problem) => {
                let how = self.how.weight().unwrap_or(Severity::Note);
                if let Some(problem) = problem {
                    self.problems.push(Diagnostic { severity: how, ..*problem });
                }
                self.unread.extend(unread);
            }
            Outcome::Misplaced(path, misplaced) => self.misplaced(&path, misplaced, paths),
            Outcome::Nothing => {}
        }
    }

    fn hold(&mut self, held: Held) {
        match held {
            Held::Company(company) => self.org.company = Some(company),
            Held::Rules(rules) => self.rules = rules,
            Held::Person(person) => drop(self.org.people.insert(person.id.clone(), person)),
            Held::Team(team) => drop(self.org.teams.insert(team.id.clone(), team)),
            Held::Feature(feature) => drop(self.org.features.insert(feature.id.clone(), feature)),
            Held::Review(page, review) => drop(self.org.reviews.insert(page, review)),
            Held::Approval(number, approval) => {
                self.org.approvals.extend(approval.map(|approval| (number, approval)));
            }
        }
    }

    fn misplaced(&mut self, path: &RepoPath, misplaced: Misplaced, paths: &BTreeSet<RepoPath>) {
        if self.how == Strictness::Past {
            return;
        }
        let Misplaced { code, severity, message, help } = misplaced;
        let place = Place::unread(path.clone());
        let mut problem = Diagnostic::new(severity, code, message).at(place);
        problem.help = help;
        let twin = RepoPath::new(&path.as_str().to_lowercase()).ok().filter(|twin| twin != path);
        if let Some(twin) = twin.filter(|twin| severity == Severity::Error && paths.contains(twin))
        {
            problem.message = format!(
                "`{}` and `{}` differ only in capitals, so they would be one",
                path.file_name(),
                twin.file_name()
            );
            problem.help = Some("keep one of the two files".to_owned());
            problem = problem.with_related(Place::unread(twin), "the other one is here");
        }
        self.problems.push(problem);
    }
}

/// What became of a file.
enum Outcome {
    /// It was read, with what is wrong in it.
    Held(Box<Held>, Diagnostics),
    /// It could not be: the id that it names all the same, and why where that was not told before.
    Unread(Option<String>, Option<Box<Diagnostic>>),
    /// It is not where a file may be.
    Misplaced(RepoPath, Misplaced),
    /// It is nothing to us, or was told before.
    Nothing,
}

/// What a file holds.
enum Held {
    Company(Company),
    Rules(Vec<RawRule>),
    Person(Person),
    Team(Team),
    Feature(Feature),
    Review(ReviewedPage, Review),
    Approval(u64, Option<Approval>),
}

impl Outcome {
    fn of(file: OrgFile, folder: &RepoPath, how: Strictness) -> Self {
        let Some(inside) = file.path.below(folder).filter(|inside| !inside.is_empty()) else {
            return Self::Nothing;
        };
        let shelf = match shelf(inside) {
            Ok(shelf) => shelf,
            Err(misplaced) if file.bytes.is_some() => {
                return Self::Misplaced(file.path, misplaced);
            }
            // A folder or a link that was reported already.
            Err(_) => return Self::Nothing,
        };
        let id = match &shelf {
            Shelf::Ignored => return Self::Nothing,
            Shelf::Person(id) => Some(id.to_string()),
            Shelf::Team(id) => Some(id.to_string()),
            _ => None,
        };
        match file.bytes.map(|bytes| text_of(bytes, &file.path)) {
            Some(Ok(text)) => {
                let source = Arc::new(Source::new(file.path, text));
                let document = Document::of_file(&source, how);
                match Held::read(shelf, &document) {
                    Some(held) => Self::Held(Box::new(held), document.into_problems()),
                    None => Self::Nothing,
                }
            }
            Some(Err(problem)) => Self::Unread(id, Some(problem)),
            None => Self::Unread(id, None),
        }
    }
}

impl Held {
    fn read(shelf: Shelf, document: &Document<'_>) -> Option<Self> {
        let root = |keys: &'static Keys| document.root(keys);
        Some(match shelf {
            Shelf::Company => Self::Company(Company::read(&root(&COMPANY))),
            Shelf::Ownership => Self::Rules(RawRule::read_all(&root(&OWNERSHIP))),
            Shelf::Person(id) => Self::Person(Person::read(&root(&PERSON), id)),
            Shelf::Team(id) => Self::Team(Team::read(&root(&TEAM), id)),
            Shelf::Feature(id) => Self::Feature(Feature::read(&root(&FEATURE), id)),
            Shelf::Review(page) => {
                let review = Review::read(&root(&REVIEW), page.clone());
                Self::Review(page, review)
            }
            Shelf::Approval(number) => {
                Self::Approval(number, Approval::read(&root(&APPROVAL), number))
            }
            Shelf::Ignored => return None,
        })
    }
}

/// The text of a file, or why it has none.
fn text_of(bytes: Vec<u8>, path: &RepoPath) -> Result<String, Box<Diagnostic>> {
    let problem = |code, message: String, help: &str| {
        let place = Place::unread(path.clone());
        Box::new(Diagnostic::error(code, message).at(place).with_help(help))
    };
    if bytes.len() as u64 > LARGEST {
        let message = format!("this is larger than {} KiB, so it is not read", LARGEST / 1024);
        return Err(problem("org/too-large", message, "see whether it is the file that you meant"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message =
            format!("line {line} is not UTF-8 text: it holds the byte 0x{:02x}", bytes[at]);
        problem("org/not-utf8", message, "save the file as UTF-8")
    })?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        let message = "this file is empty".to_owned();
        return Err(problem("org/empty-file", message, "write what it is about, or remove it"));
    }
    Ok(text)
}
