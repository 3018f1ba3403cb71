//! Many findings of one kind, as a person sees them.

use snapbox::{assert_data_eq, str};
use zola_handbook::diagnostics::{Diagnostic, Diagnostics, Format, Place, Style, render};
use zola_handbook::root::RepoPath;

use crate::support::company::repository;
use crate::support::program::{TODAY, handbook};

fn drawn(findings: &Diagnostics, format: Format) -> String {
    render(findings, format, Style { colour: false, width: 80, ..Style::default() })
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
    let nearly: Diagnostics = (0..12).map(|at| one(Diagnostic::warning, at)).collect();
    let said = drawn(&nearly, Format::Human);
    assert!(said.contains(" and 1 folder more; "), "{said}");
    // The other forms have each of them.
    assert_eq!(drawn(&many, Format::Short).lines().count(), 14);
    let errors: Diagnostics = (0..14).map(|at| one(Diagnostic::error, at)).collect();
    assert_eq!(drawn(&errors, Format::Human).matches("has no owner").count(), 14);
    let few: Diagnostics = (0..8).map(|at| one(Diagnostic::warning, at)).collect();
    assert_eq!(drawn(&few, Format::Human).matches("has no owner").count(), 8);
}

#[test]
fn what_shows_each_of_many_is_a_command_that_is_there() {
    let mut repo = repository();
    let page = "+++\ntitle = \"A page\"\n[extra.handbook]\nowner = \"nobody\"\n+++\n\nText.\n";
    let pages: Vec<String> = (0..12).map(|at| format!("content/many/{at}.md")).collect();
    let pages: Vec<_> = pages.iter().map(|path| (path.as_str(), Some(page))).collect();
    repo.commit("Many", &pages);
    let ask = |arguments: &[&str]| handbook(arguments).inside(repo.path()).on(TODAY).run();
    let advice = "; handbook check --format short shows each";
    for arguments in [&["codeowners"][..], &["leaves", "ada"]] {
        let ran = ask(arguments);
        assert!(ran.stderr.contains("9 more like these"), "{arguments:?}: {ran}");
        assert!(ran.stderr.contains(advice), "{arguments:?}: {ran}");
    }
    let shown = ask(&["check", "--format", "short"]).stdout;
    assert_eq!(shown.matches("[ownership/unknown-owner]").count(), 12, "{shown}");
}
