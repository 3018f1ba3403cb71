//! Patterns of CODEOWNERS. They are those of `.gitignore` but for `!` and `[ ]`, and but for `*` at
//! the end, which does not reach into folders.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::metadata::without_alternates;
use crate::org::CodeGlob;
use crate::root::RepoPath;

/// A pattern as a line of the file begins with it: on one line, and nothing after it but owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(String);

impl Pattern {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The pattern that is exactly this file.
pub(super) fn of_file(file: &RepoPath) -> Pattern {
    Pattern(format!("/{}", escaped(file.as_str())))
}

/// The pattern that is exactly this file, as `.gitignore` and `org/ownership.toml` have it.
#[must_use]
pub fn pattern_of(file: &RepoPath) -> String {
    of_file(file).0
}

/// The pages of some kind below a folder, however deep.
pub(super) fn of_folder(folder: &RepoPath, ending: &str) -> Pattern {
    let ending = escaped(ending);
    Pattern(match folder.is_root() {
        true => format!("/**/*.{ending}"),
        false => format!("/{}/**/*.{ending}", escaped(folder.as_str())),
    })
}

/// The patterns that match what a glob matches: one, where the language has one that means the
/// same for the files that there are, which are sorted; else one for each file.
pub(super) fn of_glob(glob: &CodeGlob, files: &[RepoPath]) -> Vec<Pattern> {
    // Neither it nor its pattern, which begins alike, matches any other.
    let beginning = glob.beginning();
    let from = files.partition_point(|file| file.as_str() < beginning);
    let files = &files[from..];
    let to = files.partition_point(|file| file.as_str().starts_with(beginning));
    let files = &files[..to];
    let matched: Vec<&RepoPath> = files.iter().filter(|file| glob.matches(file.as_str())).collect();
    let text = glob.as_str();
    let pattern =
        format!("/{}", text.strip_suffix("/**").map_or(text, |folder| folder).replace(' ', "\\ "));
    let pattern = if text.ends_with("/**") { format!("{pattern}/") } else { pattern };
    let means_else = |one: char| "{}[]\\#".contains(one) || one.is_control();
    let is_plain = !text.contains(means_else) && text != "**";
    if is_plain && !matched.is_empty() {
        let same = Matcher::new(&pattern).is_some_and(|matcher| {
            files.iter().all(|file| matcher.matches(file) == glob.matches(file.as_str()))
        });
        if same {
            return vec![Pattern(pattern)];
        }
    }
    matched.into_iter().map(of_file).collect()
}

/// A pattern of the language, to be held against files.
#[derive(Debug)]
pub(super) struct Matcher {
    pattern: Gitignore,
    /// The folder of a pattern that ends in `/*`, which matches files directly in it only.
    direct: bool,
}

impl Matcher {
    pub(super) fn new(pattern: &str) -> Option<Self> {
        let mut builder = GitignoreBuilder::new("");
        builder.add_line(None, &without_alternates(pattern)).ok()?;
        let direct = pattern.ends_with("/*");
        Some(Self { pattern: builder.build().ok()?, direct })
    }

    pub(super) fn matches(&self, file: &RepoPath) -> bool {
        let path = file.as_str();
        match self.direct {
            true => self.pattern.matched(path, false).is_ignore(),
            false => self.pattern.matched_path_or_any_parents(path, false).is_ignore(),
        }
    }
}

/// Whether a path's pattern matches that path alone: no escape keeps a line break or its like within
/// the line.
pub(super) fn is_exact(path: &RepoPath) -> bool {
    !path.as_str().contains(is_unwritable)
}

fn is_unwritable(one: char) -> bool {
    one.is_control() || matches!(one, '\u{2028}' | '\u{2029}')
}

/// A path in which nothing has a meaning of its own. A line break or its like, which no escape
/// keeps within the line, is written as any character.
fn escaped(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for one in path.chars() {
        if is_unwritable(one) {
            // Of several bytes one is all that `?` matches in git.
            text.push(if one.is_ascii() { '?' } else { '*' });
            continue;
        }
        if matches!(one, ' ' | '\t' | '*' | '?' | '[' | ']' | '#' | '!' | '\\' | '@') {
            text.push('\\');
        }
        text.push(one);
    }
    text
}
