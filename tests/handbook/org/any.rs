//! Any bytes at all.

use proptest::prelude::*;
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{Org, OrgFile, parse};
use zola_handbook::root::RepoPath;

use crate::support::org::human;

fn paths() -> impl Strategy<Value = String> {
    prop_oneof![
        "(people|teams|features|reviews|approvals)/[a-z]{1,2}\\.toml",
        Just("company.toml".to_owned()),
        Just("ownership.toml".to_owned()),
        "[a-zA-Z./ ]{1,12}",
    ]
}

/// Lines that are nearly right, so that more than the parser of TOML is met.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let key = prop::sample::select(vec![
        "name",
        "craft",
        "members",
        "lead",
        "captain",
        "team",
        "next",
        "code",
        "page",
        "emails",
        "supporting",
        "accounts",
        "formerly",
        "started",
        "left",
        "reviews",
        "by",
        "date",
        "ß",
    ]);
    let value = prop::sample::select(vec![
        "\"a\"",
        "\"ß\u{202e}\"",
        "[\"a\", \"b\", \"a\"]",
        "1",
        "-0.5",
        "nan",
        "2026-02-28",
        "[{}]",
        "{ captain = \"a\" }",
        "[[1]]",
        "\"\"\"\na\n\"\"\"",
        "",
        "{",
        "\"\\u0000\"",
        "'#x'",
        "\"2026-01-01\"",
        "true",
        "9999999999999999999999",
    ]);
    let line = (key, value).prop_map(|(key, value)| format!("{key} = {value}\n"));
    let header = prop::sample::select(vec!["[next]\n", "[[page]]\n", "[[reviews]]\n", "\u{feff}"]);
    let any = prop_oneof![4 => line, 1 => header.prop_map(str::to_owned)];
    prop::collection::vec(any, 0..6).prop_map(|lines| lines.concat().into_bytes())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        ".{0,60}".prop_map(String::into_bytes),
        lines()
    ]
}

fn parse_any(files: Vec<(String, Vec<u8>)>, how: Strictness) -> (Org, String) {
    let files = files.into_iter().filter_map(|(path, bytes)| {
        let path = RepoPath::new(&format!("org/{path}")).ok()?;
        Some(OrgFile::new(path, bytes))
    });
    let (org, problems) = parse(&RepoPath::new("org").unwrap(), files.collect(), how);
    for problem in problems.iter() {
        let related = problem.related.iter().map(|(place, _)| place);
        for place in problem.place.iter().chain(related) {
            if let Some(span) = &place.span {
                assert!(place.source.text.get(span.clone()).is_some(), "{span:?} is no text");
            }
        }
    }
    (org, human(&problems))
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_every_place_is_inside_its_text(
        files in prop::collection::vec((paths(), bytes()), 0..6),
    ) {
        parse_any(files.clone(), Strictness::Today);
        let (_, told) = parse_any(files, Strictness::Past);
        prop_assert!(!told.contains("error["), "old metadata is no error:\n{told}");
    }
}
