//! TOML within another file, as front matter is.

use std::sync::Arc;

use snapbox::{assert_data_eq, str};
use zola_handbook::diagnostics::Source;
use zola_handbook::metadata::{Document, FromValue, Key, Keys, Need, PageKind, Shape, Strictness};
use zola_handbook::root::RepoPath;

use crate::support::org::human;

static KEYS: Keys = Keys {
    of: "front matter",
    open: false,
    keys: &[Key {
        name: "kind",
        wants: "a kind of page",
        shape: Shape::One(PageKind::SCALAR),
        need: Need::Optional,
        meaning: "What the page is",
        example: "\"policy\"",
        rule: "",
    }],
};

#[test]
fn places_are_those_of_the_whole_file_and_mistakes_are_warnings() {
    let text = "+++\nkind = \"polcy\"\nknid = 1\n+++\nText.\n";
    let source = Arc::new(Source::new(RepoPath::new("content/x.md").unwrap(), text));
    let document = Document::parse(&source, 4..text.rfind("+++").unwrap(), Strictness::Content);
    assert!(document.root(&KEYS).get::<PageKind>("kind").is_none());
    assert_data_eq!(
        human(&document.into_problems()),
        str![[r#"
warning[metadata/wrong-value]: `kind` is `polcy`, which it cannot be
 --> content/x.md:2:8
  |
2 | kind = "polcy"
  |        ^^^^^^^
  |
  = help: did you mean `policy`?
          it is one of `policy`, `guide`, `note`

warning[metadata/unknown-key]: `knid` is not a key of front matter
 --> content/x.md:3:1
  |
3 | knid = 1
  | ^^^^
  |
  = help: did you mean `kind`?
          the keys of front matter are `kind`

2 warnings

"#]]
    );
}
