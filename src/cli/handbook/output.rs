//! The folder that a site is published into.

use std::path::{Path, PathBuf};

use zola_handbook::root::WORK;
use zola_handbook::{content, site};

use super::Opened;
use crate::cli::Failure;

impl Opened {
    /// The folder to publish into, as the user named it from the handbook's root.
    ///
    /// # Errors
    /// Where it is a part of what a build reads or keeps: the next build would read its own output,
    /// or this one replace what somebody wrote.
    pub fn output(&self, named: &Path) -> Result<PathBuf, Failure> {
        let root = self.root();
        let target = real(&root.join(named))?;
        let location = &self.handbook.location;
        let git = location.repository.iter().flat_map(|it| [it.git_dir(), it.common_dir()]);
        let folders = site::FOLDERS.iter().chain(&["org", "content", WORK]).map(|it| root.join(it));
        let kept = git.map(Path::to_path_buf).chain(folders).find(|kept| target.starts_with(kept));
        let refused = |why: &str| {
            Err(Failure::Usage(format!(
                "--output {}: {why}; choose another folder, such as public",
                named.display()
            )))
        };
        if let Some(kept) = kept {
            return refused(&format!("the site cannot be published into {}", kept.display()));
        }
        if root.starts_with(&target) {
            return refused("the handbook itself is in that folder");
        }
        let pages = root.join(self.handbook.content_folder.as_str());
        let below = target.strip_prefix(&pages).ok().and_then(Path::to_str);
        if below.is_some_and(|below| below.is_empty() || !content::is_passed_over(below)) {
            let pages = self.handbook.content_folder.as_str();
            let pages = if pages.is_empty() { "here" } else { &format!("in {pages}") };
            return refused(&format!("every folder {pages} is read for pages"));
        }
        Ok(target)
    }
}

/// An absolute path with every link and `..` in the part of it that exists resolved.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    let mut missing = Vec::new();
    for above in path.ancestors() {
        match std::fs::canonicalize(above) {
            Ok(mut found) => {
                found.extend(missing.iter().rev());
                return Ok(found);
            }
            Err(_) => missing.extend(above.file_name()),
        }
    }
    Ok(std::path::absolute(path)?)
}
