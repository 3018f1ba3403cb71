//! A small company with a handbook in git: what most tests of the whole program publish.

use std::path::Path;

use super::repo::Repo;

/// What git's addresses and `emails` hold, and no written file may.
pub const ADDRESSES: [&str; 4] =
    ["ada@git.example", "ada@home.example", "grace@git.example", "stranger@git.example"];

/// A Zola site with `org/`: three people, two teams, two features, pages in two folders, and a
/// history of five commits by three hands, on GitHub.
pub fn repository() -> Repo {
    let mut repo = Repo::new();
    repo.git(&["remote", "add", "origin", "git@github.com:example/handbook.git"]);
    repo.commit_as("Ada <ada@git.example>", "Say what we are (ada@git.example)", &FIRST);
    repo.commit_as(
        "Grace <grace@git.example>",
        "Write down pay\n\nCo-authored-by: Ada <ada@home.example>",
        &[("content/people/pay.md", Some(PAY))],
    );
    repo.commit_as(
        "A *stranger* &lt; {{ x }} <stranger@git.example>",
        "<script>alert(1)</script> & {{ config.title }} {% raw %} +++",
        &[("content/people/leave.md", Some("+++\ntitle = \"Leave\"\n+++\n\nTwenty days.\n"))],
    );
    repo.commit_as(
        "Ada <ada@home.example>",
        "Pay by the fifth",
        &[("content/people/pay.md", Some(&PAY.replace("the first", "the fifth")))],
    );
    let moved = "+++\ntitle = \"Leave\"\n+++\n\nTwenty-five days.\n";
    repo.commit_as(
        "Grace <grace@git.example>",
        "Call leave time off",
        &[("content/people/leave.md", None), ("content/people/time-off.md", Some(moved))],
    );
    repo
}

/// Commits a change of one file on top.
pub fn commit(repo: &mut Repo, path: &str, text: &str) {
    repo.commit_as("Ada <ada@git.example>", "Change", &[(path, Some(text))]);
}

/// The text of a file of the handbook.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

const PAY: &str = "\
+++
title = \"Pay\"
[extra.handbook]
kind = \"policy\"
review_every = \"1 year\"
+++

# When

Everybody is paid by the first of the month.

# How much

The [front page](@/_index.md#who-we-are) says who we are.
";

const FIRST: [(&str, Option<&str>); 13] = [
    ("zola.toml", Some("title = \"Engines\"\n\n[extra.handbook]\n")),
    (
        "content/_index.md",
        Some(
            "+++\ntitle = \"Engines\"\n+++\n\n## Who we are\n\nSee [pay](@/people/pay.md#when).\n",
        ),
    ),
    ("content/people/_index.md", Some("+++\ntitle = \"People\"\nsort_by = \"title\"\n+++\n")),
    ("content/alone.md", Some("+++\ntitle = \"Nobody's page\"\n+++\n\nNobody owns this.\n")),
    (
        "org/company.toml",
        Some("schema = 1\nname = \"Analytical Engines\"\ngoals = [\"Tables without errors.\"]\n"),
    ),
    (
        "org/people/ada.toml",
        Some(
            "name = \"Ada Lovelace\"\ncraft = \"engineer\"\nemails = [\"ada@git.example\", \"ada@home.example\"]\nstarted = 2020-01-06\n",
        ),
    ),
    (
        "org/people/grace.toml",
        Some(
            "name = \"Grace Hopper\"\ncraft = \"engineer\"\nemails = [\"grace@git.example\"]\nreports_to = \"ada\"\n",
        ),
    ),
    (
        "org/people/karen.toml",
        Some(
            "name = \"Karen Spärck Jones\"\ncraft = \"product-manager\"\nkind = \"product-manager\"\n",
        ),
    ),
    (
        "org/teams/engine.toml",
        Some(
            "name = \"Engine\"\nmission = \"Run the mill.\"\nlead = \"ada\"\nmembers = [\"ada\", \"grace\"]\nsupporting = [{ person = \"karen\", role = \"product manager\" }]\ncontact = \"#engine\"\n",
        ),
    ),
    (
        "org/teams/paper.toml",
        Some(
            "name = \"Paper\"\nmission = \"Keep the books.\"\nlead = \"karen\"\nmembers = [\"karen\"]\ncontact = \"https://chat.example/paper\"\n",
        ),
    ),
    (
        "org/features/billing.toml",
        Some(
            "name = \"Billing\"\ncaptain = \"grace\"\nteam = \"engine\"\ndocs = \"https://docs.example/billing\"\n",
        ),
    ),
    ("org/features/mill.toml", Some("name = \"The mill\"\nteam = \"engine\"\n")),
    (
        "org/ownership.toml",
        Some(
            "[[page]]\npattern = \"/people/**\"\nowner = \"paper\"\nkind = \"guide\"\n\n[[page]]\npattern = \"/_index.md\"\nowner = \"ada\"\n",
        ),
    ),
];
