//! Links in a site that Zola laid out: what leads nowhere is told at its place, and what GitHub
//! would follow is followed on the site, too.

use std::path::Path;

use snapbox::str;

use crate::support::html::follow;
use crate::support::plain::Folder;
use crate::support::program::{Ran, TODAY, handbook};
use crate::support::repo::Repo;
use crate::support::zola;

pub const SETTINGS: (&str, &str) = ("zola.toml", "base_url = \"/\"\ntitle = \"Site\"\n");

/// A page with that body.
pub fn page(body: &str) -> String {
    format!("+++\ntitle = \"A page\"\n+++\n\n{body}\n")
}

/// A site in which a page that is no folder's says that.
fn saying(body: &str) -> Vec<(&'static str, String)> {
    let files = [
        ("content/_index.md", page("Home.")),
        ("content/people/_index.md", page("People.")),
        ("content/people/pay.md", page("## How we pay\n\n## Où — ça & là\n\n### Chosen {#mine}")),
        ("content/people/team.png", "png".to_owned()),
        ("content/people/terms.pdf", "pdf".to_owned()),
        ("content/people/pictures/desk.png", "png".to_owned()),
        ("content/guides/first.md", page("First.")),
        ("content/trip/index.md", page("![map](map.png) ![far](far/away.png)")),
        ("content/trip/map.png", "png".to_owned()),
        ("content/trip/far/away.png", "png".to_owned()),
        (
            "content/secret.md",
            "+++\ntitle = \"Ours\"\n[extra.handbook]\nprivate = true\n+++\n".into(),
        ),
        ("static/logo.png", "png".to_owned()),
        ("static/people/joining/form.md", "form".to_owned()),
        ("org/teams/crew.toml", "name = \"Crew\"\n".to_owned()),
        (SETTINGS.0, SETTINGS.1.to_owned()),
        ("content/people/joining.md", page(body)),
    ];
    files.into()
}

