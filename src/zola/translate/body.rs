//! What is wrong in the body of a page: its links, its shortcodes, its templating. Zola seldom names
//! the line; it is the first of the staged body that holds what the message quotes.

use std::path::PathBuf;

use super::known::faulty;
use super::locate::Site;
use super::records::Record;
use super::template;
use super::{ProblemKind as Kind, ZolaProblem as Problem};

/// `Found 2 broken internal anchor link(s)` and `  1. The anchor in the link `LINK` in PATH does
/// not exist.` for each.
pub(super) fn anchors(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    record.head.strip_prefix("Found ")?.contains("broken internal anchor").then_some(())?;
    let read = |line: &str| {
        let (_, named) = line.split_once("The anchor in the link `")?;
        let (link, rest) = named.split_once("` in ")?;
        let path = site.relative(rest.strip_suffix(" does not exist.")?);
        let what = format!("the link to `{link}` leads to no heading of that page");
        Some(in_body(Problem::new(Kind::Anchor, record.severity, what), path, link, site))
    };
    record.head.lines().skip(1).map(read).collect()
}

/// `Broken relative link `LINK` in PATH`, as a warning; as an error it is a reason of [`body`].
pub(super) fn links(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    record.head.lines().map(|line| broken_link(line, record, site)).collect()
}

fn broken_link(line: &str, record: &Record, site: &Site) -> Option<Problem> {
    let (link, path) = line.strip_prefix("Broken relative link `")?.split_once("` in ")?;
    let what = format!("the link to `{link}` leads to no page");
    let problem = Problem::new(Kind::Link, record.severity, what);
    Some(in_body(problem, site.relative(path), link, site))
}

/// Places a problem at the first line of the body that holds the text.
fn in_body(problem: Problem, path: Option<PathBuf>, sought: &str, site: &Site) -> Problem {
    let line =
        path.as_ref().and_then(|path| site.line_with(path, site.body(path).unwrap_or(1), sought));
    problem.at(path).on(line, None)
}

/// A page's body: links and shortcodes on 0.22, links and templating on 0.23.
pub(super) fn body(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    let printed = record
        .head
        .strip_prefix("Failed to render page content of ")
        .or_else(|| record.head.strip_prefix("Failed to render section content of "))
        .or_else(|| record.head.strip_prefix("Failed to render content of "))?;
    let path = site.relative(printed.trim_matches('\''));
    let reason = record.reasons.first()?;
    if let Some(links) = reason.lines().map(|line| broken_link(line, record, site)).collect() {
        return Some(links);
    }
    let problem = |kind, what: &str| Problem::new(kind, record.severity, site.clean(what));
    if reason.starts_with("There is a link that is missing a URL") {
        let problem = problem(Kind::Link, "a link has no address");
        return Some(vec![in_body(problem, path, "]()", site)]);
    }
    if let Some(rest) = reason.strip_prefix("Found usage of a shortcode named `") {
        let (name, _) = rest.split_once('`')?;
        let what = format!("there is no shortcode `{name}`, which this calls");
        return Some(vec![in_body(problem(Kind::Content, &what), path, &format!("{name}("), site)]);
    }
    if let Some(rest) = reason.strip_prefix("Failed to render ")
        && let Some(name) = rest.strip_suffix(" shortcode")
    {
        let inner = template::tera_1_rendering(&record.reasons[1..])?;
        let what = format!("the shortcode `{name}` failed: {}", inner.message);
        return Some(vec![in_body(problem(Kind::Content, &what), path, &format!("{name}("), site)]);
    }
    if let Some((line, column, what)) = template::pest(reason) {
        let line = path.as_ref().and_then(|path| site.body_line(path, line));
        let what = format!("a shortcode is not written as Zola reads them: {what}");
        return Some(vec![problem(Kind::Content, &what).at(path).on(line, Some(column))]);
    }
    let fault = template::tera_2(reason)?;
    Some(vec![faulty(fault, Kind::Content, path, record, site)])
}
