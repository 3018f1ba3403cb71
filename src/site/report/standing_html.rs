//! How things stood, as sections of a pack's page.

use super::standing::{Seen, Standing};
use crate::check::Subject;
use crate::escape::{Escaped, Html};
use crate::handbook::{Handbook, Hands};
use crate::root::RepoPath;

type Page = Escaped<Html>;

/// Who read what and found it right.
pub(super) fn read(standing: &Standing) -> Page {
    let reviews = match &standing.end {
        Seen::There(stood) => stood.reviews.as_slice(),
        Seen::Nothing => &[],
        Seen::Unknown(why) => return unknown(why),
    };
    if reviews.is_empty() {
        return Page::new().raw("<p>Nothing is recorded.</p>\n");
    }
    let lines = reviews.iter().map(|review| {
        Page::new()
            .raw("<li>")
            .text(&review.page)
            .raw(": ")
            .text(review.date.as_deref().unwrap_or_default())
            .raw(" by ")
            .text(review.name.as_deref().unwrap_or("somebody"))
            .raw("</li>")
    });
    Page::new().raw("<ul>\n").joined(lines, "\n").raw("\n</ul>\n")
}

/// What changed hands and what changed its kind between both ends.
pub(super) fn hands(standing: &Standing) -> Page {
    let page = Page::new().raw("<h2>What changed hands</h2>\n");
    let hands = match &standing.hands {
        Seen::There(hands) => hands,
        Seen::Nothing => return page.raw("<p>There was no handbook before.</p>\n"),
        Seen::Unknown(why) => return page.and(&unknown(why)),
    };
    if *hands == Hands::default() {
        return page
            .raw("<p>Nothing: the same people and teams held the same pages and features.</p>\n");
    }
    let owners = hands.owners.iter().map(|handed| {
        let (before, after) = handed.names();
        let name = |name: Option<String>| Page::of(name.as_deref().unwrap_or("nobody"));
        let item = Page::new().raw("<li>").text(&handed.what);
        let item = match &handed.subject {
            Subject::Page(file) => item.and(&in_brackets(file)),
            _ => item,
        };
        let item = item.raw(", ").raw(handed.role).raw(": ");
        item.and(&name(before)).raw(" → <strong>").and(&name(after)).raw("</strong></li>")
    });
    let kinds = hands.kinds.iter().map(|one| {
        let (before, after) = one.kinds();
        let item = Page::new().raw("<li>").text(&one.title).and(&in_brackets(&one.file));
        let item = item.raw(", kind: ").raw(before);
        item.raw(" → <strong>").raw(after).raw("</strong></li>")
    });
    page.raw("<ul>\n").joined(owners.chain(kinds), "\n").raw("\n</ul>\n")
}

/// What nobody held at the end of the period, by name.
pub(super) fn gaps(handbook: &Handbook, standing: &Standing) -> Page {
    let is_today = standing.day == handbook.today;
    let page = Page::new().raw("<h2>What nobody ");
    let page = page.raw(if is_today { "holds today, on " } else { "held at the end, on " });
    let mut page = page.text(&standing.day.to_string()).raw("</h2>\n");
    let stood = match &standing.end {
        Seen::There(stood) => stood,
        Seen::Nothing => return page.raw("<p>There was no handbook yet.</p>\n"),
        Seen::Unknown(why) => return page.and(&unknown(why)),
    };
    for (rule, gaps) in &stood.gaps {
        page = page.raw("<h3>").text(rule.title).raw("</h3>\n<ul>\n");
        for gap in gaps {
            page = page.raw("<li>").text(&gap.what.name);
            if gap.what.kind == "page" {
                page = page.raw(" (<code>").text(&gap.what.id).raw("</code>)");
            }
            page = page.raw(" ").text(&gap.words).raw("</li>\n");
        }
        page = page.raw("</ul>\n");
    }
    match (stood.gaps.is_empty(), stood.left_out) {
        (false, 0) => page,
        (true, 0) => page.raw("<p>Nothing.</p>\n"),
        (_, 1) => page.raw("<p>One more, of a page that is gone or private today.</p>\n"),
        (_, more) => {
            let page = page.raw("<p>").number(more);
            page.raw(" more, of pages that are gone or private today.</p>\n")
        }
    }
}

fn unknown(why: &str) -> Page {
    Page::new().raw("<p>It is unknown: ").text(why).raw(".</p>\n")
}

fn in_brackets(file: &RepoPath) -> Page {
    Page::new().raw(" (<code>").text(file.as_str()).raw("</code>)")
}
