//! What the config file says.

use std::sync::Arc;

use snapbox::{assert_data_eq, str};
use zola_handbook::config::{Address, Config, EditUrl, EmbedHost, Redlines, Slugifying, Target};
use zola_handbook::diagnostics::Source;
use zola_handbook::metadata::{Craft, PageKind};
use zola_handbook::root::RepoPath;

use crate::support::org::human;

fn read(text: &str) -> (Config, String) {
    let source = Source::new(RepoPath::new("site/zola.toml").unwrap(), text);
    let (config, problems) = Config::parse(&Arc::new(source));
    (config, human(&problems))
}

#[test]
fn settings_under_a_misspelt_name_are_asked_about() {
    let (config, told) = read("[extra.handbok]\nbulk = 3\n");
    assert!(!config.is_handbook);
    assert_data_eq!(
        told,
        str![[r#"
warning[metadata/unknown-key]: nothing of `[extra.handbok]` is read by the handbook
 --> site/zola.toml:1:8
  |
1 | [extra.handbok]
  |        ^^^^^^^
  |
  = help: did you mean `[extra.handbook]`?

1 warning

"#]]
    );
    for other in ["[extra.handmade]\n", "[extra.handbook]\n\n[extra.handbooks]\n"] {
        assert_eq!(read(other).1, "", "{other}");
    }
}

#[test]
fn a_config_of_zola_alone_is_left_to_zola() {
    let (config, told) = read(
        "base_url = \"https://example.org\"\ntitle = \"\"\nnonsense = 1\n\n[markdown]\nx = \
         1\n\n[slugify]\npaths = \"safe\"\nanchors = \"off\"\n\n[languages.fr]\n[languages.de]\n\n[extra]\nours = \
         \"no\"\n",
    );
    assert_eq!(told, "");
    assert!(!config.is_handbook);
    assert_eq!(config.zola.base_url.as_deref(), Some("https://example.org"));
    assert_eq!(config.zola.slugify_paths, Slugifying::Safe);
    assert_eq!(config.zola.slugify_anchors, Slugifying::Off);
    assert_eq!(config.zola.languages, ["de", "fr"]);
    assert_eq!(config.at.to_string(), "/org/");
    assert_eq!(config.bulk, 30);
}

#[test]
fn every_key_of_ours_is_read() {
    let (config, told) = read(
        "[extra.handbook]\nat = \"company/org\"\nbulk = 10\nrepository = \
         \"https://example.org/a/b\"\nedit_url = \"https://example.org/{branch}/{path}\"\nbranch = \
         \"trunk\"\nredlines = \"added\"\nredact = [\"1F6A2B3\"]\nprivate = \"/board/\"\nembeds = \
         [\"*.example.org\"]\nstrict = true\nroles = [\"designer\"]\nbots = \"release [bot]*\"\n\
         crafts = { makers = [\"writer\"] }\nreview_every = { policy = \"1 year\" }\n",
    );
    assert_eq!(told, "");
    assert!(config.is_handbook && config.strict);
    assert_eq!(config.at.to_string(), "/company/org/");
    assert_eq!(config.bulk, 10);
    assert_eq!(config.redlines, Redlines::Added);
    assert!(config.redact[0].value.names("1f6a2b3c4d5e"));
    assert!(config.private[0].value.matches("board/minutes.md"));
    assert!(config.bots[0].matches("Release [bot] 2"));
    assert!(config.is_maker(&Craft::new("writer").unwrap()));
    assert!(!config.is_maker(&Craft::new("engineer").unwrap()));
    assert_eq!(config.review_every[&PageKind::Policy].value.to_string(), "1 year");
    assert_eq!(
        config.edit_url.unwrap().fill("a/b.md", "trunk"),
        "https://example.org/trunk/a/b.md"
    );
}

#[test]
fn every_mistake_of_ours_is_told_at_once() {
    let (_, told) = read(
        "[extra.handbook]\natt = \"/org/\"\nat = \"/../x/\"\nbulk = 0\nredlines = \"ful\"\nredact = \
         [\"1f6\", 7]\nprivate = [\"!x\"]\nembeds = [\"https://example.org\", \"a;b\"]\nstrict = \
         \"yes\"\nedit_url = \"https://example.org/edit\"\ncrafts = { maker = [] }\nreview_every = \
         \"1 year\"\n",
    );
    assert_data_eq!(
        told,
        str![[r#"
error[metadata/unknown-key]: `att` is not a key of `[extra.handbook]`
 --> site/zola.toml:2:1
  |
2 | att = "/org/"
  | ^^^
  |
  = help: did you mean `at`?
          the keys of `[extra.handbook]` are `at`, `crafts`, `review_every`, `bulk`, `repository`, `edit_url`, `branch`, `redlines`, `classes`, `change_pages`, `redact`, `private`, `embeds`, `strict`, `roles`, `redirects`, `bots`, `check`, `zola`

error[metadata/wrong-value]: `at` is `/../x/`, which is not a clean address within the site
 --> site/zola.toml:3:6
  |
3 | at = "/../x/"
  |      ^^^^^^^^
  |
  = help: write one or more names of a to z, 0 to 9, - and _, as in "/org/"

error[metadata/wrong-value]: `bulk` is 0, so that every commit would be a bulk commit
 --> site/zola.toml:4:8
  |
4 | bulk = 0
  |        ^
  |
  = help: write how many pages make one, for example 30

error[metadata/wrong-value]: `redlines` is `ful`, which it cannot be
 --> site/zola.toml:5:12
  |
5 | redlines = "ful"
  |            ^^^^^
  |
  = help: did you mean `full`?
          it is one of `full`, `added`, `none`

error[metadata/wrong-value]: `redact` is `1f6`, which is not a commit's id
 --> site/zola.toml:6:11
  |
6 | redact = ["1f6", 7]
  |           ^^^^^
  |
  = help: write 7 or more hexadecimal digits, as `git log` shows them

error[metadata/wrong-type]: `redact` wants a commit's id or a list of them, and this one is a whole number
 --> site/zola.toml:6:18
  |
6 | redact = ["1f6", 7]
  |                  ^
  |
  = help: for example: redact = ["1f6a2b3c"]

error[metadata/wrong-value]: `private` is `!x`: a pattern cannot begin with `!`
 --> site/zola.toml:7:12
  |
7 | private = ["!x"]
  |            ^^^^
  |
  = help: write the pages that are meant; of several patterns the last one wins

error[metadata/wrong-value]: `embeds` is `https://example.org`, which is not a host's name
 --> site/zola.toml:8:11
  |
8 | embeds = ["https://example.org", "a;b"]
  |           ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the name alone, as in "video.example.org" or "*.example.org"

error[metadata/wrong-value]: `embeds` is `a;b`, which is not a host's name
 --> site/zola.toml:8:34
  |
8 | embeds = ["https://example.org", "a;b"]
  |                                  ^^^^^
  |
  = help: write the name alone, as in "video.example.org" or "*.example.org"

error[metadata/wrong-type]: `strict` wants true or false, and this is a text
 --> site/zola.toml:9:10
  |
9 | strict = "yes"
  |          ^^^^^
  |
  = help: for example: strict = true

error[metadata/wrong-value]: `edit_url` is `https://example.org/edit`, which is not an address with `{path}` in it
  --> site/zola.toml:10:12
   |
10 | edit_url = "https://example.org/edit"
   |            ^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write for example "https://example.org/company/handbook/edit/{branch}/{path}"

error[metadata/unknown-key]: `maker` is not a key of `crafts`
  --> site/zola.toml:11:12
   |
11 | crafts = { maker = [] }
   |            ^^^^^
   |
   = help: did you mean `makers`?
           the keys of `crafts` are `makers`

error[metadata/wrong-type]: `review_every` wants a table with `policy`, `guide` or `note`, and this is a text
  --> site/zola.toml:12:16
   |
12 | review_every = "1 year"
   |                ^^^^^^^^
   |
   = help: for example: review_every = { policy = "1 year" }

13 errors

"#]]
    );
}

#[test]
fn a_pinned_zola_has_a_release_and_digests_for_each_kind_of_machine() {
    let (linux, mac) = ("0ca09aa40376aaa9ddfb512ff9ad963262ef95edb0d0f2d5ec6961b6f5cf22ef", "AB");
    let mac = mac.repeat(32);
    let (config, told) = read(&format!(
        "[extra.handbook.zola]\nversion = \"v0.23.1\"\n[extra.handbook.zola.sha256]\n\
         x86_64-unknown-linux-gnu = \"{linux}\"\naarch64-apple-darwin = \"sha256:{mac}\"\n"
    ));
    assert_eq!(told, "");
    let pin = config.zola_pin.unwrap();
    assert_eq!(pin.version.value.to_string(), "0.23.1");
    assert_eq!(pin.sha256.len(), 2);
    assert_eq!(pin.sha256[&Target::LinuxGnu].value.to_string(), linux);
    assert_eq!(pin.sha256[&Target::MacArm].value.to_string(), mac.to_lowercase());
    assert_eq!(pin.sha256[&Target::LinuxGnu].place.line(), Some(4));
}

#[test]
fn every_mistake_of_a_pinned_zola_is_told_at_once() {
    let (config, told) = read(
        "[extra.handbook.zola]\nsha265 = {}\n[extra.handbook.zola.sha256]\n\
         x86_64-linux-gnu = \"0ca0\"\nx86_64-apple-darwin = \"0ca0\"\n",
    );
    assert!(config.zola_pin.is_none());
    assert_data_eq!(
        told,
        str![[r#"
error[metadata/missing-key]: `zola` has no `version`
 --> site/zola.toml:1:1
  |
1 | [extra.handbook.zola]
  | ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a release of Zola, for example: version = "0.22.1"

error[metadata/unknown-key]: `sha265` is not a key of `zola`
 --> site/zola.toml:2:1
  |
2 | sha265 = {}
  | ^^^^^^
  |
  = help: did you mean `sha256`?
          the keys of `zola` are `version`, `sha256`

error[metadata/unknown-key]: `x86_64-linux-gnu` is not a key of `sha256`
 --> site/zola.toml:4:1
  |
4 | x86_64-linux-gnu = "0ca0"
  | ^^^^^^^^^^^^^^^^
  |
  = help: did you mean `x86_64-unknown-linux-gnu`, `x86_64-unknown-linux-musl` or `x86_64-apple-darwin`?
          the keys of `sha256` are `x86_64-unknown-linux-gnu`, `x86_64-unknown-linux-musl`, `aarch64-unknown-linux-gnu`, `x86_64-apple-darwin`, `aarch64-apple-darwin`, `x86_64-pc-windows-msvc`

error[metadata/wrong-value]: `x86_64-apple-darwin` is `0ca0`, which is not a SHA-256 digest
 --> site/zola.toml:5:23
  |
5 | x86_64-apple-darwin = "0ca0"
  |                       ^^^^^^
  |
  = help: write its 64 hexadecimal digits, as the page of the release shows them

4 errors

"#]]
    );
    let versions = ["\"0.21.0\"", "\"0.23\"", "\"0.23.0-rc.1\"", "\"latest\"", "0.23", "{}"];
    let told = versions.map(|version| {
        let (config, told) = read(&format!("[extra.handbook]\nzola.version = {version}\n"));
        assert!(config.zola_pin.is_none());
        told.lines().next().unwrap().to_owned()
    });
    assert_data_eq!(
        told.join("\n"),
        str![[r#"
error[metadata/wrong-value]: `version` is 0.21.0, and a handbook needs 0.22.0 or newer
error[metadata/wrong-value]: `version` is `0.23`, which is not a release of Zola
error[metadata/wrong-value]: `version` is `0.23.0-rc.1`, which is not a release of Zola
error[metadata/wrong-value]: `version` is `latest`, which is not a release of Zola
error[metadata/wrong-type]: `version` wants a release of Zola, and this is a number with a fraction
error[metadata/wrong-type]: `version` wants a release of Zola, and this is a table
"#]]
    );
}

#[test]
fn slips_of_syntax_are_all_that_is_told_of_a_file_that_has_them() {
    let (_, told) = read("title = \"A\nbase_url = x\n[extra.handbook]\natt = 1\n");
    assert_data_eq!(
        told,
        str![[r#"
error[metadata/syntax]: this is not TOML: invalid basic string, expected `"`
 --> site/zola.toml:1:11
  |
1 | title = "A
  |           ^

error[metadata/syntax]: this is not TOML: string values must be quoted, expected literal string
 --> site/zola.toml:2:12
  |
2 | base_url = x
  |            ^

2 errors

"#]]
    );
}

#[test]
fn an_address_of_generated_pages_has_clean_parts_only() {
    for clean in ["/org/", "org", "/org", "a/b-c/d_1/"] {
        assert!(Address::new(clean).is_some(), "{clean}");
    }
    for foul in ["", "/", "//", "/../", "a//b", "Org", "a b", "_x", "a/./b", "ä", "a?b", "a%2e"] {
        assert!(Address::new(foul).is_none(), "{foul}");
    }
}

#[test]
fn a_host_cannot_add_to_the_policy_of_a_page() {
    for host in ["example.org", "*.example.org", "a-b.c.example"] {
        assert!(EmbedHost::new(host).is_some(), "{host}");
    }
    for text in
        ["*", "localhost", "a.b;c", "a.b c.d", "'self'", "https://a.b", "*.", "a..b", "-a.b"]
    {
        assert!(EmbedHost::new(text).is_none(), "{text}");
    }
}

#[test]
fn an_address_for_editing_has_a_path_and_no_other_scheme() {
    assert!(EditUrl::new("https://example.org/{path}").is_some());
    for text in ["https://example.org/", "javascript:{path}", "https://x/{file}/{path}", "{path}"] {
        assert!(EditUrl::new(text).is_none(), "{text}");
    }
}
