//! `handbook approvals`

use std::io::Read as _;
use std::path::PathBuf;

use zola_handbook::org::Harvest;

use super::asking::Asking;
use super::writing::write;
use super::{Failure, Global, Status, Terminal};

/// Keep what the forge knows of approvals in the repository
#[derive(Debug, clap::Args)]
pub struct Approvals {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Import(Import),
}

/// Write the reviews of merged requests to org/approvals/, one file each
///
/// Git does not know who approved what; the forge does, as long as it is there. This reads what the
/// command-line tools of GitHub and GitLab print, from files or standard input, and records each
/// merged request with its reviews, so that an audit works offline and in ten years. What is
/// recorded already is brought up to date; nothing is ever taken away.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
GitHub:
  gh pr list --state merged --limit 1000 \\
    --json number,author,mergeCommit,mergedBy,reviews,url | handbook approvals import

GitLab, the requests and then the approvals of each; in a clone, with jq:
  { glab api --paginate 'projects/:id/merge_requests?state=merged&per_page=100' | tee merged.json
    for request in $(jq '.[].iid' merged.json); do
      glab api \"projects/:id/merge_requests/$request/approvals\"
    done; } | handbook approvals import && rm merged.json")]
struct Import {
    /// Files of JSON; standard input where there are none, or for `-`
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Approvals {
    /// Does what is asked.
    ///
    /// # Errors
    /// Where the input is not from a forge, or a file cannot be written.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let Action::Import(import) = &self.action;
        import.run(global, terminal)
    }
}

impl Import {
    fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let asking = Asking::find(global)?;
        if asking.is_bare() {
            return Err(Failure::Usage(
                "a bare repository has no files to write to: import approvals in a clone"
                    .to_owned(),
            ));
        }
        let harvest =
            Harvest::read(&self.text()?).map_err(|error| Failure::Usage(error.to_string()))?;
        let (mut written, mut kept) = (0_usize, 0_usize);
        let mut passed_over = harvest.passed_over;
        let repository = asking.location.repository.as_ref();
        if repository.is_none() && !harvest.requests.is_empty() {
            terminal.line(
                "note: there is no git repository here, so whether requests landed in it is unknown",
            );
        }
        for request in harvest.requests.values() {
            let landed = request.landed.to_string();
            if let Some(git) = repository
                && git.resolve(&landed)?.is_none()
            {
                let why = if git.is_shallow()? {
                    "which this clone does not have; it is shallow, and git fetch --unshallow brings \
                     what is older"
                } else {
                    "which is no commit of this repository"
                };
                let number = request.number;
                terminal.line(&format!("note: request {number} landed as {landed}, {why}"));
            }
            let file = format!("org/approvals/{}.toml", request.number);
            let path = asking.location.root.join(&file);
            let before = match std::fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
                Err(error) => {
                    passed_over.push(format!("{file} is there and cannot be read: {error}"));
                    continue;
                }
            };
            match request.added_to(&before) {
                Ok(text) if text == before => kept += 1,
                Ok(text) => {
                    write(&path, text.as_bytes())?;
                    written += 1;
                }
                Err(error) => passed_over.push(format!(
                    "{file} is there and is not TOML, so that nothing was added to it: {}",
                    error.message()
                )),
            }
        }
        for why in &passed_over {
            terminal.line(&format!("passed over: {why}"));
        }
        terminal.line(&format!(
            "{written} written to org/approvals/, {kept} as they were, {} passed over.",
            passed_over.len()
        ));
        Ok(if passed_over.is_empty() { Status::Clean } else { Status::Findings })
    }

    /// All input, one text after the other.
    fn text(&self) -> Result<String, Failure> {
        let mut all = String::new();
        let from_stdin = |all: &mut String| std::io::stdin().lock().read_to_string(all).map(drop);
        if self.files.is_empty() {
            from_stdin(&mut all)?;
        }
        for file in &self.files {
            if file.as_os_str() == "-" {
                from_stdin(&mut all)?;
            } else {
                let text = std::fs::read_to_string(file).map_err(|error| {
                    Failure::Usage(format!("{} cannot be read: {error}", file.display()))
                })?;
                all.push_str(&text);
            }
            all.push('\n');
        }
        Ok(all)
    }
}
