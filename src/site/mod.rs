//! The staged site: views, Tera, files. The only room that knows Tera; it decides nothing.
//!
//! [`stage`] makes a [`Tree`] of everything that Zola is to read, and a [`Map`] from each staged
//! file to what its author wrote.

mod api;
mod ask;
mod authored;
mod body;
mod changes;
mod csp;
mod error;
mod facts;
mod feeds;
mod forge;
mod front;
mod generate;
mod glance;
mod lately;
mod links;
mod map;
mod matter;
mod names;
mod navigation;
mod places;
mod redirects;
mod redlines;
pub mod report;
mod rewrite;
mod search;
mod settings;
mod templating;
pub mod theme;
mod tree;
mod views;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

pub use body::TEMPLATES;
pub use error::SiteError;
pub use links::{Base, NoBase};
pub use map::Map;
pub use matter::{Staged, compose};
pub use settings::Theme;
pub use tree::{Entry, Tree, Written};

use self::ask::Answers;
use self::body::Bodies;
use self::forge::Forge;
use self::lately::Lately;
use self::names::Names;
use self::redlines::Redlines;
use self::search::Index;
use crate::content::Layout;
use crate::diagnostics::{Diagnostic, Diagnostics, Source};
use crate::handbook::{Handbook, Location};
use crate::root::RepoPath;
use crate::zola::Dialect;

/// What decides how a handbook is staged, besides the handbook.
#[derive(Debug, Clone, Copy)]
pub struct Staging<'a> {
    /// The template language of the Zola that will build it.
    pub dialect: Dialect,
    /// The address that takes the place of the configuration's.
    pub base: Option<&'a Base>,
}

/// Folders of a Zola site that are staged as they are, besides its content.
pub const FOLDERS: &[&str] =
    &["static", "sass", "data", "syntaxes", "highlight_themes", "templates", "themes"];

/// Makes the site that Zola is to build.
///
/// # Errors
/// [`SiteError`] where a file of the site cannot be read or a template fails.
pub fn stage(handbook: &Handbook, staging: Staging<'_>) -> Result<(Tree, Map), SiteError> {
    let base = match (staging.base, &handbook.config.zola.base_url) {
        (Some(base), _) => base.clone(),
        (None, authored) => Base::new(authored.as_deref().unwrap_or("/")),
    };
    let names = Names::new(handbook, base, forge(handbook), settings::words(handbook)?);
    let theme = settings::theme_of(&names);
    let mut tree = Tree::default();
    let mut map = Map::default();

    authored::stage_others(&names, &mut tree)?;
    redirects::stage(&names, &mut tree)?;
    let lately = Lately::read(handbook)?;
    let redlines = Redlines::read(&names, &lately)?;
    authored::stage(&names, &redlines, staging.dialect, &mut tree, &mut map)?;
    let own = own_templates(handbook)?;
    let bodies = Bodies::new(&own, names.words.clone())?;
    generate::stage(&names, &redlines, &bodies, &mut tree, &mut map)?;
    feeds::stage(&names, &redlines, &mut tree)?;
    api::stage(&names, &lately, &mut tree)?;
    if handbook.layout == Layout::Zola {
        copy_site(handbook, &mut tree, &mut map)?;
    }
    stage_theme(handbook, theme, staging.dialect, &mut tree)?;
    if theme == Theme::Ours {
        tree.make(settings::answers_path(&names)?, serde_json::to_vec(&Answers::of(&names))?)?;
        tree.make(settings::index_path(&names)?, serde_json::to_vec(&Index::of(&names))?)?;
    }
    let path = RepoPath::new("config.toml")?;
    let written = settings::authored(&handbook.location)?;
    if let Some(source) = &written {
        map.settings(&path, source);
    }
    let written = written.as_ref().map_or("", |source| source.text.as_str());
    tree.make(path, settings::staged(&names, written, theme, staging.dialect)?)?;
    Ok((tree, map))
}

