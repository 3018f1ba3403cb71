//! What a branch changes, as a comment on the request to merge it.

use super::markdown::{Text, counted, redline, untold};
use crate::audit::{Report, ReportedChange};
use crate::handbook::{Handbook, Handed, Rekinded, Shift};
use crate::org::{Holder, PersonId};
use crate::root::RepoPath;

/// The first line of every comment, by which the one that is there is found again.
pub const MARK: &str = "<!-- handbook: what this changes -->";

/// Up to how many bytes redlines are shown, pages are told, others are named, and lists go on. GitHub
/// takes 65,536 letters, and the lists that follow the pages must fit, too.
const REDLINES: usize = 30_000;
const PAGES: usize = 42_000;
const NAMES: usize = 46_000;
const LISTS: usize = 60_000;

/// How many lines of a list are shown before the rest is counted, and how many letters of a line.
const LINES: usize = 25;
const LETTERS: usize = 300;

/// Writes the comment: what would keep the handbook from being published; policies that change in
/// meaning, with short redlines, who owns each and whether their agreement is still missing; other
/// pages; what would be held by somebody else; gaps opened and closed; rules newly broken. Empty
/// where none of that is so: spelling, form and links are not worth a reader's time by themselves.
///
/// `net` has one change a page: what the branch comes to, see [`crate::audit::told_net`].
#[must_use]
pub fn comment(net: &Report, shift: &Shift, handbook: &Handbook) -> String {
    let is_policy = |change: &&ReportedChange| change.is_of_policy();
    let (meant, form): (Vec<_>, Vec<_>) = net.changes.iter().partition(|one| is_meaningful(one));
    if meant.is_empty() && shift.is_empty() && net.untold == 0 {
        return String::new();
    }
    let (mut policies, mut others): (Vec<_>, Vec<_>) = meant.into_iter().partition(is_policy);
    let form: Vec<_> = form.into_iter().filter(is_policy).collect();
    policies.sort_by_key(|change| &change.page);
    others.sort_by_key(|change| &change.page);

    let mut out = Text::new().raw(MARK).raw("\n### What this changes in the handbook\n");
    let stops: Vec<String> = shift.stops.iter().chain(&shift.refused).cloned().collect();
    out = list(out.and(&untold(net)), "This would keep it from being published", &stops);
    let rekinded = rekinded_unsaid(shift, &net.changes);
    let (by_rule, by_itself): (Vec<_>, Vec<_>) = rekinded.into_iter().partition(|one| one.by_rule);
    for (pages, what) in [(by_rule, "a rule"), (by_itself, "front matter")] {
        if !pages.is_empty() {
            out = out.raw("\n**").and(&counted(pages.len(), "page", "pages"));
            out = out.raw(" would bind, or bind no more, by ").raw(what).raw(".**\n\n");
            out = lines(out, pages.into_iter().map(as_kind));
        }
    }
    if !policies.is_empty() {
        let changes = if policies.len() == 1 { " changes" } else { " change" };
        out = out.raw("\n**").and(&counted(policies.len(), "policy", "policies"));
        out = pages(out.raw(changes).raw(" in meaning.**\n"), &policies, handbook);
    }
    if !form.is_empty() {
        out = names(out.raw("\nOnly in form: "), &form);
    }
    if !others.is_empty() {
        let (one, several) = match policies.is_empty() {
            true => ("page changes", "pages change"),
            false => ("other page changes", "other pages change"),
        };
        out = out.raw("\n<details><summary>").and(&counted(others.len(), one, several));
        out = pages(out.raw(" in meaning</summary>\n"), &others, handbook).raw("\n</details>\n");
    }
    if !shift.owners.is_empty() {
        out = out.raw("\n#### Who would hold what\n\n");
        out = lines(out, shift.owners.iter().map(of));
    }
    out = list(out, "Gaps that this opens", &shift.opened);
    out = list(out, "Gaps that this closes", &shift.closed);
    list(out, "Rules that this breaks", &shift.breaches).into_string()
}

/// What could not be read may matter, too, and whether a page binds is what it means.
fn is_meaningful(change: &ReportedChange) -> bool {
    matches!(change.class, None | Some("created" | "removed" | "substantive"))
        || change.kind_words().is_some()
}

/// Adds a heading and a line for each; nothing where there are none.
fn list(out: Text, heading: &'static str, all: &[String]) -> Text {
    if all.is_empty() {
        return out;
    }
    let out = out.raw("\n#### ").raw(heading).raw("\n\n");
    lines(out, all.iter().map(|one| Text::new().raw("- ").and(&short(one)).raw("\n")))
}

/// Adds lines as long as there is room, and counts the rest.
fn lines(mut out: Text, all: impl ExactSizeIterator<Item = Text>) -> Text {
    let count = all.len();
    for (at, line) in all.enumerate() {
        if at == LINES || out.as_str().len() + line.as_str().len() > LISTS {
            return out.raw("- and ").number(count - at).raw(" more\n");
        }
        out = out.and(&line);
    }
    out
}

/// Adds the names of pages as long as there is room, and counts the rest.
fn names(mut out: Text, all: &[&ReportedChange]) -> Text {
    for (at, change) in all.iter().enumerate() {
        let moved = change.moved_words().map(|moved| format!(" ({moved})")).unwrap_or_default();
        let name = short(&change.title).and(&short(&moved));
        let rest = all.len() - at;
        let is_full = at == LINES || out.as_str().len() + name.as_str().len() > NAMES;
        out = match at {
            0 if is_full => return out.and(&counted(rest, "page", "pages")).raw(".\n"),
            _ if is_full => return out.raw(" and ").number(rest).raw(" more.\n"),
            0 => out.and(&name),
            _ => out.raw(", ").and(&name),
        };
    }
    out.raw(".\n")
}

