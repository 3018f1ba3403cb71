//! Findings, as each of their readers gets them.

use std::sync::Arc;

use proptest::prelude::*;
use snapbox::prelude::*;
use snapbox::{assert_data_eq, str};
use zola_handbook::diagnostics::{
    Counts, Diagnostic, Diagnostics, Format, Place, Severity, Source, Style, render,
};
use zola_handbook::escape::visible;
use zola_handbook::root::RepoPath;

fn path(text: &str) -> RepoPath {
    RepoPath::from_bytes(text.as_bytes())
}

/// An error with a place, another place and help; a warning about a file; a note about nothing.
fn three() -> Diagnostics {
    let team = Arc::new(Source::new(
        path("org/teams/replay.toml"),
        "name = \"Répétition\"\nmembers = [\"ada\", \"ada\"]\n",
    ));
    let line = team.text.find("members").unwrap();
    let error = Diagnostic::error("org/repeated", "`members` names `ada` twice: 100%, at once")
        .at(Place::of(&team, line + 18..line + 23))
        .with_related(Place::of(&team, line + 11..line + 16), "it is named first here")
        .with_help("take one of the two out");
    let warning = Diagnostic::warning("org/stray-file", "`a,b: c.txt` is not read")
        .at(Place::unread(path("org/a,b: c.txt")))
        .with_help("move it");
    let note = Diagnostic::note("history/shallow", "this clone has no whole history");
    [warning, error, note].into_iter().collect()
}

fn drawn(findings: &Diagnostics, format: Format) -> String {
    render(findings, format, Style { colour: false, width: 80, ..Style::default() })
}

#[test]
fn a_person_sees_the_line_the_other_place_the_help_and_a_tally() {
    assert_data_eq!(
        drawn(&three(), Format::Human),
        str![[r#"
note[history/shallow]: this clone has no whole history

warning[org/stray-file]: `a,b: c.txt` is not read
--> org/a,b: c.txt
 = help: move it

error[org/repeated]: `members` names `ada` twice: 100%, at once
 --> org/teams/replay.toml:2:19
  |
2 | members = ["ada", "ada"]
  |                   ^^^^^
  |
note: it is named first here
 --> org/teams/replay.toml:2:12
  |
2 | members = ["ada", "ada"]
  |            -----
help: take one of the two out

1 error, 1 warning, 1 note

"#]]
        .raw()
    );
}

#[test]
fn an_editor_gets_one_line_a_finding() {
    assert_data_eq!(
        drawn(&three(), Format::Short),
        str![[r#"
note[history/shallow]: this clone has no whole history
org/a,b: c.txt: warning[org/stray-file]: `a,b: c.txt` is not read
org/teams/replay.toml:2:19: error[org/repeated]: `members` names `ada` twice: 100%, at once

"#]]
        .raw()
    );
}

#[test]
fn a_program_finds_every_key_in_every_finding() {
    assert_data_eq!(
        drawn(&three(), Format::Json),
        str![[r#"
{
  "schema": 1,
  "findings": [
    {
      "code": "history/shallow",
      "severity": "note",
      "message": "this clone has no whole history",
      "path": null,
      "line": null,
      "column": null,
      "help": null
    },
    {
      "code": "org/stray-file",
      "severity": "warning",
      "message": "`a,b: c.txt` is not read",
      "path": "org/a,b: c.txt",
      "line": null,
      "column": null,
      "help": "move it"
    },
    {
      "code": "org/repeated",
      "severity": "error",
      "message": "`members` names `ada` twice: 100%, at once",
      "path": "org/teams/replay.toml",
      "line": 2,
      "column": 19,
      "help": "take one of the two out"
    }
  ]
}

"#]]
        .raw()
    );
}

#[test]
fn github_gets_workflow_commands_with_its_escapes() {
    assert_data_eq!(
        drawn(&three(), Format::Github),
        str![[r#"
::notice title=history/shallow::this clone has no whole history
::warning file=org/a%2Cb%3A c.txt,title=org/stray-file::`a,b: c.txt` is not read%0Amove it
::error file=org/teams/replay.toml,line=2,col=19,title=org/repeated::`members` names `ada` twice: 100%25, at once%0Atake one of the two out

"#]].raw()
    );
}

#[test]
fn code_scanning_gets_a_log_of_sarif() {
    let log = drawn(&three(), Format::Sarif)
        .replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"VERSION\"");
    assert_data_eq!(
        log,
        str![[r#"
{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "zola-handbook",
          "version": "VERSION",
          "rules": [
            {
              "id": "history/shallow"
            },
            {
              "id": "org/repeated"
            },
            {
              "id": "org/stray-file"
            }
          ]
        }
      },
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "history/shallow",
          "level": "note",
          "message": {
            "text": "this clone has no whole history"
          },
          "locations": [],
          "relatedLocations": []
        },
        {
          "ruleId": "org/stray-file",
          "level": "warning",
          "message": {
            "text": "`a,b: c.txt` is not read\nmove it"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "org/a%2Cb%3A%20c.txt"
                }
              }
            }
          ],
          "relatedLocations": []
        },
        {
          "ruleId": "org/repeated",
          "level": "error",
          "message": {
            "text": "`members` names `ada` twice: 100%, at once\ntake one of the two out"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "org/teams/replay.toml"
                },
                "region": {
                  "startLine": 2,
                  "startColumn": 19,
                  "endLine": 2,
                  "endColumn": 24
                }
              }
            }
          ],
          "relatedLocations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "org/teams/replay.toml"
                },
                "region": {
                  "startLine": 2,
                  "startColumn": 12,
                  "endLine": 2,
                  "endColumn": 17
                }
              },
              "message": {
                "text": "it is named first here"
              }
            }
          ]
        }
      ]
    }
  ]
}

