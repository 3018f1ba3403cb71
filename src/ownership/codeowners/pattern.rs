//! Patterns of CODEOWNERS. They are those of `.gitignore` but for `!` and `[ ]`, and but for `*` at
//! the end, which does not reach into folders.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::org::CodeGlob;
use crate::root::RepoPath;

/// The pattern that is exactly this file, in the language of `.gitignore`.
pub fn of_file(file: &RepoPath) -> String {
    format!("/{}", escaped(file.as_str()))
}

/// The pages of some kind below a folder, however deep.
pub(super) fn of_folder(folder: &RepoPath, ending: &str) -> String {
    match folder.is_root() {
        true => format!("/**/*.{ending}"),
        false => format!("/{}/**/*.{ending}", escaped(folder.as_str())),
    }
}

/// The patterns that match what a glob matches: one, where the language has one that means the
/// same for the files that there are; else one for each file.
pub(super) fn of_glob(glob: &CodeGlob, files: &[RepoPath]) -> Vec<String> {
    let matched: Vec<&RepoPath> = files.iter().filter(|file| glob.matches(file.as_str())).collect();
    let text = glob.as_str();
    let pattern =
        format!("/{}", text.strip_suffix("/**").map_or(text, |folder| folder).replace(' ', "\\ "));
    let pattern = if text.ends_with("/**") { format!("{pattern}/") } else { pattern };
    let is_plain = !text.contains(['{', '}', '[', ']', '\\', '#']) && text != "**";
    if is_plain && !matched.is_empty() {
        let same = Matcher::new(&pattern).is_some_and(|matcher| {
            files.iter().all(|file| matcher.matches(file) == glob.matches(file.as_str()))
        });
        if same {
            return vec![pattern];
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
        builder.add_line(None, pattern).ok()?;
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

/// A path in which nothing has a meaning of its own.
pub(super) fn escaped(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for one in path.chars() {
        if matches!(one, ' ' | '\t' | '*' | '?' | '[' | ']' | '#' | '!' | '\\' | '@') {
            text.push('\\');
        }
        text.push(one);
    }
    text
}
