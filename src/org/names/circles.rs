//! People who report to themselves, in the end.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::org::{Org, PersonId, Sited};

/// Reports each circle of managers once, at the first of its people in the order of their ids.
pub(super) fn check(org: &Org, problems: &mut Diagnostics) {
    for person in org.people.values() {
        let Some(reports_to) = &person.reports_to else { continue };
        let circle = circle_from(org, &person.id);
        if circle.is_empty() || circle.iter().any(|other| **other < person.id) {
            continue;
        }
        let others: Vec<_> = circle.iter().map(|id| format!("`{id}`")).collect();
        let message = format!("`{}` reports to {}", person.id, others.join(", who reports to "));
        let problem = Diagnostic::error("org/reporting-circle", message)
            .at(reports_to.place.clone())
            .with_help("see which of them reports to somebody else, or to nobody");
        problems.push(problem);
    }
}

/// The managers from a person's own upwards, to the person again; empty where they are not their
/// own manager in the end.
fn circle_from<'o>(org: &'o Org, start: &PersonId) -> Vec<&'o PersonId> {
    let manager = |id: &PersonId| {
        org.person(id)
            .and_then(|person| person.reports_to.as_ref())
            .map(|Sited { value, .. }| value)
    };
    let mut above = Vec::new();
    let mut at = manager(start);
    while let Some(id) = at {
        if above.contains(&id) {
            return Vec::new();
        }
        above.push(id);
        if id == start {
            return above;
        }
        at = manager(id);
    }
    Vec::new()
}
