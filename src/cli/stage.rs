//! `handbook stage`

use zola_handbook::zola::Version;

use super::handbook::{Opened, Options, StagedSite};
use super::{Failure, Global, Status, Terminal};

/// Write the Zola site that `build` would build, and stop there
///
/// The site is written to .handbook/site, below the handbook; only files that changed are written.
/// For hosts that run Zola themselves, and for looking at what handbook makes.
#[derive(Debug, clap::Args)]
pub struct Stage {
    #[command(flatten)]
    options: Options,
    /// The Zola that will build it, where it is not the one found here
    #[arg(long, value_name = "VERSION")]
    zola_version: Option<String>,
}

impl Stage {
    /// Stages the site.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let version = self.zola_version.as_deref().map(read_version).transpose()?;
        let opened = Opened::open(global, &self.options, false, terminal)?;
        if !opened.tell(terminal)? {
            return Ok(Status::Findings);
        }
        let version = match version {
            Some(version) => version,
            None => opened.zola_version_here(&self.options, terminal)?.unwrap_or_else(|| {
                terminal.line(&format!(
                    "No Zola is here, so this is staged for {}; --zola-version says otherwise.",
                    Version::OLDEST
                ));
                Version::OLDEST
            }),
        };
        let turn = opened.turn(terminal)?;
        let StagedSite { written, folder, .. } =
            opened.stage(&self.options, version.dialect(), terminal)?;
        drop(turn);
        terminal.line(&format!(
            "Staged {} for Zola {version}: {} files written, {} removed, {} as they were.",
            folder.display(),
            written.written,
            written.removed,
            written.kept
        ));
        terminal.line(&format!("Next: zola --root {} build", folder.display()));
        Ok(Status::Clean)
    }
}

fn read_version(text: &str) -> Result<Version, Failure> {
    let mut parts = text.trim_start_matches('v').splitn(3, '.').map(str::parse);
    let version = match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch))) => {
            Some(Version { major, minor, patch })
        }
        (Some(Ok(major)), Some(Ok(minor)), None) => Some(Version { major, minor, patch: 0 }),
        _ => None,
    };
    match version {
        Some(version) if version >= Version::OLDEST => Ok(version),
        Some(version) => Err(Failure::Usage(format!(
            "Zola {version} is too old; a handbook needs {} or newer",
            Version::OLDEST
        ))),
        None => Err(Failure::Usage(format!("`{text}` is no version of Zola, such as 0.22.1"))),
    }
}
