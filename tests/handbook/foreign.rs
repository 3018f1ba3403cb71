//! A Zola site that was there before the handbook, with a theme of its own.

use std::collections::BTreeMap;
use std::path::Path;

use zola_handbook::content::{Addressing, Folder, Layout, Slugify, load};
use zola_handbook::diagnostics::Diagnostics;
use zola_handbook::root::RepoPath;
use zola_handbook::zola::{Dialect, Zola};

use crate::support::company::read;
use crate::support::program::{at, files};
use crate::support::repo::Repo;
use crate::support::zola::all;

const CONFIG: &str = r#"
base_url = "https://foreign.example"
title = "Foreign"
theme = "plainsong"
default_language = "en"
build_search_index = true
taxonomies = [{ name = "tags" }]

[languages.fr]
title = "Étranger"

[extra]
mine = "kept"

[extra.handbook]
at = "/who/"
"#;

const BASE: &str = "<!doctype html><html lang=\"{{ lang }}\"><title>{% block name %}{{ config.title }}{% endblock %}</title><body class=\"plainsong {{ config.extra.mine }}\">{% block body %}{% endblock %}</body></html>";

/// A site with a theme whose blocks are not ours, and all that Zola can do.
fn site(zola: &Zola) -> Repo {
    let repo = Repo::new();
    let theme = |path: &str, text: &str| repo.write(&format!("themes/plainsong/{path}"), text);
    theme("theme.toml", "name = \"plainsong\"\n");
    theme("templates/base.html", BASE);
    theme(
        "templates/index.html",
        "{% extends \"base.html\" %}{% block body %}home {{ section.content | safe }}{% for s in section.subsections %}{% set sub = get_section(path=s) %}<a href=\"{{ sub.permalink }}\">{{ sub.title }}</a>{% endfor %}{% endblock %}",
    );
    theme(
        "templates/section.html",
        "{% extends \"base.html\" %}{% block body %}section {{ section.title }}: {% for page in section.pages %}[{{ page.title }} {{ page.updated | default(value=\"never\") }}]{% endfor %}{% endblock %}",
    );
    theme(
        "templates/page.html",
        "{% extends \"base.html\" %}{% block name %}{{ page.title }}{% endblock %}{% block body %}<main>{{ page.content | safe }}</main>{% include \"handbook/page.html\" %}{% endblock %}",
    );
    theme("templates/tags/list.html", "tags: {% for term in terms %}{{ term.name }} {% endfor %}");
    theme(
        "templates/tags/single.html",
        "tag {{ term.name }}: {% for page in term.pages %}{{ page.title }} {% endfor %}",
    );
    theme("static/plainsong.css", "body {}\n");
    let templating = match zola.dialect() {
        Dialect::Tera1 => {
            theme("templates/shortcodes/shout.html", "<b>{{ words | upper }}</b>");
            "{{ shout(words=\"shortcode\") }}"
        }
        Dialect::Tera2 => "<b>{{ \"shortcode\" | upper }}</b>",
    };
    repo.write("config.toml", CONFIG);
    for (path, text) in [
        ("_index.md", "+++\nsort_by = \"title\"\n+++\nHello.\n".to_owned()),
        ("_index.fr.md", "+++\n+++\nBonjour.\n".to_owned()),
        ("guide/_index.md", "+++\ntitle = \"Guide\"\nsort_by = \"update_date\"\n[extra.handbook]\nowner = \"engine\"\n+++\n".to_owned()),
        ("guide/first.md", format!("+++\ntitle = \"First\"\n[taxonomies]\ntags = [\"red\"]\n+++\n{templating}\n")),
        ("guide/second.md", "+++\ntitle = \"Second\"\n+++\nSee [first](@/guide/first.md).\n".to_owned()),
        ("guide/second.fr.md", "+++\ntitle = \"Deuxième\"\n+++\nVoir.\n".to_owned()),
        ("guide/bundle/index.md", "+++\ntitle = \"Bundle\"\nupdated = 2001-02-03\n+++\n![c](chart.svg)\n".to_owned()),
        ("guide/bundle/chart.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned()),
        ("deep/er/still/page.md", "+++\n+++\nDeep.\n".to_owned()),
    ] {
        repo.write(&format!("content/{path}"), text);
    }
    repo.write(
        "org/people/ada.toml",
        "name = \"Ada\"\ncraft = \"engineer\"\nemails = [\"ada@example.org\"]\n",
    );
    repo.write("org/teams/engine.toml", "name = \"Engine\"\nmission = \"m\"\nlead = \"ada\"\nmembers = [\"ada\"]\ncontact = \"#engine\"\n");
    repo.write("org/features/mill.toml", "name = \"Mill\"\ncaptain = \"ada\"\nteam = \"engine\"\n");
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "-m", "A site"]);
    repo
}

