//! Whether the organisation is as it should be: one rule a file, and the table that lists them.
//!
//! A rule looks at [`Facts`] and tells every breach. What of them a company wants to hear it says
//! in `[extra.handbook.check]` of its configuration and, for one file or line, in a comment:
//! [`check`] leaves out the rest.

mod allow;
mod facts;
mod finding;
mod fix;
mod leaving;
mod reference;
mod rules;

use std::collections::BTreeMap;

use crate::config::Level;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::metadata::did_you_mean;

pub use facts::Facts;
pub use finding::{Finding, Subject};
pub use fix::{CannotFix, Edit, Fix, apply};
pub use leaving::{Leaving, Orphan, Replacement};
pub use reference::rules_reference;
pub use rules::RULES;

/// A rule of the structure.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name, as `check/name`.
    pub code: &'static str,
    /// The kind of breach, as a heading.
    pub title: &'static str,
    /// The rule in one sentence.
    pub rule: &'static str,
    /// Why there is such a rule.
    pub why: &'static str,
    /// What to do about a breach.
    pub help: &'static str,
    /// How much a breach weighs where the configuration does not say.
    pub severity: Severity,
    /// Whether a breach is a gap: something that is needed and that nobody holds. The gaps page
    /// lists those.
    pub gap: bool,
    /// Finds every breach, in order.
    pub find: fn(&Facts<'_>) -> Vec<Finding>,
}

impl Rule {
    /// The name without `check/`, as configuration and comments write it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.code.strip_prefix("check/").unwrap_or(self.code)
    }
}

/// Rules with their breaches, those without any left out; and what is wrong with how rules are
/// weighed and switched off.
#[derive(Debug, Default)]
pub struct Checked {
    /// By rule, in the order of the table: the weight, and the breaches.
    pub found: Vec<(Rule, Severity, Vec<Finding>)>,
    /// Comments and settings that name no rule, and comments that have no effect.
    pub problems: Diagnostics,
}

/// Applies every rule, as the configuration and comments have it.
#[must_use]
pub fn check(facts: &Facts<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut levels: BTreeMap<&str, Level> = BTreeMap::new();
    for (name, level) in &facts.config.check {
        if RULES.iter().any(|rule| rule.name() == name.value) {
            levels.insert(&name.value, *level);
            continue;
        }
        let names = RULES.iter().map(Rule::name);
        let help = did_you_mean(&name.value, names)
            .unwrap_or_else(|| "`handbook check --rules` lists them".to_owned());
        let message = format!("there is no rule `{}`", name.value);
        let problem = Diagnostic::warning("check/unknown-rule", message);
        checked.problems.push(problem.at(name.place.clone()).with_help(help));
    }
    let mut allowed = allow::Allowed::of(facts);
    for rule in RULES {
        let severity = match levels.get(rule.name()) {
            Some(Level::Off) => continue,
            Some(Level::Note) => Severity::Note,
            Some(Level::Warning) => Severity::Warning,
            Some(Level::Error) => Severity::Error,
            None => rule.severity,
        };
        let found: Vec<Finding> = (rule.find)(facts)
            .into_iter()
            .filter(|finding| !allowed.allows(rule, finding))
            .collect();
        if !found.is_empty() {
            checked.found.push((*rule, severity, found));
        }
    }
    checked.problems.extend(allowed.into_problems());
    checked
}

/// What nobody holds, by rule; rules without a gap are left out.
#[must_use]
pub fn gaps(facts: &Facts<'_>) -> Vec<(Rule, Vec<Finding>)> {
    let found = check(facts).found.into_iter();
    found.filter(|(rule, ..)| rule.gap).map(|(rule, _, found)| (rule, found)).collect()
}

impl Checked {
    /// Everything as problems to be told.
    #[must_use]
    pub fn diagnostics(&self, facts: &Facts<'_>) -> Diagnostics {
        let mut all: Diagnostics = self.problems.iter().cloned().collect();
        for (rule, severity, found) in &self.found {
            for finding in found {
                let message = format!("{} {}", facts.name_of(&finding.subject), finding.words);
                let mut problem = Diagnostic::new(*severity, rule.code, message)
                    .at(finding.place.clone())
                    .with_help(rule.help);
                problem.related.clone_from(&finding.related);
                all.push(problem);
            }
        }
        all
    }

    /// The edits that mend what has exactly one right one.
    pub fn fixes(&self) -> impl Iterator<Item = &Fix> {
        self.found.iter().flat_map(|(.., found)| found).filter_map(|finding| finding.fix.as_ref())
    }
}
