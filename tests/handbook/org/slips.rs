//! Slips of syntax and unknown keys.

use snapbox::{assert_data_eq, str};
use zola_handbook::metadata::Strictness;

use crate::support::org::{parsed, told_besides};

#[test]
fn every_slip_of_syntax_in_a_file_is_told_at_once() {
    assert_data_eq!(
        told_besides(&[(
            "people/cleo.toml",
            "name = Cleo\ncraft \"designer\"\nleft = 2026-02-30\n"
        )]),
        str![[r#"
error[metadata/syntax]: this is not TOML: string values must be quoted, expected literal string
 --> org/people/cleo.toml:1:8
  |
1 | name = Cleo
  |        ^^^^

error[metadata/syntax]: this is not TOML: key with no value, expected `=`
 --> org/people/cleo.toml:2:7
  |
2 | craft "designer"
  |       ^

2 errors

"#]]
    );
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_told() {
    assert_data_eq!(
        told_besides(&[("people/cleo.toml", "name = \"C\"\nleft = 2026-02-30\n")]),
        str![[r#"
error[metadata/syntax]: this is not TOML: invalid date, expected day between 01 and 28
 --> org/people/cleo.toml:2:8
  |
2 | left = 2026-02-30
  |        ^^^^^^^^^^

1 error

"#]]
    );
}

#[test]
fn a_file_of_a_thousand_mistakes_has_a_hundred_listed() {
    let text = format!("name = \"Growth\"\nmembers = [{}]\n", "7, ".repeat(1000));
    let (_, problems) = parsed(&[("teams/growth.toml", &text)], Strictness::Today);
    assert_eq!(problems.len(), 101);
    assert!(problems.iter().any(|one| one.message.starts_with("900 more findings")));
}

#[test]
fn an_unknown_key_is_told_with_the_nearest_and_all_known_ones() {
    assert_data_eq!(
        told_besides(&[("features/login.toml", "name = \"Login\"\ncaptian = \"ada\"\n")]),
        str![[r#"
error[metadata/unknown-key]: `captian` is not a key of a feature
 --> org/features/login.toml:2:1
  |
2 | captian = "ada"
  | ^^^^^^^
  |
  = help: did you mean `captain`?
          the keys of a feature are `name`, `captain`, `team`, `product`, `product_manager`, `decides`, `aliases`, `label`, `contact`, `code`, `docs`, `status`, `next`, `earlier`, `formerly`

1 error

"#]]
    );
}

#[test]
fn an_unknown_key_in_an_inner_table_is_told_too() {
    assert_data_eq!(
        told_besides(&[(
            "features/login.toml",
            "name = \"Login\"\nnext = { captain = \"bob\", form = 2027-01-01 }\n"
        )]),
        str![[r#"
error[metadata/missing-key]: a feature's `next` has no `from`
 --> org/features/login.toml:2:8
  |
2 | next = { captain = "bob", form = 2027-01-01 }
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a date, for example: from = 2027-01-01

error[metadata/unknown-key]: `form` is not a key of a feature's `next`
 --> org/features/login.toml:2:27
  |
2 | next = { captain = "bob", form = 2027-01-01 }
  |                           ^^^^
  |
  = help: did you mean `from`?
          the keys of a feature's `next` are `captain`, `team`, `from`, `accepted`

2 errors

"#]]
    );
}