fn built(repo: &Repo, zola: &Zola) -> BTreeMap<String, String> {
    at(repo.path(), zola, &["build"]).succeed();
    let folder = repo.path().join("public");
    files(&folder)
        .into_iter()
        .map(|path| (path.display().to_string(), read(&folder.join(&path)).replace("&#x2F;", "/")))
        .collect()
}

#[test]
fn its_theme_renders_everything_and_its_own_features_go_on_working() {
    for zola in all() {
        let repo = site(zola);
        let pages = built(&repo, zola);
        for (path, page) in &pages {
            let ours = path.starts_with("_handbook") || path.starts_with("tags");
            if path.ends_with(".html") && path != "404.html" && !ours {
                assert!(page.contains("class=\"plainsong kept\""), "{path}: {page}");
            }
            assert!(!path.starts_with("handbook/"), "our theme's files stay away: {path}");
        }
        assert!(pages["guide/first/index.html"].contains("<b>SHORTCODE</b>"));
        assert!(pages["guide/second/index.html"].contains("https://foreign.example/guide/first/"));
        assert!(pages["fr/guide/second/index.html"].contains("Voir."));
        assert!(pages["fr/index.html"].contains("Bonjour."));
        assert!(pages.contains_key("guide/bundle/chart.svg"));
        assert!(pages["tags/red/index.html"].contains("First"));
        assert!(pages["deep/er/still/page/index.html"].contains("Deep."));
        assert!(!pages.contains_key("deep/index.html"), "no page that nobody wrote");
        assert!(pages.contains_key("plainsong.css"));
        assert!(pages["index.html"].contains("home"));
        assert!(pages["search_index.en.js"].contains("Mill"), "search finds features");
    }
}

#[test]
fn generated_pages_have_its_layout_and_every_section_that_it_lists_leads_somewhere() {
    for zola in all() {
        let repo = site(zola);
        let pages = built(&repo, zola);
        let mill = &pages["who/features/mill/index.html"];
        assert!(mill.contains("<title>Mill</title>") && mill.contains("<main>"), "{mill}");
        assert!(mill.contains("Informed captain"), "{mill}");
        let home = &pages["index.html"];
        for link in home.split("href=\"https://foreign.example/").skip(1) {
            let path = link.split('"').next().unwrap();
            let known = pages.contains_key(&format!("{path}index.html"));
            // A folder that nobody wrote a page for has none, as before.
            assert!(known || path == "deep/", "{path}: {home}");
        }
        assert!(pages["_handbook/index.html"].contains("https://foreign.example/who/"));
    }
}