"#]]
        .raw()
    );
}

#[test]
fn colour_is_used_only_where_it_is_asked_for() {
    let coloured =
        render(&three(), Format::Human, Style { colour: true, width: 80, ..Style::default() });
    assert!(coloured.contains("\u{1b}["));
    assert!(!drawn(&three(), Format::Human).contains('\u{1b}'));
}

#[test]
fn nothing_found_is_nothing_said_to_people_and_an_empty_list_to_programs() {
    let none = Diagnostics::new();
    for format in [Format::Human, Format::Short, Format::Github] {
        assert_eq!(drawn(&none, format), "");
    }
    assert_eq!(drawn(&none, Format::Json), "{\n  \"schema\": 1,\n  \"findings\": []\n}\n");
}

#[test]
fn findings_are_told_once_and_in_the_order_of_their_places() {
    let source = Arc::new(Source::new(path("b.toml"), "one\ntwo\n"));
    let at =
        |start: usize, code| Diagnostic::error(code, "m").at(Place::of(&source, start..start + 1));
    let elsewhere = Diagnostic::error("z", "m").at(Place::unread(path("a.toml")));
    let mut findings = Diagnostics::new();
    findings.extend([at(4, "a"), at(0, "b"), at(0, "a"), elsewhere, at(4, "a")]);
    let codes: Vec<_> = findings.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["z", "a", "b", "a"]);
}

#[test]
fn strictness_makes_errors_of_warnings_and_leaves_notes() {
    let mut findings = three();
    assert_eq!(findings.counts(), Counts { errors: 1, warnings: 1, notes: 1 });
    assert_eq!(findings.worst(), Some(Severity::Error));
    findings.promote_warnings();
    assert_eq!(findings.counts(), Counts { errors: 2, warnings: 0, notes: 1 });
}

#[test]
fn what_a_terminal_would_obey_is_made_visible() {
    let hostile = "a\u{1b}[2Jb\u{9b}c\u{202e}d\r\u{7f}\u{200b}\u{e0041}\n";
    assert_eq!(visible(hostile), "a␛[2Jb<U+009B>c<U+202E>d␍␡<U+200B><U+E0041>␊");
    assert_eq!(visible("plain\ttext – ß"), "plain\ttext – ß");
}

#[test]
fn a_hostile_line_is_shown_with_the_mark_under_the_right_place() {
    let text = "ok\nx = \"\u{202e}\u{1b}]0;t\u{7}\" # wrong\n";
    let source = Arc::new(Source::new(path("\u{1b}[31m.toml"), text));
    let wrong = text.find("wrong").unwrap();
    let finding = Diagnostic::error("a/b", "a \u{1b}[1m message\nof two lines")
        .at(Place::of(&source, wrong..wrong + 5))
        .with_help("first\nsecond \u{9b}1m");
    assert_data_eq!(
        drawn(&[finding].into_iter().collect(), Format::Human),
        str![[r#"
error[a/b]: a ␛[1m message␊of two lines
 --> ␛[31m.toml:2:17
  |
2 | x = "�␛]0;t␇" # wrong
  |                 ^^^^^
  |
  = help: first
          second <U+009B>1m

1 error

"#]]
        .raw()
    );
}

/// Whether a terminal, or a reader fooled by direction, could take this for more than text.
fn is_hostile(character: char) -> bool {
    (character.is_control() && character != '\n')
        || ('\u{202a}'..='\u{202e}').contains(&character)
        || ('\u{2066}'..='\u{2069}').contains(&character)
}

fn texts() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "\u{1b}[2J",
        "\u{9b}",
        "\u{202e}",
        "\u{2066}",
        "\r",
        "\n",
        "::",
        "%0A",
        ",",
        "\u{7}",
        "ß",
        "\u{0}",
        "::error::",
        "\"",
        "\\",
        "日本",
        "a",
    ]);
    prop::collection::vec(prop_oneof![hostile.prop_map(str::to_owned), ".{0,4}"], 0..10)
        .prop_map(|parts| parts.concat().replace('\t', " "))
}

proptest! {
    #[test]
    fn nothing_hostile_leaves_in_any_format(
        message in texts(), help in texts(), file in texts(), text in texts(),
        start in 0usize..80, length in 0usize..40, width in 0usize..120,
    ) {
        let source = Arc::new(Source::new(path(&file), text));
        let finding = Diagnostic::error("a/b", message.clone())
            .at(Place::of(&source, start..start + length))
            .with_related(Place::whole(&source), message)
            .with_help(help);
        let findings: Diagnostics = [finding].into_iter().collect();
        for format in [Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif] {
            let drawn = render(&findings, format, Style { colour: false, width, ..Style::default() });
            prop_assert!(!drawn.contains(is_hostile), "{format:?}: {drawn:?}");
        }
        let lines = |format| drawn(&findings, format).lines().count();
        prop_assert_eq!(lines(Format::Short), 1);
        prop_assert_eq!(lines(Format::Github), 1);
    }

    #[test]
    fn json_gives_back_what_was_found(message in texts(), help in texts(), file in "[a-z]{1,9}") {
        let finding = Diagnostic::error("a/b", message.clone())
            .at(Place::unread(path(&file)))
            .with_help(help.clone());
        let json = drawn(&[finding].into_iter().collect(), Format::Json);
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        let found = &read["findings"][0];
        prop_assert_eq!(found["message"].as_str(), Some(message.as_str()));
        prop_assert_eq!(found["help"].as_str(), Some(help.as_str()));
        prop_assert_eq!(found["path"].as_str(), Some(file.as_str()));
        prop_assert!(found["line"].is_null() && found["column"].is_null());
    }
}
