//! The Zola that is fetched where a machine has none.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest as _, Sha256};
use toml::de::DeValue;

use super::keys::key;
use super::version::Version;
use crate::metadata::{
    FromValue, Key, Keys, Need, Refusal, Scalar, Shape, Sited, Table, one_of, text_of,
};

/// The keys of `zola`.
pub static ZOLA: Keys = Keys {
    of: "`zola`",
    open: false,
    keys: &[
        Key {
            name: "version",
            wants: "a release of Zola",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "The release, and no other: where it cannot be had, nothing is built",
            example: "\"0.22.1\"",
            rule: "0.22.0 or newer",
        },
        key(
            "sha256",
            "a table of digests",
            Shape::Table(&SHA256),
            "What the release's archive for a kind of machine must be; the keys are \
             `x86_64-unknown-linux-gnu`, `x86_64-unknown-linux-musl`, `aarch64-unknown-linux-gnu`, \
             `x86_64-apple-darwin`, `aarch64-apple-darwin` and `x86_64-pc-windows-msvc`",
            "{ x86_64-unknown-linux-gnu = \
             \"0ca09aa40376aaa9ddfb512ff9ad963262ef95edb0d0f2d5ec6961b6f5cf22ef\" }",
            "The digest that the release publishes, for a kind that is left out",
        ),
    ],
};

/// The keys of `sha256`, one for each [`Target`].
pub static SHA256: Keys = Keys {
    of: "`sha256`",
    open: false,
    keys: &[
        digest("x86_64-unknown-linux-gnu", "Linux with glibc, on x86-64"),
        digest("x86_64-unknown-linux-musl", "Any Linux, on x86-64"),
        digest("aarch64-unknown-linux-gnu", "Linux with glibc, on 64-bit ARM"),
        digest("x86_64-apple-darwin", "macOS on Intel"),
        digest("aarch64-apple-darwin", "macOS on Apple's own processors"),
        digest("x86_64-pc-windows-msvc", "Windows on x86-64"),
    ],
};

const fn digest(name: &'static str, machine: &'static str) -> Key {
    let example = "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"";
    key(name, "a SHA-256 digest", Shape::One(Scalar::Text), machine, example, "")
}

/// The release that is fetched, and what its archives must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZolaPin {
    /// The release.
    pub version: Sited<Version>,
    /// The digests of its archives, as far as they are pinned.
    pub sha256: BTreeMap<Target, Sited<Sha256Digest>>,
}

one_of! {
    /// A kind of machine that Zola's makers build each release for, as the names of their archives
    /// have it (<https://github.com/getzola/zola/releases>).
    Target {
        /// Linux with glibc, on x86-64.
        LinuxGnu = "x86_64-unknown-linux-gnu",
        /// Any Linux on x86-64: nothing is needed of the system.
        LinuxMusl = "x86_64-unknown-linux-musl",
        /// Linux with glibc, on 64-bit ARM.
        LinuxArm = "aarch64-unknown-linux-gnu",
        /// macOS on Intel.
        Mac = "x86_64-apple-darwin",
        /// macOS on Apple's own processors.
        MacArm = "aarch64-apple-darwin",
        /// Windows on x86-64.
        Windows = "x86_64-pc-windows-msvc",
    }
}

/// A SHA-256 digest; shown as 64 hexadecimal digits in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sha256Digest([u8; 32]);

impl Sha256Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits, with or without `sha256:` before them, as GitHub shows them;
    /// nothing for another text.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("sha256:").unwrap_or(text);
        let mut digest = [0; 32];
        if digits.len() != 2 * digest.len() || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return None;
        }
        for (at, byte) in digest.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(digest))
    }
}

impl fmt::Display for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromValue for Sha256Digest {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        Self::new(text).ok_or_else(|| {
            Refusal::value(format!("is `{text}`, which is not a SHA-256 digest"))
                .with_help("write its 64 hexadecimal digits, as the page of the release shows them")
        })
    }
}

pub(super) fn read(ours: &Table<'_>) -> Option<ZolaPin> {
    let table = ours.table("zola", &ZOLA)?;
    let version = table.require("version");
    let sha256 = table.table("sha256", &SHA256).map(|digests| {
        let pinned = |target: &Target| Some((*target, digests.get(target.as_str())?));
        Target::ALL.iter().filter_map(pinned).collect()
    });
    Some(ZolaPin { version: version?, sha256: sha256.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_digest_is_64_digits_however_they_are_written() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Sha256Digest::of(b"").to_string(), empty);
        for text in [empty, &empty.to_uppercase(), &format!("sha256:{empty}")] {
            assert_eq!(Sha256Digest::new(text).unwrap(), Sha256Digest::of(b""), "{text}");
        }
        for text in ["", "sha256:", &empty[1..], &format!("{empty}0"), &empty.replace('e', "é")] {
            assert_eq!(Sha256Digest::new(text), None, "{text}");
        }
        assert_eq!(Sha256Digest::new(&format!("sha512:{empty}")), None);
    }

    #[test]
    fn every_target_is_a_key_and_no_other() {
        let keys: Vec<_> = SHA256.names().collect();
        let targets: Vec<_> = Target::ALL.iter().map(|target| target.as_str()).collect();
        assert_eq!(keys, targets);
    }
}
