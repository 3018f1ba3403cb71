//! Comments that switch a rule off in place.
//!
//! `# handbook: allow team-size, team-without-notes` in TOML and in front matter, the same in
//! `<!-- … -->` in Markdown. Before the first line that is no comment it holds for the whole file;
//! anywhere else for its own line and the next one.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::{Facts, Finding, RULES, Rule};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};
use crate::metadata::did_you_mean;
use crate::root::RepoPath;

static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let names = r"([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)";
    Regex::new(&format!(r"(?m)(?:^|\s)(?:#|<!--)[ \t]*handbook:[ \t]*allow[ \t]+{names}")).ok()
});

/// A rule that a comment switches off.
struct Comment {
    name: String,
    /// The line of the comment; nothing where it holds for the whole file.
    line: Option<usize>,
    place: Place,
    used: bool,
}

/// The comments of every file that rules speak of.
pub(super) struct Allowed {
    by_file: BTreeMap<RepoPath, Vec<Comment>>,
}

impl Allowed {
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let mut by_file: BTreeMap<RepoPath, Vec<Comment>> = BTreeMap::new();
        let org = facts.org;
        let entities = org
            .people
            .values()
            .map(|one| &one.place)
            .chain(org.teams.values().map(|one| &one.place))
            .chain(org.features.values().map(|one| &one.place))
            .chain(org.page_rules.iter().map(|one| &one.place));
        let sources =
            entities.map(|place| &place.source).chain(facts.pages.iter().map(|page| &page.source));
        for source in sources {
            // Most files have no such comment, and `ownership.toml` comes once for each rule.
            if source.text.contains("handbook:") && !by_file.contains_key(&source.path) {
                by_file.insert(source.path.clone(), comments(source));
            }
        }
        Self { by_file }
    }

    /// Whether a comment switches the rule off where the finding is.
    pub(super) fn allows(&mut self, rule: &Rule, finding: &Finding) -> bool {
        let Some(comments) = self.by_file.get_mut(finding.place.path()) else { return false };
        let at = finding.place.line();
        let holds = |comment: &Comment| match (comment.line, at) {
            (None, _) => true,
            (Some(line), Some(at)) => at == line || at == line + 1,
            (Some(_), None) => false,
        };
        let mut allowed = false;
        for comment in comments.iter_mut() {
            if comment.name == rule.name() && holds(comment) {
                comment.used = true;
                allowed = true;
            }
        }
        allowed
    }

    /// Comments that name no rule, or that switch off what was not on.
    pub(super) fn into_problems(self) -> Diagnostics {
        let mut problems = Diagnostics::new();
        for comment in self.by_file.into_values().flatten().filter(|comment| !comment.used) {
            let known = RULES.iter().any(|rule| rule.name() == comment.name);
            let problem = if known {
                let message = format!("nothing here breaks the rule `{}`", comment.name);
                Diagnostic::note("check/unused-allow", message).with_help("take the comment out")
            } else {
                let help = did_you_mean(&comment.name, RULES.iter().map(Rule::name));
                Diagnostic::warning(
                    "check/unknown-rule",
                    format!("there is no rule `{}`", comment.name),
                )
                .with_help(help.unwrap_or_else(|| "`handbook check --rules` lists them".to_owned()))
            };
            problems.push(problem.at(comment.place));
        }
        problems
    }
}

fn comments(source: &Arc<Source>) -> Vec<Comment> {
    // The pattern is a constant that the tests compile.
    let Some(pattern) = COMMENT.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    let head = head_of(&source.text);
    for captured in pattern.captures_iter(&source.text) {
        let Some(names) = captured.get(1) else { continue };
        for name in names.as_str().split(',') {
            let start = names.start() + (name.as_ptr() as usize - names.as_str().as_ptr() as usize);
            let place = Place::of(source, start..start + name.len());
            let line = place.line().filter(|_| start >= head);
            found.push(Comment { name: name.trim().to_owned(), line, place, used: false });
        }
    }
    found
}

/// Where the first line begins that is neither empty, nor a comment, nor the opening of front
/// matter.
fn head_of(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        let is_head = trimmed.is_empty()
            || trimmed.starts_with('#')
            || trimmed.starts_with("<!--")
            || matches!(trimmed, "+++" | "---");
        if !is_head {
            break;
        }
        at += line.len();
    }
    at
}
