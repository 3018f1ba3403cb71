//! Which file is the page of a folder, and so speaks for what is below it where that says nothing
//! itself. It goes by the names of files alone, so that it can be told of any commit without reading
//! them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address::{Addressing, stem_and_language};
use super::plain::{named, part, stem};
use super::{Layout, is_page};
use crate::root::RepoPath;

/// Names of a folder's page in any folder of Markdown, the first that is there wins.
pub const NAMES_OF_FOLDER_PAGES: &[&str] = &["_index", "index", "readme"];

/// How a handbook is laid out, as far as it says which files are pages of folders.
#[derive(Debug, Clone)]
pub struct FolderPages {
    layout: Layout,
    addressing: Addressing,
}

/// The files of one folder that may be the page of it, or of a folder in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Those that are called as a folder's page is, the likeliest first.
    inside: Vec<String>,
    /// The others, by the part that they are in an address.
    others: BTreeMap<String, Vec<String>>,
}

/// Where the page of a folder may be: in it, or beside it under a name, as it is in an address. Two
/// files at one spot are pages of the same folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// In this folder.
    In(RepoPath),
    /// In this folder, beside the one that is called so.
    Beside(RepoPath, String),
}

/// Folders, by their paths from the content folder, and what is in them.
pub type Listings = BTreeMap<RepoPath, Arc<Listing>>;

impl FolderPages {
    /// Those of a layout. Of how addresses are made it takes the languages, and whether numbers in
    /// front of names are there for the order alone.
    #[must_use]
    pub fn new(layout: Layout, addressing: &Addressing) -> Self {
        Self { layout, addressing: addressing.clone() }
    }

    /// The files of one folder, by their names.
    fn listing<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Listing {
        let mut inside = Vec::new();
        let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in names.into_iter().filter(|name| is_page(name, self.layout)) {
            match self.rank(name) {
                Some(rank) => inside.push((rank, name.to_owned())),
                None if self.layout == Layout::Zola => {}
                None => others.entry(self.part(stem(name))).or_default().push(name.to_owned()),
            }
        }
        inside.sort();
        others.values_mut().for_each(|names| names.sort());
        Listing { inside: inside.into_iter().map(|(_, name)| name).collect(), others }
    }

    /// How likely a file is the page of its folder, by its name; nothing where it is not called so.
    fn rank(&self, name: &str) -> Option<usize> {
        let stem = stem(name);
        match self.layout {
            Layout::Zola => (stem.split('.').next() == Some("_index")).then_some(0),
            Layout::Plain => {
                NAMES_OF_FOLDER_PAGES.iter().position(|known| stem.eq_ignore_ascii_case(known))
            }
        }
    }

    /// The spot at which a file may be the page of a folder; nothing where it cannot be one.
    #[must_use]
    pub fn spot_of_page(&self, file: &RepoPath) -> Option<Spot> {
        let (name, folder) = (file.file_name(), file.parent()?);
        match self.rank(name) {
            _ if !is_page(name, self.layout) => None,
            Some(_) => Some(Spot::In(folder)),
            None if self.layout == Layout::Zola => None,
            None => Some(Spot::Beside(folder, self.part(stem(name)))),
        }
    }

    /// The spots at which the page of a folder may be.
    #[must_use]
    pub fn spots_of_folder(&self, folder: &RepoPath) -> Vec<Spot> {
        let beside = folder.parent().filter(|_| self.layout == Layout::Plain);
        let beside = beside.map(|parent| Spot::Beside(parent, self.part(folder.file_name())));
        std::iter::once(Spot::In(folder.clone())).chain(beside).collect()
    }

    /// How content is laid out.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Whether a file may be the page of the folder that it is in, or of `beside`, a folder next to
    /// it. Of a whole tree hardly any file may, and this is quick to say.
    #[must_use]
    pub fn may_be(&self, name: &str, beside: Option<&str>) -> bool {
        is_page(name, self.layout)
            && (self.rank(name).is_some()
                || self.layout == Layout::Plain
                    && beside.is_some_and(|folder| self.is_called_alike(stem(name), folder)))
    }

    fn is_called_alike(&self, one: &str, other: &str) -> bool {
        let letters = |name: &str| {
            named(name, self.addressing.numbered)
                .bytes()
                .filter(u8::is_ascii_alphanumeric)
                .map(|letter| letter.to_ascii_lowercase())
                .collect::<Vec<_>>()
        };
        // Of plain letters, an address keeps all.
        let differ = one.is_ascii() && other.is_ascii() && letters(one) != letters(other);
        !differ && self.part(one) == self.part(other)
    }

