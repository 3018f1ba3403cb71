//! CODEOWNERS, held against `who` by a reader of our own.

use proptest::prelude::*;
use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::support::days::Made;
use crate::support::decided::company;
use crate::support::program::{Ran, handbook};
use crate::support::years::{self, Size};

const TODAY: &str = "2025-06-01";

fn codeowners(made: &Made, arguments: &[&str]) -> Ran {
    handbook(&["codeowners"]).args(arguments).on(TODAY).inside(made.path()).run()
}

#[test]
fn it_is_written_for_either_forge_with_the_accounts_of_that_forge() {
    let made = company();
    assert_data_eq!(
        codeowners(&made, &[]).to_string(),
        str![[r#"
status: 0
--- stdout
# Who is asked to review what, on GitHub. Made by `handbook codeowners` from org/ and from
# what pages say of themselves: do not edit it here.

# Code, by feature
/src/search/ @ada-x @grace-x @katherine-x

# Pages, by owner
/content/people/**/*.md @mary-x
--- stderr

"#]]
    );
    assert_data_eq!(
        codeowners(&made, &["--forge", "gitlab"]).stdout,
        str![[r#"
# Who is asked to review what, on GitLab. Made by `handbook codeowners` from org/ and from
# what pages say of themselves: do not edit it here.

# Code, by feature
/src/search/ @ada-y @grace-y @katherine-y

# Pages, by owner
/content/people/**/*.md @mary-y

"#]]
    );
}

#[test]
fn a_team_is_asked_by_its_own_account_where_it_has_one() {
    let made = company();
    let team = std::fs::read_to_string(made.path().join("org/teams/replay.toml")).unwrap();
    let account = "accounts = { github = \"small/replay\" }\n";
    made.write("org/teams/replay.toml", &format!("{team}{account}"));
    let told = codeowners(&made, &[]).stdout;
    assert!(told.contains("/src/search/ @small/replay\n"), "{told}");
}

#[test]
fn the_committed_file_is_held_against_it_and_the_difference_is_shown() {
    let made = company();
    assert_data_eq!(
        codeowners(&made, &["--check"]).to_string(),
        str![[r#"
status: 1
--- stdout
--- a/.github/CODEOWNERS
+++ b/.github/CODEOWNERS
@@ -0,0 +1,8 @@
+# Who is asked to review what, on GitHub. Made by `handbook codeowners` from org/ and from
+# what pages say of themselves: do not edit it here.
+
+# Code, by feature
+/src/search/ @ada-x @grace-x @katherine-x
+
+# Pages, by owner
+/content/people/**/*.md @mary-x
--- stderr
.github/CODEOWNERS is not what org/ and the pages say: handbook codeowners --write

"#]]
    );
    assert_data_eq!(
        codeowners(&made, &["--write"]).to_string(),
        str![[r#"
status: 0
--- stdout
--- stderr
Wrote .github/CODEOWNERS.

"#]]
    );
    assert_eq!(codeowners(&made, &["--check"]).status, 0);
    made.write("org/ownership.toml", "[[page]]\npattern = \"/people/\"\nowner = \"grace\"\n");
    assert_data_eq!(
        codeowners(&made, &["--check"]).to_string(),
        str![[r#"
status: 1
--- stdout
--- a/.github/CODEOWNERS
+++ b/.github/CODEOWNERS
@@ -5,4 +5,4 @@
 /src/search/ @ada-x @grace-x @katherine-x
 
 # Pages, by owner
-/content/people/**/*.md @mary-x
+/content/people/**/*.md @grace-x
--- stderr
.github/CODEOWNERS is not what org/ and the pages say: handbook codeowners --write

"#]]
    );
}

#[test]
fn a_file_that_is_elsewhere_is_found_there() {
    let made = company();
    made.write("CODEOWNERS", "old\n");
    codeowners(&made, &["--write"]);
    assert!(!made.path().join(".github").exists());
    assert_ne!(std::fs::read_to_string(made.path().join("CODEOWNERS")).unwrap(), "old\n");
}

#[test]
fn an_owner_without_an_account_is_told_of() {
    let made = company();
    made.write("org/people/mary.toml", "name = \"Mary\"\ncraft = \"operator\"\n");
    let ran = codeowners(&made, &[]);
    assert_eq!(ran.status, 1);
    assert_data_eq!(
        &ran.stderr,
        str![[r#"
Mary cannot be asked: write `github` under `accounts` in org/people/mary.toml

"#]]
    );
}

/// Reads CODEOWNERS by GitHub's documentation and nothing else: the last line that matches wins.
fn owners_by(file: &str, path: &str) -> Vec<String> {
    let mut owners = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut parts: Vec<String> = vec![String::new()];
        let mut escaped = false;
        for one in line.chars() {
            match one {
                _ if escaped => {
                    parts.last_mut().unwrap().extend(['\\', one]);
                    escaped = false;
                }
                '\\' => escaped = true,
                ' ' => parts.push(String::new()),
                _ => parts.last_mut().unwrap().push(one),
            }
        }
        if matches(&parts[0], path) {
            owners = parts[1..].to_vec();
        }
    }
    owners.sort();
    owners
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut expression = String::from("^");
    let mut rest = pattern.strip_prefix('/').expect("every pattern is from the root");
    while let Some(one) = rest.chars().next() {
        let (text, used) = if rest.starts_with("**/") {
            ("(?:.*/)?".to_owned(), 3)
        } else if rest.starts_with("**") {
            (".*".to_owned(), 2)
        } else if one == '*' {
            ("[^/]*".to_owned(), 1)
        } else if one == '?' {
            ("[^/]".to_owned(), 1)
        } else if one == '\\' {
            let next = rest[1..].chars().next().unwrap();
            (regex::escape(&next.to_string()), 1 + next.len_utf8())
        } else {
            (regex::escape(&one.to_string()), one.len_utf8())
        };
        expression.push_str(&text);
        rest = &rest[used..];
    }
    // A folder stands for all that is in it; `/*` at the end does not reach deeper.
    expression.push_str(if pattern.ends_with('/') {
        ".*$"
    } else if pattern.ends_with("/*") {
        "$"
    } else {
        "(?:/.*)?$"
    });
    regex::Regex::new(&expression).unwrap().is_match(path)
}

#[test]
fn the_reader_of_these_tests_reads_as_the_documentation_says() {
    for (pattern, path, is) in [
        ("/docs/*", "docs/a.md", true),
        ("/docs/*", "docs/deep/a.md", false),
        ("/apps/", "apps/deep/a.md", true),
        ("/a/**/*.md", "a/x.md", true),
        ("/a/**/*.md", "a/b/c/x.md", true),
        ("/a/**/*.md", "a/b/c/x.rs", false),
        ("/a\\ b.md", "a b.md", true),
        ("/a.md", "b/a.md", false),
    ] {
        assert_eq!(matches(pattern, path), is, "{pattern} {path}");
    }
}

/// The accounts of whoever `who` says: a page's owner, the team of a file of code.
fn owners_by_who(made: &Made, path: &str) -> Vec<String> {
    let ran = handbook(&["who", path, "--format", "json"]).on(TODAY).inside(made.path()).run();
    let who: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran}"));
    let holder = match who["kind"].as_str() {
        Some("page") => &who["owner"]["id"],
        Some("path") => &who["team"]["id"],
        _ => &Value::Null,
    };
    let Some(id) = holder.as_str() else { return Vec::new() };
    let read = |path: String| -> Option<toml::Table> {
        toml::from_str(&std::fs::read_to_string(made.path().join(path)).ok()?).ok()
    };
    let login = |id: &str| -> Option<String> {
        let person = read(format!("org/people/{id}.toml"))?;
        let left = person.get("left").map(ToString::to_string);
        if left.is_some_and(|left| left.as_str() <= TODAY) {
            return None;
        }
        Some(format!("@{}", person.get("accounts")?.get("github")?.as_str()?))
    };
    let mut owners: Vec<String> = match read(format!("org/teams/{id}.toml")) {
        Some(team) => {
            let members = team["members"].as_array().unwrap();
            members.iter().filter_map(|member| login(member.as_str().unwrap())).collect()
        }
        None => login(id).into_iter().collect(),
    };
    owners.sort();
    owners
}

fn agree(made: &Made) {
    let file = codeowners(made, &[]).stdout;
    for path in made.git(&["ls-files"]).lines() {
        assert_eq!(owners_by(&file, path), owners_by_who(made, path), "{path} in\n{file}");
    }
}

#[test]
fn for_every_path_the_owner_in_the_file_is_the_one_that_who_says() {
    let made = company();
    made.write("content/people/two words [x] #1.md", "+++\ntitle = \"T\"\n+++\n");
    made.write(
        "content/people/mine.md",
        "+++\ntitle = \"M\"\n[extra.handbook]\nowner = \"grace\"\n+++\n",
    );
    made.write("content/people/picture.png", "no page");
    made.write(
        "org/features/odd.toml",
        "name = \"Odd\"\ncaptain = \"ada\"\nteam = \"replay\"\n\
         code = [\"src/*.rs\", \"content/people/*.png\", \"{a,b}/*\"]\n",
    );
    made.write("a/deep/x.rs", "");
    made.write("a/y.rs", "");
    made.git(&["add", "-A"]);
    agree(&made);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn for_every_path_of_a_company_that_lives_they_agree(seed in any::<u64>()) {
        let size = Size { people: 8, features: 4, pages: 9, commits: 30, years: 2 };
        agree(&years::company(size, seed).made());
    }
}
