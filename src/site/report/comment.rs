//! What a branch changes, as a comment on the request to merge it.

use std::collections::BTreeMap;

use super::markdown::{Text, counted, redline};
use crate::audit::{Report, ReportedChange, Verdict};
use crate::handbook::{Handed, Shift};

/// The first line of every comment, by which the one that is there is found again.
pub const MARK: &str = "<!-- handbook: what this changes -->";

/// The changes of one page by a branch, newest first.
type Page<'r> = (&'r str, Vec<&'r ReportedChange>);

/// Writes the comment: policies that change in meaning first, with short redlines, who owns each
/// and whether their agreement is still missing; then what would be held by somebody else, gaps
/// opened and closed, and rules newly broken. Empty where none of that is so.
#[must_use]
pub fn comment(report: &Report, shift: &Shift) -> String {
    let mut pages: BTreeMap<&str, Vec<&ReportedChange>> = BTreeMap::new();
    for change in report.changes.iter().filter(|change| is_meaningful(change)) {
        pages.entry(&change.page).or_default().push(change);
    }
    let (policies, others): (Vec<Page<'_>>, Vec<Page<'_>>) = pages
        .into_iter()
        .partition(|(_, changes)| changes.iter().any(|one| one.kind.as_deref() == Some("policy")));
    if policies.is_empty() && others.is_empty() && shift.is_empty() {
        return String::new();
    }
    let mut out = Text::new().raw(MARK).raw("\n### What this changes in the handbook\n");
    if !policies.is_empty() {
        let changes = if policies.len() == 1 { " changes" } else { " change" };
        out = out.raw("\n**").and(&counted(policies.len(), "policy", "policies"));
        out = out.raw(changes).raw(" in meaning.**\n");
    }
    for page in &policies {
        out = out.and(&one(page));
    }
    if !others.is_empty() {
        out = out.raw("\n<details><summary>");
        out = out.and(&counted(others.len(), "other page", "other pages"));
        out = out.raw(" in meaning</summary>\n");
        for page in &others {
            out = out.and(&one(page));
        }
        out = out.raw("\n</details>\n");
    }
    if !shift.owners.is_empty() {
        out = out.raw("\n#### Who would hold what\n\n");
        for handed in &shift.owners {
            out = out.and(&of(handed));
        }
    }
    for (heading, findings) in [
        ("\n#### Gaps that this opens\n\n", &shift.opened),
        ("\n#### Gaps that this closes\n\n", &shift.closed),
        ("\n#### Rules that this breaks\n\n", &shift.breaches),
    ] {
        if !findings.is_empty() {
            let lines = findings.iter().map(|finding| Text::new().raw("- ").text(finding));
            out = out.raw(heading).joined(lines, "\n").raw("\n");
        }
    }
    out.into_string()
}

/// Spelling, form and links are not worth a reader's time here; what could not be read is.
fn is_meaningful(change: &ReportedChange) -> bool {
    matches!(change.class, None | Some("created" | "removed" | "substantive"))
}

fn one((_, changes): &Page<'_>) -> Text {
    let mut out = Text::new();
    let Some(newest) = changes.first() else { return out };
    out = out.raw("\n#### ").text(&newest.title).raw("\n\n");
    let agreed = |one: &&&ReportedChange| {
        matches!(one.verdict, Verdict::OwnerAuthored | Verdict::OwnerApproved)
    };
    let is_agreed = changes.iter().filter(agreed).count() == changes.len();
    out = match (&newest.owner, is_agreed) {
        (None, _) => out.raw("Nobody owns this page, so nobody can agree.\n\n"),
        (Some(owner), true) => {
            out.raw("Owned by ").text(&owner.name).raw(", who wrote or approved this.\n\n")
        }
        (Some(owner), false) => {
            out.raw("Owned by **").text(&owner.name).raw("**, whose approval is missing.\n\n")
        }
    };
    for change in changes {
        out = out.raw("- ").raw(change.class.unwrap_or("unread"));
        for word in change.flags.iter().chain(&change.signals) {
            out = out.raw(", ").raw(word);
        }
        if let Some(moved) = change.moved_words() {
            out = out.raw(", ").text(&moved);
        }
        out = out.raw(": ").text(&change.subject).raw("\n");
        if let Some(pieces) = &change.redline {
            out = out.raw("\n").and(&redline(pieces)).raw("\n");
        }
    }
    out
}

fn of(handed: &Handed) -> Text {
    let name = |name: &Option<String>| Text::of(name.as_deref().unwrap_or("nobody"));
    Text::new()
        .raw("- ")
        .text(&handed.what)
        .raw(", ")
        .raw(handed.role)
        .raw(": ")
        .and(&name(&handed.before))
        .raw(" → **")
        .and(&name(&handed.after))
        .raw("**\n")
}
