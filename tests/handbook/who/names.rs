//! What a word names: a plural, a folder of pages, an owner on no team.

use snapbox::{assert_data_eq, str};

use super::{json, who};
use crate::support::decided::{company, person};

#[test]
fn one_of_a_plural_and_several_words_without_quotes_name_a_thing() {
    let made = company();
    let feature = "name = \"Job runners\"\ncaptain = \"ada\"\nteam = \"replay\"\n";
    made.write("org/features/runners.toml", feature);
    made.write("content/people/walk.md", "+++\ntitle = \"How to be a runner\"\n+++\n");
    assert_eq!(json(&made, &["runner"])["id"], "runners");
    assert_eq!(json(&made, &["job", "runner"])["id"], "runners");
    assert_eq!(json(&made, &["job", "runners"])["query"], "job runners");
    // What is called so to the letter goes before.
    made.write("content/people/walk.md", "+++\ntitle = \"Runner\"\n+++\n");
    assert_eq!(json(&made, &["runner"])["id"], "content/people/walk.md");
    let policies = "name = \"Policies\"\ncaptain = \"ada\"\nteam = \"replay\"\n";
    made.write("org/features/rules.toml", policies);
    assert_eq!(json(&made, &["policy"])["id"], "rules");
}

#[test]
fn a_folder_of_pages_is_answered_by_the_owners_of_its_pages() {
    let made = company();
    for name in ["one", "two"] {
        made.write(&format!("content/guides/it/{name}.md"), "+++\ntitle = \"A guide\"\n+++\n");
    }
    let rules = "[[page]]\npattern = \"/guides/\"\nowner = \"replay\"\n";
    made.write("org/ownership.toml", rules);
    for path in ["content/guides", "content/guides/it/", "guides/it"] {
        let ran = who(&made, &[path]);
        assert!(ran.stdout.contains("owner            Replay, of every page in it\n"), "{ran}");
        assert!(ran.stdout.contains("ask              #replay\n"), "{ran}");
        assert_eq!(ran.status, 0, "{ran}");
    }
    made.write(
        "content/guides/it/two.md",
        "+++\ntitle = \"Two\"\n[extra.handbook]\nowner = \"mary\"\n+++\n",
    );
    assert_data_eq!(
        who(&made, &["guides/it", "--explain"]).to_string(),
        str![[r#"
status: 1
--- stdout
content/guides/it (path)
  owners           Replay, Mary; ask for a page of it
why
  owner            org/ownership.toml:3  Replay
  owner            content/guides/it/two.md:4  Mary
                   before org/ownership.toml:3  Replay
--- stderr

"#]]
    );
}

#[test]
fn an_owner_on_no_team_is_asked_by_their_own_contact_or_the_companys() {
    let made = company();
    let mary = |more: &str| made.write("org/people/mary.toml", &person("Mary", "operator", more));
    made.write("content/people/pay.md", "+++\ntitle = \"Pay\"\n+++\n");
    mary("");
    assert_eq!(json(&made, &["pay"])["contact"], serde_json::Value::Null);
    made.write("org/company.toml", "schema = 1\nname = \"Small\"\ncontact = \"#handbook\"\n");
    assert_eq!(json(&made, &["pay"])["contact"], "#handbook");
    mary("contact = \"#people\"\n");
    assert_eq!(json(&made, &["pay"])["contact"], "#people");
    assert_eq!(json(&made, &["mary"])["contact"], "#people");
    mary("contact = \"#people\"\nleft = 2025-01-01\n");
    assert_eq!(json(&made, &["pay"])["contact"], "#handbook");
}
