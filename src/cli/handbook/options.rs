//! What every command that stages can be told.

use std::path::PathBuf;

use zola_handbook::diagnostics::Format;
use zola_handbook::site::Base;

/// Options of every command that stages.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The address that the site will have, with the folder it lives in
    #[arg(long, value_name = "URL")]
    pub base_url: Option<Base>,
    /// Stop for warnings, too
    #[arg(long)]
    pub strict: bool,
    /// The zola to use, instead of one on PATH or a copy that handbook fetches
    #[arg(long, value_name = "PROGRAM", env = "HANDBOOK_ZOLA", hide_env_values = true)]
    pub zola: Option<PathBuf>,
    /// How to show problems
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Shown,
}

/// A form in which problems are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shown {
    /// For people, on stderr
    Human,
    /// A line each
    Short,
    /// For programs
    Json,
    /// As annotations of a GitHub workflow
    Github,
    /// For code scanning
    Sarif,
}

impl Shown {
    /// Whether all problems make one document, to which none can be added once it is written.
    pub fn is_one_document(self) -> bool {
        matches!(self, Self::Json | Self::Sarif)
    }

    /// The library's word for it.
    pub fn format(self) -> Format {
        match self {
            Self::Human => Format::Human,
            Self::Short => Format::Short,
            Self::Json => Format::Json,
            Self::Github => Format::Github,
            Self::Sarif => Format::Sarif,
        }
    }
}
