//! Which Zola this is, and which template language that makes it speak.

use crate::config::Version;

/// The template language of a Zola. Everything that must differ between them is decided by this,
/// when staging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Zola 0.22: macros and shortcodes exist; `{{ name() }}` in a body is a shortcode.
    Tera1,
    /// Zola 0.23 and newer: neither exists; a body with `{{` or `{%` is a template.
    Tera2,
}

impl Version {
    /// The first Zola that speaks Tera 2.
    pub const TERA_2: Self = Self { major: 0, minor: 23, patch: 0 };
    /// The first Zola that nobody has tried a handbook with.
    pub const UNTRIED: Self = Self { major: 0, minor: 24, patch: 0 };

    /// Reads what `zola --version` prints: `zola 0.22.0`, with anything after the number (a
    /// commit, a pre-release) ignored. Nothing for any other text.
    #[must_use]
    pub fn from_output(printed: &str) -> Option<Self> {
        let mut words = printed.lines().next()?.split_whitespace();
        if words.next()? != "zola" {
            return None;
        }
        Self::parse(words.next()?)
    }

    /// The template language of this release.
    #[must_use]
    pub fn dialect(self) -> Dialect {
        if self < Self::TERA_2 { Dialect::Tera1 } else { Dialect::Tera2 }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_version_is_the_word_after_zola() {
        let read = |text| Version::from_output(text).map(|version| version.to_string());
        assert_eq!(read("zola 0.22.0\n").unwrap(), "0.22.0");
        assert_eq!(read("zola 0.23.0-rc.1 (b224226)").unwrap(), "0.23.0");
        for other in ["", "hugo v0.128.0", "zola", "zola next", "zola 0.22", "zola 0.22.0.1"] {
            assert_eq!(read(other), None, "{other:?}");
        }
    }

    #[test]
    fn tera_2_came_with_0_23() {
        let dialect = |text| Version::parse(text).unwrap().dialect();
        assert_eq!(dialect("0.22.99"), Dialect::Tera1);
        assert_eq!(dialect("0.23.0"), Dialect::Tera2);
        assert_eq!(dialect("1.0.0"), Dialect::Tera2);
    }
}
