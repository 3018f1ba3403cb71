//! A file's name in the head of a patch.

use std::fmt::Write as _;

/// A file's name as `git apply` reads it: as it is where nothing in it could end the line or the
/// name, else in quotes, with control characters, quotes and backslashes escaped as in C (git's
/// `core.quotePath`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatchPath(String);

impl PatchPath {
    /// The name of the file on one side, `a` or `b`, of the patch.
    #[must_use]
    pub fn of(side: char, path: &str) -> Self {
        let plain = format!("{side}/{path}");
        if !plain.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
            return Self(plain);
        }
        let mut quoted = String::from("\"");
        for c in plain.chars() {
            match c {
                '"' | '\\' => quoted.extend(['\\', c]),
                c if c.is_control() => {
                    for byte in c.to_string().bytes() {
                        // Writing to a String cannot fail.
                        let _ = write!(quoted, "\\{byte:03o}");
                    }
                }
                c => quoted.push(c),
            }
        }
        quoted.push('"');
        Self(quoted)
    }

    /// The name, in quotes where it needs them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
