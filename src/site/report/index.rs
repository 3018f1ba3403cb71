//! The page of an auditor's pack, to read and to print.

use jiff::Timestamp;

use super::markdown::columns;
use super::policies::{Held, Policy};
use super::standing::Standing;
use super::standing_html::{gaps, hands, read};
use crate::audit::{
    Kind, Limit, Mark, Named, Part, Period, Piece, Report, ReportedChange, Verdict, place_of,
};
use crate::escape::{Escaped, Html};
use crate::handbook::Handbook;
use crate::history::Moment;
use crate::site::links::encoded;

type Page = Escaped<Html>;

const STYLE: &str = "body{font:11pt/1.5 Georgia,serif;max-width:48em;margin:2em auto;padding:0 1em}\
h1,h2,h3{line-height:1.2;break-after:avoid}h3{margin:1.5em 0 .3em}article{border-top:1px solid #999}\
ins{background:#e2f3e6}del{color:#8a1c12}blockquote{margin:.4em 0 .4em 1em;break-inside:avoid}\
blockquote.heading{font-weight:bold}blockquote.item{margin-left:2em;text-indent:-1em;padding-left:1em}\
blockquote.row{border:solid #999;border-width:1px 0}blockquote.code{font-family:monospace}\
p,li{orphans:3;widows:3}.under{break-after:avoid;color:#555;margin:.8em 0 .2em}\
table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}\
td.n{text-align:right}tr{break-inside:avoid}\
@page{margin:2cm;@bottom-right{content:counter(page) \" / \" counter(pages)}}\
@media print{body{margin:0;max-width:none}a{color:inherit;text-decoration:none}}";

/// Nothing runs and nothing is fetched, wherever the page is opened.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; \
                      base-uri 'none'";

/// Writes the page.
pub(super) fn index(
    handbook: &Handbook,
    report: &Report,
    period: &Period,
    policies: &[Policy],
    standing: &Standing,
) -> Page {
    let of_policies = |change: &&(usize, &ReportedChange)| {
        change.1.is_of_policy() || policies.iter().any(|policy| policy.page == change.1.page)
    };
    let all: Vec<(usize, &ReportedChange)> = report.changes.iter().enumerate().collect();
    let (ours, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|change| of_policies(&change));
    let title = title(handbook, report, period);
    let head = handbook.history.head.map(|head| head.to_string()).unwrap_or_default();
    let mut page = Page::new()
        .raw("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width\">\n")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .raw(POLICY)
        .raw("\">\n<title>")
        .and(&title)
        .raw("</title>\n<style>")
        .raw(STYLE)
        .raw("</style>\n<h1>")
        .and(&title)
        .raw("</h1>\n<p>Made on ")
        .text(&handbook.today.to_string())
        .raw(" by handbook ")
        .raw(env!("CARGO_PKG_VERSION"))
        .raw(" from commit <code>")
        .text(&head)
        .raw("</code>. Changes are dated by when they reached the published branch; days are those of ")
        .text(handbook.zone.iana_name().unwrap_or("UTC"))
        .raw(".</p>\n<h2>In short</h2>\n")
        .raw("<table><tr><th>Did the owner agree?<th>Changes of policies<th>Of other pages</tr>\n");
    for verdict in Verdict::ALL {
        let count = |of: &[(usize, &ReportedChange)]| {
            of.iter().filter(|(_, change)| change.verdict == verdict).count()
        };
        page =
            page.raw("<tr><td>").raw(verdict.words()).raw("<td class=\"n\">").number(count(&ours));
        page = page.raw("<td class=\"n\">").number(count(&others)).raw("</tr>\n");
    }
    page = page.raw("</table>\n");
    if let Some(words) = report.untold_words() {
        page = page.raw("<p><strong>").text(&words).raw(".</strong></p>\n");
    }
    page = page.raw("<h2>Policies</h2>\n").and(&list(policies, &ours));
    for (heading, changes) in [("Changes of policies", &ours), ("Changes of other pages", &others)]
    {
        page = page.raw("<h2>").raw(heading).raw("</h2>\n");
        for change in changes {
            page = page.and(&one(change));
        }
        page = page.raw(if changes.is_empty() { "<p>There are none.</p>\n" } else { "" });
    }
    page.and(&hands(standing))
        .raw("<h2>Read, still right</h2>\n")
        .and(&read(standing))
        .and(&gaps(handbook, standing))
        .raw("</html>\n")
}

/// Whose handbook it is, from which day to which.
fn title(handbook: &Handbook, report: &Report, period: &Period) -> Page {
    let company = handbook.org.company.as_ref().map(|company| company.name.value.as_str());
    let beginning = || handbook.history.commits.iter().map(|commit| commit.landed.at).min();
    let at = |limit: &Limit| Some(limit.landed(&handbook.history));
    let day = |bound: Option<Moment>, at: Option<Timestamp>| match bound {
        Some(Moment::Day(day)) => day.to_string(),
        // A commit names no day that anybody knows.
        _ => at.map(|at| handbook.day(at).to_string()).unwrap_or_default(),
    };
    Page::of(company.unwrap_or("The handbook"))
        .raw(": what changed in the handbook, ")
        .text(&day(report.from, period.after.as_ref().map_or_else(beginning, at)))
        .raw(" to ")
        .text(&day(report.to, period.until.as_ref().and_then(at)))
}

