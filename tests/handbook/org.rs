//! What `org/` says, and what a person is told where it cannot be read or contradicts itself.

use proptest::prelude::*;
use snapbox::{assert_data_eq, str};
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{
    Contact, Date, Holder, LARGEST, Org, OrgFile, PersonId, ReviewedPage, TeamId, parse,
};
use zola_handbook::root::RepoPath;

use crate::support::org::{SOUND, file, human, parsed, told, told_besides};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_sound_org_is_read_without_a_word() {
    assert_eq!(told(&SOUND), "");
}

#[test]
fn no_org_at_all_is_an_empty_one() {
    let (org, problems) = parsed(&[], Strictness::Today);
    assert!(org.company.is_none() && org.people.is_empty() && problems.is_empty());
}

#[test]
fn every_key_of_every_file_is_read() {
    let (org, problems) = parsed(&FULL, Strictness::Today);
    assert_eq!(human(&problems), "");

    let company = org.company.as_ref().unwrap();
    assert_eq!(company.timezone.as_ref().unwrap().value.name(), "Europe/Berlin");
    assert_eq!(company.goals[0].value, "Every page has an owner");

    let ada = org.person(&PersonId::new("ada").unwrap()).unwrap();
    assert_eq!(ada.management.as_ref().unwrap().value.percent(), 30);
    assert_eq!(ada.started.as_ref().unwrap().value, day("2024-03-01"));
    assert_eq!(ada.left.as_ref().unwrap().value, day("2026-10-31"));
    assert!(!format!("{ada:?}").contains("ada@example.org"), "an address shows in debug output");

    let team = org.team(&TeamId::new("replay").unwrap()).unwrap();
    assert_eq!(team.contact.as_ref().unwrap().value, Contact::Channel("#replay".into()));
    assert_eq!(team.product_managers().next().unwrap().value.as_str(), "cleo");

    let billing = org.features.values().next().unwrap();
    assert!(billing.code[0].paths[0].value.matches("src/billing/deep/x.rs"));
    assert!(!billing.code[0].paths[0].value.matches("src/other.rs"));
    assert_eq!(billing.code.len(), 2);
    let next = billing.next.as_ref().unwrap();
    assert!(next.is_accepted());
    assert!(!next.holds_on(day("2026-12-31")) && next.holds_on(day("2027-01-01")));

    let rule = &org.page_rules[1];
    let owner = rule.owner.as_ref().unwrap();
    assert_eq!(owner.value, Holder::Team(TeamId::new("replay").unwrap()));
    assert_eq!(owner.place.line(), Some(7));
    assert_eq!(rule.review_every.as_ref().unwrap().value.to_string(), "6 months");

    let review = &org.reviews[&ReviewedPage::new("policies/leave.md")];
    assert!(review.commit.as_ref().unwrap().value.names("1f6a2b3c4d5e6f70"));
    assert_eq!(org.approvals[&7].reviews[0].state.value.as_str(), "approved");
}

const FULL: [(&str, &str); 10] = [
    (
        "company.toml",
        "schema = 1\nname = \"Example\"\ngoals = \"Every page has an owner\"\ntimezone = \
         \"Europe/Berlin\"\n",
    ),
    (
        "people/ada.toml",
        "name = \"Ada\"\ncraft = \"engineer\"\ntitle = \"Engineer\"\nreports_to = \
         \"bob\"\nmanagement = 0.3\nemails = [\"ada@example.org\"]\naccounts = { github = \"ada\", \
         gitlab = \"ada.l\" }\nstarted = 2024-03-01\nleft = \"2026-10-31\"\nformerly = \
         [\"ada-l\"]\n",
    ),
    ("people/bob.toml", "name = \"Bob\"\ncraft = \"designer\"\n"),
    ("people/cleo.toml", "name = \"Cleo\"\ncraft = \"product-manager\"\nkind = \"platform\"\n"),
    (
        "teams/replay.toml",
        "name = \"Replay\"\nmission = \"Show\"\nlead = \"ada\"\nmembers = [\"ada\", \
         \"bob\"]\nsupporting = [{ person = \"cleo\", role = \"product-manager\" }]\ncontact = \
         \"#replay\"\ncustomer = \"All\"\ngoals = [\"x\"]\nmetrics = \"y\"\nplanning = \
         \"Mondays\"\nnotes = \"https://example.org/notes\"\naccounts = { github = \"example/replay\" \
         }\nfounded = 2020-01-01\ndissolved = 2030-01-01\nformerly = \"recordings\"\n",
    ),
    (
        "features/billing.toml",
        "name = \"Billing\"\ncaptain = \"ada\"\nteam = \"replay\"\nproduct = \
         \"P\"\nproduct_manager = \"cleo\"\ndecides = \"product-manager\"\naliases = \
         [\"Payments\"]\nlabel = \"area/billing\"\ncontact = \"pay@example.org\"\ncode = \
         [\"src/billing/**\", { repo = \"example/app\", paths = \"billing/**\" }]\ndocs = \
         \"guides/billing.md\"\nstatus = \"beta\"\nformerly = [\"invoices\"]\n\n[next]\ncaptain = \
         \"bob\"\nfrom = 2027-01-01\naccepted = true\n",
    ),
    (
        "ownership.toml",
        "[[page]]\npattern = \"*\"\nowner = \"bob\"\n\n[[page]]\npattern = \"/policies/\"\nowner = \
         \"replay\"\nkind = \"policy\"\nreview_every = \"6 months\"\n",
    ),
    ("reviews/policies/leave.toml", "date = 2026-10-01\nby = \"ada\"\ncommit = \"1F6A2B3C\"\n"),
    (
        "approvals/7.toml",
        "landed = \"1f6a2b3c4d5e6f708192a3b4c5d6e7f801234567\"\nauthor = \"ada\"\nmerged_by = \
         \"bob\"\nurl = \"https://example.org/pull/7\"\n[[reviews]]\nby = \"bob\"\nstate = \
         \"approved\"\nat = 2026-10-01T09:30:00Z\ncommit = \"1f6a2b3c\"\n",
    ),
    ("README.md", "About this folder.\n"),
];

