//! The address at which a page is published, by Zola's own rules.
//!
//! Zola slugifies the last part of a path only, takes a date off the front of it, and lets
//! `slug` and `path` in front matter override it (`Page::parse` in Zola's `content` component).

use std::fmt;
use std::sync::{Arc, LazyLock};

use regex::Regex;
use serde::Serialize;

use super::front_matter::FrontMatter;
use crate::root::RepoPath;

/// Where a page is on the site: it starts and ends with `/`, and is relative to the base address,
/// so that `/org/` means `https://example.org/handbook/org/` on a site that lives there. It is not
/// percent-encoded, and never holds `.` or `..` as a part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Address(Arc<str>);

impl Address {
    /// The address with those parts; parts that are empty, `.` or `..` are left out.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::from("/");
        for part in parts {
            for part in part.split('/').filter(|part| !matches!(*part, "" | "." | "..")) {
                text.push_str(part);
                text.push('/');
            }
        }
        Self(Arc::from(text))
    }

    /// The front page.
    #[must_use]
    pub fn home() -> Self {
        Self(Arc::from("/"))
    }

    /// The address below this one.
    #[must_use]
    pub fn below(&self, part: &str) -> Self {
        Self::of([self.as_str(), part])
    }

    /// As text, with both slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How Zola turns a file name into a part of an address (`slugify.paths` in its config), and a heading
/// into its id (`slugify.anchors`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Slugify {
    /// Lower-case ASCII words and dashes.
    #[default]
    On,
    /// Only what file systems forbid is taken out.
    Safe,
    /// Names as they are.
    Off,
}

/// What of a site's configuration decides addresses.
#[derive(Debug, Clone, Default)]
pub struct Addressing {
    /// How file names become parts of an address.
    pub slugify: Slugify,
    /// Whether a date at the front of a file name stays in its address.
    pub keep_dates: bool,
    /// The language of files whose name does not say one, `en` unless told.
    pub default_language: String,
    /// The codes of the other languages.
    pub other_languages: Vec<String>,
    /// Whether numbers at the front of names are there for the order alone, as in Docusaurus:
    /// `01-intro.md` is published at `/intro/`.
    pub numbered: bool,
    /// How headings get their ids.
    pub ids: IdRules,
}

/// What of a site's configuration decides the ids of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IdRules {
    /// How words become an id.
    pub slugify: Slugify,
    /// Whether quotes and dashes in the words become typographic ones first.
    pub smart_punctuation: bool,
    /// Whether the names of emoji, as `:tada:`, become emoji first.
    pub emoji: bool,
    /// Whether footnotes go to the page's bottom, where they have other ids.
    pub bottom_footnotes: bool,
}

impl Slugify {
    /// One part of an address for that name.
    #[must_use]
    pub fn part(self, name: &str) -> String {
        match self {
            Self::On => slug::slugify(name),
            Self::Safe => name
                .trim_end_matches([' ', '.'])
                .chars()
                .filter(|c| !r#"<>:"/\|?*"#.contains(*c))
                .collect(),
            Self::Off => name.to_owned(),
        }
    }

    /// The id of a heading with those words, before doubles are numbered.
    #[must_use]
    pub fn anchor(self, words: &str) -> String {
        match self {
            Self::On => slug::slugify(words),
            Self::Safe | Self::Off => words.replace(|c: char| c.is_ascii_whitespace(), "_"),
        }
    }
}

/// Zola's `RFC3339_DATE`: a date, perhaps with a time, then `-` or `_`, then the slug.
static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(\.[0-9]+)?(Z|(\+|-)([01][0-9]|2[0-3]):([0-5][0-9])))?\s?(_|-)(?P<slug>.+$)",
    )
    .ok()
});

/// The address that Zola gives to the page at `path` (from the content folder).
#[must_use]
pub fn of_zola_page(path: &RepoPath, front: &FrontMatter, rules: &Addressing) -> Address {
    let (stem, language) = stem_and_language(path, rules);
    let mut folders: Vec<&str> = path.parent().map_or_else(Vec::new, |_| {
        let all = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        all.split('/').filter(|part| !part.is_empty()).collect()
    });
    let language = (language != rules.default_language).then_some(language);
    if stem == "_index" {
        return Address::of(language.into_iter().chain(folders));
    }
    if let Some(path) = text(front, "path") {
        return Address::of([path]);
    }
    // Zola takes every `index.` for the page of a folder with its pictures, but gives only `index`
    // itself the folder's name.
    let folder = (stem.split('.').next() == Some("index")).then(|| folders.pop()).flatten();
    let name = folder.filter(|_| stem == "index").unwrap_or(stem);
    let slug = text(front, "slug").unwrap_or_else(|| {
        let dated =
            DATED.as_ref().and_then(|dated| dated.captures(name)).filter(|_| !rules.keep_dates);
        dated.and_then(|found| found.name("slug")).map_or(name, |slug| slug.as_str())
    });
    let slug = rules.slugify.part(slug);
    Address::of(language.into_iter().chain(folders).chain([slug.as_str()]))
}

fn text<'a>(front: &'a FrontMatter, key: &str) -> Option<&'a str> {
    front.values.get(key)?.as_text().map(str::trim).filter(|text| !text.is_empty())
}

/// A file's name without ending and language code, and its language.
#[must_use]
pub fn stem_and_language<'a>(path: &'a RepoPath, rules: &'a Addressing) -> (&'a str, &'a str) {
    let name = path.file_name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match stem.split_once('.') {
        Some((stem, code)) if rules.other_languages.iter().any(|known| known == code) => {
            (stem, code)
        }
        _ => (stem, &rules.default_language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_climbs() {
        assert_eq!(Address::of(["..", "a//b", "./c"]).as_str(), "/a/b/c/");
        assert_eq!(Address::of([]).as_str(), "/");
    }
}
