//! From files to an [`Org`].

use std::collections::BTreeSet;
use std::sync::Arc;

use super::files::{LARGEST, Misplaced, OrgFile, Shelf, shelf};
use super::page_rule::RawRule;
use super::{
    APPROVAL, Approval, COMPANY, Company, FEATURE, Feature, OWNERSHIP, Org, PERSON, Person, REVIEW,
    Review, TEAM, Team, names,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity, Source};
use crate::metadata::{Document, Keys, Strictness, Table};
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
    for file in files {
        let Some(inside) = file.path.below(folder).filter(|inside| !inside.is_empty()) else {
            continue;
        };
        match shelf(inside) {
            Ok(Shelf::Ignored) => {}
            Ok(shelf) => reading.file(shelf, file),
            Err(misplaced) if file.bytes.is_some() => {
                reading.misplaced(&file.path, misplaced, &paths)
            }
            // A folder or a link that was reported already.
            Err(_) => {}
        }
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

    fn file(&mut self, shelf: Shelf, file: OrgFile) {
        let unread = match &shelf {
            Shelf::Person(id) => Some(id.to_string()),
            Shelf::Team(id) => Some(id.to_string()),
            _ => None,
        };
        let text = file.bytes.map(|bytes| text_of(bytes, &file.path));
        match text {
            Some(Ok(text)) => self.parsed(shelf, Arc::new(Source::new(file.path, text))),
            Some(Err(problem)) => {
                let how = self.how.weight().unwrap_or(Severity::Note);
                self.problems.push(Diagnostic { severity: how, ..*problem });
                self.unread.extend(unread);
            }
            None => self.unread.extend(unread),
        }
    }

    fn parsed(&mut self, shelf: Shelf, source: Arc<Source>) {
        let document = Document::of_file(&source, self.how);
        let root = |keys: &'static Keys| -> Table<'_> { document.root(keys) };
        match shelf {
            Shelf::Company => self.org.company = Some(Company::read(&root(&COMPANY))),
            Shelf::Ownership => self.rules = RawRule::read_all(&root(&OWNERSHIP)),
            Shelf::Person(id) => {
                let person = Person::read(&root(&PERSON), id.clone());
                self.org.people.insert(id, person);
            }
            Shelf::Team(id) => {
                let team = Team::read(&root(&TEAM), id.clone());
                self.org.teams.insert(id, team);
            }
            Shelf::Feature(id) => {
                let feature = Feature::read(&root(&FEATURE), id.clone());
                self.org.features.insert(id, feature);
            }
            Shelf::Review(page) => {
                let review = Review::read(&root(&REVIEW), page.clone());
                self.org.reviews.insert(page, review);
            }
            Shelf::Approval(number) => {
                let approval = Approval::read(&root(&APPROVAL), number);
                self.org.approvals.extend(approval.map(|approval| (number, approval)));
            }
            Shelf::Ignored => {}
        }
        self.problems.extend(document.into_problems());
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
