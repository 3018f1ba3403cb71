//! Where a handbook is, and what its files are called.

mod find;
mod inside;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use find::{CONFIGS, WORK, find, is_handbook};
pub use inside::{read_inside, text_inside};

/// A file's or folder's path from the repository's root, with `/` between its parts on every
/// system. It never starts or ends with `/` and holds no empty part, no `.` and no `..`, so that
/// joined to a root it stays below that root. The root itself is the empty path.
///
/// Git allows names that are not UTF-8; [`RepoPath::from_bytes`] writes such bytes as `\xNN`, for
/// showing and comparing only: no file on disk is opened by such a path. It writes so, too, what
/// would break the promise above.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RepoPath(Arc<str>);

/// A text that cannot be a path inside a repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a path inside the repository")]
pub struct NotInside(pub String);

impl RepoPath {
    /// The repository's root.
    #[must_use]
    pub fn root() -> Self {
        Self(Arc::from(""))
    }

    /// Reads a path with `/` between its parts, relative to the repository's root.
    ///
    /// # Errors
    /// [`NotInside`] for an absolute path, an empty part, `.` or `..`.
    pub fn new(path: &str) -> Result<Self, NotInside> {
        let sound = path.is_empty()
            || path.split('/').all(|part| {
                !part.is_empty() && part != "." && part != ".." && !part.contains('\0')
            });
        if sound { Ok(Self(Arc::from(path))) } else { Err(NotInside(path.to_owned())) }
    }

    /// The path that git's tree holds as these bytes; what is not UTF-8 in it becomes `\xNN`, and
    /// so do a NUL and the dots of a part that is `.` or `..`. Empty parts are left out.
    #[must_use]
    pub fn from_bytes(path: &[u8]) -> Self {
        use fmt::Write as _;
        if let Some(path) = std::str::from_utf8(path).ok().and_then(|path| Self::new(path).ok()) {
            return path;
        }
        let mut text = String::with_capacity(path.len());
        let parts = path.split(|byte| *byte == b'/').filter(|part| !part.is_empty());
        for part in parts {
            if !text.is_empty() {
                text.push('/');
            }
            let leads_away = matches!(part, b"." | b"..");
            for chunk in part.utf8_chunks() {
                for letter in chunk.valid().chars() {
                    // Writing to a String cannot fail.
                    let _ = match letter {
                        '\0' | '.' if letter == '\0' || leads_away => {
                            write!(text, "\\x{:02x}", u32::from(letter))
                        }
                        letter => text.write_char(letter),
                    };
                }
                for byte in chunk.invalid() {
                    let _ = write!(text, "\\x{byte:02x}");
                }
            }
        }
        Self(Arc::from(text))
    }

    /// The path as text, empty for the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the repository's root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// This folder's entry of that relative path.
    ///
    /// # Errors
    /// [`NotInside`] where `entry` is absolute or leaves this folder.
    pub fn join(&self, entry: &str) -> Result<Self, NotInside> {
        let entry = Self::new(entry)?;
        Ok(match (self.is_root(), entry.is_root()) {
            (true, _) => entry,
            (_, true) => self.clone(),
            _ => Self(Arc::from(format!("{}/{}", self.0, entry.0))),
        })
    }

    /// The rest of this path below `folder`, or nothing where it is not below it.
    #[must_use]
    pub fn below(&self, folder: &Self) -> Option<&str> {
        if folder.is_root() {
            return Some(&self.0);
        }
        let rest = self.0.strip_prefix(&*folder.0)?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
    }

    /// The folder that holds this entry; nothing for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        Some(Self(Arc::from(self.0.rsplit_once('/').map_or("", |(parent, _)| parent))))
    }

    /// The last part of the path, empty for the root.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl TryFrom<String> for RepoPath {
    type Error = NotInside;
    fn try_from(path: String) -> Result<Self, NotInside> {
        Self::new(&path)
    }
}

impl From<RepoPath> for String {
    fn from(path: RepoPath) -> Self {
        path.0.as_ref().to_owned()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::RepoPath;

    #[test]
    fn a_path_never_leaves_its_root() {
        let inside = RepoPath::new("content/a").unwrap();
        for path in ["..", "../a", "a/..", "a/../b", ".", "a/./b", "/a", "a/", "a//b", "a\0b"] {
            assert!(RepoPath::new(path).is_err(), "{path:?}");
            assert!(inside.join(path).is_err(), "{path:?}");
        }
        for path in ["..a", "a..", "...", ".a"] {
            assert_eq!(RepoPath::new(path).unwrap().as_str(), path);
        }
    }
}