/// A text that is no longer than a line should be.
fn short(text: &str) -> Text {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => Text::of(text.get(..end).unwrap_or_default()).raw("…"),
        None => Text::of(text),
    }
}

/// Adds pages: with their redlines as long as there is room, then without, then counted.
fn pages(mut out: Text, all: &[&ReportedChange], handbook: &Handbook) -> Text {
    for (at, change) in all.iter().enumerate() {
        let head = head(change, handbook);
        if out.as_str().len() + head.as_str().len() > PAGES {
            let rest = counted(all.len() - at, "page", "pages");
            return out.raw("\nand ").and(&rest).raw(" more\n");
        }
        out = out.and(&head);
        let Some(pieces) = &change.redline else { continue };
        let words = redline(pieces);
        out = if out.as_str().len() + words.as_str().len() > REDLINES {
            out.raw("\n*What changed is too long for a comment.*\n")
        } else {
            out.raw("\n").and(&words)
        };
    }
    out
}

/// A page: its title, its file, what happened to it, and who agrees.
fn head(change: &ReportedChange, handbook: &Handbook) -> Text {
    let mut out = Text::new().raw("\n#### ").and(&short(&change.title)).raw("\n\n");
    if change.page != change.title {
        out = out.raw("<code>").and(&short(&change.page)).raw("</code>, ");
    }
    let class = change.class.unwrap_or("unread: the clone lacks its text");
    // That no word changed says nothing beside what did.
    let marks = change.marks();
    let class = Some(class).filter(|class| *class != "none" || marks.is_empty());
    let said = class.map(Text::of).into_iter().chain(marks.iter().map(|mark| short(mark)));
    out = out.joined(said, ", ");
    out = out.raw(if change.is_order() { ", only the order changed\n" } else { "\n" });
    match (&change.owner, change.verdict.is_agreement()) {
        (Some(owner), true) => {
            out.raw("\nOwned by ").text(&owner.name).raw(", who wrote or approved this.\n")
        }
        (Some(owner), false) => {
            let out =
                out.raw("\nOwned by **").text(&owner.name).raw("**, whose approval is missing");
            match speakers(handbook, owner.id.as_deref()).as_slice() {
                [] => out.raw(".\n"),
                all => {
                    let names = all.iter().map(|name| Text::of(name));
                    out.raw(": ").joined(names, " or ").raw(" can give it.\n")
                }
            }
        }
        (None, _) if change.class == Some("created") => comes_with(out, change, handbook),
        (None, _) if nobody_is_known(handbook) => out,
        (None, _) => out.raw("\nNobody owns this page, so nobody can agree.\n"),
    }
}

/// A page that is new had nobody who could agree before it was there.
fn comes_with(out: Text, change: &ReportedChange, handbook: &Handbook) -> Text {
    let file = RepoPath::new(&change.page).ok();
    let owned = file.and_then(|file| handbook.ownership.pages.get(&file));
    match owned.and_then(|owned| owned.owner.as_ref()) {
        Some(owner) => {
            let name = handbook.org.holder_name(&owner.value);
            out.raw("\nNew, and comes with **").text(name).raw("** as its owner.\n")
        }
        None if nobody_is_known(handbook) => out,
        None => out.raw("\nNew, and comes without an owner.\n"),
    }
}

/// Who of a team can agree for it today. A person speaks for themselves, and was named.
fn speakers(handbook: &Handbook, owner: Option<&str>) -> Vec<String> {
    let org = &handbook.org;
    let team = match owner.and_then(|id| org.holder(id)) {
        Some(Holder::Team(team)) => org.team(&team),
        _ => None,
    };
    let members = team.map(|team| team.members.as_slice()).unwrap_or_default();
    let is_here =
        |id: &&PersonId| org.is_current_on(&Holder::Person((*id).clone()), handbook.today);
    let here = members.iter().map(|member| &member.value).filter(is_here);
    here.filter_map(|id| Some(org.person(id)?.name.value.clone())).collect()
}

/// Whether this is a folder of pages and no more: nobody can be missing in it.
fn nobody_is_known(handbook: &Handbook) -> bool {
    handbook.org.people.is_empty() && handbook.org.teams.is_empty()
}

/// The pages that a branch makes another kind without a change among `changes` that says so: what a
/// rule makes of them has none, and what a page says of itself may not be asked for.
#[must_use]
pub fn rekinded_unsaid<'s>(shift: &'s Shift, changes: &[ReportedChange]) -> Vec<&'s Rekinded> {
    let is_said = |one: &Rekinded| {
        let said = |change: &ReportedChange| change.page == one.file.as_str();
        // What a rule makes of a page nobody agreed to by agreeing to a change of it.
        !one.by_rule && changes.iter().any(|change| said(change) && change.kind_words().is_some())
    };
    shift.kinds.iter().filter(|one| !is_said(one)).collect()
}

fn as_kind(one: &Rekinded) -> Text {
    let (before, after) = one.kinds();
    let text = Text::new().raw("- ").and(&short(&one.title)).raw(" (<code>");
    let text = text.and(&short(one.file.as_str())).raw("</code>): ");
    let text = text.raw(before).raw(" → **").raw(after).raw("**");
    match &one.owner {
        Some(owner) => text.raw(", owned by **").text(owner).raw("**\n"),
        None => text.raw("\n"),
    }
}

fn of(handed: &Handed) -> Text {
    let name = |name: Option<String>| Text::of(name.as_deref().unwrap_or("nobody"));
    let (before, after) = handed.names();
    Text::new()
        .raw("- ")
        .and(&short(&handed.what))
        .raw(", ")
        .raw(handed.role)
        .raw(": ")
        .and(&name(before))
        .raw(" → **")
        .and(&name(after))
        .raw("**\n")
}
