//! People who report to themselves, in the end.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::org::{Org, Person};

/// Reports each circle of managers once, at the first of its people in the order of their ids.
pub(super) fn check(org: &Org, problems: &mut Diagnostics) {
    let mut done = BTreeSet::new();
    for person in org.people.values() {
        let mut chain: Vec<&Person> = Vec::new();
        let mut at = Some(person);
        // Whoever was looked at from below already leads to no new circle.
        while let Some(next) = at.filter(|next| done.insert(&next.id)) {
            chain.push(next);
            at = manager(org, next);
        }
        let circle = at.and_then(|end| chain.iter().position(|one| one.id == end.id));
        if let Some(start) = circle {
            report(&mut chain[start..], problems);
        }
    }
}

fn manager<'o>(org: &'o Org, person: &Person) -> Option<&'o Person> {
    person.reports_to.as_ref().and_then(|manager| org.person(&manager.value))
}

fn report(circle: &mut [&Person], problems: &mut Diagnostics) {
    let first = circle.iter().enumerate().min_by_key(|(_, one)| &one.id);
    circle.rotate_left(first.map_or(0, |(at, _)| at));
    let (Some(first), above) = (circle.first(), circle.iter().skip(1)) else { return };
    let Some(reports_to) = &first.reports_to else { return };
    let names: Vec<_> = above.chain([first]).map(|one| format!("`{}`", one.id)).collect();
    let message = format!("`{}` reports to {}", first.id, names.join(", who reports to "));
    let problem = Diagnostic::error("org/reporting-circle", message)
        .at(reports_to.place.clone())
        .with_help("see which of them reports to somebody else, or to nobody");
    problems.push(problem);
}
