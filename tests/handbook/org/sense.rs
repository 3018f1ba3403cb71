//! What is well written and cannot be so.

use snapbox::{assert_data_eq, str};

use crate::support::org::told_besides;

#[test]
fn dates_that_go_backwards_are_told() {
    assert_data_eq!(
        told_besides(&[(
            "people/cleo.toml",
            "name = \"C\"\nstarted = 2026-02-01\nleft = 2026-01-01\n"
        )]),
        str![[r#"
error[org/dates-reversed]: `left` is before `started`
 --> org/people/cleo.toml:3:8
  |
3 | left = 2026-01-01
  |        ^^^^^^^^^^
  |
note: `started` is here
 --> org/people/cleo.toml:2:11
  |
2 | started = 2026-02-01
  |           ----------
help: see which of the two dates is wrong

1 error

"#]]
    );
}

#[test]
fn a_circle_of_managers_is_told_once() {
    assert_data_eq!(
        told_besides(&[
            ("people/ada.toml", "name = \"Ada\"\nreports_to = \"bob\"\n"),
            ("people/bob.toml", "name = \"Bob\"\nreports_to = \"ada\"\n"),
            ("people/cleo.toml", "name = \"Cleo\"\nreports_to = \"ada\"\n"),
            ("people/dan.toml", "name = \"Dan\"\nreports_to = \"dan\"\n"),
        ]),
        str![[r#"
error[org/reporting-circle]: `ada` reports to `bob`, who reports to `ada`
 --> org/people/ada.toml:2:14
  |
2 | reports_to = "bob"
  |              ^^^^^
  |
  = help: see which of them reports to somebody else, or to nobody

error[org/reporting-circle]: `dan` reports to `dan`
 --> org/people/dan.toml:2:14
  |
2 | reports_to = "dan"
  |              ^^^^^
  |
  = help: see which of them reports to somebody else, or to nobody

2 errors

"#]]
    );
}
