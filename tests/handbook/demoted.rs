//! Pages that stop to be policies, or begin to be: what a gate on policies and a comment make of them.

use crate::support::company::{read, repository};
use crate::support::program::{Ran, TODAY, handbook};
use crate::support::repo::Repo;

const GRACE: &str = "Grace <grace@git.example>";
const PAY: &str = "content/people/pay.md";

/// A branch off a published one, with this change by somebody who does not own the page.
fn branch(path: &str, text: Option<&str>) -> Repo {
    let mut repo = repository();
    repo.git(&["branch", "base"]);
    repo.commit_as(GRACE, "Change", &[(path, text)]);
    repo
}

/// The page of pay as another kind, or none.
fn pay_as(kind: &str) -> String {
    let text = read(&repository().path().join(PAY));
    text.replace("kind = \"policy\"\nreview_every = \"1 year\"\n", kind)
}

fn asked(repo: &Repo, question: &[&str]) -> Ran {
    handbook(question).inside(repo.path()).on(TODAY).run()
}

/// What a request must pass that wants every change of a policy to be agreed to by its owner.
fn gate(repo: &Repo) -> Ran {
    let question = ["audit", "--base", "base", "--kind", "policy"];
    asked(repo, &[&question[..], &["--deny", "unapproved", "--deny", "unknown"]].concat())
}

fn comment(repo: &Repo) -> String {
    asked(repo, &["audit", "--base", "base", "--format", "markdown"]).stdout
}

#[test]
fn a_policy_that_a_branch_deletes_does_not_pass_the_gate() {
    let repo = branch(PAY, None);
    let ran = gate(&repo);
    assert_eq!(ran.status, 1, "{ran}");
    assert!(ran.stdout.contains("content/people/pay.md  removed"), "{ran}");
    let told = comment(&repo);
    assert!(told.contains("**1 policy changes in meaning.**"), "{told}");
}

#[test]
fn a_policy_that_a_branch_calls_something_else_does_not_pass_the_gate() {
    for (kind, words) in [
        ("kind = \"note\"\n", "no longer a policy, now a note"),
        // The rules of ownership.toml call what is below people a guide.
        ("", "no longer a policy, now a guide"),
    ] {
        let repo = branch(PAY, Some(&pay_as(kind)));
        let ran = gate(&repo);
        assert_eq!(ran.status, 1, "{ran}");
        assert!(ran.stdout.contains(words), "{ran}");
        let told = comment(&repo);
        assert!(told.contains("**1 policy changes in meaning.**"), "{told}");
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn a_policy_that_takes_its_kind_away_does_not_pass_a_gate_on_changes_of_meaning() {
    let bare = "content/bare.md";
    let text = "+++\ntitle = \"Bare\"\n[extra.handbook]\nkind = \"policy\"\n+++\n\nWe ask first.\n";
    let mut repo = repository();
    repo.commit_as(GRACE, "Write", &[(bare, Some(text))]);
    repo.git(&["branch", "base"]);
    let freed = text.replace("kind = \"policy\"\n", "");
    repo.commit_as(GRACE, "Free", &[(bare, Some(&freed))]);
    let gate = ["audit", "--base", "base", "--kind", "policy", "--class", "meaning"];
    let ran = asked(&repo, &[&gate[..], &["--deny", "unknown", "--deny", "unapproved"]].concat());
    assert_eq!((ran.status, ran.stdout.as_str()), (1, "Nothing changed.\n"), "{ran}");
    let why = "content/bare.md: its own front matter turns policy into no kind: unknown\n";
    assert_eq!(ran.stderr, why, "{ran}");
}

#[test]
fn a_page_that_becomes_a_policy_is_told_as_one() {
    let text =
        "+++\ntitle = \"Leave\"\n[extra.handbook]\nkind = \"policy\"\n+++\n\nTwenty-five days.\n";
    let repo = branch("content/people/time-off.md", Some(text));
    assert_eq!(gate(&repo).status, 1);
    let told = comment(&repo);
    assert!(told.contains("**1 policy changes in meaning.**"), "{told}");
    assert!(told.contains("no longer a guide, now a policy"), "{told}");
}

#[test]
fn pages_that_a_rule_makes_another_kind_are_told_though_no_word_of_them_changes() {
    let repo = branch("org/ownership.toml", Some(BINDING));
    let told = comment(&repo);
    assert!(told.contains("**2 pages would bind, or bind no more, by a rule.**\n\n"), "{told}");
    let leave = "- Leave (<code>content/people/time-off.md</code>): guide → **policy**, owned by **Paper**\n";
    assert!(told.contains(leave), "{told}");
    assert!(!told.contains("pay.md"), "{told}");
    let ran = gate(&repo);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, "Nothing changed.\n"), "{ran}");
    assert!(
        ran.stderr.contains("content/people/time-off.md: a rule turns guide into policy: unknown"),
        "{ran}"
    );
    // Who only wants to know of what nobody approved is told of no rule.
    let ran = asked(&repo, &["audit", "--base", "base", "--deny", "unapproved"]);
    assert_eq!(ran.status, 0, "{ran}");
}

