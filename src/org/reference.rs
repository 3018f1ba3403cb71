//! The reference of `org/` in `docs/metadata.md`.

use super::{
    ACCOUNTS, APPROVAL, CODE, COMPANY, EARLIER, FEATURE, FORGE_REVIEW, NEXT, OWNERSHIP, PAGE,
    PERSON, REVIEW, SUPPORTING, TEAM,
};
use crate::metadata::{Keys, reference};

/// Each table of keys under its heading.
const SECTIONS: [(&str, &Keys); 14] = [
    ("`org/company.toml`", &COMPANY),
    ("`org/people/ID.toml`", &PERSON),
    ("`accounts` of a person or a team", &ACCOUNTS),
    ("`org/teams/ID.toml`", &TEAM),
    ("Each of a team's `supporting`", &SUPPORTING),
    ("`org/features/ID.toml`", &FEATURE),
    ("A table in a feature's `code`", &CODE),
    ("A feature's `next`", &NEXT),
    ("Each of a feature's `earlier`", &EARLIER),
    ("`org/ownership.toml`", &OWNERSHIP),
    ("Each `[[page]]` of `org/ownership.toml`", &PAGE),
    ("`org/reviews/PAGE.toml`", &REVIEW),
    ("`org/approvals/NUMBER.toml`", &APPROVAL),
    ("Each of an approval's `reviews`", &FORGE_REVIEW),
];

/// Every key of every file of `org/`, as Markdown with headings of the second level.
#[must_use]
pub fn metadata_reference() -> String {
    let sections = SECTIONS.map(|(title, keys)| format!("## {title}\n\n{}", reference(keys)));
    sections.join("\n")
}
