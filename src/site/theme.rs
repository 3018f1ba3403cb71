//! The theme and the starter handbook, as they are in this repository, inside the program.

use include_dir::{Dir, include_dir};

use super::SiteError;
use crate::root::RepoPath;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/handbook/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/handbook/static");
static THEME: &[u8] = include_bytes!("../../themes/handbook/theme.toml");
static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/site/content");
static ORG: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/site/org");
static CONFIG: &[u8] = include_bytes!("../../site/zola.toml");

/// The name under which Zola finds our theme.
pub const NAME: &str = "handbook";

/// A file that the program carries: its path from where it belongs, and its bytes.
pub type Embedded = (RepoPath, &'static [u8]);

/// The configuration of the theme's own demonstration: the one place of the words that its templates
/// show.
pub static DEMONSTRATION: &str = include_str!("../../themes/handbook/config.toml");

/// The theme's files that a site needs, from the folder `themes/handbook`: not its demonstration.
///
/// # Errors
/// Never for a program that passed its tests: a name in the theme is no path.
pub fn files() -> Result<Vec<Embedded>, SiteError> {
    let mut files = vec![(RepoPath::new("theme.toml")?, THEME)];
    files.extend(below(&STATIC, &RepoPath::new("static")?)?);
    files.extend(below(&TEMPLATES, &RepoPath::new("templates")?)?);
    Ok(files)
}

/// The starter handbook's files, from its root.
///
/// # Errors
/// Never for a program that passed its tests: a name in the starter is no path.
pub fn starter() -> Result<Vec<Embedded>, SiteError> {
    let mut files = vec![(RepoPath::new("zola.toml")?, CONFIG)];
    files.extend(below(&CONTENT, &RepoPath::new("content")?)?);
    files.extend(below(&ORG, &RepoPath::new("org")?)?);
    Ok(files)
}

fn below(folder: &'static Dir<'static>, at: &RepoPath) -> Result<Vec<Embedded>, SiteError> {
    let mut found = Vec::new();
    for file in folder.files() {
        found.push((at.join(&file.path().to_string_lossy().replace('\\', "/"))?, file.contents()));
    }
    for inner in folder.dirs() {
        found.extend(below(inner, at)?);
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}