/// The policies, those that changed first, each with its changes.
fn list(policies: &[Policy], changes: &[(usize, &ReportedChange)]) -> Page {
    let of = |policy: &Policy| {
        let own = changes.iter().filter(|(_, change)| change.page == policy.page);
        own.map(|(at, change)| {
            Page::new()
                .raw("<a href=\"#change-")
                .number(*at)
                .raw("\">")
                .text(change.landed.get(..10).unwrap_or_default())
                .raw("</a> ")
                .raw(change.class.unwrap_or("unread"))
        })
        .collect::<Vec<_>>()
    };
    let (mut changed, mut same) = (Page::new(), Page::new());
    let (mut some_changed, mut some_same) = (false, false);
    for policy in policies {
        let own = of(policy);
        let item = Page::new().raw("<li><strong>").text(&policy.title).raw("</strong>");
        let item = item.raw(if policy.gone { ", gone today" } else { "" });
        let texts = Page::new().and(&link(&policy.before, "before")).raw(", ");
        let texts = texts.and(&link(&policy.after, "at the end"));
        if own.is_empty() {
            same = same.and(&item).raw(" (").and(&texts).raw(")</li>\n");
            some_same = true;
        } else {
            changed = changed.and(&item).raw(": ").joined(own, ", ");
            changed = changed.raw(". Its text: ").and(&texts).raw(".</li>\n");
            some_changed = true;
        }
    }
    let mut page = Page::new();
    let is_left_out = |policy: &Policy| {
        [&policy.before, &policy.after].iter().any(|held| matches!(held, Held::LeftOut))
    };
    if policies.iter().any(is_left_out) {
        page = page
            .raw("<p>Policies that are gone today are named by their files, and their texts are ");
        page = page.raw("left out: <code>--include-removed</code> adds them.</p>\n");
    }
    if some_changed {
        page = page.raw("<ul>\n").and(&changed).raw("</ul>\n");
    } else {
        page = page.raw("<p>No policy changed.</p>\n");
    }
    if some_same {
        page = page.raw("<h3>Did not change</h3>\n<ul>\n").and(&same).raw("</ul>\n");
    }
    page
}

/// A file of the pack, by its path in it.
fn link(held: &Held, word: &'static str) -> Page {
    match held {
        Held::File(path) => {
            Page::new().raw("<a href=\"").text(&encoded(path)).raw("\">").raw(word).raw("</a>")
        }
        Held::NotThere => Page::new().raw("not there ").raw(word),
        Held::Unread => Page::new().raw("not in this clone ").raw(word),
        Held::LeftOut => Page::new().raw(word).raw(" left out"),
        Held::Withheld => Page::new().raw("withheld ").raw(word),
    }
}

fn one((at, change): &(usize, &ReportedChange)) -> Page {
    let mut page = Page::new()
        .raw("<article id=\"change-")
        .number(*at)
        .raw("\">\n<h3>")
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
        .raw(change.kind.unwrap_or("page"))
        .raw(" <code>")
        .text(&change.page)
        .raw("</code>, ")
        .raw(change.class.unwrap_or("unread"));
    for said in change.kind_words().into_iter().chain(change.moved_words()) {
        page = page.raw(", ").text(&said);
    }
    page = page.raw(", ").text(&change.words());
    let places = change.places();
    if !places.is_empty() {
        page = page.raw("; ").text(&places.join("; "));
    }
    if !change.signals.is_empty() {
        page = page.raw("; touches ").text(&change.signals.join(", "));
    }
    page = page
        .raw("; owned by ")
        .text(change.owner.as_ref().map_or("nobody", |owner| &owner.name))
        .raw("<br><strong>")
        .raw(change.verdict.words())
        .raw("</strong>: ")
        .text(&change.why)
        .raw("</p>\n");
    if !change.evidence.is_empty() {
        let lines = change
            .evidence
            .iter()
            .map(|one| Page::new().raw("<li>").text(&one.words()).raw("</li>"));
        page = page.raw("<ul>").joined(lines, "").raw("</ul>\n");
    }
    for piece in change.redline.iter().flatten() {
        page = match piece {
            Piece::Under(section) => {
                page.raw("<p class=\"under\">").text(&place_of(section)).raw("</p>\n")
            }
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
    let (class, lead) = match (part.kind, part.number) {
        (Kind::Heading(_), _) => ("heading", String::new()),
        (Kind::Paragraph, _) => ("paragraph", String::new()),
        (Kind::Item(_), None) => ("item", "• ".to_owned()),
        (Kind::Item(_), Some(number)) => ("item", format!("{number}. ")),
        (Kind::Row, _) => ("row", String::new()),
        (Kind::Code, _) => ("code", String::new()),
    };
    let mut page = Page::new().raw("<blockquote class=\"").raw(class).raw("\">").text(&lead);
    if let Some(note) = part.moved_words().or_else(|| columns(part)) {
        page = page.raw("<em>").text(&note).raw(":</em> ");
    }
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
