//! The errors and warnings that we know the words of, each in a function of its own.

use std::path::PathBuf;

use super::body;
use super::locate::Site;
use super::records::Record;
use super::template::{self, BODY, Fault};
use super::{ProblemKind as Kind, ZolaProblem as Problem};

/// One reader: nothing where the record is of another kind.
type Reader = fn(&Record, &Site) -> Option<Vec<Problem>>;

const READERS: [Reader; 14] = [
    noise,
    pages_that_do_not_parse,
    front_matter,
    no_front_matter,
    body::anchors,
    body::links,
    collisions,
    body::body,
    rendering,
    templates,
    config,
    unknown_taxonomy,
    page_called_index,
    left_out,
];

/// What a record means; all of its words where no reader knows it.
pub(super) fn explain(record: &Record, site: &Site) -> Vec<Problem> {
    READERS
        .iter()
        .find_map(|reader| reader(record, site))
        .unwrap_or_else(|| vec![whole(record, site)])
}

/// A record that nobody knows: all of its words, at the first file that it names.
pub(super) fn whole(record: &Record, site: &Site) -> Problem {
    let text = record.whole();
    let mut named = site.mentioned(&text).into_iter();
    let (staged, place) = named.next().map_or_else(
        || (content_named_last(&record.head, site), None),
        |(path, place)| (Some(path), place),
    );
    let line = place.map(|(line, _)| line).or_else(|| fence_named(&record.head, &staged, site));
    let mut problem = Problem::new(Kind::Other, record.severity, site.clean(&text))
        .at(staged)
        .on(line, place.map(|(_, column)| column));
    problem.also = named.map(|(path, _)| path).collect();
    problem
}

/// `… in "guide/page.md"`, as the warnings of 0.22 and 0.23 end.
fn content_named_last(head: &str, site: &Site) -> Option<PathBuf> {
    let (_, name) = head.rsplit_once(" in ")?;
    site.relative(name.trim_matches(['"', '`', '.']))
}

/// Language `x` not found: the fence that asks for it.
fn fence_named(head: &str, staged: &Option<PathBuf>, site: &Site) -> Option<u32> {
    let (language, _) = head.strip_prefix("Language `")?.split_once('`')?;
    let staged = staged.as_ref()?;
    site.line_with(staged, site.body(staged)?, &format!("```{language}"))
}

/// Headlines of lists whose entries come as records of their own, and sums of what follows.
fn noise(record: &Record, _: &Site) -> Option<Vec<Problem>> {
    let head = record.head.as_str();
    let is_noise = record.reasons.is_empty()
        && (head == "Failed to build the site"
            || head.starts_with("> Checked ")
            || head.contains("page(s) ignored (missing date or weight"));
    is_noise.then(Vec::new)
}

/// 0.23: `Failed to parse 2 page(s):` and `  - PATH: WHAT` for each.
fn pages_that_do_not_parse(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    record.head.strip_prefix("Failed to parse ").filter(|rest| rest.contains(" page(s):"))?;
    let mut problems: Vec<Problem> = Vec::new();
    for line in record.head.lines().skip(1) {
        let entry = line.strip_prefix("  - ").and_then(|entry| entry.split_once(".md: "));
        let Some((path, what)) = entry else {
            // A cause that goes on over several lines.
            let last = problems.last_mut()?;
            last.message.push('\n');
            last.message.push_str(&site.clean(line));
            continue;
        };
        let what = if what.starts_with("Error when parsing front matter") {
            "the front matter cannot be read; this Zola does not say why".to_owned()
        } else if what.starts_with("Couldn't find front matter") {
            NO_FRONT_MATTER.to_owned()
        } else {
            site.clean(what)
        };
        let staged = site.relative(&format!("{path}.md"));
        problems.push(Problem::new(Kind::FrontMatter, record.severity, what).at(staged));
    }
    Some(problems)
}

/// `Error when parsing front matter of section `PATH``, for pages too, with the parser's own error
/// as the reason; it counts lines from the file's first.
fn front_matter(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    let printed = record.head.strip_prefix("Error when parsing front matter of ")?;
    let (_, path) = printed.trim_end_matches('`').split_once('`')?;
    let reason = record.reasons.first()?;
    let (what, line, column) = toml_error(reason).or_else(|| yaml_error(reason))?;
    let problem = Problem::new(Kind::FrontMatter, record.severity, site.clean(&what))
        .at(site.relative(path))
        .on(Some(line), Some(column));
    Some(vec![problem])
}

const NO_FRONT_MATTER: &str = "there is no front matter, or it does not end";

fn no_front_matter(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    let printed = record.head.strip_prefix("Couldn't find front matter in `")?;
    let (path, _) = printed.split_once('`')?;
    let problem = Problem::new(Kind::FrontMatter, record.severity, NO_FRONT_MATTER);
    Some(vec![problem.at(site.relative(path))])
}

/// `TOML parse error at line 3, column 8`, a picture, and under it what is wrong.
fn toml_error(text: &str) -> Option<(String, u32, u32)> {
    let place = text.strip_prefix("TOML parse error at line ")?.lines().next()?;
    let (line, column) = place.split_once(", column ")?;
    let what: Vec<&str> =
        text.lines().skip(1).skip_while(|line| line.contains('|')).map(str::trim).collect();
    let what = what.join(" ");
    (!what.is_empty()).then_some((what, line.parse().ok()?, column.parse().ok()?))
}

