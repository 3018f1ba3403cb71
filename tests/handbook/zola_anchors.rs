//! Links to headings in a site that Zola laid out: Zola's ids are right, GitHub's lead to Zola's, and what
//! Zola would refuse is told before it does.

use scraper::{Html, Selector};
use snapbox::str;
use zola_handbook::content::markup::ZolaIds;
use zola_handbook::content::{IdRules, Slugify};
use zola_handbook::site::Entry;

use crate::support::html::follow;
use crate::support::program::{TODAY, handbook};
use crate::support::repo::Repo;
use crate::support::zola;
use crate::zola_links::{SETTINGS, folder, page};

/// Headings of which Zola and GitHub make different ids.
const HEADINGS: &str = "## AWS Certified Developer - Associate\n\n## Foo_bar & Baz\n\n## Twice\n\n## Twice\n\n\
    ## Twice-1\n\n## What “this” is\n\n### Chosen {#mine}\n\n## Use `a|b` (now)\n\n<a id=\"Raw\"></a> \
    <b id=\"other\">b</b>\n\n## 日本\n\n## Noted[^note]\n\n[^note]: Words.\n";

/// A site in which one page links to another.
fn site(body: &str, settings: &str) -> Vec<(&'static str, String)> {
    vec![
        (SETTINGS.0, format!("{}{settings}", SETTINGS.1)),
        ("content/_index.md", page("Home.")),
        ("content/people/_index.md", page("## Who - we are\n\n<a id=\"raw\"></a>")),
        ("content/people/pay.md", page(HEADINGS)),
        ("content/people/joining.md", page(body)),
    ]
}

/// The same, in a repository.
fn committed(body: &str) -> Repo {
    let mut repo = Repo::new();
    let files = site(body, "");
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, Some(text.as_str()))).collect();
    repo.commit("Begin", &files);
    repo
}

/// Links to a heading in every way that there is one, by the ids of GitHub.
fn linked(id: &str) -> String {
    format!(
        "[a](@/people/pay.md#{id}) [b](pay.md#{id}) [c](<@/people/pay.md#{id}>) <a href=\"../people/pay.md#{id}\">d</a>\n\n"
    )
}

const GITHUBS: [&str; 9] = [
    "aws-certified-developer---associate",
    "foo_bar--baz",
    "twice",
    "twice-1",
    "twice-1-1",
    "what-this-is",
    "mine",
    "use-ab-now",
    "%E6%97%A5%E6%9C%AC",
];

#[test]
fn a_link_by_an_id_of_github_leads_to_the_heading() {
    let mut body: String = GITHUBS.iter().map(|id| linked(id)).collect();
    body.push_str(
        "| A table |\n|---|\n| [t](@/people/pay.md#use-ab-now) |\n\n[r][r] [again][r]\n\n\
         [s](@/people/_index.md#who---we-are) [u](@/people/pay.md#raw) [user](pay.md#user-content-foo_bar--baz)\n\n\
         ## Here - too\n\n[h](#here---too) <a href=\"#here---too\">h</a>\n\n\
         [r]: @/people/pay.md#foo_bar--baz \"A title\"\n",
    );
    let settings = [
        "",
        "[slugify]\nanchors = \"safe\"\n[markdown]\nsmart_punctuation = true\n",
        "[slugify]\nanchors = \"off\"\n",
    ];
    for settings in settings {
        let read = folder(&site(&body, settings)).read();
        assert_eq!(read.told(), "", "{settings}");
        for zola in zola::all() {
            for (base, at) in [("/", "/"), ("https://example.org/handbook/", "/handbook/")] {
                let mut built = read.build(zola, base);
                // Zola writes the host into its own links, and those are to be followed, too.
                for text in built.values_mut() {
                    *text =
                        String::from_utf8_lossy(text).replace("https://example.org/", "/").into();
                }
                let counts = follow(&built, at);
                assert_eq!(counts.missing_anchors, Vec::<String>::new(), "{settings}");
                assert_eq!(counts.missing, Default::default(), "{settings}");
                // Nine headings in four ways each, and those below.
                assert!(counts.anchors >= 36 + 8, "{}", counts.anchors);
            }
        }
    }
}

/// Headings in all the ways that make an id hard to guess.
const ODD: &str = "# One *two* **three** ~~four~~ __five__\n\nSet over\nlines\n---\n\n## [Linked](https://example.org) to <b>HTML</b> &amp; more\n\n\
    ## Trailing ##\n\n## \\# Escaped \\* marks\n\n## \"Quoted\" -- isn't it...\n\n## Déjà Vu, Straße, 日本語, Привет\n\n## 🎉 Party\n\n## !!!\n\n\
    ## ???\n\n##\n\n## `code_span()` and a_b_c\n\n## Same\n\n## Same\n\n## same\n\n## Same-1\n\n## Given {#same-2}\n\n## Same\n\n\
    ## Class {.wide}\n\n## Both {.wide #both}\n\n## Kramdown {: #kram}\n\n## Braces {curly}\n\n## Noted[^1] there\n\n> ## In a quote\n\n- ## In a list\n\n\
    ## 1.2.3 (b) / c\n\n## Two  spaces\tand a tab\n\n## https://example.org/a?b=c#d\n\n```\n## Not one\n```\n\n[^1]: Note.\n\n    ## In a note\n";

