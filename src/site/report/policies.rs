//! The policies of a pack as they stood at both ends of its period.

use super::pack::{Files, PackError};
use crate::audit::{Edition, End, Redliner, Report};
use crate::handbook::Handbook;
use crate::history::{Action, CommitId, PageLog};
use crate::metadata::PageKind;
use crate::root::RepoPath;

/// A policy, and what the pack has of it.
pub(super) struct Policy {
    pub title: String,
    /// Its file today, or its last one, as changes name it.
    pub page: String,
    /// Whether it is gone today.
    pub gone: bool,
    pub before: Held,
    pub after: Held,
}

/// What a pack has of a policy as it stood at one end of the period.
pub(super) enum Held {
    /// Its text: a file of the pack.
    File(String),
    /// It was not there.
    NotThere,
    /// It was there, and the page is gone today: its text was not asked for.
    LeftOut,
    /// It was private, or held words that the settings take out of everything.
    Withheld,
    /// The clone does not have its text, or begins later.
    Unread,
}

/// What a pack has at this end of a policy of which nothing is found there.
const fn absent(end: &End) -> Held {
    match end {
        End::At(_) | End::Nothing => Held::NotThere,
        End::Unread => Held::Unread,
    }
}

/// The policies of both ends; their texts become files of the pack. Those that are gone today are named,
/// and their texts are among the files where `removed` says so.
///
/// # Errors
/// Where git cannot be read.
pub(super) fn policies(
    handbook: &Handbook,
    report: &Report,
    ends: &Option<(End, End)>,
    removed: bool,
    files: &mut Files,
) -> Result<Vec<Policy>, PackError> {
    let (Some(ledger), Some((begin, end))) = (handbook.ledger(), ends) else {
        return Ok(Vec::new());
    };
    let redliner = Redliner::new(&ledger, removed);
    let mut keep = |log: &PageLog, end: &End, place: &str| -> Result<Held, PackError> {
        let at = match end {
            End::At(at) => at,
            End::Nothing => return Ok(Held::NotThere),
            End::Unread => return Ok(Held::Unread),
        };
        Ok(match redliner.edition(log, at)? {
            Edition::There { text, .. } => {
                let path = format!("policies/{place}");
                files.insert(path.clone(), text);
                Held::File(path)
            }
            Edition::Absent => Held::NotThere,
            Edition::Private | Edition::Redacted => Held::Withheld,
            Edition::Unread => Held::Unread,
        })
    };
    let mut all = Vec::new();
    for page in &handbook.pages {
        let owned = handbook.ownership.pages.get(&page.file);
        let kind = owned.and_then(|owned| owned.kind.as_ref()).map(|kind| kind.value);
        let log = handbook.history.pages.get(&page.file);
        let Some(log) = log.filter(|_| kind == Some(PageKind::Policy)) else { continue };
        let before = keep(log, begin, &format!("before/{}", page.path))?;
        let after = keep(log, end, &format!("after/{}", page.path))?;
        let (title, page) = (page.title.clone(), page.file.to_string());
        all.push(Policy { title, page, gone: false, before, after });
    }
    let past = ledger.past();
    let is_policy = |at: CommitId, file: &RepoPath| -> Result<bool, PackError> {
        Ok(past.kind(at, file)? == Some(PageKind::Policy))
    };
    for log in &handbook.history.removed {
        let Some(last) = log.changes.first() else { continue };
        let commit = ledger.history.commit(last);
        // The report has no change of a page that was private to its end.
        let ended = last.action == Action::Removed
            && report.changes.iter().any(|one| {
                one.class == Some("removed")
                    && one.commit == commit.id.to_string()
                    && one.page == last.path.as_str()
            });
        let mut policy = match commit.parents.first() {
            Some(before) if ended => is_policy(*before, &last.path)?,
            _ => false,
        };
        let mut there = Vec::new();
        for (end, folder) in [(begin, "before"), (end, "after")] {
            let End::At(at) = end else { continue };
            if let Some(file) = at.name(ledger.history, log) {
                policy |= is_policy(at.commit, file)?;
                there.push((at, file, folder));
            }
        }
        if !policy {
            continue;
        }
        let mut policy = Policy {
            title: last.path.to_string(),
            page: last.path.to_string(),
            gone: true,
            before: absent(begin),
            after: absent(end),
        };
        let mut told = ended;
        for (then, file, folder) in there {
            // Apart from those of today: a page of today may have the name of one that is gone.
            let held = match redliner.edition(log, then)? {
                Edition::There { text, .. } if removed => {
                    let path = format!("policies/removed/{folder}/{file}");
                    files.insert(path.clone(), text);
                    Held::File(path)
                }
                Edition::There { .. } => Held::LeftOut,
                Edition::Absent | Edition::Private => continue,
                Edition::Redacted => Held::Withheld,
                Edition::Unread => Held::Unread,
            };
            // Whether a text that nobody can read was private nobody knows.
            told |= !matches!(held, Held::Unread);
            if folder == "before" { policy.before = held } else { policy.after = held }
        }
        if told {
            all.push(policy);
        }
    }
    Ok(all)
}
