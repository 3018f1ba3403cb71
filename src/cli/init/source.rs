//! Where a workflow gets this program.

use std::str::FromStr;

/// A git repository that a workflow builds the program from, as `ADDRESS#REVISION`: an address that
/// begins with `https://`, or GitHub's and GitLab's for SSH, which become one, and a commit or a tag.
/// Both are of characters that mean themselves in a shell and in YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    address: String,
    revision: String,
}

/// The text names no such repository.
#[derive(Debug, Clone, Copy, thiserror::Error)]
pub enum NotASource {
    /// The address is none of the kinds.
    #[error("it begins with https://, such as https://github.com/example/handbook.git#v0.1.0")]
    Address,
    /// No commit is named.
    #[error("it ends with # and a commit or a tag, so that every run builds the same program")]
    Revision,
}

impl FromStr for Source {
    type Err = NotASource;

    fn from_str(text: &str) -> Result<Self, NotASource> {
        let (address, revision) = text.rsplit_once('#').ok_or(NotASource::Revision)?;
        let address = match address.strip_prefix("git@").and_then(|rest| rest.split_once(':')) {
            Some((host, path)) => format!("https://{host}/{path}"),
            None => match address.strip_prefix("ssh://git@") {
                Some(rest) => format!("https://{rest}"),
                None => address.to_owned(),
            },
        };
        let is_plain = |text: &str| {
            !text.is_empty()
                && !text.starts_with('-')
                && text.chars().all(|c| c.is_ascii_alphanumeric() || "._/~-".contains(c))
        };
        if !address.strip_prefix("https://").is_some_and(is_plain) {
            return Err(NotASource::Address);
        }
        if !is_plain(revision) {
            return Err(NotASource::Revision);
        }
        Ok(Self { address, revision: revision.to_owned() })
    }
}

/// The command that installs the program, from crates.io where no source is named, and what tells its
/// build from others.
pub fn install(source: Option<&Source>) -> (String, &str) {
    match source {
        None => {
            let version = env!("CARGO_PKG_VERSION");
            (format!("cargo install --locked zola-handbook --version {version}"), version)
        }
        // `--rev` takes tags as well.
        Some(Source { address, revision }) => (
            format!("cargo install --locked --git {address} --rev {revision} zola-handbook"),
            revision,
        ),
    }
}
