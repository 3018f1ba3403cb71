//! Where the code of a feature is.

use std::fmt;

use globset::{GlobBuilder, GlobMatcher};
use toml::de::DeValue;

use crate::metadata::{
    FromValue, Key, Keys, Need, Refusal, Scalar, Shape, Sited, Table, WebAddress, text_of,
};

/// Code of a feature in one repository.
#[derive(Debug, Clone)]
pub struct Code {
    /// Which repository; nothing for this one.
    pub repository: Option<Sited<Repository>>,
    /// Which of its files.
    pub paths: Vec<Sited<CodeGlob>>,
}

/// Another repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repository {
    /// By its address.
    Web(WebAddress),
    /// By its name on this repository's forge: `company/app`.
    Name(String),
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Web(address) => address.fmt(f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// A glob over the paths of a repository's files; `*` stays within a folder, `**` does not.
#[derive(Debug, Clone)]
pub struct CodeGlob(GlobMatcher);

impl CodeGlob {
    /// The glob as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.glob().glob()
    }

    /// The same as a regular expression over the bytes of a path, without what only a Rust one may
    /// begin with: a byte that is not ASCII is written as `\xHH`.
    #[must_use]
    pub fn as_regex(&self) -> &str {
        let regex = self.0.glob().regex();
        regex.strip_prefix("(?-u)").unwrap_or(regex)
    }

    /// Whether it matches this path from the repository's root.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

impl PartialEq for CodeGlob {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl FromValue for CodeGlob {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        let from_root = text.strip_prefix('/').unwrap_or(text);
        match GlobBuilder::new(from_root).literal_separator(true).build() {
            Ok(glob) => Ok(Self(glob.compile_matcher())),
            Err(error) => Err(Refusal::value(format!("is not a pattern: {error}"))),
        }
    }
}

impl FromValue for Repository {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        if text.contains("://") {
            return WebAddress::from_value(value).map(Self::Web);
        }
        let is_name = text.split('/').all(|part| {
            !part.is_empty()
                && part.chars().all(|one| one.is_ascii_alphanumeric() || "-_.".contains(one))
        });
        if is_name {
            return Ok(Self::Name(text.to_owned()));
        }
        Err(Refusal::value(format!("is `{text}`, which is not a repository"))
            .with_help("write its address, or its name on the forge: \"company/app\""))
    }
}

/// The keys of a table in a feature's `code`.
pub static CODE: Keys = Keys {
    of: "a table in a feature's `code`",
    open: false,
    keys: &[
        Key {
            name: "repo",
            wants: "a repository's name or address",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "The repository",
            example: "\"company/app\"",
            rule: "",
        },
        Key {
            name: "paths",
            wants: "a glob or a list of globs",
            shape: Shape::OneOrMany(Scalar::Text),
            need: Need::Optional,
            meaning: "Which of its files",
            example: "[\"billing/**\"]",
            rule: "All of them where it is left out",
        },
    ],
};

impl Code {
    /// The name of the repository that this is in, where it is another one and has a name.
    #[must_use]
    pub fn elsewhere(&self) -> Option<&str> {
        match &self.repository.as_ref()?.value {
            Repository::Name(name) => Some(name),
            Repository::Web(_) => None,
        }
    }

    /// The part of a path behind the name of the repository that this is in, where that is another
    /// one: `billing/tax.rs` of `company/app/billing/tax.rs`.
    #[must_use]
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.elsewhere()?)?.strip_prefix('/').filter(|below| !below.is_empty())
    }

    /// Whether a path of its repository is of it. All are where it names another repository only.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        let all = self.paths.is_empty() && self.repository.is_some();
        all || self.paths.iter().any(|glob| glob.value.matches(path))
    }

    pub(super) fn read(feature: &Table<'_>) -> Vec<Self> {
        let (paths, tables) = feature.values_and_tables("code", &CODE);
        let here = Self { repository: None, paths };
        let elsewhere = tables.iter().filter_map(|table| {
            let repository = Some(table.require("repo")?);
            Some(Self { repository, paths: table.one_or_many("paths") })
        });
        let here = Some(here).filter(|code| !code.paths.is_empty());
        here.into_iter().chain(elsewhere).collect()
    }
}
