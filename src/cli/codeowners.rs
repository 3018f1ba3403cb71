//! `handbook codeowners`

use std::path::PathBuf;

use similar::TextDiff;
use zola_handbook::escape::visible;
use zola_handbook::handbook::files_of;
use zola_handbook::org::{Forge, Holder};
use zola_handbook::ownership::codeowners::{self, CodeOwners, Owned};

use super::asking::{Asking, tell};
use super::writing::write;
use super::{Failure, Global, Status, Terminal};

/// Write CODEOWNERS from who owns what, or hold the one that is committed against it
///
/// Pages are asked of their owners and the code of features of their teams: of the team's account
/// where it has one, else of its members'. Accounts are those of org/, in `accounts`. Without
/// --write or --check the file is printed.
///
/// Exit status: 0 where all is well, 1 where the file differs (--check), or where an owner has no
/// account to be asked by.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook codeowners --write       write it where the forge looks for it
  handbook codeowners --check       fail where it is not up to date, and show how
  handbook codeowners --forge gitlab")]
pub struct Codeowners {
    /// Whose language and accounts to write it in
    #[arg(long, value_name = "FORGE", default_value = "github")]
    forge: Named,
    /// Write the file: over the one that is there, else where the forge looks first
    #[arg(long, conflicts_with = "check")]
    write: bool,
    /// Compare with the file that is there, show the difference, and fail if there is one
    #[arg(long)]
    check: bool,
    /// The file, where it is not where the forge looks for it
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

/// A forge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Named {
    /// GitHub
    Github,
    /// GitLab
    Gitlab,
}

impl Codeowners {
    /// Writes, checks or prints.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let asking = Asking::find(global)?;
        if asking.is_bare() {
            let words = "a bare repository has no files to own: ask in a clone with a work tree";
            return Err(Failure::Usage(words.to_owned()));
        }
        let (mut state, mut problems) = asking.now(global)?;
        problems.extend(state.read_pages(&asking.location)?);
        tell(&problems, terminal);
        if problems.has_errors() {
            // A wrong owner is worse than an old file.
            return Ok(Status::Findings);
        }
        let files = files_of(asking.top());
        let forge = match self.forge {
            Named::Github => Forge::GitHub,
            Named::Gitlab => Forge::GitLab,
        };
        let owned = Owned {
            org: &state.org,
            ownership: &state.ownership,
            pages: state.pages.as_deref().unwrap_or_default(),
            content: &state.content,
            files: &files,
            today: state.today,
        };
        let CodeOwners { text, unnamed } = owned.code_owners(forge);
        let is_named = unnamed.is_empty();
        for holder in unnamed {
            let kind = match holder {
                Holder::Person(_) => "people",
                Holder::Team(_) => "teams",
            };
            let name = state.org.holder_name(&holder);
            let file = format!("{}/{kind}/{}.toml", state.org_folder, holder.id());
            terminal.line(&format!(
                "{name} cannot be asked: write `{}` under `accounts` in {file}",
                forge.key()
            ));
        }
        let same = self.deliver(&asking, forge, &text, terminal)?;
        Ok(if is_named && same { Status::Clean } else { Status::Findings })
    }

    /// Prints, writes or compares the file; tells whether it is as it should be.
    fn deliver(
        &self,
        asking: &Asking,
        forge: Forge,
        text: &str,
        terminal: &Terminal,
    ) -> Result<bool, Failure> {
        if !self.write && !self.check {
            terminal.print_file(text.as_bytes())?;
            return Ok(true);
        }
        let places = codeowners::places(forge).map(|place| asking.top().join(place));
        let there = places.iter().find(|place| place.is_file());
        let file = self.file.clone().or_else(|| there.cloned());
        let file = file.unwrap_or_else(|| places[0].clone());
        let shown = file.strip_prefix(asking.top()).unwrap_or(&file).display().to_string();
        let old = match std::fs::read_to_string(&file) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(Failure::Machine(format!("cannot read {shown}: {error}").into()));
            }
        };
        if old.as_deref() == Some(text) {
            terminal.line(&format!("{shown} is up to date."));
            return Ok(true);
        }
        if self.write {
            write(&file, text.as_bytes())?;
            terminal.line(&format!("Wrote {shown}."));
            return Ok(true);
        }
        let old = old.unwrap_or_default();
        let difference = TextDiff::from_lines(&old, text);
        let mut difference = difference.unified_diff();
        let header = (format!("a/{shown}"), format!("b/{shown}"));
        let difference = difference.header(&header.0, &header.1).to_string();
        let lines: Vec<String> =
            difference.lines().map(|line| visible(line).into_owned()).collect();
        terminal.print(&format!("{}\n", lines.join("\n")))?;
        terminal.line(&format!(
            "{shown} is not what org/ and the pages say: handbook codeowners --write"
        ));
        Ok(false)
    }
}