/// `ownership.toml` of the company, where its rule for people makes policies of what is below it.
const BINDING: &str = "[[page]]\npattern = \"/people/**\"\nowner = \"paper\"\nkind = \"policy\"\n\n\
                       [[page]]\npattern = \"/_index.md\"\nowner = \"ada\"\n";

#[test]
fn a_gate_stays_shut_where_the_branch_keeps_the_handbook_from_being_read() {
    let mut repo = branch("org/ownership.toml", Some(BINDING));
    let broken = Some("name = \"The mill\"\ncaptain = \"nobody-here\"\n");
    repo.commit_as(GRACE, "Break", &[("org/features/mill.toml", broken)]);
    let ran = gate(&repo);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, "Nothing changed.\n"), "{ran}");
    let why = "what rules make of other pages is unknown while this cannot be read; mend it and ask \
               again:\n  org/features/mill.toml:2: `captain` names `nobody-here`, and nobody has that \
               id\n";
    assert!(ran.stderr.ends_with(why), "{ran}");
    let ran = asked(&repo, &["audit", "--base", "base", "--deny", "unapproved"]);
    assert_eq!(ran.status, 0, "{ran}");
}

#[test]
fn a_gate_stays_shut_whatever_form_the_account_has() {
    let repo = branch("org/ownership.toml", Some(BINDING));
    let (pack, template) = (repo.beside("pack"), repo.beside("count.txt"));
    std::fs::write(&template, "{{ changes | length }}").unwrap();
    for form in [
        &["--pack", pack.to_str().unwrap()][..],
        &["--template", template.to_str().unwrap()],
        &["--format", "json"],
        &["--format", "csv"],
        &["--format", "markdown"],
    ] {
        let question = ["audit", "--base", "base", "--deny", "unknown"];
        let ran = asked(&repo, &[&question[..], form].concat());
        assert_eq!(ran.status, 1, "{form:?}: {ran}");
        assert!(ran.stderr.contains("time-off.md: a rule turns guide into policy"), "{ran}");
    }
}

