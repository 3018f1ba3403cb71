//! `handbook show`

use zola_handbook::audit::{Bound, Redliner};

use super::changes::{Asked, Depth, Opened, find};
use super::{Failure, Global, Status, Terminal};

/// Print a page as it stood
///
/// Prints the page's file, byte for byte, as the published branch had it at the end of a day, at a
/// tag or at a commit, under whatever name it had then. Without --at: as it is at HEAD.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook show policies/leave.md --at 2026-01-01
  handbook show \"Parental leave\" --at v1.4")]
pub struct Show {
    /// The page: its file, its address or its title
    page: String,
    /// When: 2026-11-01, 30d, "6 months", a tag or a commit
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Print pages that are gone, too
    #[arg(long)]
    include_removed: bool,
}

impl Show {
    /// Prints the page.
    ///
    /// # Errors
    /// Where there is no such page, or the machine fails.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let Opened { handbook, .. } = Opened::open(global, Depth::default(), terminal)?;
        let (Some(repository), Some(head)) = (&handbook.location.repository, handbook.history.head)
        else {
            return Err(Failure::Usage("nothing is committed here yet".to_owned()));
        };
        let found = find(&handbook, &format!("page:{}", self.page.trim_start_matches("page:")))?;
        let log = found.iter().find_map(|asked| match asked {
            Asked::Page(file) => handbook.history.pages.get(file).or_else(|| {
                let gone = &mut handbook.history.removed.iter().filter(|_| self.include_removed);
                gone.find(|log| log.changes.first().is_some_and(|last| last.path == *file))
            }),
            _ => None,
        });
        let Some(log) = log else {
            return Err(Failure::Usage(format!(
                "`{}` is gone; --include-removed prints pages of the past",
                self.page
            )));
        };
        let (commit, when) = match &self.at {
            None => (Some(head), "HEAD".to_owned()),
            Some(at) => {
                let bound = Bound::read(at, handbook.today, Some(repository))
                    .map_err(|error| Failure::Usage(format!("--at: {error}")))?;
                let commit = match bound {
                    Bound::Commit(id, _) => Some(id),
                    Bound::Day(_) => repository.landed_by(head, bound.ends_with(&handbook.zone))?,
                };
                (commit, at.clone())
            }
        };
        let nothing = || Failure::Usage(format!("`{}` was not there yet at {when}", self.page));
        let commit = commit.ok_or_else(nothing)?;
        let names =
            log.changes.iter().flat_map(|change| [Some(&change.path), change.from.as_ref()]);
        for name in names.flatten() {
            if let Some(blob) = repository.file_at(commit, name)? {
                let text = repository.blob(blob)?;
                let page = handbook.pages.iter().find(|page| {
                    handbook.history.pages.get(&page.file).is_some_and(|its| std::ptr::eq(its, log))
                });
                let words = String::from_utf8_lossy(&text);
                if let Some(ledger) = handbook.ledger()
                    && !Redliner::new(&ledger, true).may_show((page, log), name, &words)?
                {
                    return Err(Failure::Usage(format!(
                        "`{}` was private at {when}, or holds words of a redacted commit",
                        self.page
                    )));
                }
                terminal.print_file(&text)?;
                return Ok(Status::Clean);
            }
        }
        Err(nothing())
    }
}
