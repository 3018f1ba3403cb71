//! The page of an auditor's pack, to read and to print.

use super::pack::{Attestation, Held, Policy};
use crate::audit::{Mark, Named, Part, Piece, Report, ReportedChange, What, path_of};
use crate::escape::{Escaped, Html};
use crate::handbook::Handbook;
use crate::site::links::encoded;

type Page = Escaped<Html>;

const STYLE: &str = "body{font:11pt/1.5 Georgia,serif;max-width:48em;margin:2em auto;padding:0 1em}\
h1,h2,h3{line-height:1.2}article{break-inside:avoid-page;border-top:1px solid #999;padding:.5em 0}\
ins{background:#e2f3e6}del{color:#8a1c12}blockquote{margin:.5em 0 .5em 1em}\
table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}\
@media print{a{color:inherit;text-decoration:none}}";

/// Nothing runs and nothing is fetched, wherever the page is opened.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; \
                      base-uri 'none'";

/// Writes the page.
pub(super) fn index(
    handbook: &Handbook,
    report: &Report,
    policies: &[Policy],
    reviews: &[Attestation],
) -> Page {
    let title = Page::of("What changed, ")
        .text(report.from.as_deref().unwrap_or("the beginning"))
        .raw(" to ")
        .text(report.to.as_deref().unwrap_or("now"));
    let head = handbook.history.head.map(|head| head.to_string()).unwrap_or_default();
    let mut page = Page::new()
        .raw("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .raw(POLICY)
        .raw("\">\n<title>")
        .and(&title)
        .raw("</title>\n<style>")
        .raw(STYLE)
        .raw("</style>\n<h1>")
        .and(&title)
        .raw("</h1>\n<p>As of commit <code>")
        .text(&head)
        .raw("</code>.</p>\n<h2>In short</h2>\n<table><tr><th>Verdict<th>Changes</tr>\n");
    for (verdict, count) in &report.summary().verdicts {
        page = page.raw("<tr><td>").raw(verdict.words()).raw("<td>").number(*count).raw("</tr>\n");
    }
    page = page.raw("</table>\n<h2>Policies</h2>\n<ul>\n");
    for policy in policies {
        page = page
            .raw("<li>")
            .text(&policy.title)
            .raw(": ")
            .and(&link(&policy.before, "before"))
            .raw(", ")
            .and(&link(&policy.after, "at the end"))
            .raw("</li>\n");
    }
    page = page.raw("</ul>\n<h2>Changes</h2>\n");
    for change in &report.changes {
        page = page.and(&one(change));
    }
    page = page.raw("<h2>Read, still right</h2>\n<ul>\n");
    for review in reviews {
        page = page
            .raw("<li>")
            .text(&review.page)
            .raw(": ")
            .text(review.date.as_deref().unwrap_or_default())
            .raw(" by ")
            .text(review.by.as_deref().unwrap_or_default())
            .raw("</li>\n");
    }
    page = page.raw("</ul>\n<h2>What nobody holds today</h2>\n<ul>\n");
    for (rule, gaps) in handbook.gaps() {
        page = page.raw("<li>").text(rule.title).raw(": ").number(gaps.len()).raw("</li>\n");
    }
    page.raw("</ul>\n</html>\n")
}

/// A file of the pack, by its path in it.
fn link(held: &Held, word: &'static str) -> Page {
    match held {
        Held::File(path) => {
            Page::new().raw("<a href=\"").text(&encoded(path)).raw("\">").raw(word).raw("</a>")
        }
        Held::NotThere => Page::new().raw("not there ").raw(word),
        Held::Unread => Page::new().raw("not in this clone ").raw(word),
        Held::Withheld => Page::new().raw("withheld ").raw(word),
    }
}

fn one(change: &ReportedChange) -> Page {
    let mut page = Page::new()
        .raw("<article>\n<h3>")
        .text(&change.title)
        .raw(", ")
        .text(change.landed.get(..10).unwrap_or_default())
        .raw("</h3>\n<p>")
        .text(change.commit.get(..12).unwrap_or_default())
        .raw(" by ")
        .and(&names(&change.authors))
        .raw(": ")
        .text(&change.subject)
        .raw("<br>")
        .raw(change.class.unwrap_or("unread"))
        .raw(", +")
        .number(change.words_added)
        .raw(" −")
        .number(change.words_removed)
        .raw(" words; owned by ")
        .text(change.owner.as_ref().map_or("nobody", |owner| &owner.name))
        .raw("<br><strong>")
        .raw(change.verdict.words())
        .raw("</strong>: ")
        .text(&change.why);
    for evidence in &change.evidence {
        page = page.raw("<br>").text(&evidence.words());
    }
    page = page.raw("</p>\n");
    for piece in change.redline.iter().flatten() {
        page = match piece {
            Piece::Under(section) => page.raw("<p><em>").text(&path_of(section)).raw("</em></p>\n"),
            Piece::More(count) => page.raw("<p>and ").number(*count).raw(" more passages</p>\n"),
            Piece::Part(part) => page.and(&passage(part)),
        };
    }
    page.raw("</article>\n")
}

fn names(all: &[Named]) -> Page {
    match all {
        [] => Page::of("a machine"),
        all => Page::new().joined(all.iter().map(|one| Page::of(&one.name)), ", "),
    }
}

fn passage(part: &Part) -> Page {
    let mut page = Page::new().raw("<blockquote>");
    page = match &part.what {
        What::MovedHere(from) => page.raw("<em>Moved from ").text(&path_of(from)).raw(":</em> "),
        What::MovedAway(to) => page.raw("<em>Moved to ").text(&path_of(to)).raw(":</em> "),
        _ => page,
    };
    for run in &part.runs {
        let (open, close) = match run.mark {
            Mark::Same => ("", ""),
            Mark::Added => ("<ins>", "</ins>"),
            Mark::Removed => ("<del>", "</del>"),
        };
        page = page.raw(if run.text.starts_with(' ') { " " } else { "" });
        page = page.raw(open).text(run.text.trim_start()).raw(close);
    }
    page.raw("</blockquote>\n")
}