/// Tells of links to files of the repository that are not published, where no forge is known that
/// could show them.
#[must_use]
pub fn diagnose(handbook: &Handbook) -> Diagnostics {
    let mut told = Diagnostics::new();
    if forge(handbook).is_some() {
        return told;
    }
    for page in &handbook.pages {
        let links = handbook.links.pages.get(&page.file);
        for (link, target) in links.into_iter().flat_map(crate::links::PageLinks::iter) {
            if let crate::links::Target::Repository { path, .. } = target {
                told.push(
                    Diagnostic::warning(
                        "content/link-to-repository",
                        format!("`{path}` is not part of the handbook, and nothing else shows it"),
                    )
                    .at(page.place(&link.destination))
                    .with_help("set `repository` in [extra.handbook] to its address on a forge"),
                );
            }
        }
    }
    told
}

/// The forge that the configuration names, else that of the remote.
fn forge(handbook: &Handbook) -> Option<Forge> {
    let repository = handbook.location.repository.as_ref()?;
    let url = match &handbook.config.repository {
        Some(address) => address.to_string(),
        None => repository.origin_url().ok().flatten()?,
    };
    Forge::of_remote(&url, &handbook.branch())
}

/// Where a site puts its own templates of generated bodies.
const BODIES: &str = "templates/handbook/bodies";

fn own_templates(handbook: &Handbook) -> Result<BTreeMap<String, String>, SiteError> {
    let folder = handbook.location.root.join(BODIES);
    let mut found = BTreeMap::new();
    for (path, absolute) in files_below(&folder)? {
        let text = fs::read_to_string(&absolute)
            .map_err(|source| SiteError::Read { path: absolute.clone(), source })?;
        found.insert(path.as_str().to_owned(), text);
    }
    Ok(found)
}

/// Copies what a Zola site has besides its content, and notes whose its templates are.
fn copy_site(handbook: &Handbook, tree: &mut Tree, map: &mut Map) -> Result<(), SiteError> {
    let location = &handbook.location;
    let bodies = RepoPath::new(BODIES)?;
    for folder in FOLDERS {
        let to = RepoPath::new(folder)?;
        for (path, absolute) in files_below(&location.root.join(folder))? {
            let path = to.join(path.as_str())?;
            if path.below(&bodies).is_some() {
                continue;
            }
            if let Some(source) = template(location, &path, &absolute)? {
                map.same(&path, &source);
            }
            tree.copy(path, absolute);
        }
    }
    Ok(())
}

/// A template of the site or of its theme, so that what Zola says of it can be shown in it.
fn template(
    location: &Location,
    path: &RepoPath,
    absolute: &Path,
) -> Result<Option<Arc<Source>>, SiteError> {
    let templates = path.as_str().split('/').any(|part| part == "templates");
    let text = if templates { fs::read_to_string(absolute).ok() } else { None };
    // One that cannot be read as text is Zola's to refuse.
    let Some(text) = text else { return Ok(None) };
    Ok(Some(Arc::new(Source::new(location.prefix.join(path.as_str())?, text))))
}

/// Stages our theme, or, beside another one, the few templates of ours that it needs.
fn stage_theme(
    handbook: &Handbook,
    theme: Theme,
    dialect: Dialect,
    tree: &mut Tree,
) -> Result<(), SiteError> {
    let to = match theme {
        Theme::Ours => RepoPath::new("themes")?.join(theme::NAME)?,
        Theme::Theirs => RepoPath::root(),
    };
    for (path, bytes) in theme::files()? {
        let needed =
            theme == Theme::Ours || path.below(&RepoPath::new("templates/handbook")?).is_some();
        let path = to.join(path.as_str())?;
        if needed && !tree.holds(&path) {
            tree.make(path, bytes)?;
        }
    }
    if handbook.layout == Layout::Plain && dialect == Dialect::Tera1 {
        let shortcode = format!("templates/shortcodes/{}.md", templating::SHORTCODE);
        tree.make(RepoPath::new(&shortcode)?, templating::SHORTCODE_TEMPLATE)?;
    }
    Ok(())
}

/// The files below a folder of the site that is not there for content; none where it is missing.
fn files_below(folder: &Path) -> Result<Vec<(RepoPath, std::path::PathBuf)>, SiteError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut told = Diagnostics::new();
    let boundary = fs::canonicalize(folder)
        .map_err(|source| SiteError::Read { path: folder.to_path_buf(), source })?;
    let found = crate::content::walk(
        &boundary,
        &RepoPath::root(),
        &boundary,
        crate::content::Rules::Everything,
        &mut told,
    )?;
    Ok(found.into_iter().map(|file| (file.relative, file.absolute)).collect())
}