/// A folder of those files.
pub fn folder(files: &[(&'static str, String)]) -> Folder {
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    Folder::of(&files)
}

const BROKEN: &str = "[a](@/people/nopage.md) [b](@/people/pai.md) [c](payy.md) ![d](tea.png)\n\n\
    [e](@/secret.md) [f](@/people/pay.md#how-wee-pay) [g](pay.md#how-wee-pay) [h][h]\n\n\
    <img src=\"../gone.jpg\"> [i](../secret.md) [j](@/people/Pay.md) []() [k](@/org/teams/crew.md) [l](#nothing)\n\n\
    [h]: ../../nowhere/at-all.md";

#[test]
fn what_leads_nowhere_is_told_at_its_place() {
    let read = folder(&saying(BROKEN)).read();
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
content/people/joining.md:5:5: error[content/broken-link]: there is no page at `@/people/nopage.md`
content/people/joining.md:5:29: error[content/broken-link]: there is no page at `@/people/pai.md`
content/people/joining.md:5:50: warning[content/broken-link]: there is no page or file at `payy.md`
content/people/joining.md:5:64: warning[content/broken-link]: there is no file at `tea.png`
content/people/joining.md:7:5: error[content/link-to-private]: `@/secret.md` is not published, so this leads nowhere
content/people/joining.md:7:22: error[content/broken-anchor]: people/pay.md has nothing called `how-wee-pay`
content/people/joining.md:7:55: warning[content/broken-anchor]: people/pay.md has nothing called `how-wee-pay`
content/people/joining.md:9:11: warning[content/broken-link]: there is no file at `../gone.jpg`
content/people/joining.md:9:29: warning[content/link-to-private]: `../secret.md` is not published, so this leads nowhere
content/people/joining.md:9:47: error[content/broken-link]: there is no page at `@/people/Pay.md`
content/people/joining.md:9:64: warning[content/empty-link]: this link leads nowhere
content/people/joining.md:9:73: error[content/broken-link]: there is no page at `@/org/teams/crew.md`
content/people/joining.md:9:98: error[content/broken-anchor]: people/joining.md has nothing called `nothing`
content/people/joining.md:11:6: warning[content/broken-link]: there is no page or file at `../../nowhere/at-all.md`

"#]]
    );
    snapbox::assert_data_eq!(
        read.helps(),
        str![[r#"
the nearest is `@/people/pay.md`
the nearest is `@/people/pay.md`
the nearest is `pay.md`
the nearest is `team.png`
link to something that readers may see
did you mean `how-we-pay`?
did you mean `how-we-pay`?
write the path of a page or file of the handbook
link to something that readers may see
the nearest is `@/people/pay.md`
write where it should lead between its brackets
that page is made from org/: link to its address, `/org/teams/crew/`
name a heading of that page, in small letters and with `-` for spaces
write the path of a page or file of the handbook

"#]]
    );
}

/// What works on a site, however it is written, and what nobody can know from files.
const SOUND: &str = "[a](@/people/pay.md#how-we-pay) [b](@/people/pay.md#mine) [c](../pay/) [d](../../trip/)\n\n\
    ![e](../../logo.png) ![f](../team.png) [g](form.md) [h](../../org/teams/crew/) [i](#here) <b id=\"here\"></b> [i](#top)\n\n\
    [j](@/guides/_index.md) [l](../../tags/x/) [m](../../atom.xml) \
    [n](?page=2) [o](mailto:a@example.org) [p](@/people/pay.md#ou-ca-la)\n\n\
    `[code](none.md)`\n\n```\n[code](@/none.md)\n```\n\n[[wiki.md]]";

#[test]
fn a_picture_by_a_path_that_zola_knows_in_links_alone_stops_no_build() {
    let read = folder(&saying("![logo](@/logo.png)")).read();
    assert_eq!(
        read.told(),
        "content/people/joining.md:5:9: warning[content/broken-link]: `@/logo.png` is no address of a \
         picture: Zola reads `@/` in links alone\n"
    );
    for zola in zola::all() {
        assert!(read.build(zola, "/").contains_key("people/joining/index.html"));
    }
}

#[test]
fn what_works_on_the_site_or_cannot_be_known_is_not_told() {
    let read = folder(&saying(SOUND)).read();
    assert_eq!(read.told(), "");
    for zola in zola::all() {
        let html = read.build(zola, "/").remove("people/joining/index.html").unwrap();
        let html = String::from_utf8_lossy(&html).into_owned();
        // What works stays as its author wrote it.
        for written in ["../pay/", "../../logo.png", "../team.png", "../../org/teams/crew/"] {
            assert!(html.contains(&format!("=\"{written}\"")), "{written}: {html}");
        }
    }
}

#[test]
fn what_github_follows_is_followed_on_the_site() {
    let body = "[a](pay.md) [b](./pay.md#how-we-pay) [c][c] ![d](team.png) [e](terms.pdf) \
                ![f](pictures/desk.png) <img src=\"../people/pictures/desk.png\"> \
                [g](../trip/index.md) [h](../guides/first.md?x=1)\n\n[c]: ../_index.md";
    let read = folder(&saying(body)).read();
    assert_eq!(read.told(), "");
    for zola in zola::all() {
        for base in ["/", "https://example.org/handbook/"] {
            let built = read.build(zola, base);
            let at = if base == "/" { "/" } else { "/handbook/" };
            let counts = follow(&built, at);
            assert_eq!((counts.missing, counts.missing_anchors), (Default::default(), vec![]));
            let html = String::from_utf8_lossy(&built["people/joining/index.html"]).into_owned();
            let leads =
                |to: &str| assert!(html.contains(&format!("=\"{at}{to}\"")), "{to}: {html}");
            leads("people/pay/");
            leads("people/pay/#how-we-pay");
            leads("people/team.png");
            leads("people/terms.pdf");
            leads("people/pictures/desk.png");
            leads("trip/");
            leads("guides/first/?x=1");
            assert!(built.contains_key("people/pictures/desk.png"));
        }
    }
}

fn repository(body: &str) -> Repo {
    let mut repo = Repo::new();
    let files = saying(body);
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, Some(text.as_str()))).collect();
    repo.commit("Begin", &files);
    repo.git(&["branch", "base"]);
    repo
}

#[test]
fn a_link_to_no_page_stops_check_and_build_before_zola_does() {
    let repo = repository("[a](@/people/nopage.md) [b](payy.md)");
    let told = "content/people/joining.md:5:5: error[content/broken-link]";
    let checked = at(repo.path(), &["check", "--format", "short"]);
    assert_eq!(checked.status, 1, "{checked}");
    assert!(checked.stdout.contains(told), "{checked}");
    for zola in zola::all() {
        let words = ["build", "--format", "short"];
        let built = handbook(&words).inside(repo.path()).on(TODAY).with_zola(zola).run();
        assert_eq!(built.status, 1, "{built}");
        assert!(built.stdout.contains(told) && !built.stdout.contains("zola/link"), "{built}");
    }
    // Zola can be told to let such links be, and then they are no more than a warning.
    let settings = format!("{}[link_checker]\ninternal_level = \"warn\"\n", SETTINGS.1);
    repo.write(SETTINGS.0, settings);
    let checked = at(repo.path(), &["check", "--format", "short"]);
    assert!(checked.stdout.contains(&told.replace("error", "warning")), "{checked}");
}

#[test]
fn a_file_that_is_not_there_is_a_warning_and_stops_a_strict_build() {
    let repo = repository("[b](payy.md) ![no](no.png)");
    for zola in zola::all() {
        let build = |words: &[&str]| handbook(words).inside(repo.path()).with_zola(zola).run();
        let strict = build(&["build", "--strict", "--format", "short"]);
        assert_eq!(strict.status, 1, "{strict}");
        for at in ["5:5", "5:20"] {
            let told = format!("content/people/joining.md:{at}: error[content/broken-link]");
            assert!(strict.stdout.contains(&told), "{told}: {strict}");
        }
        let built = build(&["build"]);
        assert_eq!(built.status, 0, "{built}");
        assert!(built.stderr.contains("warning[content/broken-link]"), "{built}");
        let html = repo.path().join("public/people/joining/index.html");
        let html = std::fs::read_to_string(html).unwrap();
        assert!(html.contains("<span class=\"broken-link\">b</span>"), "{html}");
    }
}

#[test]
fn a_request_is_told_of_links_that_it_breaks() {
    let comment =
        |repo: &Repo| at(repo.path(), &["audit", "--base", "base", "--format", "markdown"]);
    let mut repo = repository("[old](gone.md)");
    let change = page("[old](gone.md) [new](payy.md)");
    repo.commit("Link", &[("content/people/joining.md", Some(&change))]);
    let said = comment(&repo).stdout;
    assert!(said.contains("Rules that this breaks"), "{said}");
    assert!(said.contains("payy.md") && !said.contains("at \\`gone.md"), "{said}");
    let change = page("[new](@/people/nopage.md)");
    repo.commit("Link to a page", &[("content/people/joining.md", Some(&change))]);
    let said = comment(&repo).stdout;
    assert!(said.contains("would keep it from being published"), "{said}");
    let refused = "there is no page at \\`&#64;&#8203;/people/nopage.md\\`";
    assert!(said.contains(refused), "{said}");
    // All the rest could be read, and is told, and no gate says that it could not.
    let owned = "[[page]]\npattern = \"/**\"\nowner = \"crew\"\n";
    repo.commit("Own", &[("org/ownership.toml", Some(owned))]);
    let said = comment(&repo).stdout;
    assert!(said.contains(refused) && said.contains("nobody → **Crew**"), "{said}");
    let gate = at(repo.path(), &["audit", "--base", "base", "--deny", "unknown"]);
    let told = "2 of 2 changes are unknown\n";
    assert_eq!((gate.status, gate.stderr.as_str()), (1, told), "{gate}");
}

fn at(root: &Path, words: &[&str]) -> Ran {
    handbook(words).inside(root).on(TODAY).run()
}