#[test]
fn what_nobody_holds_is_a_gap_and_no_mistake() {
    let gaps = [
        ("company.toml", "schema = 1\nname = \"Example\"\n"),
        ("people/ada.toml", "name = \"Ada\"\n"),
        ("teams/replay.toml", "name = \"Replay\"\n"),
        ("features/billing.toml", "name = \"Billing\"\n"),
        ("ownership.toml", "[[page]]\npattern = \"*\"\n"),
    ];
    assert_eq!(told(&gaps), "");
}

#[test]
fn who_left_or_has_not_begun_is_not_current() {
    let files = [("people/ada.toml", "name = \"Ada\"\nstarted = 2024-03-01\nleft = 2026-10-31\n")];
    let (org, _) = parsed(&files, Strictness::Today);
    let ada = org.people.values().next().unwrap();
    assert!(!ada.is_current_on(day("2024-02-29")));
    assert!(ada.is_current_on(day("2024-03-01")));
    assert!(ada.is_current_on(day("2026-10-30")));
    assert!(!ada.is_current_on(day("2026-10-31")), "at the end of the day of leaving she is gone");
}

#[test]
fn a_person_is_known_by_address_and_account_in_any_case() {
    let (org, _) = parsed(&FULL, Strictness::Today);
    let email = zola_handbook::email::Email::new("ADA@example.org");
    assert_eq!(org.person_by_email(&email).unwrap().id.as_str(), "ada");
    assert_eq!(org.person_by_github("Ada").unwrap().id.as_str(), "ada");
    assert!(org.person_by_gitlab("ada").is_none());
}

#[test]
fn the_organisation_is_looked_up_from_every_side() {
    let (org, _) = parsed(&FULL, Strictness::Today);
    let (ada, bob) = (PersonId::new("ada").unwrap(), PersonId::new("bob").unwrap());
    let cleo = PersonId::new("cleo").unwrap();
    let replay = TeamId::new("replay").unwrap();
    let names = |people: Vec<&str>| people.join(" ");
    let team = org.team(&replay).unwrap();
    assert_eq!(names(org.members(team).map(|one| one.name.value.as_str()).collect()), "Ada Bob");
    assert_eq!(names(org.teams_of(&ada).map(|one| one.id.as_str()).collect()), "replay");
    assert_eq!(org.supports(&cleo).next().unwrap().1.role.value, "product-manager");
    assert_eq!(names(org.features_of(&replay).map(|one| one.id.as_str()).collect()), "billing");
    assert_eq!(names(org.captain_of(&ada).map(|one| one.id.as_str()).collect()), "billing");
    assert_eq!(names(org.reports_of(&bob).map(|one| one.id.as_str()).collect()), "ada");
    assert_eq!(org.holder("replay"), Some(Holder::Team(replay)));
    assert_eq!(org.holder("nobody"), None);
}

#[test]
fn a_contact_leads_only_where_a_link_is_safe() {
    let link = |text: &str| Contact::new(text).link();
    assert_eq!(link("https://example.org/chat").as_deref(), Some("https://example.org/chat"));
    assert_eq!(link("help@example.org").as_deref(), Some("mailto:help@example.org"));
    assert_eq!(link("mailto:help@example.org").as_deref(), Some("mailto:help@example.org"));
    for text in [
        "#replay",
        "ask Ada",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://a\"onclick=x",
        "a@b?subject=x&bcc=c@d.e",
        "@ada",
        "a@b@c.d",
    ] {
        assert_eq!(link(text), None, "{text}");
        assert_eq!(Contact::new(text).as_str(), text);
    }
}

