//! The static API: typed documents below `/org/api/v1/`, their schemas beside them.

use super::SiteError;
use super::lately::Lately;
use super::names::Names;
use super::tree::Tree;
use crate::api::{Company, Features, Pages, People, Teams, schemas, to_json};
use crate::content::Page;
use crate::root::RepoPath;

/// Stages every document and every schema.
///
/// # Errors
/// [`SiteError`] where a path leaves the site.
pub fn stage(names: &Names<'_>, lately: &Lately<'_>, tree: &mut Tree) -> Result<(), SiteError> {
    let handbook = names.handbook;
    let folder = RepoPath::new("static")?.join(handbook.config.at.folder())?.join("api/v1")?;
    let mut make =
        |name: &str, text: String| -> Result<(), SiteError> { tree.make(folder.join(name)?, text) };
    make("changes.json", to_json(&lately.report()?))?;
    make("company.json", to_json(&Company::of(handbook)))?;
    make("features.json", to_json(&Features::of(handbook)))?;
    let address = |page: &Page| names.href_of(page).map(|href| href.as_str().to_owned());
    make("pages.json", to_json(&Pages::of(handbook, address)))?;
    make("people.json", to_json(&People::of(handbook)))?;
    make("teams.json", to_json(&Teams::of(handbook)))?;
    for (name, schema) in schemas() {
        make(&format!("schemas/{name}"), to_json(&schema))?;
    }
    Ok(())
}
