//! A small company whose features change hands: what `who` and its kin are asked about.

use super::days::{Days, Made};

/// Ada's address in git, which her file names.
pub const ADA: &str = "Ada <ada@example.org>";
/// Grace's.
pub const GRACE: &str = "Grace <grace@example.org>";

/// Mary's.
pub const MARY: &str = "Mary <mary@example.org>";

/// Three makers and a product manager on one team, two features, three pages; Grace took billing
/// over from Ada on 1 March 2024, and Katherine takes it over on 1 July 2025.
pub fn company() -> Made {
    let billing = |captain: &str, more: &str| {
        format!("name = \"Billing\"\ncaptain = \"{captain}\"\nteam = \"replay\"\n{more}")
    };
    let next = "next = { captain = \"grace\", from = 2024-03-01, accepted = true }\n";
    Days::new()
        .on(
            "2024-01-10",
            ADA,
            &[
                ("zola.toml", Some("title = \"Small\"\n")),
                ("org/company.toml", Some("schema = 1\nname = \"Small\"\n")),
                ("org/people/ada.toml", Some(&person("Ada", "engineer", "started = 2023-05-02\n"))),
                ("org/people/grace.toml", Some(&person("Grace", "engineer", ""))),
                ("org/people/katherine.toml", Some(&person("Katherine", "data", ""))),
                ("org/people/mary.toml", Some(&person("Mary", "product-manager", ""))),
                ("org/teams/replay.toml", Some(REPLAY)),
                ("org/features/billing.toml", Some(&billing("ada", "label = \"area/billing\"\n"))),
                ("org/features/search.toml", Some(SEARCH)),
                (
                    "org/ownership.toml",
                    Some("[[page]]\npattern = \"/people/\"\nowner = \"mary\"\n"),
                ),
                ("content/_index.md", Some("+++\ntitle = \"Home\"\n+++\n")),
                ("content/people/_index.md", Some("+++\ntitle = \"People\"\n+++\n")),
                ("content/people/pay.md", Some(PAY)),
                ("src/search/index.rs", Some("// found\n")),
                ("src/main.rs", Some("// begun\n")),
            ],
        )
        .merged(
            ("2024-02-03", GRACE),
            ("2024-02-05", ADA),
            &[("org/features/billing.toml", Some(&billing("ada", next)))],
        )
        .on(
            "2024-03-20",
            ADA,
            &[("org/features/billing.toml", Some(&billing("grace", "aliases = [\"invoices\"]\n")))],
        )
        .on(
            "2025-05-05",
            ADA,
            &[(
                "org/features/billing.toml",
                Some(&billing(
                    "grace",
                    "aliases = [\"invoices\"]\nlabel = \"area/billing\"\ncontact = \"#billing\"\n\
                     next = { captain = \"katherine\", from = 2025-07-01, accepted = true }\n",
                )),
            )],
        )
        .made()
}

pub fn person(name: &str, craft: &str, more: &str) -> String {
    let id = name.to_lowercase();
    let kind = if craft == "product-manager" { "kind = \"growth\"\n" } else { "" };
    format!(
        "name = \"{name}\"\ncraft = \"{craft}\"\n{kind}{more}emails = [\"{id}@example.org\"]\n\
         accounts = {{ github = \"{id}-x\", gitlab = \"{id}-y\" }}\n"
    )
}

const REPLAY: &str = "\
name = \"Replay\"
mission = \"Show what a user did\"
lead = \"ada\"
members = [\"ada\", \"grace\", \"katherine\"]
supporting = [{ person = \"mary\", role = \"product-manager\" }]
contact = \"#replay\"
planning = \"Mondays\"
notes = \"https://example.org/notes\"
";

const SEARCH: &str = "\
name = \"Search\"
captain = \"ada\"
team = \"replay\"
code = [\"src/search/**\"]
";

const PAY: &str = "\
+++
title = \"Pay\"
[extra.handbook]
kind = \"policy\"
review_every = \"1 year\"
+++

Paid on the first.
";
