//! What pages written for other generators say in their settings, in the words that Zola has for
//! it: Jekyll, Hugo, Docusaurus, MkDocs, GitBook, Gatsby, Obsidian.

use super::front_matter::FrontMatter;
use super::value::{Node, Value};

/// Settings of a page that decide where it is published and listed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Foreign {
    /// The address that its author set, kept exactly: `permalink` of Jekyll, `url` of Hugo, `path`
    /// of Gatsby, `slug` of Docusaurus where it starts with a slash.
    pub permalink: Option<String>,
    /// What takes the place of its file's name in its address.
    pub slug: Option<String>,
    /// Addresses that lead to it: `redirect_from` of Jekyll, `aliases` of Hugo.
    pub former: Vec<String>,
    /// Other names that links know it by: `aliases` of Obsidian.
    pub names: Vec<String>,
    /// Its place among its neighbours, the smallest first: `weight`, `nav_order`,
    /// `sidebar_position`, `order`.
    pub position: Option<f64>,
    /// What lists call it: `sidebar_label`, `nav_title`, `linkTitle`.
    pub label: Option<String>,
    /// Whether it is published and listed nowhere: `hidden`, `unlisted`, `nav_exclude`.
    pub hidden: bool,
}

impl Foreign {
    /// Reads what the front matter of a page says.
    #[must_use]
    pub fn of(front: &FrontMatter) -> Self {
        let get = |key: &str| front.values.get(key);
        let text = |key: &str| get(key).and_then(Value::as_text).map(str::trim);
        let slug = text("slug").filter(|slug| !slug.is_empty());
        let permalink = ["permalink", "url", "path"]
            .iter()
            .filter_map(|key| text(key).filter(|path| *key == "permalink" || path.starts_with('/')))
            .chain(slug.filter(|slug| slug.starts_with('/')))
            .find(|path| is_address(path));
        let (mut former, names): (Vec<String>, _) =
            [texts(get("redirect_from")), texts(get("aliases")), texts(get("alias"))]
                .concat()
                .into_iter()
                .partition(|alias| alias.contains('/') || alias.ends_with(".html"));
        // `/pay.html` is published at `/pay/`, and answers all the same.
        let page = permalink.and_then(|path| path.strip_suffix(".html"));
        let folder = page.map(|page| page.strip_suffix("index").unwrap_or(page));
        former.extend(permalink.filter(|_| page.is_some()).map(str::to_owned));
        Self {
            permalink: folder.or(permalink).map(str::to_owned),
            slug: slug.filter(|slug| !slug.contains('/')).map(str::to_owned),
            former,
            names,
            position: ["weight", "nav_order", "sidebar_position", "order"]
                .iter()
                .find_map(|key| number(get(key)?)),
            label: ["sidebar_label", "nav_title", "linkTitle"]
                .iter()
                .find_map(|key| text(key).filter(|label| !label.is_empty()))
                .map(str::to_owned),
            hidden: ["hidden", "unlisted", "nav_exclude"].iter().any(|key| front.says(key, true)),
        }
    }
}

/// Whether a permalink is an address, and no pattern of Jekyll's (`/:year/:title/`, `pretty`).
fn is_address(path: &str) -> bool {
    path.contains('/') && !path.contains([':', '?', '#', '*', '\\'])
}

/// One text or several.
fn texts(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| value.as_text().map(|text| text.trim().to_owned());
    let texts: Vec<String> = match value.map(|value| &value.node) {
        Some(Node::List(values)) => values.iter().filter_map(one).collect(),
        Some(_) => value.and_then(one).into_iter().collect(),
        None => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a place in a list is a small number")]
fn number(value: &Value) -> Option<f64> {
    match &value.node {
        Node::Integer(number) => Some(*number as f64),
        Node::Float(number) => Some(*number),
        Node::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}
