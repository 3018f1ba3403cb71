//! A CODEOWNERS file that somebody wrote, read for whom it names.

use super::MADE;
use super::pattern::Matcher;
use crate::root::RepoPath;

/// The lines of a CODEOWNERS file.
#[derive(Debug)]
pub struct Written {
    lines: Vec<WrittenLine>,
}

/// A line of it.
#[derive(Debug)]
pub struct WrittenLine {
    matcher: Matcher,
    /// Its number, from 1.
    pub number: usize,
    /// Whom it names, as it is written: `@login`, `@company/team`, or a mail address.
    pub owners: Vec<String>,
}

impl Written {
    /// Reads the language of GitHub and, with its sections and their default owners, that of
    /// GitLab. A line that is none of it is passed over, as the forges do.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines = Vec::new();
        let mut usual: Vec<String> = Vec::new();
        for (at, line) in text.lines().enumerate() {
            // A space at the end may be escaped, and the last letter of a name.
            let line = line.trim_start();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(owners) = section(line) {
                usual = named(owners);
                continue;
            }
            let (pattern, owners) = split(line);
            let owners = match named(owners) {
                owners if owners.is_empty() => usual.clone(),
                owners => owners,
            };
            if let Some(matcher) = Matcher::new(pattern) {
                lines.push(WrittenLine { matcher, number: at + 1, owners });
            }
        }
        Self { lines }
    }

    /// Whether a text is what this program made of `org/` itself.
    #[must_use]
    pub fn is_made(text: &str) -> bool {
        text.contains(MADE)
    }

    /// The line that says whose a file is: the last one that matches it.
    #[must_use]
    pub fn line_of(&self, file: &RepoPath) -> Option<&WrittenLine> {
        self.lines.iter().rev().find(|line| line.matcher.matches(file))
    }

    /// How many lines it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// What follows the head of a section of GitLab's: `[Name]`, `^[Name][2] @owner`.
fn section(line: &str) -> Option<&str> {
    let head = line.strip_prefix('^').unwrap_or(line).strip_prefix('[')?;
    let (_, rest) = head.split_once(']')?;
    let rest = match rest.strip_prefix('[').and_then(|count| count.split_once(']')) {
        Some((_, rest)) => rest,
        None => rest,
    };
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(rest)
}

/// A pattern, whose spaces are escaped, and what follows it.
fn split(line: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, one) in line.char_indices() {
        if one.is_whitespace() && !escaped {
            return (&line[..at], &line[at..]);
        }
        escaped = one == '\\' && !escaped;
    }
    (line, "")
}

fn named(owners: &str) -> Vec<String> {
    let words = owners.split_whitespace().take_while(|word| !word.starts_with('#'));
    words.filter(|word| word.contains('@')).map(str::to_owned).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn owners(text: &str, file: &str) -> String {
        let written = Written::read(text);
        let line = written.line_of(&RepoPath::new(file).unwrap());
        line.map_or("nobody".to_owned(), |line| {
            format!("{} {}", line.number, line.owners.join(" "))
        })
    }

    #[test]
    fn the_last_line_that_matches_counts() {
        let text = "# all\n*  @ada\n/docs/ @us/docs @bob # both\n/docs/a\\ b.md ada@x.example\n";
        assert_eq!(owners(text, "src/x.rs"), "2 @ada");
        assert_eq!(owners(text, "docs/deep/x.md"), "3 @us/docs @bob");
        assert_eq!(owners(text, "docs/a b.md"), "4 ada@x.example");
        assert_eq!(owners("/a\\ \n/b  \n", "a "), "1 ");
        assert_eq!(owners("/a\\ \n/b  \n", "b"), "2 ");
    }

    #[test]
    fn a_line_without_owners_has_those_of_its_section() {
        let text = "[Docs][2] @us/docs\n/docs/\n/docs/x.md @ada\n[Code]\n/src/\n";
        assert_eq!(owners(text, "docs/a.md"), "2 @us/docs");
        assert_eq!(owners(text, "docs/x.md"), "3 @ada");
        assert_eq!(owners(text, "src/a.rs"), "5 ");
    }
}