#[test]
fn ids_are_those_that_zola_makes() {
    let heading = Selector::parse("article h1[id], article h2[id]").unwrap();
    for zola in zola::all() {
        for (setting, slugify) in
            [("on", Slugify::On), ("safe", Slugify::Safe), ("off", Slugify::Off)]
        {
            for smart_punctuation in [false, true] {
                let settings = format!(
                    "[slugify]\nanchors = \"{setting}\"\n[markdown]\nsmart_punctuation = {smart_punctuation}\n"
                );
                let mut files = site(ODD, &settings);
                let own = "<article>{{ page.content | safe }}</article>";
                files.push(("templates/page.html", own.to_owned()));
                files.push(("templates/index.html", "home".to_owned()));
                files.push(("templates/section.html", "section".to_owned()));
                let built = folder(&files).read().build(zola, "/");
                let html =
                    String::from_utf8_lossy(&built["people/joining/index.html"]).into_owned();
                let html = Html::parse_document(&html);
                let zolas: Vec<_> = html.select(&heading).filter_map(|it| it.attr("id")).collect();
                let rules = IdRules { slugify, smart_punctuation, ..IdRules::default() };
                let ours = ZolaIds::of(ODD, rules).headings;
                let ours: Vec<_> = ours.iter().map(|it| it.id.as_str()).collect();
                assert_eq!(ours, zolas, "{settings}");
                assert!(ours.len() > 25, "{ours:?}");
            }
        }
    }
}

#[test]
fn each_id_of_github_leads_to_its_own_heading() {
    let body: String = GITHUBS.iter().map(|id| format!("[x](@/people/pay.md#{id})\n")).collect();
    let read = folder(&site(&body, "")).read();
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let html = String::from_utf8_lossy(&built["people/joining/index.html"]).into_owned();
        let links = html.split("href=\"/people/pay/#").skip(1);
        let ids: Vec<_> = links.filter_map(|rest| rest.split('"').next()).collect();
        let zolas = [
            "aws-certified-developer-associate",
            "foo-bar-baz",
            "twice",
            "twice-1",
            "twice-1-1",
            "what-this-is",
            "mine",
            "use-a-b-now",
            "ri-ben",
        ];
        assert_eq!(ids, zolas);
    }
}

