//! Where a workflow gets this program.

use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// A git repository that a workflow builds the program from, as `ADDRESS#REVISION`: an address that
/// begins with `https://`, or GitHub's and GitLab's for SSH, which become one, and a commit or a
/// release's tag. Both are of characters that mean themselves in a shell and in YAML.
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
    Kind,
    /// The address has a character that may mean something in a shell, a login, or no path.
    #[error(
        "behind https:// stand a host, a port where it needs one, and a path, of letters, digits and \
         . _ ~ - alone, such as https://git.example.org:8443/handbook.git#v0.1.0"
    )]
    Address,
    /// An address for SSH has a port, which is not that of `https://`.
    #[error("its port is that of SSH: write the address that begins with https://")]
    Port,
    /// No commit is named, or something that moves.
    #[error(
        "it ends with # and a commit of 7 to 40 hex digits, or a release's tag, such as v0.1.0: a \
         branch moves on, and every run is to build the same program"
    )]
    Revision,
}

impl FromStr for Source {
    type Err = NotASource;

    fn from_str(text: &str) -> Result<Self, NotASource> {
        let (address, revision) = text.rsplit_once('#').ok_or(NotASource::Revision)?;
        let address = match address.strip_prefix("git@").and_then(|rest| rest.split_once(':')) {
            Some((host, path)) => format!("https://{host}/{path}"),
            None => match address.strip_prefix("ssh://git@") {
                Some(rest) if rest.split('/').next().is_some_and(|host| host.contains(':')) => {
                    return Err(NotASource::Port);
                }
                Some(rest) => format!("https://{rest}"),
                None => address.to_owned(),
            },
        };
        let behind = address.strip_prefix("https://").ok_or(NotASource::Kind)?;
        let (site, path) = behind.split_once('/').ok_or(NotASource::Address)?;
        let (host, port) = site.split_once(':').map_or((site, None), |(at, port)| (at, Some(port)));
        let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
        let digits = |port: &str| port.chars().all(|c| c.is_ascii_digit());
        let is_sound = is_plain(host)
            && path.split('/').all(|part| part.is_empty() || is_plain(part))
            && !path.trim_matches('/').is_empty()
            && port.is_none_or(|port| is_port(port) && digits(port));
        if !is_sound {
            return Err(NotASource::Address);
        }
        let is_commit =
            (7..=40).contains(&revision.len()) && revision.chars().all(|c| c.is_ascii_hexdigit());
        let is_release = is_plain(revision)
            && revision
                .strip_prefix('v')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !(is_commit || is_release) {
            return Err(NotASource::Revision);
        }
        Ok(Self { address, revision: revision.to_owned() })
    }
}

/// Whether a name is of characters that mean themselves everywhere, and is no option.
fn is_plain(name: &str) -> bool {
    let mut all = name.chars();
    !name.is_empty()
        && !name.starts_with('-')
        && all.all(|c| c.is_ascii_alphanumeric() || "._~-".contains(c))
}

/// The command that installs the program, from crates.io where no source is named, and what tells its
/// build from others in the key of a cache.
pub fn install(source: Option<&Source>) -> (String, String) {
    match source {
        None => {
            let version = env!("CARGO_PKG_VERSION");
            let install = format!("cargo install --locked zola-handbook --version {version}");
            (install, version.to_owned())
        }
        // `--rev` takes tags as well.
        Some(Source { address, revision }) => {
            // The same tag at another address is another program.
            let digest = Sha256::digest(address);
            let from: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            let install =
                format!("cargo install --locked --git {address} --rev {revision} zola-handbook");
            (install, format!("{revision}-{from}"))
        }
    }
}
