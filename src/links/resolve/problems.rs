//! What is told of links that lead nowhere.

use super::Resolver;
use crate::content::Page;
use crate::content::markup::Link;
use crate::diagnostics::Diagnostic;
use crate::links::path::{Parts, joined};
use crate::links::tree::folder_of;
use crate::metadata::{did_you_mean, nearest};

impl Resolver<'_> {
    pub(super) fn no_anchor(
        &self,
        page: &Page,
        link: &Link,
        fragment: &str,
        to: usize,
    ) -> Diagnostic {
        let other = &self.facts.pages[to];
        let markup = &self.markups[to];
        let help = did_you_mean(fragment, markup.all_ids()).unwrap_or_else(|| {
            "name a heading of that page, in small letters and with `-` for spaces".to_owned()
        });
        Diagnostic::warning(
            "content/broken-anchor",
            format!("{} has nothing called `{fragment}`", other.path),
        )
        .at(page.place(&link.destination))
        .with_help(help)
    }

    pub(super) fn nowhere(
        &self,
        page: &Page,
        link: &Link,
        written: &str,
        parts: &Parts,
    ) -> Diagnostic {
        let folder = folder_of(&page.path);
        let wanted = match parts.path.strip_prefix('/') {
            Some(rooted) => joined("", rooted),
            None => joined(&folder, &parts.path),
        }
        .unwrap_or_else(|| parts.path.clone());
        let same_name = |path: &&str| {
            let name = |path: &str| path.rsplit('/').next().unwrap_or("").to_lowercase();
            plain_stem(&name(path)) == plain_stem(&name(&wanted))
        };
        let mut named: Vec<&str> = self.tree.paths().filter(same_name).collect();
        named.sort_unstable();
        let near = match named.first() {
            Some(_) => named,
            None => nearest(&wanted, self.tree.paths()),
        };
        let help = match near.first() {
            Some(path) => format!("the nearest is `{}`", relative(&folder, path)),
            None => "write the path of a page or file of the handbook".to_owned(),
        };
        let what = if link.embeds { "there is no file" } else { "there is no page or file" };
        Diagnostic::warning("content/broken-link", format!("{what} at `{written}`"))
            .at(page.place(&link.destination))
            .with_help(help)
    }
}

fn plain_stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A path from the content folder as a page in `folder` links to it.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}