    /// Every folder that one of these files is in, at any depth, with the files in it.
    #[must_use]
    pub fn listings<'f>(&self, files: impl IntoIterator<Item = &'f RepoPath>) -> Listings {
        let mut folders: BTreeMap<RepoPath, Vec<&str>> = BTreeMap::new();
        for file in files {
            let mut at = file.parent();
            if let Some(folder) = &at {
                folders.entry(folder.clone()).or_default().push(file.file_name());
            }
            while let Some(folder) = at.as_ref().and_then(RepoPath::parent) {
                folders.entry(folder.clone()).or_default();
                at = Some(folder);
            }
        }
        let listed = |(folder, names)| (folder, Arc::new(self.listing(names)));
        folders.into_iter().map(listed).collect()
    }

    /// The pages of the folder that a file is in and of those above, nearest first, among the files
    /// of these folders; never the file itself. Paths are from the content folder.
    ///
    /// On a Zola site the page of a folder in the file's own language goes before that in the
    /// site's language, and none in another counts.
    #[must_use]
    pub fn above(&self, file: &RepoPath, listings: &Listings) -> Vec<RepoPath> {
        let pages = self.groups(file, listings).into_iter().filter_map(|group| {
            let page = group.into_iter().next();
            page.filter(|page| page != file)
        });
        pages.collect()
    }

    /// The pages of the folder that a file is in, and of each above, nearest first, in all languages;
    /// never the file itself.
    #[must_use]
    pub fn above_in_any_language(
        &self,
        file: &RepoPath,
        listings: &Listings,
    ) -> Vec<Vec<RepoPath>> {
        let above = std::iter::successors(file.parent(), RepoPath::parent);
        let pages = above.map(|folder| {
            let all = self.candidates(&folder, listings).into_iter();
            let most = if self.layout == Layout::Zola { usize::MAX } else { 1 };
            let all = all.take(most).filter(|page| page != file && self.is_one(page));
            all.collect()
        });
        pages.collect()
    }

    /// Whether a file that may be the page of a folder is one in some language.
    fn is_one(&self, page: &RepoPath) -> bool {
        self.layout == Layout::Plain || stem_and_language(page, &self.addressing).0 == "_index"
    }

    /// All files of these folders that [`above`](Self::above) could name if others were not there.
    #[must_use]
    pub fn above_at_times(&self, file: &RepoPath, listings: &Listings) -> Vec<RepoPath> {
        self.groups(file, listings).into_iter().flatten().collect()
    }

    /// The page of a folder of plain Markdown: a file in it that is called so, else the file beside
    /// it that bears the folder's name, `pay.md` beside `pay/`.
    #[must_use]
    pub fn of_folder(&self, folder: &RepoPath, listings: &Listings) -> Option<RepoPath> {
        self.candidates(folder, listings).into_iter().next()
    }

    /// Of each folder above a file the files that may be its page, the likeliest first: a list for
    /// each that speaks by itself.
    fn groups(&self, file: &RepoPath, listings: &Listings) -> Vec<Vec<RepoPath>> {
        let above = std::iter::successors(file.parent(), RepoPath::parent);
        match self.layout {
            Layout::Plain => above.map(|folder| self.candidates(&folder, listings)).collect(),
            Layout::Zola => {
                let own = stem_and_language(file, &self.addressing).1;
                let default = self.addressing.default_language.as_str();
                let languages = [own, default].into_iter().take(if own == default { 1 } else { 2 });
                let of = |folder: &RepoPath, language: &str| {
                    let candidates = self.candidates(folder, listings).into_iter();
                    let speaks = |page: &RepoPath| {
                        stem_and_language(page, &self.addressing) == ("_index", language)
                    };
                    candidates.filter(speaks).collect()
                };
                above
                    .flat_map(|folder| languages.clone().map(move |code| (folder.clone(), code)))
                    .map(|(folder, language)| of(&folder, language))
                    .collect()
            }
        }
    }

    fn candidates(&self, folder: &RepoPath, listings: &Listings) -> Vec<RepoPath> {
        let mut pages = Vec::new();
        let inside = listings.get(folder).map(|listing| listing.inside.as_slice());
        pages.extend(inside.unwrap_or_default().iter().filter_map(|name| folder.join(name).ok()));
        let Some(parent) = folder.parent() else { return pages };
        let name = folder.file_name();
        let beside = listings.get(&parent).and_then(|all| all.others.get(&self.part(name)));
        let mut beside: Vec<&String> = beside.into_iter().flatten().collect();
        // The very name goes before one that differs in case and marks.
        beside.sort_by_key(|file| stem(file) != name);
        pages.extend(beside.into_iter().filter_map(|file| parent.join(file).ok()));
        pages
    }

    fn part(&self, name: &str) -> String {
        part(named(name, self.addressing.numbered))
    }
}
