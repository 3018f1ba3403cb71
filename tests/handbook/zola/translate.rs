//! From staged files to what somebody wrote.

use std::path::Path;
use std::sync::Arc;

use zola_handbook::diagnostics::{Diagnostic, Place, Severity, Source};
use zola_handbook::root::RepoPath;
use zola_handbook::zola::{Origin, SourceMap, problems, to_diagnostics};

use crate::support::zola::Site;

/// What staging would know: `bad.md` was written by somebody, `team.md` was made of a TOML file.
struct Map(Arc<Source>);

const AUTHORED: &str =
    "---\nowner: ada\nweight: high\n---\nfirst\n  see [b](nope.md) there  \nlast\n";

impl Map {
    fn new() -> Self {
        Self(source("guide/bad.md", AUTHORED))
    }
}

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(RepoPath::new(path).unwrap(), text))
}

impl SourceMap for Map {
    fn origin_of(&self, staged: &Path) -> Option<Origin> {
        match staged.to_str()? {
            "content/guide/bad.md" => {
                Some(Origin::Authored { source: self.0.clone(), staged_body: 8, author_body: 5 })
            }
            "content/org/team.md" => {
                Some(Origin::Generated { from: Some(source("org/teams/team.toml", "")) })
            }
            _ => None,
        }
    }
}

const STAGED: &str = "+++\ntitle = \"x\"\nweight = \"high\"\n[extra]\n[extra.handbook]\nowner = \"ada\"\n\
                      +++\nfirst\n  see [b](@/guide/nope.md) there  \nlast\n";

fn diagnosed(stderr: &str) -> Diagnostic {
    let site =
        Site::new().with("content/guide/bad.md", STAGED).with("content/org/team.md", "+++\n+++\n");
    let problems = problems(stderr, site.root());
    let mut diagnostics = to_diagnostics(&problems, &Map::new());
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    diagnostics.remove(0)
}

fn shown(place: Option<&Place>) -> (&str, Option<&str>) {
    let place = place.unwrap();
    (place.source.path.as_str(), place.span.clone().map(|span| &place.source.text[span]))
}

#[test]
fn a_line_of_the_staged_body_is_the_same_line_of_the_authors() {
    let said = "ERROR Failed to render content of content/guide/bad.md\n\
                ERROR Reason: Broken relative link `@/guide/nope.md` in guide/bad.md\n";
    let found = diagnosed(said);
    assert_eq!(found.code, "zola/link");
    assert_eq!(found.severity, Severity::Error);
    assert_eq!(found.message, "the link to `@/guide/nope.md` leads to no page");
    assert_eq!(shown(found.place.as_ref()), ("guide/bad.md", Some("see [b](nope.md) there")));
}

#[test]
fn a_column_counts_only_in_a_line_that_staging_left_alone() {
    let at = |line: u32| {
        let said = format!(
            "ERROR Failed to render page content of 'content/guide/bad.md'\n\
             ERROR Reason: error: Unknown tag\n --> __tera_one_off:{line}:3\n"
        );
        let found = diagnosed(&said);
        shown(found.place.as_ref()).1.unwrap().to_owned()
    };
    assert_eq!(at(1), "rst");
    assert_eq!(at(2), "see [b](nope.md) there");
}

#[test]
fn front_matter_is_found_again_by_its_key() {
    let said = "ERROR Error when parsing front matter of section `content/guide/bad.md`\n\
                ERROR Reason: TOML parse error at line 3, column 10\n  |\n\
                3 | weight = \"high\"\n  |          ^^^^^^\ninvalid type: string \"high\", expected usize\n\n";
    let found = diagnosed(said);
    assert_eq!(found.message, "invalid type: string \"high\", expected usize");
    assert_eq!(shown(found.place.as_ref()), ("guide/bad.md", Some("weight: high")));
}

#[test]
fn front_matter_that_only_staging_wrote_is_placed_at_the_file() {
    let said = "ERROR Error when parsing front matter of section `content/guide/bad.md`\n\
                ERROR Reason: TOML parse error at line 2, column 1\n  |\n\
                2 | title = \"x\"\n  | ^\nodd\n";
    assert_eq!(shown(diagnosed(said).place.as_ref()), ("guide/bad.md", None));
}

#[test]
fn a_page_that_handbook_made_is_said_to_be_ours_with_the_file_that_it_is_about() {
    let said = "ERROR Couldn't find front matter in `content/org/team.md`. Did you forget?\n";
    let found = diagnosed(said);
    assert_eq!(
        found.message,
        "Zola refused `content/org/team.md`, which handbook made: \
         there is no front matter, or it does not end"
    );
    assert_eq!(shown(found.place.as_ref()), ("org/teams/team.toml", None));
    assert_eq!(found.help.unwrap(), "this is a defect in handbook; please report it");
}

#[test]
fn a_file_that_nobody_knows_is_named_in_the_message() {
    let found = diagnosed("ERROR error: Unknown filter `x`\n --> page.html:1:8\n");
    assert_eq!(found.message, "in `templates/page.html:1`: Unknown filter `x`");
    assert!(found.place.is_none());
}

#[test]
fn what_goes_on_over_lines_keeps_its_first_as_the_message_and_all_the_rest_as_help() {
    let found = diagnosed("ERROR It broke.\n  like this\n  and that\n");
    assert_eq!(found.message, "It broke");
    assert_eq!(found.help.unwrap(), "Zola said:\n  like this\n  and that");
}

#[test]
fn the_other_file_of_a_collision_is_shown_too() {
    let site = Site::new().with("content/guide/bad.md", STAGED).with("content/org/team.md", "");
    let root = site.root().display();
    let said = format!(
        "ERROR Found path collisions:\n\
         - `/x/` from files [\"{root}/content/org/team.md\", \"{root}/content/guide/bad.md\"]\n"
    );
    let found = to_diagnostics(&problems(&said, site.root()), &Map::new()).remove(0);
    assert_eq!(shown(found.place.as_ref()), ("guide/bad.md", None));
    assert_eq!(shown(Some(&found.related[0].0)), ("org/teams/team.toml", None));
    assert_eq!(found.related[0].1, "this file makes the same page");
}
