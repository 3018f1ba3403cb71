//! A file that two features say is theirs.

use std::collections::BTreeMap;

use super::{Facts, Finding, Rule, Severity, Subject};
use crate::org::{CodeClaims, Feature, FeatureId};
use crate::root::RepoPath;

/// The rule.
pub const RULE: Rule = Rule {
    code: "check/code-claimed-twice",
    title: "Code that two features claim",
    rule: "A file of code is one feature's.",
    why: "Two claims on a file are at odds: a change of it would have two captains.",
    help: "narrow one of the two globs",
    severity: Severity::Warning,
    gap: false,
    find,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(files) = facts.files else { return Vec::new() };
    let mut odds: BTreeMap<(&FeatureId, &FeatureId), (&RepoPath, usize)> = BTreeMap::new();
    let claims = CodeClaims::of(facts.org);
    for file in files {
        let owners = claims.on(file.as_str());
        for (at, one) in owners.iter().enumerate() {
            for other in &owners[at + 1..] {
                odds.entry((&one.id, &other.id)).or_insert((file, 0)).1 += 1;
            }
        }
    }
    let mut found = Vec::new();
    for ((one, other), (file, count)) in odds {
        let (Some(one), Some(other)) = (facts.org.feature(one), facts.org.feature(other)) else {
            continue;
        };
        let more = match count {
            1 => String::new(),
            _ => format!(" and {} more", count - 1),
        };
        let words = format!("claims the same code as {}: {file}{more}", other.name.value);
        let glob = |feature: &Feature| {
            let mine = feature.code_here().filter(|glob| glob.value.matches(file.as_str()));
            mine.map(|glob| glob.place.clone()).next().unwrap_or_else(|| feature.place.clone())
        };
        let finding = Finding::new(Subject::Feature(one.id.clone()), words, glob(one));
        found.push(finding.with_related(glob(other), "the other claim is here"));
    }
    found
}
