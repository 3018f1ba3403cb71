//! What a build came to, for the workflow that ran it.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Opened;
use crate::cli::Failure;

/// A file that is told what was published, as `name=value` lines: the shape of GitHub's
/// `GITHUB_OUTPUT` and of GitLab's dotenv reports.
pub struct Outputs {
    path: PathBuf,
    file: File,
    folder: String,
    counts: Counts,
}

/// How much is published.
#[derive(Serialize)]
struct Counts {
    pages: usize,
    features: usize,
    teams: usize,
    people: usize,
}

impl Opened {
    /// Opens such a file, before anything is published into `target`.
    ///
    /// # Errors
    /// Where it cannot be opened, or the folder's name has a line break in it: what comes after the
    /// break would be read as another output.
    pub fn outputs(&self, path: &Path, target: &Path) -> Result<Outputs, Failure> {
        let folder = self.shown(target);
        if folder.contains(char::is_control) {
            return Err(Failure::Usage(format!(
                "--outputs: the folder's name, {folder:?}, is more than a line can hold"
            )));
        }
        let about = |error| Failure::Machine(format!("{}: {error}", path.display()).into());
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(about)?;
        let org = &self.handbook.org;
        let counts = Counts {
            pages: self.published_pages(),
            features: org.features.len(),
            teams: org.teams.len(),
            people: org.people.len(),
        };
        Ok(Outputs { path: path.to_path_buf(), file, folder, counts })
    }
}

impl Outputs {
    /// Appends `folder=`, as the user would name it from here, and `counts=`, JSON on one line.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write(mut self) -> Result<(), Failure> {
        let counts = serde_json::to_string(&self.counts).unwrap_or_default();
        let lines = format!("folder={}\ncounts={counts}\n", self.folder);
        self.file
            .write_all(lines.as_bytes())
            .map_err(|error| Failure::Machine(format!("{}: {error}", self.path.display()).into()))
    }
}
