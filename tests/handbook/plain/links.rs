//! What leads nowhere is told, with the nearest match, and left as words.

use snapbox::str;

use crate::support::html::follow;
use crate::support::plain::Folder;
use crate::support::zola;

const BROKEN: &[(&str, &str)] = &[
    (
        "README.md",
        "---\ntitle: Home\n---\n\n[gone](guides/pai.md) and [gone][g] and ![shot](img/none.png)\n\n\
         [empty]() <a href=\"nowhere.md\">raw</a> [[No such note]]\n\n[anchor](guides/pay.md#how-wee-pay) \
         [own](#nothing)\n\n[climbs](../../../etc/passwd) [other](pay.md)\n\n[g]: /guides/gone.md\n",
    ),
    ("guides/pay.md", "# Pay\n\n## How we pay\n"),
];

#[test]
fn what_leads_nowhere_is_told_at_its_place() {
    let read = Folder::of(BROKEN).read();
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
README.md:5:8: warning[content/broken-link]: there is no page or file at `guides/pai.md`
README.md:5:49: warning[content/broken-link]: there is no file at `img/none.png`
README.md:7:1: warning[content/empty-link]: this link leads nowhere
README.md:7:20: warning[content/broken-link]: there is no page or file at `nowhere.md`
README.md:7:42: warning[content/broken-link]: there is no page or file at `No such note`
README.md:9:10: warning[content/broken-anchor]: guides/pay.md has nothing called `how-wee-pay`
README.md:9:43: warning[content/broken-anchor]: README.md has nothing called `nothing`
README.md:11:10: warning[content/broken-link]: there is no page or file at `../../../etc/passwd`
README.md:11:39: warning[content/broken-link]: there is no page or file at `pay.md`
README.md:13:6: warning[content/broken-link]: there is no page or file at `/guides/gone.md`

"#]]
    );
    snapbox::assert_data_eq!(
        read.helps(),
        str![[r#"
the nearest is `guides/pay.md`
write the path of a page or file of the handbook
write where it should lead between its brackets
write the path of a page or file of the handbook
write the path of a page or file of the handbook
did you mean `how-we-pay`?
name a heading of that page, in small letters and with `-` for spaces
write the path of a page or file of the handbook
the nearest is `guides/pay.md`
the nearest is `guides/pay.md`

"#]]
    );
}

#[test]
fn what_leads_nowhere_is_left_as_words() {
    let read = Folder::of(BROKEN).read();
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let counts = follow(&built, "/");
        assert_eq!(counts.missing, Default::default());
        assert_eq!(counts.missing_anchors.len(), 2, "{:?}", counts.missing_anchors);
        assert_eq!(counts.marked, 8);
        let html = String::from_utf8_lossy(&built["index.html"]).into_owned();
        for words in ["gone", "shot", "empty", "No such note"] {
            assert!(
                html.contains(&format!("<span class=\"broken-link\">{words}</span>")),
                "{words}: {html}"
            );
        }
    }
}

#[test]
fn links_to_generated_pages_hold_below_a_folder_of_the_host_in_any_layout() {
    let plain = [("README.md", "[f](/org/features/) [t](/org/teams/#x)\n")];
    let zolas = [
        ("zola.toml", "base_url = \"/\"\n[extra.handbook]\n"),
        (
            "content/_index.md",
            "+++\ntitle = \"Home\"\n+++\n[f](/org/features/) <a href=\"/org/gaps/\">g</a> [own](/else/)\n",
        ),
    ];
    for files in [&plain[..], &zolas[..]] {
        let read = Folder::of(files).read();
        for zola in zola::all() {
            let built = read.build(zola, "https://example.org/handbook/");
            let html = String::from_utf8_lossy(&built["index.html"]).into_owned();
            assert!(html.contains("href=\"/handbook/org/features/\">f</a>"), "{html}");
        }
    }
}

#[test]
fn a_table_of_redirects_leads_on_and_its_targets_are_checked() {
    let read = Folder::of(&[
        (
            "zola.toml",
            "[extra.handbook.redirects]\n\"/structure\" = \"/org/teams/\"\n\"/a\" = \"/b\"\n\"/b\" = \
             \"/pay/#rules\"\n\"/bad\" = \"/no/such/page\"\n\"/pay/\" = \"/org/\"\n\"/loop\" = \"/loop\"\n\
             \"/away\" = \"https://example.org/x?a=1&b=2\"\nno = \"/pay/\"\n",
        ),
        ("README.md", "[s](structure) [s](/structure) [a](/a/) [x](/away)\n"),
        ("pay.md", "# Pay\n\n## Rules\n"),
    ])
    .read();
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
zola.toml:5:10: warning[config/redirect-nowhere]: `/no/such/page` is the address of no page
zola.toml:6:11: warning[config/redirect-over-page]: there is a page at `/pay/`, so nobody is led away from it
zola.toml:7:11: warning[config/redirect-nowhere]: `/loop` is the address of no page
zola.toml:9:1: error[metadata/wrong-value]: `no` is no address from the site's root

"#]]
    );
    for zola in zola::all() {
        let built = read.build(zola, "https://example.org/h/");
        let counts = follow(&built, "/h/");
        assert_eq!((counts.missing, counts.missing_anchors), (Default::default(), vec![]));
        let html = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
        assert!(html("structure/index.html").contains("url=/h/org/teams/\""));
        assert!(html("a/index.html").contains("url=/h/pay/#rules\""), "{}", html("a/index.html"));
        assert!(html("away/index.html").contains("url=https://example.org/x?a=1&amp;b=2\""));
        assert!(!built.contains_key("bad/index.html"));
        assert!(
            html("index.html")
                .contains("<a href=\"/h/org/teams/\">s</a> <a href=\"/h/org/teams/\">s</a>"),
            "{}",
            html("index.html")
        );
    }
}

#[test]
fn the_nearest_is_told_of_the_first_of_many_broken_links_and_of_any_by_its_name() {
    let mut page = "# Many\n\n".to_owned();
    for number in 0..400 {
        page.push_str(&format!("[a](guides/pai{number}.md) [b](gone/{number}/pay.md)\n\n"));
    }
    let read = Folder::of(&[("README.md", &page), ("guides/pay.md", "# Pay\n")]).read();
    let helps: Vec<_> = read.told.iter().map(|one| one.help.as_deref().unwrap()).collect();
    assert_eq!(helps.len(), 800);
    let nearest = |help: &&&str| **help == "the nearest is `guides/pay.md`";
    // What has the name is looked up; what is like it has to be searched for among all there is.
    assert_eq!(helps.iter().skip(1).step_by(2).filter(nearest).count(), 400);
    assert_eq!(helps.iter().step_by(2).take_while(nearest).count(), 200);
    assert_eq!(helps.iter().step_by(2).filter(nearest).count(), 200);
}
