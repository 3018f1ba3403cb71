//! What is told of a handbook that was opened.

use std::env;
use std::path::Path;

use zola_handbook::handbook::Location;
use zola_handbook::root;
use zola_handbook::site::Written;

use super::Opened;

/// Says that the handbook is rather the folder `site` of this one, or one that this one lies in.
pub(super) fn handbook_near(location: &Location) -> Option<String> {
    let Location { root, .. } = location;
    let site = root.join("site");
    let is_handbook = |folder: &Path| root::is_handbook(folder, location.boundary());
    if !is_handbook(root) && is_handbook(&site) {
        return Some(format!(
            "note: there is a handbook in {}: --root says which is meant",
            site.display()
        ));
    }
    let inside = |above: &&Path| above.starts_with(location.boundary());
    let mut above = root.ancestors().skip(1).take_while(inside);
    let above = above.find(|above| is_handbook(above))?;
    Some(format!(
        "note: this folder lies in the handbook {}: --root says which is meant",
        above.display()
    ))
}

impl Opened {
    /// What writing the staged site came to.
    pub fn written_in_words(written: Written) -> String {
        let files = if written.written == 1 { "file" } else { "files" };
        format!("{} {files} written, {} as they were", written.written, written.kept)
    }

    /// Whether there is no page at all.
    pub fn is_empty(&self) -> bool {
        self.handbook.pages.is_empty()
    }

    /// How many pages have a page of their own on the site.
    pub(super) fn published_pages(&self) -> usize {
        self.handbook.pages.iter().filter(|page| page.rendered).count()
    }

    /// What is published, counted.
    pub fn in_words(&self) -> String {
        let org = &self.handbook.org;
        let counted = |count: usize, one: &str, many: &str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let mut parts = vec![counted(self.published_pages(), "page", "pages")];
        if !org.features.is_empty() || !org.teams.is_empty() || !org.people.is_empty() {
            parts.push(counted(org.features.len(), "feature", "features"));
            parts.push(counted(org.teams.len(), "team", "teams"));
            parts.push(counted(org.people.len(), "person", "people"));
        }
        parts.join(", ")
    }

    /// What git remembers, and how much of it was known already.
    pub fn history_in_words(&self) -> String {
        if self.handbook.location.repository.is_none() {
            return "no repository here, so pages have no history".to_owned();
        }
        let history = &self.handbook.history;
        let walked = history.walked;
        let mut words = match (walked.commits, walked.from_cache) {
            (0, _) => "nothing is committed yet".to_owned(),
            (1, 0) => "1 commit, read now".to_owned(),
            (all, 0) => format!("{all} commits, read now"),
            (1, _) => "1 commit, known from the last time".to_owned(),
            (all, known) if all == known => {
                format!("{all} commits, all known from the last time")
            }
            (all, known) => format!("{all} commits, {known} of them known from the last time"),
        };
        if history.completeness.is_shallow() {
            words.push_str(
                "; the clone is shallow, so what is older is unknown (git fetch --unshallow)",
            );
        }
        if history.completeness.missing_blobs > 0 {
            words.push_str("; the clone is partial, so some renames are unknown");
        }
        if history.unsaved.is_some() {
            words.push_str("; the cache cannot be written, so the next time it is all read again");
        }
        words
    }

    /// What to do so that git passes over the folder of the site; nothing where it does already.
    pub fn how_to_ignore(&self, site: &Path) -> Option<String> {
        let repository = self.handbook.location.repository.as_ref()?;
        let folder = repository.path_to_file(site).ok()??;
        // That git cannot be asked spoils no build.
        let is_added = repository.would_add(&folder).unwrap_or(false) && !folder.is_root();
        is_added.then(|| {
            let file = repository.workdir().unwrap_or(self.root()).join(".gitignore");
            format!(
                "`git add .` would commit {folder}/: write /{folder}/ into {}",
                self.shown(&file)
            )
        })
    }

    /// A folder as the user would name it from here.
    pub fn shown(&self, path: &Path) -> String {
        let here = env::current_dir().and_then(|here| here.canonicalize());
        let below = here.ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
        below.unwrap_or_else(|| path.to_path_buf()).display().to_string()
    }

    /// ` --root DIR` where the user had to say so.
    pub fn root_argument(&self) -> String {
        self.named_root
            .as_ref()
            .map(|root| format!(" --root {}", root.display()))
            .unwrap_or_default()
    }
}