#[test]
fn what_a_page_says_of_itself_is_no_rules_doing_however_narrow_the_question() {
    let narrow = |repo: &Repo, options: &[&str]| {
        let question = ["audit", "--base", "base", "--deny", "unknown"];
        asked(repo, &[&question[..], options].concat())
    };
    let repo = branch(PAY, Some(&pay_as("kind = \"note\"\n")));
    let ran = narrow(&repo, &["--class", "spelling"]);
    let its_own = "content/people/pay.md: its own front matter turns policy into note: unknown\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (1, its_own), "{ran}");
    let ran = narrow(&repo, &["--class", "spelling", "--page", "content/alone.md"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran}");
    let comment =
        asked(&repo, &["audit", "--base", "base", "--class", "spelling", "--format", "markdown"]);
    assert!(!comment.stdout.contains("by a rule"), "{comment}");
    let told = "**1 page would bind, or bind no more, by front matter.**\n\n- Pay (";
    assert!(comment.stdout.contains(told), "{comment}");
    // What the account tells is not said twice.
    let ran = narrow(&repo, &[]);
    assert!(!ran.stderr.contains("front matter"), "{ran}");

    // What a rule does is told of the pages that are asked for, under the names that they have now.
    let mut repo = branch("org/ownership.toml", Some(BINDING));
    let leave = read(&repo.path().join("content/people/time-off.md"));
    let moved = [("content/people/time-off.md", None), ("content/people/rest.md", Some(&*leave))];
    repo.commit_as(GRACE, "Move", &moved);
    for (options, status) in [
        (&["--class", "spelling"][..], 1),
        (&["--class", "spelling", "--team", "paper"], 1),
        (&["--class", "spelling", "--team", "engine"], 0),
        (&["--class", "spelling", "--person", "ada"], 0),
        (&["--class", "spelling", "--feature", "billing"], 0),
        (&["--class", "spelling", "--page", "content/people/rest.md"], 1),
        (&["--class", "spelling", "--page", "content/alone.md"], 0),
        (&["--class", "spelling", "--kind", "note"], 0),
    ] {
        let ran = narrow(&repo, options);
        assert_eq!(ran.status, status, "{options:?}: {ran}");
        let told = "content/people/rest.md: a rule turns guide into policy: unknown\n";
        assert_eq!(ran.stderr.contains(told), status == 1, "{options:?}: {ran}");
    }
}

#[test]
fn no_change_that_its_owner_agreed_to_lets_a_rule_through() {
    let mut repo = repository();
    repo.git(&["branch", "base"]);
    let typo = read(&repo.path().join(PAY)).replace("Everybody", "Everyone");
    let typo = typo.replace("kind = \"policy\"\n", "");
    repo.commit_as(GRACE, "Begin", &[(PAY, Some(&typo))]);
    repo.git(&["branch", "--force", "base"]);
    // Karen is of the team that owns the page.
    let karen = "Karen <karen@git.example>";
    let more = typo.replace("Everyone", "Everybody");
    repo.commit_as(karen, "Say it as before", &[(PAY, Some(&more))]);
    let rules = "[[page]]\npattern = \"/people/**\"\nowner = \"paper\"\nkind = \"note\"\n\n\
                 [[page]]\npattern = \"/_index.md\"\nowner = \"ada\"\n";
    repo.commit_as(GRACE, "Bind nobody", &[("org/ownership.toml", Some(rules))]);
    let ran = asked(&repo, &["audit", "--base", "base", "--page", PAY, "--deny", "unknown"]);
    assert_eq!(ran.status, 1, "{ran}");
    assert!(ran.stderr.contains("content/people/pay.md: a rule turns guide into note"), "{ran}");
}

#[test]
fn a_page_that_moves_to_where_a_rule_names_another_owner_is_told_as_handed_over() {
    let rules = "[[page]]\npattern = \"/people/**\"\nowner = \"paper\"\nkind = \"guide\"\n\n\
                 [[page]]\npattern = \"/_index.md\"\nowner = \"ada\"\n\n\
                 [[page]]\npattern = \"/notes/**\"\nowner = \"engine\"\n";
    let mut repo = repository();
    repo.git(&["branch", "base"]);
    let pay = read(&repo.path().join(PAY));
    repo.commit_as(
        GRACE,
        "Move",
        &[(PAY, None), ("content/notes/pay.md", Some(&pay)), ("org/ownership.toml", Some(rules))],
    );
    let told = comment(&repo);
    assert!(told.contains("- Pay, owner: Paper → **Engine**\n"), "{told}");
}

#[test]
fn an_account_of_a_time_in_which_rules_changed_says_where_to_look_for_what_they_did() {
    let rules = "[[page]]\npattern = \"/people/**\"\nowner = \"paper\"\nkind = \"note\"\n";
    let mut repo = branch("org/ownership.toml", Some(rules));
    let note = "note: org/ownership.toml changed in this time, and with it perhaps who owns a page or \
                whether it binds; --pack DIR says which did\n";
    let told = |repo: &Repo, since: &str| asked(repo, &["audit", "--since", since]).stderr;
    assert_eq!(told(&repo, "base"), note);
    assert_eq!(told(&repo, "HEAD"), "");
    repo.commit_as(GRACE, "Say", &[("content/people/say.md", Some("+++\n+++\n\nSay.\n"))]);
    assert_eq!(told(&repo, "HEAD~1"), "");
    assert_eq!(told(&repo, "HEAD~2"), note);
    // Of all that there ever was, a beginning without rules says nothing.
    assert_eq!(asked(&repo, &["audit"]).stderr, "");
}

#[test]
fn the_rules_that_changed_are_named_from_the_repositorys_root() {
    let mut repo = Repo::new();
    let config = "base_url = \"https://engines.example\"\ntitle = \"Engines\"\n";
    let page = "+++\ntitle = \"Pay\"\n+++\n\nPay.\n";
    let rules = |kind: &str| format!("[[page]]\npattern = \"/**\"\nkind = \"{kind}\"\n");
    let files = [
        ("site/config.toml", Some(config)),
        ("site/content/pay.md", Some(page)),
        ("site/org/ownership.toml", Some(&*rules("policy"))),
    ];
    repo.commit_as(GRACE, "Begin", &files);
    repo.git(&["branch", "base"]);
    repo.commit_as(GRACE, "Free", &[("site/org/ownership.toml", Some(&rules("note")))]);
    let question = ["audit", "--since", "base"];
    let ran = handbook(&question).inside(&repo.path().join("site")).on(TODAY).run();
    assert!(ran.stderr.starts_with("note: site/org/ownership.toml changed in this time"), "{ran}");
}

#[test]
fn pages_that_change_places_are_each_told_by_the_owner_that_each_had() {
    let page = |title: &str, owner: &str, words: &str| {
        format!(
            "+++\ntitle = \"{title}\"\n[extra.handbook]\nowner = \"{owner}\"\n+++\n\n{}\n",
            format!("What we hold of {words}. ").repeat(12)
        )
    };
    let one = "content/notes/one.md";
    let two = "content/notes/two.md";
    let three = "content/notes/west.md";
    let mut repo = repository();
    repo.commit_as(
        GRACE,
        "Write",
        &[
            (one, Some(&page("Ink", "paper", "ink and nibs"))),
            (two, Some(&page("Steam", "engine", "steam, coal"))),
        ],
    );
    repo.git(&["branch", "base"]);
    // Each goes where the next one was, one commit after the other; the first changes hands as well.
    repo.commit_as(
        GRACE,
        "Move steam",
        &[(two, None), (three, Some(&page("Steam", "engine", "steam, coal")))],
    );
    repo.commit_as(
        GRACE,
        "Move ink",
        &[(one, None), (two, Some(&page("Ink", "ada", "ink and nibs")))],
    );
    let told = comment(&repo);
    assert!(told.contains("- Ink, owner: Paper → **Ada"), "{told}");
    assert!(!told.contains("- Steam, owner"), "{told}");

    // A page that comes where another one was takes nothing from it.
    repo.git(&["branch", "--force", "base"]);
    repo.commit_as(
        GRACE,
        "Move ink back",
        &[(two, None), (one, Some(&page("Ink", "ada", "ink and nibs")))],
    );
    repo.commit_as(GRACE, "Paint", &[(two, Some(&page("Paint", "engine", "paint, brushes")))]);
    let told = comment(&repo);
    assert!(!told.contains(", owner: "), "{told}");
}

#[test]
fn what_was_a_policy_when_it_changed_is_found_by_its_kind_and_said_once() {
    let mut repo = repository();
    repo.commit_as(GRACE, "Bind nobody", &[(PAY, Some(&pay_as("kind = \"note\"\n")))]);
    let later = pay_as("kind = \"note\"\n").replace("the fifth", "the ninth");
    repo.commit_as(GRACE, "Pay by the ninth", &[(PAY, Some(&later))]);
    let ran = asked(&repo, &["log", PAY, "--kind", "policy", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap();
    let subjects: Vec<_> = changes.iter().map(|one| one["subject"].as_str().unwrap()).collect();
    assert_eq!(subjects, ["Bind nobody", "Pay by the fifth", "Write down pay"]);
    let kinds =
        |one: &serde_json::Value| [&one["kind_before"], &one["kind_after"]].map(Clone::clone);
    assert_eq!(kinds(&changes[0]), ["policy", "note"]);
    for other in &changes[1..] {
        assert!(kinds(other).iter().all(serde_json::Value::is_null), "{other}");
    }
}

#[test]
fn a_deleted_policy_keeps_its_kind_in_an_account() {
    let mut repo = repository();
    repo.commit_as(GRACE, "Pay nobody", &[(PAY, None)]);
    let ran = asked(&repo, &["audit", "--kind", "policy", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap();
    assert!(changes.iter().all(|one| one["kind"] == "policy"), "{report}");
    assert_eq!(changes.len(), 3, "{report}");
}
