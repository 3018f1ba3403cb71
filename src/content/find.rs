//! Where the pages of a plain handbook are, below its folder.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::files::{Rules, walk};
use super::{ContentError, is_page};
use crate::content::Layout;
use crate::diagnostics::Diagnostics;
use crate::root::RepoPath;

/// Folders that hold the pages of many a repository, the likeliest first.
const CANDIDATES: [&str; 4] = ["content", "contents", "handbook", "docs"];

/// Files at the top of a repository that are about it, and no sign that its pages are there.
const ABOUT: [&str; 8] = [
    "readme",
    "contributing",
    "changelog",
    "license",
    "code_of_conduct",
    "security",
    "support",
    "authors",
];

static DOCS_DIR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?m)^docs_dir:\s*["']?([^"'\s#]+)"#).ok());
static BOOK_SRC: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?m)^src\s*=\s*"([^"]+)""#).ok());
static GITBOOK_ROOT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?m)^root:\s*["']?([^"'\s#]+)"#).ok());

/// Finds the content of a handbook that has no Zola site: where the settings of another generator
/// say, else in the folder `content/`, `contents/`, `handbook/` or `docs/` that holds more than half of all
/// pages, else in the handbook's folder itself. The answer is relative to it.
///
/// # Errors
/// [`ContentError`] where the folder cannot be read.
pub fn find(root: &Path) -> Result<RepoPath, ContentError> {
    if let Some(said) = said(root) {
        return Ok(said);
    }
    let mut unsaid = Diagnostics::new();
    let files = walk(root, &RepoPath::root(), root, Rules::Tracked, &mut unsaid)?;
    among(files.iter().map(|file| &file.relative))
}

/// As [`find`], for files that are not on disk, by their paths from the handbook's folder; settings
/// of other generators are not looked at.
///
/// # Errors
/// Never: the names of the folders are paths.
pub fn among<'a>(files: impl IntoIterator<Item = &'a RepoPath>) -> Result<RepoPath, ContentError> {
    let pages: Vec<&str> = files
        .into_iter()
        .map(RepoPath::as_str)
        .filter(|path| is_page(path, Layout::Plain) && !is_about(path))
        .collect();
    for candidate in CANDIDATES {
        let folder = RepoPath::new(candidate)?;
        let inside = pages.iter().filter(|path| {
            path.strip_prefix(candidate).is_some_and(|below| below.starts_with('/'))
        });
        if inside.count() * 2 > pages.len() {
            return Ok(folder);
        }
    }
    Ok(RepoPath::root())
}

/// What another generator's settings say.
fn said(root: &Path) -> Option<RepoPath> {
    let read = |name: &str| fs::read_to_string(root.join(name)).ok();
    let first = |pattern: &LazyLock<Option<Regex>>, text: &str| {
        let found = pattern.as_ref()?.captures(text)?;
        Some(found.get(1)?.as_str().trim_matches('/').trim_start_matches("./").to_owned())
    };
    let mkdocs = ["mkdocs.yml", "mkdocs.yaml"].iter().find_map(|name| read(name));
    let folder = if let Some(text) = mkdocs {
        first(&DOCS_DIR, &text).unwrap_or_else(|| "docs".to_owned())
    } else if let Some(text) = read("book.toml") {
        first(&BOOK_SRC, &text).unwrap_or_else(|| "src".to_owned())
    } else if let Some(text) = read(".gitbook.yaml") {
        first(&GITBOOK_ROOT, &text)?
    } else if ["js", "ts", "mjs", "cjs"]
        .iter()
        .any(|ending| root.join(format!("docusaurus.config.{ending}")).is_file())
    {
        "docs".to_owned()
    } else if root.join("_config.yml").is_file() || root.join(".obsidian").is_dir() {
        // Jekyll publishes all of its folder, and a vault is one.
        return Some(RepoPath::root());
    } else {
        return None;
    };
    let folder = RepoPath::new(&folder).ok().filter(|folder| !folder.is_root())?;
    let path = root.join(folder.as_str());
    let inside = fs::canonicalize(&path).ok()?.starts_with(fs::canonicalize(root).ok()?);
    (inside && path.is_dir()).then_some(folder)
}

fn is_about(path: &str) -> bool {
    let stem = path.split('.').next().unwrap_or(path);
    !path.contains('/') && ABOUT.iter().any(|known| stem.eq_ignore_ascii_case(known))
}
