//! What `org/` says, read.

use snapbox::{assert_data_eq, str};
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{
    Contact, Date, Forge, Holder, OrgFile, PersonId, ReviewedPage, TeamId, parse,
};
use zola_handbook::ownership::product_manager_of;
use zola_handbook::root::RepoPath;

use crate::support::org::{SOUND, file, human, parsed, told};

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
    assert_eq!(product_manager_of(&org, team).unwrap().value.as_str(), "cleo");

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
fn a_person_is_known_by_account_in_any_case() {
    let (org, _) = parsed(&FULL, Strictness::Today);
    assert_eq!(org.person_by_account(Forge::GitHub, "Ada").unwrap().id.as_str(), "ada");
    assert!(org.person_by_account(Forge::GitLab, "ada").is_none());
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
