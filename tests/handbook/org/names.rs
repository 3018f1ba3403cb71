//! Ids, names and addresses that name nobody, or two.

use snapbox::{assert_data_eq, str};

use crate::support::keys::Key;
use crate::support::org::told_besides;

#[test]
fn an_id_that_names_nobody_is_told_with_the_nearest() {
    assert_data_eq!(
        told_besides(&[
            (
                "features/login.toml",
                "name = \"Login\"\ncaptain = \"adda\"\nteam = \"relpay\"\nproduct_manager = \
                 \"zoe\"\ndecides = \"xenia\"\nnext = { team = \"nope\", from = 2027-01-01 }\n"
            ),
            ("ownership.toml", "[[page]]\npattern = \"*\"\nowner = \"relay\"\n"),
            ("reviews/leave.toml", "date = 2026-01-01\nby = \"bobb\"\n"),
        ]),
        str![[r#"
error[org/unknown-id]: `captain` names `adda`, and nobody has that id
 --> org/features/login.toml:2:11
  |
2 | captain = "adda"
  |           ^^^^^^
  |
  = help: did you mean `ada`?

error[org/unknown-id]: `team` names `relpay`, and no team has that id
 --> org/features/login.toml:3:8
  |
3 | team = "relpay"
  |        ^^^^^^^^
  |
  = help: did you mean `replay`?

error[org/unknown-id]: `product_manager` names `zoe`, and nobody has that id
 --> org/features/login.toml:4:19
  |
4 | product_manager = "zoe"
  |                   ^^^^^
  |
  = help: there is no org/people/zoe.toml: write it

error[org/unknown-id]: `decides` names `xenia`, and nobody has that id
 --> org/features/login.toml:5:11
  |
5 | decides = "xenia"
  |           ^^^^^^^
  |
  = help: there is no org/people/xenia.toml: write it

error[org/unknown-id]: `team` names `nope`, and no team has that id
 --> org/features/login.toml:6:17
  |
6 | next = { team = "nope", from = 2027-01-01 }
  |                 ^^^^^^
  |
  = help: there is no org/teams/nope.toml: write it

error[org/unknown-id]: `owner` names `relay`, and no person and no team has that id
 --> org/ownership.toml:3:9
  |
3 | owner = "relay"
  |         ^^^^^^^
  |
  = help: did you mean `replay`?

error[org/unknown-id]: `by` names `bobb`, and nobody has that id
 --> org/reviews/leave.toml:2:6
  |
2 | by = "bobb"
  |      ^^^^^^
  |
  = help: did you mean `bob`?

7 errors

"#]]
    );
}

#[test]
fn an_id_of_before_is_told_with_the_one_of_now() {
    assert_data_eq!(
        told_besides(&[
            ("people/bob.toml", "name = \"Bob\"\nformerly = \"robert\"\n"),
            ("features/login.toml", "name = \"Login\"\ncaptain = \"robert\"\n"),
        ]),
        str![[r#"
error[org/former-id]: `captain` names `robert`, which is called `bob` now
 --> org/features/login.toml:2:11
  |
2 | captain = "robert"
  |           ^^^^^^^^
  |
  = help: write `bob`

1 error

"#]]
    );
}

#[test]
fn a_team_where_a_person_is_wanted_is_told_with_its_file() {
    assert_data_eq!(
        told_besides(&[(
            "features/login.toml",
            "name = \"Login\"\ncaptain = \"replay\"\nteam = \"ada\"\n"
        )]),
        str![[r#"
error[org/wrong-holder]: `captain` names `replay`, which is a team, and a person is wanted
 --> org/features/login.toml:2:11
  |
2 | captain = "replay"
  |           ^^^^^^^^
  |
note: the team is here
 --> org/teams/replay.toml
help: write the id of a person

error[org/wrong-holder]: `team` names `ada`, which is a person, and a team is wanted
 --> org/features/login.toml:3:8
  |
3 | team = "ada"
  |        ^^^^^
  |
note: the person is here
 --> org/people/ada.toml
help: write the id of a team

2 errors

"#]]
    );
}

#[test]
fn an_id_that_a_person_and_a_team_share_is_told_once() {
    assert_data_eq!(
        told_besides(&[("teams/ada.toml", "name = \"Ada's\"\n")]),
        str![[r#"
error[org/shared-id]: `ada` is the id of a person and of a team
--> org/teams/ada.toml
 |
note: the person is here
--> org/people/ada.toml
help: rename one of the two files: people and teams share their ids

1 error

"#]]
    );
}

#[test]
fn a_member_named_twice_is_told_with_both_places() {
    assert_data_eq!(
        told_besides(&[(
            "teams/growth.toml",
            "name = \"Growth\"\nmembers = [\n  \"ada\",\n  \"bob\",\n  \"ada\",\n]\n"
        )]),
        str![[r#"
error[org/repeated]: `members` names `ada` twice
 --> org/teams/growth.toml:5:3
  |
5 |   "ada",
  |   ^^^^^
  |
note: it is named first here
 --> org/teams/growth.toml:3:3
  |
3 |   "ada",
  |   -----
help: take one of the two out

1 error

"#]]
    );
}

#[test]
fn a_name_that_two_claim_is_told_with_both_places() {
    assert_data_eq!(
        told_besides(&[
            ("features/login.toml", "name = \"Login\"\naliases = [\"Billing\", \"SSO\"]\n"),
            ("features/sso.toml", "name = \"Single sign-on\"\nformerly = [\"auth\"]\n"),
            ("features/auth2.toml", "name = \"Auth\"\naliases = [\"auth\"]\n"),
            ("people/bob.toml", "name = \"Bob\"\nformerly = [\"replay\"]\n"),
        ]),
        str![[r#"
error[org/contested-name]: `aliases` holds `billing`, which is the id of `billing` now
 --> org/features/login.toml:2:12
  |
2 | aliases = ["Billing", "SSO"]
  |            ^^^^^^^^^
  |
note: `billing` is here
 --> org/features/billing.toml
help: leave the name to one of the two

error[org/contested-name]: `aliases` holds `sso`, which is the id of `sso` now
 --> org/features/login.toml:2:23
  |
2 | aliases = ["Billing", "SSO"]
  |                       ^^^^^
  |
note: `sso` is here
 --> org/features/sso.toml
help: leave the name to one of the two

error[org/contested-name]: `formerly` holds `auth`, which `auth2` has in `aliases` too
 --> org/features/sso.toml:2:13
  |
2 | formerly = ["auth"]
  |             ^^^^^^
  |
note: `auth2` is here
 --> org/features/auth2.toml:2:12
  |
2 | aliases = ["auth"]
  |            ------
help: leave the name to one of the two

error[org/contested-name]: `formerly` holds `replay`, which is the id of `replay` now
 --> org/people/bob.toml:2:13
  |
2 | formerly = ["replay"]
  |             ^^^^^^^^
  |
note: `replay` is here
 --> org/teams/replay.toml
help: leave the name to one of the two

4 errors

"#]]
    );
}

#[test]
fn an_address_or_account_of_two_people_is_told_without_it() {
    let told = told_besides(&[
        (
            "people/ada.toml",
            "name = \"Ada\"\nemails = [\n  \"ada@example.org\",\n]\naccounts = { github = \"Ada\" }\n",
        ),
        (
            "people/bob.toml",
            "name = \"Bob\"\nemails = [\n  \"ADA@example.org\",\n]\naccounts = { github = \"ada\" }\n",
        ),
    ]);
    assert_data_eq!(
        told,
        str![[r#"
error[org/shared-identity]: `bob` and `ada` have an address in common
 --> org/people/bob.toml:3:3
  |
3 |   "ADA@example.org",
  |   ^^^^^^^^^^^^^^^^^
  |
note: `ada` has it here
 --> org/people/ada.toml:3:3
  |
3 |   "ada@example.org",
  |   -----------------
help: leave it to the one whose commits it marks

error[org/shared-identity]: `bob` and `ada` have the GitHub account in common
 --> org/people/bob.toml:5:23
  |
5 | accounts = { github = "ada" }
  |                       ^^^^^
  |
note: `ada` has it here
 --> org/people/ada.toml:5:23
  |
5 | accounts = { github = "Ada" }
  |                       -----
help: leave it to the one whose commits it marks

2 errors

"#]]
    );
}

#[test]
fn no_two_people_sign_with_one_key() {
    let key = |comment: &str| Key::new(7).line().replace("made for a test", comment);
    let ada = format!(
        "name = \"Ada\"\ncraft = \"engineer\"\nsigning_keys = [\"{}\", \"{}\"]\n",
        key("desk"),
        key("desk, again")
    );
    let bob = format!("name = \"Bob\"\ncraft = \"designer\"\nsigning_keys = \"{}\"\n", key(""));
    let told = told_besides(&[("people/ada.toml", &ada), ("people/bob.toml", &bob)]);
    assert_data_eq!(
        told,
        str![[r#"
error[org/shared-identity]: `bob` and `ada` have a signing key in common
 --> org/people/bob.toml:3:16
  |
3 | ... = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOpKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs "
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
note: `ada` has it here
 --> org/people/ada.toml:3:17
  |
3 | ...= ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOpKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs desk", "...
  |       ---------------------------------------------------------------------------------------
help: leave it to the one whose commits it marks

1 error

"#]]
    );
}
