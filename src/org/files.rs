//! Which file of `org/` says what.

use super::ids::suggested_id;
use super::{FeatureId, PersonId, ReviewedPage, TeamId};
use crate::diagnostics::Severity;
use crate::metadata::did_you_mean;
use crate::root::RepoPath;

/// The largest file of `org/` that is read, in bytes. A person's is a few hundred.
pub const LARGEST: u64 = 1024 * 1024;
/// Room for a file as most are, in bytes.
pub(super) const USUAL: usize = 1024;

/// A file of `org/`, from disk or from a commit.
#[derive(Debug, Clone)]
pub struct OrgFile {
    /// Its path from the repository's root.
    pub path: RepoPath,
    /// What it holds; nothing where it could not be read and that was reported already.
    pub bytes: Option<Vec<u8>>,
}

impl OrgFile {
    /// A file and what it holds.
    #[must_use]
    pub fn new(path: RepoPath, bytes: Vec<u8>) -> Self {
        Self { path, bytes: Some(bytes) }
    }

    /// A file that is there and could not be read. Its id counts as known.
    #[must_use]
    pub fn unread(path: RepoPath) -> Self {
        Self { path, bytes: None }
    }
}

/// What a file is about, by its path below `org/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shelf {
    Company,
    Ownership,
    Person(PersonId),
    Team(TeamId),
    Feature(FeatureId),
    Review(ReviewedPage),
    Approval(u64),
    /// A hidden file or a README: nobody's business.
    Ignored,
}

/// Why a path is nothing that `org/` has.
#[derive(Debug)]
pub(super) struct Misplaced {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

const FOLDERS: [&str; 5] = ["people", "teams", "features", "reviews", "approvals"];
const FILES: [&str; 2] = ["company.toml", "ownership.toml"];

/// What the file at this path below `org/` is about.
pub(super) fn shelf(inside: &str) -> Result<Shelf, Misplaced> {
    let name = inside.rsplit('/').next().unwrap_or(inside);
    if name.starts_with('.') || name.eq_ignore_ascii_case("README.md") {
        return Ok(Shelf::Ignored);
    }
    let Some((folder, rest)) = inside.split_once('/') else { return at_the_top(inside) };
    if !FOLDERS.contains(&folder) {
        let help = did_you_mean(folder, FOLDERS)
            .unwrap_or_else(|| format!("the folders of org/ are {}", FOLDERS.join("/, ") + "/"));
        return Err(stray(
            format!("`{folder}/` is not a folder of org/, so this is not read"),
            help,
        ));
    }
    let Some(stem) = rest.strip_suffix(".toml") else { return Err(not_toml(rest)) };
    if folder == "reviews" {
        return Ok(Shelf::Review(ReviewedPage::new(stem)));
    }
    if stem.contains('/') {
        let help = format!("put it into org/{folder}/ itself");
        return Err(stray(
            format!("org/{folder}/ has no folders in it, so this is not read"),
            help,
        ));
    }
    let known = match folder {
        "people" => PersonId::new(stem).map(Shelf::Person),
        "teams" => TeamId::new(stem).map(Shelf::Team),
        "features" => FeatureId::new(stem).map(Shelf::Feature),
        _ => return approval(stem),
    };
    known.ok_or_else(|| bad_id(stem))
}

fn at_the_top(name: &str) -> Result<Shelf, Misplaced> {
    match name {
        "company.toml" => return Ok(Shelf::Company),
        "ownership.toml" => return Ok(Shelf::Ownership),
        _ => {}
    }
    if FOLDERS.contains(&name) {
        return Err(Misplaced {
            code: "org/file-for-folder",
            severity: Severity::Error,
            message: format!("`{name}` is a file, and a folder is wanted there"),
            help: Some(format!("make it a folder that holds one file for each of the {name}")),
        });
    }
    if FILES.iter().any(|file| file.eq_ignore_ascii_case(name)) {
        return Err(not_toml(name));
    }
    let help = did_you_mean(name, FILES)
        .unwrap_or_else(|| format!("the files of org/ itself are {}", FILES.join(" and ")));
    Err(stray(format!("`{name}` is not a file of org/, so it is not read"), help))
}

fn approval(stem: &str) -> Result<Shelf, Misplaced> {
    // `007` and `7` would be two files for one pull request.
    let number = stem.parse::<u64>().ok().filter(|number| number.to_string() == stem);
    number.map(Shelf::Approval).ok_or_else(|| Misplaced {
        code: "org/bad-id",
        severity: Severity::Error,
        message: format!("`{stem}` is not the number of a pull request"),
        help: Some("a file of org/approvals/ is called by that number: 7.toml".to_owned()),
    })
}

/// A name that does not end as it should: one in capitals was meant to be read.
fn not_toml(name: &str) -> Misplaced {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".toml") {
        return Misplaced {
            code: "org/bad-name",
            severity: Severity::Error,
            message: format!(
                "`{name}` is not read, since its ending is not `.toml` in small letters"
            ),
            help: Some(format!("rename it to {lower}")),
        };
    }
    let message = format!("`{name}` is not a TOML file, so it is not read");
    stray(message, "rename it so that it ends with .toml, or move it out of org/".to_owned())
}

fn bad_id(stem: &str) -> Misplaced {
    let rule = "ids are of a to z, 0 to 9 and -";
    Misplaced {
        code: "org/bad-id",
        severity: Severity::Error,
        message: format!("`{stem}`, the name of this file, cannot be an id"),
        help: Some(match suggested_id(stem) {
            Some(id) => format!("{rule}: rename the file to {id}.toml"),
            None => rule.to_owned(),
        }),
    }
}

fn stray(message: String, help: String) -> Misplaced {
    Misplaced { code: "org/stray-file", severity: Severity::Warning, message, help: Some(help) }
}
