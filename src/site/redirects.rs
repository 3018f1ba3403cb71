//! Pages that lead elsewhere, for addresses that the configuration sends on.

use super::SiteError;
use super::links::encoded;
use super::names::Names;
use super::tree::Tree;
use crate::content::Address;
use crate::root::RepoPath;

/// Stages a page for each redirect of the configuration. Those to pages that moved are Zola's
/// `aliases`; these may lead to generated pages and to other sites, for which Zola has none.
///
/// # Errors
/// [`SiteError`] where a name is no path.
pub fn stage(names: &Names<'_>, tree: &mut Tree) -> Result<(), SiteError> {
    for (from, to) in names.handbook.links.redirects.configured() {
        let target = if to.starts_with('/') {
            let (path, after) = match to.find(['#', '?']) {
                Some(at) => to.split_at(at),
                None => (to, ""),
            };
            format!("{}{after}", names.base.href(&Address::of([path])).as_str())
        } else {
            to.to_owned()
        };
        let below = from.as_str().trim_matches('/');
        let path = RepoPath::new("static")?.join(below)?.join("index.html")?;
        if !tree.holds(&path) {
            tree.make(path, page(&target))?;
        }
    }
    Ok(())
}

/// A page that leads on at once, as Zola's own do.
fn page(target: &str) -> String {
    let target = encoded(target)
        .replace("%25", "%")
        .replace("%23", "#")
        .replace("%3F", "?")
        .replace('&', "&amp;")
        .replace('\'', "&#39;");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>This page is elsewhere</title>\n<link rel=\"canonical\" href=\"{target}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={target}\">\n</head>\n\
         <body><p><a href=\"{target}\">This page is elsewhere.</a></p></body>\n</html>\n"
    )
}