#[test]
fn a_mended_link_stays_zolas_own_and_what_is_right_stays_as_it_is() {
    let body = "[a](@/people/pay.md#foo_bar--baz) [b](@/people/pay.md#foo-bar-baz) [c](#to_do)\n\n\
                [d](<@/people/pay.md#twice-1> \"Title\") [e](@/people/_index.md#raw) [f](pay.md#foo_bar--baz)\n\n## To_do";
    let read = folder(&site(body, "")).read();
    assert_eq!(read.told(), "");
    let Some(zola) = zola::all().first() else { return };
    let staged = read.stage(zola, "/");
    let mut files = staged.files();
    let (_, entry) = files.find(|(path, _)| path.as_str() == "content/people/joining.md").unwrap();
    let Entry::Made(text) = entry else { panic!("the page is staged as it was") };
    let text = String::from_utf8_lossy(text);
    let (_, body) = text.rsplit_once("+++\n").unwrap();
    snapbox::assert_data_eq!(
        body,
        str![[r#"

[a](@/people/pay.md#foo-bar-baz) [b](@/people/pay.md#foo-bar-baz) [c](#to-do)

[d](<@/people/pay.md#twice-1> "Title") [e](/people/#raw) [f](/people/pay/#foo-bar-baz)

## To_do

"#]]
    );
}

/// What there is on a page beside its headings, and what nobody can know before Zola is done.
const SOUND: &str = "[a](@/people/pay.md#Raw) [b](@/people/pay.md#other) [c](@/people/pay.md#note) [d](@/people/_index.md#raw)\n\n\
    [e](@/people/pay.md#top) [f](@/people/pay.md#) [g](#) [h](@/people/pay.md#mine) [i](@/people/pay.md#:~:text=Twice)\n\n\
    ## ![Drawn - by hand](a.png) Picture\n\n[j](#drawn-by-hand-picture) [k](#said) Its attribute id=\"said\" is words.\n\n\
    <h2 id=\"html\">In HTML</h2>\n\n[l](#html) [m](#fn-x) [m](#fr-x-2) again[^x] and[^x] [n](@/people/_index.md#who-we-are)\n\n[^x]: Words.\n";

#[test]
fn what_is_there_without_a_heading_is_not_told() {
    for settings in ["", "[markdown]\nbottom_footnotes = true\n"] {
        // Where footnotes go to the bottom they have other ids.
        let body = match settings {
            "" => SOUND.replace("[m](#fn-x) [m](#fr-x-2)", "[m](#x)"),
            _ => SOUND.replace("[c](@/people/pay.md#note)", ""),
        };
        let mut files = site(&body, settings);
        files.push(("content/people/a.png", "png".to_owned()));
        let read = folder(&files).read();
        assert_eq!(read.told(), "", "{settings}");
        for zola in zola::all() {
            let built = read.build(zola, "/");
            assert!(built.contains_key("people/joining/index.html"));
        }
    }
}

#[test]
fn an_id_with_a_space_in_it_ends_no_link() {
    let files = site("<a id=\"a b\"></a>\n\n[there](#a%20b)", "");
    let read = folder(&files).read();
    for zola in zola::all() {
        let html = read.build(zola, "/").remove("people/joining/index.html").unwrap();
        let html = String::from_utf8_lossy(&html).into_owned();
        assert!(html.contains(">there</a>") && !html.contains("[there]"), "{html}");
    }
}

const BROKEN: &str = "[a](@/people/pay.md#aws-certified-develper) [b](@/people/_index.md#nobody) [c](#nothing)\n\n\
    [d](pay.md#aws-certified-develper) [e](@/people/pay.md#twice-5) [f](#than-an-i) [g](#fn-1)[^1]\n\n## More than an ID\n\n[^1]: Not at the bottom.";

#[test]
fn what_zola_would_refuse_stops_check_and_build_before_it() {
    let repo = committed(BROKEN);
    let run = |words: &[&str]| handbook(words).inside(repo.path()).on(TODAY);
    let checked = run(&["check", "--format", "short"]).run();
    assert_eq!(checked.status, 1, "{checked}");
    let told: String = checked
        .stdout
        .lines()
        .filter(|line| line.contains("anchor"))
        .map(|line| format!("{line}\n"))
        .collect();
    snapbox::assert_data_eq!(
        told.clone(),
        str![[r#"
content/people/joining.md:5:5: error[content/broken-anchor]: people/pay.md has nothing called `aws-certified-develper`
content/people/joining.md:5:49: error[content/broken-anchor]: people/_index.md has nothing called `nobody`
content/people/joining.md:5:80: error[content/broken-anchor]: people/joining.md has nothing called `nothing`
content/people/joining.md:7:5: warning[content/broken-anchor]: people/pay.md has nothing called `aws-certified-develper`
content/people/joining.md:7:40: error[content/broken-anchor]: people/pay.md has nothing called `twice-5`
content/people/joining.md:7:69: error[content/broken-anchor]: people/joining.md has nothing called `than-an-i`
content/people/joining.md:7:85: error[content/broken-anchor]: people/joining.md has nothing called `fn-1`

"#]]
    );
    let whole = run(&["check"]).run();
    for help in ["aws-certified-developer-associate", "more-than-an-id"] {
        assert!(format!("{whole}").contains(&format!("did you mean `{help}`?")), "{whole}");
    }
    for zola in zola::all() {
        let built = run(&["build", "--format", "short"]).with_zola(zola).run();
        assert_eq!(built.status, 1, "{built}");
        assert!(told.lines().all(|line| built.stdout.contains(line)), "{built}");
        assert!(!built.stdout.contains("zola/"), "{built}");
    }
    // Zola can be told to let such links be, and then they are no more than a warning.
    let settings = format!("{}[link_checker]\ninternal_level = \"warn\"\n", SETTINGS.1);
    repo.write(SETTINGS.0, settings);
    let checked = run(&["check", "--format", "short"]).run();
    assert!(checked.stdout.contains(&told.replace(": error", ": warning")), "{checked}");
    for zola in zola::all() {
        let built = run(&["build"]).with_zola(zola).run();
        assert_eq!(built.status, 0, "{built}");
    }
}

#[test]
fn a_page_that_a_template_makes_more_of_is_left_alone() {
    let body = "[a](@/people/rules.md#made---by-it) [b](@/people/rules.md#plain---words)";
    let mut files = site(body, "");
    files.push(("content/people/rules.md", page("## Plain - words\n\n{{/* note() */}}")));
    assert_eq!(folder(&files).read().told(), "");
}

#[test]
fn a_request_is_told_of_anchors_that_zola_would_refuse() {
    let mut repo = committed("Words.");
    repo.git(&["branch", "base"]);
    let change = page("[right](@/people/pay.md#foo_bar--baz) [wrong](@/people/pay.md#nowhere)");
    repo.commit("Link", &[("content/people/joining.md", Some(&change))]);
    let words = ["audit", "--base", "base", "--format", "markdown"];
    let said = handbook(&words).inside(repo.path()).on(TODAY).run().stdout;
    assert!(said.contains("would keep it from being published"), "{said}");
    assert!(said.contains("nowhere\\`") && !said.contains("foo_bar--baz\\`"), "{said}");
}