#[test]
fn a_mistake_is_told_in_a_line_however_long_the_value_is() {
    let text = format!("name = \"A\"\ncraft = \"{}\"\n", "x ".repeat(100_000));
    let (_, problems) = parsed(&[("people/ada.toml", &text)], Strictness::Today);
    let message = &problems.iter().next().unwrap().message;
    assert_eq!(message.chars().count(), 1_001);
    assert!(human(&problems).len() < 4_000);
}

#[test]
fn old_metadata_is_understood_as_far_as_it_goes() {
    let old = [
        ("people/ada.toml", "nickname = \"A\"\ncraft = 3\nreports_to = \"gone\"\n"),
        ("people/Bob B.toml", "name = \"Bob\"\n"),
        (
            "features/billing.toml",
            "captain = \"gone\"\nteam = [\"x\"]\n[next]\ncaptain = \"ada\"\n",
        ),
        (
            "ownership.toml",
            "[[page]]\npattern = \"*\"\nowner = \"gone\"\n[[page]]\nowner = \"x\"\n",
        ),
        ("teams/half.toml", "name = \"Half\"\nmembers = [\n"),
        ("notes.txt", "x"),
    ];
    let (org, problems) = parsed(&old, Strictness::Past);
    let ada = &org.people[&PersonId::new("ada").unwrap()];
    assert_eq!(ada.name.value, "ada");
    assert!(ada.craft.is_none());
    let billing = org.features.values().next().unwrap();
    assert_eq!(billing.captain.as_ref().unwrap().value.as_str(), "gone");
    assert!(billing.team.is_none());
    assert_eq!(org.page_rules.len(), 1);
    assert!(org.page_rules[0].owner.is_none());
    assert_eq!(org.teams[&TeamId::new("half").unwrap()].name.value, "Half");
    assert_data_eq!(
        human(&problems),
        str![[r#"
note[metadata/syntax]: this is not TOML: unclosed array, expected `]`
 --> org/teams/half.toml:2:12
  |
2 | members = [
  |            ^

1 note

"#]]
    );
}

#[test]
fn the_order_of_files_changes_nothing() {
    let told_in = |mut files: Vec<OrgFile>, turn: usize| {
        files.rotate_left(turn);
        let (org, problems) = parse(&RepoPath::new("org").unwrap(), files, Strictness::Today);
        (format!("{org:?}"), human(&problems))
    };
    let files: Vec<_> = FULL
        .iter()
        .chain(&[("people/dan.toml", "nam = 1\n"), ("x.txt", "x")])
        .map(|(path, text)| file(path, text.as_bytes()))
        .collect();
    let first = told_in(files.clone(), 0);
    for turn in 1..files.len() {
        assert_eq!(told_in(files.clone(), turn), first);
    }
}

// What a person is told, mistake by mistake.

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
          the keys of a feature are `name`, `captain`, `team`, `product`, `product_manager`, `decides`, `aliases`, `label`, `contact`, `code`, `docs`, `status`, `next`, `formerly`

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

#[test]
fn a_file_whose_name_cannot_be_an_id_is_told_with_one_that_can() {
    assert_data_eq!(
        told_besides(&[
            ("people/Cleo Zed.toml", "name = \"C\"\n"),
            ("teams/日本.toml", "name = \"N\"\n"),
            ("features/x.TOML", "name = \"X\"\n"),
            ("approvals/007.toml", "x = 1\n"),
            ("approvals/seven.toml", "x = 1\n"),
        ]),
        str![[r#"
error[org/bad-id]: `007` is not the number of a pull request
--> org/approvals/007.toml
 = help: a file of org/approvals/ is called by that number: 7.toml

error[org/bad-id]: `seven` is not the number of a pull request
--> org/approvals/seven.toml
 = help: a file of org/approvals/ is called by that number: 7.toml

error[org/bad-name]: `x.TOML` is not read, since its ending is not `.toml` in small letters
--> org/features/x.TOML
 = help: rename it to x.toml

error[org/bad-id]: `Cleo Zed`, the name of this file, cannot be an id
--> org/people/Cleo Zed.toml
 = help: ids are of a to z, 0 to 9 and -: rename the file to cleo-zed.toml

error[org/bad-id]: `日本`, the name of this file, cannot be an id
--> org/teams/日本.toml
 = help: ids are of a to z, 0 to 9 and -

5 errors

"#]]
    );
}

#[test]
fn ids_that_differ_only_in_capitals_are_told_as_one_person_twice() {
    assert_data_eq!(
        told_besides(&[("people/Ada.toml", "name = \"Ada\"\n")]),
        str![[r#"
error[org/bad-id]: `Ada.toml` and `ada.toml` differ only in capitals, so they would be one
--> org/people/Ada.toml
 |
note: the other one is here
--> org/people/ada.toml
help: keep one of the two files

1 error

"#]]
    );
}

#[test]
fn a_stray_file_is_warned_of_and_not_read() {
    assert_data_eq!(
        told_besides(&[
            ("notes.txt", "x"),
            ("person/x.toml", "x"),
            ("people/photo.png", "x"),
            ("people/old/x.toml", "x"),
            ("ownreship.toml", "x"),
            (".gitkeep", ""),
            ("people/.gitkeep", ""),
        ]),
        str![[r#"
warning[org/stray-file]: `notes.txt` is not a file of org/, so it is not read
--> org/notes.txt
 = help: the files of org/ itself are company.toml and ownership.toml

warning[org/stray-file]: `ownreship.toml` is not a file of org/, so it is not read
--> org/ownreship.toml
 = help: did you mean `ownership.toml`?

warning[org/stray-file]: org/people/ has no folders in it, so this is not read
--> org/people/old/x.toml
 = help: put it into org/people/ itself

warning[org/stray-file]: `photo.png` is not a TOML file, so it is not read
--> org/people/photo.png
 = help: rename it so that it ends with .toml, or move it out of org/

warning[org/stray-file]: `person/` is not a folder of org/, so this is not read
--> org/person/x.toml
 = help: the folders of org/ are people/, teams/, features/, reviews/, approvals/

5 warnings

"#]]
    );
}

#[test]
fn a_file_where_a_folder_is_wanted_is_told() {
    assert_data_eq!(
        told_besides(&[("features", "x")]),
        str![[r#"
error[org/file-for-folder]: `features` is a file, and a folder is wanted there
--> org/features
 = help: make it a folder that holds one file for each of the features

1 error

"#]]
    );
}

#[test]
fn files_that_hold_no_text_are_told_and_their_ids_stay_known() {
    let mut files: Vec<_> = SOUND.iter().map(|(path, text)| file(path, text.as_bytes())).collect();
    files.push(file("people/empty.toml", b" \n\t"));
    files.push(file("people/latin.toml", b"# a\nname = \"Ren\xe9\"\n"));
    files.push(file("teams/large.toml", &vec![b'#'; usize::try_from(LARGEST).unwrap() + 1]));
    files.push(file(
        "features/login.toml",
        b"name = \"Login\"\ncaptain = \"latin\"\nteam = \"large\"\nproduct_manager = \"empty\"\n",
    ));
    let (org, problems) = parse(&RepoPath::new("org").unwrap(), files, Strictness::Today);
    assert_eq!(org.people.len(), 2);
    assert_data_eq!(
        human(&problems),
        str![[r#"
error[org/empty-file]: this file is empty
--> org/people/empty.toml
 = help: write what it is about, or remove it

error[org/not-utf8]: line 2 is not UTF-8 text: it holds the byte 0xe9
--> org/people/latin.toml
 = help: save the file as UTF-8

error[org/too-large]: this is larger than 1024 KiB, so it is not read
--> org/teams/large.toml
 = help: see whether it is the file that you meant

3 errors

"#]]
    );
}

#[test]
fn a_long_line_is_cut_around_what_is_wrong() {
    let many = "\"ada\", ".repeat(40);
    let more = many.repeat(20);
    let text = format!("name = \"Growth\"\ngoals = [{many} 7, {many}]\nmetrics = [{more} 8]\n");
    let (_, problems) = parsed(&[("teams/growth.toml", &text)], Strictness::Today);
    let wrong = problems.into_iter().filter(|one| one.code == "metadata/wrong-type").collect();
    assert_data_eq!(
        human(&wrong),
        str![[r#"
error[metadata/wrong-type]: `goals` wants a text or a list of texts, and this one is a whole number
 --> org/teams/growth.toml:2:291
  |
2 | ...", "ada", "ada", "ada", "ada", "ada",  7, "ada", "ada", "ada", "ada", "ada", "ad...
  |                                           ^
  |
  = help: for example: goals = ["Half the load time"]

error[metadata/wrong-type]: `metrics` wants a text or a list of texts, and this one is a whole number
  |
3 | ...", "ada", "ada", "ada", "ada", "ada",  8]
  |                                           ^
  |
  = note: org/teams/growth.toml:3:5613 is a long line
  = help: for example: metrics = ["Load time at the 95th percentile"]

2 errors

"#]]
    );
}

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
