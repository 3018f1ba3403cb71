//! Where the pages of a plain handbook are, below its folder.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::files::{Rules, walk};
use super::{ContentError, is_page};
use crate::content::Layout;
use crate::diagnostics::Diagnostics;
use crate::root::{RepoPath, text_inside};

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
/// say, else in the folder `content/`, `contents/`, `handbook/` or `docs/` that holds more than half
/// of all pages, else in the handbook's folder itself. The answer is relative to it. No settings are
/// read that lead out of `boundary`.
///
/// # Errors
/// [`ContentError`] where the folder cannot be read.
pub fn find(root: &Path, boundary: &Path) -> Result<RepoPath, ContentError> {
    let mut unsaid = Diagnostics::new();
    let files = walk(root, &RepoPath::root(), root, Rules::Tracked, &mut unsaid)?;
    let paths: Vec<&str> = files.iter().map(|file| file.relative.as_str()).collect();
    Ok(find_among(&paths, &|name| text_inside(boundary, &root.join(name)).ok()?))
}

/// The same among files that may not be on disk: their paths from the handbook's folder, and a way
/// to read one of them.
pub fn find_among(paths: &[&str], read: &dyn Fn(&str) -> Option<String>) -> RepoPath {
    let holds = |folder: &RepoPath, path: &str| {
        path.strip_prefix(folder.as_str()).is_some_and(|below| below.starts_with('/'))
    };
    if let Some(said) = said(read)
        && (said.is_root() || paths.iter().any(|path| holds(&said, path)))
    {
        return said;
    }
    let pages: Vec<&&str> =
        paths.iter().filter(|path| is_page(path, Layout::Plain) && !is_about(path)).collect();
    let mut candidates = CANDIDATES.iter().filter_map(|candidate| RepoPath::new(candidate).ok());
    candidates
        .find(|folder| pages.iter().filter(|path| holds(folder, path)).count() * 2 > pages.len())
        .unwrap_or_else(RepoPath::root)
}

/// The settings of Docusaurus.
const DOCUSAURUS: [&str; 4] = [
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
];

/// Whether numbers at the front of names order them and are no part of their addresses, in a
/// handbook in whose folder the files are there that `is_there` says.
#[must_use]
pub fn is_numbered(is_there: &dyn Fn(&str) -> bool) -> bool {
    DOCUSAURUS.iter().any(|name| is_there(name))
}

/// What another generator's settings say.
fn said(read: &dyn Fn(&str) -> Option<String>) -> Option<RepoPath> {
    let first = |pattern: &LazyLock<Option<Regex>>, text: &str| {
        let found = pattern.as_ref()?.captures(text)?;
        Some(found.get(1)?.as_str().trim_start_matches("./").trim_matches('/').to_owned())
    };
    let folder = if let Some(text) = read("mkdocs.yml").or_else(|| read("mkdocs.yaml")) {
        first(&DOCS_DIR, &text).unwrap_or_else(|| "docs".to_owned())
    } else if let Some(text) = read("book.toml") {
        first(&BOOK_SRC, &text).unwrap_or_else(|| "src".to_owned())
    } else if let Some(text) = read(".gitbook.yaml") {
        first(&GITBOOK_ROOT, &text)?
    } else if DOCUSAURUS.iter().any(|name| read(name).is_some()) {
        "docs".to_owned()
    } else if read("_config.yml").is_some() || read(".obsidian/app.json").is_some() {
        // Jekyll publishes all of its folder, and a vault is one.
        String::new()
    } else {
        return None;
    };
    RepoPath::new(&folder).ok()
}

fn is_about(path: &str) -> bool {
    let stem = path.split('.').next().unwrap_or(path);
    !path.contains('/') && ABOUT.iter().any(|known| stem.eq_ignore_ascii_case(known))
}
