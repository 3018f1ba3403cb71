//! What a built site links to, and whether it is there.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};

/// A built site's files, by path.
pub type Built = BTreeMap<String, Vec<u8>>;

/// What its pages link to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Links and images that lead to a page or file of the site.
    pub links: usize,
    /// Those of them that name something on a page.
    pub anchors: usize,
    /// Images and other things that are shown.
    pub images: usize,
    /// Words that were a link in the source, where it leads nowhere.
    pub marked: usize,
    /// `PAGE -> TARGET` for every link to an address or file that is not there.
    pub missing: BTreeSet<String>,
    /// The same for every link to something that is not on its page.
    pub missing_anchors: Vec<String>,
}

/// Follows every internal link of a site that lives at `base`, `/` or `/handbook/`.
pub fn follow(built: &Built, base: &str) -> Counts {
    let selector = |text: &str| Selector::parse(text).unwrap();
    let (linked, shown) = (selector("a[href], area[href], link[href]"), selector("[src]"));
    let (named, marked) = (
        selector("[id], a[name]"),
        selector(
            "main .broken-link, main [data-broken-href], main [data-broken-src], main [data-broken-srcset], main [data-broken-poster]",
        ),
    );
    let pages: BTreeMap<&str, Html> = built
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), Html::parse_document(&String::from_utf8_lossy(bytes))))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, html)| {
            let ids = html.select(&named).flat_map(|it| [it.attr("id"), it.attr("name")]);
            (*path, ids.flatten().collect())
        })
        .collect();
    let mut counts = Counts::default();
    for (path, html) in &pages {
        counts.marked += html.select(&marked).count();
        let links = html.select(&linked).filter_map(|it| it.attr("href"));
        let images: Vec<_> = html.select(&shown).filter_map(|it| it.attr("src")).collect();
        for (target, is_image) in
            links.map(|it| (it, false)).chain(images.into_iter().map(|it| (it, true)))
        {
            let Some(file) = internal(path, target, base) else { continue };
            counts.links += 1;
            counts.images += usize::from(is_image);
            let found = [file.clone(), format!("{file}/index.html"), format!("{file}index.html")]
                .into_iter()
                .find(|file| built.contains_key(file));
            let Some(found) = found else {
                counts.missing.insert(format!("{path} -> {target}"));
                continue;
            };
            let fragment = target.split_once('#').map_or("", |(_, fragment)| fragment);
            let fragment = percent_decode_str(fragment).decode_utf8_lossy();
            if fragment.is_empty() || fragment == "top" {
                continue;
            }
            counts.anchors += 1;
            if !ids.get(found.as_str()).is_some_and(|ids| ids.contains(fragment.as_ref())) {
                counts.missing_anchors.push(format!("{path} -> {target}"));
            }
        }
    }
    counts
}

/// The file that a link of a page leads to; nothing for another site's.
fn internal(page: &str, target: &str, base: &str) -> Option<String> {
    let scheme = target.split(['/', '?', '#']).next().unwrap_or("").contains(':');
    if scheme || target.starts_with("//") {
        return None;
    }
    let path = target.split(['#', '?']).next().unwrap_or("");
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let whole = match path.strip_prefix(base) {
        Some(below) => below.to_owned(),
        // A link out of the folder that the site lives in leads nowhere.
        None if path.starts_with('/') => format!("(outside){path}"),
        None => format!("{}/{path}", page.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Some(if whole.ends_with('/') && !joined.is_empty() { format!("{joined}/") } else { joined })
}
