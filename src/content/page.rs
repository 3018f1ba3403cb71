//! One page that somebody wrote.

use std::ops::Range;
use std::sync::Arc;

use super::address::Address;
use super::claims::Claims;
use super::clean::Clean;
use super::foreign::Foreign;
use super::front_matter::FrontMatter;
use super::headings::{Heading, headings};
use super::keeping::Keeping;
use super::plain::{Order, numbers};
use crate::diagnostics::{Place, Source};
use crate::escape::straight;
use crate::root::RepoPath;

/// A page of the handbook.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its file, from the repository's root: what history and ownership know it by.
    pub file: RepoPath,
    /// Its file, from the content folder: what `ownership.toml` and Zola know it by.
    pub path: RepoPath,
    /// What the file holds.
    pub source: Arc<Source>,
    /// Its settings.
    pub front: FrontMatter,
    /// What its settings claim.
    pub claims: Claims,
    /// What its settings say of who may read it, as far as that counts in its layout.
    pub keeping: Keeping,
    /// What it is called.
    pub title: String,
    /// Where it is published.
    pub address: Address,
    /// What it is to [`Page::folder`].
    pub role: Role,
    /// Whether it has a page of its own on the site: what Zola's `render` says.
    pub rendered: bool,
    /// Whether readers can search it: what Zola's `in_search_index` says, and a page that lists leave
    /// out is left out of that, too.
    pub searched: bool,
    /// The folder that it is the page of, else the one that it is in; from the content folder.
    pub folder: RepoPath,
    /// What it says in words of generators other than Zola; nothing in a site that Zola laid out.
    pub foreign: Foreign,
    /// Its body as Markdown, where what its author wrote is more than that.
    pub clean: Option<Clean>,
    /// The first heading of [`Page::markdown`], where it says the same as the title and so must not be shown twice.
    pub repeated_title: Option<Heading>,
}

/// What a file is to its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The page of the folder itself: Zola's section.
    Folder,
    /// A page in the folder.
    Page,
}

impl Page {
    /// The page's words, after its front matter.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.source.text[self.front.body..]
    }

    /// The page's words as Markdown: its body, without programs.
    #[must_use]
    pub fn markdown(&self) -> &str {
        self.clean.as_ref().map_or(self.body(), |clean| &clean.text)
    }

    /// Where some bytes of [`Page::markdown`] stand in the file.
    #[must_use]
    pub fn place(&self, bytes: &Range<usize>) -> Place {
        let origin = |at: usize| self.clean.as_ref().map_or(at, |clean| clean.origin(at));
        let (start, end) = (origin(bytes.start), origin(bytes.end));
        Place::of(&self.source, self.front.body + start..self.front.body + end.max(start))
    }

    /// Takes the title that a list of pages gives it, where it gives itself none.
    pub(super) fn take_title(&mut self, order: &Order) {
        if let Some(label) = order.label(&self.path)
            && self.title == in_words(&self.path, self.role, &self.folder)
        {
            self.title = label.to_owned();
        }
    }

    /// Whether it says nowhere what it is called, so that its title is made of its file's name.
    #[must_use]
    pub fn is_untitled(&self) -> bool {
        let said = self.front.values.get("title").and_then(|title| title.as_text());
        let said = said.is_some_and(|said| !said.trim().is_empty());
        let is_file_name = || self.title == in_words(&self.path, self.role, &self.folder);
        let is_heading = || headings(self.markdown()).iter().any(|it| it.text == self.title);
        !said && is_file_name() && !is_heading()
    }

    /// The 1-based line of the file on which the body begins.
    #[must_use]
    pub fn body_line(&self) -> usize {
        1 + self.source.text[..self.front.body].matches('\n').count()
    }

    /// Whether its author keeps it to themselves for now.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.keeping.draft || self.keeping.unpublished
    }
}

/// A page's title: what its front matter says, else its first heading where that opens the page,
/// else its file's name in words. Also the heading that repeats it, if there is one. Titles stand
/// in lists beside others, so nothing in one turns text around.
#[must_use]
pub fn title(
    front: &FrontMatter,
    body: &str,
    path: &RepoPath,
    place: (Role, &RepoPath),
) -> (String, Option<Heading>) {
    let (title, repeated) = as_written(front, body, path, place);
    (straight(&title).into_owned(), repeated)
}

fn as_written(
    front: &FrontMatter,
    body: &str,
    path: &RepoPath,
    (role, folder): (Role, &RepoPath),
) -> (String, Option<Heading>) {
    let first =
        headings(body).into_iter().find(|heading| heading.level <= 2 && !heading.text.is_empty());
    let opens = |heading: &Heading| body[..heading.span.start].trim().is_empty();
    let said = front.values.get("title").and_then(|title| title.as_text()).map(str::trim);
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        let same = |heading: &Heading| heading.text.eq_ignore_ascii_case(said) && opens(heading);
        return (said.to_owned(), first.filter(same));
    }
    match first {
        Some(heading) if heading.level == 1 => {
            (heading.text.clone(), Some(heading).filter(|heading| opens(heading)))
        }
        Some(heading) if opens(&heading) => (heading.text.clone(), Some(heading)),
        _ => (in_words(path, role, folder), None),
    }
}

/// A file's name as words: `salary_pay-slips.md` is “Salary pay slips”. A folder's page takes the
/// folder's name.
fn in_words(path: &RepoPath, role: Role, folder: &RepoPath) -> String {
    let name = match role {
        Role::Folder => folder.file_name().to_owned(),
        Role::Page => {
            let name = path.file_name();
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
        }
    };
    let words = words(&name);
    if words.is_empty() { "Handbook".to_owned() } else { words }
}

/// The name of a file or folder in words: `salary_pay-slips` is “Salary pay slips”.
#[must_use]
pub fn words(name: &str) -> String {
    // `01-intro` is in its place by its number, and called by the rest.
    let name = if name.starts_with('0') { numbers::bare(name) } else { name };
    let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let mut words = words.join(" ");
    if let Some(first) = words.chars().next().filter(|_| words.chars().all(|c| !c.is_uppercase())) {
        words.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    words
}