/// `YAML deserialize error: Error("WHAT", line: 3, column: 9)` or the same with named fields.
fn yaml_error(text: &str) -> Option<(String, u32, u32)> {
    let text = text.strip_prefix("YAML deserialize error: ")?;
    let (start, end) = (text.find('"')?, text.rfind('"')?);
    let what = text.get(start + 1..end)?.replace("\\\"", "\"");
    let (_, place) = text[end..].split_once("line: ")?;
    let (line, column) = place.split_once(", column: ")?;
    let column: String = column.chars().take_while(char::is_ascii_digit).collect();
    Some((what, line.parse().ok()?, column.parse().ok()?))
}

/// `Found path collisions:` and `- `ADDRESS` from files ["PATH", "PATH"]` for each.
fn collisions(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    record.head.strip_prefix("Found path collisions:")?;
    let read = |line: &str| {
        let (address, _) = line.strip_prefix("- `")?.split_once('`')?;
        let mut paths: Vec<_> = site.mentioned(line).into_iter().map(|(path, _)| path).collect();
        // Zola's order is random.
        paths.sort();
        let what = format!("several files make the page `{address}`");
        let mut paths = paths.into_iter();
        let mut problem = Problem::new(Kind::Collision, record.severity, what).at(paths.next());
        problem.also = paths.collect();
        Some(problem)
    };
    record.head.lines().skip(1).map(read).collect()
}

/// `Failed to render page 'PATH'`, for sections too, and why its template failed.
fn rendering(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    record.head.strip_prefix("Failed to render ")?;
    let page = site.mentioned(&record.head).into_iter().next().map(|(path, _)| path);
    let reason = record.reasons.first()?;
    let fault = template::tera_2(reason).or_else(|| template::tera_1_rendering(&record.reasons))?;
    Some(vec![faulty(fault, Kind::Template, page, record, site)])
}

/// Templates that cannot be parsed: no page has to do with it.
fn templates(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    let faults = if record.head == "Error parsing templates from the /templates directory" {
        template::tera_1_parsing(record.reasons.first()?)
    } else {
        vec![template::tera_2(&record.head)?]
    };
    if faults.is_empty() {
        return None;
    }
    let explain = |fault| faulty(fault, Kind::Template, None, record, site);
    Some(faults.into_iter().map(explain).collect())
}

/// Places a fault in its template, or in the page whose body it is.
pub(super) fn faulty(
    fault: Fault,
    kind: Kind,
    page: Option<PathBuf>,
    record: &Record,
    site: &Site,
) -> Problem {
    let message = site.clean(fault.message.trim_end_matches('.'));
    let name = fault.template.as_deref().unwrap_or_default();
    if name == BODY {
        let line =
            page.as_ref().zip(fault.line).and_then(|(page, line)| site.body_line(page, line));
        return Problem::new(kind, record.severity, message).at(page).on(line, fault.column);
    }
    let Some(staged) = site.template(name).or_else(|| site.relative(name)) else {
        let message = match name {
            "" => message,
            name => format!("in the template `{}`: {message}", site.clean(name)),
        };
        let asks = |page: &PathBuf| site.only_line_with(page, fault.word.as_deref()?);
        let line = page.as_ref().and_then(asks);
        return Problem::new(kind, record.severity, message).at(page).on(line, None);
    };
    let line =
        fault.line.or_else(|| fault.word.and_then(|word| site.only_line_with(&staged, &word)));
    let mut problem =
        Problem::new(kind, record.severity, message).at(Some(staged)).on(line, fault.column);
    problem.also = page.into_iter().collect();
    problem
}

/// The Zola config.
fn config(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    let problem = |what: &str| {
        Problem::new(Kind::Config, record.severity, site.clean(what)).at(site.config())
    };
    if let Some((what, line, column)) = toml_error(&record.head) {
        return Some(vec![problem(&what).on(Some(line), Some(column))]);
    }
    let starts = ["A base URL is required", "Failed to load theme"];
    let about_config = starts.iter().any(|start| record.head.starts_with(start));
    about_config.then(|| vec![problem(&record.whole())])
}

/// Taxonomies of front matter that the config does not know.
fn unknown_taxonomy(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    let (page, rest) = record.head.strip_prefix("Page `")?.split_once("` has taxonomy `")?;
    let (name, _) = rest.split_once("` which is not defined")?;
    let page = site.relative(page);
    let line = page.as_ref().and_then(|page| site.only_line_with(page, name));
    let what = format!("the taxonomy `{name}` is not defined in the Zola config");
    let problem = Problem::new(Kind::FrontMatter, record.severity, what);
    Some(vec![problem.at(page).on(line, None)])
}

/// `index.md` beside `_index.md`. Zola names `content`, whatever the folder is.
fn page_called_index(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    record.head.strip_prefix("We can't have a page called `index.md`")?;
    let what = "a page cannot be called `index.md` in a folder that has `_index.md`";
    let problem = Problem::new(Kind::Collision, record.severity, what);
    Some(vec![problem.at(site.relative("content/index.md"))])
}

/// `- PATH`, after the headline of pages that their section cannot sort. Zola does not render them.
fn left_out(record: &Record, site: &Site) -> Option<Vec<Problem>> {
    let page = site.relative(record.head.strip_prefix("- ")?)?;
    let what = "this page is left out: its section sorts by something that it does not say";
    Some(vec![Problem::new(Kind::FrontMatter, record.severity, what).at(Some(page))])
}
