//! Files and lines of the staged site that a message means.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::root::CONFIGS;

/// The staged site, as messages name it.
pub(super) struct Site {
    root: PathBuf,
    /// The root as it may stand in a message, with the slash after it, the longest first.
    spelled: Vec<String>,
}

impl Site {
    pub fn new(root: &Path) -> Self {
        let mut spelled: Vec<String> = [Ok(root.to_owned()), root.canonicalize()]
            .into_iter()
            .flatten()
            .map(|root| format!("{}/", root.display()))
            .collect();
        spelled.sort_by_key(|root| std::cmp::Reverse(root.len()));
        spelled.dedup();
        Self { root: root.to_owned(), spelled }
    }

    /// The text without the machine's folders, and without control characters other than line
    /// ends: a page's own words may be part of it.
    pub fn clean(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for root in &self.spelled {
            text = text.replace(root, "");
        }
        text.replace(|character: char| character.is_control() && character != '\n', " ")
    }

    /// A path as Zola prints it: absolute, or from the site's root or from its `content`.
    pub fn relative(&self, printed: &str) -> Option<PathBuf> {
        let rest = self.spelled.iter().find_map(|root| printed.strip_prefix(root.as_str()));
        let plain = PathBuf::from(rest.unwrap_or(printed));
        [plain.clone(), Path::new("content").join(plain)]
            .into_iter()
            .find(|path| inside(path) && self.root.join(path).is_file())
    }

    /// Every file of the site that a text names by its absolute path, with the line and column
    /// that may follow it (`PATH:1:8`).
    pub fn mentioned(&self, text: &str) -> Vec<(PathBuf, Option<(u32, u32)>)> {
        let mut found = Vec::new();
        let mut rest = text;
        while let Some((at, root)) = self
            .spelled
            .iter()
            .filter_map(|root| Some((rest.find(root.as_str())?, root)))
            .min_by_key(|(at, _)| *at)
        {
            let before = rest[..at].chars().next_back();
            rest = &rest[at + root.len()..];
            let end = match before {
                Some(quote @ ('`' | '\'' | '"')) => rest.find(quote),
                _ => rest.find([' ', ',', '\n']),
            };
            let named = &rest[..end.unwrap_or(rest.len())];
            let (path, place) = split_place(named);
            found.extend(self.relative(path).map(|path| (path, place)));
        }
        found
    }

    /// A line of a staged file, counted from 1.
    pub fn line(&self, staged: &Path, line: u32) -> Option<String> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        self.read(staged)?.lines().nth(index).map(str::to_owned)
    }

    /// The line of the file that is the first of the body as Zola counts it: the first one after
    /// the front matter that is not blank.
    pub fn body(&self, staged: &Path) -> Option<u32> {
        let text = self.read(staged)?;
        let mut lines = text.lines().enumerate().skip_while(|(_, line)| line.trim().is_empty());
        let (_, fence) = lines.next()?;
        let mut lines = lines.skip_while(|(_, line)| line.trim_end() != fence.trim_end()).skip(1);
        let (index, _) = lines.find(|(_, line)| !line.trim().is_empty())?;
        u32::try_from(index + 1).ok()
    }

    /// A line that Zola counts from the start of the body, counted from the start of the file.
    pub fn body_line(&self, staged: &Path, line: u32) -> Option<u32> {
        Some(self.body(staged)? + line.checked_sub(1)?)
    }

    /// The first line from `from` on that holds the text, as a word of its own.
    pub fn line_with(&self, staged: &Path, from: u32, sought: &str) -> Option<u32> {
        let text = self.read(staged)?;
        let skipped = usize::try_from(from.saturating_sub(1)).ok()?;
        let index = text.lines().skip(skipped).position(|line| holds(line, sought))?;
        u32::try_from(skipped + index + 1).ok()
    }

    /// The one line of the file that holds the text; nothing where several do.
    pub fn only_line_with(&self, staged: &Path, sought: &str) -> Option<u32> {
        let text = self.read(staged)?;
        let mut lines = text.lines().enumerate().filter(|(_, line)| holds(line, sought));
        let (index, _) = lines.next()?;
        if lines.next().is_some() { None } else { u32::try_from(index + 1).ok() }
    }

    /// The file of a template: the site's own, else a theme's.
    pub fn template(&self, name: &str) -> Option<PathBuf> {
        let own = Path::new("templates").join(name);
        let of_theme = Path::new("themes").join(name);
        let mut candidates = vec![own, of_theme];
        // Like a file that cannot be read: without themes the message stands without a place.
        if let Ok(themes) = fs::read_dir(self.root.join("themes"))
            && let Ok(mut themes) = themes.collect::<Result<Vec<_>, _>>()
        {
            themes.sort_by_key(fs::DirEntry::file_name);
            candidates.extend(themes.iter().map(|theme| {
                Path::new("themes").join(theme.file_name()).join("templates").join(name)
            }));
        }
        candidates.into_iter().find(|path| inside(path) && self.root.join(path).is_file())
    }

    /// The file of the config.
    pub fn config(&self) -> Option<PathBuf> {
        CONFIGS.iter().map(PathBuf::from).find(|path| self.root.join(path).is_file())
    }

    /// A staged file that cannot be read just gives no line: the message stands without it.
    fn read(&self, staged: &Path) -> Option<String> {
        inside(staged).then(|| fs::read_to_string(self.root.join(staged)).ok()).flatten()
    }
}

fn inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Takes `a.scss:1:8` apart.
pub(super) fn split_place(named: &str) -> (&str, Option<(u32, u32)>) {
    let mut parts = named.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|digits| digits.parse::<u32>().ok());
    match (number(), number(), parts.next()) {
        (Some(column), Some(line), Some(path)) => (path, Some((line, column))),
        _ => (named, None),
    }
}

/// Whether the line holds the text, and no word goes on where it ends.
fn holds(line: &str, sought: &str) -> bool {
    let goes_on = |next: char| next.is_alphanumeric() || matches!(next, '-' | '_');
    line.match_indices(sought).any(|(at, _)| {
        let ends_open = sought.ends_with(goes_on);
        !(ends_open && line[at + sought.len()..].starts_with(goes_on))
    })
}
