//! Values that are missing, of the wrong type, or that cannot be.

use snapbox::{assert_data_eq, str};

use crate::support::keys::Key;
use crate::support::org::told_besides;

#[test]
fn a_value_of_the_wrong_type_is_told_with_what_is_wanted() {
    assert_data_eq!(
        told_besides(&[(
            "people/cleo.toml",
            "name = 7\ncraft = [\"designer\"]\nmanagement = \"half\"\nemails = [1]\naccounts = \
             \"cleo\"\nstarted = true\n"
        )]),
        str![[r#"
error[metadata/wrong-type]: `name` wants a text, and this is a whole number
 --> org/people/cleo.toml:1:8
  |
1 | name = 7
  |        ^
  |
  = help: for example: name = "Ada Example"

error[metadata/wrong-type]: `craft` wants a craft, and this is a list
 --> org/people/cleo.toml:2:9
  |
2 | craft = ["designer"]
  |         ^^^^^^^^^^^^
  |
  = help: for example: craft = "engineer"

error[metadata/wrong-type]: `management` wants a number from 0 to 1, and this is a text
 --> org/people/cleo.toml:3:14
  |
3 | management = "half"
  |              ^^^^^^
  |
  = help: for example: management = 0.3

error[metadata/wrong-type]: `emails` wants a list of mail addresses, and this one is a whole number
 --> org/people/cleo.toml:4:11
  |
4 | emails = [1]
  |           ^
  |
  = help: for example: emails = ["ada@example.org"]

error[metadata/wrong-type]: `accounts` wants a table of accounts, and this is a text
 --> org/people/cleo.toml:5:12
  |
5 | accounts = "cleo"
  |            ^^^^^^
  |
  = help: for example: accounts = { github = "ada" }

error[metadata/wrong-type]: `started` wants a date, and this is a boolean
 --> org/people/cleo.toml:6:11
  |
6 | started = true
  |           ^^^^
  |
  = help: for example: started = 2024-03-01

6 errors

"#]]
    );
}

#[test]
fn a_key_that_must_be_there_is_missed() {
    assert_data_eq!(
        told_besides(&[
            ("company.toml", "goals = []\n"),
            ("teams/growth.toml", "supporting = [{ role = \"designer\" }]\n"),
            ("features/login.toml", "name = \"\"\n[next]\naccepted = true\n"),
            ("ownership.toml", "[[page]]\nowner = \"ada\"\n"),
            ("reviews/leave.toml", "by = \"ada\"\n"),
        ]),
        str![[r#"
error[metadata/missing-key]: `org/company.toml` has no `name`
--> org/company.toml
 = help: write a text, for example: name = "Example Ltd"

error[metadata/missing-key]: `org/company.toml` has no `schema`
--> org/company.toml
 = help: write the number 1, for example: schema = 1

error[metadata/wrong-value]: `name` is empty
 --> org/features/login.toml:1:8
  |
1 | name = ""
  |        ^^
  |
  = help: write it, or take the line out

error[metadata/missing-key]: `next` says neither `captain` nor `team`
 --> org/features/login.toml:2:1
  |
2 | [next]
  | ^^^^^^
  |
  = help: write who takes the feature over, or take `next` out

error[metadata/missing-key]: a feature's `next` has no `from`
 --> org/features/login.toml:2:1
  |
2 | [next]
  | ^^^^^^
  |
  = help: write a date, for example: from = 2027-01-01

error[metadata/missing-key]: a `[[page]]` has no `pattern`
 --> org/ownership.toml:1:1
  |
1 | [[page]]
  | ^^^^^^^^
  |
  = help: write a pattern, for example: pattern = "/policies/"

error[metadata/missing-key]: a review has no `date`
--> org/reviews/leave.toml
 = help: write a date, for example: date = 2026-10-01

error[metadata/missing-key]: a team has no `name`
--> org/teams/growth.toml
 = help: write a text, for example: name = "Replay"

error[metadata/missing-key]: an entry of a team's `supporting` has no `person`
 --> org/teams/growth.toml:1:15
  |
1 | supporting = [{ role = "designer" }]
  |               ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a person's id, for example: person = "cleo"

9 errors

"#]]
    );
}

#[test]
fn a_value_that_cannot_be_is_told_with_what_to_write() {
    assert_data_eq!(
        told_besides(&[
            ("company.toml", "schema = 2\nname = \"X\"\ntimezone = \"Europe/Berln\"\n"),
            (
                "people/cleo.toml",
                "name = \"Cleo\"\ncraft = \"Product Manager\"\nkind = \"product-onwer\"\nmanagement = \
                 1.5\nreports_to = \"Ada L\"\nstarted = \"2026-13-01\"\nleft = 2026-01-01T10:00:00Z\n"
            ),
            ("teams/growth.toml", "name = \"Growth\"\nnotes = \"javascript:alert(1)\"\n"),
            ("ownership.toml", "[[page]]\npattern = \"!x\"\nreview_every = \"90\"\n"),
            ("approvals/7.toml", "landed = \"abc\"\n"),
        ]),
        str![[r#"
error[metadata/wrong-value]: `landed` is `abc`, which is not a commit's id
 --> org/approvals/7.toml:1:10
  |
1 | landed = "abc"
  |          ^^^^^
  |
  = help: write 7 or more hexadecimal digits, as `git log` shows them

error[org/schema]: `schema` is 2, and this program reads schema 1
 --> org/company.toml:1:10
  |
1 | schema = 2
  |          ^
  |
  = help: a newer `handbook` may read it

error[metadata/wrong-value]: `timezone` is `Europe/Berln`, which is not a time zone
 --> org/company.toml:3:12
  |
3 | timezone = "Europe/Berln"
  |            ^^^^^^^^^^^^^^
  |
  = help: did you mean `Europe/Berlin`, `Europe/Dublin` or `Europe/Belgrade`?

error[metadata/wrong-value]: `pattern` is `!x`: a pattern cannot begin with `!`
 --> org/ownership.toml:2:11
  |
2 | pattern = "!x"
  |           ^^^^
  |
  = help: write the pages that are meant; of several patterns the last one wins

error[metadata/wrong-value]: `review_every` is `90`, which is not a number of days, months or years
 --> org/ownership.toml:3:16
  |
3 | review_every = "90"
  |                ^^^^
  |
  = help: write for example "90d", "6 months" or "1 year"

error[metadata/wrong-value]: `craft` is `Product Manager`, which is not a craft's name
 --> org/people/cleo.toml:2:9
  |
2 | craft = "Product Manager"
  |         ^^^^^^^^^^^^^^^^^
  |
  = help: write it in small letters with `-` between words: `product-manager`

error[metadata/wrong-value]: `kind` is `product-onwer`, which it cannot be
 --> org/people/cleo.toml:3:8
  |
3 | kind = "product-onwer"
  |        ^^^^^^^^^^^^^^^
  |
  = help: did you mean `product-owner` or `product-manager`?
          it is one of `product-manager`, `product-owner`, `growth`, `technical`, `platform`

error[metadata/wrong-value]: `management` is 1.5, which is not a share of the whole
 --> org/people/cleo.toml:4:14
  |
4 | management = 1.5
  |              ^^^
  |
  = help: write a number from 0 to 1: 0.3 is three days in ten

error[metadata/wrong-value]: `reports_to` is `Ada L`, which cannot be an id
 --> org/people/cleo.toml:5:14
  |
5 | reports_to = "Ada L"
  |              ^^^^^^^
  |
  = help: ids are of a to z, 0 to 9 and -: did you mean `ada-l`?

error[metadata/wrong-value]: `started` is `2026-13-01`, which is not a day of the calendar
 --> org/people/cleo.toml:6:11
  |
6 | started = "2026-13-01"
  |           ^^^^^^^^^^^^
  |
  = help: write year, month and day, as in 2026-11-01

error[metadata/wrong-value]: `left` is `2026-01-01T10:00:00Z`, which is not a day alone
 --> org/people/cleo.toml:7:8
  |
7 | left = 2026-01-01T10:00:00Z
  |        ^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the day only, as in 2026-11-01

error[metadata/wrong-value]: `notes` is `javascript:alert(1)`, which is not an address in the web
 --> org/teams/growth.toml:2:9
  |
2 | notes = "javascript:alert(1)"
  |         ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it in full, beginning with https://

12 errors

"#]]
    );
}

#[test]
fn a_signing_key_that_cannot_be_is_told_with_what_to_write() {
    let short = Key::new(7).line().replace(" made for a test", "")[..60].to_owned();
    let device = Key::on_device(7).line();
    let certificate = "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAx";
    let rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDX61OE6i62c7lGgfE5JNPzt/RMqw251WdREEmxj0WWxLM6zGKc\
               c9CQ/2wcAoac5ZL/pWWve7vs57GhRNMbbsQMvkfugr9ZB5T4HKpzyvbwcES+VJk4Qu3zoNbW9b5HUctm\
               bDZ2P+QVo/rWyvc5j6gRAPOAB9KrI7jN04251rEt2w==";
    let person = format!(
        "name = \"Cleo\"\ncraft = \"designer\"\nsigning_keys = [\n  \"{device}\",\n  7,\n  \
         \"ada@example.org ssh-ed25519\",\n  \"{short}\",\n  \"{certificate}\",\n  \"{rsa}\",\n  \
         \"-----BEGIN PGP PUBLIC KEY BLOCK-----\",\n  \"-----BEGIN OPENSSH PRIVATE KEY-----\",\n]\n"
    );
    assert_data_eq!(
        told_besides(&[("people/cleo.toml", &person)]),
        str![[r#"
error[metadata/wrong-type]: `signing_keys` wants a list of public SSH keys, and this one is a whole number
 --> org/people/cleo.toml:5:3
  |
5 |   7,
  |   ^
  |
  = help: for example: signing_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKAv1xDfJP+1kRUvypeM/Wc+rq87UbdJMKi6xJkvqLQ1 laptop"]

error[metadata/wrong-value]: `signing_keys` holds something that is not a public SSH key
 --> org/people/cleo.toml:6:3
  |
6 |   "ada@example.org ssh-ed25519",
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the line of the key's `.pub` file: "ssh-ed25519 AAAA… comment"

error[metadata/wrong-value]: `signing_keys` holds a public SSH key that is cut short or has a slip in it
 --> org/people/cleo.toml:7:3
  |
7 |   "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOpKbGPinFIKvvVQexMuxfmV",
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: copy the whole line of the key's `.pub` file

error[metadata/wrong-value]: `signing_keys` holds an SSH certificate, which is not a key
 --> org/people/cleo.toml:8:3
  |
8 |   "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAx",
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the line of the `.pub` file without `-cert` in its name

error[metadata/wrong-value]: `signing_keys` holds a key of the kind `ssh-rsa`, which is not verified
 --> org/people/cleo.toml:9:3
  |
9 |   "ssh-rsa AAAAB3NzaC1yc2EAAAA...6gRAPOAB9KrI7jN04251rEt2w==",
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a key of one of the kinds ssh-ed25519, ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, sk-ssh-ed25519@openssh.com, sk-ecdsa-sha2-nistp256@openssh.com; `ssh-keygen -t ed25519` makes one

error[metadata/wrong-value]: `signing_keys` holds an OpenPGP key
  --> org/people/cleo.toml:10:3
   |
10 |   "-----BEGIN PGP PUBLIC KEY BLOCK-----",
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: commits are known by SSH keys alone: take it out, or write the line of an SSH key's `.pub` file

error[metadata/wrong-value]: `signing_keys` holds a private key
  --> org/people/cleo.toml:11:3
   |
11 |   "-----BEGIN OPENSSH PRIVATE KEY-----",
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: take it out and make a new pair: whoever reads the repository has this one
           what belongs here is the line of its `.pub` file

7 errors

"#]]
    );
}

#[test]
fn what_steers_a_terminal_or_turns_text_around_is_refused_with_its_line() {
    assert_data_eq!(
        told_besides(&[(
            "people/cleo.toml",
            "name = \"Cl\\u001beo\"\ncraft = \"designer\"\ntitle = \"\\u202eoelC\"\n"
        )]),
        str![[r#"
error[metadata/wrong-value]: `name` holds a control character
 --> org/people/cleo.toml:1:8
  |
1 | name = "Cl/u001beo"
  |        ^^^^^^^^^^^^
  |
  = help: take it out

error[metadata/wrong-value]: `title` holds a mark that turns the text around it
 --> org/people/cleo.toml:3:9
  |
3 | title = "/u202eoelC"
  |         ^^^^^^^^^^^^
  |
  = help: take it out; right-to-left words need none

2 errors

"#]]
    );
}

#[test]
fn an_account_is_a_name_and_nothing_beside_it() {
    assert_data_eq!(
        told_besides(&[(
            "people/cleo.toml",
            "name = \"Cleo\"\ncraft = \"designer\"\naccounts = { github = \"cleo @boss\", gitlab = \"c/../d\\n* @boss\" }\n"
        )]),
        str![[r#"
error[metadata/wrong-value]: `github` is `cleo @boss`, which is not an account's name
 --> org/people/cleo.toml:3:23
  |
3 | accounts = { github = "cleo @boss", gitlab = "c/../d/n* @boss" }
  |                       ^^^^^^^^^^^^
  |
  = help: write the name alone: "ada", or "company/replay" for a team

error[metadata/wrong-value]: `gitlab` is `c/../d␊* @boss`, which is not an account's name
 --> org/people/cleo.toml:3:46
  |
3 | accounts = { github = "cleo @boss", gitlab = "c/../d/n* @boss" }
  |                                              ^^^^^^^^^^^^^^^^^
  |
  = help: write the name alone: "ada", or "company/replay" for a team

2 errors

"#]]
    );
}
