//! Which changes of a page may be spoken of.
//!
//! A page that is private, or a draft, is not spoken of; nor is, on a page that is open now, what
//! was done to it while it was kept.

use super::classes::Classes;
use crate::history::{Change, PageLog};
use crate::root::RepoPath;

/// How much of a change is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// That the page came to be, and nothing of its text before: it was opened here.
    Opened,
}

/// The changes of a log that are told, newest first. `kept` says whether the page of that path
/// would be private by the settings alone.
#[must_use]
pub fn told<'l>(
    log: &'l PageLog,
    classes: &Classes,
    kept: &impl Fn(&RepoPath) -> bool,
) -> Vec<(&'l Change, Shown)> {
    let mut told = Vec::new();
    // Of the newest change the page itself speaks, which is open or nobody asks.
    let mut kept_after = false;
    for change in &log.changes {
        let finding = classes.told(change).map(|told| told.finding);
        let by_text = |side: fn(&super::Finding) -> Option<bool>| finding.and_then(side);
        let after = by_text(|finding| finding.kept_after).unwrap_or(kept_after);
        let before = by_text(|finding| finding.kept_before).unwrap_or(after);
        let after = after || kept(&change.path);
        let before = change.before.is_some()
            && (before || kept(change.from.as_ref().unwrap_or(&change.path)));
        // A page that was kept to its end is not spoken of.
        let after = after || (change.after.is_none() && before);
        match (before, after) {
            (false, false) => told.push((change, Shown::Whole)),
            (true, false) => told.push((change, Shown::Opened)),
            // The page was closed, or it was closed already.
            (_, true) => {}
        }
        kept_after = before;
    }
    told
}