#[test]
fn its_page_template_includes_ours_for_owner_and_history() {
    for zola in all() {
        let repo = site(zola);
        let pages = built(&repo, zola);
        let page = &pages["guide/second/index.html"];
        for said in ["Engine", "content/guide/_index.md:5", "14 November 2023", "A site"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}

#[test]
fn it_may_override_the_template_of_generated_pages() {
    for zola in all() {
        let repo = site(zola);
        repo.write(
            "templates/handbook/generated.html",
            "{% extends \"base.html\" %}{% block body %}<div class=\"own\">{{ page.content | safe }}</div>{% endblock %}",
        );
        let pages = built(&repo, zola);
        assert!(pages["who/teams/engine/index.html"].contains("<div class=\"own\">"));
        assert!(!pages["guide/first/index.html"].contains("<div class=\"own\">"));
    }
}

#[test]
fn the_date_of_a_pages_last_change_is_there_when_zola_sorts_unless_its_author_set_one() {
    for zola in all() {
        let mut repo = site(zola);
        let second = read(&repo.path().join("content/guide/second.md"));
        let first = read(&repo.path().join("content/guide/first.md"));
        for hour in 0..30 {
            // The clock of these repositories goes by the hour: this is the day after.
            repo.commit("Later", &[("notes.txt", Some(&format!("{hour}")))]);
        }
        repo.commit(
            "Later",
            &[("content/guide/second.md", Some(&format!("{second}\nMore words.\n")))],
        );
        assert!(!first.is_empty());
        let guide = &built(&repo, zola)["guide/index.html"];
        let order: Vec<usize> = ["[Second 2023-11-16", "[First 2023-11-14", "[Bundle 2001-02-03"]
            .iter()
            .map(|entry| guide.find(entry).unwrap_or_else(|| panic!("{entry}: {guide}")))
            .collect();
        assert!(order.is_sorted(), "{guide}");
    }
}

#[test]
fn a_page_that_takes_the_place_of_a_generated_one_is_told_what_to_do() {
    let zola = &all()[0];
    let repo = site(zola);
    repo.write("content/who/features/_index.md", "+++\ntitle = \"Ours\"\n+++\n");
    repo.write("content/who/notes.md", "+++\ntitle = \"Fine\"\n+++\n");
    let ran = at(repo.path(), zola, &["build", "--format", "short"]).run();
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.stdout,
        "content/who/features/_index.md: error[content/reserved-address]: this page would be \
         published at /who/features/, where the pages of org/ are\n"
    );
}

#[test]
fn a_page_never_leads_zola_out_of_the_site() {
    for zola in all() {
        let repo = site(zola);
        let page = "+++\ntitle = \"Out\"\npath = \"../../../out\"\nslug = \"..\"\naliases = [\"ok\", \"a/../../../b\"]\n+++\n";
        repo.write("content/out.md", page);
        repo.write("content/up/_index.md", "+++\naliases = [\"..\\\\up\"]\n+++\n");
        let ran = at(repo.path(), zola, &["build", "--format", "short"]).run();
        assert_eq!(ran.status, 1);
        let places: Vec<&str> =
            ran.stdout.lines().map(|line| line.split(": ").next().unwrap()).collect();
        assert_eq!(
            places,
            [
                "content/out.md:3:8",
                "content/out.md:4:8",
                "content/out.md:5:18",
                "content/up/_index.md:2:12"
            ],
            "{ran}"
        );
        assert!(!repo.path().join("public").exists());
        assert!(!repo.beside("out").exists());
    }
}

/// File names and front matters that could come to any address.
fn odd_pages() -> Vec<(String, String)> {
    let names = [
        "README",
        "Foo Bar",
        "日本",
        "2024-01-02-dated",
        "2024-01-03_under",
        "2024-13-02-no-date",
        "2024-01-04",
        "2024-01-05T10:00:00Z-timed",
        "2024-01-06 -spaced",
        "a.b",
        "v1.2.3",
        "c.fr",
        "d.de",
        "Ünïcode",
        "50% off",
        "a+b",
        "it's",
        "under_score",
        "-dashes-",
        "two..dots",
        "party🎉",
        "CAPS",
        "a#hash",
        "what?",
        "x&y",
        "(parens)",
        "[brackets]",
        "{{ braces }}",
        "semi;colon",
        "a=b",
        "a,b",
        "tilde~",
        "@at",
        "!bang",
        "$cash",
        "1",
        "0-0",
        "ß",
        "ﬁ",
        "e\u{301}",
        "naïve café",
        "trailing.",
        "many---dashes",
        "emoji-only-🎉",
        "Ωmega",
        "Привет",
        "a'b\"c",
        "star*",
        "pipe|",
        "colon:x",
        "less<more>",
        "back`tick",
        "100%25",
    ];
    let mut pages = Vec::new();
    for folder in ["", "Plain/", "Odd Folder_ü/2024-01-02-folder/", "日本/"] {
        for name in names {
            pages.push((format!("{folder}{name}.md"), String::new()));
        }
    }
    for (at, (key, value)) in [
        ("slug", "Own Slug"),
        ("slug", "a/b"),
        ("slug", "ünï"),
        ("slug", "2024-05-05-kept"),
        ("slug", "with.dot"),
        ("path", "own/path"),
        ("path", "/rooted/path/"),
        ("path", "Mixed Case/Ünï"),
        ("path", "dotted.html"),
        ("path", "a//b"),
        ("path", " spaced "),
        ("path", "x/2024-01-02-y"),
    ]
    .into_iter()
    .enumerate()
    {
        for folder in ["", "Set/"] {
            let front = format!(
                "{key} = \"{}{value}\"\n",
                if folder.is_empty() || value.is_empty() { "" } else { "q" }
            );
            pages.push((format!("{folder}set-{at}.md"), front));
        }
    }
    for bundle in ["bundle", "Bundle Two", "2024-01-02-bundle", "deep/Bündle", "fr.bundle"] {
        pages.push((format!("bundles/{bundle}/index.md"), String::new()));
        pages.push((format!("bundles/{bundle}/index.fr.md"), String::new()));
    }
    pages
}

#[test]
fn the_addresses_that_we_compute_are_those_that_zola_gives() {
    let settings = [
        ("", Slugify::On, false),
        ("[slugify]\npaths = \"safe\"\n", Slugify::Safe, false),
        ("[slugify]\npaths = \"off\"\npaths_keep_dates = true\n", Slugify::Off, true),
        ("[slugify]\npaths_keep_dates = true\n", Slugify::On, true),
    ];
    for zola in all() {
        for (at, (setting, slugify, keep_dates)) in settings.into_iter().enumerate() {
            // Where there are other languages, Zola takes what follows a dot for one of them.
            let languages = if at % 2 == 0 { "" } else { "[languages.fr]\n" };
            let repo = Repo::new();
            repo.write(
                "zola.toml",
                format!("base_url = \"/\"\n{setting}{languages}[extra.handbook]\n"),
            );
            repo.write("content/_index.md", "+++\n+++\nhome\n");
            for (at, (path, front)) in odd_pages().into_iter().enumerate() {
                let stem = path.trim_end_matches(".md").trim_end_matches(".fr");
                if !languages.is_empty() && stem.rsplit('/').next().unwrap().contains('.') {
                    continue;
                }
                let text = format!("+++\ntitle = \"T{at}\"\n{front}+++\nmarker-{at}-\n");
                repo.write(&format!("content/{path}"), text);
            }
            agree(&repo, zola, slugify, keep_dates, !languages.is_empty());
        }
    }
}

/// Builds what Zola accepts of a site and compares each page's address with where it is.
fn agree(repo: &Repo, zola: &Zola, slugify: Slugify, keep_dates: bool, french: bool) {
    let addressing = Addressing {
        slugify,
        keep_dates,
        default_language: "en".to_owned(),
        other_languages: if french { vec!["fr".to_owned()] } else { Vec::new() },
        ..Addressing::default()
    };
    let content = repo.path().join("content");
    let folder = Folder {
        top: repo.path(),
        folder: &content,
        prefix: RepoPath::new("content").unwrap(),
        boundary: repo.path(),
        layout: Layout::Zola,
        addressing,
        reserved: None,
    };
    let mut told = Diagnostics::new();
    let pages = load(&folder, &mut told).unwrap().pages;
    // Pages that share an address are an error of their own: the later ones make way.
    let mut seen = std::collections::BTreeSet::new();
    for page in &pages {
        if !seen.insert(page.address.clone()) {
            std::fs::remove_file(content.join(page.path.as_str())).unwrap();
        }
    }
    at(repo.path(), zola, &["build"]).succeed();
    let mut compared = 0;
    for page in pages.iter().filter(|page| content.join(page.path.as_str()).exists()) {
        let at = Path::new(page.address.as_str().trim_start_matches('/')).join("index.html");
        let file = repo.path().join("public").join(&at);
        let html = std::fs::read_to_string(&file).unwrap_or_default();
        let marker = page.body().trim();
        assert!(
            html.contains(marker),
            "{}, Zola {}: not at {}",
            page.path,
            zola.version(),
            at.display()
        );
        compared += 1;
    }
    assert!(compared > 150, "{compared}");
}
