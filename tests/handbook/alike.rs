//! Many findings of one kind, as a person sees them.

use snapbox::{assert_data_eq, str};
use zola_handbook::diagnostics::{Diagnostic, Diagnostics, Format, Place, Style, render};
use zola_handbook::root::RepoPath;

fn drawn(findings: &Diagnostics, format: Format) -> String {
    render(findings, format, Style { colour: false, width: 80 })
}

#[test]
fn a_person_sees_the_first_of_many_alike_and_how_many_more_there_are_and_every_error() {
    let one = |severity: fn(&'static str, String) -> Diagnostic, at: usize| {
        let file = match at {
            0..4 => format!("{at}.md"),
            4..9 => format!("guides/{at}.md"),
            _ => format!("folder{at}/page.md"),
        };
        let place = Place::unread(RepoPath::new(&file).unwrap());
        severity("check/owner", format!("{at} has no owner")).at(place).with_help("write one")
    };
    let many: Diagnostics = (0..14).map(|at| one(Diagnostic::warning, at)).collect();
    assert_data_eq!(
        drawn(&many, Format::Human),
        str![[r#"
warning[check/owner]: 0 has no owner
--> 0.md
 = help: write one

warning[check/owner]: 1 has no owner
--> 1.md
 = help: write one

warning[check/owner]: 2 has no owner
--> 2.md
 = help: write one

warning[check/owner]: 11 more like these, in guides/ (5), folder10/ (1), folder11/ (1), folder12/ (1) and 3 folders more; --format short shows each

14 warnings

"#]]
    );
    // The other forms have each of them.
    assert_eq!(drawn(&many, Format::Short).lines().count(), 14);
    let errors: Diagnostics = (0..14).map(|at| one(Diagnostic::error, at)).collect();
    assert_eq!(drawn(&errors, Format::Human).matches("has no owner").count(), 14);
    let few: Diagnostics = (0..8).map(|at| one(Diagnostic::warning, at)).collect();
    assert_eq!(drawn(&few, Format::Human).matches("has no owner").count(), 8);
}
