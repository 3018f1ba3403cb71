//! `handbook show`

use zola_handbook::audit::{Edition, Redliner};
use zola_handbook::history::{LandedBy, Moment};

use super::asking::moment;
use super::changes::{Depth, Opened, find_page};
use super::naming::Name;
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
    #[arg(required = true)]
    page: Vec<String>,
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
        let mut opened = Opened::open(global, Depth::default(), terminal)?;
        let empty = || Failure::Usage("nothing is committed here yet".to_owned());
        if opened.handbook.history.head.is_none() {
            return Err(empty());
        }
        let name = Name::of(&self.page);
        let page = name.as_str().trim_start_matches("page:");
        let found = find_page(&mut opened, page, terminal)?;
        let Opened { handbook, .. } = opened;
        let (Some(repository), Some(head)) = (&handbook.location.repository, handbook.history.head)
        else {
            return Err(empty());
        };
        let log = found.iter().find_map(|file| {
            handbook.history.pages.get(file).or_else(|| {
                let gone = &mut handbook.history.removed.iter().filter(|_| self.include_removed);
                gone.find(|log| log.changes.first().is_some_and(|last| last.path == *file))
            })
        });
        let Some(log) = log else {
            return Err(Failure::Usage(format!(
                "`{page}` is gone; --include-removed prints pages of the past"
            )));
        };
        let (landed, when) = match &self.at {
            None => (LandedBy::Commit(head), "HEAD".to_owned()),
            Some(at) => {
                let landed = match moment(("--at", at), handbook.today, Some(repository))? {
                    Moment::Commit(id) => LandedBy::Commit(id),
                    Moment::Day(day) if day > handbook.today => {
                        return Err(Failure::Usage(format!("--at: {day} is still to come")));
                    }
                    Moment::Day(day) => {
                        repository.landed_by(head, Moment::end_of(day, &handbook.zone))?
                    }
                };
                (landed, at.clone())
            }
        };
        let nothing = || Failure::Usage(format!("`{page}` was not there yet at {when}"));
        let commit = match landed {
            LandedBy::Commit(commit) => commit,
            LandedBy::Nothing => return Err(nothing()),
            LandedBy::Unread => {
                return Err(Failure::Usage(format!(
                    "what there was at {when} is older than this clone, which is shallow: git fetch \
                     --unshallow brings the rest"
                )));
            }
        };
        let Some(ledger) = handbook.ledger() else { return Err(nothing()) };
        let as_of = repository.as_of(commit, head)?;
        match Redliner::new(&ledger, self.include_removed).edition(log, &as_of)? {
            Edition::There { text, .. } => {
                terminal.print_file(&text)?;
                Ok(Status::Clean)
            }
            Edition::Absent => Err(nothing()),
            Edition::Private => Err(Failure::Usage(format!("`{page}` was private at {when}"))),
            Edition::Unread => Err(Failure::Usage(format!(
                "the text of `{page}` at {when} is not in this clone, which is a partial one: git \
                 fetch --refetch --no-filter brings it"
            ))),
            Edition::Redacted => Err(Failure::Usage(format!(
                "`{page}` held words at {when} that are kept from everybody: `redact` takes their \
                 commit out of everything"
            ))),
        }
    }
}
